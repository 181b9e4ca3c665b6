"""The engine: every woman, every month, compiled.

`step` takes one woman through one month and counts what happened; `follow` does it for a plain
array of women with one set of tables (pools and proofs), and `units.run_units` for draws x units,
passing over months in which nothing happens. A woman's uniforms are functions of her key, the month
and the event's number alone (see `luck`), so any split of the work gives the same bytes.
"""

from __future__ import annotations

import numpy as np
from numba import njit

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
    FIRST_REACH,
    FIRST_WANT,
    INSUSCEPTIBLE,
    LOSE,
    PUT_OFF,
    RECONSIDER,
    SELECT,
    TWIN,
    TWIN_SEX,
    WANT_AFTER_BIRTH,
)
from fpplan.population.slots import CELLS, cells_of, put, spread
from fpplan.population.state import (
    AFTER_BIRTH,
    AFTER_LOSS,
    AGED,
    AGES,
    GESTATION,
    IN,
    IN_UNION,
    MALE_STAGE,
    MAX_ORDER,
    NEVER_YET,
    NO_MORE,
    NOW,
    ON_CAP,
    PRESENT,
    SEX_KNOWN,
    SINCE_CAP,
)

__all__ = ["follow", "month_luck", "step"]


@njit
def month_luck(month):  # type: ignore[no-untyped-def]
    """What a month adds to a woman's key."""
    return GOLDEN * (np.uint64(month + MONTH_ORIGIN) * np.uint64(64))


@njit
def _luck(key, month):  # type: ignore[no-untyped-def]
    """What all uniforms of a woman's month are made from: her key with the month in it."""
    return np.uint64(key) + month_luck(month)


@njit
def _pair(luck, event):  # type: ignore[no-untyped-def]
    """The uniforms of an even event number and the next, packed in 64 bits."""
    return mix64(luck + GOLDEN * np.uint64(event >> 1))


@njit
def _low(pair):  # type: ignore[no-untyped-def]
    return np.uint32(pair)


@njit
def _high(pair):  # type: ignore[no-untyped-def]
    return np.uint32(pair >> np.uint64(32))


@njit
def uniform(key, month, event):  # type: ignore[no-untyped-def]
    """The 32-bit uniform of a woman, month and event number. See docs/model.md [E-uniform]."""
    return _one(_luck(key, month), event)


@njit
def _one(luck, event):  # type: ignore[no-untyped-def]
    pair = _pair(luck, event)
    return _high(pair) if event & 1 else _low(pair)


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
def _deliver(w, t, luck, flows, slots):  # type: ignore[no-untyped-def]
    inside = happens.allowed(w, t, 0)
    male = MALE_STAGE <= w.stage < MALE_STAGE + GESTATION - SEX_KNOWN + 1
    _count_birth(w, male, inside, flows, slots)
    two = happens.twin(w, _one(luck, TWIN), t)
    happens.bear(w, male)
    if two:
        male = happens.twin_sex(w, _one(luck, TWIN_SEX), t)
        _count_birth(w, male, inside, flows, slots)
        happens.bear(w, male)
    happens.insusceptible(w, _one(luck, INSUSCEPTIBLE), t, 2)
    happens.want_after_birth(w, _one(luck, WANT_AFTER_BIRTH), t)


@njit
def _carry(w, t, luck, flows, slots):  # type: ignore[no-untyped-def]
    """A month of pregnancy. Returns 1 when it ends in a live birth."""
    g = happens.gestation(w)
    u = _one(luck, LOSE)
    lost = happens.lose(w, u, t) if u < t.gate_lose[g - 1] else 0
    if lost:
        if lost == 1:
            flows[slots.terminations] += 1
        elif g < 7:
            flows[slots.miscarriages] += 1
        else:
            flows[slots.stillbirths] += 1
        happens.insusceptible(w, _one(luck, INSUSCEPTIBLE), t, 0 if g < SEX_KNOWN else 1)
        return 0
    if g == GESTATION:
        _deliver(w, t, luck, flows, slots)
        return 1
    if g == SEX_KNOWN - 1:
        if not happens.fetus_sex(w, _one(luck, FETUS_SEX), t) and happens.select(
                w, _one(luck, SELECT), t):
            flows[slots.selective_terminations[min(w.order, 2)]] += 1
            happens.insusceptible(w, _one(luck, INSUSCEPTIBLE), t, 1)
        return 0
    w.stage += 1
    return 0


@njit
def _live(w, tables, luck, u_death, u_leave, u_child, u_union, flows, all_slots):  # type: ignore[no-untyped-def]
    """Death, leaving, death of a child, union. Returns 0 gone, 1 here, 2 here in a new union."""
    t, slots = tables[w.stratum], all_slots[w.stratum]
    if happens.death(w, u_death, t):
        flows[slots.deaths_women] += 1
        return 0
    left = happens.leave(w, u_leave, t)
    if left == 1:
        flows[slots.moves_out] += 1
        return 0
    if left > 1:
        flows[slots.stratum_changes_out] += 1
        t, slots = tables[w.stratum], all_slots[w.stratum]
        flows[slots.stratum_changes_in] += 1
    if w.sons + w.daughters > 0:
        died = happens.child_death(w, u_child, t)
        if died:
            flows[slots.deaths_children[2 - died]] += 1
    before = w.union
    changed = happens.union(w, u_union, t)
    if changed:
        if w.union == IN_UNION:
            flows[slots.unions] += 1
            happens.first_want(w, _one(luck, FIRST_WANT), t)
            if before == NEVER_YET:
                happens.first_reach(w, _one(luck, FIRST_REACH), t)
            return 2
        flows[slots.union_ends[changed - 1]] += 1
    return 1


@njit
def _change_method(w, t, luck, flows, slots):  # type: ignore[no-untyped-def]
    """The method after taking up or stopping one. Returns whether one was started."""
    before = w.method
    after = happens.choose(w, _one(luck, CHOOSE), t)
    if before > 0:
        flows[slots.stops[before - 1]] += 1
    if after > 0:
        flows[slots.starts[after - 1]] += 1
        return True
    if w.want != NOW and w.reach == IN:
        happens.put_off(w, _one(luck, PUT_OFF), t)
    return False


@njit
def step(w, tables, key, month, flows, all_slots):  # type: ignore[no-untyped-def]
    """One woman through one month; counts events into `flows` by slot number.

    The order: death, leave, child_death, union (first_want, first_reach), reconsider, want, use
    (choose, put_off), then by stage: lose, fetus_sex, select, birth (twin, twin_sex, insusceptible,
    want_after_birth) or one month more; conceive; or one month less of insusceptibility. Then
    counters and age. A woman who changes her stratum lives the rest of the month in the new one.

    Most months of most women bring nothing. A gate is the greatest threshold that an event
    has in any row: a uniform at or above it cannot bring the event, and its row need not be
    found. Gates opened wide give the same bytes (tested).

    Args:
        w: her state, one record of `STATE`, changed in place.
        tables: TABLES (stratum,) of her set and unit.
        key: her 64-bit key. month: month index. flows: integer (slot,).
        all_slots: SLOTS (stratum,).
    """
    t = tables[w.stratum]
    luck = _luck(key, month)
    first, second = _pair(luck, DEATH), _pair(luck, CHILD_DEATH)
    formed = False
    if (_low(first) < t.gate_death or _high(first) < t.gate_leave
            or _low(second) < t.gate_child_death or _high(second) < t.gate_union[w.union]):
        lived = _live(w, tables, luck, _low(first), _high(first), _low(second),
                      _high(second), flows, all_slots)
        if lived == 0:
            return
        formed = lived == 2
        t = tables[w.stratum]
    slots = all_slots[w.stratum]
    started = False
    delivered = False
    stage = w.stage
    if 1 <= stage <= AFTER_BIRTH:
        delivered = _carry(w, t, luck, flows, slots) == 1
    else:
        if w.union == IN_UNION:
            if (t.gate_reconsider > 0 and w.want == NO_MORE and w.order > 0 and not formed):
                happens.reconsider(w, _one(luck, RECONSIDER), t)
            third = _pair(luck, CHANGE_WANT)
            if not (t.gate_want[w.want, 0] <= _low(third) < t.gate_want[w.want, 1] or formed):
                happens.want(w, _low(third), t)
            if ((w.method == 0 or _high(third) < t.gate_stop[w.method])
                    and happens.use(w, _high(third), t) == 1):
                started = _change_method(w, t, luck, flows, slots)
        if stage == 0:
            if w.union == IN_UNION and w.fecund > 0:
                u = _one(luck, CONCEIVE)
                if u < t.gate_conceive[w.method] and happens.conceive(w, u, t):
                    flows[slots.conceptions] += 1
        elif stage == AFTER_BIRTH + 1 or stage == AFTER_LOSS + 1:
            w.stage = 0
        else:
            w.stage -= 1
    w.since += np.uint8((not delivered) & (w.since < SINCE_CAP))
    w.on += np.uint8((w.method > 0) & (not started) & (w.on < ON_CAP))
    happens.grow_older(w)
    if w.years == AGES:
        w.here = AGED


@kernel()
def follow(states, keys, tables, first_month, months, slots, slot_count):  # type: ignore[no-untyped-def]
    """Step an array of women with one set of tables, every woman in every month.

    Args:
        states: STATE (woman,), changed in place; keys: uint64 (woman,).
        tables: TABLES (stratum,) of one set. first_month, months: from when and how long.
        slots: SLOTS (stratum,).
    Returns:
        int64 (month, slot): events of each month and stocks at its end.
    """
    counted = np.zeros((months, slot_count), np.int64)
    cells = np.zeros((slots.size, CELLS), np.int32)
    for month in range(months):
        row = counted[month]
        cells[:] = 0
        for i in range(states.shape[0]):
            w = states[i]
            if w.here == PRESENT:
                step(w, tables, keys[i], first_month + month, row, slots)
            if w.here == PRESENT:
                put(cells[w.stratum], cells_of(w), 1)
        for s in range(slots.size):
            spread(cells[s], row, slots[s])
    return counted
