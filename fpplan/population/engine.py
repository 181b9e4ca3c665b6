"""The engine: every woman, every month, compiled.

`step` takes one woman through one month and counts what happened; `run_units` does so for
draws x units in parallel, months outermost; `follow` does it for a plain array of women with
one set of tables (pools and proofs). A woman's uniforms are functions of her key, the month
and the event's number alone (see `luck`), so any split of the work gives the same bytes.
"""

from __future__ import annotations

import numpy as np
from numba import njit, prange

from fpplan.compiling import kernel
from fpplan.luck import GOLDEN, MONTH_ORIGIN, mix64
from fpplan.population import events as happens
from fpplan.population.events import (
    CHANGE_WANT,
    CHILD_DEATH,
    CHOOSE,
    CONCEIVE,
    DEATH,
    FETUS_SEX,
    FIRST_WANT,
    INSUSCEPTIBLE,
    LEAVE,
    LOSE,
    MOST_METHODS,
    SELECT,
    TWIN,
    TWIN_SEX,
    UNITE,
    USE,
    WANT_AFTER_BIRTH,
)
from fpplan.population.state import (
    ABSENT,
    AFTER_BIRTH,
    AFTER_LOSS,
    AGE_GROUPS,
    AGED,
    AGES,
    GESTATION,
    MALE_STAGE,
    MAX_ORDER,
    NOW,
    ON_CAP,
    ORDER_CLASSES,
    PRESENT,
    SEX_KNOWN,
    SINCE_CAP,
)
from fpplan.population.tables import shift_tables
from fpplan.tallies import SlotTable

__all__ = ["SLOTS", "follow", "run_units", "slots_of", "step"]

_ORDERS, _GROUPS = MAX_ORDER, AGE_GROUPS
# Slot numbers of one stratum by family, axes as in `tallies.slot_table` without the stratum.
SLOTS = np.dtype([
    ("births", np.int64, (_ORDERS, 2, 2, 4)),
    ("births_by_mother_age", np.int64, (_GROUPS,)),
    ("conceptions", np.int64),
    ("miscarriages", np.int64),
    ("stillbirths", np.int64),
    ("terminations", np.int64),
    ("selective_terminations", np.int64, (3,)),
    ("starts", np.int64, (MOST_METHODS - 1,)),
    ("stops", np.int64, (MOST_METHODS - 1,)),
    ("unions", np.int64),
    ("union_ends", np.int64),
    ("deaths_women", np.int64),
    ("deaths_children", np.int64, (2,)),
    ("moves_out", np.int64),
    ("moves_in", np.int64),
    ("women", np.int64, (_GROUPS,)),
    ("in_union", np.int64, (_GROUPS,)),
    ("in_union_by_order", np.int64, (ORDER_CLASSES,)),
    ("using", np.int64, (MOST_METHODS - 1, ORDER_CLASSES)),
    ("pregnant", np.int64),
    ("unmet_need", np.int64),
    ("one_son_households", np.int64),
    ("two_daughter_households", np.int64),
])


def slots_of(table: SlotTable, strata: int) -> np.ndarray:
    """The slot numbers that the engine writes to: SLOTS (stratum,)."""
    slots = np.zeros(strata, SLOTS)
    for name in SLOTS.names or ():
        numbers = np.moveaxis(table.index(name), -1, 0)
        slots[name][tuple(slice(0, size) for size in numbers.shape)] = numbers
    return slots


@njit
def uniform(key, month, event):  # type: ignore[no-untyped-def]
    """The 32-bit uniform of a woman, month and event number."""
    counter = np.uint64(month + MONTH_ORIGIN) * np.uint64(64) + np.uint64(event >> 1)
    pair = mix64(np.uint64(key) + GOLDEN * counter)
    return np.uint32(pair >> np.uint64(32)) if event & 1 else np.uint32(pair)


@njit
def _prior(w):  # type: ignore[no-untyped-def]
    # none, boys, girls, both
    return (1 if w.sons > 0 else 0) + (2 if w.daughters > 0 else 0)


@njit
def _count_birth(w, male, inside, flows, slots):  # type: ignore[no-untyped-def]
    order = min(w.order, MAX_ORDER - 1)
    flows[slots.births[order, 0 if male else 1, 0 if inside else 1, _prior(w)]] += 1
    flows[slots.births_by_mother_age[happens.age_group(w)]] += 1


@njit
def _deliver(w, t, key, month, flows, slots):  # type: ignore[no-untyped-def]
    inside = happens.allowed(w, t)
    male = MALE_STAGE <= w.stage < MALE_STAGE + GESTATION - SEX_KNOWN + 1
    _count_birth(w, male, inside, flows, slots)
    two = happens.twin(w, uniform(key, month, TWIN), t)
    happens.bear(w, male)
    if two:
        male = happens.twin_sex(w, uniform(key, month, TWIN_SEX), t)
        _count_birth(w, male, inside, flows, slots)
        happens.bear(w, male)
    happens.insusceptible(w, uniform(key, month, INSUSCEPTIBLE), t, 2)
    happens.want_after_birth(w, uniform(key, month, WANT_AFTER_BIRTH), t)


@njit
def _carry(w, t, key, month, flows, slots):  # type: ignore[no-untyped-def]
    """A month of pregnancy. Returns 1 when it ends in a live birth."""
    g = happens.gestation(w)
    lost = happens.lose(w, uniform(key, month, LOSE), t)
    if lost:
        if lost == 1:
            flows[slots.terminations] += 1
        elif g < 7:
            flows[slots.miscarriages] += 1
        else:
            flows[slots.stillbirths] += 1
        happens.insusceptible(w, uniform(key, month, INSUSCEPTIBLE), t, 0 if g < SEX_KNOWN else 1)
        return 0
    if g == GESTATION:
        _deliver(w, t, key, month, flows, slots)
        return 1
    if g == SEX_KNOWN - 1:
        if not happens.fetus_sex(w, uniform(key, month, FETUS_SEX), t) and happens.select(
                w, uniform(key, month, SELECT), t):
            flows[slots.selective_terminations[min(w.order, 2)]] += 1
            happens.insusceptible(w, uniform(key, month, INSUSCEPTIBLE), t, 1)
        return 0
    w.stage += 1
    return 0


@njit
def step(w, t, key, month, flows, slots):  # type: ignore[no-untyped-def]
    """One woman through one month; counts events into `flows` by slot number.

    Args:
        w: her state, one record of `STATE`, changed in place.
        t: the TABLES record of her set, stratum and unit.
        key: her 64-bit key. month: month index. flows: integer (slot,).
        slots: the SLOTS record of her stratum.
    """
    if happens.death(w, uniform(key, month, DEATH), t):
        flows[slots.deaths_women] += 1
        return
    if happens.leave(w, uniform(key, month, LEAVE), t):
        flows[slots.moves_out] += 1
        return
    if w.sons + w.daughters > 0:
        died = happens.child_death(w, uniform(key, month, CHILD_DEATH), t)
        if died:
            flows[slots.deaths_children[2 - died]] += 1
    formed = False
    if happens.union(w, uniform(key, month, UNITE), t):
        if w.union:
            formed = True
            flows[slots.unions] += 1
            happens.first_want(w, uniform(key, month, FIRST_WANT), t)
        else:
            flows[slots.union_ends] += 1
    started = False
    if w.union and not happens.pregnant(w):
        if not formed:
            happens.want(w, uniform(key, month, CHANGE_WANT), t)
        if happens.use(w, uniform(key, month, USE), t):
            before = w.method
            after = happens.choose(w, uniform(key, month, CHOOSE), t)
            if before > 0:
                flows[slots.stops[before - 1]] += 1
            if after > 0:
                flows[slots.starts[after - 1]] += 1
                started = True
    delivered = False
    if happens.pregnant(w):
        delivered = _carry(w, t, key, month, flows, slots) == 1
    elif w.stage == 0:
        if (w.union and w.fecund > 0
                and happens.conceive(w, uniform(key, month, CONCEIVE), t)):
            flows[slots.conceptions] += 1
    elif w.stage == AFTER_BIRTH + 1 or w.stage == AFTER_LOSS + 1:
        w.stage = 0
    else:
        w.stage -= 1
    if not delivered and w.since < SINCE_CAP:
        w.since += 1
    if w.method > 0 and not started and w.on < ON_CAP:
        w.on += 1
    happens.grow_older(w)
    if w.years == AGES:
        w.here = AGED


@njit
def _count_stocks(w, stocks, slots):  # type: ignore[no-untyped-def]
    group = happens.age_group(w)
    stocks[slots.women[group]] += 1
    expecting = happens.pregnant(w)
    if expecting:
        stocks[slots.pregnant] += 1
    if w.union:
        order = happens.order_class(w)
        stocks[slots.in_union[group]] += 1
        stocks[slots.in_union_by_order[order]] += 1
        if w.method > 0:
            stocks[slots.using[w.method - 1, order]] += 1
        elif w.want != NOW and w.stage == 0 and w.fecund > 0:
            stocks[slots.unmet_need] += 1
        if w.daughters == 0 and w.sons == 1:
            stocks[slots.one_son_households] += 1
        elif w.daughters == 2 and w.sons == 0:
            stocks[slots.two_daughter_households] += 1


@kernel()
def follow(states, keys, tables, first_month, months, slots, slot_count):  # type: ignore[no-untyped-def]
    """Step an array of women with one set of tables.

    Args:
        states: STATE (woman,), changed in place; keys: uint64 (woman,).
        tables: TABLES (stratum,) of one set. first_month, months: from when and how long.
        slots: SLOTS (stratum,).
    Returns:
        int64 (month, slot): events of each month and stocks at its end.
    """
    counted = np.zeros((months, slot_count), np.int64)
    for month in range(months):
        row = counted[month]
        for i in range(states.shape[0]):
            w = states[i]
            if w.here == PRESENT:
                step(w, tables[w.stratum], keys[i], first_month + month, row, slots[w.stratum])
            if w.here == PRESENT:
                _count_stocks(w, row, slots[w.stratum])
    return counted


@kernel(parallel=True)
def run_units(states, keys, enters, moving, offsets, tables, logits, shifts, set_of,  # type: ignore[no-untyped-def]
              first_month, keep_from, slots, out):
    """Every woman of a chunk through some months: draws x units in parallel.

    Args:
        states: STATE (draw, woman), changed in place; women of unit k are
            offsets[k]..offsets[k + 1] - 1.
        keys: uint64 (draw, woman). enters: int16 (woman,), the month in which she arrives,
            below first_month for those who are here. moving: bool (woman,), whether she moves
            in then, or turns 15.
        tables: TABLES (set, stratum). logits: `tables.logits`.
        shifts: float64 (set, unit, month, target). set_of: int64 (draw,), positions in the
            set axis. first_month: month index of the first month of `shifts`.
        keep_from: months before it are lived but not counted.
        out: int32 (draw, unit, month counted, slot), added to.
    """
    draws, units, months = states.shape[0], offsets.size - 1, shifts.shape[2]
    for pair in prange(draws * units):
        draw, unit = pair // units, pair % units
        number = set_of[draw]
        own = tables[number].copy()
        in_force = np.zeros(shifts.shape[3])
        uncounted = np.zeros(out.shape[3], np.int32)
        for m in range(months):
            month = first_month + m
            wanted = shifts[number, unit, m]
            changed = False
            for k in range(in_force.size):
                if in_force[k] != wanted[k]:
                    changed = True
                in_force[k] = wanted[k]
            if changed:
                shift_tables(logits[0][number], logits[1][number], logits[2][number], in_force,
                             own)
            counting = month >= keep_from
            row = out[draw, unit, month - keep_from] if counting else uncounted
            for i in range(offsets[unit], offsets[unit + 1]):
                w = states[draw, i]
                if w.here == ABSENT and enters[i] == month:
                    w.here = PRESENT
                    if moving[i]:
                        row[slots[w.stratum].moves_in] += 1
                if w.here == PRESENT:
                    step(w, own[w.stratum], keys[draw, i], month, row, slots[w.stratum])
                    if counting and w.here == PRESENT:
                        _count_stocks(w, row, slots[w.stratum])
