"""How much of a spread is chance, and how much is what we do not know.

A run repeats each parameter set a few times. Draws of one set differ by chance alone; means of
sets differ by chance and by their parameters. A one-way analysis of variance with sets as
groups takes the two apart (Searle, Casella and McCulloch 1992, Variance Components, ch. 3).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LEVEL", "Split", "split"]

LEVEL = 0.9  # of the interval around the share


@dataclass(frozen=True)
class Split:
    """The variance of one figure over draws, in its unit squared.

    `parameters` + `chance` is the variance of a draw; `share` the part of it that comes from
    parameters, `low` and `high` the ends of its interval (`LEVEL`), exact where draws are
    normal. `parameters` is not cut off at 0, so that its mean over many runs is right; `share`
    is.
    """

    parameters: float
    chance: float
    share: float
    low: float
    high: float
    sets: int
    repeats: int


def split(values: NDArray[Any], repeats: int) -> Split | None:
    """Split the variance of draws into parameters and chance. See docs/model.md [E-variance].

    Args:
        values: float64 (draw,), draws of one parameter set next to each other; a set with a
            null (NaN) draw is left out.
        repeats: draws of a set.
    Returns:
        None where nothing can be said: fewer than two sets, or no spread.
    Raises ValueError when the draws do not fall into whole sets.
    """
    from scipy.special import fdtri  # quantiles of F, without the weight of scipy.stats

    if repeats < 2 or values.ndim != 1 or values.size % repeats:
        raise ValueError(f"{values.shape} draws do not fall into sets of {repeats}")
    groups = values.reshape(-1, repeats)
    groups = groups[~np.isnan(groups).any(axis=1)]
    sets = len(groups)
    if sets < 2:
        return None
    between = repeats * float(groups.mean(axis=1).var(ddof=1))
    within = float(groups.var(axis=1, ddof=1).mean())
    if between + within <= 0:
        return None
    parameters = (between - within) / repeats
    if within == 0:
        return Split(parameters, 0.0, 1.0, 1.0, 1.0, sets, repeats)
    ratio, tail = between / within, (1 - LEVEL) / 2
    free = (sets - 1, sets * (repeats - 1))

    def share(quotient: float) -> float:
        """The share at which the two mean squares stand in this ratio; none below 1."""
        more = max(quotient - 1, 0.0)
        return more / (more + repeats)

    return Split(parameters, within, share(ratio), share(ratio / fdtri(*free, 1 - tail)),
                 share(ratio / fdtri(*free, tail)), sets, repeats)
