"""Where a run's women come from: a pool of simulated lives.

For each stratum `HISTORIES` women live from 15 to 49 at central values, and one snapshot is
kept for every year of age, at a month of the year that differs from woman to woman: about
100,000 snapshots a five-year age group. They are raked by weights to the scenario's margins of
women in union (births so far, composition, method) and sorted by births, method and ordinal,
so that a systematic sample of a few dozen is spread over what matters.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from fpplan.contract.errors import FpplanError
from fpplan.contract.text import _
from fpplan.luck import fold, fold_array, unit_interval
from fpplan.population.engine import follow
from fpplan.population.state import (
    AGE_GROUPS,
    AGES,
    CLASSES,
    IN,
    IN_UNION,
    LATER,
    NEVER_YET,
    NOW,
    OUT,
    PRESENT,
    RELUCTANT,
    SINCE_CAP,
    STATE,
)

__all__ = ["HISTORIES", "Girls", "Margins", "Pool", "build_pool", "entrant", "rake"]

HISTORIES = 20_000
GUIDE = 2**15  # parts into which `Pool.guide` divides an age group
_START = -2000  # month index at which pool lives begin; before every run's own months
_ROUNDS = 200
_CLOSE = 1e-6  # a margin counts as met when every share is this near


@dataclass(frozen=True)
class Margins:
    """Shares of women in union that the pool is raked to; None where nothing is known.

    `order`: births so far 0, 1, 2, 3+. `method`: none and each method of the setting.
    `composition`: no child, sons only, daughters only, both.
    """

    order: np.ndarray | None = None
    method: np.ndarray | None = None
    composition: np.ndarray | None = None


@dataclass(frozen=True)
class Pool:
    """Snapshots of one stratum.

    `states`: STATE (snapshot,), sorted by age group, births, method, ordinal; `first`: int64
    (age group + 1,) where each age group begins; `cumulative`: float64 (snapshot,) weights
    summed within each age group, ending at 1; `effective`: effective number of snapshots
    (age group,), (sum of weights)^2 / sum of squares.
    """

    states: np.ndarray
    first: np.ndarray
    cumulative: np.ndarray
    effective: np.ndarray

    @cached_property
    def guide(self) -> np.ndarray:
        """Where to look in `cumulative`: int64 (age group, GUIDE + 1), the first snapshot of the
        group whose weight summed is at least 0, 1, 2, ... GUIDE-ths, or its last."""
        parts = np.arange(GUIDE + 1) / GUIDE
        return np.stack([
            np.minimum(first + np.searchsorted(self.cumulative[first:stop], parts), stop - 1)
            for first, stop in pairwise(self.first)])


class Girls(NamedTuple):
    """What girls are on their fifteenth birthday."""

    sterile: float
    """Share who cannot conceive."""
    in_union: float = 0.0
    """Share already in a union."""
    now: float = 0.0
    """Share of those who want a birth now."""
    out: float = 0.0
    """Share of those out of reach of contraception."""
    reluctant: float = 0.0
    """Share of those reluctant, of the others."""


def entrant(count: int, stratum: int, girls: Girls, keys: np.ndarray) -> np.ndarray:
    """Women on their fifteenth birthday: childless, nearly all single, wanting a birth later.
    See docs/model.md [E-entrant].

    Each is sterile, or in one of the fecund classes, which are equal in size; her key decides
    on that, on a union and on what she wants in it.
    """
    women = np.zeros(count, STATE)
    women["here"] = PRESENT
    women["since"] = SINCE_CAP
    women["want"] = LATER
    women["stratum"] = stratum
    u = unit_interval(fold_array(fold("fecundability"), keys))
    sterile = girls.sterile
    women["fecund"] = np.where(
        u < sterile, 0, 1 + np.minimum((u - sterile) / (1 - sterile) * (CLASSES - 1), CLASSES - 2)
    ).astype(np.uint8)
    if girls.in_union > 0:
        united = unit_interval(fold_array(fold("in union at 15"), keys)) < girls.in_union
        now = unit_interval(fold_array(fold("wants at 15"), keys)) < girls.now
        women["union"] = np.where(united, IN_UNION, NEVER_YET)
        women["want"] = np.where(united & now, NOW, LATER)
        women["since"] = np.where(united, 0, SINCE_CAP)
        out = unit_interval(fold_array(fold("out of reach at 15"), keys)) < girls.out
        fears = unit_interval(fold_array(fold("reluctant at 15"), keys)) < girls.reluctant
        women["reach"] = np.where(united, np.where(out, OUT, np.where(fears, RELUCTANT, IN)), IN)
    return women


def build_pool(tables: np.ndarray, slots: np.ndarray, slot_count: int, *, stratum: int,
               girls: Girls, women_by_age: np.ndarray, margins: Margins) -> Pool:
    """Simulate and rake the pool of one stratum. See docs/model.md [E-pool].

    Args:
        tables: TABLES (stratum,) at central values. slots, slot_count: as `engine.follow`.
        girls: how their lives begin.
        women_by_age: relative number of women in each five-year group, for the margins,
            which are of all women in union.
    Raises FpplanError when a margin cannot be met.
    """
    staying = tables.copy()
    staying["death"] = 0
    staying["leave"] = 0
    keys = fold_array(fold("pool", stratum), np.arange(HISTORIES))
    women = entrant(HISTORIES, stratum, girls, keys)
    snapshots = np.empty((AGES, HISTORIES), STATE)
    for offset in range(12):
        group = np.arange(offset, HISTORIES, 12)
        lives, own = women[group], keys[group]
        month = _START
        for year in range(AGES):
            span = offset if year == 0 else 12
            follow(lives, own, staying, month, span, slots, slot_count)
            month += span
            snapshots[year, group] = lives
    flat = snapshots.ravel()
    ordinal = np.tile(np.arange(HISTORIES), AGES)
    group = flat["years"] // 5
    by = np.lexsort((ordinal, flat["method"], flat["order"], group))
    states = flat[by]
    group = group[by]
    first = np.searchsorted(group, np.arange(AGE_GROUPS + 1))
    weights = rake(states, women_by_age, margins)
    cumulative = np.empty(states.size)
    effective = np.empty(AGE_GROUPS)
    for g in range(AGE_GROUPS):
        part = weights[first[g]:first[g + 1]]
        effective[g] = part.sum() ** 2 / (part**2).sum()
        cumulative[first[g]:first[g + 1]] = np.cumsum(part) / part.sum()
    return Pool(states, first, cumulative, effective)


def rake(states: np.ndarray, women_by_age: np.ndarray, margins: Margins) -> np.ndarray:
    """Weights of snapshots, float64: age groups and, among women in union, the margins.
    See docs/model.md [E-rake].

    Iterative proportional fitting over cells of age group, births, composition and method.
    Raises FpplanError for a margin with an empty cell or one that contradicts another.
    """
    group = (states["years"] // 5).astype(np.int64)
    order = np.minimum(states["order"], 3).astype(np.int64)
    composition = (states["sons"] > 0) + 2 * (states["daughters"] > 0).astype(np.int64)
    method = states["method"].astype(np.int64)
    union = states["union"] == IN_UNION
    weights = (women_by_age / np.bincount(group, minlength=AGE_GROUPS))[group]
    labels = {"order": order, "composition": composition, "method": method}
    wanted = [(name, label, share) for name, label in labels.items()
              if (share := getattr(margins, name)) is not None]
    if not wanted:
        return weights
    by_age = women_by_age.astype(float)
    for name, label, share in wanted:
        present = np.bincount(label[union], weights[union], minlength=share.size)
        for cell in np.flatnonzero((share > 0) & (present == 0)):
            raise FpplanError(_("margins.{name}: no simulated woman has number {cell} "
                                "of the {count} kinds").format(name=name, cell=cell + 1,
                                                               count=share.size))
    for _round in range(_ROUNDS):
        worst = 0.0
        for _name, label, share in wanted:
            now = np.bincount(label[union], weights[union], minlength=share.size)
            if not now.any():  # one margin leaves out everybody whom another asks for
                raise _contradiction(float(share.max()))
            now = now / now.sum()
            worst = max(worst, float(np.abs(now - share).max()))
            factor = np.divide(share, now, out=np.zeros_like(now), where=now > 0)
            weights = np.where(union, weights * factor[label], weights)
        there = np.bincount(group, weights, minlength=AGE_GROUPS)
        if not there.all():
            raise _contradiction(worst)
        weights = weights * (by_age / there)[group]
        if worst < _CLOSE:
            return weights
    raise _contradiction(worst)


def _contradiction(miss: float) -> FpplanError:
    return FpplanError(_("margins: the shares of births, composition and method contradict each "
                         "other; the nearest weights still miss a share by {miss:.2g}")
                       .format(miss=miss))
