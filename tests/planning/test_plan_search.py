"""The search: brute force, random allocations, every limit, clashes, interruption."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from plan_small import feasible_at_random, made_up, small_raw

from fpplan.planning import search as module
from fpplan.planning.problem import CandidateInfeasible, Decision, NoneFeasible
from fpplan.planning.search import Sheet, search
from fpplan.planning.search_clash import clash, none_feasible
from fpplan.planning.search_milp import Pieces, Program
from fpplan.scenario.limits import Limits, PostLimit, TaskLimit, UnitLimit


def found(limits=None, **how):
    problem, judge, table = made_up(limits, **how)
    sheet = Sheet(table, judge)
    return problem, sheet, search(problem, sheet, Program(problem))


@pytest.mark.parametrize(("limits", "strength"), [
    (Limits(hours_per_month=50), (8, 40)),
    (Limits(hours_per_month=50, each_unit=UnitLimit(most=35)), (12, 30)),
    (Limits(hours_per_month=50, tasks={"postpartum_followup": TaskLimit(least=10)},
            difference_per_1000=12), (9, 60)),
])
def test_it_equals_brute_force(limits, strength):
    problem, sheet, best = found(limits, strength=strength, step=600)
    moving = [problem.tasks.index(c.task) for c in sheet.judge.columns]
    cells = [(u, t) for u in range(2) for t in moving]
    tried = []
    for steps in itertools.product(range(6), repeat=len(cells)):
        hours = np.zeros(problem.own.hours.shape)
        for (u, t), n in zip(cells, steps, strict=True):
            hours[u, t, 0] = n * problem.step_hours
        if not problem.broken(Decision(hours, problem.own.posts)):
            tried.append(hours)
    values = sheet.values(np.array(tried))
    assert best.value == pytest.approx(values.max(), abs=1e-9)
    assert not problem.broken(best.decision)


def test_it_beats_two_thousand_random_allocations():
    problem, sheet, best = found(Limits(hours_per_month=200), people=(600, 900, 1500, 2000))
    values = sheet.values(feasible_at_random(problem, 2000))
    assert best.value >= values.max() - 1e-9
    assert best.gap < 0.01 * abs(best.value)


def test_no_more_hours_than_today_without_a_budget():
    problem, _sheet, best = found()
    assert problem.hours_a_month(best.decision.hours) <= problem.hours_a_month(
        problem.own.hours) + 1e-9


def test_what_gains_nothing_stays_where_it_is():
    problem, _sheet, best = found(Limits(hours_per_month=5000), strength=(1, 1))
    idle = [t for t, task in enumerate(problem.tasks)
            if task not in ("postpartum_followup", "preconception_check")]
    assert np.array_equal(best.decision.hours[:, idle], problem.own.hours[:, idle])


def test_a_budget_of_nothing_gives_nothing():
    _problem, _sheet, best = found(Limits(hours_per_month=0))
    assert not best.decision.hours.any()


def test_whole_posts_follow_the_work():
    raw = small_raw((600, 2400))
    raw["base"]["hours"]["all"] = {"meetings": 10}
    limits = Limits(yuan_per_month=600, posts={"village_worker": PostLimit(most=2)})
    problem, _sheet, best = found(limits, raw=raw, strength=(1, 300))
    posts = best.decision.posts["village_worker"]
    assert posts.sum() <= 2
    assert np.array_equal(posts, np.rint(posts))
    assert problem.yuan_a_month(best.decision.posts) <= 600
    assert not problem.broken(best.decision)


def test_every_limit_together_is_kept_to_the_minute():
    limits = Limits(
        hours_per_month=170.5, difference_per_1000=60, each_unit=UnitLimit(least=40, most=120),
        tasks={"postpartum_followup": TaskLimit(least=7.25, most=33), "meetings": TaskLimit(
            least=3)})
    problem, _sheet, best = found(limits, people=(700, 900, 1100), step=15)
    assert problem.broken(best.decision) == []
    minutes = best.decision.hours * 60
    assert np.array_equal(minutes, np.rint(minutes))
    assert minutes.sum() <= 170.5 * 60
    assert minutes[:, problem.tasks.index("postpartum_followup")].min() >= 7.25 * 60


def test_seasons_are_planned_apart():
    seasons = [{"id": "busy", "months": [3, 4, 5, 9, 10]},
               {"id": "slack", "months": [1, 2, 6, 7, 8, 11, 12]}]
    raw = small_raw(seasons=seasons)
    problem, _sheet, best = found(Limits(hours_per_month=60), raw=raw)
    assert best.decision.hours.shape[2] == 2
    assert problem.hours_a_month(best.decision.hours) <= 60 + 1e-9


def test_same_problem_same_answer():
    first, second = (found(Limits(hours_per_month=77))[2] for _n in range(2))
    assert first.decision.same_as(second.decision)
    assert first.value == second.value


def test_an_interruption_keeps_the_best_so_far(monkeypatch):
    problem, judge, table = made_up(Limits(hours_per_month=100))
    sheet, program = Sheet(table, judge), Program(problem)

    def stop(*_given):
        raise KeyboardInterrupt

    monkeypatch.setattr(module, "_within", stop)
    best = search(problem, sheet, program)
    assert not best.whole
    assert not problem.broken(best.decision)
    assert best.value > sheet.values(np.zeros((1, *problem.own.hours.shape)))[0]


def test_a_candidate_that_breaks_a_limit_is_another_error():
    problem, *_rest = made_up(Limits(hours_per_month=10))
    with pytest.raises(CandidateInfeasible, match="today: this candidate is infeasible: hours_per"):
        problem.check(problem.own, "today")
    assert Program(problem).feasible()


@pytest.mark.parametrize(("limits", "names", "would"), [
    (Limits(hours_per_month=10, each_unit=UnitLimit(least=20)),
     {"hours_per_month", "units.least"}, "hours_per_month = 10: 40 would do"),
    (Limits(hours_per_month=30, tasks={"publicity": TaskLimit(least=20)}),
     {"hours_per_month", "tasks.least"}, "hours_per_month = 30: 40 would do"),
    (Limits(hours_per_month=900, each_unit=UnitLimit(least=300)), {"staff", "units.least"},
     "staff: 144 hours a month more of staff time would do"),
    (Limits(hours_per_month=900, units={"V01": UnitLimit(least=90), "V02": UnitLimit(most=10)},
            difference_per_1000=5), {"units.least", "units.most", "difference_per_1000"},
     "would do"),
])
def test_a_clash_names_its_limits_and_the_smallest_change(limits, names, would):
    problem, *_rest = made_up(limits)
    program = Program(problem)
    assert set(clash(program)) == names
    error = none_feasible(problem, program)
    assert isinstance(error, NoneFeasible)
    assert "no allocation can be feasible" in str(error)
    assert would in str(error)
    assert search(problem, Sheet(*made_up(limits)[:0:-1]), program) is None


def test_the_smallest_change_does():
    problem, *_rest = made_up(Limits(hours_per_month=39, each_unit=UnitLimit(least=20)))
    assert not Program(problem).feasible()
    assert Program(made_up(Limits(hours_per_month=40, each_unit=UnitLimit(least=20)))[0]).feasible()


def test_the_concave_hull_lies_above_and_touches():
    rng = np.random.default_rng(1)
    steps = np.sort(rng.integers(0, 50, (3, 2, 1, 8)), axis=-1)
    worth = rng.normal(size=steps.shape).cumsum(axis=-1)
    worth = np.where(np.diff(steps, axis=-1, prepend=-1) == 0, np.nan, worth)
    for at in np.ndindex(3, 2, 1):  # equal hours have equal worth
        for k in range(1, 8):
            if np.isnan(worth[*at, k]):
                worth[*at, k] = worth[*at, k - 1]
    hull = Pieces(steps, worth).concave()
    assert (hull.worth >= worth - 1e-9).all()
    for at in np.ndindex(3, 2, 1):
        x, y = np.unique(steps[at], return_index=True)
        slopes = np.diff(hull.worth[at][y]) / np.diff(x)
        assert (np.diff(slopes) <= 1e-9).all()


def test_no_outcome_falls_below_today_unless_it_may():
    weights = {"coverage.preconception_check": 1.0, "coverage.postpartum_followup": 0.0}
    followed = {}
    for may_worsen in ((), ("all",)):
        problem, judge, table = made_up(weights=weights, may_worsen=may_worsen)
        sheet = Sheet(table, judge)
        best = search(problem, sheet, Program(problem))
        at = problem.tasks.index("postpartum_followup")
        followed[may_worsen] = best.decision.hours[:, at].sum()
        assert best.value > sheet.values(problem.own.hours[None])[0]
        assert (sheet.room(best.decision.hours) >= -1e-6).all()
        assert sheet.keeps(best.decision.hours[None])[0]
    assert followed["all",] < problem.own.hours[:, at].sum()
    assert followed[()] > followed["all",]


def test_what_cannot_be_kept_falls_the_least():
    problem, judge, table = made_up(
        Limits(hours_per_month=6), may_worsen=(),
        weights={"coverage.preconception_check": 1.0, "coverage.postpartum_followup": 0.0})
    best = search(problem, Sheet(table, judge), Program(problem))
    at = problem.tasks.index("postpartum_followup")
    assert best.decision.hours[:, at].sum() == pytest.approx(6)


def test_outcomes_count_from_the_worst_to_the_best_that_hours_make_of_them():
    problem, judge, table = made_up(people=(900, 900))
    on = judge.on(table)
    for outcome in on.outcomes:  # 0.9 is the ceiling of both, reached with all hours
        assert (outcome.worst, outcome.share_of_best) == pytest.approx((0.0, 0.9), abs=0.02)
    none, parts = np.zeros((1, *problem.own.hours.shape)), []
    for hours in (none, problem.own.hours[None]):
        parts.append(on.scores(table.predict(hours)).parts.sum(axis=1).mean(axis=0))
    assert np.allclose(parts[0], 0, atol=1e-9)
    assert ((parts[1] >= 0) & (parts[1] <= 100)).all()
