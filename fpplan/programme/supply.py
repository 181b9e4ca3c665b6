"""Supply: which methods are on offer and how often they are out of stock, as shifts.

A method that is not on offer, or out in a month, is not started. Of those who come for a method
in vain a share takes another that can be left again (`supply.switch_share`), in proportion to
what is chosen of those that are there; the others go without. Stock counts against what it was
in the reference year, which the rates of a setting describe; what is on offer counts as it is.

Users who need new supplies every few months and find none of their method stop; users of other
methods do not. A user of a method who leaves it in a month with chance p leaves it with
p + (1 - p) x e where a share e of refills fails; the shift is that of the logits of these two, p
being the mean over its users.
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
_LEAST = 1e-12  # a chance is kept this far from 0 and 1 where its logit is taken
SWITCH = "supply.switch_share"


@dataclass(frozen=True)
class Demand:
    """What users of each unit do in the base's reference year: the monthly chance that a user
    leaves her method (unit, method). `refilled`: bool (method,), whose users come back for
    supplies."""

    methods: tuple[str, ...]
    refilled: NDArray[np.bool_]
    stops: Floats


def demand(tallies: Tallies, setting: Setting, first: int, last: int) -> Demand:
    """From expected tallies of months first..last; a unit without users of a method has those of
    all units."""
    methods = setting.method_ids
    months = slice(first - tallies.first_month, last - tallies.first_month + 1)

    def mean(pattern: str) -> Floats:
        found: Floats = tallies.total("true", pattern)[:, :, months].mean(axis=(0, 2))
        return found

    def by_method(family: str) -> Floats:
        return np.stack([mean(f"{family}[method={m}]") for m in methods], axis=1)

    def ratio(part: Floats, whole: Floats, otherwise: Floats | float) -> Floats:
        return np.where(whole > 0, part / np.where(whole > 0, whole, 1.0), otherwise)

    users, stops = (by_method(family) for family in ("using", "stops"))
    left = ratio(stops.sum(axis=0), users.sum(axis=0), 0.0)
    return Demand(methods, np.isin(methods, setting.method_groups["resupplied"]),
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
    """Shifts of months first..horizon-1, (set, unit, month, ...): on the last axis the targets
    (nothing), leaving each method, what there is more or less of each, and the share of those who
    come in vain who take another, 0 where nothing is. What lies before the decision month is the
    reference's in every variant. See docs/model.md [E-supply]."""
    units, horizon, methods = resolved.leaves, resolved.base.horizon, len(wanted.methods)
    leaving, stock = len(TARGETS), len(TARGETS) + methods
    moved = np.zeros((sets.count, len(units), horizon - first, stock + methods + 1))
    if not resolved.base.supply and not resolved.reference.supply:
        return moved[..., :leaving]
    lack = np.concatenate([missing(resolved.reference, wanted.methods, units, first, 0),
                           missing(resolved.base, wanted.methods, units, 0, horizon)], axis=1)
    year = slice(reference[0] - first, reference[1] - first + 1)
    another = 1 - np.prod(lack, axis=2)  # some method is there
    without = 1 - sets[SWITCH][:, None, None] * another[None]  # of those who find theirs out
    for m in np.flatnonzero(wanted.refilled):
        left = _left(wanted.stops[:, m], without * lack[..., m])
        moved[..., leaving + m] = left - left[:, :, year].mean(axis=2, keepdims=True)
    moved[..., stock:-1] = _more_or_less(lack, lack[:, year].mean(axis=1, keepdims=True))
    moved[np.abs(moved) < 1e-12] = 0.0
    moved[..., -1] = sets[SWITCH][:, None, None] * moved[..., stock:-1].any(axis=-1)
    return moved


def _more_or_less(lack: Floats, usual: Floats) -> Floats:
    """What there is more (above 0) or less (-1 is nothing) of each method than in the reference
    year, (unit, month, method); of what was not there then, than if it always were.

    Args: lack, share of visits in vain (unit, month, method); usual, of the year (unit, 1, method).
    """
    there = usual < 1
    less = (1 - lack) / np.where(there, 1 - usual, 1.0) - 1
    return np.where(there & (lack < usual), usual - lack, less)


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
