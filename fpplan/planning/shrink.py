"""Small units borrow from their peers: empirical Bayes for rates counted on few.

A unit's own rate is k of n. Units differ truly by a standard deviation `between`; the rest of
what sets them apart is luck, which for a share is the binomial's. Peers of mean m and true
variance t² are the beta distribution with precision m(1−m)/t² − 1, and a unit's shrunk rate is
its own with the weight n/(n + precision) and the peers' with the rest (beta-binomial). For
events over a time of exposure the luck is Poisson's and the peers a gamma distribution, with
precision m/t².
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

__all__ = ["Peers", "peers", "shrunk", "weight"]


@dataclass(frozen=True)
class Peers:
    """What a group of units has in common: the mean rate and the true standard deviation
    `between` them. `events`: rates are events over exposure, not shares."""

    mean: float
    between: float
    events: bool = False

    @property
    def luck(self) -> float:
        """The variance that luck gives a rate counted on one."""
        return self.mean if self.events else self.mean * (1 - self.mean)

    @property
    def precision(self) -> float:
        """How many of the counted (births, women, years) the peers' word is worth; infinite
        where nothing but luck sets them apart."""
        if self.between <= 0:
            return float("inf")
        return max(0.0, self.luck / self.between**2 - (0.0 if self.events else 1.0))


def peers(found: Array, of: Array, *, events: bool = False) -> Peers:
    """The group behind counts `found` of `of`, both (unit,), by the method of moments: the true
    variance is what the units differ by beyond luck, never below 0. See docs/model.md [E-peers].

    Units with nothing to count it on say nothing.
    """
    import numpy as np

    there = of > 0
    k, n = np.asarray(found, float)[there], np.asarray(of, float)[there]
    if not len(n):
        return Peers(float("nan"), 0.0, events)
    total = n.sum()
    mean = float(k.sum() / total)
    if len(n) < 2:
        return Peers(mean, 0.0, events)
    spread = float((n * (k / n - mean) ** 2).sum())
    luck = mean if events else mean * (1 - mean)
    # E[spread] = (units − 1) luck + (total − Σn²/total) t², with luck ≈ m(1−m) − t² for shares.
    by_luck = (len(n) - 1) * luck
    by_truth = total - float((n**2).sum()) / total
    if not events:
        by_truth -= len(n) - 1
    variance = max(0.0, (spread - by_luck) / by_truth) if by_truth > 0 else 0.0
    return Peers(mean, float(np.sqrt(min(variance, luck))), events)


def weight(of: Array, group: Peers) -> Array:
    """How much of a unit's shrunk rate is its own figure, from 0 to 1."""
    import numpy as np

    n = np.asarray(of, float)
    if np.isinf(group.precision):
        return np.zeros_like(n)
    return np.asarray(n / np.maximum(n + group.precision, 1e-12))


def shrunk(found: Array, of: Array, group: Peers) -> Array:
    """Shrunk rates; those of the peers where there is nothing to count."""
    import numpy as np

    n = np.asarray(of, float)
    own = np.divide(found, n, out=np.full(n.shape, group.mean), where=n > 0)
    share = weight(n, group)
    return np.asarray(share * own + (1 - share) * group.mean)
