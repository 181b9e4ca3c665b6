"""The frontier: untagged points against true outcomes against cost.

For each budget and each way of weighing points against outcomes the table is searched; every
allocation found is lived on the same fresh draws, as are the scenario's own and its variants. A
point is on the frontier when no other has as many points, as good outcomes and as little cost, and
is better in one of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from fpplan.experiment.draws import REPEATS
from fpplan.experiment.response import ResponseTable
from fpplan.experiment.table import default_effort, table
from fpplan.experiment.world import World
from fpplan.planning.plan import Wanted, set_up
from fpplan.planning.plan_check import Stage
from fpplan.planning.plan_fresh import Fresh, Gain, fresh, gain_of
from fpplan.planning.plan_objective import Judge
from fpplan.planning.problem import Decision, Problem, asked, decision_of
from fpplan.planning.search import Sheet, search
from fpplan.planning.search_clash import none_feasible
from fpplan.planning.search_milp import Program
from fpplan.scenario.resolve import BASE

__all__ = ["BUDGETS", "MIXES", "Frontier", "Spot", "draw_frontier"]

Floats = NDArray[np.float64]
BUDGETS = (0.0, 0.25, 0.5, 0.75, 1.0)  # of the hours of today
MIXES = (1.0, 0.5, 0.0)  # weight of points; the rest is that of outcomes
TRUST = (4, 1)


@dataclass(frozen=True)
class Spot:
    """One allocation: what it costs and is worth, means over fresh draws with standard errors over
    parameter sets. `kind` is own, variant or found; `budget` and `mix` say how it was found;
    `worse` are the outcomes that are worse than with the scenario's own, beyond twice the error.
    `more_points`, `more_outcomes`: what it gains over the scenario's own on paired draws.
    `narrows`: it is of a variant that narrows choice, whose hours are never best."""

    name: str
    kind: str
    hours: float
    yuan: float | None
    points: float | None
    points_error: float
    outcomes: float
    outcomes_error: float
    budget: float | None
    mix: float | None
    decision: Decision
    best: bool = False
    worse: tuple[str, ...] = ()
    more_points: Gain | None = None
    more_outcomes: Gain | None = None
    narrows: bool = False

    @property
    def serves_better(self) -> bool:
        """Better for people than today beyond twice the error, none of the outcomes worse, and
        points that cannot be told from today's or are above them."""
        outcomes, points = self.more_outcomes, self.more_points
        if (self.narrows or outcomes is None or self.worse
                or not outcomes.mean > 2 * outcomes.error):
            return False
        return points is None or not points.mean < -2 * points.error


@dataclass(frozen=True)
class Frontier:
    """All spots, cheapest first; `yuan_per_hour` is the average pay of an hour of staff whose pay
    is stated, None when none is."""

    problem: Problem
    judge: Judge
    spots: tuple[Spot, ...]
    draws: tuple[int, int]
    yuan_per_hour: float | None


def draw_frontier(world: World, wanted: Wanted, *,
                  budgets: Sequence[float] = BUDGETS, mixes: Sequence[float] = MIXES,
                  cache: Path | None = None, stage: Stage | None = None) -> Frontier:
    """The frontier of a scenario within the limits wanted; its hours budget is replaced by shares
    of today's hours. Raises InputError, or NoneFeasible when no budget leaves anything feasible.
    """
    tell: Stage = stage or (lambda _name, _done, _of: None)
    problem, judge = set_up(world, wanted)
    if not judge.schemes:
        mixes = (0.0,)
    used = problem.hours_a_month(problem.own.hours)
    programs: dict[float, Program] = {}
    clash = None
    for budget in sorted(budgets, reverse=True):
        limits = wanted.limits.model_copy(update={"hours_per_month": budget * used})
        program = Program(set_up(world, replace(wanted, limits=limits))[0])
        if program.feasible():
            programs[budget] = program
        elif clash is None:
            clash = none_feasible(program.problem, program)
    if not programs and clash is not None:
        raise clash
    effort = wanted.effort or default_effort(asked(problem))
    known = table(asked(problem), judge.lived, judge.periods, wanted.seed, effort, cache,
                  lambda done, of: tell("table", done, of)).only(judge.columns)
    judge = judge.on(known)
    found: list[tuple[str, str, float | None, float | None, Decision]] = []
    scale = (1.0, 1.0)
    done, of = 0, len(programs) * len(mixes)
    for budget, program in programs.items():
        ends: dict[float, Decision] = {}
        for mix in sorted(mixes, key=lambda m: (m not in (0.0, 1.0), m)):
            tell("frontier", done, of)
            done += 1
            weighed = replace(judge, mix=(mix / scale[0], (1 - mix) / scale[1]))
            best = search(program.problem, Sheet(known, weighed), program, tuple(ends.values()),
                          trust=TRUST, cycles=1)
            if best is None:
                continue
            ends[mix] = best.decision
            found.append((f"{100 * budget:g}% {mix:g}", "found", budget, mix, best.decision))
            if len(ends) == 2 and scale == (1.0, 1.0) and {0.0, 1.0} <= ends.keys():
                scale = _scales(known, judge, ends)
    fixed = [(name, "own" if name == BASE else "variant", None, None,
              decision_of(problem, variant)) for name, variant in world.variants.items()]
    first = max(effort.each, effort.spread)
    draws = (first, first + wanted.fresh)
    return _judged(problem, judge, [*fixed, *found], draws, wanted.seed, tell)


def _scales(known: ResponseTable, judge: Judge, ends: Mapping[float, Decision]
            ) -> tuple[float, float]:
    """How far points and outcomes lie apart between the two ends of the frontier."""
    sheet = Sheet(known, replace(judge, mix=(1.0, 0.0)))
    scores = [sheet.scores(ends[mix].hours) for mix in (1.0, 0.0)]
    points = [float(one.points.sum(axis=1).mean()) for one in scores]
    outcomes = [float(one.outcomes.sum(axis=1).mean()) for one in scores]
    return max(abs(points[0] - points[1]), 1e-3), max(abs(outcomes[0] - outcomes[1]), 1e-3)


def _judged(problem: Problem, judge: Judge,
            found: Sequence[tuple[str, str, float | None, float | None, Decision]],
            draws: tuple[int, int], seed: int, tell: Stage) -> Frontier:
    """Live every allocation once on the same fresh draws."""
    distinct: list[Decision] = []
    which = []
    for *_how, decision in found:
        at = next((i for i, other in enumerate(distinct) if other.same_as(decision)), None)
        which.append(len(distinct) if at is None else at)
        if at is None:
            distinct.append(decision)
    lived = fresh(problem, replace(judge, objective="points" if judge.schemes else "outcomes"),
                  distinct, draws, seed, lambda done, of: tell("fresh", done, of))
    rate = _yuan_per_hour(problem)
    narrowing = {name for name, plan in problem.world.variants.items() if plan.narrows}
    spots = []
    own = lived[which[0]].scores
    for (name, kind, budget, mix, decision), at in zip(found, which, strict=True):
        scores = lived[at].scores
        points, outcomes = scores.points.sum(axis=1), scores.outcomes.sum(axis=1)
        hours = problem.hours_a_month(decision.hours)
        spots.append(Spot(
            name, kind, hours, None if rate is None else hours * rate,
            float(points.mean()) if judge.schemes else None, _error(points),
            float(outcomes.mean()), _error(outcomes), budget, mix, decision,
            worse=_worse(judge, lived[which[0]], lived[at]),
            more_points=gain_of(None, own.points.sum(axis=1), points) if judge.schemes else None,
            more_outcomes=gain_of(None, own.outcomes.sum(axis=1), outcomes),
            narrows=kind == "variant" and name in narrowing))
    spots = _best_marked(spots)
    spots.sort(key=lambda spot: (spot.kind != "own", spot.hours, spot.name))
    return Frontier(problem, judge, tuple(spots), draws, rate)


def _best_marked(spots: Sequence[Spot]) -> list[Spot]:
    """The spots, those that no other beats marked as best; what narrows choice is neither best
    nor beats anything."""
    return [replace(spot, best=not spot.narrows and not any(
        _beats(other, spot) for other in spots if not other.narrows)) for spot in spots]


def _worse(judge: Judge, own: Fresh, other: Fresh) -> tuple[str, ...]:
    """Outcomes that are worse than the scenario's own beyond twice the standard error."""
    found = []
    for outcome in judge.outcomes:
        name = outcome.column.name
        gain = gain_of(None, own.outcomes[name], other.outcomes[name])
        if gain.mean * outcome.sign < -2 * gain.error:
            found.append(name)
    return tuple(found)


def _beats(one: Spot, other: Spot) -> bool:
    """Whether one spot is as good as another in everything and better in something."""
    pairs = [(-one.hours, -other.hours), (one.outcomes, other.outcomes),
             (one.points or 0.0, other.points or 0.0)]
    return all(a >= b for a, b in pairs) and any(a > b for a, b in pairs)


def _error(by_draw: Floats) -> float:
    sets = [part.mean() for part in np.split(by_draw, range(REPEATS, by_draw.size, REPEATS))]
    return float(np.std(sets, ddof=1) / np.sqrt(len(sets))) if len(sets) > 1 else float("nan")


def _yuan_per_hour(problem: Problem) -> float | None:
    paid = [(crew.yuan_each * crew.posts.sum(), crew.hours_each * crew.posts.sum())
            for crew in problem.crews if crew.yuan_each > 0]
    hours = sum(part[1] for part in paid)
    return float(sum(part[0] for part in paid) / hours) if hours > 0 else None
