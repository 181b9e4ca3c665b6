"""A plan explained: the moves that matter, what binds, what one more hour is worth where."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fpplan.planning.problem import Decision, Problem
from fpplan.planning.search import Sheet

__all__ = ["KEPT", "Binding", "Explained", "Move", "explain"]

Floats = NDArray[np.float64]
KEPT = "outcomes."  # limits of this name are true outcomes that may not get worse
TIGHT = 0.25  # hundredths of the way of an outcome: less room than this is none
LOOKED, SHOWN = 30, 10  # moves worked out one by one, and moves shown


@dataclass(frozen=True)
class Move:
    """Hours a month of a unit and season that go from one task to another; "" is time that was not
    used, or is given up. `gain`: what undoing it would lose on the table, mean of the years,
    with the range of nine years in ten."""

    unit: str
    season: str
    source: str
    to: str
    hours: float
    gain: float
    low: float
    high: float


@dataclass(frozen=True)
class Binding:
    """A limit without room: its name, where ("" everywhere), in how many places."""

    limit: str
    where: str
    count: int


@dataclass(frozen=True)
class Explained:
    """The explanation. `worth` (unit,): value of one more hour every month in each unit, given to
    its best task; `hour_for` the task."""

    moves: tuple[Move, ...]
    moved: float
    binds: tuple[Binding, ...]
    worth: Floats
    hour_for: tuple[str, ...]


def explain(problem: Problem, sheet: Sheet, plan: Decision) -> Explained:
    """Explain a decision against the scenario's own, on the table."""
    worth, best = _worth(problem, sheet, plan)
    rising = np.maximum(plan.hours - problem.own.hours, 0).sum(axis=(0, 1))
    months = np.array(problem.months)
    return Explained(_moves(problem, sheet, plan), float(rising @ months) / 12,
                     (*_binds(problem, plan), *_kept(sheet, plan)), worth, best)


def _moves(problem: Problem, sheet: Sheet, plan: Decision) -> tuple[Move, ...]:
    """Falls and rises of the same unit and season matched, the largest with the largest."""
    found: list[tuple[int, int, int, int, float]] = []
    change = plan.hours - problem.own.hours
    for u in range(len(problem.units)):
        for s in range(len(problem.seasons)):
            falls = [[float(-x), t] for t, x in enumerate(change[u, :, s]) if x < -1e-9]
            rises = [[float(x), t] for t, x in enumerate(change[u, :, s]) if x > 1e-9]
            for rows in (falls, rises):
                rows.sort(key=lambda row: (-row[0], row[1]))
            while falls or rises:
                if falls and rises:
                    hours = min(falls[0][0], rises[0][0])
                    found.append((u, s, int(falls[0][1]), int(rises[0][1]), hours))
                else:
                    rest = falls or rises
                    hours = rest[0][0]
                    pair = (int(rest[0][1]), -1) if falls else (-1, int(rest[0][1]))
                    found.append((u, s, *pair, hours))
                for rows in (falls, rises):
                    if rows:
                        rows[0][0] -= hours
                        if rows[0][0] <= 1e-9:
                            rows.pop(0)
    if not found:
        return ()
    first = _first_look(problem, sheet, plan)
    rank = [first[u, a, s] * hours / max(-change[u, a, s], 1e-9) if a >= 0 else 0.0
            for u, s, a, _b, hours in found]
    rank = [value + (first[u, b, s] * hours / max(change[u, b, s], 1e-9) if b >= 0 else 0.0)
            for value, (u, s, _a, b, hours) in zip(rank, found, strict=True)]
    order = np.argsort(-np.array(rank), kind="stable")[:LOOKED]
    undone = np.repeat(plan.hours[None], len(order), axis=0)
    for k, at in enumerate(order):
        u, s, a, b, hours = found[at]
        if a >= 0:
            undone[k, u, a, s] += hours
        if b >= 0:
            undone[k, u, b, s] -= hours
    whole = sheet.by_draw(plan.hours[None])[0]
    gains = whole[None] - sheet.by_draw(undone)
    moves = []
    for k, at in enumerate(order):
        u, s, a, b, hours = found[at]
        low, high = np.quantile(gains[k], [0.05, 0.95])
        moves.append(Move(problem.units[u], problem.seasons[s],
                          problem.tasks[a] if a >= 0 else "", problem.tasks[b] if b >= 0 else "",
                          hours, float(gains[k].mean()), float(low), float(high)))
    moves.sort(key=lambda move: -move.gain)
    return tuple(moves[:SHOWN])


def _first_look(problem: Problem, sheet: Sheet, plan: Decision) -> Floats:
    """What each cell's whole change is worth by the pieces: (unit, task, season)."""
    weight = sheet.judge.weights(sheet.by_draw(plan.hours[None])[0])
    found = np.zeros(plan.hours.shape)
    cells = [(t, s) for t in sheet.table.moving for s in range(len(problem.seasons))]
    if not cells:
        return found
    hours = np.repeat(plan.hours[None], len(cells) + 1, axis=0)
    for c, (t, s) in enumerate(cells):
        hours[c, :, t, s] = problem.own.hours[:, t, s]
    values, _parts = sheet.units(hours, weight)
    for c, (t, s) in enumerate(cells):
        found[:, t, s] = values[-1] - values[c]
    return found


def _worth(problem: Problem, sheet: Sheet, plan: Decision) -> tuple[Floats, tuple[str, ...]]:
    """One more hour every month in each unit: a finite difference on the table."""
    units = len(problem.units)
    moving = sheet.table.moving
    if not moving:
        return np.zeros(units), ("",) * units
    step = problem.step_hours
    if sheet.judge.objective == "pass":
        hours = np.repeat(plan.hours[None], units * len(moving) + 1, axis=0)
        for u in range(units):
            for m, t in enumerate(moving):
                hours[u * len(moving) + m, u, t, :] += step
        values = sheet.values(hours)
        gains = (values[:-1] - values[-1]).reshape(units, len(moving))
    else:
        weight = sheet.judge.weights(sheet.by_draw(plan.hours[None])[0])
        hours = np.repeat(plan.hours[None], len(moving) + 1, axis=0)
        for m, t in enumerate(moving):
            hours[m, :, t, :] += step
        values, _parts = sheet.units(hours, weight)
        gains = (values[:-1] - values[-1]).T
    best = gains.argmax(axis=1)
    worth = np.maximum(gains[np.arange(units), best], 0.0) / step
    return worth, tuple(problem.tasks[moving[b]] if worth[u] > 0 else ""
                        for u, b in enumerate(best))


def _binds(problem: Problem, plan: Decision) -> list[Binding]:
    """Limits with less than one step of room."""
    limits, step = problem.limits, problem.step_hours
    found = []
    month = step * min(problem.months) / 12
    total = problem.hours_a_month(plan.hours)
    if limits.hours_per_month is not None and limits.hours_per_month - total < month - 1e-9:
        found.append(Binding("hours_per_month", "", 1))
    if limits.yuan_per_month is not None:
        cheapest = min((c.yuan_each for c in problem.crews if c.free and c.yuan_each > 0),
                       default=0.01)
        if limits.yuan_per_month - problem.yuan_a_month(plan.posts) < cheapest:
            found.append(Binding("yuan_per_month", "", 1))
    by_unit = plan.hours.sum(axis=1) + problem.fixed
    full, least = [], []
    room = np.zeros(len(problem.units))
    pooled = np.zeros(len(problem.units), bool)
    for crew in problem.crews:
        if crew.pool is None:
            room += plan.posts[crew.id] * crew.hours_each
        else:
            pooled |= np.array([crew.pool in (u, *problem.resolved.above(u))
                                for u in problem.units])
    for u, unit in enumerate(problem.units):
        low, high = problem.unit_limit(unit)
        if high is not None and (high - by_unit[u] < step - 1e-9).any():
            full.append(unit)
        if low is not None and (by_unit[u] - low < step - 1e-9).any():
            least.append(unit)
    for name, where in (("units.most", full), ("units.least", least)):
        if where:
            found.append(Binding(name, where[0] if len(where) == 1 else "", len(where)))
    tight = (room[:, None] - by_unit - problem.kept < step - 1e-9).any(axis=1)
    for pool in dict.fromkeys(c.pool for c in problem.crews if c.pool is not None):
        have = sum(plan.posts[c.id][0] * c.hours_each for c in problem.crews if c.pool == pool)
        inside = np.array([pool in (u, *problem.resolved.above(u)) for u in problem.units])
        asked = np.maximum(by_unit + problem.kept - room[:, None], 0)[inside].sum(axis=0)
        if have > 0 and (have - asked < step - 1e-9).any():
            found.append(Binding("staff", pool, 1))
    alone = [u for u, unit in enumerate(problem.units) if tight[u] and not pooled[u]]
    if alone:
        found.append(Binding("staff", problem.units[alone[0]] if len(alone) == 1 else "",
                             len(alone)))
    for t, task in enumerate(problem.tasks):
        steps = np.rint(plan.hours[:, t] / step).astype(np.int64)
        held = ((steps <= problem.low[:, t]) & (problem.low[:, t] > 0)).sum()
        if held:
            found.append(Binding(f"tasks.{task}", "", int(held)))
    if limits.difference_per_1000 is not None:
        year = by_unit @ np.array(problem.months) / 12 * 1000 / np.maximum(problem.people, 1)
        one_step = 1000 * step / problem.people.max()
        if limits.difference_per_1000 - (year.max() - year.min()) < one_step:
            found.append(Binding("difference_per_1000", "", 1))
    return found


def _kept(sheet: Sheet, plan: Decision) -> list[Binding]:
    """Outcomes that stand no better than today's and could be worse."""
    room, found = sheet.room(plan.hours), []
    for at, o in enumerate(sheet.guards):
        if room[at] < TIGHT and sheet.floor[at] > TIGHT:
            found.append(Binding(f"{KEPT}{sheet.judge.outcomes[o].column.name}", "", 1))
    return found
