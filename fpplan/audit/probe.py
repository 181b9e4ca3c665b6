"""Trying a scheme out: one made-up unit with every target exactly met and nothing recorded
against it, and what each change of its figures earns or loses through `score`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fpplan.contract.figures import Figures
from fpplan.contract.items import Input
from fpplan.contract.points import Points
from fpplan.contract.readings import fixed
from fpplan.contract.rules import (
    AgainstLastYear,
    Completion,
    ControlRatio,
    Milestone,
    Pace,
    PerUnit,
    Proportional,
    Rule,
    SplitTarget,
    Step,
    Threshold,
)
from fpplan.contract.scheme import Scheme
from fpplan.contract.units import UNITS
from fpplan.experiment.score import score

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

__all__ = ["Change", "Probe", "bounds", "met_at", "tasks_of"]

YEAR, UNIT = "2014", "unit"  # any year: schemes do not read its name
DAYS = 365
SOME_TASK = 10.0  # a task for which the scheme states no range (an assumption)

Change = Mapping[str, float]  # input -> by how much it moves


@dataclass(frozen=True)
class Probe:
    """A scheme (readings chosen) and its figures with every target met.

    Counts that a clause reads by season hold so many in each season; those of a task split over
    the seasons hold their share.
    """

    scheme: Scheme
    values: Mapping[str, float]
    by_season: frozenset[str]
    split: Mapping[str, tuple[float, ...]]

    @classmethod
    def of(cls, scheme: Scheme) -> Probe:
        """The probe of a scheme whose readings are chosen."""
        values: dict[str, float] = {}
        by_season: set[str] = set()
        split: dict[str, tuple[float, ...]] = {}
        for item in scheme.items():
            rule = fixed(item.rule)
            ways = rule.direction()
            for name, value in met_at(rule, scheme).items():  # the strictest of several targets
                before = values.get(name, value)
                pick = min if ways.get(name, 0) < 0 else max
                values[name] = pick(before, value)
            if isinstance(rule, SplitTarget):
                split[rule.done] = tuple(share / sum(rule.shares) for share in rule.shares)
            elif fixed(item.calendar) == "season":
                by_season |= {name for name in rule.reads() if name not in rule.yearly()}
        for group in scheme.groups():
            weights = fixed(group.reweight)
            for name in weights.reads() if weights else ():
                values.setdefault(name, 1.0)  # as documented
        for inp in scheme.inputs:
            values.setdefault(inp.id, _usual(inp))
        return cls(scheme, values, frozenset(by_season - set(split)), split)

    def at(self, changed: Sequence[Mapping[str, float]], *, to: bool = False) -> Points:
        """Points with the figures moved by so much (or set `to` so much): one draw for each of
        `changed`, items on (draw, 1, 1)."""
        parts = len(self.scheme.calendar.parts)
        seasons = [f"{YEAR}-s{part + 1}" for part in range(parts)] if parts > 1 else []
        windows = [f"{YEAR}-w{at + 1}" for at in range(len(self.scheme.calendar.windows))]
        periods = [YEAR, *seasons, *windows]
        touched = {name for change in changed for name in change}
        values = {}
        for name, start in self.values.items():
            rows = [change.get(name) for change in changed] if name in touched else [None]
            values[name] = self._rows(name, start, rows, periods, len(seasons), to)
        return score(Figures.build((UNIT,), periods, values), self.scheme)

    def _rows(self, name: str, start: float, rows: Sequence[float | None],
              periods: Sequence[str], seasons: int, to: bool) -> Array:
        """One input on (draw, 1, period)."""
        import numpy as np

        count = self.scheme.by_input[name].unit == "count"
        found = np.empty((len(rows), 1, len(periods)))
        for at, move in enumerate(rows):
            value = start if move is None else move if to else start + move
            found[at] = value
            if not seasons or not count:
                continue
            if name in self.split:
                found[at, 0, 1:seasons + 1] = value * np.asarray(self.split[name])
            elif name in self.by_season:  # one more is one more in the last season only
                each = value if to else start
                found[at, 0, 1:seasons + 1] = each
                if move is not None and not to:
                    found[at, 0, seasons] += move
                found[at, 0, 0] = found[at, 0, 1:seasons + 1].sum()
        return found

    def effects(self, changes: Sequence[Change]) -> tuple[dict[str, list[float]], list[float]]:
        """What each change earns or loses, by item and in total."""
        points = self.at([{}, *changes])

        def moved(array: Array) -> list[float]:
            flat = array[:, 0, 0]
            if len(flat) == 1:
                return [0.0] * len(changes)
            return [_clean(float(value - flat[0])) for value in flat[1:]]

        return ({name: moved(span.central) for name, span in points.items.items()},
                moved(points.total.central))

    def steps(self, name: str) -> dict[int, float]:
        """The moves of an input by one that stay possible: {+1: 1.0, -1: -1.0}."""
        low, high = bounds(self.scheme.by_input[name])
        start = self.values[name]
        return {sign: float(sign) for sign in (1, -1) if low <= start + sign <= high}


def met_at(rule: Rule, scheme: Scheme) -> dict[str, float]:
    """The values at which a rule's target is exactly met."""
    found: dict[str, float] = {}
    if isinstance(rule, Completion | SplitTarget):
        task = scheme.by_input[rule.task]
        each = max(1.0, math.floor(_usual(task)) or SOME_TASK)
        found = {rule.task: each, rule.done: each * getattr(rule, "times", 1.0)}
    elif isinstance(rule, Pace):
        found = {rule.days: DAYS, rule.value: rule.target}
    elif isinstance(rule, Threshold | Proportional | PerUnit):
        found = {rule.value: rule.target}
    elif isinstance(rule, ControlRatio):
        found = {rule.value: rule.control}
    elif isinstance(rule, Milestone):
        found = {rule.done: rule.target}
    elif isinstance(rule, AgainstLastYear):
        same = _usual(scheme.by_input[rule.before])
        found = {rule.value: same, rule.before: same}
    elif isinstance(rule, Step) and rule.full > rule.start:
        found = {rule.value: next(least for least, points in rule.table if points == rule.full)}
    for name, value in found.items():
        low, high = bounds(scheme.by_input[name])
        whole = UNITS[scheme.by_input[name].unit].whole
        found[name] = min(max(float(math.ceil(value)) if whole else value, low), high)
    return found


def tasks_of(rule: Rule) -> tuple[str, ...]:
    """The inputs that set a task rather than say what was done."""
    return (rule.task,) if isinstance(rule, Completion | SplitTarget) else ()


def bounds(inp: Input) -> tuple[float, float]:
    """The values that an input can have; the upper end may be infinite."""
    unit = UNITS[inp.unit]
    return inp.possible or (unit.low, unit.high)


def _usual(inp: Input) -> float:
    """A value for an input without a target: none recorded, or the middle of its range."""
    if inp.default == "none_recorded" or inp.range is None:
        return 0.0
    return inp.central if inp.central is not None else sum(inp.range) / 2


def _clean(value: float) -> float:
    """Without the dust of floating point."""
    return 0.0 if abs(value) < 1e-9 else round(value, 9)
