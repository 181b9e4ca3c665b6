"""Rates compiled to thresholds: what the engine compares 32-bit uniforms with.

An event happens when u < threshold, threshold = round(p * 2^32) kept within 32 bits: off by
2^-32 at most. `compiled` makes the tables of every parameter set; `shift_tables` moves the
four tables that services act on, for one unit and month, inside the engine.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from fpplan.population.events import TABLES
from fpplan.population.rates import TARGETS, Rates

__all__ = ["SHIFTED", "compiled", "cumulated", "shift_tables"]

(UPTAKE, UPTAKE_POSTPARTUM, STOP, SELECTION_ACCESS, REACH, REACH_POSTPARTUM,
 WILLING) = range(len(TARGETS))
STOP_OF_METHOD = len(TARGETS) - 1  # and the number of the method, where a shift goes so far
SHIFTED = ("uptake", "stop", "select")
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


def logits(rates: Rates) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Logits (float64, leading set axis) of the tables that services move: uptake, stop,
    select. A probability of 0 or 1 is infinite and stays where it is."""
    with np.errstate(divide="ignore"):
        uptake, stop, select = (
            np.log(p) - np.log1p(-p) for p in (getattr(rates, name) for name in SHIFTED)
        )
    return uptake, stop, select


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
def shift_tables(uptake_logit, stop_logit, select_logit, shift, tables):  # type: ignore[no-untyped-def]
    """Write the thresholds of one unit and month into the tables that services move.
    See docs/model.md [E-moved-rate].

    Args:
        uptake_logit, stop_logit, select_logit: float64 (stratum, ...), one set's logits.
        shift: float64 (target,) or (target and method,), added on the logit scale; what is
            said of a method is added to "stop" of its users alone. What is said of reach is a
            hazard, added to that of coming within reach.
        tables: TABLES (stratum,) as compiled, changed in place.
    """
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
        t.gate_stop[:] = 0
        for place in np.ndindex(stop_logit.shape[1:]):
            m, w, o, a = place
            moved = shift[STOP]
            if 0 < m < shift.size - STOP_OF_METHOD:
                moved += shift[STOP_OF_METHOD + m]
            limit = _threshold(stop_logit[s, m, w, o, a], moved)
            t.stop[m, w, o, a] = limit
            t.gate_stop[m] = max(t.gate_stop[m], limit)
        for place in np.ndindex(select_logit.shape[1:]):
            o, son, d, inside = place
            t.select[o, son, d, inside] = _threshold(select_logit[s, o, son, d, inside],
                                                     shift[SELECTION_ACCESS])
