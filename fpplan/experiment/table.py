"""Filling the response table: what is lived, at which hours, and the file that keeps it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from fpplan.content import of_code
from fpplan.contract.indicators import Indicator
from fpplan.contract.months import Period
from fpplan.experiment.draws import REPEATS, spans
from fpplan.experiment.key import hashed
from fpplan.experiment.live import Lives, live
from fpplan.experiment.lived import AUDIT, Lived, filled_by, lived, moved_by
from fpplan.experiment.response import (
    COVERAGE,
    FED,
    USEFUL,
    Column,
    ColumnError,
    Link,
    ResponseTable,
    Seen,
    carried,
    change,
)
from fpplan.experiment.world import World
from fpplan.indicators.table import VIEWS
from fpplan.luck import fold, fold_array, unit_interval
from fpplan.programme.coverage import Coverage
from fpplan.scenario.canonical import plain
from fpplan.scenario.hours import hours_at, with_hours
from fpplan.scenario.resolve import Resolved
from fpplan.writing import whole_file, writing

__all__ = ["GRID", "MIXED", "Asked", "Effort", "coverage_columns", "default_effort", "grid_of",
           "seen", "table"]

Floats = NDArray[np.float64]
GRID = 18  # hours at which coverage is worked out, from none to all that a unit can have
ENOUGH = 0.99  # of the most coverage: more hours than reach this are of no use
AT_ONCE = 16  # parameter sets whose coverage is held at a time
MIXED = 3  # allocations with everything moved at once, on which the table's error is measured
# Of the way from the coverage of today to the most; no hours at all come too.
LEVELS = (0.04, 0.12, 0.35, 1.0)
SEASON_LEVELS = (0.12, 1.0)  # where a year has seasons, each has these
TRIED = REPEATS  # draws by which tasks that move nothing are told
# Coverage knows no luck, so that its mean is worked out over parameter sets of its own, which no
# life is lived under: the first of their draws, and how many sets.
COVERED, SETS = 1_000_000, 32
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Effort:
    """Draws behind the table: `each` for every level (central values), `spread` for the years of
    the plan as it stands (luck and parameters)."""

    each: int
    spread: int


@dataclass(frozen=True)
class Asked:
    """What a table is asked about: the hours of `tasks` in each leaf and season of a plan, from
    none to `most` (unit, task, season) a month; no fewer than `step` hours are told apart."""

    world: World
    plan: Resolved
    tasks: tuple[str, ...]
    most: Floats
    step: float

    @cached_property
    def own(self) -> Floats:
        """The plan's own hours: (unit, task, season)."""
        return hours_at(self.plan, self.tasks)

    @property
    def units(self) -> tuple[str, ...]:
        """The leaves."""
        return self.plan.leaves

    @property
    def seasons(self) -> tuple[str, ...]:
        """The seasons of decisions."""
        return tuple(season.id for season in self.plan.seasons)

    def at(self, hours: Floats) -> Resolved:
        """The plan with other hours (unit, task, season)."""
        return with_hours(self.plan, self.tasks, hours)


def default_effort(asked: Asked) -> Effort:
    """Draws that give a level a thousand unit-years or so, whatever the number of units. The spread
    is lived once, but predicted again for every cell of a decision: as many sets of parameters as
    that leaves time for. With few a plan for points lies where these sets just earn them."""
    units, _tasks, seasons = asked.own.shape
    each = max(2, min(6, round(52 / max(units, 1))))
    spread = max(each, 2, min(16, round(416 / max(units * seasons, 1))))
    return Effort(REPEATS * each, REPEATS * spread)


def seen(one: Lived, columns: Sequence[Column], periods: Sequence[Period]) -> Seen:
    """What columns read of a plan that was lived."""
    names = list(dict.fromkeys(column.name for column in columns if column.indicator))
    table = one.indicators(names, periods)
    leaves = len(one.plan.leaves)
    filled = one.filled(periods, one.plan.leaves) if any(c.fed for c in columns) else {}
    shape = (one.draws[1] - one.draws[0], leaves, len(periods), len(columns))
    above, below = np.zeros(shape), np.ones(shape)
    for c, column in enumerate(columns):
        if column.task is not None:
            above[..., c] = _mean_of(one.moved.served, column.task, periods)[one.moved.set_of]
            continue
        if column.fed is not None:
            above[..., c] = filled[column.fed]
            continue
        v, n = VIEWS.index(column.view), names.index(column.name)
        above[..., c] = table.numerator[v, :, :leaves, :, n]
        below[..., c] = table.denominator[v, :, :leaves, :, n]
    return Seen(np.nan_to_num(above), np.nan_to_num(below), one.sample)


def coverage_columns(world: World, plan: Resolved, draws: tuple[int, int], seed: int,
                     columns: Sequence[Column], periods: Sequence[Period]) -> Floats:
    """Coverage columns under the parameter sets of some draws, a few sets at a time: (set, unit,
    period, column), those alone that are coverage."""
    tasks = [column.task for column in columns if column.task is not None]
    parts = []
    for span in spans(draws, AT_ONCE * REPEATS):
        served = world.coverage(plan, world.sets(plan, span, seed)[0])
        parts.append(np.stack([_mean_of(served, task, periods) for task in tasks], axis=-1))
    return np.concatenate(parts)


def _mean_of(served: Coverage, task: str, periods: Sequence[Period]) -> Floats:
    """A task's coverage, mean of each period's months: (set, unit, period)."""
    reached = served.of(task)
    return np.stack([reached[:, :, served.months(period.first, period.last)].mean(axis=2)
                     for period in periods], axis=-1)


def grid_of(asked: Asked, points: int = GRID, only: frozenset[str] | None = None
            ) -> tuple[Floats, Floats]:
    """Hours and the coverage that each reaches at central values when one task's hours change:
    (unit, task, season, point). From none to what is of use, closer where hours are few, and last
    all that a unit can have. `only` some tasks; others stay 0."""
    world, plan, own = asked.world, asked.plan, asked.own
    most = np.maximum(asked.most, own)
    sets = world.sets(plan, (0, REPEATS), 0, "chance")[0]
    months = [[m for m in range(12) if plan.season(m) == s]
              for s in range(len(asked.seasons))]

    def reached(t: int, hours_of_task: Floats) -> Floats:
        hours = own.copy()
        hours[:, t] = hours_of_task
        served = world.coverage(asked.at(hours), sets)
        found = served.of(asked.tasks[t])[0][:, served.months(0, 0).start:]
        return np.stack([found[:, inside].mean(axis=1) for inside in months], axis=-1)

    at = np.linspace(0.0, 1.0, points - 1) ** 2
    grid = np.concatenate([most[..., None] * at, most[..., None]], axis=-1)
    reach = np.zeros(grid.shape)
    for t, task in enumerate(asked.tasks):
        if only is not None and task not in only:
            continue
        useful = _useful(most[:, t], np.maximum(own[:, t], asked.step),
                         partial(reached, t))
        grid[:, t, :, :-1] = useful[..., None] * at
        for b in range(points):
            reach[:, t, :, b] = reached(t, grid[:, t, :, b])
    return grid, reach


def _useful(most: Floats, least: Floats, reached: Callable[[Floats], Floats]) -> Floats:
    """Hours (unit, season) that reach nearly what the most hours do, by halves, not below the
    least. The pool of a county could give one village more hours than it has any use for."""
    enough, found = ENOUGH * reached(most), most
    while True:
        half = np.maximum(found / 2, np.minimum(least, found))
        shorter = (reached(half) >= enough) & (half < found)
        if not shorter.any():
            return found
        found = np.where(shorter, half, found)


def table(asked: Asked, columns: Sequence[Column], periods: Sequence[Period], seed: int,
          effort: Effort | None = None, cache: Path | None = None,
          progress: Progress | None = None) -> ResponseTable:
    """The response table of what is asked, from its file in the folder `cache` when it is there.

    Draws of the table are 0..effort-1 at central values; those of the spread have luck and
    parameters of their own. Answers are judged on later draws.
    """
    effort = effort or default_effort(asked)
    path = None if cache is None else cache / f"{_key(asked, columns, periods, seed, effort)}.npz"
    kept = _read(path)
    if kept is None:
        kept = _live(asked, columns, periods, seed, effort, progress)
        _write(path, kept)
    elif progress:
        progress(1, 1)
    return _table(asked, columns, periods, effort, kept)


def _live(asked: Asked, columns: Sequence[Column], periods: Sequence[Period], seed: int,
          effort: Effort, progress: Progress | None) -> dict[str, NDArray[Any]]:
    """Everything that is simulated for a table, by name."""
    own = asked.own
    seasons = range(len(asked.seasons))
    lively = _lively(asked, columns, periods, seed)
    shown = {column.task for column in columns}
    grid, reach = grid_of(asked, only=frozenset(
        task for t, task in enumerate(asked.tasks) if t in lively or task in shown))
    own_reach = _at(grid, reach, own)

    def at_level(task: int, which: Sequence[int], part: float) -> Floats:
        hours = own.copy()
        if part <= 0:
            hours[:, task, which] = 0.0
            return hours
        wanted = own_reach + part * (reach[..., USEFUL] - own_reach)
        found = grid[..., USEFUL] if part == 1 else _at(reach, grid, wanted)
        hours[:, task, which] = found[:, task, which]
        return hours

    wanted: list[Floats] = [own]
    cells, excess = [], []
    for t in lively:
        for s in seasons:
            for part in (0.0, *_levels(asked)):
                hours = at_level(t, [s], part)
                gap = _at(grid, reach, hours)[:, t, s] - own_reach[:, t, s]
                if np.any(np.abs(gap) > 1e-9):
                    wanted.append(hours)
                    cells.append((t, s))
                    excess.append(gap)
    mixed = [_mixed(asked, seed, k) for k in range(MIXED)]
    many = len(wanted) + len(mixed)
    reduce = partial(_stacked, columns=columns, periods=periods)

    def tell(before: int, plans: int, done: int, of: int) -> None:
        if progress:
            progress(before + plans * done // max(of, 1), many + 1)

    above, below = _joined(live(
        asked.world, [asked.at(hours) for hours in (*wanted, *mixed)], (0, effort.each), seed,
        reduce, uncertainty="chance", progress=partial(tell, 0, many)))
    spread = _joined(live(asked.world, [asked.at(own)], (0, effort.spread), seed, reduce,
                          progress=partial(tell, many, 1)))
    _expect(asked, [*wanted, *mixed], seed, columns, periods, above, spread[0])
    middle, last = Seen(above[0], below[0]), 1 + len(cells)
    shape = middle.above.shape
    return {
        "grid": grid, "reach": reach,
        "middle_above": middle.above, "middle_below": middle.below,
        "spread_above": spread[0][0], "spread_below": spread[1][0],
        "cells": np.array(cells, np.int64).reshape(-1, 2),
        "above": above[1:last].reshape(-1, *shape), "below": below[1:last].reshape(-1, *shape),
        "excess": np.array(excess, np.float64).reshape(-1, len(asked.units)),
        "mixed": np.array(mixed), "mixed_above": above[last:], "mixed_below": below[last:],
    }


def _stacked(lives: Lives, columns: Sequence[Column], periods: Sequence[Period]
             ) -> tuple[Floats, Floats]:
    """Numerators and denominators of a chunk: (plan, draw, unit, period, column)."""
    found = [seen(one, columns, periods) for one in lives]
    return np.stack([one.above for one in found]), np.stack([one.below for one in found])


def _joined(parts: Iterable[tuple[Floats, Floats]]) -> tuple[Floats, Floats]:
    above, below = zip(*parts, strict=True)
    return np.concatenate(above, axis=1), np.concatenate(below, axis=1)


def _expect(asked: Asked, allocations: Sequence[Floats], seed: int,
            columns: Sequence[Column], periods: Sequence[Period], above: Floats, spread: Floats
            ) -> None:
    """Put expected coverage in place of what a few draws have: in every draw of the allocations
    (allocation, draw, unit, period, column), and as the mean of the spread (1, draw, ...)."""
    at = [c for c, column in enumerate(columns) if column.task is not None]
    if not at:
        return
    draws = (COVERED, COVERED + SETS * REPEATS)
    for i, hours in enumerate(allocations):
        above[i][..., at] = coverage_columns(asked.world, asked.at(hours), draws, seed, columns,
                                             periods).mean(axis=0)
    there = spread[0][..., at]
    spread[0][..., at] = carried(there, np.ones_like(there), there.mean(axis=0),
                                 above[0, 0][..., at], "identity")


def _levels(asked: Asked) -> tuple[float, ...]:
    """The levels that are lived beside none: fewer where every season has its own."""
    return LEVELS if len(asked.seasons) == 1 else SEASON_LEVELS


def _lively(asked: Asked, columns: Sequence[Column], periods: Sequence[Period],
            seed: int) -> list[int]:
    """The tasks whose hours move anything that a column reads, but their own coverage: they change
    what lives or the inputs filled by the programme are made of. Nothing else of a plan's hours
    enters there, so this needs no lives but those of a few draws of the plan as it stands."""
    world, own, draws = asked.world, asked.own, (0, TRIED)
    fed = [column for column in columns if column.fed]
    tallies = lived(world, asked.plan, draws, seed, "chance").tallies if fed else None
    formulas = world.formulas
    patterns = {pattern for column in columns if column.indicator
                for pattern in formulas[column.name].patterns}
    counted = any(pattern.startswith("clients") for pattern in patterns)

    def told(hours: Floats) -> dict[str, Floats]:
        plan = asked.at(hours)
        moved = moved_by(world, plan, draws, seed, "chance")
        found = {"shifts": moved.shifts}
        found |= {name: moved.served.of(name) for name in world.tasks if name == AUDIT or counted
                  or Column(f"{COVERAGE}{name}", "true") in columns}
        if tallies is not None:
            filled = filled_by(world, plan, moved, tallies, seed, periods, plan.leaves)
            found |= {f"{FED}{c.fed}": filled[c.fed] for c in fed if c.fed is not None}
        return found

    found = []
    today = told(own)
    most = np.maximum(asked.most, own)
    for t, task in enumerate(asked.tasks):
        for hours in (np.zeros(own[:, t].shape), most[:, t]):
            tried = own.copy()
            tried[:, t] = hours
            if any(not np.allclose(value, today[name], rtol=1e-9, atol=1e-12, equal_nan=True)
                   for name, value in told(tried).items()
                   if name != task or name == AUDIT or counted):
                found.append(t)
                break
    return found


def _at(x: Floats, y: Floats, wanted: Floats) -> Floats:
    """y at the wanted x (unit, task, season), by straight lines between points (..., point)."""
    found = np.zeros(wanted.shape)
    for at in np.ndindex(*wanted.shape):
        found[at] = np.interp(wanted[at], x[at], y[at])
    return found


def _mixed(asked: Asked, seed: int, number: int) -> Floats:
    """An allocation that moves everything: each unit's time shared out at random."""
    own = asked.own
    keys = fold_array(fold(seed, "mixed", number), np.arange(own.size))
    part = -np.log(unit_interval(keys)).reshape(own.shape)
    part /= part.sum(axis=1, keepdims=True)
    found: Floats = part * own.sum(axis=1, keepdims=True)
    return found


def _table(asked: Asked, columns: Sequence[Column], periods: Sequence[Period], effort: Effort,
           kept: dict[str, NDArray[Any]]) -> ResponseTable:
    """Slopes, links and the measured error from what was simulated."""
    middle = Seen(kept["middle_above"], kept["middle_below"])
    spread = Seen(kept["spread_above"], kept["spread_below"])
    cells, grid, reach = kept["cells"], kept["grid"], kept["reach"]
    links = tuple(_link(column, c, [middle, spread], asked.world.formulas, kept)
                  for c, column in enumerate(columns))
    shown = {column.task for column in columns}
    moving = tuple(t for t, task in enumerate(asked.tasks)
                   if task in shown or (cells[:, 0] == t).any())
    units, seasons, knots = len(asked.units), len(asked.seasons), len(_levels(asked)) + 2
    shape = (units, len(moving), seasons, knots, len(periods), len(columns))
    levels = np.zeros(shape[:4])
    above, below = np.zeros(shape), np.zeros(shape)
    own_reach = _at(grid, reach, asked.own)
    of_season = _of_season(asked, periods)
    for m, t in enumerate(moving):
        for s in range(seasons):
            at = np.flatnonzero((cells[:, 0] == t) & (cells[:, 1] == s))
            ends = np.stack([reach[:, t, s, 0] - own_reach[:, t, s],
                             reach[:, t, s, USEFUL] - own_reach[:, t, s]])
            gaps = [kept["excess"][i] for i in at] or [*ends]
            found = [change(middle, Seen(kept["above"][i], kept["below"][i]),
                            kept["excess"][i], links) for i in at]
            for k in range(knots - 1):
                if k < len(gaps):
                    levels[:, m, s, k] = gaps[k]
                    if found:
                        above[:, m, s, k], below[:, m, s, k] = found[k]
            # the own hours are the last knot, still 0; what repeats it is harmless
            if asked.tasks[t] in shown and not found:
                c = columns.index(Column(f"{COVERAGE}{asked.tasks[t]}", "true"))
                above[:, m, s, :, :, c] = levels[:, m, s, :, None] * of_season[s]
    order = np.argsort(levels, axis=3, kind="stable")
    levels = np.take_along_axis(levels, order, axis=3)
    wide = order[..., None, None]
    above, below = (np.take_along_axis(array, wide, axis=3) for array in (above, below))
    table = ResponseTable(
        asked.units, asked.tasks, asked.seasons, tuple(periods), tuple(columns), links,
        asked.own, grid, reach, moving, levels, above, below, spread, (), effort.each,
        len(cells))
    return replace(table, errors=_errors(table, middle, kept))


def _of_season(asked: Asked, periods: Sequence[Period]) -> Floats:
    """Share of each period's months that lie in each season and can still be decided:
    (season, period)."""
    found = np.zeros((len(asked.seasons), len(periods)))
    for p, period in enumerate(periods):
        for month in range(max(period.first, 0), period.last + 1):
            found[asked.plan.season(month), p] += 1 / period.months
    return found


def _link(column: Column, at: int, seen: Sequence[Seen], formulas: Mapping[str, Indicator],
          kept: dict[str, NDArray[Any]]) -> Link:
    """Shares move on the logit scale, counts and rates on the log scale; coverage and what the
    programme counts as they are."""
    if not column.indicator:
        return "identity" if column.task is not None else "plain"
    indicator = formulas[column.name]
    if not indicator.denominator:
        return "log"
    inside = all((part.above[..., at] <= part.below[..., at]).all() for part in seen)
    inside &= bool((kept["above"][..., at] <= kept["below"][..., at]).all())
    return "logit" if inside else "log"


def _errors(table: ResponseTable, middle: Seen, kept: dict[str, NDArray[Any]]
            ) -> tuple[ColumnError, ...]:
    """Table against simulation on the mixed allocations, all units together."""
    predicted = table.predict(kept["mixed"], middle)
    shape = (len(kept["mixed"]), *middle.above.shape)

    def pooled(above: Floats, below: Floats) -> Floats:
        top, bottom = above.sum(axis=(-4, -3)), below.sum(axis=(-4, -3))
        found: Floats = np.divide(top, bottom, out=np.zeros_like(top), where=bottom > 0)
        return found

    said = pooled(predicted.above.reshape(shape), predicted.below.reshape(shape))
    lived = pooled(kept["mixed_above"], kept["mixed_below"])
    before = pooled(middle.above, middle.below)
    found = []
    for c, column in enumerate(table.columns):
        error = np.sqrt(np.mean((said - lived)[..., c] ** 2))
        change = np.sqrt(np.mean((lived - before)[..., c] ** 2))
        found.append(ColumnError(column, float(error), float(change)))
    return tuple(found)


def _key(asked: Asked, columns: Sequence[Column], periods: Sequence[Period], seed: int,
         effort: Effort) -> str:
    """What a table depends on, by content: the world's setting, tasks and code, the plan's people
    and hours, the formulas of the columns, draws; no scheme, so that points of any kind cannot
    reach it."""
    plan, formulas = asked.plan, asked.world.formulas
    told = {
        "code": of_code(), "setting": asked.world.setting,
        "tasks_known": asked.world.tasks, "before": plan.before_hash,
        "horizon": plan.base.horizon, "seed": seed, "effort": [effort.each, effort.spread],
        "plan": plain({name: getattr(plan.base, name)
                       for name in ("hours", "staff", "campaigns", "services", "supply",
                                    "activities", "reporting", "parameters")},
                      ("label", "why")),
        "counted": plan.counted, "tasks": asked.tasks, "most": asked.most.tolist(),
        "step": asked.step, "columns": [[column.name, column.view] for column in columns],
        "formulas": {c.name: formulas[c.name] for c in columns if c.indicator},
        "periods": [[period.id, period.first, period.last] for period in periods],
    }
    return hashed(told)


def _read(path: Path | None) -> dict[str, NDArray[Any]] | None:
    if path is None or not path.is_file():
        return None
    try:
        with path.open("rb") as opened, np.load(opened) as file:
            return {name: file[name] for name in file.files}
    except (OSError, ValueError, EOFError, KeyError, BadZipFile):
        return None  # cut short or foreign: lived again and written anew


def _write(path: Path | None, kept: dict[str, NDArray[Any]]) -> None:
    if path is None:
        return
    arrays: Any = kept
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(path) as part, part.open("wb") as file:
            np.savez(file, **arrays)
