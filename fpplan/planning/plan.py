"""A plan: the table filled, the search run, the answer judged on fresh draws and explained.

Draws are used once each. The table uses 0 and on. A first block after them decides whether the
answer of the table stands (`plan_check`). A second block, seen by nothing before, states the value,
paired with the scenario's own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fpplan.contract.errors import InputError
from fpplan.contract.text import _
from fpplan.experiment.draws import REPEATS
from fpplan.experiment.response import ResponseTable
from fpplan.experiment.table import Effort, default_effort, grid_of, table
from fpplan.experiment.world import World
from fpplan.planning.plan_check import Stage, stands
from fpplan.planning.plan_explain import Explained, explain
from fpplan.planning.plan_fresh import Fresh, Gain, fresh, gain_of
from fpplan.planning.plan_objective import Judge, judge_of
from fpplan.planning.problem import (
    Decision,
    Problem,
    asked,
    at_least,
    decision_of,
    honest,
    problem_of,
)
from fpplan.planning.search import Found, Sheet, search
from fpplan.planning.search_clash import none_feasible
from fpplan.planning.search_milp import Program
from fpplan.scenario.limits import Limits

__all__ = ["Made", "Wanted", "make", "set_up"]

Floats = NDArray[np.float64]
BOOKS = ("points", "pass", "worst-decile")  # objectives that are read from the books


@dataclass(frozen=True)
class Wanted:
    """What is asked for: an objective, its options, limits, and how much work to put in."""

    objective: str
    limits: Limits
    scheme: str | None = None
    mark: float | None = None
    weights: Mapping[str, float] | None = None
    step: int = 60
    seed: int = 0
    effort: Effort | None = None
    fresh: int = 64
    view: str = "reported"
    may_worsen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Made:
    """A finished plan and everything that is said about it.

    `gain` is on the objective; `others` on points, outcomes and each outcome; `by_unit` are
    mean points and outcomes of the leaves, (own, plan) each (unit,). `kept_own`: the answer of the
    table did no better on the first block of fresh draws, or nothing better was found; `searched`
    is that answer's value on the table.
    """

    wanted: Wanted
    problem: Problem
    judge: Judge
    table: ResponseTable
    found: Found
    own_value: float
    searched: float
    gain: Gain
    others: Mapping[str, Gain]
    by_unit: Mapping[str, tuple[Floats, Floats]]
    explained: Explained
    own_broken: tuple[str, ...]
    kept_own: bool
    draws: tuple[int, int]
    candidates: Mapping[str, float]

    @property
    def decision(self) -> Decision:
        """What is proposed."""
        return self.found.decision


def set_up(world: World, wanted: Wanted) -> tuple[Problem, Judge]:
    """The problem of a scenario's base and its judge, before anything is simulated. Raises
    InputError."""
    judge = judge_of(world, wanted.objective, only=wanted.scheme, mark=wanted.mark,
                     weights=wanted.weights, view=wanted.view, may_worsen=wanted.may_worsen)
    problem = problem_of(world, world.base, wanted.limits, wanted.step)
    if not problem.tasks:
        raise InputError.one("", "", _("there is no task that leadership may move hours to"))
    covered = {name: limit.coverage for name, limit in problem.limits.tasks.items()
               if limit.coverage}
    if covered:
        problem = at_least(problem, _least_steps(problem, covered))
    if wanted.objective in BOOKS:
        problem = honest(problem)
    return problem, judge


def _least_steps(problem: Problem, covered: Mapping[str, float]) -> NDArray[np.int64]:
    """Steps that reach a minimum coverage at central values; one more than there can be where no
    hours reach it."""
    grid, reach = grid_of(asked(problem), only=frozenset(covered))
    found = np.zeros(problem.own.hours.shape, np.int64)
    for name, share in covered.items():
        t = problem.tasks.index(name)
        for u, s in np.ndindex(len(problem.units), len(problem.seasons)):
            x, y = grid[u, t, s], reach[u, t, s]
            if y[-1] <= 0:
                continue  # nobody to reach
            if y[-1] < share:
                found[u, t, s] = problem.high[u, t, s] + 1
            else:
                hours = float(np.interp(share, y, x))
                found[u, t, s] = int(np.ceil(hours / problem.step_hours - 1e-9))
    return found


def make(world: World, wanted: Wanted, *, candidates: Sequence[str] = (),
         cache: Path | None = None, stage: Stage | None = None) -> Made:
    """Make a plan for a scenario.

    Args: candidates, variants of the scenario that are decisions to check against
        the limits and to start from too; cache a folder for the response table; stage is
        told what is being done, and how far it is.
    Raises InputError, CandidateInfeasible or NoneFeasible.
    """
    problem, judge = set_up(world, wanted)
    starts = {name: decision_of(problem, world.plan(name)) for name in candidates}
    for name, start in starts.items():
        problem.check(start, name)
    program = Program(problem)
    if not program.feasible():
        raise none_feasible(problem, program)
    tell: Stage = stage or (lambda _name, _done, _of: None)
    effort = wanted.effort or default_effort(asked(problem))
    whole = table(asked(problem), judge.lived, judge.periods, wanted.seed, effort, cache,
                  lambda done, of: tell("table", done, of))
    judge = judge.on(whole.only(judge.columns))
    lean = judge.searched()
    sheet = Sheet(whole.only(lean.columns, lean.periods), lean)
    found = search(problem, sheet, program, tuple(starts.values()),
                   lambda done, of: tell("search", done, of))
    if found is None:
        raise none_feasible(problem, program)
    own_broken = tuple(problem.broken(problem.own))
    own_value = sheet.objective(problem.own.hours)
    first = max(effort.spread, effort.each)
    middle = first + wanted.fresh // 2 // REPEATS * REPEATS
    last = middle + wanted.fresh
    kept = found.decision.same_as(problem.own)
    if not kept and not own_broken and middle > first and found.whole:
        try:
            kept, found = stands(problem, judge, sheet, program, found, (first, middle),
                                 wanted.seed, tell)
        except KeyboardInterrupt:
            found = replace(found, whole=False)
    searched = sheet.objective(found.decision.hours)
    if kept:
        found = replace(found, decision=problem.own)
    found = replace(found, value=sheet.objective(found.decision.hours))
    tell("fresh", 0, 1)
    own, plan = fresh(problem, judge, [problem.own, found.decision], (middle, last), wanted.seed,
                      lambda done, of: tell("fresh", done, of))
    if own.scores.points.shape[0] < last - middle:
        last, found = middle + own.scores.points.shape[0], replace(found, whole=False)
    gain = gain_of(judge, judge.draws_of(own.scores), judge.draws_of(plan.scores))
    explained = explain(problem, sheet, found.decision)
    values = {name: sheet.objective(start.hours) for name, start in starts.items()}
    by_unit = {
        "points": (own.scores.points.mean(axis=0), plan.scores.points.mean(axis=0)),
        "outcomes": (_of_unit(judge, own), _of_unit(judge, plan)),
    }
    return Made(wanted, problem, judge, whole.only(judge.columns), found, own_value, searched, gain,
                _others(judge, own, plan), by_unit, explained, own_broken, kept,
                (middle, last), values)


def _of_unit(judge: Judge, one: Fresh) -> Floats:
    """The index of outcomes of each unit by itself: (unit,)."""
    found: Floats = one.scores.outcomes.mean(axis=0) * judge.people.sum() / judge.people
    return found


def _others(judge: Judge, own: Fresh, plan: Fresh) -> dict[str, Gain]:
    found = {}
    for name in own.points if judge.schemes else ():
        found[name] = gain_of(None, own.points[name], plan.points[name])
    found["outcomes"] = gain_of(None, own.scores.outcomes.sum(axis=1),
                                plan.scores.outcomes.sum(axis=1))
    for name in own.outcomes:
        found[name] = gain_of(None, own.outcomes[name], plan.outcomes[name])
    return found
