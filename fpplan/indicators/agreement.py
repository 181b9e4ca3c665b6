"""Whether a set of figures could be one of a run's draws."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["agreement"]

Floats = NDArray[np.float64]

_DRAWS_PER_FIGURE = 10  # fewer tell nothing of how figures go together
_OWN = 0.05  # of a variance of 1: what a figure adds to the others, or it only restates them


def agreement(draws: Floats, given: Floats) -> float | None:
    """The share of draws that lie as far from their mean as the given figures do, or further: a
    joint p-value. See docs/model.md [E-agreement].

    Distance is Mahalanobis's over the principal parts of the draws' correlations that hold more
    than a twentieth of a figure: births and the birth rate of the same months count once.

    Args: draws (draw, figure); given (figure,). None for too few draws that have every figure.
    """
    whole = draws[np.isfinite(draws).all(axis=1)]
    moving = whole.std(axis=0) > 0 if len(whole) else np.zeros(draws.shape[1], bool)
    whole, given = whole[:, moving], given[moving]
    if not given.size or len(whole) < _DRAWS_PER_FIGURE * given.size:
        return None
    middle, side = whole.mean(axis=0), whole.std(axis=0)
    scaled = (whole - middle) / side
    variance, parts = np.linalg.eigh(scaled.T @ scaled / len(scaled))
    kept = variance > _OWN

    def far(values: Floats) -> Floats:
        found: Floats = (((values @ parts[:, kept]) ** 2) / variance[kept]).sum(axis=-1)
        return found

    further = int((far(scaled) >= far((given - middle) / side)).sum())
    return (1 + further) / (1 + len(scaled))
