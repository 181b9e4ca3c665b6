"""Figures that units recorded of themselves, from a file."""

from __future__ import annotations

import pytest

from fpplan.contract.errors import InputError
from fpplan.planning.targets_recorded import read_recorded
from fpplan.planning.targets_subject import subjects

UNITS = ("V01", "V02", "town")
TIMELY, EVENTS = "births_timely_and_right_percent", "discontinuation_per_100_user_years"


@pytest.fixture
def read(tmp_path):
    def of(*rows: str, head: str = "unit,indicator,found,of"):
        path = tmp_path / "recorded.csv"
        path.write_text("\n".join((head, *rows)) + "\n", "utf-8")
        return read_recorded(str(path), UNITS)
    return of


def test_by_indicator_and_unit(read):
    assert read(f"V01,{TIMELY},21,24", "V02,srb,15,24", f"V02,{TIMELY},0,0",
                f"town,{EVENTS},30,300.5") == {
        TIMELY: {"V01": (21, 24), "V02": (0, 0)}, "srb": {"V02": (15, 24)},
        EVENTS: {"town": (30, 300.5)}}


def test_columns_may_stand_in_any_order(read):
    assert read(f"24,21,{TIMELY},V01", head="of,found,indicator,unit") == {
        TIMELY: {"V01": (21, 24)}}


def test_more_may_stop_than_years_were_used_but_no_more_born_in_time_than_born(read):
    assert read(f"V01,{EVENTS},3,2") == {EVENTS: {"V01": (3, 2)}}
    assert read(f"V01,{TIMELY},24,24") == {TIMELY: {"V01": (24, 24)}}
    with pytest.raises(InputError, match=r"line 2, column 3.*must not be more than the column of"):
        read(f"V01,{TIMELY},25,24")


@pytest.mark.parametrize(("row", "says"), [
    ("V1,srb,1,2", 'column 1 .* = "V1": is not a simulated unit of the scenario .*"V01"'),
    ("V01,sbr,1,2", 'column 2 .* = "sbr": is not an indicator .*"srb"'),
    ("V01,crude_birth_rate,1,2", "column 2 .*is tagged birth_limit: no target is set on it"),
    ("V01,births_omitted,1,2", "column 2 .*gets no target"),
    ("V01,srb,-1,2", "column 3 .*must be a number of 0 or more"),
    ("V01,srb,1,many", "column 4 .*must be a number of 0 or more"),
    ("V01,srb,,2", "column 3 .*must be a number of 0 or more"),
])
def test_what_is_refused_with_its_place(read, row, says):
    with pytest.raises(InputError, match=says) as fault:
        read(row)
    assert len(fault.value.problems) == 1 and "recorded.csv: line 2" in str(fault.value)


def test_nothing_tagged_is_ever_read(read):
    tagged = [name for name, each in subjects().items() if each.tags]
    assert len(tagged) > 5
    with pytest.raises(InputError) as fault:
        read(*(f"V01,{name},1,2" for name in tagged))
    assert len(fault.value.problems) == len(tagged)


def test_a_unit_is_given_once_for_an_indicator(read):
    with pytest.raises(InputError, match=r"line 3, column 1.*is given twice"):
        read("V01,srb,1,2", "V01,srb,1,2")


def test_every_fault_is_told_at_once(read):
    with pytest.raises(InputError) as fault:
        read("V09,sbr,-1,x", f"V01,{TIMELY},3,2", "V01,srb,1,2")
    assert len(fault.value.problems) == 5


def test_a_column_that_is_missing(read):
    with pytest.raises(InputError, match='the column "of" is missing'):
        read("V01,srb,1", head="unit,indicator,found")
    with pytest.raises(InputError, match="is not a column of recorded figures"):
        read("V01,srb,1,2,3", head="unit,indicator,found,of,note")
