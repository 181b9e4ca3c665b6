"""Supply: which methods are on offer and how often they are out of stock, as logit shifts.

Three things follow from supply, each against what it was in the reference year. More methods
on offer raise uptake as a whole, whatever method is taken (`supply.method_choice_uptake`).
Those who come for a method that is out of stock take another (`supply.switch_share`, where
there is another) or go without: uptake falls by the visits in vain. Users who need new
supplies every few months and find none stop in the same way.

No method is steered to: uptake moves as a whole, and stopping as a whole, by as many users as
find no supplies.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fpplan.months import absolute
from fpplan.programme.tasks import RESUPPLIED, TARGETS
from fpplan.scenario.monthly import season_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fpplan.parameters import ParameterSets
    from fpplan.scenario import Resolved
    from fpplan.scenario.models import Base
    from fpplan.tallies import Tallies

__all__ = ["Demand", "demand", "missing", "supply_shifts"]

Floats = NDArray[np.float64]
_LEAST = 1e-12  # odds of a visit that is not in vain; all methods out stops uptake
CHOICE, SWITCH = "supply.method_choice_uptake", "supply.switch_share"


@dataclass(frozen=True)
class Demand:
    """What women of each unit choose and use in the base's reference year: shares of methods
    among starts (unit, method), share of users by method (unit, method), and the monthly
    chance that a user stops (unit,)."""

    methods: tuple[str, ...]
    chosen: Floats
    used: Floats
    stops: Floats


def demand(tallies: Tallies, methods: Sequence[str], first: int, last: int) -> Demand:
    """From expected tallies of months first..last; a unit without starts or users has those of
    all units."""
    months = slice(first - tallies.first_month, last - tallies.first_month + 1)

    def mean(pattern: str) -> Floats:
        found: Floats = tallies.total("true", pattern)[:, :, months].mean(axis=(0, 2))
        return found

    def shares(family: str) -> Floats:
        counts = np.stack([mean(f"{family}[method={m}]") for m in methods], axis=1)
        whole = counts.sum(axis=0)
        whole = whole / whole.sum() if whole.sum() else np.full(len(methods), 1 / len(methods))
        by_unit = counts.sum(axis=1, keepdims=True)
        return np.where(by_unit > 0, counts / np.where(by_unit > 0, by_unit, 1.0), whole)

    users, stops = mean("using"), mean("stops")
    rate = stops.sum() / users.sum() if users.sum() else 0.0
    return Demand(tuple(methods), shares("starts"), shares("using"),
                  np.where(users > 0, stops / np.where(users > 0, users, 1.0), rate))


def missing(base: Base, methods: Sequence[str], units: Sequence[str], first: int,
            stop: int) -> Floats:
    """Share of visits that find a method missing: (unit, month, method)."""
    seasons = [season.months for season in base.seasons]
    start = absolute(base.decision_month)
    found = np.zeros((len(units), stop - first, len(methods)))
    for m, name in enumerate(methods):
        supply = base.supply.get(name)
        if supply is None:
            continue
        for u, unit in enumerate(units):
            found[u, :, m] = [supply.missing(unit, season_of(seasons, start + month),
                                             start + month) for month in range(first, stop)]
    return found


def supply_shifts(resolved: Resolved, sets: ParameterSets, wanted: Demand, first: int,
                  reference: tuple[int, int]) -> Floats:
    """Logit shifts (set, unit, month, target) of months first..horizon-1; what lies before the
    decision month is the reference's in every variant, and its reference year is the level
    that is shifted from."""
    units, horizon = resolved.leaves, resolved.base.horizon
    moved = np.zeros((sets.count, len(units), horizon - first, len(TARGETS)))
    if not resolved.base.supply and not resolved.reference.supply:
        return moved
    lack = np.concatenate([missing(resolved.reference, wanted.methods, units, first, 0),
                           missing(resolved.base, wanted.methods, units, 0, horizon)], axis=1)
    year = slice(reference[0] - first, reference[1] - first + 1)
    offered = np.concatenate([
        np.full(-first, _offered(resolved.reference, wanted.methods)),
        np.full(horizon, _offered(resolved.base, wanted.methods))])
    choice = sets[CHOICE][:, None, None] * (offered - offered[year].mean())[None, None, :]
    switch = sets[SWITCH][:, None, None]
    another = 1 - np.prod(lack, axis=2)  # some method is there
    kept = 1 - (1 - switch * another[None]) * (lack * wanted.chosen[:, None, :]).sum(axis=2)[None]
    gone = np.log(np.maximum(kept, _LEAST))
    taken = gone - np.log(np.maximum(kept[:, :, year].mean(axis=2, keepdims=True), _LEAST))
    refill = np.array([name in RESUPPLIED for name in wanted.methods])
    empty = (1 - switch * another[None]) * (lack * wanted.used[:, None, :])[..., refill].sum(
        axis=2)[None]
    stopping = wanted.stops[None, :, None]
    with np.errstate(divide="ignore", invalid="ignore"):
        left = np.log1p(np.where(stopping > 0, empty / stopping, 0.0))
    left = left - left[:, :, year].mean(axis=2, keepdims=True)
    for target in ("uptake", "uptake_postpartum"):
        moved[..., TARGETS.index(target)] = choice + taken
    moved[..., TARGETS.index("stop")] = left
    moved[np.abs(moved) < 1e-12] = 0.0
    return moved


def _offered(base: Base, methods: Sequence[str]) -> float:
    return float(sum(base.supply[name].offered if name in base.supply else True
                     for name in methods))
