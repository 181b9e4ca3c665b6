"""What one more hour a month in each plannable task does: to untagged indicators, and to the
expected untagged score of each scheme.

Every task is tried in turn with a few more hours a month in every unit, on the same draws and
the same luck as the plan as it stands, and the difference is divided by the hours added. Tasks
that are not plannable are not tried, and tagged indicators and items are not looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from fpplan.forward import (
    REPEATS,
    Uncertainty,
    filled,
    forward,
    parameter_sets,
    prepared,
    services,
    shifts_of,
)
from fpplan.indicators.evaluate import IndicatorTable, evaluate
from fpplan.indicators.formulas import groups_of
from fpplan.indicators.reads import indicator_tags
from fpplan.pipeline.inputs import figures_for, scheme_units
from fpplan.pipeline.periods import scheme_years
from fpplan.pipeline.plan import Plan, readings_of
from fpplan.programme.tasks import Task, core_tasks
from fpplan.scenario.models import Hours
from fpplan.scenario.resolve import Resolved
from fpplan.scheme.evaluate import score
from fpplan.scheme.points import YES

if TYPE_CHECKING:
    from fpplan.scheme.model import Scheme
    from fpplan.tallies import Tallies, View

__all__ = ["Effect", "Marginal", "marginal", "with_more_hours"]

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


def with_more_hours(resolved: Resolved, task: str, more: float) -> Resolved:
    """The same plan with so many more paid hours a month for a task in every unit."""
    hours = resolved.base.hours
    seasons = len(resolved.base.seasons)

    def added(unit: str) -> dict[str, tuple[float, ...]]:
        own = dict(hours.units.get(unit, {}))
        own[task] = tuple(number + more for number in hours.at(unit, task, seasons))
        return own

    changed = Hours(all=hours.all, units={unit: added(unit) for unit in resolved.leaves})
    return replace(resolved, base=resolved.base.model_copy(update={"hours": changed}))


def plannable_tasks(tasks: Mapping[str, Task] | None = None) -> tuple[str, ...]:
    """Tasks that leadership may move hours to."""
    known = core_tasks() if tasks is None else tasks
    return tuple(name for name, task in known.items() if task.plannable and not task.tags)


def marginal(work: Plan, resolved: Resolved, *, draws: int, seed: int, step: float = 8.0,
             uncertainty: Uncertainty = "both",
             progress: Callable[[int, int], None] | None = None) -> Marginal:
    """Effects of one more hour in each plannable task of a plan, over the last whole year."""
    names = [name for name in work.indicators if not indicator_tags(work.formulas[name])]
    last = [p.period for p in work.periods if p.role == "year"][-1]
    seen = _Seen(work, resolved, names, last.id, seed, uncertainty)
    tasks = ("", *plannable_tasks())
    size = work.chunk()
    chunks = [(start, min(start + size, draws)) for start in range(0, draws, size)]
    found: dict[tuple[str, str, str], list[Floats]] = {}
    for c, span in enumerate(chunks):  # all tasks on one chunk's past before the next
        seen.start()
        for t, task in enumerate(tasks):
            if progress:
                progress(c * len(tasks) + t, len(chunks) * len(tasks))
            plan = with_more_hours(resolved, task, step) if task else resolved
            for (of, name), value in seen.values(plan, span).items():
                found.setdefault((task, of, name), []).append(value)
    if progress:
        progress(len(chunks) * len(tasks), len(chunks) * len(tasks))
    effects = []
    for (task, of, name), parts in found.items():
        if not task:
            continue
        before = np.concatenate(found["", of, name])
        per_hour, error = _paired(np.concatenate(parts), before, step)
        known = before[~np.isnan(before)]
        effects.append(Effect(
            task, of, name, seen.top if of == "indicator" else "",
            last.id if of == "indicator" else seen.years[name], per_hour, error,
            float(known.mean()) if known.size else float("nan")))
    return Marginal(tuple(effects), draws, seed, step)


def _paired(value: Floats, before: Floats, step: float) -> tuple[float, float]:
    """Mean difference an hour over draws, and its standard error over parameter sets."""
    gap = (value - before) / step
    groups = gap.reshape(-1, REPEATS) if gap.size % REPEATS == 0 else gap[:, None]
    known = ~np.isnan(groups)
    if not known.any():
        return float("nan"), float("nan")
    means = np.array([row[ok].mean() for row, ok in zip(groups, known, strict=True) if ok.any()])
    error = means.std(ddof=1) / np.sqrt(means.size) if means.size > 1 else float("nan")
    return float(means.mean()), float(error)


class _Seen:
    """Values of untagged indicators and scores, draw by draw, for one plan after another; a
    plan that moves no rate and no audit has the tallies of the first."""

    def __init__(self, work: Plan, resolved: Resolved, names: Sequence[str], year: str, seed: int,
                 uncertainty: Uncertainty):
        self.work, self.names, self.year = work, list(names), year
        self.seed, self.uncertainty = seed, uncertainty
        self.units = resolved.base.units
        self.top = next(name for name, unit in self.units.items() if unit.parent is None)
        self.years = {scheme.id: years[-1].id for scheme in work.schemes
                      if (years := scheme_years(resolved, scheme))}
        self.groups = groups_of(prepared(resolved).setting.methods)
        self._first: tuple[tuple[Floats, Floats], Tallies] | None = None

    def start(self) -> None:
        """Forget the tallies of the last chunk."""
        self._first = None

    def values(self, plan: Resolved, draws: tuple[int, int]) -> dict[tuple[str, str], Floats]:
        """(kind, name) -> value by draw."""
        tallies = self._tallies(plan, draws)
        read = [*self.names, *(name for scheme in self.work.schemes for name in scheme.by_input
                               if name in self.work.indicators)]
        table = evaluate(tallies, [p.period for p in self.work.periods],
                         list(dict.fromkeys(read)), indicators=self.work.formulas,
                         parents={unit: each.parent for unit, each in self.units.items()},
                         groups=self.groups, strata=plan.counted)
        at = [p.id for p in table.periods].index(self.year)
        where = table.units.index(self.top)
        found = {("indicator", name): table.of(name, self._view(name))[:, where, at]
                 for name in self.names}
        fed = filled(plan, tallies, self.seed, self.uncertainty, table.periods, table.units)
        for scheme in self.work.schemes:
            if scheme.id in self.years:
                found["scheme", scheme.id] = self._score(scheme, plan, table, fed, tallies)
        return found

    def _view(self, name: str) -> View:
        return "true" if "true" in self.work.formulas[name].views else "reported"

    def _tallies(self, plan: Resolved, draws: tuple[int, int]) -> Tallies:
        sets, _set_of = parameter_sets(plan, draws, self.seed, self.uncertainty)
        served = services(plan, sets)
        moves = shifts_of(plan, sets, served), served.of("record_audit")
        if self._first is not None and all(
                np.array_equal(a, b) for a, b in zip(moves, self._first[0], strict=True)):
            return self._first[1]
        tallies = forward(plan, draws, self.seed, uncertainty=self.uncertainty)
        if self._first is None:
            self._first = moves, tallies
        return tallies

    def _score(self, scheme: Scheme, plan: Resolved, table: IndicatorTable,
               fed: Mapping[Any, Floats], tallies: Tallies) -> Floats:
        """Expected untagged points of the average unit in the last year, by draw."""
        chosen = (scheme.written or scheme).under(readings_of(plan, scheme.id))
        whom = scheme_units(chosen, table, len(tallies.units))
        periods = [p.id for year in scheme_years(plan, chosen)
                   for p in (year, *chosen.calendar.seasons(year))]
        figures = figures_for(chosen, plan, table, whom, periods, fed)
        found = score(figures, chosen, sample=(self.seed, tallies.draws))
        at = found.periods.index(self.years[scheme.id])
        if chosen.base is not None:
            points = found.untagged.central
        else:
            met = [(state == YES).astype(np.float64) for item, state in found.met.items()
                   if not chosen.tags(next(i for i in chosen.items() if i.id == item))]
            points = np.zeros((1, len(whom), len(found.periods)))
            for each in met:
                points = points + each
        leaves = [found.units.index(unit) for unit in tallies.units]
        values = np.broadcast_to(points, (tallies.true.shape[0], *points.shape[1:]))
        by_draw: Floats = values[:, leaves, at].mean(axis=1)
        return by_draw
