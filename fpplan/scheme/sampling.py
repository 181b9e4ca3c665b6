"""What a random sample of n shows of a true share: its sampling error, or one drawn result."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fpplan.contract.figures import Figures, Span

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

__all__ = ["CONFIDENCE", "Sample", "sample_share", "sampled"]

Sample = tuple[int, tuple[int, int]]  # a seed, and the draws (first, stop) of the figures
CONFIDENCE = 0.95  # of the range that stands for the sampling error


def sampled(span: Span, n: int, figures: Figures, what: str,
            sample: Sample | None = None) -> Span:
    """A share in percent (draw, unit, year, part) as a sample of n shows it.
    See docs/model.md [E-sampled].

    Without `sample` the true share stays the central value and the range is widened to the
    middle 95 % of what a sample can show (exact binomial). With `sample` (seed, draws)
    each cell is drawn, keyed by draw, unit, year and part, so that chunks agree. The size of
    the whole is taken as large against n (an assumption).
    """
    import numpy as np

    if sample is None:
        tail = (1 - CONFIDENCE) / 2
        low, high = (sample_share(array, n, np.full(array.shape, u)) for array, u in (
            (span.low, tail), (span.high, 1 - tail)))
        return Span(span.central, np.fmin(low, span.central), np.fmax(high, span.central))
    u = _uniforms(span, figures, what, sample)
    if span.certain:
        return Span.known(sample_share(span.central, n, u))
    return Span(*(sample_share(array, n, u) for array in (span.central, span.low, span.high)))


def sample_share(percent: Array, n: int, u: Array) -> Array:
    """The share in percent that a sample of n shows, by inversion of uniforms; null stays."""
    import numpy as np
    from scipy.special import bdtr

    percent, u = np.broadcast_arrays(np.asarray(percent, dtype=float), u)
    share = np.clip(np.nan_to_num(percent) / 100.0, 0.0, 1.0)
    # the smallest count whose cumulative probability reaches u, by halving 0..n
    least, most = np.zeros(share.shape), np.full(share.shape, float(n))
    for _half in range(n.bit_length()):
        middle = np.floor((least + most) / 2)
        below = bdtr(middle, n, share) < u
        least, most = np.where(below, np.minimum(middle + 1, most), least), np.where(
            below, most, middle)
    return np.where(np.isnan(percent), np.nan, 100.0 * most / n)


def _uniforms(span: Span, figures: Figures, what: str, sample: Sample) -> Array:
    """Uniforms (draw, unit, year, part) keyed by where they are used."""
    import numpy as np

    from fpplan.luck import fold, fold_array, unit_interval

    seed, (first, stop) = sample
    shape = (stop - first, *span.central.shape[1:])
    keys = np.zeros(shape, dtype=np.uint64)
    draws = np.arange(first, stop)
    for unit, year, part in np.ndindex(shape[1:]):
        base = fold(seed, "sampled", what, figures.units[unit], figures.years[year], part)
        keys[:, unit, year, part] = fold_array(base, draws)
    return unit_interval(keys)
