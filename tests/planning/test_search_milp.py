"""The table problem as a mixed-integer linear one."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from fpplan.planning.problem import Decision
from fpplan.planning.search_milp import LEAST, Pieces, Program
from fpplan.scenario.limits import Limits, PostLimit, TaskLimit, UnitLimit


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


def test_what_is_concave_stays_as_it_is():
    steps = np.array([0, 1, 3, 7]).reshape(1, 1, 1, 4)
    worth = np.array([0.0, 5.0, 9.0, 9.0]).reshape(1, 1, 1, 4)
    assert np.array_equal(Pieces(steps, worth).concave().worth, worth)
    dented = worth.copy()
    dented[..., 1] = 1.0  # below the line from 0 to 9
    assert Pieces(steps, dented).concave().worth.ravel() == pytest.approx([0, 3, 9, 9])


def pieces(problem, worths, points=(0, 1, 2, 3, 4), **more) -> Pieces:
    """Pieces in which (unit, task) cells have these worths at these steps; others stay at none."""
    steps = np.zeros((*problem.own.hours.shape, len(points)), np.int64)
    worth = np.zeros(steps.shape)
    for (unit, task), each in worths.items():
        at = problem.units.index(unit), problem.tasks.index(task), 0
        steps[at], worth[at] = points, each
    return Pieces(steps, worth, **more)


def hours(problem, solved, unit, task):
    return solved.decision.hours[problem.units.index(unit), problem.tasks.index(task), 0]


THREE = [("V01", "counselling"), ("V02", "counselling"), ("V02", "home_visits")]


@pytest.mark.parametrize(("limits", "seed"), [
    (Limits(hours_per_month=7), 0), (Limits(hours_per_month=7), 1),
    (Limits(hours_per_month=9, each_unit=UnitLimit(most=5)), 2),
    (Limits(hours_per_month=6, difference_per_1000=2), 3),
    (Limits(hours_per_month=10, units={"V02": UnitLimit(least=4)}), 4)])
def test_concave_worths_are_solved_as_all_of_them_tried(within, limits, seed):
    problem = within(limits)
    rng = np.random.default_rng(seed)
    worths = {cell: np.concatenate([[0], np.sort(rng.normal(1, 2, 4))[::-1].cumsum()])
              for cell in THREE}
    best = -np.inf
    for steps in itertools.product(range(5), repeat=3):
        tried = np.zeros_like(problem.own.hours)
        for (u, t), n in zip(THREE, steps, strict=True):
            tried[problem.units.index(u), problem.tasks.index(t), 0] = n
        if not problem.broken(Decision(tried, problem.own.posts)):
            best = max(best, sum(worths[c][n] for c, n in zip(THREE, steps, strict=True)))
    found = Program(problem).solve(pieces(problem, worths))
    assert problem.broken(found.decision) == []
    assert found.worth == pytest.approx(best, abs=1e-6)
    assert found.bound >= found.worth - 1e-6
    taken = sum(worths[u, t][round(hours(problem, found, u, t))] for u, t in THREE)
    assert taken == pytest.approx(found.worth)


def test_the_steepest_get_the_budget_first(within):
    problem = within(Limits(hours_per_month=6))
    found = Program(problem).solve(pieces(problem, {
        ("V01", "counselling"): [0, 3, 6, 9, 12], ("V02", "home_visits"): [0, 2, 4, 6, 8]}))
    assert hours(problem, found, "V01", "counselling") == 4
    assert hours(problem, found, "V02", "home_visits") == 2
    assert found.worth == pytest.approx(16)


def test_what_is_not_concave_has_a_bound_and_no_promise(within):
    """Nothing below four steps: by the hull each step is worth a quarter."""
    problem = within(Limits(hours_per_month=2))
    found = Program(problem).solve(pieces(problem, {("V01", "counselling"): [0, 0, 0, 0, 8]}))
    assert found.bound == pytest.approx(4) and found.worth == pytest.approx(4)


def test_steps_are_hours_of_the_problem(within):
    problem = within(Limits(hours_per_month=2), 15)
    found = Program(problem).solve(pieces(problem, {("V01", "counselling"): [0, 1, 2, 3, 4]}))
    assert hours(problem, found, "V01", "counselling") == 1


def test_no_worth_is_worth_the_outcome_that_it_costs(within):
    """All of home visits' hours would go, but the outcome that they carry has little room."""
    problem = within(Limits(hours_per_month=4))
    worths = {("V01", "counselling"): [0, 2, 4, 6, 8], ("V01", "home_visits"): [0, 1, 2, 3, 4]}
    parts = np.zeros((*problem.own.hours.shape, 5, 1))
    at = problem.units.index("V01"), problem.tasks.index("home_visits"), 0
    parts[at][:, 0] = [-4, -3, -2, -1, 0]
    free = Program(problem).solve(pieces(problem, worths))
    assert hours(problem, free, "V01", "home_visits") == 0
    kept = {}
    for room in (0.0, 1.0, 4.0):
        found = Program(problem).solve(pieces(problem, worths, parts=parts,
                                              room=np.array([room]), fall=100.0))
        assert problem.broken(found.decision) == []
        kept[room] = hours(problem, found, "V01", "home_visits")
    assert kept == {0.0: 4, 1.0: 3, 4.0: 0}
    cheap = Program(problem).solve(pieces(problem, worths, parts=parts, room=np.array([0.0]),
                                          fall=0.5))  # a step gains 1 and falls by a half
    assert hours(problem, cheap, "V01", "home_visits") == 0


def test_an_outcome_that_cannot_be_kept_falls_and_there_is_still_an_answer(within):
    problem = within(Limits(hours_per_month=1))
    parts = np.zeros((*problem.own.hours.shape, 5, 1))
    parts[0, problem.tasks.index("home_visits"), 0, :, 0] = [-4, -3, -2, -1, 0]
    found = Program(problem).solve(pieces(
        problem, {("V01", "home_visits"): [0, 0, 0, 0, 0], ("V01", "counselling"):
                  [0, 1, 2, 3, 4]}, parts=parts, room=np.array([0.0]), fall=100.0))
    assert hours(problem, found, "V01", "home_visits") == 1


def test_posts_that_are_decided_bring_the_hours_that_are_worked(within):
    """200 hours in V02 and 24 of a campaign: two posts of 168, as nobody is shared."""
    problem = within(Limits(yuan_per_month=900, posts={
        "township_worker": PostLimit(most=0), "village_worker": PostLimit(least=1)}))
    at = problem.tasks.index("counselling")
    steps = np.zeros((*problem.own.hours.shape, 2), np.int64)
    steps[1, at, 0] = 0, 200
    worth = np.zeros(steps.shape)
    worth[1, at, 0] = 0, 200
    found = Program(problem).solve(Pieces(steps, worth))
    assert problem.broken(found.decision) == []
    assert found.decision.hours[1, at, 0] == 200
    assert found.decision.posts["village_worker"][1] == 2
    assert found.decision.posts["township_worker"].tolist() == [0]


def test_least_above_most_has_no_answer(within):
    problem = within()
    low = problem.low.copy()
    low[0, 0, 0] = problem.high[0, 0, 0] + 1
    none = replace(problem, low=low)
    assert Program(none).solve(pieces(none, {})) is None


def test_a_clash_is_infeasible_until_a_limit_is_left_out(within):
    program = Program(within(Limits(hours_per_month=10, each_unit=UnitLimit(least=20))))
    assert not program.feasible()
    assert program.feasible(without=["hours_per_month"])
    assert program.feasible(without=["units.least"])
    assert not program.feasible(without=["staff"])
    assert program.solve(pieces(program.problem, {})) is None


def test_minimum_services_can_be_left_out_or_set_lower(within):
    program = Program(within(Limits(hours_per_month=30, tasks={"meetings": TaskLimit(least=20)})))
    assert not program.feasible()
    assert program.feasible(without=[LEAST])
    assert program.feasible(least=0.75) and not program.feasible(least=0.8)


@pytest.mark.parametrize(("limits", "group", "gives"), [
    # minutes of a year: 30 hours a month
    (Limits(hours_per_month=10, each_unit=UnitLimit(least=20)), "hours_per_month", 30 * 720),
    (Limits(hours_per_month=10, each_unit=UnitLimit(least=20)), "units.least", 15 * 60),
    # 300 hours and 24 of a campaign in each of two villages, 504 of three workers
    (Limits(hours_per_month=900, each_unit=UnitLimit(least=300)), "staff", 144 * 60),
    (Limits(hours_per_month=10, each_unit=UnitLimit(least=20)), "staff", None),
    (Limits(hours_per_month=40, each_unit=UnitLimit(least=20)), "hours_per_month", 0),
])
def test_by_how_much_a_limit_alone_must_give(within, limits, group, gives):
    found = Program(within(limits)).gives(group)
    assert found is None if gives is None else found == pytest.approx(gives, abs=1e-6)
