"""So much for each event, and so much for each unit above or below a target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fpplan.contract.rules.base import TOUCH, YUAN, Names, Rule, count_steps, signed, steps
from fpplan.contract.text import _
from fpplan.contract.units import apart, number

if TYPE_CHECKING:
    from fpplan.contract.rules.base import Array

__all__ = ["PerEvent", "PerUnit"]


@dataclass(frozen=True)
class PerEvent(Rule):
    """`base` points, and `each` (usually negative) for every event recorded.
    See docs/model.md [E-per-event].
    """

    events: str
    each: float
    base: float = 0.0

    def reads(self) -> tuple[str, ...]:
        return (self.events,)

    @property
    def full(self) -> float:
        return self.base

    def points(self, x: Mapping[str, Array]) -> Array:
        return self.base + self.each * x[self.events]

    def gap(self, x: Mapping[str, Array]) -> Array | None:
        """The events themselves where each one loses points: the target is none."""
        return x[self.events] if self.each < 0 else None

    def direction(self) -> Mapping[str, int]:
        return {self.events: 1 if self.each > 0 else -1}

    def say(self, x: Mapping[str, float], names: Names) -> str:
        count = x[self.events]
        points = signed(self.base + self.each * count)
        if YUAN in names:
            said = _("{name}: {count}. {each} yuan for each: {yuan} yuan.").format(
                name=names[self.events], count=number(count), each=number(self.each),
                yuan=number(self.base + self.each * count))
            if self.base:
                said += " " + _("{base} yuan of it are the base.").format(base=number(self.base))
            return said
        if self.base:
            return _("{name}: {count}. {base} points, {each} for each: {points} points.").format(
                name=names[self.events], count=number(count), base=number(self.base),
                each=signed(self.each), points=points)
        return _("{name}: {count}. {each} for each: {points} points.").format(
            name=names[self.events], count=number(count), each=signed(self.each), points=points)


@dataclass(frozen=True)
class PerUnit(Rule):
    """`full_points` at the target, `below` less for each 1 short of it and `above` more for
    each 1 beyond. `whole`: only full steps of 1 count. See docs/model.md [E-per-unit]."""

    value: str
    full_points: float
    target: float
    below: float
    above: float = 0.0
    whole: bool = True

    def reads(self) -> tuple[str, ...]:
        return (self.value,)

    @property
    def full(self) -> float:
        return self.full_points

    def points(self, x: Mapping[str, Array]) -> Array:
        value = x[self.value]
        short = steps(self.target - value, self.whole)
        beyond = steps(value - self.target, self.whole)
        return self.full_points - self.below * short + self.above * beyond

    def gap(self, x: Mapping[str, Array]) -> Array | None:
        return self.target - x[self.value]

    def direction(self) -> Mapping[str, int]:
        return {self.value: 1}

    def say(self, x: Mapping[str, float], names: Names) -> str:
        value = x[self.value]
        short = count_steps(self.target - value, self.whole)
        beyond = count_steps(value - self.target, self.whole)
        points = self.full_points - self.below * short + self.above * beyond
        shown, target = apart(value, self.target)
        start = _("{name}: {value} against {target}.").format(
            name=names[self.value], value=shown, target=target)
        if YUAN in names:
            gained = beyond * self.above > 0
            how = (_("{full} yuan and {steps} × {each} yuan beyond: {yuan} yuan.") if gained else
                   _("{full} yuan less {steps} × {each} yuan: {yuan} yuan.")).format(
                full=number(self.full_points), steps=number(beyond if gained else short),
                each=number(self.above if gained else self.below), yuan=number(points))
        elif short:
            how = _("{full} points less {steps} × {each}: {points} points.").format(
                full=number(self.full_points), steps=number(short), each=number(self.below),
                points=number(points))
        elif beyond and self.above:
            how = _("{full} points and {steps} × {each} beyond: {points} points.").format(
                full=number(self.full_points), steps=number(beyond), each=number(self.above),
                points=number(points))
        elif self.target - value > TOUCH:
            how = _("Less than a whole step of 1 short: {points} points.").format(
                points=number(points))
        else:
            how = _("Target met: {points} points.").format(points=number(points))
        return f"{start} {how}"
