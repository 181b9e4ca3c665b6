"""Many draws of figures through many schemes: scored in chunks, of which only sums are kept.

`by_month` puts monthly figures on a scheme's own calendar; `stream` asks for the figures of
one scheme and one chunk of draws at a time, scores them and adds up. What leaves a chunk are
whole numbers (thousandths of a point and counts of draws), so that the result is the same to
the byte however the draws are cut into chunks, and memory is that of one chunk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fpplan.contract.figures import Figures
from fpplan.contract.points import NULL, YES, Points
from fpplan.contract.scheme import Scheme
from fpplan.scheme.evaluate import score

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fpplan.contract.figures import Span

    Array = NDArray[Any]

__all__ = ["CHUNK", "Fraction", "Source", "Summary", "by_month", "stream"]

CHUNK = 20  # draws scored together
FINE = 1000.0  # points are added up in thousandths
TOTALS = ("total", "untagged_total")

Source = Callable[[Scheme, int, int], Figures]  # (scheme, first draw, stop) -> their figures


@dataclass(frozen=True)
class Fraction:
    """A rate by month: `factor` × the sum of the numerator ÷ the sum of the denominator, both
    (draw, unit, month). A period whose denominator is 0 is null."""

    numerator: Array
    denominator: Array
    factor: float = 100.0


def by_month(scheme: Scheme, units: Sequence[str], start: str,
             values: Mapping[str, Array | Fraction]) -> Figures:
    """Figures of a scheme's own years, parts and windows from figures by month.

    Args:
        start: the first month of the figures, "2014-01".
        values: by input, counts (draw, unit, month), added up over the months of a period,
            or a `Fraction` for a rate, whose sums are divided and never its months' rates.
    A period that is not wholly inside the months is not given. Raises ValueError for arrays
    that differ in units or months.
    """
    import numpy as np

    months = {part.shape[1:] for value in values.values() for part in _arrays(value)}
    if len(months) > 1 or any(shape[0] != len(units) for shape in months):
        raise ValueError(f"axes must be (draw, {len(units)} units, month), not {sorted(months)}")
    last = months.pop()[1] - 1 if months else -1
    calendar = scheme.calendar
    years = calendar.years(start, 0, last)
    spans = {part.id: (part.first, part.last)
             for year in years for part in (year, *calendar.seasons(year))
             if part.first >= 0 and part.last <= last}

    def summed(array: Array) -> Array:
        found = np.zeros((len(spans), *array.shape[:2]))
        for month in range(last + 1):  # month by month: the same sum in any chunk, and quick
            here = array[:, :, month]
            for at, (first, end) in enumerate(spans.values()):
                if first <= month <= end:
                    found[at] += here
        return np.moveaxis(found, 0, -1)

    made: dict[str, Array] = {}
    for name, value in values.items():
        if isinstance(value, Fraction):
            above, below = summed(value.numerator), summed(value.denominator)
            with np.errstate(divide="ignore", invalid="ignore"):
                made[name] = np.where(below > 0, value.factor * above / below, np.nan)
        else:
            made[name] = summed(value)
    return Figures.build(units, tuple(spans), made)


def _arrays(value: Array | Fraction) -> tuple[Array, ...]:
    return (value.numerator, value.denominator) if isinstance(value, Fraction) else (value,)


@dataclass(frozen=True)
class Summary:
    """What is known of one scheme after all draws. Arrays are (unit, period, line); `lines` are
    the items, the chapters, "total" and "untagged_total".

    `mean`, `sd`, `least` and `most` are over the draws at the central values, `low` and
    `high` the means of the ends of what is not given. `met` is the share of draws in which an
    item's target is surely met, `reached` that in which a total is at least the scheme's base;
    NaN where there is nothing of the kind.
    """

    scheme: str
    units: tuple[str, ...]
    periods: tuple[str, ...]
    lines: tuple[str, ...]
    draws: int
    mean: Array
    sd: Array
    low: Array
    high: Array
    least: Array
    most: Array
    met: Array
    reached: Array

    def rows(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one per unit, period and line; null where a number does not exist."""
        import numpy as np

        kinds = ("mean", "sd", "low", "high", "least", "most", "met", "reached")
        for unit, period, line in np.ndindex(self.mean.shape):
            values = {kind: float(getattr(self, kind)[unit, period, line]) for kind in kinds}
            yield {"scheme": self.scheme, "unit": self.units[unit],
                   "period": self.periods[period], "item": self.lines[line], "draws": self.draws,
                   **{kind: value if value == value else None
                      for kind, value in values.items()}}


def stream(source: Source, schemes: Iterable[Scheme], draws: int, *, chunk: int = CHUNK,
           seed: int = 0, progress: Callable[[str, int], None] | None = None
           ) -> Iterator[Summary]:
    """Score `draws` draws of each scheme's figures and yield one summary a scheme.

    Args:
        source: gives the figures of a scheme (readings chosen) for the draws first .. stop − 1,
            always of the same units and periods.
        chunk: draws in memory at a time; the summaries do not depend on it.
        seed: of the samples that inspections take.
        progress: called with the scheme's id and the draws done.
    Raises InputError as `score` does.
    """
    for scheme in schemes:
        chosen = scheme.under()
        sums: _Sums | None = None
        for first in range(0, draws, chunk):
            stop = min(first + chunk, draws)
            points = score(source(chosen, first, stop), chosen, sample=(seed, (first, stop)))
            sums = sums or _Sums(points)
            sums.add(points, stop - first)
            del points  # before the next chunk is made
            if progress:
                progress(chosen.id, stop)
        if sums is not None:
            yield sums.summary(draws)


class _Sums:
    """Whole-number sums of one scheme, on (line, unit, period)."""

    def __init__(self, points: Points):
        import numpy as np

        self.scheme, self.units, self.periods = points.scheme, points.units, points.periods
        self.lines = (*points.items, *points.chapters, *TOTALS)
        shape = (len(self.lines), len(self.units), len(self.periods))
        self.central, self.squared, self.low, self.high, self.met, self.reached, self.known = (
            np.zeros(shape, dtype=np.int64) for _each in range(7))
        self.least = np.full(shape, np.iinfo(np.int64).max)
        self.most = np.full(shape, np.iinfo(np.int64).min)
        self.base = None if self.scheme.base is None else round(self.scheme.base_total() * FINE)

    def add(self, points: Points, draws: int) -> None:
        """Add the draws of a chunk."""
        if (points.units, points.periods) != (self.units, self.periods):
            raise ValueError("every chunk of a scheme has the same units and periods")
        spans: dict[str, Span] = {**points.items, **points.chapters,
                                  **dict(zip(TOTALS, (points.total, points.untagged),
                                             strict=True))}
        for at, name in enumerate(self.lines):
            self._add(at, spans[name], draws, name in TOTALS)
            if name in points.met:
                state = points.met[name]
                times = _times(state, draws)
                self.met[at] += times * (state == YES).sum(axis=0)
                self.known[at] += times * (state != NULL).sum(axis=0)

    def _add(self, at: int, span: Span, draws: int, total: bool) -> None:
        import numpy as np

        whole = np.rint(span.central * FINE).astype(np.int64)
        times = _times(whole, draws)
        central = times * whole.sum(axis=0)
        self.central[at] += central
        self.squared[at] += times * (whole * whole).sum(axis=0)
        np.minimum(self.least[at], whole.min(axis=0), out=self.least[at])
        np.maximum(self.most[at], whole.max(axis=0), out=self.most[at])
        for sums, end in ((self.low, span.low), (self.high, span.high)):
            if end is span.central:
                sums[at] += central
            else:
                fine = np.rint(end * FINE).astype(np.int64)
                sums[at] += _times(fine, draws) * fine.sum(axis=0)
        if total and self.base is not None:
            self.reached[at] += times * (whole >= self.base).sum(axis=0)

    def summary(self, draws: int) -> Summary:
        """The sums as means, spreads and shares."""
        import numpy as np

        def turned(array: Array) -> Array:
            return np.moveaxis(array, 0, -1)

        mean = self.central / (draws * FINE)
        # n Σx² − (Σx)² in Python's whole numbers: no digit is lost between two large sums
        spread = draws * self.squared.astype(object) - self.central.astype(object) ** 2
        sd = np.sqrt(spread.astype(float)) / (draws * FINE)
        totals = np.array([name in TOTALS for name in self.lines])[:, None, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            met = np.where(self.known > 0, self.met / self.known, np.nan)
        reached = np.where(totals & (self.base is not None), self.reached / draws, np.nan)
        return Summary(self.scheme.id, self.units, self.periods, self.lines, draws, *(
            turned(part) for part in (
                mean, sd, self.low / (draws * FINE), self.high / (draws * FINE),
                self.least / FINE, self.most / FINE, met, reached)))


def _times(array: Array, draws: int) -> int:
    """How many draws each draw of an array stands for: all where nothing depends on chance."""
    if array.shape[0] not in (1, draws):
        raise ValueError(f"figures of {draws} draws or of 1 were asked for, not {array.shape[0]}")
    return draws // array.shape[0]
