"""Rates compiled to thresholds: what the engine compares 32-bit uniforms with.

An event happens when u < threshold, threshold = round(p * 2^32) kept within 32 bits: off by
2^-32 at most. `compiled` makes the tables of every parameter set; `shift_tables` moves the
tables that services and supply act on, for one unit and month, inside the engine.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from fpplan.population.events import TABLES
from fpplan.population.rates import TARGETS, Rates
from fpplan.population.state import LATER, MOST_METHODS, NOW

__all__ = ["SHIFTED", "Logits", "compiled", "cumulated", "logits", "shift_tables"]

(UPTAKE, UPTAKE_POSTPARTUM, STOP, SELECTION_ACCESS, REACH, REACH_POSTPARTUM,
 WILLING) = range(len(TARGETS))
STOP_OF_METHOD = len(TARGETS) - 1  # and the number of the method, where a shift goes so far
SHIFTED = ("uptake", "stop", "select")  # by their logits
STOCKED = ("choose", "next")  # by what there is of each method
_OUTCOMES = {"leave", "child_death", "union", "first_want", "want", "choose", "next", "lose",
             "insusceptible", "want_after_birth", "outside", "first_reach"}
_FULL = float(2**32)


def cumulated(name: str, probabilities: np.ndarray) -> np.ndarray:
    """Cumulative probabilities along the axis of outcomes; others as they are."""
    return np.cumsum(probabilities, axis=-1) if name in _OUTCOMES else probabilities


def thresholds(p: np.ndarray) -> np.ndarray:
    """uint32 thresholds of probabilities. See docs/model.md [E-threshold32]."""
    return np.minimum(np.rint(np.asarray(p) * _FULL), _FULL - 1).astype(np.uint32)


def compiled(rates: Rates, allowed: np.ndarray) -> np.ndarray:
    """Tables of every set: TABLES (set, stratum).

    Args:
        rates: probabilities per month.
        allowed: uint8 (stratum, order, sons, daughters), months since the last birth from
            which the next one is within policy, `events.NEVER` for never; the same for every set.
    """
    tables = np.zeros(rates.male.shape, TABLES)
    for name in Rates._fields:
        cells = thresholds(cumulated(name, getattr(rates, name)))
        room = tables[name]
        # Methods that a setting does not have stay at threshold 0: nobody uses them.
        room[tuple(slice(0, size) for size in cells.shape)] = cells
    tables["allowed"] = allowed
    tables["gate_death"] = tables["death"].max(axis=-1)
    tables["gate_leave"] = tables["leave"].max(axis=(-3, -2, -1))
    tables["gate_child_death"] = tables["child_death"].max(axis=(-4, -3, -2, -1))
    tables["gate_union"] = tables["union"].max(axis=(-2, -1))
    tables["gate_lose"] = tables["lose"].max(axis=(-4, -3, -2, -1))
    tables["gate_reconsider"] = tables["reconsider"].max(axis=(-3, -2, -1))
    lower = np.stack([np.zeros_like(tables["want"][..., 0, :, :, 0]),
                      tables["want"][..., 1, :, :, 0],
                      tables["want"][..., 2, :, :, 1]], axis=-3)
    upper = np.stack([tables["want"][..., 0, :, :, 0], tables["want"][..., 1, :, :, 1],
                      np.full_like(lower[..., 0, :, :], 2**32 - 1)], axis=-3)
    tables["gate_want"] = np.stack([lower.max(axis=(-2, -1)), upper.min(axis=(-2, -1))], axis=-1)
    tables["gate_stop"] = tables["stop"].max(axis=(-3, -2, -1))
    tables["gate_conceive"] = tables["conceive"].max(axis=(-3, -2, -1))
    return tables


class Logits(NamedTuple):
    """What shifts start from (float64, leading set axis): logits of uptake, stop and select, where
    a probability of 0 or 1 is infinite and stays where it is; chances of choose and next."""

    uptake: np.ndarray
    stop: np.ndarray
    select: np.ndarray
    choose: np.ndarray
    next: np.ndarray


def logits(rates: Rates) -> Logits:
    """What `shift_tables` needs of rates."""
    with np.errstate(divide="ignore"):
        odds = [np.log(p) - np.log1p(-p) for p in (getattr(rates, name) for name in SHIFTED)]
    return Logits(*odds, *(getattr(rates, name) for name in STOCKED))


@njit(inline="always")
def _threshold(logit, shift):  # type: ignore[no-untyped-def]
    p = 1.0 / (1.0 + np.exp(-(logit + shift)))
    return np.uint32(min(np.rint(p * 4294967296.0), 4294967295.0))


@njit
def _come_within(rows, hazard):  # type: ignore[no-untyped-def]
    """Add a hazard to that of coming within reach: rows (want, order class, [takes up, comes
    within reach]), thresholds, changed in place. Who never comes within reach stays outside."""
    for w in range(rows.shape[0]):
        for o in range(rows.shape[1]):
            takes, comes = np.float64(rows[w, o, 0]), np.float64(rows[w, o, 1])
            if comes > takes:
                stays = min((4294967296.0 - comes) * np.exp(-hazard), 4294967296.0 - takes)
                rows[w, o, 1] = np.uint32(min(np.rint(4294967296.0 - stays), 4294967295.0))


@njit
def _supplied(wished, short, switch, lasting, found):  # type: ignore[no-untyped-def]
    """Who comes for each method goes with it, with another or with none: `found` (method,), their
    chances from those of wishing for each. See docs/model.md [E-supply].

    Who finds none of hers takes another that can be left again with `switch`, in proportion to
    what is found of these. More of a method than in the reference year brings back those alone
    who went without.

    Args: short (method,), what there is more (above 0) or less (-1 is nothing) of each; lasting:
        bool (method,), which can not be left.
    """
    for m in range(wished.size):
        more = max(short[m], 0.0) * (1.0 - switch) + min(short[m], 0.0)
        found[m] = wished[m] * (1.0 + more)
    for j in range(wished.size):
        if short[j] < 0.0:
            others = 0.0
            for m in range(wished.size):
                if m != j and not lasting[m]:
                    others += wished[m] * (1.0 + min(short[m], 0.0))
            for m in range(wished.size):
                if m != j and not lasting[m] and others > 0.0:
                    found[m] += (switch * wished[j] * -short[j] * wished[m]
                                 * (1.0 + min(short[m], 0.0)) / others)


@njit
def _stock_tables(wished, after, short, switch, lasting, t):  # type: ignore[no-untyped-def]
    """Write which method women take, from what there is, into a stratum's tables; those who go
    without lower the thresholds of uptake. See docs/model.md [E-supply].

    Args: wished (postpartum, want, order class, age group, method); after (method, want, [none,
        methods]); short, switch, lasting as `_supplied`.
    """
    methods = short.size
    found = np.zeros(MOST_METHODS)[:methods]
    there = np.zeros(wished.shape[:-2])  # mean over ages
    for place in np.ndindex(wished.shape[:-1]):
        p, w, o, a = place
        _supplied(wished[p, w, o, a], short, switch, lasting, found)
        whole = found.sum()
        there[p, w, o] += whole / wished.shape[-2]
        t.uptake[p, w, o, a] = min(np.rint(t.uptake[p, w, o, a] * whole), 4294967295.0)
        below = 0.0
        for m in range(methods):
            below += found[m]
            if whole > 0.0:
                t.choose[p, w, o, a, m] = min(np.rint(below / whole * 4294967296.0), 4294967295.0)
    for place in np.ndindex(there.shape):
        p, w, o = place
        for k in range(2):
            takes = np.float64(t.outside[p, k, w, o, 0])
            found_one = np.uint32(min(np.rint(takes * there[p, w, o]), 4294967295.0))  # type: ignore[arg-type]
            t.outside[p, k, w, o, 1] += found_one - t.outside[p, k, w, o, 0]
            t.outside[p, k, w, o, 0] = found_one
    less = np.minimum(short, 0.0)
    for place in np.ndindex(after.shape[:-1]):
        before, w = place
        row = after[before, w]
        _supplied(row[1:], less, switch, lasting, found)
        below = row.sum() - found.sum()
        t.next[before, w, 0] = min(np.rint(below * 4294967296.0), 4294967295.0)
        for m in range(methods):
            below += found[m]
            t.next[before, w, 1 + m] = min(np.rint(below * 4294967296.0), 4294967295.0)


@njit
def shift_tables(uptake_logit, stop_logit, select_logit, wished, after, shift, tables):  # type: ignore[no-untyped-def]
    """Write the thresholds of one unit and month into the tables that services and supply move.
    See docs/model.md [E-moved-rate].

    Args:
        uptake_logit, stop_logit, select_logit, wished, after: `Logits` of one set, (stratum, ...)
            each.
        shift: float64 (target,), added on the logit scale: "stop" of women who want a birth later
            or no more. Then as far as they are given: (method,), the same for leaving each,
            whatever she wants; (method,), what there is more or less of each, see `_supplied`,
            and the share of those who find none of theirs who take another. What is said of
            reach is a hazard, added to that of coming within reach.
        tables: TABLES (stratum,) as `compiled`, changed in place.
    """
    methods = wished.shape[-1]
    stocked = STOP_OF_METHOD + 1 + methods
    for s in range(tables.size):
        t = tables[s]
        for p in range(2):
            for k in range(2):
                _come_within(t.outside[p, k], shift[WILLING if k else REACH]
                             + p * shift[REACH_POSTPARTUM])
        for place in np.ndindex(uptake_logit.shape[1:]):
            p, w, o, a = place
            moved = shift[UPTAKE_POSTPARTUM] if p else shift[UPTAKE]
            t.uptake[p, w, o, a] = _threshold(uptake_logit[s, p, w, o, a], moved)
        if shift.size > stocked and np.any(shift[stocked:]):
            lasting = np.isinf(stop_logit[s, 1:, LATER, 0, 0])
            _stock_tables(wished[s], after[s], shift[stocked:stocked + methods],
                          shift[stocked + methods], lasting, t)
        t.gate_stop[:] = 0
        for place in np.ndindex(stop_logit.shape[1:]):
            m, w, o, a = place
            # Who wants a birth now is not kept on a method by any service.
            moved = shift[STOP] if w != NOW else 0.0
            if 0 < m < shift.size - STOP_OF_METHOD:
                moved += shift[STOP_OF_METHOD + m]
            if moved != 0.0:
                t.stop[m, w, o, a] = _threshold(stop_logit[s, m, w, o, a], moved)
            t.gate_stop[m] = max(t.gate_stop[m], t.stop[m, w, o, a])
        for place in np.ndindex(select_logit.shape[1:]):
            o, son, d = place
            t.select[o, son, d] = _threshold(select_logit[s, o, son, d], shift[SELECTION_ACCESS])
