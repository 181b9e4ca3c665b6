"""Made-up rates for the proofs: no two rows agree, and rare events are not rare.

They describe no population. A table that is read at a wrong place gives a wrong number, and
a comparison of counts has enough of each event.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fpplan.population.rates import TARGETS, Rates

__all__ = ["made_up_policy", "made_up_rates", "made_up_shift"]

_AGES, _GROUPS, _LIVING, _MONTHS = 35, 7, 7, 25
_NEVER = 255


def made_up_rates(rng: np.random.Generator, *, methods: int, strata: int = 2,
                  sets: int = 1, since: bool = True, reach: bool = True) -> Rates:
    """Rates of some sets; `methods` counts "none" too. Without `since` no rate depends on the
    time since the last birth; without `reach` all women are within it for good."""
    n = (sets, strata)

    def between(low: float, high: float, *axes: int) -> NDArray[np.float64]:
        return rng.uniform(low, high, (*n, *axes))

    def shares(outcomes: int, *axes: int) -> NDArray[np.float64]:
        parts = rng.uniform(0.3, 1.0, (*n, *axes, outcomes))
        return parts / parts.sum(axis=-1, keepdims=True)

    leave = between(0.005, 0.02, 3, _GROUPS, 1 + strata)
    for stratum in range(strata):  # nobody moves to where she is
        leave[:, stratum, ..., 1 + stratum] = 0
    child_death = between(0.005, 0.015, _LIVING, _LIVING, 3, 2)
    child_death[:, :, 0, ..., 0] = 0  # nobody loses a child that she does not have
    child_death[:, :, :, 0, ..., 1] = 0
    if not since:
        child_death[..., 1:, :] = child_death[..., :1, :]
    union = np.zeros((*n, 3, _AGES, 2))
    union[:, :, 0, :, 0], union[:, :, 2, :, 0] = between(0.1, 0.3, _AGES), between(0.1, 0.3, _AGES)
    union[:, :, 1] = between(0.01, 0.03, _AGES, 2)
    following = shares(methods, methods, 3)
    for method in range(methods):  # a switch leads to another method
        following[:, :, method, :, method] = 0
    following /= following.sum(axis=-1, keepdims=True)
    reached = 1.0 if reach else 0.0
    stop = between(0.1, 0.3, methods, 3, 4, _GROUPS)
    stop[:, :, 0] = 0
    conceive = between(0.3, 0.8, methods, 5, _AGES, 2)
    conceive[:, :, :, 0] = 0
    insusceptible = np.zeros((*n, 3, _MONTHS))
    insusceptible[:, :, :2, :4] = shares(4, 2)
    long = shares(_MONTHS) * np.exp(-np.arange(_MONTHS) / 3)
    insusceptible[:, :, 2] = long / long.sum(axis=-1, keepdims=True)
    return Rates(
        death=between(0.005, 0.01, _AGES),
        leave=leave,
        child_death=child_death,
        union=union,
        first_want=shares(3, _GROUPS)[..., :2],
        want=shares(3, 3, 4, _GROUPS)[..., :2],
        uptake=between(0.05, 0.15, 2, 3, 4, _GROUPS),
        outside=between(0.05, 0.15, 2, 2, 3, 4, 2) * reached,
        first_reach=shares(3, 5, _GROUPS)[..., :2] * reached,
        put_off=between(0.1, 0.3, 3) * reached,
        stop=stop,
        choose=shares(methods - 1, 2, 3, 4, _GROUPS),
        next=following,
        conceive=conceive,
        lose=between(0.02, 0.04, 9, _GROUPS, 3, 2, 2),
        male=between(0.4, 0.6),
        select=between(0.4, 0.8, 4, 2, 3),
        twin=between(0.1, 0.3, _GROUPS),
        insusceptible=insusceptible,
        want_after_birth=shares(3, 4, 2, 2, 2)[..., :2],
        reconsider=between(0.1, 0.3, _LIVING, _LIVING, _LIVING),
    )


def made_up_policy(rng: np.random.Generator, strata: int = 2, *,
                   since: bool = True) -> NDArray[np.uint8]:
    """A policy at random, see `reading.Policy`: a third of the next births never allowed, a
    third always, and a third after some months, or, without `since`, always too."""
    shape = (strata, _LIVING, _LIVING, _LIVING)
    kind = rng.integers(0, 3, shape)
    months = rng.integers(1, 61, shape) if since else np.zeros(shape, np.int64)
    return np.choose(kind, [np.full(shape, _NEVER), np.zeros(shape, np.int64), months]).astype(
        np.uint8)


def made_up_shift(rng: np.random.Generator, methods: int = 0) -> NDArray[np.float64]:
    """Service shifts (target,) on the logit scale; with `methods` ("none" counted) supply too:
    leaving each, more or less of each, the last but one not on offer, and who takes another."""
    services = rng.uniform(-0.7, 0.7, len(TARGETS))
    if methods == 0:
        return services
    stock = rng.uniform(-0.8, 0.4, methods - 1)
    stock[-2:-1] = -1.0
    return np.concatenate([services, rng.uniform(-0.7, 0.7, methods - 1), stock,
                           rng.uniform(0.3, 0.5, 1)])
