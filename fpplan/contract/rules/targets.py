"""Targets that are met or missed, figures shown without one, and vetoes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, Literal

from fpplan.contract.rules.base import TOUCH, Names, Rule
from fpplan.contract.text import _
from fpplan.contract.units import apart, number

if TYPE_CHECKING:
    from fpplan.contract.rules.base import Array

__all__ = ["Pace", "Shown", "Threshold", "Veto"]

YEAR = 365  # days


@dataclass(frozen=True)
class Threshold(Rule):
    """`full_points` where the target is met, none where it is missed.
    See docs/model.md [E-threshold].

    With no points it is a target that is only passed or missed. `at` says whether the value
    must be at least or at most the target.
    """

    value: str
    target: float
    at: Literal["least", "most"] = "least"
    full_points: float = 0.0

    def reads(self) -> tuple[str, ...]:
        return (self.value,)

    @property
    def full(self) -> float:
        return self.full_points

    def points(self, x: Mapping[str, Array]) -> Array:
        import numpy as np

        gap = self.gap(x)
        return np.where(gap <= TOUCH, self.full_points, 0.0) + 0.0 * gap

    def gap(self, x: Mapping[str, Array]) -> Array:
        value = x[self.value]
        return self.target - value if self.at == "least" else value - self.target

    def direction(self) -> Mapping[str, int]:
        return {self.value: 1 if self.at == "least" else -1}

    def say(self, x: Mapping[str, float], names: Names) -> str:
        return self._verdict(x[self.value], names)

    def _verdict(self, value: float, names: Names) -> str:
        gap = self.target - value if self.at == "least" else value - self.target
        wanted = _("at least {target}") if self.at == "least" else _("at most {target}")
        shown, target = apart(value, self.target)
        said = _("{name}: {value}, wanted {wanted}.").format(
            name=names[self.value], value=shown, wanted=wanted.format(target=target))
        verdict = _("Met.") if gap <= TOUCH else _("Missed by {gap}.").format(gap=apart(gap, 0)[0])
        said = f"{said} {verdict}"
        if self.full_points:
            said += " " + _("{points} points.").format(
                points=number(self.full_points if gap <= TOUCH else 0.0))
        return said


@dataclass(frozen=True)
class Pace(Threshold):
    """A target for the year against what has accumulated in the first `days` of it, carried on
    at the same pace: value × 365 ÷ days. See docs/model.md [E-pace]."""

    days: str = ""

    def reads(self) -> tuple[str, ...]:
        return (self.value, self.days)

    def gap(self, x: Mapping[str, Array]) -> Array:
        import numpy as np

        days = np.where(x[self.days] > 0, x[self.days], np.nan)  # nothing is known of 0 days
        return super().gap({self.value: x[self.value] * (YEAR / days)})

    def direction(self) -> Mapping[str, int]:
        more = 1 if self.at == "least" else -1
        return {self.value: more, self.days: -more}

    def say(self, x: Mapping[str, float], names: Names) -> str:
        value, days = x[self.value], x[self.days]
        said = _("{value} in {days} days is {year} in a year of 365 at the same pace.").format(
            value=number(value), days=number(days), year=number(value * (YEAR / days)))
        return f"{said} {self._verdict(value * (YEAR / days), names)}"


@dataclass(frozen=True)
class Shown(Rule):
    """A figure that the document gives without a target: shown, never passed or missed."""

    value: str

    def reads(self) -> tuple[str, ...]:
        return (self.value,)

    @property
    def full(self) -> float:
        return 0.0

    def points(self, x: Mapping[str, Array]) -> Array:
        return 0.0 * x[self.value]

    def direction(self) -> Mapping[str, int]:
        return {}

    def say(self, x: Mapping[str, float], names: Names) -> str:
        return _("{name}: {value}. The document sets no target for it.").format(
            name=names[self.value], value=number(x[self.value]))


@dataclass(frozen=True)
class Veto(Rule):
    """Where the trigger is above a number, the named items and chapters count nothing.
    See docs/model.md [E-veto].

    It earns and loses nothing itself; what it takes away is taken from those it names (the id
    of the scheme names all). It holds for the year of the trigger and, with `history` (inputs
    for the trigger one year before, two years before …), for as many years after it.
    """

    presses: ClassVar[bool] = True

    trigger: str
    zeroes: tuple[str, ...]
    above: float = 0.0
    history: tuple[str, ...] = ()

    def reads(self) -> tuple[str, ...]:
        return (self.trigger, *self.history)

    def lags(self) -> Mapping[str, tuple[str, int]]:
        return {name: (self.trigger, back) for back, name in enumerate(self.history, start=1)}

    @property
    def full(self) -> float:
        return 0.0

    def points(self, x: Mapping[str, Array]) -> Array:
        return 0.0 * x[self.trigger]

    def fires(self, x: Mapping[str, Array]) -> Array:
        """Whether it takes effect, bool (draw, unit, period, part). Null does not fire."""
        found = x[self.trigger] > self.above + TOUCH
        for name in self.history:
            found = found | (x[name] > self.above + TOUCH)
        return found

    def gap(self, x: Mapping[str, Array]) -> Array | None:
        return x[self.trigger] - self.above

    def direction(self) -> Mapping[str, int]:
        return {name: -1 for name in self.reads()}

    def say(self, x: Mapping[str, float], names: Names) -> str:
        value, above = apart(x[self.trigger], self.above)
        said = _("{name}: {value}; more than {above} sets to nothing: {items}.").format(
            name=names[self.trigger], value=value, above=above,
            items=", ".join(str(names.get(f"#{name}", name)) for name in self.zeroes))
        for name in self.history:
            said += " " + _("{name}: {value}, which still holds.").format(
                name=names[name], value=number(x[name])) if x[name] > self.above + TOUCH else ""
        fires = any(x[name] > self.above + TOUCH for name in self.reads())
        return f"{said} " + (_("It takes effect.") if fires else _("It does not take effect."))
