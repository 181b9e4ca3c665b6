"""What may be decided, and within which limits: the problem that a plan solves.

Decisions are whole steps of working time (an hour a month unless told otherwise) by leaf unit,
plannable task and season and, where limits let people be decided, whole posts. Every sum is kept
in whole minutes, so that a limit is respected to the minute.

Only hours and posts can be decided here, and only limits on hours, people, money and coverage
exist: no figure of a scheme or a report can become a lever or a constraint.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fpplan.contract.errors import FpplanError
from fpplan.contract.text import _
from fpplan.experiment.table import Asked
from fpplan.experiment.world import World
from fpplan.programme.hours import months_of
from fpplan.programme.tasks import plannable_tasks
from fpplan.scenario.budget import excesses, own_hours
from fpplan.scenario.hours import hours_at, with_hours
from fpplan.scenario.limits import Limits
from fpplan.scenario.models import Base, Hours, Pool
from fpplan.scenario.resolve import Resolved

__all__ = ["CandidateInfeasible", "Crew", "Decision", "NoneFeasible", "Problem", "asked",
           "at_least", "decision_of",
           "honest", "problem_of", "with_decision"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
EXACT = 1e-6  # minutes; decimal hours such as 0.1 add up with an error of this order


class CandidateInfeasible(FpplanError):
    """This allocation breaks limits; others may not."""


class NoneFeasible(FpplanError):
    """The limits clash: no allocation at all keeps them."""


@dataclass(frozen=True)
class Crew:
    """A kind of staff: where it works, what a post brings and costs, what may be decided.

    `pool` is the unit whose leaves share it, None for posts by leaf unit. `posts` are those of the
    scenario: (unit,) or (1,) for a pool. `free`: whether posts are decided.
    """

    id: str
    pool: str | None
    hours_each: float
    yuan_each: float
    posts: Floats
    free: bool
    least: int
    most: int | None
    each_least: int
    each_most: int | None

    @property
    def minutes_each(self) -> int:
        """Whole minutes a month that one post brings."""
        return int(np.floor(self.hours_each * 60 + EXACT))


@dataclass(frozen=True)
class Decision:
    """Hours a month (unit, task, season) of plannable tasks, and posts by kind of staff."""

    hours: Floats
    posts: Mapping[str, Floats]

    def same_as(self, other: Decision) -> bool:
        """Whether the two decide the same."""
        return bool(np.array_equal(self.hours, other.hours)) and all(
            np.array_equal(self.posts[kind], other.posts[kind]) for kind in self.posts)


@dataclass(frozen=True)
class Problem:
    """The decisions and their limits. Axes: leaf unit, plannable task, season.

    `fixed` (unit, season): hours of tasks that are documented but not plannable. `kept` (unit,
    season): most hours a month that campaigns take of the staff's time, beyond these. `low`, `high`
    (unit, task, season): least and most steps, minimum services included. `people` (unit,).
    """

    world: World
    resolved: Resolved
    units: tuple[str, ...]
    tasks: tuple[str, ...]
    seasons: tuple[str, ...]
    months: tuple[int, ...]
    step: int
    own: Decision
    fixed: Floats
    kept: Floats
    low: Ints
    high: Ints
    crews: tuple[Crew, ...]
    limits: Limits
    people: Floats

    @property
    def step_hours(self) -> float:
        """Hours a month of one step."""
        return self.step / 60

    def hours_a_month(self, hours: Floats) -> float:
        """All hours of plannable and other tasks together, mean of the year."""
        by_season = hours.sum(axis=(0, 1)) + self.fixed.sum(axis=0)
        return float(by_season @ np.array(self.months)) / 12

    def yuan_a_month(self, posts: Mapping[str, Floats]) -> float:
        """Pay of all filled posts; kinds without stated pay add nothing."""
        return float(sum(crew.yuan_each * posts[crew.id].sum() for crew in self.crews))

    def unit_limit(self, unit: str) -> tuple[float | None, float | None]:
        """Least and most hours a month of a unit."""
        own, every = self.limits.units.get(unit), self.limits.each_unit
        ends = [(part.least, part.most) for part in (own, every) if part is not None]
        least = next((end[0] for end in ends if end[0] is not None), None)
        most = next((end[1] for end in ends if end[1] is not None), None)
        return least, most

    def broken(self, decision: Decision) -> list[str]:
        """Every limit that a decision breaks, as sentences; to the minute."""
        return list(_broken(self, decision))

    def check(self, decision: Decision, name: str) -> None:
        """Raise CandidateInfeasible, with a line for each limit, when a decision breaks any."""
        found = self.broken(decision)
        if found:
            head = _("{name}: this candidate is infeasible").format(name=name)
            raise CandidateInfeasible("\n".join(f"{head}: {line}" for line in found))


def problem_of(world: World, resolved: Resolved, limits: Limits, step: int = 60) -> Problem:
    """The problem of a scenario within some limits; minimum coverage is added by `at_least`.

    Without any budget the hours that the scenario gives today are the budget: the plan moves
    hours, it adds none.
    """
    base = resolved.base
    free = tuple(plannable_tasks(world.tasks))
    units, seasons = resolved.leaves, tuple(s.id for s in base.seasons)
    own = hours_at(resolved, free)
    other = [name for name in base.hours.tasks() if name not in free]
    fixed = np.array([[sum(base.hours.at(u, t, len(seasons))[s] for t in other)
                       for s in range(len(seasons))] for u in units], np.float64)
    months = tuple(len(s.months) for s in base.seasons)
    crews = tuple(_crews(base, units, limits))
    if limits.hours_per_month is None and limits.yuan_per_month is None:
        used = float(((own.sum(axis=(0, 1)) + fixed.sum(axis=0)) @ np.array(months)) / 12)
        limits = limits.model_copy(update={"hours_per_month": used})
    shape = own.shape
    low, high = np.zeros(shape, np.int64), np.zeros(shape, np.int64)
    room = _room(base, units, crews, limits)
    high[:] = np.floor(np.maximum(room, 0)[:, None, None] * 60 / step + EXACT)
    for i, name in enumerate(free):
        limit = limits.tasks.get(name)
        if limit is None:
            continue
        if limit.least is not None:
            low[:, i] = int(np.ceil(limit.least * 60 / step - EXACT))
        if limit.most is not None:
            high[:, i] = np.minimum(high[:, i], int(np.floor(limit.most * 60 / step + EXACT)))
    people = np.array([resolved.people(unit) for unit in units], np.float64)
    posts = {crew.id: crew.posts for crew in crews}
    return Problem(world, resolved, units, free, seasons, months, step, Decision(own, posts), fixed,
                   _campaigns(base, units), low, high, crews, limits, people)


def honest(problem: Problem) -> Problem:
    """The problem with the books kept up: no unit gives records, or the checking of them, fewer
    hours than today (in proportion where the budget is less than all of them). Otherwise a plan
    could earn points by writing down or finding less; what forms of scored items lack is also
    taken from visits, which the table, measured task by task, does not see."""
    known = problem.world.tasks
    at = [t for t, name in enumerate(problem.tasks)
          if {"reporting", "registration"} & set(known[name].acts_on)]
    own, budget = problem.own.hours, problem.limits.hours_per_month
    used = float(own[:, at].sum(axis=(0, 1)) @ np.array(problem.months)) / 12
    share = 1.0 if budget is None or used <= 0 else min(1.0, budget / used)
    if problem.limits.yuan_per_month is not None:
        paid = problem.yuan_a_month(problem.own.posts)
        share = min(share, problem.limits.yuan_per_month / paid if paid > 0 else 1.0)
    low = problem.low.copy()
    for t in at:
        for u, unit in enumerate(problem.units):
            most = problem.unit_limit(unit)[1]
            for s in range(len(problem.seasons)):
                here = own[u, at, s].sum()
                part = share if most is None or here <= 0 else min(share, most / here)
                kept = int(np.floor(own[u, t, s] * part / problem.step_hours + 1e-9))
                low[u, t, s] = max(low[u, t, s], min(kept, problem.high[u, t, s]))
    return replace(problem, low=low)


def asked(problem: Problem) -> Asked:
    """What a response table is asked about for a problem."""
    most: Floats = problem.high * np.float64(problem.step_hours)
    return Asked(problem.world, problem.resolved, problem.tasks, most, problem.step_hours)


def decision_of(problem: Problem, plan: Resolved) -> Decision:
    """The decision that another plan of the scenario is."""
    return problem_of(problem.world, plan, problem.limits, problem.step).own


def at_least(problem: Problem, steps: Ints) -> Problem:
    """The problem with least steps of minimum services (unit, task, season) added."""
    return replace(problem, low=np.maximum(problem.low, steps))


def with_decision(problem: Problem, decision: Decision) -> Resolved:
    """The scenario with a decision in force from the decision month on."""
    return with_hours(problem.resolved, problem.tasks, decision.hours, _staff(problem, decision))


def _staff(problem: Problem, decision: Decision) -> dict[str, Any]:
    """Staff kinds with the posts of a decision."""
    found = dict(problem.resolved.base.staff)
    for crew in problem.crews:
        posts = decision.posts[crew.id]
        if np.array_equal(posts, crew.posts):
            continue
        number: Any = (Pool(pool=crew.pool, number=float(posts[0])) if crew.pool is not None else
                       {u: float(n) for u, n in zip(problem.units, posts, strict=True) if n > 0})
        found[crew.id] = found[crew.id].model_copy(update={"number": number})
    return found


def _campaigns(base: Base, units: Sequence[str]) -> Floats:
    """Most hours a month that the campaigns of a season take beyond its own hours, overtime of a
    unit's own staff taken off: (unit, season). Hours that a campaign takes from other tasks are
    not counted on: a plan may have given them away."""
    found = np.zeros((len(units), len(base.seasons)))
    for kind in dict.fromkeys(months_of(base, 0, base.horizon)):
        for u, unit in enumerate(units):
            active = [base.campaigns[name] for name in kind.campaigns
                      if not base.campaigns[name].units or unit in base.campaigns[name].units]
            asked = sum(sum(campaign.hours.values()) for campaign in active)
            more = sum(campaign.overtime for campaign in active) * own_hours(unit, base.staff)
            found[u, kind.season] = max(found[u, kind.season], asked - more)
    return found


def _crews(base: Base, units: Sequence[str], limits: Limits) -> list[Crew]:
    found = []
    for name, kind in base.staff.items():
        pool = kind.number.pool if isinstance(kind.number, Pool) else None
        posts = (np.array([kind.number.number]) if isinstance(kind.number, Pool)
                 else np.array([kind.number.get(unit, 0.0) for unit in units]))
        pay = kind.pay_yuan_per_month or 0.0
        named = limits.posts.get(name)
        free = named is not None or (limits.yuan_per_month is not None and pay > 0)
        found.append(Crew(
            name, pool, kind.hours_each, pay * (1 - kind.vacancy), posts, free,
            0 if named is None else named.least, None if named is None else named.most,
            0 if named is None else named.each_least, None if named is None else named.each_most))
    return found


def _room(base: Base, units: Sequence[str], crews: Sequence[Crew], limits: Limits) -> Floats:
    """Hours a month that a unit could have at most, by staff and budget: (unit,)."""
    room = np.zeros(len(units))
    for crew in crews:
        most = crew.posts.copy()
        if crew.free:
            cap = crew.most
            if cap is None and limits.yuan_per_month is not None and crew.yuan_each > 0:
                cap = int(limits.yuan_per_month // crew.yuan_each)
            cap = int(crew.posts.sum()) if cap is None else cap
            most = np.full(crew.posts.shape, float(cap))
            if crew.pool is None and crew.each_most is not None:
                most = np.minimum(most, crew.each_most)
        if crew.pool is None:
            room += most * crew.hours_each
        else:
            below = [crew.pool in (unit, *_above(base, unit)) for unit in units]
            room += np.array(below) * most[0] * crew.hours_each
    return room


def _above(base: Base, unit: str) -> list[str]:
    found, step = [], base.units[unit].parent
    while step is not None:
        found.append(step)
        step = base.units[step].parent
    return found


def _broken(problem: Problem, decision: Decision) -> Any:
    """The sentences of `Problem.broken`."""
    limits, hours = problem.limits, decision.hours
    tolerance = EXACT / 60
    staff = _staff(problem, decision)
    table = with_hours(problem.resolved, problem.tasks, hours).base.hours
    table = Hours.model_construct(all={}, units={
        unit: {**table.units[unit], "": tuple(map(float, problem.kept[u]))}
        for u, unit in enumerate(problem.units)})
    for excess in excesses(problem.resolved.base.units, staff, table, len(problem.seasons)):
        yield _("{unit}, season {season}: {asked} hours a month are asked, staff have {available}"
                ).format(unit=excess.unit, season=problem.seasons[excess.season],
                         asked=_n(excess.asked), available=_n(excess.available))
    total = problem.hours_a_month(hours)
    if limits.hours_per_month is not None and total > limits.hours_per_month + tolerance:
        yield _("hours_per_month: {asked} hours a month, {most} at most").format(
            asked=_n(total), most=_n(limits.hours_per_month))
    yuan = problem.yuan_a_month(decision.posts)
    if limits.yuan_per_month is not None and yuan > limits.yuan_per_month + 1e-6:
        yield _("yuan_per_month: {asked} yuan a month, {most} at most").format(
            asked=_n(yuan), most=_n(limits.yuan_per_month))
    by_unit = hours.sum(axis=1) + problem.fixed
    for u, unit in enumerate(problem.units):
        least, most = problem.unit_limit(unit)
        for s, season in enumerate(problem.seasons):
            if (least is not None and by_unit[u, s] < least - tolerance) or (
                    most is not None and by_unit[u, s] > most + tolerance):
                yield _("units.{unit}, season {season}: {hours} hours a month, {least} to {most} "
                        "are set").format(
                    unit=unit, season=season, hours=_n(by_unit[u, s]),
                    least=_n(least or 0), most=_("no limit") if most is None else _n(most))
    yield from _broken_tasks(problem, hours, tolerance)
    spread = _spread(problem, hours)
    if limits.difference_per_1000 is not None and spread > limits.difference_per_1000 + tolerance:
        yield _("difference_per_1000: units differ by {spread} hours for 1,000 people, {most} at "
                "most").format(spread=_n(spread), most=_n(limits.difference_per_1000))
    for crew in problem.crews:
        posts = decision.posts[crew.id]
        total_posts, named = float(posts.sum()), limits.posts.get(crew.id)
        if named is None:
            continue
        if total_posts < crew.least or (crew.most is not None and total_posts > crew.most) or (
                crew.pool is None and (posts.min() < crew.each_least or (
                    crew.each_most is not None and posts.max() > crew.each_most))):
            yield _("posts.{kind}: {number} posts break what is set").format(
                kind=crew.id, number=_n(total_posts))


def _broken_tasks(problem: Problem, hours: Floats, tolerance: float) -> Any:
    for t, task in enumerate(problem.tasks):
        low = problem.low[:, t] * problem.step_hours
        short = hours[:, t] < low - tolerance
        if short.any():
            u, s = np.argwhere(short)[0]
            yield _("tasks.{task}: {unit} has {hours} hours a month, {least} are the least "
                    "({count} such)").format(
                task=task, unit=problem.units[u], hours=_n(hours[u, t, s]), least=_n(low[u, s]),
                count=int(short.sum()))
        limit = problem.limits.tasks.get(task)
        if limit is not None and limit.most is not None \
                and (hours[:, t] > limit.most + tolerance).any():
            u, s = np.argwhere(hours[:, t] > limit.most + tolerance)[0]
            yield _("tasks.{task}: {unit} has {hours} hours a month, {most} at most").format(
                task=task, unit=problem.units[u], hours=_n(hours[u, t, s]), most=_n(limit.most))


def _spread(problem: Problem, hours: Floats) -> float:
    """Largest difference between two units in hours a month for 1,000 people."""
    year = (hours.sum(axis=1) + problem.fixed) @ np.array(problem.months) / 12
    each = 1000 * year / np.maximum(problem.people, 1)
    return float(each.max() - each.min())


def _n(value: float) -> str:
    return f"{value:,.6g}"
