"""Hours of one month: what campaigns add and take, and that no hour is lost on the way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.contract.months import absolute
from fpplan.contract.text import Text
from fpplan.scenario.models import Campaign, Hours
from fpplan.scenario.monthly import overtime_in, planned_in, running, season_of

LABEL = Text("甲", "a")
SEASONS = ((8, 9, 10, 11), (12, 1, 2, 3), (4, 5, 6, 7))


def campaign(first="2014-09", last="2014-10", **more) -> Campaign:
    return Campaign(label=LABEL, first=first, last=last, **{"hours": {"visits": 5.0}, **more})


@pytest.mark.parametrize(("month", "season"), [
    ("2014-08", 0), ("2014-11", 0), ("2014-12", 1), ("2015-01", 1), ("2015-03", 1),
    ("2015-04", 2), ("1999-07", 2)])
def test_a_month_has_the_season_of_its_calendar_month(month, season):
    assert season_of(SEASONS, absolute(month)) == season


def test_campaigns_under_way_come_in_the_files_order():
    push, drive = campaign(), campaign("2014-10", "2014-12")
    found = {m: running({"push": push, "drive": drive}, absolute(m))
             for m in ("2014-08", "2014-09", "2014-10", "2014-12", "2015-10")}
    assert found == {"2014-08": (), "2014-09": ("push",), "2014-10": ("push", "drive"),
                     "2014-12": ("drive",), "2015-10": ()}


def test_a_campaign_adds_its_hours_and_takes_what_there_is():
    hours = Hours(all={"visits": 10.0, "meetings": 3.0}, units={"V2": {"records": 4.0}})
    push = campaign(instead_of={"meetings": 5.0, "nothing": 2.0}, hours={"visits": 5.0, "new": 1.0})
    assert planned_in(hours, [push], "V1", 0, 1) == {
        "visits": 15, "meetings": 0, "nothing": 0, "new": 1}
    assert planned_in(hours, [], "V2", 0, 1) == {"visits": 10, "meetings": 3, "records": 4}
    only = campaign(units=("V2",), overtime=0.25)
    assert planned_in(hours, [only], "V1", 0, 1)["visits"] == 10
    assert planned_in(hours, [only, push], "V2", 0, 1)["visits"] == 20
    assert (overtime_in([only], "V1"), overtime_in([only, only], "V2")) == (0, 0.5)


def test_each_season_has_its_own_hours():
    hours = Hours(all={"visits": (1.0, 2.0, 3.0), "meetings": 7.0})
    assert [planned_in(hours, [], "V1", season, 3) for season in range(3)] == [
        {"visits": visits, "meetings": 7} for visits in (1, 2, 3)]


amounts = st.dictionaries(st.sampled_from("abcd"), st.floats(0, 100), min_size=1)


@given(amounts, st.lists(st.tuples(amounts, amounts), max_size=3))
def test_no_task_falls_below_nothing_and_the_total_is_kept(own, campaigns):
    found = planned_in(Hours(all=own), [campaign(hours=more, instead_of=less)
                                        for more, less in campaigns], "V1", 0, 1)
    added, taken = (sum(sum(each[side].values()) for each in campaigns) for side in (0, 1))
    assert all(value >= 0 for value in found.values())
    assert (sum(own.values()) + added - taken - 1e-9 <= sum(found.values())
            <= sum(own.values()) + added + 1e-9)
