"""A plan explained, on a table made up by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fpplan.planning.plan_explain import KEPT, SHOWN, Binding, explain
from fpplan.planning.problem import Decision
from fpplan.planning.search import Sheet
from fpplan.scenario.limits import Limits, PostLimit, TaskLimit, UnitLimit

# Today both villages have 120 hours a month: 30 of meetings, 50 of records, 20 of counselling, 10
# of publicity, 6 of follow-up, 4 of audits. Only follow-up and pre-conception checks do anything.


@pytest.fixture(scope="module")
def sheet(small):
    return Sheet(small[2], small[1])


def moved(problem, *changes):
    """Today's decision with (unit, task, hours more) of these."""
    hours = problem.own.hours.copy()
    for unit, task, more in changes:
        hours[problem.units.index(unit), problem.tasks.index(task)] += more
    return Decision(hours, problem.own.posts)


def test_todays_plan_moves_nothing(small, sheet):
    found = explain(small[0], sheet, small[0].own)
    assert found.moves == () and found.moved == 0


def test_the_largest_fall_goes_to_the_largest_rise(small, sheet):
    plan = moved(small[0], ("V01", "meetings", -10), ("V01", "publicity", -5),
                 ("V01", "postpartum_followup", 12), ("V01", "preconception_check", 3))
    found = explain(small[0], sheet, plan)
    assert {(m.unit, m.season, m.source, m.to, m.hours) for m in found.moves} == {
        ("V01", "year", "meetings", "postpartum_followup", 10),
        ("V01", "year", "publicity", "postpartum_followup", 2),
        ("V01", "year", "publicity", "preconception_check", 3)}
    assert found.moved == pytest.approx(15)
    assert [m.gain for m in found.moves] == sorted((m.gain for m in found.moves), reverse=True)


def test_the_smallest_fall_is_given_up_where_less_rises(small, sheet):
    found = explain(small[0], sheet, moved(
        small[0], ("V01", "publicity", -5), ("V01", "meetings", -10),
        ("V01", "postpartum_followup", 12)))
    assert {(m.source, m.to, m.hours) for m in found.moves} == {
        ("meetings", "postpartum_followup", 10), ("publicity", "postpartum_followup", 2),
        ("publicity", "", 3)}


def test_time_that_was_not_used_and_time_given_up_have_no_task(small, sheet):
    found = explain(small[0], sheet, moved(small[0], ("V01", "postpartum_followup", 7),
                                           ("V02", "records", -9)))
    assert {(m.unit, m.source, m.to, m.hours) for m in found.moves} == {
        ("V01", "", "postpartum_followup", 7), ("V02", "records", "", 9)}
    assert found.moved == pytest.approx(7)  # what is given up moves nowhere


def test_a_move_gains_what_undoing_it_loses(small, sheet):
    """One move alone is the whole plan; a move of idle hours is worth nothing."""
    problem = small[0]
    plan = moved(problem, ("V01", "meetings", -10), ("V01", "preconception_check", 10))
    (one,) = explain(problem, sheet, plan).moves
    gain = sheet.objective(plan.hours) - sheet.objective(problem.own.hours)
    assert one.gain == pytest.approx(gain) and gain > 1
    assert one.low == pytest.approx(gain) == one.high  # the table has the same year every time
    (idle,) = explain(problem, sheet, moved(
        problem, ("V02", "meetings", -10), ("V02", "records", 10))).moves
    assert idle.gain == pytest.approx(0, abs=1e-9)


def test_hours_taken_from_care_are_a_loss(small, sheet):
    (one,) = explain(small[0], sheet, moved(
        small[0], ("V02", "postpartum_followup", -6), ("V02", "meetings", 6))).moves
    assert one.gain < -0.1


def test_only_the_moves_that_matter_most_are_shown(small, sheet):
    """24 tasks in each of two villages change; that one which serves people comes first."""
    problem = small[0]
    hours = problem.own.hours + 1.0
    hours[:, problem.tasks.index("meetings")] = 7.0
    found = explain(problem, sheet, Decision(hours, problem.own.posts))
    assert len(found.moves) == SHOWN
    assert {m.to for m in found.moves[:4]} == {"postpartum_followup", "preconception_check"}


def test_one_more_hour_is_worth_what_its_best_task_makes_of_it(small, sheet):
    problem = small[0]
    found = explain(problem, sheet, problem.own)
    here = sheet.objective(problem.own.hours)
    for u, unit in enumerate(problem.units):
        gains = {task: sheet.objective(moved(problem, (unit, task, 1)).hours) - here
                 for task in problem.tasks}
        best = max(gains, key=gains.__getitem__)
        assert found.hour_for[u] == best
        assert found.worth[u] == pytest.approx(gains[best], rel=1e-6)
    # The worth is of an hour, whatever the step: the same up to the next hours of the table, which
    # lie 5.25 apart, and less over ten hours.
    fine, coarse = (explain(replace(problem, step=step), sheet, problem.own)
                    for step in (15, 600))
    assert fine.worth == pytest.approx(found.worth)
    assert (coarse.worth < found.worth).all() and (coarse.worth > found.worth / 2).all()


def test_where_all_are_reached_one_more_hour_is_worth_nothing(small, sheet):
    problem = small[0]
    top = np.zeros_like(problem.own.hours)
    for t in sheet.table.moving:
        top[:, t] = problem.high[:, t] * problem.step_hours
    found = explain(problem, sheet, Decision(top, problem.own.posts))
    assert found.worth.tolist() == [0, 0] and found.hour_for == ("", "")


def test_a_table_on_which_nothing_moves_has_no_worth(small):
    problem, judge, table = small
    still = Sheet(replace(table, moving=()), judge)
    found = explain(problem, still, problem.own)
    assert found.worth.tolist() == [0, 0] and found.hour_for == ("", "")


@pytest.mark.parametrize(("limits", "binds"), [
    (Limits(hours_per_month=240), [Binding("hours_per_month", "", 1)]),
    (Limits(hours_per_month=240.99), [Binding("hours_per_month", "", 1)]),
    (Limits(hours_per_month=241), []),
    (Limits(hours_per_month=900, each_unit=UnitLimit(most=120.5)), [Binding("units.most", "", 2)]),
    (Limits(hours_per_month=900, units={"V02": UnitLimit(most=120, least=100)}),
     [Binding("units.most", "V02", 1)]),
    (Limits(hours_per_month=900, units={"V01": UnitLimit(least=119.5)}),
     [Binding("units.least", "V01", 1)]),
    (Limits(hours_per_month=900, each_unit=UnitLimit(least=119, most=121)), []),
    (Limits(hours_per_month=900, tasks={"meetings": TaskLimit(least=30)}),
     [Binding("tasks.meetings", "", 2)]),
    (Limits(hours_per_month=900, tasks={"meetings": TaskLimit(least=29)}), []),
    (Limits(hours_per_month=900, difference_per_1000=53.5),
     [Binding("difference_per_1000", "", 1)]),  # 53.33 today; one hour is 0.67 in V02
    (Limits(hours_per_month=900, difference_per_1000=54.5), []),
    (Limits(hours_per_month=900, yuan_per_month=899), [Binding("yuan_per_month", "", 1)]),
    (Limits(hours_per_month=900, yuan_per_month=900), []),  # one more post of 300 yuan
])
def test_a_limit_binds_when_no_step_more_is_left(small, sheet, within, limits, binds):
    problem = within(limits)
    assert list(explain(problem, sheet, problem.own).binds) == binds


@pytest.mark.parametrize(("more", "binds"), [(191, []), (192, [Binding("staff", "lianhe", 1)])])
def test_shared_staff_bind_when_all_their_hours_are_given(sheet, within, more, binds):
    """120 and 24 of a campaign in V01: 24 hours are left of its own, 168 of those that are
    shared."""
    problem = within(Limits(hours_per_month=900))
    plan = moved(problem, ("V01", "records", more))
    assert problem.broken(plan) == []
    assert list(explain(problem, sheet, plan).binds) == binds


@pytest.mark.parametrize(("units", "where", "count"), [
    (("V01",), "V01", 1), (("V01", "V02"), "", 2)])
def test_staff_of_a_unit_bind_where_none_are_shared(sheet, within, units, where, count):
    problem = within(Limits(hours_per_month=900, posts={"township_worker": PostLimit(most=0)}))
    posts = {**problem.own.posts, "township_worker": np.array([0.0])}
    hours = moved(problem, *((unit, "records", 24) for unit in units)).hours
    without = replace(problem, crews=problem.crews[:1])
    plan = Decision(hours, posts)
    assert problem.broken(plan) == []
    assert list(explain(without, sheet, plan).binds) == [Binding("staff", where, count)]


def test_an_outcome_at_its_floor_binds_unless_it_is_nothing_today(small):
    """Nobody is reached by pre-conception checks today: they cannot get worse."""
    problem, judge, table = small
    sheet = Sheet(table, replace(judge, kept=(True, True)))

    def kept(plan):
        return [b.limit for b in explain(problem, sheet, plan).binds if b.limit.startswith(KEPT)]

    assert kept(problem.own) == [f"{KEPT}coverage.postpartum_followup"]
    assert kept(moved(problem, ("V01", "meetings", -5), ("V01", "postpartum_followup", 5))) == []
