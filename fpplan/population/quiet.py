"""Quiet months: in most months of most women nothing happens, and nobody need look at them.

For each woman who is there, `watch` writes down the uniforms that would bring her something as
she is: limits by the rows of the tables that `engine.step` would look up. `noticed` compares the
uniforms of 64 women with their limits, without a branch, and says to whom something may happen:
they take the plain `step`. The others' counters alone move, all at once when they are looked at
again (`wait`): at the latest in the month that changes her rows whatever her luck (`next_visit`).

So states and counts are those of plain stepping to the byte (tested). A limit too wide costs
time alone, so one set of limits serves all periods of a call.
"""

from __future__ import annotations

import numpy as np
from numba import njit, types
from numba.core import cgutils
from numba.extending import intrinsic

from fpplan.luck import GOLDEN, mix64
from fpplan.population import events as happens
from fpplan.population.events import CHANGE_WANT, CHILD_DEATH, CONCEIVE, DEATH
from fpplan.population.state import (
    AFTER_BIRTH,
    AFTER_LOSS,
    AGE_GROUPS,
    AGED,
    AGES,
    CLASSES,
    GESTATION,
    IN_UNION,
    MAX_ORDER,
    MOST_METHODS,
    ON_CAP,
    ORDER_CLASSES,
    SEX_KNOWN,
    SINCE_CAP,
    UNIONS,
    YOUNGEST,
)

__all__ = ["BLOCK", "LIMITS", "WATCHED", "forget", "lowest", "next_visit", "noticed", "sure",
           "wait", "watch", "watch_use", "watched"]

BLOCK = 64  # women looked at together, a bit each
# Limits of a woman: a uniform below it is noticed, 0 notices none. `_WANT_ABOVE` is held against
# 2^32 - 1 - u.
(_DEATH, _LEAVE, _CHILD, _UNION, _WANT_BELOW, _WANT_ABOVE, _USE, _CONCEIVE,
 _LOSE) = range(9)
LIMITS = 9
_LOW, _HALF = np.uint64(2**32 - 1), np.uint64(32)

# The greatest thresholds of rows that a woman passes through without anything happening to her:
# by age group, not years; of a pregnancy before the sex can be known and after. Axes else as in
# `events.TABLES`, which has the rows of `use` as well.
WATCHED = np.dtype([
    ("death", np.uint32, (AGE_GROUPS,)),
    ("leave", np.uint32, (UNIONS, AGE_GROUPS)),
    ("child_death", np.uint32, (MAX_ORDER + 1, MAX_ORDER + 1, YOUNGEST)),
    ("union", np.uint32, (UNIONS, AGE_GROUPS)),
    ("want_below", np.uint32, (3, ORDER_CLASSES, AGE_GROUPS)),
    ("want_above", np.uint32, (3, ORDER_CLASSES, AGE_GROUPS)),
    ("conceive", np.uint32, (MOST_METHODS, CLASSES, AGE_GROUPS, 2)),
    ("lose", np.uint32, (2, AGE_GROUPS, 3)),  # early or late, age group, want
], align=True)


def watched(tables: np.ndarray) -> np.ndarray:
    """What to watch in any of some periods: WATCHED (set, stratum) of TABLES (set, period,
    stratum)."""
    found = np.zeros((tables.shape[0], tables.shape[2]), WATCHED)
    first_years = np.arange(0, AGES, AGES // AGE_GROUPS)
    for name, axis in (("death", -1), ("union", -2), ("conceive", -2)):
        groups = np.maximum.reduceat(tables[name].max(axis=1), first_years, axis=axis)
        found[name] = groups.max(axis=-1) if name == "union" else groups
    for name in ("leave", "child_death"):
        found[name] = tables[name].max(axis=(1, -1))
    lose = tables["lose"].max(axis=(1, -2, -1))
    found["lose"] = np.maximum.reduceat(lose, [0, SEX_KNOWN - 1], axis=-3)
    # A want stays as it is from `first` to `last`, both included.
    want = tables["want"].astype(np.int64)
    first, last = np.zeros(want.shape[:-1], np.int64), np.full(want.shape[:-1], 2**32 - 1)
    for number in range(3):
        if number > 0:
            first[:, :, :, number] = want[:, :, :, number, ..., number - 1]
        if number < 2:
            last[:, :, :, number] = want[:, :, :, number, ..., number] - 1
    first, last = first.max(axis=1), last.min(axis=1)
    never = last < 0  # one more than a limit above can hold
    found["want_below"] = np.maximum(first, never)
    found["want_above"] = 2**32 - 1 - np.where(never, 0, last)
    return found


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


@intrinsic
def _trailing_zeros(typing, bits):  # type: ignore[no-untyped-def]
    def made(context, builder, signature, args):  # type: ignore[no-untyped-def]
        return builder.cttz(args[0], cgutils.true_bit)
    return types.int64(types.uint64), made


@njit
def lowest(bits):  # type: ignore[no-untyped-def]
    """The position of the lowest bit that is set in a uint64 other than 0."""
    return _trailing_zeros(bits)  # type: ignore[call-arg]  # numba gives the first


@njit(forceinline=True)
def forget(limits, j):  # type: ignore[no-untyped-def]
    """Nothing can happen to who is not there."""
    for k in range(LIMITS):
        limits[k, j] = 0


@njit(forceinline=True)
def watch(w, t, rows, limits, j):  # type: ignore[no-untyped-def]
    """Write down the limits of a woman as she is.

    Args:
        w: one record of STATE. t: TABLES of her stratum. rows: WATCHED of it.
        limits: uint32 (LIMITS, BLOCK), of which column j is hers.
    """
    a = happens.age_group(w)
    limits[_DEATH, j] = rows.death[a]
    limits[_LEAVE, j] = rows.leave[w.union, a]
    parent = np.uint32(w.sons + w.daughters > 0)
    limits[_CHILD, j] = parent * rows.child_death[w.sons, w.daughters, happens.youngest(w)]
    limits[_UNION, j] = rows.union[w.union, a]
    pregnant, united = happens.pregnant(w), w.union == IN_UNION
    free = np.uint32(united & (not pregnant))
    o = happens.order_class(w)
    limits[_WANT_BELOW, j] = free * rows.want_below[w.want, o, a]
    limits[_WANT_ABOVE, j] = free * rows.want_above[w.want, o, a]
    limits[_USE, j] = free * happens.use_below(w, t)
    fertile = np.uint32(united & (w.stage == 0) & (w.fecund > 0))
    limits[_CONCEIVE, j] = fertile * rows.conceive[w.method, w.fecund, a, np.int64(w.order == 0)]
    limits[_LOSE, j] = np.uint32(pregnant) * rows.lose[np.int64(w.stage >= SEX_KNOWN), a, w.want]


@njit
def watch_use(w, t, limits, j):  # type: ignore[no-untyped-def]
    """The one limit that services move, written down anew."""
    if w.union == IN_UNION and not happens.pregnant(w):
        limits[_USE, j] = happens.use_below(w, t)


@njit(forceinline=True)
def next_visit(w, month):  # type: ignore[no-untyped-def]
    """The first month from `month` on, as which begins she is as she is, that changes her rows
    or her stage whatever her luck: it ends in another age group, with her youngest child one year
    old, five years after a birth or a first union, with a time of insusceptibility over; or it is
    `sure` to bring something."""
    group = AGES // AGE_GROUPS
    left = 12 * (group - np.int64(w.years) % group) - 1 - np.int64(w.months)
    since, stage = np.int64(w.since), np.int64(w.stage)
    if since < SINCE_CAP:
        young = since < 12 and w.sons + w.daughters > 0
        left = min(left, (11 if young else SINCE_CAP - 1) - since)
    if stage > AFTER_LOSS:
        left = min(left, stage - AFTER_LOSS - 1)
    elif stage > AFTER_BIRTH:
        left = min(left, stage - AFTER_BIRTH - 1)
    elif stage >= SEX_KNOWN:
        left = min(left, GESTATION - happens.gestation(w))
    elif stage > 0:
        left = min(left, SEX_KNOWN - 1 - stage)
    return month + left


@njit(forceinline=True)
def sure(w):  # type: ignore[no-untyped-def]
    """Whether this month brings her something whatever her luck: the sex of the fetus is
    settled, or she bears."""
    return happens.pregnant(w) and (w.stage == SEX_KNOWN - 1
                                    or happens.gestation(w) == GESTATION)


@njit(forceinline=True)
def wait(w, months):  # type: ignore[no-untyped-def]
    """Move the counters of a woman over quiet months: those before `next_visit`, and that one
    too where nothing happened in it and it is not `sure` to bring something."""
    w.since = min(np.int64(w.since) + months, SINCE_CAP)
    if w.method > 0:
        w.on = min(np.int64(w.on) + months, ON_CAP)
    if w.stage > AFTER_BIRTH:
        over = AFTER_LOSS if w.stage > AFTER_LOSS else AFTER_BIRTH
        w.stage = w.stage - months if w.stage - months > over else 0
    elif w.stage > 0:
        w.stage += months
    age = np.int64(w.months) + months
    w.months = age % 12
    w.years += age // 12
    if w.years == AGES:
        w.here = AGED
