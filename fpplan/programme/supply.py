"""Supply: which methods are on offer and how often they are out of stock, as logit shifts.

Three things follow from supply, each against what it was in the reference year. More methods
on offer raise uptake as a whole, whatever method is taken (`supply.method_choice_uptake`).
Those who come for a method that is out of stock take another (`supply.switch_share`, where
there is another) or go without: uptake falls by the visits in vain. Users who need new
supplies every few months and find none of their method stop in the same way; users of other
methods do not.

No method is steered to: uptake moves as a whole. A user of a method who leaves it in a month with
chance p leaves it with p + (1 - p) x e where a share e of refills fails; the shift is that of the
logits of these two, p being the mean over its users.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from fpplan.contract.months import absolute
from fpplan.programme.tasks import TARGETS
from fpplan.scenario.monthly import season_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fpplan.place.parameters import ParameterSets
    from fpplan.place.setting import Setting
    from fpplan.scenario import Resolved
    from fpplan.scenario.models import Base
    from fpplan.tallies import Tallies

__all__ = ["Demand", "demand", "missing", "supply_shifts"]

Floats = NDArray[np.float64]
_LEAST = 1e-12  # chance of a visit that is not in vain; all methods out stops uptake
CHOICE, SWITCH = "supply.method_choice_uptake", "supply.switch_share"


@dataclass(frozen=True)
class Demand:
    """What women of each unit choose and leave in the base's reference year: shares of methods
    among starts (unit, method), and the monthly chance that a user leaves her method (unit,
    method). `refilled`: bool (method,), whose users come back for supplies."""

    methods: tuple[str, ...]
    refilled: NDArray[np.bool_]
    chosen: Floats
    stops: Floats


def demand(tallies: Tallies, setting: Setting, first: int, last: int) -> Demand:
    """From expected tallies of months first..last; a unit without starts, or without users of a
    method, has those of all units."""
    methods = setting.method_ids
    months = slice(first - tallies.first_month, last - tallies.first_month + 1)

    def mean(pattern: str) -> Floats:
        found: Floats = tallies.total("true", pattern)[:, :, months].mean(axis=(0, 2))
        return found

    def by_method(family: str) -> Floats:
        return np.stack([mean(f"{family}[method={m}]") for m in methods], axis=1)

    def ratio(part: Floats, whole: Floats, otherwise: Floats | float) -> Floats:
        return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), otherwise)

    starts, users, stops = (by_method(family) for family in ("starts", "using", "stops"))
    chosen = ratio(starts.sum(axis=0), starts.sum(), 1 / len(methods))
    left = ratio(stops.sum(axis=0), users.sum(axis=0), 0.0)
    return Demand(methods, np.isin(methods, setting.method_groups["resupplied"]),
                  ratio(starts, starts.sum(axis=1, keepdims=True), chosen),
                  np.minimum(ratio(stops, users, left), 1.0))


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
    """Logit shifts (set, unit, month, target and then method) of months first..horizon-1; what
    lies before the decision month is the reference's in every variant, and its reference year is
    the level that is shifted from. See docs/model.md [E-supply]."""
    units, horizon = resolved.leaves, resolved.base.horizon
    moved = np.zeros((sets.count, len(units), horizon - first,
                      len(TARGETS) + len(wanted.methods)))
    if not resolved.base.supply and not resolved.reference.supply:
        return moved
    lack = np.concatenate([missing(resolved.reference, wanted.methods, units, first, 0),
                           missing(resolved.base, wanted.methods, units, 0, horizon)], axis=1)
    year = slice(reference[0] - first, reference[1] - first + 1)
    offered = np.concatenate([
        np.full(-first, _offered(resolved.reference, wanted.methods)),
        np.full(horizon, _offered(resolved.base, wanted.methods))])
    choice = sets[CHOICE][:, None, None] * (offered - offered[year].mean())[None, None, :]
    another = 1 - np.prod(lack, axis=2)  # some method is there
    without = 1 - sets[SWITCH][:, None, None] * another[None]  # of those who find theirs out
    kept = 1 - without * (lack * wanted.chosen[:, None, :]).sum(axis=2)[None]
    gone = np.log(np.maximum(kept, _LEAST))
    taken = gone - np.log(np.maximum(kept[:, :, year].mean(axis=2, keepdims=True), _LEAST))
    for target in ("uptake", "uptake_postpartum"):
        moved[..., TARGETS.index(target)] = choice + taken
    for m in np.flatnonzero(wanted.refilled):
        left = _left(wanted.stops[:, m], without * lack[..., m])
        moved[..., len(TARGETS) + m] = left - left[:, :, year].mean(axis=2, keepdims=True)
    moved[np.abs(moved) < 1e-12] = 0.0
    return moved


def _left(stops: Floats, failing: Floats) -> Floats:
    """Logit shift of leaving a method where a share of refills fails, (set, unit, month).
    See docs/model.md [E-refill].

    Args:
        stops: the chance of a month without failures, (unit,); 0 and 1 stay as they are.
        failing: (set, unit, month).
    """
    before = np.clip(stops, _LEAST, 1 - _LEAST)[None, :, None]
    after = np.minimum(before + (1 - before) * failing, 1 - _LEAST)
    found: Floats = logit(after) - logit(before)
    return np.where(((stops > 0) & (stops < 1))[None, :, None], found, 0.0)


def _offered(base: Base, methods: Sequence[str]) -> float:
    return float(sum(base.supply[name].offered if name in base.supply else True
                     for name in methods))
