"""What luck alone does to a figure of few births: exact binomial arithmetic.

A birth is a boy with the odds of a sex ratio to 100, or has a property with a given share; births
are independent of each other.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

__all__ = ["NORMAL", "at_target", "births_decided", "births_to_tell", "boy_share",
           "chance_at_most", "ratio_range", "reliability", "share_range"]

NORMAL = 105.0  # boys per 100 girls where nothing interferes
TOUCH = 1e-9
MOST_BIRTHS = 65_536  # of the largest unit that is looked at: a prefecture of five million


def boy_share(ratio: float) -> float:
    """The share of boys of a sex ratio (boys per 100 girls)."""
    return ratio / (100 + ratio)


def chance_at_most(births: int, ratio: float, target: float) -> float:
    """Chance that `births` births, each a boy with the odds of `ratio` to 100, show a sex
    ratio of at most `target`; births of one sex only count as a ratio above every target
    (no girl) or 0 (no boy). Exact binomial."""
    boy = boy_share(ratio)
    share = boy_share(target)
    most = min(births - 1, math.floor(births * share + TOUCH)) if births else -1
    return sum(_chance(births, boys, boy) for boys in range(most + 1))


def ratio_range(births: int, ratio: float, within: float = 0.9) -> tuple[float, float]:
    """The ends between which the sex ratio of `births` births falls in at least `within` of
    years by luck alone (equal tails; infinite where no girl is that likely; NaN without births)."""
    if not births:
        return math.nan, math.nan

    def as_ratio(boys: int) -> float:
        return boys / (births - boys) * 100 if boys < births else math.inf

    low, high = _count_range(births, boy_share(ratio), within)
    return as_ratio(low), as_ratio(high)


def share_range(births: int, percent: float, within: float = 0.9) -> tuple[float, float]:
    """The same of a share of births, in percent."""
    low, high = _count_range(births, percent / 100, within)
    return 100 * low / births, 100 * high / births


def _chance(births: int, found: int, share: float) -> float:
    if share <= 0 or share >= 1:
        return float(found == (births if share >= 1 else 0))
    return math.exp(
        math.lgamma(births + 1) - math.lgamma(found + 1) - math.lgamma(births - found + 1)
        + found * math.log(share) + (births - found) * math.log1p(-share)
    )  # fmt: skip


def _count_range(births: int, share: float, within: float) -> tuple[int, int]:
    tail = (1 - within) / 2
    found, total, low = 0, 0.0, None
    for found in range(births + 1):
        total += _chance(births, found, share)
        if low is None and total > tail:
            low = found
        if total >= 1 - tail:
            break
    return low or 0, found


def at_target(births: Array | int, share: float, target: float, at: Literal["least", "most"]
              ) -> Array:
    """Chance that a share of births meets a target (both shares from 0 to 1), for each number
    of births. Exact binomial. See docs/model.md [E-chance]."""
    import numpy as np
    from scipy.special import bdtr

    births = np.asarray(births, dtype=np.int64)
    if at == "most":
        most = np.floor(births * target + TOUCH)
        return np.asarray(np.where(most >= births, 1.0, bdtr(most, births, share)))
    least = np.ceil(births * target - TOUCH)
    below = np.where(least > 0, bdtr(np.maximum(least - 1, 0), births, share), 0.0)
    return np.asarray(1 - below)


def births_decided(good: float, poor: float, target: float, at: Literal["least", "most"],
                   good_fails: float, poor_passes: float) -> int | None:
    """The number of births from which on a good unit fails a target with at most the chance
    `good_fails` and a poor one passes with at most `poor_passes`; shares from 0 to 1. None:
    not even with `MOST_BIRTHS`."""
    import numpy as np

    def decided(births: Array) -> Array:
        return np.asarray((1 - at_target(births, good, target, at) <= good_fails)
                          & (at_target(births, poor, target, at) <= poor_passes))

    return _from_which_on(decided)


def births_to_tell(good: float, poor: float, power: float = 0.8, level: float = 0.05
                   ) -> int | None:
    """The number of births from which on an exact test at `level`, two-sided, of the share
    `good` finds a unit whose share is `poor` with the chance `power`. None as above."""
    from scipy.stats import binom

    def told(births: Array) -> Array:
        if poor > good:  # more than the limit are found by chance with half the level
            found: Array = binom.sf(binom.isf(level / 2, births, good), births, poor)
        else:
            found = binom.cdf(binom.ppf(level / 2, births, good) - 1, births, poor)
        return found >= power

    return _from_which_on(told)


def _from_which_on(holds: Callable[[Array], Array]) -> int | None:
    """The number of births from which on something holds. Chances go up and down with whole
    counts: it must hold for every number from there to at least twice as many."""
    import numpy as np

    known = np.zeros(0, dtype=bool)
    most = 64
    while len(known) < MOST_BIRTHS:
        known = np.concatenate([known, holds(np.arange(len(known) + 1, most + 1))])
        missed = np.flatnonzero(~known)
        first = int(missed[-1]) + 2 if len(missed) else 1
        if 2 * first <= most:
            return first
        most = min(2 * most, MOST_BIRTHS)
    return None


def reliability(births: int, share: float, between: float) -> float:
    """How much of the differences between units of so many births is not luck: t²/(t² +
    p(1−p)/n), t the true standard deviation `between` units; shares from 0 to 1.
    See docs/model.md [E-chance].
    """
    noise = share * (1 - share) / births if births else math.inf
    return between**2 / (between**2 + noise)
