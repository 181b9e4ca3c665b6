"""The search: brute force, random allocations, every limit, interruption."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from plan_small import feasible_at_random, made_up, small_raw

from fpplan.planning import search as module
from fpplan.planning.problem import Decision
from fpplan.planning.search import Sheet, search
from fpplan.planning.search_milp import Program
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
