"""The compiled events seen from outside: every breakpoint of every row, by bisection.

Nothing here is kept in numba's cache on disk: the cache looks at the file of the function
that it keeps, not at the events inlined into it, and a proof of yesterday's events is none.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from fpplan.population import events
from fpplan.population.events import (
    CHANGE_WANT,
    CHILD_DEATH,
    CHOOSE,
    CONCEIVE,
    DEATH,
    FETUS_SEX,
    FIRST_REACH,
    FIRST_WANT,
    INSUSCEPTIBLE,
    LEAVE,
    LOSE,
    PUT_OFF,
    RECONSIDER,
    SELECT,
    TWIN,
    TWIN_SEX,
    UNITE,
    USE,
)

__all__ = ["aged", "applied", "borne", "breakpoints", "disorder"]


@njit
def _happen(event, w, u, t, after):  # type: ignore[no-untyped-def]
    if event == DEATH:
        return int(events.death(w, u, t))
    if event == LEAVE:
        return int(events.leave(w, u, t))
    if event == CHILD_DEATH:
        return int(events.child_death(w, u, t))
    if event == UNITE:
        return int(events.union(w, u, t))
    if event == FIRST_WANT:
        return int(events.first_want(w, u, t))
    if event == CHANGE_WANT:
        return int(events.want(w, u, t))
    if event == USE:
        return int(events.use(w, u, t))
    if event == CHOOSE:
        return int(events.choose(w, u, t))
    if event == CONCEIVE:
        return int(events.conceive(w, u, t))
    if event == LOSE:
        return int(events.lose(w, u, t))
    if event == FETUS_SEX:
        return int(events.fetus_sex(w, u, t))
    if event == SELECT:
        return int(events.select(w, u, t))
    if event == TWIN:
        return int(events.twin(w, u, t))
    if event == TWIN_SEX:
        return int(events.twin_sex(w, u, t))
    if event == INSUSCEPTIBLE:
        return int(events.insusceptible(w, u, t, after))
    if event == RECONSIDER:
        return int(events.reconsider(w, u, t))
    if event == FIRST_REACH:
        return int(events.first_reach(w, u, t))
    if event == PUT_OFF:
        return int(events.put_off(w, u, t))
    return int(events.want_after_birth(w, u, t))


@njit
def breakpoints(event, states, after, tables, place, edges):  # type: ignore[no-untyped-def]
    """How many of the 2^32 uniforms lead to each outcome or one before it.

    Args:
        event: event number. states: STATE (woman,). after: int64 (woman,), what
            `insusceptible` follows. tables: TABLES (stratum,).
        place: int64 (outcome number,), its place in the order in which rising uniforms meet
            it; the number of outcomes for a number that is none of them.
        edges: int64 (woman, outcome in that order), written; 2^32 at the end of each row.
    """
    scratch = states[:1].copy()
    w = scratch[0]
    for i in range(states.size):
        t = tables[states[i].stratum]
        low = 0
        for k in range(edges.shape[1]):
            high = 1 << 32
            while low < high:
                middle = (low + high) >> 1
                scratch[0] = states[i]
                if place[_happen(event, w, np.uint32(middle), t, after[i])] > k:
                    high = middle
                else:
                    low = middle + 1
            edges[i, k] = low


@njit
def disorder(event, states, after, tables, place, edges, uniforms):  # type: ignore[no-untyped-def]
    """How many (woman, uniform) lead to another outcome than `edges` say, if the outcome is
    monotone in the uniform. uniforms: uint32 (n,), the same for every woman."""
    scratch = states[:1].copy()
    w = scratch[0]
    wrong = 0
    for i in range(states.size):
        t = tables[states[i].stratum]
        for u in uniforms:
            expected = 0
            while expected < edges.shape[1] and edges[i, expected] <= np.int64(u):
                expected += 1
            scratch[0] = states[i]
            wrong += place[_happen(event, w, u, t, after[i])] != expected
    return wrong


@njit
def applied(event, states, after, tables, uniforms, outcomes):  # type: ignore[no-untyped-def]
    """Let an event happen to every woman with her uniform: `states` change in place, the
    outcome numbers are written to `outcomes` int64 (woman,)."""
    for i in range(states.size):
        w = states[i]
        outcomes[i] = _happen(event, w, uniforms[i], tables[w.stratum], after[i])


@njit
def borne(states, male):  # type: ignore[no-untyped-def]
    """One live birth to every woman, in place."""
    for i in range(states.size):
        events.bear(states[i], male[i])


@njit
def aged(states):  # type: ignore[no-untyped-def]
    """One month older, every woman, in place."""
    for i in range(states.size):
        events.grow_older(states[i])
