"""What a plan is judged by: untagged points, passing, true outcomes, the worst years.

Schemes are read with their tagged items absent before anything is scored, so that points of
tagged items cannot enter whatever they are worth. Points are those that the books earn, as the
scheme reads them, or with view "true" those that true figures would earn; both are told. Where
fewer checks find fewer faults the books earn more: `honest` problems give records and checks no
fewer hours than today. True outcomes come from a closed list of what is in people's own interest.
Points of birth limits are no objective, by any option.

True outcomes have a floor, today's level, whatever the objective (`Judge.kept`), unless it was
lifted: on the table, and as far as the draws of the check can tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fpplan.contract.errors import InputError, nearest
from fpplan.contract.indicators import Indicator
from fpplan.contract.months import Period
from fpplan.contract.points import NULL, YES, Points
from fpplan.contract.rules import PeerRule
from fpplan.contract.scheme import Scheme
from fpplan.contract.tags import core_inputs
from fpplan.contract.text import Text, _
from fpplan.experiment.inputs import simulated_inputs
from fpplan.experiment.read import Read
from fpplan.experiment.response import FED, Column, ResponseTable, Seen
from fpplan.experiment.world import World
from fpplan.indicators.table import VIEWS, IndicatorTable
from fpplan.planning.outcomes import Outcome, alike, chosen, kept
from fpplan.scenario.resolve import Resolved

__all__ = ["OBJECTIVES", "Judge", "Scores", "judge_of"]

Floats = NDArray[np.float64]
OBJECTIVES = ("points", "pass", "outcomes", "worst-decile")
WORST = 0.1  # share of years that are the worst ones

@dataclass(frozen=True)
class Scores:
    """What some draws are worth, by draw and leaf unit, float64 (draw, unit): untagged points a
    year, and the index of true outcomes (each unit's share of it). `passed`: (draw, unit) 0 to
    1, for schemes of targets (draw, 1); `margin`: the same smoothed, to climb by (draw, unit).
    `parts`: each outcome, 0 to 100, each unit's share of it (draw, unit, outcome)."""

    points: Floats
    outcomes: Floats
    passed: Floats
    margin: Floats
    parts: Floats


@dataclass(frozen=True)
class Judge:
    """Turns what is seen into scores, and scores into the value of the objective.

    `schemes` are the scenario's schemes that give points, as its base reads them and without tagged
    items; `passing` the one that is passed or not, `mark` the points that pass. `people` weigh
    outcomes. `outcomes`: all that are known, those without weight too; `kept`: which of them no
    plan makes worse (outcome,). `lived`: the columns of every objective of the scenario, so that
    one table serves them all.
    """

    objective: str
    world: World
    resolved: Resolved
    schemes: tuple[Read, ...]
    passing: Read | None
    mark: float | None
    outcomes: tuple[Outcome, ...]
    columns: tuple[Column, ...]
    periods: tuple[Period, ...]
    years: tuple[int, ...]
    people: Floats
    kept: tuple[bool, ...] = ()
    lived: tuple[Column, ...] = ()
    mix: tuple[float, float] | None = None
    view: str | None = None
    equal: bool = True

    def on(self, table: ResponseTable) -> Judge:
        """The judge with outcomes measured by what hours can make of them on a table; without
        weights of its own the groups that hours move weigh alike."""
        share = self.people / self.people.sum()
        measured = []
        for outcome in self.outcomes:
            worst, best = (
                float(self._values(outcome, end.above, end.below).mean(axis=0) @ share)
                for end in table.ends(outcome.column, outcome.sign))
            measured.append(outcome.measured(worst, best))
        if self.equal:
            measured = alike(measured)
        return replace(self, outcomes=tuple(measured))

    @property
    def ranked(self) -> bool:
        """Whether a unit's points depend on other units'."""
        return any(isinstance(item.rule, PeerRule)
                   for read in self._read() for item in read.scheme.items())

    @property
    def formulas(self) -> Mapping[str, Indicator]:
        """Formulas of everything that columns may name."""
        return self.world.formulas

    def _read(self) -> tuple[Read, ...]:
        more = () if self.passing is None else (self.passing,)
        return (*self.schemes, *more)

    def scores(self, seen: Seen) -> Scores:
        """Scores of draws: what is seen by (draw, unit, period, column)."""
        draws, units = seen.above.shape[:2]
        table = self._table(seen)
        points = np.zeros((draws, units))
        if self.objective != "outcomes" or self.mix is not None:
            for read in self.schemes:
                points += self._points(read, seen, table, self.view)
        passed, margin = np.zeros((draws, units)), np.zeros((draws, units))
        if self.objective == "pass" and self.passing is not None:
            passed, margin = self._passes(self.passing, seen, table)
        parts = self._parts(seen)
        weights = np.array([outcome.weight for outcome in self.outcomes])
        index = parts @ (weights / (weights.sum() or 1.0))
        return Scores(points, index, passed, margin, parts)

    def _table(self, seen: Seen) -> IndicatorTable:
        """The indicators among the columns, parents added, as schemes read them."""
        units = self.resolved.leaves
        names = tuple(dict.fromkeys(c.name for c in self.columns if c.indicator))
        parents = tuple(u for u in self.resolved.base.units if u not in units) if any(
            read.scheme.base is None for read in self._read()) else ()
        draws = seen.above.shape[0]
        shape = (2, draws, len(units) + len(parents), len(self.periods), len(names))
        above, below = np.full(shape, np.nan), np.full(shape, np.nan)
        below_parents = [[units.index(x) for x in self.resolved.leaves_below(p)] for p in parents]
        for c, column in enumerate(self.columns):
            if not column.indicator:
                continue
            v, n = VIEWS.index(column.view), names.index(column.name)
            for array, given in ((above, seen.above), (below, seen.below)):
                array[v, :, :len(units), :, n] = given[..., c]
                for k, inside in enumerate(below_parents):
                    array[v, :, len(units) + k, :, n] = given[..., c][:, inside].sum(axis=1)
        value = np.full(shape, np.nan)
        np.divide(above, below, out=value, where=below > 0)
        known = self.formulas
        value *= np.array([known[name].factor for name in names])
        for n, name in enumerate(names):
            if not known[name].denominator:  # a count of a parent is a sum over denominators of 1
                value[..., n] = known[name].factor * above[..., n]
        return IndicatorTable(above, below, value, (*units, *parents), self.periods, names,
                              (0, draws))

    def points_in(self, seen: Seen, view: str | None) -> Floats:
        """Untagged points a year in a view, None as the scheme reads its items: (draw, unit)."""
        table = self._table(seen)
        found = np.zeros(seen.above.shape[:2])
        for read in self.schemes:
            found += self._points(read, seen, table, view)
        return found

    def _filled(self, scheme: Scheme, seen: Seen, table: IndicatorTable) -> dict[str, Floats]:
        """Inputs that the programme fills: counts of a parent are sums, other figures means of its
        people."""
        found = {}
        leaves = self.resolved.leaves
        for c, column in enumerate(self.columns):
            name = column.fed
            if name is None or name not in scheme.by_input:
                continue
            values = seen.above[..., c]
            more = []
            for unit in table.units[len(leaves):]:
                inside = [leaves.index(leaf) for leaf in self.resolved.leaves_below(unit)]
                weight = self.people[inside] / self.people[inside].sum()
                if scheme.by_input[name].unit == "count":
                    weight = np.ones(len(inside))
                more.append((values[:, inside] * weight[None, :, None]).sum(axis=1)[:, None])
            found[name] = np.concatenate([values, *more], axis=1)
        return found

    def _scored(self, read: Read, seen: Seen, table: IndicatorTable, view: str | None) -> Points:
        figures = read.figures(table, self._filled(read.scheme, seen, table))
        return read.points(figures, view, seen.sample)

    def _points(self, read: Read, seen: Seen, table: IndicatorTable, view: str | None) -> Floats:
        """Points a year of the leaves: (draw, unit)."""
        found = self._scored(read, seen, table, view).total.central
        draws, units = table.value.shape[1], len(self.resolved.leaves)
        whole = np.broadcast_to(found, (draws, units, found.shape[2]))
        mean: Floats = whole.mean(axis=2)
        return mean

    def _passes(self, read: Read, seen: Seen, table: IndicatorTable) -> tuple[Floats, Floats]:
        draws, leaves = table.value.shape[1], len(self.resolved.leaves)
        if self.mark is not None:
            points = self._scored(read, seen, table, self.view).total.central
            points = np.broadcast_to(points, (draws, leaves, points.shape[2]))
            scale = max(abs(self.mark) * 0.01, 0.5)
            return ((points >= self.mark - 1e-9).mean(axis=2) * 1.0,
                    np.tanh((points - self.mark) / scale).mean(axis=2))
        whom = read.units
        found = self._scored(read, seen, table, self.view)
        tops = [i for i, u in enumerate(whom) if self.resolved.base.units[u].parent is None]
        shape = (draws, len(whom), len(found.periods))
        every, smooth = np.ones(shape, bool), np.zeros((draws, leaves))
        for item, met in found.met.items():
            met = np.broadcast_to(met, shape)
            every &= (met == YES) | (met == NULL)
            gap = np.broadcast_to(found.gaps[item].central, shape)[:, :leaves]
            scale = max(float(np.nanstd(gap)) if np.isfinite(gap).any() else 1.0, 1e-6)
            smooth += np.nan_to_num(-np.tanh(gap / scale)).mean(axis=2)
        passed: Floats = every[:, tops].mean(axis=(1, 2))[:, None] * 1.0
        return passed, smooth * self.people / self.people.sum()

    def _values(self, outcome: Outcome, above: Floats, below: Floats) -> Floats:
        """An outcome as a share, mean of the years: (draw, unit), from (draw, unit, period)."""
        return outcome.values(above[:, :, self.years], below[:, :, self.years])

    def part(self, outcome: Outcome, above: Floats, below: Floats) -> Floats:
        """Each unit's share of an outcome, 0 to 100, mean of the years: (draw, unit), from (draw,
        unit, period)."""
        return outcome.part(self._values(outcome, above, below)) * self.people / self.people.sum()

    def _parts(self, seen: Seen) -> Floats:
        """Each unit's share of each outcome, mean of the years: (draw, unit, outcome)."""
        found = np.zeros((*seen.above.shape[:2], len(self.outcomes)))
        for o, outcome in enumerate(self.outcomes):
            c = self.columns.index(outcome.column)
            found[..., o] = self.part(outcome, seen.above[..., c], seen.below[..., c])
        return found

    def searched(self) -> Judge:
        """The judge with nothing but what the objective reads, for the search."""
        if self.objective != "outcomes" or self.mix is not None:
            return self
        return replace(self, columns=tuple(o.column for o in self.outcomes), schemes=(),
                       periods=tuple(self.periods[y] for y in self.years),
                       years=tuple(range(len(self.years))))

    def draws_of(self, scores: Scores) -> Floats:
        """The objective's own figure in each draw: (draw,)."""
        if self.mix is not None:
            a, b = self.mix
            return a * scores.points.sum(axis=1) + b * scores.outcomes.sum(axis=1)
        if self.objective == "outcomes":
            return scores.outcomes.sum(axis=1)
        if self.objective == "pass":
            return scores.passed.mean(axis=1)
        return scores.points.sum(axis=1)

    def value(self, by_draw: Floats) -> float:
        """The value of the objective from its figure in each draw."""
        if self.objective == "worst-decile" and self.mix is None:
            return float(np.sort(by_draw)[: max(1, round(WORST * by_draw.size))].mean())
        return float(by_draw.mean())

    def pieces(self, scores: Scores, candidates: int, weight: Floats) -> Floats:
        """Worth by unit that separates: (candidate, unit), from candidates after candidates; draws
        weigh `weight` (draw,)."""
        if self.mix is not None:
            a, b = self.mix
            each = a * scores.points + b * scores.outcomes
        elif self.objective == "outcomes":
            each = scores.outcomes
        elif self.objective == "pass":
            each = scores.margin + (scores.passed if scores.passed.shape[1] > 1 else 0.0)
        else:
            each = scores.points
        by_draw = each.reshape(candidates, -1, each.shape[1])
        return np.einsum("cdu,d->cu", by_draw, weight / weight.sum())

    def weights(self, by_draw: Floats) -> Floats:
        """Which draws count for a small change: all, or the worst ones."""
        weight = np.ones(by_draw.size)
        if self.objective == "worst-decile" and self.mix is None:
            order = np.argsort(by_draw, kind="stable")
            weight[order[max(1, round(WORST * by_draw.size)):]] = 0.0
        return weight

    @property
    def text(self) -> Text:
        """What the objective's value is, in both languages."""
        return {
            "points": Text("无标记项目年得分合计", "untagged points a year, all units together"),
            "pass": Text("达标的可能性", "chance to pass without tagged items"),
            "outcomes": Text("真实结果指数", "index of true outcomes"),
            "worst-decile": Text("最差十分之一年份的无标记得分",
                                 "untagged points in the worst tenth of years"),
        }[self.objective]


def judge_of(world: World, objective: str, *,
             only: str | None = None, mark: float | None = None,
             weights: Mapping[str, float] | None = None,
             mix: tuple[float, float] | None = None, view: str = "reported",
             may_worsen: Sequence[str] = ()) -> Judge:
    """The judge of a scenario's base; `may_worsen` names outcomes that a plan may make worse, "all"
    for any. Raises InputError for what cannot be an objective."""
    if objective not in OBJECTIVES:
        raise InputError.one("", "--objective", _("must be one of {names}").format(
            names=", ".join(OBJECTIVES)), objective, nearest(objective, OBJECTIVES))
    if view not in VIEWS:
        raise InputError.one("", "--view", _("must be one of {names}").format(
            names=", ".join(VIEWS)), view, nearest(view, VIEWS))
    resolved = world.base
    own = [*resolved.base.schemes]
    if only is not None and only not in own:
        raise InputError.one("", "--scheme", _(
            "is no scheme of this scenario; it has {names}").format(
            names=", ".join(own) or _("none")), only, nearest(only, own))
    full = {read.id: read.scheme for read in world.reads(resolved)}
    every = tuple(read.untagged() for read in world.reads(resolved))
    read = [one for one in every if only in (None, one.id)]
    pointed = tuple(one for one in read if full[one.id].base is not None
                    and [*one.scheme.items()])
    passing = None
    if objective == "pass":
        passing, mark = _passing(read, full, mark)
    elif mark is not None:
        raise InputError.one("", "--mark", _("goes with --objective pass only"), mark)
    elif objective in ("points", "worst-decile") and not pointed:
        raise InputError.one("", "--objective", _(
            "no scheme of this scenario gives untagged points; choose pass or outcomes"), objective)
    outcomes = chosen(world.tasks, weights)
    floors = kept(outcomes, may_worsen)
    used = tuple(s for s in (*pointed, passing) if s is not None)
    columns = (*_columns(used, world), *(o.column for o in outcomes))
    lived = (*_columns(every, world), *(o.column for o in outcomes))
    columns, lived = (tuple(dict.fromkeys(each)) for each in (columns, lived))
    periods = [p for p in world.periods(every) if p.role != "before"]
    years = tuple(i for i, p in enumerate(periods) if p.role == "year")
    people = np.array([max(resolved.people(u), 1) for u in resolved.leaves], np.float64)
    return Judge(objective, world, resolved, pointed, passing, mark, outcomes, columns,
                 tuple(p.period for p in periods), years, people, floors, lived, mix,
                 None if view == "reported" else view, not weights)


def _columns(used: Sequence[Read], world: World) -> tuple[Column, ...]:
    """What some untagged schemes read that is simulated or filled by the programme."""
    asked = {n for read in used for item in read.scheme.items() for n in _reads(item)}
    base, formulas = world.base.base, world.formulas
    fed, same = set(base.worked_out()), base.same_as()
    read = dict.fromkeys(
        Column(name, view) for one in used
        for name in simulated_inputs([one.scheme], world.base, formulas)
        if name in (asked - fed) | {same[n] for n in asked & same.keys()}
        for view in VIEWS if view in formulas[name].views)
    read |= dict.fromkeys(Column(f"{FED}{name}", "true") for name in sorted(fed & asked))
    tagged = [name for c in read if (name := c.fed or c.name) in core_inputs()
              and core_inputs()[name].tags]
    if tagged:
        raise AssertionError(f"tagged figures reached an objective: {tagged}")
    return tuple(read)


def _reads(item: Any) -> set[str]:
    from fpplan.contract.readings import fixed

    return set(fixed(item.rule).reads())


def _passing(read: Sequence[Read], full: Mapping[str, Scheme], mark: float | None
             ) -> tuple[Read, float | None]:
    targets = [one for one in read if full[one.id].base is None and [*one.scheme.items()]]
    if mark is None and targets:
        return targets[0], None
    points = [one for one in read if full[one.id].base is not None and [*one.scheme.items()]]
    if mark is None:
        raise InputError.one("", "--mark", _(
            "say how many untagged points pass: no scheme here has untagged targets to meet"))
    if not points:
        raise InputError.one("", "--mark", _("no scheme of this scenario gives untagged points"),
                             mark)
    return points[0], mark
