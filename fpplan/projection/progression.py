"""Parity progression in a period: what share of women with so many births go on to the next.

In each year women are counted by five-year age group and births so far as it begins, and births
of each order to them as it goes on. A woman who lived from 15 to 49 under the rates of that year
goes through an increment-decrement table by age and order; the period's progression ratio from
order o is her chance of ever having birth o + 1 once she has had o (the table by age and parity
of the Human Fertility Database, methods protocol).
"""

from __future__ import annotations

import numpy as np
from numba import prange

from fpplan.compiling import kernel
from fpplan.population.state import AGE_GROUPS, AGES
from fpplan.population.years import GONE, Year

__all__ = ["ORDERS", "count_progress", "progression"]

ORDERS = 4  # from 0 to the first birth up to from 3 to the fourth
_AGED_OR_HERE = (1, 4)  # state.PRESENT, state.AGED: she lived the whole year here


def count_progress(year: Year, counted: np.ndarray) -> np.ndarray:
    """Women by order as the year began, and births of the next order to them.

    Args:
        counted: bool (stratum,), who is counted.
    Returns:
        int64 (draw, unit, [women, went on], age group, order 0..3).
    """
    return _count(year.states, year.offsets, year.orders, year.ages, counted)


@kernel(parallel=True)
def _count(states, offsets, orders, ages, counted):  # type: ignore[no-untyped-def]
    draws, units = states.shape[0], offsets.size - 1
    found = np.zeros((draws, units, 2, AGE_GROUPS, ORDERS), np.int64)
    for pair in prange(draws * units):
        d, u = pair // units, pair % units
        for i in range(offsets[u], offsets[u + 1]):
            before = orders[d, i]
            w = states[d, i]
            stays = w.here == _AGED_OR_HERE[0] or w.here == _AGED_OR_HERE[1]
            if before == GONE or not stays or not counted[w.stratum]:
                continue
            group = ages[d, i] // 5
            if before < ORDERS:
                found[d, u, 0, group, before] += 1
            for order in range(before, min(w.order, ORDERS)):
                found[d, u, 1, group, order] += 1
    return found


def progression(counts: np.ndarray) -> np.ndarray:
    """Period parity progression ratios, float64 (..., order 0..3); NaN where nobody gets so far.
    See docs/model.md [E-progression].

    An age and order without women passes nobody on.

    Args:
        counts: (..., [women, went on], age group, order), as `count_progress`.
    """
    women, births = counts[..., 0, :, :], counts[..., 1, :, :]
    chance = np.divide(births, women, out=np.zeros(women.shape), where=women > 0)
    chance = np.minimum(chance, 1.0)
    share = np.zeros((*women.shape[:-2], ORDERS + 1))
    share[..., 0] = 1.0
    went_on = np.zeros((*women.shape[:-2], ORDERS))
    for age in range(AGES):
        moved = share[..., :-1] * chance[..., age // 5, :]
        went_on += moved
        share[..., :-1] -= moved
        share[..., 1:] += moved
    reached = np.concatenate([np.ones((*went_on.shape[:-1], 1)), went_on[..., :-1]], axis=-1)
    return np.divide(went_on, reached, out=np.full(went_on.shape, np.nan), where=reached > 0)
