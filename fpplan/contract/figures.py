"""Figures: what a scheme is scored on, by unit and period, with ends where a range is all
that is known.

Arrays have the axes (draw, unit, period). Figures that do not depend on chance have a draw
axis of 1. NaN is a null value (0/0); a cell that is not given at all is marked in `given`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fpplan.contract.items import Input
    from fpplan.contract.scheme import Scheme

    Array = NDArray[Any]

__all__ = ["Figures", "Span", "follows", "part_ends", "season_id", "season_of", "year_before"]

_PART = re.compile(r"(.+)-[sw](\d+)")  # a season or a window of a year
_SEASON = re.compile(r"(.+)-s(\d+)")


@dataclass(frozen=True)
class Span:
    """A central value with the low and high ends of its range; the same array three times
    where the value is known."""

    central: Array
    low: Array
    high: Array

    @classmethod
    def known(cls, values: Array) -> Span:
        """A value without a range."""
        return cls(values, values, values)

    @property
    def certain(self) -> bool:
        """Whether there is no range anywhere."""
        import numpy as np

        return self.low is self.high or bool(np.array_equal(self.low, self.high, equal_nan=True))

    def map(self, change: Any) -> Span:
        """The same change made to all three (once where they are one array)."""
        central = change(self.central)
        if self.low is self.central and self.high is self.central:
            return Span.known(central)
        return Span(central, change(self.low), change(self.high))


def season_id(year: str, part: int) -> str:
    """The period id of a part of a year, counted from 1: "2014-s1"."""
    return f"{year}-s{part}"


def season_of(period: str) -> str | None:
    """The year that a season's period id belongs to; None for other periods."""
    found = _SEASON.fullmatch(period)
    return found[1] if found else None


def year_before(year: str, years: int = 1) -> str:
    """The id of the year so many years before: "2011-10" for "2014-10" and 3."""
    return f"{int(year[:4]) - years:04d}{year[4:]}"


def follows(years: Sequence[str]) -> list[bool]:
    """Of each year, whether the one before it in order is the year before."""
    return [at > 0 and years[at - 1] == year_before(year) for at, year in enumerate(years)]


@dataclass(frozen=True)
class Figures:
    """Values of inputs by (draw, unit, period), in either view.

    `values` maps (input, view) to a Span; view None serves both. `given` marks, for the
    inputs that are not given everywhere, the cells (unit, period) that are. `parents` is the
    unit above each unit, where one is known; `where` is what messages call the file that the
    figures were read from.
    """

    units: tuple[str, ...]
    periods: tuple[str, ...]
    values: Mapping[tuple[str, str | None], Span]
    given: Mapping[tuple[str, str | None], Array] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    where: tuple[str, str] = ("", "")
    """The file in which missing figures would be given, and what stands before their key."""

    @classmethod
    def build(cls, units: Sequence[str], periods: Sequence[str],
              values: Mapping[Any, Any], parents: Mapping[str, str] | None = None) -> Figures:
        """Figures from arrays.

        `values` maps an input, or (input, view), to an array (draw or 1, unit, period) or to
        a triple (central, low, high) of such arrays. `periods` are year ids and, for what is
        known by season, ids such as "2014-s1". Raises ValueError for a wrong shape.
        """
        import numpy as np

        spans: dict[tuple[str, str | None], Span] = {}
        for key, value in values.items():
            name, view = key if isinstance(key, tuple) else (key, None)
            arrays = [np.asarray(part, dtype=float)
                      for part in (value if isinstance(value, tuple) else (value,))]
            for array in arrays:
                if array.ndim != 3 or array.shape[1:] != (len(units), len(periods)):
                    raise ValueError(
                        f"{name}: axes must be (draw, unit, period) = (any, {len(units)}, "
                        f"{len(periods)}), not {array.shape}")
            spans[name, view] = Span(*arrays) if len(arrays) == 3 else Span.known(arrays[0])
        return cls(tuple(units), tuple(periods), spans, parents=dict(parents or {}))

    @cached_property
    def years(self) -> tuple[str, ...]:
        """The whole years, in order of first mention, those known by season only included."""
        found = [match[1] if (match := _PART.fullmatch(period)) else period
                 for period in self.periods]
        return tuple(dict.fromkeys(found))

    def names(self) -> set[str]:
        """The inputs that are given anywhere."""
        return {name for name, _view in self.values}

    def column(self, name: str, view: str, periods: Sequence[str]) -> tuple[Span, Array] | None:
        """One input at the periods: a Span (draw, unit, period) and a mask (unit, period) of
        what is given. None when it is nowhere given."""
        import numpy as np

        key = next((key for key in ((name, view), (name, None)) if key in self.values), None)
        if key is None:
            return None
        at = [self.periods.index(period) if period in self.periods else -1 for period in periods]
        known = np.asarray([index >= 0 for index in at], dtype=bool)
        given = self.given[key][:, at] if key in self.given else np.ones(
            (len(self.units), len(at)), dtype=bool)
        return self.values[key].map(lambda array: array[:, :, at]), given & known

    def lookup(self, inp: Input, view: str, ids: Sequence[str] = ()) -> tuple[Span, Array]:
        """One input on the axes (draw, unit, year, part), and which cells (unit, year, part)
        are given. `ids` are the ends of the period ids of the parts ("-s1", "-s2", or "-w1"
        for a window); none for the year as a whole.

        A rate that is given for the year alone stands for each of its parts; a count given
        by season adds up to the year.
        """
        import numpy as np

        years = self.years
        parts = max(1, len(ids))
        shape = (len(self.units), len(years), parts)
        absent = Span.known(np.full((1, *shape), np.nan)), np.zeros(shape, dtype=bool)
        found = self.column(inp.id, view, years)
        if found is None:
            return absent
        whole, whole_given = found
        if not ids:
            return self._year(inp, view, whole, whole_given)
        by_season = self.column(inp.id, view, [f"{year}{end}" for year in years for end in ids])
        assert by_season is not None
        span = by_season[0].map(lambda array: array.reshape(array.shape[0], *shape))
        given = by_season[1].reshape(shape)
        if inp.unit == "count" or bool(given.all()):
            return span, given
        stands = ~given & whole_given[..., None]

        def fill(season: Array, year: Array) -> Array:
            return np.where(stands, year[..., None], season)

        span = Span(fill(span.central, whole.central), fill(span.low, whole.low),
                    fill(span.high, whole.high))
        return span, given | stands

    def _year(self, inp: Input, view: str, whole: Span, given: Array) -> tuple[Span, Array]:
        """The year's value, for counts from all of its seasons where it is not given itself."""
        import numpy as np

        if inp.unit == "count" and not bool(given.all()):
            for at, year in enumerate(self.years):
                ids = [period for period in self.periods
                       if (match := _SEASON.fullmatch(period)) and match[1] == year]
                found = self.column(inp.id, view, ids) if len(ids) > 1 else None
                if found is None:
                    continue
                span, season_given = found
                use = ~given[:, at] & season_given.all(axis=1)

                def total(array: Array, season: Array, use: Array = use, at: int = at) -> Array:
                    filled = array.copy()
                    filled[:, :, at] = np.where(use, season.sum(axis=2), array[:, :, at])
                    return filled

                whole = Span(total(whole.central, span.central), total(whole.low, span.low),
                             total(whole.high, span.high))
                given = given.copy()
                given[:, at] |= use
        return whole.map(lambda array: array[..., None]), given[..., None]


def part_ends(scheme: Scheme, calendar: str) -> tuple[str, ...]:
    """The ends of the period ids of an item's parts: of the seasons, or of its one window."""
    if calendar == "season":
        # a year that is not cut has the year itself as its one season
        parts = len(scheme.calendar.parts)
        return tuple(f"-s{part + 1}" for part in range(parts)) if parts > 1 else ()
    return () if calendar == "year" else (f"-{calendar}",)
