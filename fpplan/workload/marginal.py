"""What one more hour a month in each plannable task does: to untagged indicators, and to the
expected untagged score of each scheme.

Every task is tried in turn with a few more hours a month in every unit, on the same draws and
the same luck as the plan as it stands, and the difference is divided by the hours added. Tasks
that are not plannable are not tried, and tagged indicators and items are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fpplan.contract.points import YES
from fpplan.contract.reads import indicator_tags
from fpplan.experiment.draws import REPEATS, Uncertainty
from fpplan.experiment.live import Lives, live
from fpplan.experiment.lived import Lived
from fpplan.experiment.read import Read
from fpplan.indicators.table import IndicatorTable
from fpplan.pipeline.plan import Plan
from fpplan.programme.tasks import plannable_tasks
from fpplan.scenario.hours import with_more_hours
from fpplan.scenario.resolve import Resolved

if TYPE_CHECKING:
    from fpplan.tallies import View

__all__ = ["Effect", "Marginal", "marginal"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Effect:
    """The change that one more hour a month in every unit brings, with its standard error.

    `of` is "indicator" or "scheme"; for a scheme the score is the average unit's untagged points,
    or for a scheme without points its untagged targets met.
    """

    task: str
    of: str
    name: str
    unit: str
    period: str
    per_hour: float
    error: float
    base: float


@dataclass(frozen=True)
class Marginal:
    """Effects of every plannable task, and what they were found with."""

    effects: tuple[Effect, ...]
    draws: int
    seed: int
    step: float


def marginal(work: Plan, resolved: Resolved, *, draws: int, seed: int, step: float = 8.0,
             uncertainty: Uncertainty = "both",
             progress: Callable[[int, int], None] | None = None) -> Marginal:
    """Effects of one more hour in each plannable task of a plan, over the last whole year."""
    last = [p.period for p in work.periods if p.role == "year"][-1]
    top = next(name for name, unit in resolved.base.units.items() if unit.parent is None)
    plans = {"": resolved, **{task: with_more_hours(resolved, task, step)
                              for task in plannable_tasks(work.world.tasks)}}
    found: dict[tuple[str, str, str], list[Floats]] = {}
    for part in live(work.world, plans, (0, draws), seed, partial(_seen, work, last.id, top),
                     uncertainty=uncertainty, progress=progress):
        for key, value in part.items():
            found.setdefault(key, []).append(value)
    years = {read.id: read.years[-1].id for read in work.world.reads(resolved) if read.years}
    effects = []
    for (task, of, name), parts in found.items():
        if not task:
            continue
        before = np.concatenate(found["", of, name])
        per_hour, error = _paired(np.concatenate(parts), before, step)
        known = before[~np.isnan(before)]
        effects.append(Effect(
            task, of, name, top if of == "indicator" else "",
            last.id if of == "indicator" else years[name], per_hour, error,
            float(known.mean()) if known.size else float("nan")))
    return Marginal(tuple(effects), draws, seed, step)


def _paired(value: Floats, before: Floats, step: float) -> tuple[float, float]:
    """Mean difference an hour over draws, and its standard error over parameter sets.
    See docs/model.md [E-marginal].
    """
    gap = (value - before) / step
    groups = gap.reshape(-1, REPEATS) if gap.size % REPEATS == 0 else gap[:, None]
    known = ~np.isnan(groups)
    if not known.any():
        return float("nan"), float("nan")
    means = np.array([row[ok].mean() for row, ok in zip(groups, known, strict=True) if ok.any()])
    error = means.std(ddof=1) / np.sqrt(means.size) if means.size > 1 else float("nan")
    return float(means.mean()), float(error)


def _seen(work: Plan, year: str, top: str, lives: Lives) -> dict[tuple[str, str, str], Floats]:
    """Values of untagged indicators and scores by draw: (task, kind, name) -> (draw,)."""
    names = [name for name in work.indicators if not indicator_tags(work.formulas[name])]
    found = {}
    for one in lives:
        read = [*names, *(name for each in one.reads for name in each.scheme.by_input
                          if name in work.indicators)]
        table = one.indicators(list(dict.fromkeys(read)), [p.period for p in work.periods])
        at = [p.id for p in table.periods].index(year)
        where = table.units.index(top)
        for name in names:
            view: View = "true" if "true" in work.formulas[name].views else "reported"
            found[one.name, "indicator", name] = table.of(name, view)[:, where, at]
        filled = one.filled(table.periods, table.units)
        for each in one.reads:
            if each.years:
                found[one.name, "scheme", each.id] = _score(one, each, table, filled)
    return found


def _score(one: Lived, read: Read, table: IndicatorTable, filled: Mapping[Any, Floats]) -> Floats:
    """Expected untagged points of the average unit in the last year, by draw."""
    found = read.points(read.figures(table, filled), sample=one.sample)
    at = found.periods.index(read.years[-1].id)
    if read.scheme.base is not None:
        points = found.untagged.central
    else:
        met = [(state == YES).astype(np.float64) for item, state in found.met.items()
               if not read.scheme.tags(next(i for i in read.scheme.items() if i.id == item))]
        points = np.zeros((1, len(read.units), len(found.periods)))
        for each in met:
            points = points + each
    leaves = [found.units.index(unit) for unit in one.tallies.units]
    draws = one.draws[1] - one.draws[0]
    values = np.broadcast_to(points, (draws, *points.shape[1:]))
    by_draw: Floats = values[:, leaves, at].mean(axis=1)
    return by_draw
