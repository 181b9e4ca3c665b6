"""Filling the response table: what is lived, at which hours, and the file that keeps it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

import fpplan
from fpplan.forward import REPEATS, filled, forward, parameter_sets, prepared, services
from fpplan.indicators.evaluate import VIEWS, evaluate
from fpplan.indicators.formulas import Indicator, groups_of
from fpplan.luck import fold, fold_array, unit_interval
from fpplan.months import Period
from fpplan.planning.problem import Problem, with_hours
from fpplan.planning.response import (
    COVERAGE,
    Column,
    ColumnError,
    Link,
    ResponseTable,
    Seen,
    change,
)
from fpplan.scenario.resolve import Resolved

__all__ = ["GRID", "MIXED", "Effort", "default_effort", "fill", "grid_of", "observe"]

Floats = NDArray[np.float64]
GRID = 17  # hours at which coverage is worked out, from none to all that a unit can have
MIXED = 3  # allocations with everything moved at once, on which the table's error is measured
# Of the way from the coverage of today to the most; no hours at all come too.
LEVELS = (0.04, 0.12, 0.35, 1.0)
TRIED = REPEATS  # draws by which tasks that move nothing are told
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Effort:
    """Draws behind the table: `each` for every level (central values), `spread` for the years of
    the plan as it stands (luck and parameters)."""

    each: int
    spread: int


def default_effort(units: int) -> Effort:
    """Draws that give a level a thousand unit-years or so, whatever the number of units."""
    each = REPEATS * max(2, min(6, round(52 / max(units, 1))))
    return Effort(each, each)


def observe(resolved: Resolved, draws: tuple[int, int], seed: int, columns: Sequence[Column],
            periods: Sequence[Period], formulas: Mapping[str, Indicator],
            central: bool = False) -> Seen:
    """Live some draws of a plan and take what the columns read of it."""
    uncertainty: Any = "chance" if central else "both"
    names = list(dict.fromkeys(column.name for column in columns if column.indicator))
    tallies = forward(resolved, draws, seed, uncertainty=uncertainty)
    table = evaluate(tallies, periods, names, indicators=formulas,
                     groups=groups_of(prepared(resolved).setting.methods),
                     strata=resolved.counted)
    fed = filled(resolved, tallies, seed, uncertainty, periods, resolved.leaves) \
        if any(column.fed for column in columns) else {}
    sets, set_of = parameter_sets(resolved, draws, seed, uncertainty)
    served = services(resolved, sets)
    shape = (*table.value.shape[1:4], len(columns))
    above, below = np.zeros(shape), np.ones(shape)
    for c, column in enumerate(columns):
        if column.task is not None:
            reached = served.of(column.task)
            for p, period in enumerate(periods):
                span = served.months(period.first, period.last)
                above[:, :, p, c] = reached[:, :, span].mean(axis=2)[set_of]
            continue
        if column.fed is not None:
            above[..., c] = fed[column.fed]
            continue
        v, n = VIEWS.index(column.view), names.index(column.name)
        above[..., c], below[..., c] = table.numerator[v, ..., n], table.denominator[v, ..., n]
    return Seen(np.nan_to_num(above), np.nan_to_num(below))


def grid_of(problem: Problem, points: int = GRID, only: frozenset[str] | None = None
            ) -> tuple[Floats, Floats]:
    """Hours from none to what a unit can have, closer where they are few, and the coverage that
    each reaches at central values when one task's hours change: (unit, task, season, point).
    `only` some tasks; others stay 0."""
    resolved = problem.resolved
    most = np.maximum(problem.high * problem.step_hours, problem.own.hours)
    at = np.linspace(0.0, 1.0, points) ** 2
    grid = most[..., None] * at
    reach = np.zeros(grid.shape)
    sets = parameter_sets(resolved, (0, REPEATS), 0, "chance")[0]
    months = [[m for m in range(12) if resolved.season(m) == s]
              for s in range(len(problem.seasons))]
    for t, task in enumerate(problem.tasks):
        for b in range(points) if only is None or task in only else ():
            hours = problem.own.hours.copy()
            hours[:, t] = grid[:, t, :, b]
            served = services(with_hours(resolved, problem.units, problem.tasks, hours), sets)
            start = served.months(0, 0).start
            found = served.of(task)[0][:, start:]
            for s, inside in enumerate(months):
                reach[:, t, s, b] = found[:, inside].mean(axis=1)
    return grid, reach


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
    resolved, own = problem.resolved, problem.own.hours
    grid, reach = grid_of(problem)
    seasons = range(len(problem.seasons))
    own_reach = _at(grid, reach, own)

    def seen(hours: Floats, draws: int) -> Seen:
        plan = with_hours(resolved, problem.units, problem.tasks, hours)
        return observe(plan, (0, draws), seed, columns, periods, formulas, central=True)

    def at_level(task: int, which: Sequence[int], part: float) -> Floats:
        hours = own.copy()
        if part <= 0:
            hours[:, task, which] = 0.0
            return hours
        wanted = own_reach + part * (reach[..., -1] - own_reach)
        found = grid[..., -1] if part == 1 else _at(reach, grid, wanted)
        hours[:, task, which] = found[:, task, which]
        return hours

    parts = (0.0, *LEVELS)
    done, of = 0, 1 + len(problem.tasks) * (1 + len(parts) * len(seasons)) + MIXED + 2

    def tick(many: int = 1) -> None:
        nonlocal done
        done += many
        if progress:
            progress(min(done, of), of)

    tick(0)
    first = seen(own, TRIED)
    lively = []
    for t in range(len(problem.tasks)):
        tried = [seen(at_level(t, list(seasons), part), TRIED) for part in (0.0, 1.0)]
        # what only the task's own coverage tells is known without living it
        others = [c for c, column in enumerate(columns) if column.task != problem.tasks[t]]
        if any(not np.allclose(getattr(x, part)[..., others], getattr(first, part)[..., others],
                               rtol=1e-9, atol=1e-9)
               for x in tried for part in ("above", "below")):
            lively.append(t)
        tick()
    middle = seen(own, effort.each)
    tick()
    cells, above, below, excess = [], [], [], []
    for t in range(len(problem.tasks)):
        for s in seasons:
            for part in parts:
                hours = at_level(t, [s], part)
                gap = _at(grid, reach, hours)[:, t, s] - own_reach[:, t, s]
                if t in lively and np.any(np.abs(gap) > 1e-9):
                    x = seen(hours, effort.each)
                    cells.append((t, s))
                    above.append(x.above.astype(np.float32))
                    below.append(x.below.astype(np.float32))
                    excess.append(gap)
                tick()
    mixed, mixed_above, mixed_below = [], [], []
    for k in range(MIXED):
        hours = _mixed(problem, seed, k)
        x = seen(hours, effort.each)
        mixed.append(hours)
        mixed_above.append(x.above)
        mixed_below.append(x.below)
        tick()
    spread = observe(resolved, (0, effort.spread), seed, columns, periods, formulas)
    tick(2)
    shape = middle.above.shape
    return {
        "grid": grid, "reach": reach,
        "middle_above": middle.above, "middle_below": middle.below,
        "spread_above": spread.above, "spread_below": spread.below,
        "cells": np.array(cells, np.int64).reshape(-1, 2),
        "above": np.array(above, np.float32).reshape(-1, *shape),
        "below": np.array(below, np.float32).reshape(-1, *shape),
        "excess": np.array(excess, np.float64).reshape(-1, len(problem.units)),
        "mixed": np.array(mixed), "mixed_above": np.array(mixed_above),
        "mixed_below": np.array(mixed_below),
    }


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
    units, seasons, knots = len(problem.units), len(problem.seasons), len(LEVELS) + 2
    shape = (units, len(moving), seasons, knots, len(periods), len(columns))
    levels = np.zeros(shape[:4])
    above, below = np.zeros(shape), np.zeros(shape)
    own_reach = _at(grid, reach, problem.own.hours)
    of_season = _of_season(problem, periods)
    for m, t in enumerate(moving):
        for s in range(seasons):
            at = np.flatnonzero((cells[:, 0] == t) & (cells[:, 1] == s))
            ends = np.stack([reach[:, t, s, 0] - own_reach[:, t, s],
                             reach[:, t, s, -1] - own_reach[:, t, s]])
            gaps = [kept["excess"][i] for i in at] or [*ends]
            found = [change(middle, Seen(kept["above"][i].astype(np.float64),
                                         kept["below"][i].astype(np.float64)),
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
