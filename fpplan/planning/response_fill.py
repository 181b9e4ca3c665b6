"""Filling the response table: what is lived, at which hours, and the file that keeps it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

import fpplan
from fpplan.forward import (
    REPEATS,
    filled,
    forward,
    parameter_sets,
    prepared,
    services,
    shifts_of,
)
from fpplan.indicators.evaluate import VIEWS, evaluate
from fpplan.indicators.formulas import Indicator, groups_of
from fpplan.luck import fold, fold_array, unit_interval
from fpplan.months import Period
from fpplan.pipeline.plan import WOMEN_A_CHUNK
from fpplan.planning.problem import Problem, with_hours
from fpplan.planning.response import (
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
from fpplan.programme.coverage import Coverage
from fpplan.programme.tasks import core_tasks
from fpplan.scenario.resolve import Resolved

__all__ = ["GRID", "MIXED", "Effort", "chunk_of", "coverage_columns", "default_effort",
           "fill", "grid_of", "observe"]

Floats = NDArray[np.float64]
GRID = 18  # hours at which coverage is worked out, from none to all that a unit can have
ENOUGH = 0.99  # of the most coverage: more hours than reach this are of no use
AT_ONCE = 16  # parameter sets whose coverage is held at a time
MIXED = 3  # allocations with everything moved at once, on which the table's error is measured
# Of the way from the coverage of today to the most; no hours at all come too.
LEVELS = (0.04, 0.12, 0.35, 1.0)
SEASON_LEVELS = (0.12, 1.0)  # where a year has seasons, each has these
AUDIT = "record_audit"  # the task that the books are checked by
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


def default_effort(problem: Problem) -> Effort:
    """Draws that give a level a thousand unit-years or so, whatever the number of units. The spread
    is lived once, but predicted again for every cell of a decision: as many sets of parameters as
    that leaves time for. With few a plan for points lies where these sets just earn them."""
    units, _tasks, seasons = problem.own.hours.shape
    each = max(2, min(6, round(52 / max(units, 1))))
    spread = max(each, 2, min(16, round(416 / max(units * seasons, 1))))
    return Effort(REPEATS * each, REPEATS * spread)


def observe(resolved: Resolved, draws: tuple[int, int], seed: int, columns: Sequence[Column],
            periods: Sequence[Period], formulas: Mapping[str, Indicator],
            central: bool = False) -> Seen:
    """Live some draws of a plan and take what the columns read of it."""
    uncertainty: Any = "chance" if central else "both"
    names = list(dict.fromkeys(column.name for column in columns if column.indicator))
    sets, set_of = parameter_sets(resolved, draws, seed, uncertainty)
    served = services(resolved, sets)
    tallies = forward(resolved, draws, seed, uncertainty=uncertainty, served=served)
    table = evaluate(tallies, periods, names, indicators=formulas,
                     groups=groups_of(prepared(resolved).setting.methods),
                     strata=resolved.counted)
    fed = filled(resolved, tallies, seed, uncertainty, periods, resolved.leaves, served) \
        if any(column.fed for column in columns) else {}
    shape = (*table.value.shape[1:4], len(columns))
    above, below = np.zeros(shape), np.ones(shape)
    for c, column in enumerate(columns):
        if column.task is not None:
            above[..., c] = _mean_of(served, column.task, periods)[set_of]
            continue
        if column.fed is not None:
            above[..., c] = fed[column.fed]
            continue
        v, n = VIEWS.index(column.view), names.index(column.name)
        above[..., c], below[..., c] = table.numerator[v, ..., n], table.denominator[v, ..., n]
    return Seen(np.nan_to_num(above), np.nan_to_num(below))


def coverage_columns(resolved: Resolved, draws: tuple[int, int], seed: int,
                     columns: Sequence[Column], periods: Sequence[Period]) -> Floats:
    """Coverage columns under the parameter sets of some draws, a few sets at a time: (set, unit,
    period, column), those alone that are coverage."""
    tasks = [column.task for column in columns if column.task is not None]
    parts = []
    for first in range(*draws, AT_ONCE * REPEATS):
        stop = min(first + AT_ONCE * REPEATS, draws[1])
        served = services(resolved, parameter_sets(resolved, (first, stop), seed)[0])
        parts.append(np.stack([_mean_of(served, task, periods) for task in tasks], axis=-1))
    return np.concatenate(parts)


def _mean_of(served: Coverage, task: str, periods: Sequence[Period]) -> Floats:
    """A task's coverage, mean of each period's months: (set, unit, period)."""
    reached = served.of(task)
    return np.stack([reached[:, :, served.months(period.first, period.last)].mean(axis=2)
                     for period in periods], axis=-1)


def grid_of(problem: Problem, points: int = GRID, only: frozenset[str] | None = None
            ) -> tuple[Floats, Floats]:
    """Hours and the coverage that each reaches at central values when one task's hours change:
    (unit, task, season, point). From none to what is of use, closer where hours are few, and last
    all that a unit can have. `only` some tasks; others stay 0."""
    resolved = problem.resolved
    most = np.maximum(problem.high * problem.step_hours, problem.own.hours)
    sets = parameter_sets(resolved, (0, REPEATS), 0, "chance")[0]
    months = [[m for m in range(12) if resolved.season(m) == s]
              for s in range(len(problem.seasons))]

    def reached(t: int, hours_of_task: Floats) -> Floats:
        hours = problem.own.hours.copy()
        hours[:, t] = hours_of_task
        served = services(with_hours(resolved, problem.units, problem.tasks, hours), sets)
        found = served.of(problem.tasks[t])[0][:, served.months(0, 0).start:]
        return np.stack([found[:, inside].mean(axis=1) for inside in months], axis=-1)

    at = np.linspace(0.0, 1.0, points - 1) ** 2
    grid = np.concatenate([most[..., None] * at, most[..., None]], axis=-1)
    reach = np.zeros(grid.shape)
    for t, task in enumerate(problem.tasks):
        if only is not None and task not in only:
            continue
        useful = _useful(most[:, t], np.maximum(problem.own.hours[:, t], problem.step_hours),
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


def fill(problem: Problem, columns: Sequence[Column], periods: Sequence[Period], seed: int,
         effort: Effort, formulas: Mapping[str, Indicator], cache: Path | None = None,
         progress: Progress | None = None
         ) -> ResponseTable:
    """The response table of a problem, from its file in the folder `cache` when it is there.

    Draws of the table are 0..effort-1 at central values; those of the spread have luck and
    parameters of their own. Answers are judged on later draws.
    """
    path = None if cache is None else cache / f"{_key(problem, columns, periods, seed, effort)}.npz"
    kept = _read(path)
    if kept is None:
        kept = _live(problem, columns, periods, seed, effort, formulas, progress)
        _write(path, kept)
    elif progress:
        progress(1, 1)
    return _table(problem, columns, periods, effort, formulas, kept)


def _live(problem: Problem, columns: Sequence[Column], periods: Sequence[Period], seed: int,
          effort: Effort, formulas: Mapping[str, Indicator], progress: Progress | None
          ) -> dict[str, NDArray[Any]]:
    """Everything that is simulated for a table, by name."""
    own = problem.own.hours
    seasons = range(len(problem.seasons))
    lively = _lively(problem, columns, periods, seed, formulas)
    shown = {column.task for column in columns}
    grid, reach = grid_of(problem, only=frozenset(
        task for t, task in enumerate(problem.tasks) if t in lively or task in shown))
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
            for part in (0.0, *_levels(problem)):
                hours = at_level(t, [s], part)
                gap = _at(grid, reach, hours)[:, t, s] - own_reach[:, t, s]
                if np.any(np.abs(gap) > 1e-9):
                    wanted.append(hours)
                    cells.append((t, s))
                    excess.append(gap)
    mixed = [_mixed(problem, seed, k) for k in range(MIXED)]
    above, below = _lived(problem, [*wanted, *mixed], effort.each, seed, columns, periods,
                          formulas, True, progress, more=1)
    spread = _lived(problem, [own], effort.spread, seed, columns, periods, formulas, False,
                    progress, before=above.shape[0])
    _expect(problem, [*wanted, *mixed], seed, columns, periods, above, spread[0])
    middle, last = Seen(above[0], below[0]), 1 + len(cells)
    shape = middle.above.shape
    return {
        "grid": grid, "reach": reach,
        "middle_above": middle.above, "middle_below": middle.below,
        "spread_above": spread[0][0], "spread_below": spread[1][0],
        "cells": np.array(cells, np.int64).reshape(-1, 2),
        "above": above[1:last].reshape(-1, *shape), "below": below[1:last].reshape(-1, *shape),
        "excess": np.array(excess, np.float64).reshape(-1, len(problem.units)),
        "mixed": np.array(mixed), "mixed_above": above[last:], "mixed_below": below[last:],
    }


def _expect(problem: Problem, allocations: Sequence[Floats], seed: int,
            columns: Sequence[Column], periods: Sequence[Period], above: Floats, spread: Floats
            ) -> None:
    """Put expected coverage in place of what a few draws have: in every draw of the allocations
    (allocation, draw, unit, period, column), and as the mean of the spread (1, draw, ...)."""
    at = [c for c, column in enumerate(columns) if column.task is not None]
    if not at:
        return
    draws = (COVERED, COVERED + SETS * REPEATS)
    for i, hours in enumerate(allocations):
        plan = with_hours(problem.resolved, problem.units, problem.tasks, hours)
        above[i][..., at] = coverage_columns(plan, draws, seed, columns, periods).mean(axis=0)
    there = spread[0][..., at]
    spread[0][..., at] = carried(there, np.ones_like(there), there.mean(axis=0),
                                 above[0, 0][..., at], "identity")


def _levels(problem: Problem) -> tuple[float, ...]:
    """The levels that are lived beside none: fewer where every season has its own."""
    return LEVELS if len(problem.seasons) == 1 else SEASON_LEVELS


def _lived(problem: Problem, wanted: Sequence[Floats], draws: int, seed: int,
           columns: Sequence[Column], periods: Sequence[Period],
           formulas: Mapping[str, Indicator], central: bool, progress: Progress | None,
           before: int = 0, more: int = 0) -> tuple[Floats, Floats]:
    """Numerators and denominators of some allocations on the same draws: (allocation, draw, unit,
    period, column). A chunk of draws is lived in all of them before the next, so that they share
    its past and memory holds one chunk."""
    resolved = problem.resolved
    plans = [with_hours(resolved, problem.units, problem.tasks, hours) for hours in wanted]
    size = chunk_of(resolved)
    shape = (len(plans), draws, len(problem.units), len(periods), len(columns))
    above, below = np.empty(shape), np.empty(shape)
    of = before + len(plans) + more
    for first in range(0, draws, size):
        stop = min(first + size, draws)
        for i, plan in enumerate(plans):
            if progress:
                progress(before + (len(plans) * first + i * (stop - first)) // draws, of)
            seen = observe(plan, (first, stop), seed, columns, periods, formulas, central)
            above[i, first:stop], below[i, first:stop] = seen.above, seen.below
    if progress:
        progress(before + len(plans), of)
    return above, below


def chunk_of(resolved: Resolved) -> int:
    """Draws of a place that are lived at a time."""
    women = max(prepared(resolved).roll.women, 1)
    return REPEATS * max(1, WOMEN_A_CHUNK // women // REPEATS)


def _lively(problem: Problem, columns: Sequence[Column], periods: Sequence[Period], seed: int,
            formulas: Mapping[str, Indicator]) -> list[int]:
    """The tasks whose hours move anything that a column reads, but their own coverage: they change
    what `forward` or the inputs filled by the programme are made of. Nothing else of a plan's hours
    enters there, so this needs no lives but those of a few draws of the plan as it stands."""
    resolved, own = problem.resolved, problem.own.hours
    sets = parameter_sets(resolved, (0, TRIED), seed, "chance")[0]
    tallies = forward(resolved, (0, TRIED), seed, uncertainty="chance") if any(
        column.fed for column in columns) else None
    patterns = {pattern for column in columns if column.indicator
                for pattern in formulas[column.name].patterns}
    counted = any(pattern.startswith("clients") for pattern in patterns)
    known = core_tasks()

    def told(hours: Floats) -> dict[str, Floats]:
        plan = with_hours(resolved, problem.units, problem.tasks, hours)
        served = services(plan, sets)
        found = {"shifts": shifts_of(plan, sets, served)}
        found |= {name: served.of(name) for name in known if name == AUDIT or counted
                  or Column(f"{COVERAGE}{name}", "true") in columns}
        if tallies is not None:
            fed = filled(plan, tallies, seed, "chance", periods, resolved.leaves, served)
            found |= {f"{FED}{c.fed}": fed[c.fed] for c in columns if c.fed is not None}
        return found

    found = []
    today = told(own)
    most = np.maximum(problem.high * problem.step_hours, own)
    for t, task in enumerate(problem.tasks):
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


def _mixed(problem: Problem, seed: int, number: int) -> Floats:
    """An allocation that moves everything: each unit's time shared out at random."""
    own = problem.own.hours
    keys = fold_array(fold(seed, "mixed", number), np.arange(own.size))
    part = -np.log(unit_interval(keys)).reshape(own.shape)
    part /= part.sum(axis=1, keepdims=True)
    found: Floats = part * own.sum(axis=1, keepdims=True)
    return found


def _table(problem: Problem, columns: Sequence[Column], periods: Sequence[Period], effort: Effort,
           formulas: Mapping[str, Indicator], kept: dict[str, NDArray[Any]]) -> ResponseTable:
    """Slopes, links and the measured error from what was simulated."""
    middle = Seen(kept["middle_above"], kept["middle_below"])
    spread = Seen(kept["spread_above"], kept["spread_below"])
    cells, grid, reach = kept["cells"], kept["grid"], kept["reach"]
    links = tuple(_link(column, c, [middle, spread], formulas, kept)
                  for c, column in enumerate(columns))
    shown = {column.task for column in columns}
    moving = tuple(t for t, task in enumerate(problem.tasks)
                   if task in shown or (cells[:, 0] == t).any())
    units, seasons, knots = len(problem.units), len(problem.seasons), len(_levels(problem)) + 2
    shape = (units, len(moving), seasons, knots, len(periods), len(columns))
    levels = np.zeros(shape[:4])
    above, below = np.zeros(shape), np.zeros(shape)
    own_reach = _at(grid, reach, problem.own.hours)
    of_season = _of_season(problem, periods)
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
            if problem.tasks[t] in shown and not found:
                c = columns.index(Column(f"{COVERAGE}{problem.tasks[t]}", "true"))
                above[:, m, s, :, :, c] = levels[:, m, s, :, None] * of_season[s]
    order = np.argsort(levels, axis=3, kind="stable")
    levels = np.take_along_axis(levels, order, axis=3)
    wide = order[..., None, None]
    above, below = (np.take_along_axis(array, wide, axis=3) for array in (above, below))
    table = ResponseTable(
        problem.units, problem.tasks, problem.seasons, tuple(periods), tuple(columns), links,
        problem.own.hours, grid, reach, moving, levels, above, below, spread, (), effort.each,
        len(cells))
    return replace(table, errors=_errors(table, middle, kept))


def _of_season(problem: Problem, periods: Sequence[Period]) -> Floats:
    """Share of each period's months that lie in each season and can still be decided:
    (season, period)."""
    found = np.zeros((len(problem.seasons), len(periods)))
    for p, period in enumerate(periods):
        for month in range(max(period.first, 0), period.last + 1):
            found[problem.resolved.season(month), p] += 1 / period.months
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


def _key(problem: Problem, columns: Sequence[Column], periods: Sequence[Period], seed: int,
         effort: Effort) -> str:
    """What a table depends on: the plan's people and hours, its limits' reach, draws and code
    version; no scheme, so that points of any kind cannot reach it."""
    from fpplan.scenario.canonical import plain

    resolved = problem.resolved
    told = {
        "version": fpplan.__version__, "before": resolved.before_hash,
        "horizon": resolved.base.horizon, "seed": seed, "effort": [effort.each, effort.spread],
        "levels": _levels(problem), "covered": [COVERED, SETS], "grid": [GRID, ENOUGH],
        "plan": plain({name: getattr(resolved.base, name)
                       for name in ("hours", "staff", "campaigns", "services", "supply",
                                    "activities", "reporting", "parameters")},
                      ("label", "why")),
        "tasks": problem.tasks, "high": problem.high.tolist(), "step": problem.step,
        "columns": [[column.name, column.view] for column in columns],
        "periods": [[period.id, period.first, period.last] for period in periods],
    }
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return blake2b(text.encode(), digest_size=12).hexdigest()


def _read(path: Path | None) -> dict[str, NDArray[Any]] | None:
    if path is None or not path.is_file():
        return None
    try:
        with path.open("rb") as opened, np.load(opened) as file:
            return {name: file[name] for name in file.files}
    except (OSError, ValueError, EOFError, KeyError, BadZipFile):
        return None  # cut short or foreign: lived again and written anew


def _write(path: Path | None, kept: dict[str, NDArray[Any]]) -> None:
    from fpplan.runs.writer import writing

    if path is None:
        return
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_suffix(".part")
        with part.open("wb") as file:
            arrays: Any = kept
            np.savez(file, **arrays)
        os.replace(part, path)
