"""Who is there: how many women of which age each unit has, and which lives they get.

Numbers by age come from the setting's age structure and the unit's people at the decision
month, moved back 36 months. Women who turn 15 before it and women who move in are counts by
month, fixed before the engine and the same for all draws; movers balance leavers. Those who turn
15 from the decision month on come from the pyramid (see `years`). Each draw takes the states of
its women from the pool by systematic sampling: one keyed uniform for each unit, stratum and
five-year age group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
from numba import prange

from fpplan.compiling import kernel
from fpplan.contract.ids import hash64
from fpplan.luck import GOLDEN, fold, fold_array, key_of, mix64, unit_interval
from fpplan.place.setting import Setting
from fpplan.population.pool import Girls, Pool, entrant
from fpplan.population.state import ABSENT, AGE_GROUPS, FIRST_AGE, LAST_AGE, STATE
from fpplan.population.when import mortality_by_year, people_by_year

__all__ = ["BURN_IN", "HERE", "Roll", "girls", "merged", "roll", "seat"]

BURN_IN = 36  # months lived before the decision month
HERE = -32768  # enters: here from the start


@dataclass(frozen=True)
class Roll:
    """The women of a run, the same list in every draw; woman axis in order of units.

    offsets int64 (unit + 1,); enters int16 (woman,) month of arrival; stratum uint8 (woman,);
    group int16 (woman,) five-year age group whose pool she comes from, -1 for women who turn
    15; rank, among int64 (woman,) her place in her systematic sample and its size; number
    uint64 (woman,) her identity within the unit: stratum, kind and ordinal.
    """

    offsets: np.ndarray
    enters: np.ndarray
    stratum: np.ndarray
    group: np.ndarray
    rank: np.ndarray
    among: np.ndarray
    number: np.ndarray

    @property
    def women(self) -> int:
        """How many women there are in all, those still to come included."""
        return self.enters.size

    @property
    def moving(self) -> np.ndarray:
        """Who moves in during the run, bool (woman,)."""
        return (self.enters != HERE) & (self.group >= 0)

    @property
    def unit(self) -> np.ndarray:
        """Positions of the women's units, int64 (woman,)."""
        return np.repeat(np.arange(self.offsets.size - 1), np.diff(self.offsets))

    def coming(self, first: int, stop: int) -> Roll:
        """Those who arrive in months first..stop-1."""
        chosen = (self.enters >= first) & (self.enters < stop)
        upto = np.concatenate([[0], np.cumsum(chosen)])
        return Roll(upto[self.offsets], *(getattr(self, field.name)[chosen]
                                          for field in fields(Roll)[1:]))


def _spread(flow: np.ndarray, phase: float) -> np.ndarray:
    """Whole numbers per month that follow a flow, float64 (month,)."""
    steps = np.floor(np.concatenate([[0.0], np.cumsum(flow)]) + phase)
    return np.diff(steps).astype(np.int64)


def _rounded(parts: np.ndarray) -> np.ndarray:
    """Whole numbers nearest to `parts` that keep their sum (largest remainders)."""
    whole = np.floor(parts).astype(np.int64)
    short = round(float(parts.sum())) - int(whole.sum())
    whole[np.argsort(whole - parts, kind="stable")[:short]] += 1
    return whole


def roll(setting: Setting, people: np.ndarray, units: tuple[str, ...], horizon: int, when: float,
         arrive_per_year: Sequence[float] | np.ndarray, exposure: float = 1.0) -> Roll:
    """List the women of every unit but those who turn 15 from the decision month on.
    See docs/model.md [E-roll].

    Args:
        people: whole numbers (unit, stratum) at the decision month.
        when: its calendar time, a year with decimals.
        arrive_per_year: women of each stratum who move in a year for each who is there at the
            start, at their ages: (stratum,), or (stratum, month from -36, 1); the central rate
            of leaving balances it. Or, by age, for each person of the place: (stratum, month,
            five-year age group).
        exposure: women of every age for each of the setting's, see `rates.Scales`.
    """
    by_year = exposure * people_by_year(setting, "female", when)
    ages = slice(FIRST_AGE, LAST_AGE + 1)
    mortality = mortality_by_year(setting, "female", when)[ages]
    before = BURN_IN // 12
    # Women aged a at month -36 are aged a + 3 at the decision month; some died in between.
    then = by_year[FIRST_AGE + before:LAST_AGE + 1 + before] * np.exp(mortality * before)
    then = then.reshape(AGE_GROUPS, -1).sum(axis=1)
    arriving = np.asarray(arrive_per_year, np.float64)[:people.shape[1]]
    if arriving.ndim < 3:
        arriving = arriving.reshape(people.shape[1], -1, 1)
    arriving = np.broadcast_to(arriving, (people.shape[1], BURN_IN + horizon, arriving.shape[2]))
    rows: list[tuple[int, ...]] = []
    for u, unit in enumerate(units):
        for s in range(people.shape[1]):
            count = float(people[u, s])
            phase = float(unit_interval(np.array([fold(unit, "arrivals", s)], np.uint64))[0])
            for g, size in enumerate(_rounded(then * count)):
                rows.append((u, s, g, HERE, int(size), 0))
            # Month m: those who were 15 - m/12 years old at the decision month.
            young = FIRST_AGE + (BURN_IN - np.arange(BURN_IN) - 1) / 12
            arrivals = _spread(by_year[young.astype(int)] * count / 12, phase)
            for m in np.flatnonzero(arrivals):
                rows.append((u, s, -1, int(m) - BURN_IN, int(arrivals[m]), 0))
            by_age = arriving.shape[2] > 1
            flow = arriving[s] / 12 * (count if by_age else then.sum() * count)
            share = np.cumsum(then) / then.sum()
            moved = 0
            movers = np.stack([_spread(one, (1 - phase + k * 0.6180339887) % 1)
                               for k, one in enumerate(flow.T)], axis=-1)
            for month, group in np.argwhere(movers).tolist():
                for _one in range(movers[month, group]):
                    g = group if by_age else min(int(np.searchsorted(
                        share, (moved * 0.6180339887 + phase) % 1)), AGE_GROUPS - 1)
                    rows.append((u, s, g, month - BURN_IN, 1, 1 + moved))
                    moved += 1
    return _listed(rows, len(units))


def girls(entering: np.ndarray, first_month: int) -> Roll:
    """Places for those who turn 15 in some months; a draw with fewer leaves the last ones empty.

    Args:
        entering: whole numbers (draw, unit, stratum, month from first_month).
    """
    most = entering.max(axis=0)
    rows = [(u, s, -1, first_month + m, int(most[u, s, m]), 0)
            for u, s, m in np.argwhere(most).tolist()]
    return _listed(rows, most.shape[0])


def merged(one: Roll, other: Roll) -> Roll:
    """Two lists of women of the same units as one."""
    order = np.argsort(np.concatenate([one.unit, other.unit]), kind="stable")
    return Roll(one.offsets + other.offsets,
                *(np.concatenate([getattr(one, field.name), getattr(other, field.name)])[order]
                  for field in fields(Roll)[1:]))


def _listed(rows: Sequence[tuple[int, ...]], units: int) -> Roll:
    unit, stratum, group, enters, size, mover = np.array(rows, np.int64).reshape(-1, 6).T
    each = np.repeat(np.arange(size.size), size)
    rank = np.arange(each.size) - np.repeat(np.cumsum(size) - size, size)
    # stratum | kind (age group 0..6 at the start, 7 turning 15, 8 moving in) | when | ordinal
    kind = np.where(mover > 0, 8, np.where(group < 0, 7, group))
    when = np.where(enters == HERE, 0, enters + BURN_IN + 1)
    number = ((stratum << 56) | (kind << 48) | (when << 32))[each] | (
        np.where(mover > 0, mover, 0)[each] + rank)
    counts = np.bincount(unit[each], minlength=units)
    return Roll(
        offsets=np.concatenate([[0], np.cumsum(counts)]).astype(np.int64),
        enters=enters[each].astype(np.int16), stratum=stratum[each].astype(np.uint8),
        group=group[each].astype(np.int16), rank=rank, among=size[each],
        number=number.astype(np.uint64),
    )


def seat(women: Roll, pools: Sequence[Pool], girls: Sequence[Girls], units: tuple[str, ...],
         seed: int, draws: tuple[int, int]) -> tuple[np.ndarray, np.ndarray]:
    """Give every woman of every draw a life: STATE (draw, woman) and keys uint64 (draw, woman).
    See docs/model.md [E-seat].

    Args:
        pools: the lives of each stratum. girls: how those who turn 15 begin, of each stratum.
    """
    numbers = np.arange(*draws)
    units_hashed = np.array([hash64(unit) for unit in units], np.uint64)
    bases = fold_array(fold_array(fold(seed), numbers)[:, None], units_hashed)  # (draw, unit)
    states = np.zeros((numbers.size, women.women), STATE)
    keys = np.zeros((numbers.size, women.women), np.uint64)
    for s, pool in enumerate(pools):
        _sample(states, keys, bases, women.offsets, women.stratum, women.group, women.rank,
                women.among, women.number, women.enters, s, pool.states, pool.guide,
                pool.cumulative)
    young = women.group < 0
    for s in range(len(pools)):
        here = np.flatnonzero(young & (women.stratum == s))
        young_women = entrant(numbers.size * here.size, s, girls[s], keys[:, here].ravel())
        young_women["here"] = ABSENT
        states[:, here] = young_women.reshape(numbers.size, here.size)
    return states, keys


@kernel(parallel=True)
def _sample(states, keys, bases, offsets, stratum, group, rank, among, number, enters, wanted,  # type: ignore[no-untyped-def]
            pool, guide, cumulative):
    draws, units = bases.shape
    for pair in prange(draws * units):
        draw, unit = pair // units, pair % units
        base = bases[draw, unit]
        for i in range(offsets[unit], offsets[unit + 1]):
            if stratum[i] != wanted:
                continue
            key = key_of(base, number[i])
            keys[draw, i] = key
            if group[i] < 0:
                continue
            # One uniform a sample: that of its first woman's number without the ordinal.
            sample = number[i] - np.uint64(rank[i])
            u = np.float64(mix64(key_of(base, sample) ^ GOLDEN) >> np.uint64(11)) * 2.0**-53
            at = (rank[i] + u) / among[i]
            parts = guide.shape[1] - 1
            part = min(np.int64(at * parts), parts - 1)
            low, high = guide[group[i], part], guide[group[i], part + 1]
            while low < high:
                middle = (low + high) // 2
                if cumulative[middle] < at:
                    low = middle + 1
                else:
                    high = middle
            states[draw, i] = pool[low]
            if enters[i] != HERE:
                states[draw, i].here = ABSENT
