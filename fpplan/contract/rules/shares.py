"""Points in proportion to how far a value is on its way to a target, and tables of steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fpplan.contract.rules.base import TOUCH, YUAN, Names, Rule, count_steps, steps
from fpplan.contract.text import _
from fpplan.contract.units import apart, number

if TYPE_CHECKING:
    from fpplan.contract.rules.base import Array

__all__ = ["ControlRatio", "Proportional", "Step"]


@dataclass(frozen=True)
class Proportional(Rule):
    """`full_points` at the target, nothing at `zero`, a straight line between.
    See docs/model.md [E-proportional].

    A `zero` above the target makes less of the value better. `beyond` is added for each 1
    past the target; `whole` counts only full steps of 1.
    """

    value: str
    full_points: float
    target: float
    zero: float = 0.0
    beyond: float = 0.0
    whole: bool = True

    def reads(self) -> tuple[str, ...]:
        return (self.value,)

    @property
    def full(self) -> float:
        return self.full_points

    @property
    def _sign(self) -> int:
        return 1 if self.target > self.zero else -1

    def points(self, x: Mapping[str, Array]) -> Array:
        import numpy as np

        value = x[self.value]
        share = np.clip((value - self.zero) / (self.target - self.zero), 0.0, 1.0)
        past = steps((value - self.target) * self._sign, self.whole)
        return self.full_points * share + self.beyond * past

    def gap(self, x: Mapping[str, Array]) -> Array | None:
        return (self.target - x[self.value]) * self._sign

    def direction(self) -> Mapping[str, int]:
        return {self.value: self._sign}

    def say(self, x: Mapping[str, float], names: Names) -> str:
        value = x[self.value]
        share = min(1.0, max(0.0, (value - self.zero) / (self.target - self.zero)))
        past = count_steps((value - self.target) * self._sign, self.whole)
        shown, target, zero = apart(value, self.target, self.zero)
        points, full = apart(self.full_points * share, self.full_points)
        said = _("{name}: {value} against {target} (no points at {zero}): {share} % of {full} "
                 "points = {points}.").format(
            name=names[self.value], value=shown, target=target, zero=zero,
            share=apart(100 * share, 100)[0], full=full, points=points)
        if past and self.beyond:
            said += " " + _("{steps} × {each} beyond the target: {points} more.").format(
                steps=number(past), each=number(self.beyond), points=number(past * self.beyond))
        return said


@dataclass(frozen=True)
class ControlRatio(Rule):
    """`full_points` up to the control figure, then control ÷ value of them, and nothing from
    `zero` on. See docs/model.md [E-control]."""

    value: str
    full_points: float
    control: float
    zero: float

    def reads(self) -> tuple[str, ...]:
        return (self.value,)

    @property
    def full(self) -> float:
        return self.full_points

    def points(self, x: Mapping[str, Array]) -> Array:
        import numpy as np

        value = x[self.value]
        above = value > self.control  # a control figure of 0 divides nothing
        share = np.where(above, self.control / np.where(above, value, 1.0), 1.0)
        return np.where(value >= self.zero - TOUCH, 0.0, self.full_points * share) + 0.0 * value

    def gap(self, x: Mapping[str, Array]) -> Array | None:
        return x[self.value] - self.control

    def direction(self) -> Mapping[str, int]:
        return {self.value: -1}

    def say(self, x: Mapping[str, float], names: Names) -> str:
        value = x[self.value]
        share = 1.0 if value <= self.control else self.control / value
        share = 0.0 if value >= self.zero - TOUCH else share
        shown, control, zero = apart(value, self.control, self.zero)
        points, full = apart(self.full_points * share, self.full_points)
        return _("{name}: {value}, control figure {control} (no points from {zero} on): {share} % "
                 "of {full} points = {points}.").format(
            name=names[self.value], value=shown, control=control, zero=zero,
            share=apart(100 * share, 100)[0], full=full, points=points)


@dataclass(frozen=True)
class Step(Rule):
    """A table of steps: from each value on, so many points. `start` is earned below the first.
    See docs/model.md [E-step].

    `value` is an input, or "#" and the id of a chapter (or of the scheme: its total) whose
    points the table reads, so that a bonus can follow from the scheme's own score.
    """

    value: str
    table: tuple[tuple[float, float], ...]  # (from this value on, points), rising values
    start: float = 0.0

    def reads(self) -> tuple[str, ...]:
        return () if self.value.startswith("#") else (self.value,)

    def derives(self) -> tuple[str, ...]:
        return (self.value,) if self.value.startswith("#") else ()

    @property
    def full(self) -> float:
        return max(self.start, *(points for _from, points in self.table))

    def points(self, x: Mapping[str, Array]) -> Array:
        import numpy as np

        value = x[self.value]
        earned = self.start + 0.0 * value
        for least, points in self.table:
            earned = np.where(value >= least - TOUCH, points + 0.0 * value, earned)
        return earned

    def direction(self) -> Mapping[str, int]:
        if self.derives():
            return {}
        levels = [self.start, *(points for _from, points in self.table)]
        if levels == sorted(levels):
            return {self.value: 1}
        return {self.value: -1} if levels == sorted(levels, reverse=True) else {}

    def say(self, x: Mapping[str, float], names: Names) -> str:
        value = x[self.value]
        reached = [(least, points) for least, points in self.table if value >= least - TOUCH]
        shown, *from_values = apart(value, *(least for least, _points in self.table))
        if YUAN in names:
            return _("{name}: {value}; steps begin at {least}, reached is {step}: {yuan} "
                     "yuan.").format(
                name=names[self.value], value=shown, least=from_values[0],
                step=from_values[len(reached) - 1] if reached else "–",
                yuan=number(reached[-1][1] if reached else self.start))
        if not reached:
            return _("{name}: {value}, below the first step ({least}): {points} points.").format(
                name=names[self.value], value=shown, least=from_values[0],
                points=number(self.start))
        return _("{name}: {value}, the step from {least} on: {points} points.").format(
            name=names[self.value], value=shown, least=from_values[len(reached) - 1],
            points=number(reached[-1][1]))
