"""A population year by year: newcomers come aboard, the engine lives the women's months, everyone
else lives a year in the pyramid.

A year is a segment of the simulation. Those who are gone are dropped before it and only those
who come in it are seated, so memory does not grow with the number of years. Girls who turn 15
are the pyramid's: survivors of the setting's girls for fifteen years, of simulated births after
that. How many they are differs between draws; a place that a draw has no girl for stays empty.
Nothing depends on where a woman stands in an array: each has luck of her own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numba import prange

from fpplan.compiling import kernel
from fpplan.population.pyramid import FEMALE, live_year, turning
from fpplan.population.start import BURN_IN, HERE, Roll, girls, merged, seat
from fpplan.population.state import AGES, EMPTY, FIRST_AGE, PRESENT
from fpplan.population.units import run_units
from fpplan.tallies import SlotTable

if TYPE_CHECKING:
    from fpplan.population.simulate import Past, Population

__all__ = ["GONE", "Year", "count_back", "lived", "women_by_age"]

GONE = 255  # in `Year.orders`: nobody there


@dataclass(frozen=True)
class Year:
    """What a year of the run left behind.

    `counts` int32 (draw, unit, month, slot): true tallies of its months, twelve but for the
    last year of a horizon that is no whole number of years. `others` int32 (draw, unit,
    stratum, sex, age): everyone but women 15-49 at its end; `net_moves` (draw, unit, stratum)
    of them, where a rate was given. `states` STATE (draw, woman): the
    women, those of unit k at offsets[k]..offsets[k + 1] - 1. `orders`, `ages` uint8 (draw,
    woman): births so far and years over 15 as it began, GONE for who was not there.
    """

    number: int
    counts: np.ndarray
    others: np.ndarray
    net_moves: np.ndarray
    states: np.ndarray
    offsets: np.ndarray
    orders: np.ndarray
    ages: np.ndarray


def lived(population: Population, past: Past, shifts: np.ndarray) -> Iterator[Year]:
    """Live months 0..horizon-1, a year at a time; the past stays as it is.

    Args:
        shifts: float64 (set, unit, horizon months, target), from month 0.
    """
    p = population
    states, keys, offsets = past.states, past.keys, past.offsets
    others = past.others.copy()
    born = [p.birthdays[None, :, :, age] for age in range(FIRST_AGE)][::-1]
    before = past.counts[:, :, -1]
    for number in range(-(-p.horizon // 12)):
        first = 12 * number
        months = min(12, p.horizon - first)
        hazard = p.hazards(past.sets, number)
        entering = turning(others, hazard, past.set_of, past.death_keys, number, born[number])
        entering = entering[..., :months]
        coming = merged(p.roll.coming(first, first + months), girls(entering, first))
        new = seat(coming, p.pools, p.girls, p.units, past.seed, past.draws)
        _leave_empty(new[0], coming, entering, first)
        states, keys, offsets, enters, moving = _aboard(states, keys, offsets, coming, *new)
        orders, ages = _as_they_start(states)
        counts = np.zeros((*past.counts.shape[:2], months, len(p.table)), np.int32)
        run_units(states, keys, enters, moving, offsets, past.tables,
                  p.period_of[BURN_IN + first:], past.logits, shifts[:, :, first:first + months],
                  past.set_of, first, first, p.slots, counts)
        births = _births(counts, p.table)
        deaths, moves = live_year(others, hazard, past.set_of, past.death_keys, number, births,
                                  _turned_50(counts, before, p.table, entering),
                                  p.net_moves(number))
        counts[..., p.table.index("deaths_others")] = np.moveaxis(
            deaths, (4, 3), (2, 3))[:, :, :months]
        change = gained(counts, p.table) + np.moveaxis(moves.sum(axis=3), 3, 2)[:, :, :months]
        people = p.table.index("people")
        counts[..., people] = before[:, :, None, people] + np.cumsum(change, axis=2)
        before = counts[:, :, -1]
        born.append(births[:, :, :, FEMALE])
        yield Year(number, counts, others.copy(), moves.sum(axis=(3, 4)), states, offsets, orders,
                   ages)


def gained(counts: np.ndarray, table: SlotTable) -> np.ndarray:
    """People come less people gone, by month: int64 (draw, unit, month, stratum)."""
    signs = {"births": 1, "moves_in": 1, "stratum_changes_in": 1,
             "moves_out": -1, "deaths_women": -1, "deaths_others": -1, "stratum_changes_out": -1}
    return sum(sign * _by_stratum(counts, table, name)  # type: ignore[return-value]
               for name, sign in signs.items() if name in table.families)


def count_back(counts: np.ndarray, table: SlotTable, people: np.ndarray) -> None:
    """Fill the `people` stock of months that end with the decision month, in place.

    Args:
        people: int64 (draw, unit, stratum) as the last month ends.
    """
    after = np.cumsum(gained(counts, table)[:, :, ::-1], axis=2)[:, :, ::-1]
    slots = table.index("people")
    counts[..., slots] = people[:, :, None]
    counts[:, :, :-1, slots] -= after[:, :, 1:]


def _by_stratum(counts: np.ndarray, table: SlotTable, family: str) -> np.ndarray:
    """A family summed over all labels but the stratum, its last: (draw, unit, month, stratum)."""
    slots = table.index(family)
    found: np.ndarray = counts[..., slots.reshape(-1, slots.shape[-1])].sum(axis=-2,
                                                                         dtype=np.int64)
    return found


def _births(counts: np.ndarray, table: SlotTable) -> np.ndarray:
    """Births by sex: int32 (draw, unit, stratum, sex, 12)."""
    slots = np.moveaxis(table.index("births"), 1, 0)  # sex, order, policy, prior, stratum
    found = counts[..., slots.reshape(2, -1, slots.shape[-1])].sum(axis=-2)
    return _twelve(np.moveaxis(found, (4, 3), (2, 3)))


def _twelve(by_month: np.ndarray) -> np.ndarray:
    """Months of a year that is cut short filled up with nobody; int32, contiguous."""
    short = 12 - by_month.shape[-1]
    padded = np.pad(by_month, [(0, 0)] * (by_month.ndim - 1) + [(0, short)])
    return np.ascontiguousarray(padded, np.int32)


def _turned_50(counts: np.ndarray, before: np.ndarray, table: SlotTable,
               entering: np.ndarray) -> np.ndarray:
    """Women who turned 50: those of the month before and newcomers who are neither gone nor
    still there. int32 (draw, unit, stratum, 12)."""
    now = _by_stratum(counts, table, "women")
    start = before[:, :, None]
    stood = np.concatenate([_by_stratum(start, table, "women"), now[:, :, :-1]], axis=2)
    found = stood - now + np.moveaxis(entering, 2, 3)
    for family, sign in (("moves_in", 1), ("stratum_changes_in", 1), ("moves_out", -1),
                         ("deaths_women", -1), ("stratum_changes_out", -1)):
        if family in table.families:
            found += sign * _by_stratum(counts, table, family)
    return _twelve(np.moveaxis(found, 2, 3))


def _leave_empty(states: np.ndarray, coming: Roll, entering: np.ndarray, first: int) -> None:
    """Nobody stands in the places beyond a draw's own number of girls, in place."""
    young = np.flatnonzero(coming.group < 0)
    own = entering[:, coming.unit[young], coming.stratum[young], coming.enters[young] - first]
    here = states["here"][:, young]
    here[coming.rank[young] >= own] = EMPTY
    states["here"][:, young] = here


def _as_they_start(states: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    there = states["here"] == PRESENT
    return np.where(there, states["order"], GONE).astype(np.uint8), states["years"].copy()


def _aboard(states: np.ndarray, keys: np.ndarray, offsets: np.ndarray, coming: Roll,
            new_states: np.ndarray, new_keys: np.ndarray
            ) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Women who are there and those who come, those who are gone dropped.

    In each unit every draw has room for the most women that any draw has, then the newcomers.
    Returns states, keys (draw, woman), offsets (unit + 1,), enters, moving (woman,).
    """
    there = np.add.reduceat(np.pad(states["here"] == PRESENT, [(0, 0), (0, 1)]), offsets[:-1],
                            axis=1, dtype=np.int64)
    room = np.where(np.diff(offsets) > 0, there.max(axis=0), 0)
    upto = np.concatenate([[0], np.cumsum(room)]) + coming.offsets
    found = np.zeros((states.shape[0], upto[-1]), states.dtype)
    found["here"] = EMPTY
    found_keys = np.zeros(found.shape, np.uint64)
    _gather(states, keys, offsets, new_states, new_keys, coming.offsets, upto, found, found_keys)
    enters = np.full(upto[-1], HERE, np.int16)
    moving = np.zeros(upto[-1], bool)
    place = np.arange(coming.women) + np.cumsum(room)[coming.unit]
    enters[place], moving[place] = coming.enters, coming.moving
    return found, found_keys, upto, enters, moving


@kernel(parallel=True)
def _gather(states, keys, offsets, new_states, new_keys, new_offsets, upto, found, found_keys):  # type: ignore[no-untyped-def]
    draws, units = states.shape[0], offsets.size - 1
    for pair in prange(draws * units):
        d, u = pair // units, pair % units
        place = upto[u]
        for i in range(offsets[u], offsets[u + 1]):
            if states[d, i].here == PRESENT:
                found[d, place] = states[d, i]
                found_keys[d, place] = keys[d, i]
                place += 1
        place = upto[u + 1] - (new_offsets[u + 1] - new_offsets[u])
        for i in range(new_offsets[u], new_offsets[u + 1]):
            found[d, place] = new_states[d, i]
            found_keys[d, place] = new_keys[d, i]
            place += 1


@kernel()
def women_by_age(states, offsets, counted):  # type: ignore[no-untyped-def]
    """Women who are there by completed age 15..49: int32 (draw, unit, 35).

    Args:
        counted: bool (stratum,), who is counted.
    """
    found = np.zeros((states.shape[0], offsets.size - 1, AGES), np.int32)
    for d in range(states.shape[0]):
        for u in range(offsets.size - 1):
            for i in range(offsets[u], offsets[u + 1]):
                w = states[d, i]
                if w.here == PRESENT and counted[w.stratum]:
                    found[d, u, w.years] += 1
    return found
