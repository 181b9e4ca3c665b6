"""Rules that look back over years, and milestones with a date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from fpplan.contract.rules.base import TOUCH, Names, Rule, signed
from fpplan.contract.text import _
from fpplan.contract.units import apart, number

if TYPE_CHECKING:
    from fpplan.contract.rules.base import Array

__all__ = ["AgainstLastYear", "LookBack", "Milestone"]


@dataclass(frozen=True)
class LookBack(Rule):
    """`each` points for every event of this year and of the years before it.
    See docs/model.md [E-look-back].

    `history` are the inputs for the events one year before, two years before and so on: a
    look-back of three years has two. `once`: any number of events counts as one.
    """

    events: str
    history: tuple[str, ...]
    each: float
    base: float = 0.0
    once: bool = False

    def reads(self) -> tuple[str, ...]:
        return (self.events, *self.history)

    def lags(self) -> Mapping[str, tuple[str, int]]:
        return {name: (self.events, back) for back, name in enumerate(self.history, start=1)}

    @property
    def full(self) -> float:
        return self.base

    def _count(self, x: Mapping[str, Array]) -> Array:
        import numpy as np

        total = x[self.events]
        for name in self.history:
            total = total + x[name]
        return np.where(total > TOUCH, 1.0, 0.0) + 0.0 * total if self.once else total

    def points(self, x: Mapping[str, Array]) -> Array:
        return self.base + self.each * self._count(x)

    def gap(self, x: Mapping[str, Array]) -> Array | None:
        """The events where each one loses points: the target is none in all these years."""
        return self._count(x) if self.each < 0 else None

    def direction(self) -> Mapping[str, int]:
        return {name: 1 if self.each > 0 else -1 for name in self.reads()}

    def say(self, x: Mapping[str, float], names: Names) -> str:
        counts = ", ".join(number(x[name]) for name in self.reads())
        total = sum(x[name] for name in self.reads())
        counted = float(total > TOUCH) if self.once else total
        said = _("{name}, this year and the {years} before: {counts}.").format(
            name=names[self.events], years=len(self.history), counts=counts)
        if self.once:
            said += " " + _("Any number of them counts once.")
        points = signed(self.base + self.each * counted)
        if self.base:
            return said + " " + _("{base} points, {each} for each: {points} points.").format(
                base=number(self.base), each=signed(self.each), points=points)
        return said + " " + _("{each} for each: {points} points.").format(
            each=signed(self.each), points=points)


@dataclass(frozen=True)
class AgainstLastYear(Rule):
    """`full_points` where a figure is not above that of the year before (`at` "most"), or not
    below it ("least"). See docs/model.md [E-last-year].

    `before` is a history input for the year before the first; where the figures hold that
    year themselves, that is used. Where either is null so is the target.
    """

    value: str
    before: str
    at: Literal["most", "least"] = "most"
    full_points: float = 0.0

    def reads(self) -> tuple[str, ...]:
        return (self.value, self.before)

    def lags(self) -> Mapping[str, tuple[str, int]]:
        return {self.before: (self.value, 1)}

    @property
    def full(self) -> float:
        return self.full_points

    def points(self, x: Mapping[str, Array]) -> Array:
        import numpy as np

        gap = self.gap(x)
        return np.where(gap <= TOUCH, self.full_points, 0.0) + 0.0 * gap

    def gap(self, x: Mapping[str, Array]) -> Array:
        rise = x[self.value] - x[self.before]
        return rise if self.at == "most" else -rise

    def direction(self) -> Mapping[str, int]:
        better = -1 if self.at == "most" else 1
        return {self.value: better, self.before: -better}

    def say(self, x: Mapping[str, float], names: Names) -> str:
        value, before = x[self.value], x[self.before]
        gap = value - before if self.at == "most" else before - value
        wanted = _("{name}: {value}, the year before {before}; it shall not rise.") \
            if self.at == "most" else \
            _("{name}: {value}, the year before {before}; it shall not fall.")
        shown, shown_before = apart(value, before)
        said = wanted.format(name=names[self.value], value=shown, before=shown_before)
        said += " " + (_("Met.") if gap <= TOUCH else
                       _("Missed by {gap}.").format(gap=apart(gap, 0)[0]))
        if self.full_points:
            said += " " + _("{points} points.").format(
                points=number(self.full_points if gap <= TOUCH else 0.0))
        return said


@dataclass(frozen=True)
class Milestone(Rule):
    """`full_points` where so much is done by a date, less `per_day` for each day late.
    See docs/model.md [E-milestone].

    `done` is what was completed by the date (at least `target` of it); `days_late` an input
    that is read where it was not. The points never fall below nothing. `by` is written
    "2014-06-30" or, without its year, "--06-30".
    """

    done: str
    by: str
    target: float = 1.0
    full_points: float = 0.0
    days_late: str | None = None
    per_day: float = 0.0

    def reads(self) -> tuple[str, ...]:
        return (self.done, *((self.days_late,) if self.days_late else ()))

    @property
    def full(self) -> float:
        return self.full_points

    def points(self, x: Mapping[str, Array]) -> Array:
        import numpy as np

        missed = self._late_points(x[self.days_late]) if self.days_late else 0.0
        return np.where(self.gap(x) <= TOUCH, self.full_points, missed) + 0.0 * x[self.done]

    def _late_points(self, days: Array) -> Array:
        import numpy as np

        return np.maximum(self.full_points - self.per_day * days, 0.0)

    def gap(self, x: Mapping[str, Array]) -> Array:
        return self.target - x[self.done]

    def direction(self) -> Mapping[str, int]:
        return {self.done: 1, **({self.days_late: -1} if self.days_late else {})}

    def say(self, x: Mapping[str, float], names: Names) -> str:
        done = x[self.done]
        shown, target = apart(done, self.target)
        said = _("{name}: {done} of {target} by {date}.").format(
            name=names[self.done], done=shown, target=target, date=self.by.lstrip("-"))
        met = self.target - done <= TOUCH
        points = self.full_points if met else 0.0
        if met:
            said += " " + _("Met.")
        elif self.days_late:
            late = x[self.days_late]
            points = max(0.0, self.full_points - self.per_day * late)
            said += " " + _("Late by {days} days, {each} less for each.").format(
                days=number(late), each=number(self.per_day))
        else:
            said += " " + _("Missed.")
        if self.full_points:
            said += " " + _("{points} points.").format(points=number(points))
        return said
