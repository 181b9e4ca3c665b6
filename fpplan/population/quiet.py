"""Quiet months: in most months of most women nothing happens, and nobody need look at them.

For each woman who is there, `watch` writes down the uniforms that would bring her something as
she is: limits from the very rows of the tables that `engine.step` would look up. `noticed`
compares the uniforms of 64 women with their limits, without a branch, and says whom to visit.
Besides, a woman is visited in the months that change her rows without any luck (`next_visit`).
A visit is `engine.step`; of the quiet months between, only the counters move, all at once
(`wait`). So states and counts are those of plain stepping to the byte (tested), and a limit too
wide costs time alone.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from fpplan.luck import GOLDEN, mix64
from fpplan.population import events as happens
from fpplan.population.events import CHANGE_WANT, CHILD_DEATH, CONCEIVE, DEATH
from fpplan.population.state import (
    AFTER_BIRTH,
    AFTER_LOSS,
    GESTATION,
    IN_UNION,
    ON_CAP,
    PRESENT,
    SEX_KNOWN,
    SINCE_CAP,
)

__all__ = ["BLOCK", "LIMITS", "forget", "next_visit", "noticed", "wait", "watch", "watch_use"]

BLOCK = 64  # women looked at together, a bit each
# Limits of a woman; u below the limit is noticed, 0 never. WANT_ABOVE: of 2^32 - 1 - u.
(_DEATH, _LEAVE, _CHILD, _UNION, _WANT_BELOW, _WANT_ABOVE, _USE, _CONCEIVE,
 _LOSE) = range(9)
LIMITS = 9
_LOW, _HALF = np.uint64(2**32 - 1), np.uint64(32)


@njit
def noticed(keys, limits, step):  # type: ignore[no-untyped-def]
    """Which of 64 women their luck of a month may bring something: a bit each, uint64.

    Args:
        keys: uint64 (BLOCK,). limits: uint32 (LIMITS, BLOCK).
        step: what the month adds to a key, see `engine`.
    """
    # Rows apart: each is read in order, so that several women are worked on at once.
    dies, leaves, child, union = limits[_DEATH], limits[_LEAVE], limits[_CHILD], limits[_UNION]
    below, above, use = limits[_WANT_BELOW], limits[_WANT_ABOVE], limits[_USE]
    conceives, loses = limits[_CONCEIVE], limits[_LOSE]
    found = np.uint64(0)
    for j in range(BLOCK):
        luck = keys[j] + step
        first = mix64(luck + GOLDEN * np.uint64(DEATH >> 1))
        second = mix64(luck + GOLDEN * np.uint64(CHILD_DEATH >> 1))
        third = mix64(luck + GOLDEN * np.uint64(CHANGE_WANT >> 1))
        fourth = mix64(luck + GOLDEN * np.uint64(CONCEIVE >> 1))
        hit = (((first & _LOW) < np.uint64(dies[j])) | ((first >> _HALF) < np.uint64(leaves[j]))
               | ((second & _LOW) < np.uint64(child[j]))
               | ((second >> _HALF) < np.uint64(union[j]))
               | ((third & _LOW) < np.uint64(below[j]))
               | ((third & _LOW ^ _LOW) < np.uint64(above[j]))
               | ((third >> _HALF) < np.uint64(use[j]))
               | ((fourth & _LOW) < np.uint64(conceives[j]))
               | ((fourth >> _HALF) < np.uint64(loses[j])))
        found |= np.uint64(hit) << np.uint64(j)
    return found


@njit
def forget(limits, j):  # type: ignore[no-untyped-def]
    """Nothing can happen to who is not there."""
    for k in range(LIMITS):
        limits[k, j] = 0


@njit
def watch(w, t, limits, j):  # type: ignore[no-untyped-def]
    """Write down the limits of a woman as she is.

    Args:
        w: one record of STATE. t: TABLES of her stratum. limits: uint32 (LIMITS, BLOCK), of
            which column j is hers.
    """
    forget(limits, j)
    limits[_DEATH, j] = t.death[w.years]
    limits[_LEAVE, j] = t.gate_leave[w.union, happens.age_group(w)]
    if w.sons + w.daughters > 0:
        row = t.child_death[w.sons, w.daughters, happens.youngest(w)]
        limits[_CHILD, j] = max(row[0], row[1])
    limits[_UNION, j] = max(t.union[w.union, w.years, 0], t.union[w.union, w.years, 1])
    if happens.pregnant(w):
        # Before its sex can be known she is visited every month.
        for g in range(happens.gestation(w), GESTATION):
            limits[_LOSE, j] = max(limits[_LOSE, j], t.gate_lose[g - 1])
    elif w.union == IN_UNION:
        row = t.want[w.want, happens.order_class(w), happens.age_group(w)]
        if w.want == 0:
            start, stop = np.int64(0), np.int64(row[0])
        elif w.want == 1:
            start, stop = np.int64(row[0]), np.int64(row[1])
        else:
            start, stop = np.int64(row[1]), np.int64(2**32)
        # 2^32, everything above, is one more than a limit holds: then the first is below.
        limits[_WANT_BELOW, j] = max(start, np.int64(stop == 0))
        limits[_WANT_ABOVE, j] = min(2**32 - stop, 2**32 - 1)
        limits[_USE, j] = happens.use_below(w, t)
        if w.stage == 0 and w.fecund > 0:
            limits[_CONCEIVE, j] = happens.conceive_below(w, t)


@njit
def watch_use(w, t, limits, j):  # type: ignore[no-untyped-def]
    """The one limit that services move, written down anew."""
    if w.union == IN_UNION and not happens.pregnant(w):
        limits[_USE, j] = happens.use_below(w, t)


@njit
def next_visit(w, month):  # type: ignore[no-untyped-def]
    """The first month from `month` on, as which begins she is as she is, that changes her rows
    or her stage whatever her luck: it ends on a birthday, with her youngest child one or five
    years old, with a stage over; or it is one of the first months of gestation."""
    left = 11 - np.int64(w.months)
    since, stage = np.int64(w.since), np.int64(w.stage)
    if w.sons + w.daughters > 0 and since < SINCE_CAP:
        left = min(left, (11 if since < 12 else SINCE_CAP - 1) - since)
    if stage > AFTER_LOSS:
        left = min(left, stage - AFTER_LOSS - 1)
    elif stage > AFTER_BIRTH:
        left = min(left, stage - AFTER_BIRTH - 1)
    elif stage >= SEX_KNOWN:
        left = min(left, GESTATION - happens.gestation(w))
    elif stage > 0:
        left = 0
    return month + left


@njit
def wait(w, months):  # type: ignore[no-untyped-def]
    """Move the counters of a woman over quiet months, none of them one of `next_visit`."""
    w.since = min(np.int64(w.since) + months, SINCE_CAP)
    if w.method > 0:
        w.on = min(np.int64(w.on) + months, ON_CAP)
    w.months += months
    if w.stage > AFTER_BIRTH:
        w.stage -= months
    elif w.stage > 0:
        w.stage += months


@njit
def wait_all(states, seen, month):  # type: ignore[no-untyped-def]
    """Move everyone's counters on to the beginning of `month`."""
    for i in range(states.size):
        w = states[i]
        if w.here == PRESENT:
            wait(w, month - seen[i])
            seen[i] = month
