"""Measures carried out: dates that come round, completions and lateness, money by unit."""

from __future__ import annotations

from datetime import date

import pytest

from fpplan.contract.clauses import Clause
from fpplan.contract.measures import ActivityPlan, Amount, Benefit, Campaign, PayoutPlan, PlanStep
from fpplan.contract.months import Calendar
from fpplan.contract.text import Text
from fpplan.programme.carried_out import amounts_shown, events, payments, years_of
from fpplan.scenario.models import MeasureRun

T = Text("甲", "a")
CLAUSE = Clause("000", "甲", T)
YEARS = years_of("2014-08", Calendar(starts=8).years("2014-08", 0, 23))
NOTHING = MeasureRun()


def plan(*steps: PlanStep, **more) -> ActivityPlan:
    return ActivityPlan("x_plan", T, CLAUSE, ("activity",), steps=steps, **more)


def step(name: str = "s", **dates) -> PlanStep:
    return PlanStep(name, T, **dates)


def found(measure, run=NOTHING, part="s"):
    return [event for event in events(measure, run, YEARS, "town") if event.part == part]


def test_the_years_of_a_run_by_day():
    assert [(y.id, y.first, y.last) for y in YEARS] == [
        ("2014-08", date(2014, 8, 1), date(2015, 7, 31)),
        ("2015-08", date(2015, 8, 1), date(2016, 7, 31))]


def test_a_date_without_its_year_comes_round_every_year():
    rows = found(plan(step(starts="--07-01", by="--07-10")))
    assert [(e.year, e.first, e.last, e.state) for e in rows] == [
        ("2014-08", "2015-07-01", "2015-07-10", "planned"),
        ("2015-08", "2016-07-01", "2016-07-10", "planned")]
    assert [e.last for e in found(plan(step(by="--06")))] == ["2015-06-30", "2016-06-30"]


@pytest.mark.parametrize(("month", "first", "state"), [
    ("2014-08", "2014-07-20", "running"), ("2014-01", "2014-07-20", "running"),
    ("2024-05", "2024-07-20", "running")])
def test_a_measure_from_a_date_without_a_year_begins_once_in_the_year_of_the_run(month, first,
                                                                                state):
    years = years_of(month, Calendar(starts=int(month[5:])).years(month, 0, 23))
    push = Campaign("x_push", T, CLAUSE, ("activity",), starts="--07-20")
    (event,) = events(push, NOTHING, years, "town")
    assert (event.first, event.state) == (first, state)
    pay = Benefit("x_pay", T, CLAUSE, ("service",), starts="--03",
                  amounts=(Amount("money", T, 10, "yuan"),))
    assert [one.yuan for one in payments(pay, NOTHING, years, "town")] == [10, 10]


def test_an_end_before_its_start_is_in_the_year_after():
    rows = found(plan(step(starts="--12", by="--04")))
    assert [(e.first, e.last) for e in rows] == [("2014-12-01", "2015-04-30"),
                                                 ("2015-12-01", "2016-04-30")]


@pytest.mark.parametrize(("dates", "state"), [
    ({"starts": "2013-07-01", "by": "2013-08"}, "before"), ({"by": "2014-07-31"}, "before"),
    ({"starts": "2016-08-01"}, "after"), ({"by": "2015-03-31"}, "planned")])
def test_a_date_with_its_year_lies_in_the_run_or_outside(dates, state):
    (event,) = found(plan(step(**dates)))
    assert event.state == state and bool(event.year) == (state == "planned")


@pytest.mark.parametrize(("often", "times", "planned"), [
    ("week", 1, 52), ("month", 1, 12), ("month", 2, 24), ("quarter", 1, 4), ("half_year", 1, 2),
    ("year", 3, 3)])
def test_what_comes_so_often_is_counted_a_year(often, times, planned):
    rows = found(plan(step(every=often, times=times)))
    assert [(e.year, e.planned) for e in rows] == [("2014-08", planned), ("2015-08", planned)]


def test_what_comes_so_often_within_dates_is_counted_there():
    rows = found(plan(step(every="month"), starts="--06", ends="--07"))
    assert [e.planned for e in rows] == [2, 2]
    assert [e.planned for e in found(plan(step(every="week", starts="2016-07-11")))] == [3]


@pytest.mark.parametrize(("done", "state", "late"), [
    ("2015-07-08", "done", 0), ("2015-07-10", "done", 0), ("2015-07-22", "late", 12),
    ("2015-07", "late", 21), (1, "done", None), (0, "missed", None)])
def test_a_milestone_is_completed_or_late(done, state, late):
    rows = found(plan(step(starts="--07-01", by="--07-10")), MeasureRun(done={"s": done}))
    assert rows[0].state == state and rows[0].days_late == late
    assert rows[1].state == ("planned" if isinstance(done, str) else state)


def test_fewer_times_than_planned_is_short_and_units_stand_by_themselves():
    run = MeasureRun.model_validate({"done": {"s": 12}, "units": {
        "V01": {"done": {"s": 9}}, "V02": {"done": {"s": 0}}}})
    rows = found(plan(step(every="month")), run)
    assert [(e.unit, e.state, e.done) for e in rows if e.year == "2014-08"] == [
        ("town", "done", 12), ("V01", "short", 9), ("V02", "missed", 0)]


def money(measure, **run):
    rows = payments(measure, MeasureRun.model_validate(run), YEARS, "town")
    return [(p.amount, p.unit, p.year, p.yuan) for p in rows]


def test_money_is_paid_as_often_as_the_scenario_counts():
    each = Benefit("x_aid", T, CLAUSE, ("service",), amounts=(
        Amount("each", T, 500, "yuan", per=Text("人", "person")),
        Amount("most", T, 900, "yuan", limit="most"), Amount("days", T, 3, "days"),
        Amount("open", T, None, "yuan")))
    assert money(each) == [(name, "town", year.id, None) for name in ("each", "most")
                           for year in YEARS]
    counted = money(each, counts={"each": 3}, units={"V01": {"counts": {"most": 2}}})
    assert counted[:2] == [("each", "town", "2014-08", 1500), ("each", "town", "2015-08", 1500)]
    assert counted[2:] == [("most", "V01", "2014-08", 1800), ("most", "V01", "2015-08", 1800)]


def test_a_sum_per_nothing_is_paid_once_where_its_date_falls():
    fixed = Amount("fixed", T, 100_000, "yuan")
    assert money(plan(PlanStep("s", T, by="2015-09-30", amounts=(fixed,)))) == [
        ("fixed", "town", "2015-08", 100_000)]
    undated = money(plan(PlanStep("s", T, amounts=(fixed,))))
    assert undated == [("fixed", "town", "2014-08", 100_000)]
    yearly = Amount("fixed", T, 7, "yuan", per=Text("年", "year"))
    assert len(money(plan(PlanStep("s", T, amounts=(yearly,))))) == 2
    before = Campaign("x_c", T, CLAUSE, ("activity",), amounts=(fixed,), starts="2012-01",
                      ends="2012-12")
    assert money(before) == []


def test_a_small_count_of_procedures_does_not_show_nor_its_total():
    def counts(about: str):
        def one(name: str, value: int) -> Amount:
            return Amount(name, T, value, "count")

        return Campaign("x_c", T, CLAUSE, (about,), starts="--12", amounts=(
            one("all", 593), one("first", 230), one("second", 360), one("late", 3)))

    shown = amounts_shown(counts("procedure"))
    assert shown == {"all": False, "first": True, "second": True, "late": False}
    assert all(amounts_shown(counts("activity")).values())
    staff = PayoutPlan("x_p", T, CLAUSE, ("staff",), amounts=(Amount("n", T, 3, "count"),))
    assert amounts_shown(staff) == {"n": True}
