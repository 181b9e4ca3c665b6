"""What may be decided, and within which limits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fpplan.planning.problem import (
    CandidateInfeasible,
    Decision,
    asked,
    at_least,
    decision_of,
    honest,
    problem_of,
    with_decision,
)
from fpplan.planning.search_milp import Program
from fpplan.scenario.limits import Limits, PostLimit, TaskLimit, UnitLimit
from fpplan.scenario.models import Hours

# Today both villages have 120 hours a month, 30 of them meetings; V01 has 900 people, V02 1,500.
# A worker each and one shared, 168 hours a month; 300 yuan for each of the first two.


def moved(problem, *changes):
    """Today's decision with (unit, task, hours more) of these."""
    hours = problem.own.hours.copy()
    for unit, task, more in changes:
        hours[problem.units.index(unit), problem.tasks.index(task)] += more
    return Decision(hours, problem.own.posts)


def test_a_candidate_that_breaks_a_limit_is_another_error(within):
    problem = within(Limits(hours_per_month=10))
    with pytest.raises(CandidateInfeasible, match="today: this candidate is infeasible: hours_per"):
        problem.check(problem.own, "today")
    assert Program(problem).feasible()


def test_every_limit_that_breaks_has_its_line(within):
    problem = within(Limits(hours_per_month=10, tasks={"meetings": TaskLimit(most=20)}))
    with pytest.raises(CandidateInfeasible) as fault:
        problem.check(problem.own, "a")
    assert [line.split(": ")[2] for line in str(fault.value).splitlines()] == [
        "hours_per_month", "tasks.meetings"]


@pytest.mark.parametrize(("limits", "says"), [
    (Limits(hours_per_month=239.9), "hours_per_month: 240 hours a month, 239.9 at most"),
    (Limits(yuan_per_month=599), "yuan_per_month: 600 yuan a month, 599 at most"),
    (Limits(units={"V01": UnitLimit(most=100)}),
     "units.V01, season year: 120 hours a month, 0 to 100 are set"),
    (Limits(each_unit=UnitLimit(least=130), units={"V01": UnitLimit(least=120)}),
     "units.V02, season year: 120 hours a month, 130 to no limit are set"),
    (Limits(tasks={"meetings": TaskLimit(most=20)}),
     "tasks.meetings: V01 has 30 hours a month, 20 at most"),
    (Limits(tasks={"meetings": TaskLimit(least=30.5)}),
     "tasks.meetings: V01 has 30 hours a month, 31 are the least (2 such)"),
    (Limits(difference_per_1000=53.3), "difference_per_1000: units differ by 53.3333 hours for "
     "1,000 people, 53.3 at most"),  # 120 / 0.9 - 120 / 1.5
    (Limits(posts={"village_worker": PostLimit(least=3)}),
     "posts.village_worker: 2 posts break what is set"),
    (Limits(posts={"village_worker": PostLimit(most=1)}),
     "posts.village_worker: 2 posts break what is set"),
    (Limits(posts={"village_worker": PostLimit(each_least=2)}),
     "posts.village_worker: 2 posts break what is set"),
    (Limits(posts={"village_worker": PostLimit(each_most=0)}),
     "posts.village_worker: 2 posts break what is set"),
])
def test_today_breaks_a_limit_and_says_which(within, limits, says):
    problem = within(limits)
    assert problem.broken(problem.own) == [says]


@pytest.mark.parametrize("limits", [
    Limits(), Limits(hours_per_month=240), Limits(yuan_per_month=600),
    Limits(each_unit=UnitLimit(least=120, most=120)),
    Limits(tasks={"meetings": TaskLimit(least=30, most=30)}), Limits(difference_per_1000=53.34),
    Limits(posts={"village_worker": PostLimit(least=2, most=2, each_least=1, each_most=1)})])
def test_today_keeps_limits_that_it_just_fills(within, limits):
    problem = within(limits)
    assert problem.broken(problem.own) == []
    problem.check(problem.own, "today")


def test_hours_beyond_the_staff_are_asked_of_the_shared_and_then_refused(within):
    problem = within(Limits(hours_per_month=900))
    # 280 + 32 and 24 hours of a campaign: 336 are those of both workers
    assert problem.broken(moved(problem, ("V01", "records", 192))) == []
    found = problem.broken(moved(problem, ("V01", "records", 280)))
    assert found == ["lianhe, season year: 256 hours a month are asked, staff have 168"]
    together = moved(problem, ("V01", "records", 150), ("V02", "records", 150))
    assert problem.broken(together) == [
        "lianhe, season year: 252 hours a month are asked, staff have 168"]


def test_a_limit_is_kept_to_the_minute_and_no_closer(within):
    problem = within(Limits(hours_per_month=0.3))
    hours = np.zeros_like(problem.own.hours)
    hours[0, :3, 0] = 0.1  # which add up to a little more than 0.3
    assert hours.sum() > 0.3
    assert problem.broken(Decision(hours, problem.own.posts)) == []
    hours[0, 3, 0] = 1 / 60
    assert len(problem.broken(Decision(hours, problem.own.posts))) == 1


def test_without_a_budget_today_is_the_budget(within):
    assert within().limits.hours_per_month == pytest.approx(240)
    assert within(Limits(yuan_per_month=900)).limits.hours_per_month is None
    assert within(Limits(hours_per_month=7)).limits.hours_per_month == 7


def test_months_of_a_season_weigh_its_hours(small):
    problem = replace(small[0], seasons=("busy", "slack"), months=(5, 7), fixed=np.zeros((2, 2)))
    hours = np.zeros((2, len(problem.tasks), 2))
    hours[0, 0, 0] = 12
    assert problem.hours_a_month(hours) == pytest.approx(5)
    hours[1, 2, 1] = 24
    assert problem.hours_a_month(hours) == pytest.approx(5 + 14)


def test_pay_is_of_filled_posts_and_kinds_without_pay_cost_nothing(within):
    problem = within()
    posts = {"village_worker": np.array([2.0, 1.0]), "township_worker": np.array([5.0])}
    assert problem.yuan_a_month(posts) == 900
    base = problem.resolved.base
    vacant = {**base.staff, "village_worker": base.staff["village_worker"].model_copy(
        update={"vacancy": 0.25})}
    plan = replace(problem.resolved, base=base.model_copy(update={"staff": vacant}))
    other = problem_of(problem.world, plan, Limits())
    assert other.yuan_a_month(posts) == 675
    assert other.crews[0].minutes_each == 168 * 45


def test_least_is_rounded_up_and_most_down_to_whole_steps(within):
    limits = Limits(tasks={"meetings": TaskLimit(least=7.3, most=33.4)})
    for step, low, high in ((15, 30, 133), (60, 8, 33), (120, 4, 16)):
        problem = within(limits, step)
        at = problem.tasks.index("meetings")
        assert set(problem.low[:, at].flat) == {low} and set(problem.high[:, at].flat) == {high}
        assert not np.delete(problem.low, at, axis=1).any()


@pytest.mark.parametrize(("limits", "hours"), [
    (Limits(), 168 + 168),
    (Limits(posts={"village_worker": PostLimit(most=3)}), 3 * 168 + 168),
    (Limits(posts={"village_worker": PostLimit(most=3, each_most=2)}), 2 * 168 + 168),
    (Limits(yuan_per_month=1000), 3 * 168 + 168),  # three posts of 300 yuan
    (Limits(posts={"township_worker": PostLimit(most=4)}), 168 + 4 * 168),
])
def test_no_cell_gets_more_than_the_staff_that_could_be_there(within, limits, hours):
    assert set(within(limits).high.flat) == {hours}


def test_a_units_own_limit_stands_before_that_of_all(within):
    problem = within(Limits(each_unit=UnitLimit(least=10, most=90), units={
        "V01": UnitLimit(most=50), "V02": UnitLimit(least=0)}))
    assert problem.unit_limit("V01") == (10, 50)
    assert problem.unit_limit("V02") == (0, 90)
    assert within().unit_limit("V01") == (None, None)


def test_documented_tasks_are_no_decision_and_take_their_hours(within):
    problem = within()
    base = problem.resolved.base
    hours = Hours(all={**base.hours.all, "fee_collection": (5.0,)})
    plan = replace(problem.resolved, base=base.model_copy(update={"hours": hours}))
    found = problem_of(problem.world, plan, Limits())
    assert "fee_collection" not in found.tasks
    assert found.fixed.tolist() == [[5.0], [5.0]]
    assert found.hours_a_month(found.own.hours) == pytest.approx(250)
    assert found.limits.hours_per_month == pytest.approx(250)


@pytest.mark.parametrize(("changes", "kept"), [
    ({}, [24, 24]), ({"units": ("V02",)}, [0, 24]), ({"overtime": 0.1}, [24 - 16.8, 24 - 16.8]),
    ({"overtime": 0.5}, [0, 0]), ({"last": "2014-07"}, [0, 0])])
def test_campaigns_take_time_that_overtime_does_not_bring(within, changes, kept):
    """12 + 8 + 4 hours from July to October 2014; the plan begins in August."""
    problem = within()
    base = problem.resolved.base
    push = base.campaigns["hundred_days"].model_copy(update=changes)
    plan = replace(problem.resolved, base=base.model_copy(update={"campaigns": {"push": push}}))
    found = problem_of(problem.world, plan, Limits()).kept
    assert found[:, 0] == pytest.approx(kept)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=10)
@given(st.data())
def test_a_decision_in_force_is_found_again(within, data):
    problem = within(Limits(posts={"village_worker": PostLimit(most=9),
                                   "township_worker": PostLimit(most=9)}))
    size = problem.own.hours.size
    steps = data.draw(st.lists(st.integers(0, 9), min_size=size, max_size=size))
    hours = np.array(steps, float).reshape(problem.own.hours.shape) / 4
    posts = data.draw(st.lists(st.integers(0, 5), min_size=3, max_size=3))
    decision = Decision(hours, {"village_worker": np.array(posts[:2], float),
                                "township_worker": np.array(posts[2:], float)})
    plan = with_decision(problem, decision)
    assert decision_of(problem, plan).same_as(decision)
    assert plan.reference == problem.resolved.reference  # the years before are as they were


def test_posts_that_stay_keep_what_the_file_says_of_them(within):
    problem = within()
    plan = with_decision(problem, problem.own)
    assert plan.base.staff == problem.resolved.base.staff


def test_two_decisions_are_the_same_when_hours_and_posts_are(within):
    problem = within()
    own = problem.own
    assert own.same_as(Decision(own.hours.copy(), dict(own.posts)))
    assert not own.same_as(moved(problem, ("V01", "records", 1)))
    assert not own.same_as(Decision(own.hours, {**own.posts, "township_worker": np.array([2.0])}))


def lows(problem):
    """Least hours by task, those of V01, where there are any."""
    return {task: float(problem.low[0, t, 0] * problem.step_hours)
            for t, task in enumerate(problem.tasks) if problem.low[0, t].any()}


@pytest.mark.parametrize(("limits", "kept"), [
    (Limits(), {"records": 50, "record_audit": 4}),
    (Limits(hours_per_month=54), {"records": 25, "record_audit": 2}),  # 2 x 54 hours today
    (Limits(yuan_per_month=300), {"records": 25, "record_audit": 2}),
    (Limits(units={"V01": UnitLimit(most=27)}), {"records": 25, "record_audit": 2}),
    (Limits(tasks={"records": TaskLimit(least=60)}), {"records": 60, "record_audit": 4}),
    (Limits(tasks={"records": TaskLimit(most=10)}), {"records": 10, "record_audit": 4}),
    (Limits(hours_per_month=0), {}),
])
def test_an_honest_plan_keeps_the_books_and_their_checks(within, limits, kept):
    problem = within(limits)
    assert lows(honest(problem)) == pytest.approx(kept)
    assert np.array_equal(honest(problem).high, problem.high)


def test_minimum_services_only_ever_raise_what_is_least(within):
    problem = within(Limits(tasks={"meetings": TaskLimit(least=10)}))
    steps = np.zeros_like(problem.low)
    at, other = problem.tasks.index("meetings"), problem.tasks.index("records")
    steps[:, at], steps[:, other] = 4, 6
    found = at_least(problem, steps)
    assert set(found.low[:, at].flat) == {10} and set(found.low[:, other].flat) == {6}


def test_the_table_is_asked_up_to_the_most_hours_of_each_task(within):
    problem = within(Limits(tasks={"meetings": TaskLimit(most=20)}), 30)
    wanted = asked(problem)
    assert wanted.tasks == problem.tasks and wanted.step == 0.5
    most = dict(zip(problem.tasks, wanted.most[0, :, 0], strict=True))
    assert most["meetings"] == 20 and most["records"] == 336
