"""Plain values: what TOML lets through by accident is refused, and tables come out frozen."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given as forall
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from fpplan.contract.text import Text
from fpplan.scenario import values
from fpplan.scenario.values import FrozenTable, Refused, add_up_to_one, check_range

# (type, good, bad)
KINDS = {
    "Number": ([-1e12, 0, 3.5], [1.1e12]),
    "Count": ([0, 1e9], [-0.1, 1.1e9]),
    "Positive": ([1e-9, 1e9], [0, -1]),
    "Posts": ([0, 0.5, 1e5], [-1, 100_001]),
    "Logit": ([-20, 0, 20], [20.1, -20.1]),
    "Share": ([0, 0.5, 1], [1.0001, -0.1]),
    "Whole": ([0, 10**9], [-1, 1.5, 10**9 + 1]),
    "People": ([0, 5_000_000], [5_000_001, -1, 2.0]),
    "Times": ([0, 100_000], [100_001, -1, 0.5]),
}
ACCIDENTS = ["1", True, False, float("nan"), float("inf"), None, [1]]


def read(kind: str, value):
    return TypeAdapter(getattr(values, kind)).validate_python(value)


def refused(kind: str, value) -> str:
    with pytest.raises(ValidationError) as caught:
        read(kind, value)
    return caught.value.errors()[0]["msg"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_number_is_a_number_within_its_bounds(kind):
    good, bad = KINDS[kind]
    assert [read(kind, value) for value in good] == good
    for value in [*bad, *ACCIDENTS]:
        assert refused(kind, value), value


def test_words_hold_something_and_end_somewhere():
    assert read("Word", " 甲 ") == " 甲 "
    assert "must not be empty" in refused("Word", " \n\t")
    assert len(read("Word", "x" * 20_000)) == 20_000
    assert "longer than 20,000 characters" in refused("Word", "x" * 20_001)
    assert refused("Word", 3) and refused("Word", b"a")


def test_a_text_has_both_languages():
    for given in ({"zh": "甲", "en": "a"}, Text("甲", "a")):
        assert read("Words", given) == Text("甲", "a")
    for value in ({"zh": "甲"}, {"zh": "甲", "en": " "}, {"zh": "甲", "en": "a", "fr": "a"}, "a"):
        assert refused("Words", value)


def test_months_are_written_one_way_and_lie_within_three_centuries():
    for month in ("1900-01", "2014-03", "2199-12"):
        assert read("Month", month) == month
    for month in ("2014-13", "2014-3", "2014", "03-2014", "", "2014-03-01", " 2014-03"):
        assert 'written "2014-03"' in refused("Month", month)
    for month in ("1899-12", "2200-01"):
        assert "between 1900-01 and 2199-12" in refused("Month", month)


def test_days_exist():
    for day in ("2014-03-20", "2014-03", "2016-02-29"):
        assert read("Day", day) == day
    for day in ("2015-02-29", "2014-W10-1", "20140320", "2014-3-2", "2014-03-20T00:00"):
        assert "must be a date" in refused("Day", day)
    assert "between" in refused("Day", "1850-01-01")


def test_hours_are_one_number_or_a_list():
    assert read("HoursOf", 3) == (3.0,) and read("HoursOf", [1, 2.5]) == (1.0, 2.5)
    assert refused("HoursOf", -1) and refused("HoursOf", [1, "2"]) and refused("HoursOf", 1e6 + 1)


def test_shares_add_up_within_how_short_they_are_written():
    assert add_up_to_one([0.333333, 0.333333, 0.333334]) == [0.333333, 0.333333, 0.333334]
    assert add_up_to_one({"a": 1.0}) == {"a": 1.0}
    for shares in ([0.333, 0.333, 0.333], {"a": 0.5, "b": 0.6}, []):
        with pytest.raises(Refused, match="add up to"):
            add_up_to_one(shares)
    assert isinstance(read("Shares", {"a": 0.5, "b": 0.5}), FrozenTable)


def test_a_range_is_in_order_and_holds_its_centre():
    for ends, central in (((1, 2), 1), ((1, 2), 2), ((1, 1), 1), ((1, 2), None), (None, 5)):
        check_range(ends, central)
    with pytest.raises(Refused, match=r"\[low, high\]") as caught:
        check_range((2, 1), None)
    assert caught.value.shown == ([2, 1],)  # not the whole table that it stands in
    with pytest.raises(Refused, match="within its range 1 to 2") as caught:
        check_range((1, 2), 2.5)
    assert caught.value.shown == (2.5,)


tables = st.dictionaries(st.text(max_size=3), st.integers(), max_size=4)


@forall(tables)
def test_a_frozen_table_is_a_value(raw):
    table = FrozenTable(raw)
    assert table == raw and hash(table) == hash(FrozenTable(reversed(list(raw.items()))))
    again = pickle.loads(pickle.dumps(table))
    assert again == table and type(again) is FrozenTable
    assert copy.copy(table) is table and copy.deepcopy(table) is table


def test_no_way_to_change_a_table_is_left():
    table = FrozenTable({"a": 1})

    def put():
        table["b"] = 2

    def drop():
        del table["a"]

    def join():
        nonlocal table
        table |= {"b": 2}

    for change in (put, drop, join, table.clear, table.popitem, lambda: table.pop("a"),
                   lambda: table.update(b=2), lambda: table.setdefault("b", 2)):
        with pytest.raises(TypeError, match="make a variant instead"):
            change()
    assert table == {"a": 1}


def test_a_table_of_the_file_refuses_what_it_does_not_know_and_stays():
    class Own(values.Part):
        number: values.Number

    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        Own(number=1, nmber=2)
    with pytest.raises(ValidationError, match="frozen"):
        Own(number=1).number = 2
