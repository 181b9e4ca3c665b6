"""The order of rows: sorted by their keys, each value from where it belongs."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_run import ITEMS, NAMES, PERIODS, SLOTS, UNITS

from fpplan.store import IndicatorBlock, PointBlock, TallyBlock
from fpplan.store.layout import KEYS, VALUES, Categories, enum_series, tally_layout, tidy_layout

CATEGORIES = Categories.from_names(NAMES)


def block(units, periods, items, scheme="points", view="reported") -> PointBlock:
    nothing = np.zeros((1, len(units), len(periods), len(items)))
    return PointBlock(scheme, view, tuple(units), tuple(periods), tuple(items), *[nothing] * 3)


def words(layout, blocks) -> list[tuple[str, ...]]:
    """The keys of each row in words, by what the layout gathers from the blocks' axes."""
    laid = [(unit, period, one.view, one.scheme, item) for one in blocks
            for unit, period, item in itertools.product(one.units, one.periods, one.items)]
    return [laid[at] for at in layout.gather]


@given(st.permutations(UNITS), st.permutations(PERIODS), st.permutations(ITEMS), st.data())
@settings(max_examples=30)
def test_rows_are_sorted_as_the_run_names_them_whatever_the_order_of_the_blocks(
        units, periods, items, data):
    some = data.draw(st.integers(1, 2))
    blocks = data.draw(st.permutations([
        block(units[:some], periods, items), block(units[some:], periods, items),
        block(units, periods[:1], items, view="true")]))
    layout = tidy_layout("points", blocks, CATEGORIES)
    found = words(layout, blocks)
    place = {name: at for at, name in enumerate((*UNITS, *PERIODS, "true", "reported", *ITEMS))}
    assert found == sorted(found, key=lambda row: [place.get(word, 0) for word in row])
    assert len(set(found)) == len(found) == layout.rows == 12 + 6
    for at, column in enumerate(KEYS["points"]):
        told = [CATEGORIES.column("points", column)[code] for code in layout.keys[column]]
        assert told == [row[at] for row in found]


def test_two_blocks_never_bring_the_same_row():
    with pytest.raises(ValueError, match="points: two blocks bring the same row"):
        tidy_layout("points", [block(UNITS, PERIODS, ITEMS), block(["V1"], PERIODS, ["total"])],
                    CATEGORIES)


def test_a_table_without_blocks_has_no_rows():
    layout = tidy_layout("payouts", [], CATEGORIES)
    assert layout.rows == 0 and layout.gather.size == 0 and set(layout.keys) == set(KEYS["payouts"])


def test_names_of_each_kind_stand_by_themselves():
    """An item may be called as an indicator is."""
    assert CATEGORIES.column("indicators", "name") == ("srb", "rate")
    assert CATEGORIES.column("payouts", "name") == ("bonus",)
    assert CATEGORIES.column("points", "item") == ITEMS
    assert CATEGORIES.column("points", "scheme") == CATEGORIES.column("payouts", "scheme")
    assert CATEGORIES.codes("points", "item", ["total", "births", "total"]).tolist() == [1, 0, 1]
    with pytest.raises(ValueError, match="points: the run's names have no item 'totl'"):
        CATEGORIES.codes("points", "item", ["total", "totl"])


@pytest.mark.parametrize("many", [1, 255, 256, 300, 70_000])
def test_words_of_any_number_come_back(many):
    names = [f"n{number}" for number in range(many)]
    codes = np.array([many - 1, 0, many // 2])
    series = enum_series("unit", codes, names)
    assert series.name == "unit" and series.to_list() == [names[code] for code in codes]
    assert series.dtype.categories.to_list() == names


def test_tallies_stand_by_unit_month_and_view():
    counts = np.zeros((1, 2, 3, len(SLOTS)), np.int32)
    layout = tally_layout(TallyBlock(("V2", "V1"), SLOTS, -1, counts, counts), CATEGORIES)
    assert layout.gather.tolist() == [1, 0]  # V1 first, as the run names them
    assert [UNITS[code] for code in layout.keys["unit"]] == ["V1"] * 6 + ["V2"] * 6
    assert layout.keys["month"].tolist() == [-1, -1, 0, 0, 1, 1] * 2
    assert layout.keys["view"].tolist() == [0, 1] * 6


def test_equal_orders_and_no_others_have_one_fingerprint():
    one = tidy_layout("points", [block(UNITS, PERIODS, ITEMS)], CATEGORIES)
    same = tidy_layout("points", [block(UNITS[::-1], PERIODS, ITEMS)], CATEGORIES)
    fewer = tidy_layout("points", [block(UNITS, PERIODS, ITEMS[:1])], CATEGORIES)
    assert one.fingerprint() == same.fingerprint() != fewer.fingerprint()
    assert not np.array_equal(one.gather, same.gather)


def test_every_tidy_table_has_its_keys_and_values():
    assert set(KEYS) == {"tallies", *VALUES}
    fields = IndicatorBlock.__dataclass_fields__
    assert set(VALUES["indicators"]) <= set(fields)
    assert set(VALUES["points"]) <= set(PointBlock.__dataclass_fields__)
