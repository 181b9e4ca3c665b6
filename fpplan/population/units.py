"""Draws and units through months, in parallel: plain steps of those who need them.

`run_units` does to every woman what `engine.step` says for each of her months, to the byte. It
sees to the women of the same parameter set and unit together, months outermost, so that tables
moved by services are made once for all of them; and it passes over quiet months (see `quiet`).
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from numba import njit, prange

from fpplan.compiling import kernel
from fpplan.population import quiet
from fpplan.population.engine import month_luck, step
from fpplan.population.quiet import BLOCK, LIMITS
from fpplan.population.slots import CELLS, cells_of, put, spread
from fpplan.population.state import ABSENT, PRESENT
from fpplan.population.tables import Logits, shift_tables

__all__ = ["run_units"]

TOGETHER = 4  # draws of one set that are lived side by side
_SHIFT = 6  # of BLOCK
_ONE, _NOBODY, _ALL = np.uint64(1), np.uint64(0), np.uint64(2**64 - 1)


@njit(forceinline=True)
def _mark(bits, i):  # type: ignore[no-untyped-def]
    bits[i >> _SHIFT] |= _ONE << np.uint64(i & (BLOCK - 1))


@njit(forceinline=True)
def _call(due, w, month, first_month, i):  # type: ignore[no-untyped-def]
    """Note in which month the woman in seat i has to be visited whatever her luck."""
    at = quiet.next_visit(w, month) - first_month
    if at < due.shape[0]:
        _mark(due[at], i)


@njit
def _begin(states, enters, tables, rows, first_month, cells, limits, due):  # type: ignore[no-untyped-def]
    """Count and watch the women of a draw who are there, and note when others come."""
    for i in range(states.size):
        w = states[i]
        if w.here == PRESENT:
            put(cells[w.stratum], cells_of(w), 1)
            quiet.watch(w, tables[w.stratum], rows[w.stratum], limits[i // BLOCK], i % BLOCK)
            _call(due, w, first_month, first_month, i)
        elif w.here == ABSENT and first_month <= enters[i] < first_month + due.shape[0]:
            _mark(due[enters[i] - first_month], i)


@njit
def _watch_use(states, tables, limits):  # type: ignore[no-untyped-def]
    """After a change of the tables that services move."""
    for i in range(states.size):
        w = states[i]
        if w.here == PRESENT:
            quiet.watch_use(w, tables[w.stratum], limits[i // BLOCK], i % BLOCK)


@njit(forceinline=True)
def _visit(w, tables, key, month, seen, hit, flows, all_slots, cells):  # type: ignore[no-untyped-def]
    """A month of a woman that may not be quiet, and the quiet ones from month `seen` to it; her
    cells change with her. `hit`: whether her luck may bring something."""
    before, stratum = cells_of(w), w.stratum
    quiet.wait(w, month - seen)
    if hit or quiet.sure(w):
        step(w, tables, key, month, flows, all_slots)
    else:
        quiet.wait(w, 1)
    after = cells_of(w)
    if w.here != PRESENT or after != before or w.stratum != stratum:
        put(cells[stratum], before, -1)
        if w.here == PRESENT:
            put(cells[w.stratum], after, 1)


@njit
def _month(states, keys, enters, moving, tables, rows, month, first_month, everyone, flows,  # type: ignore[no-untyped-def]
           slots, cells, limits, due, seen):
    """A month of the women of one draw and unit; everyone: visit them all."""
    luck = month_luck(month)
    for b in range(limits.shape[0]):
        hits = quiet.noticed(keys[b * BLOCK:(b + 1) * BLOCK], limits[b], luck)
        if everyone:
            hits = _ALL
        called = hits | due[month - first_month, b]
        while called != _NOBODY:
            j = quiet.lowest(called)
            called &= called - _ONE
            i = b * BLOCK + j
            if i >= states.size:
                break
            w = states[i]
            hit = (hits >> np.uint64(j)) & _ONE != _NOBODY
            if w.here == ABSENT and enters[i] == month:
                w.here = PRESENT
                if moving[i]:
                    flows[slots[w.stratum].moves_in] += 1
                put(cells[w.stratum], cells_of(w), 1)
                hit, seen[i] = True, month
            if w.here != PRESENT:
                continue
            _visit(w, tables, keys[i], month, seen[i], hit, flows, slots, cells)
            seen[i] = month + 1
            if w.here == PRESENT:
                quiet.watch(w, tables[w.stratum], rows[w.stratum], limits[b], j)
                _call(due, w, month + 1, first_month, i)
            else:
                quiet.forget(limits[b], j)


@njit
def _live_unit(states, keys, enters, moving, tables, rows, period_of, logits, shifts, first_month,  # type: ignore[no-untyped-def]
               keep_from, slots, out):
    """The women of some draws of one set and of one unit through some months; arguments as
    `run_units`, their axes of set and unit taken away; rows: WATCHED (stratum,)."""
    draws, women = states.shape
    months, blocks = shifts.shape[0], (women + BLOCK - 1) // BLOCK
    own = tables[0].copy()
    in_force = np.zeros(shifts.shape[1])
    uncounted = np.zeros(out.shape[2], np.int32)
    cells = np.zeros((draws, slots.size, CELLS), np.int32)
    limits = np.zeros((draws, blocks, LIMITS, BLOCK), np.uint32)
    due = np.zeros((draws, months, blocks), np.uint64)
    seen = np.full((draws, women), first_month, np.int16)
    lucks = np.zeros((draws, blocks * BLOCK), np.uint64)
    lucks[:, :women] = keys
    holds = -1
    for m in range(months):
        month, period = first_month + m, period_of[m]
        moved, shifted = period != holds, False
        for k in range(in_force.size):
            moved = moved or in_force[k] != shifts[m, k]
            shifted = shifted or shifts[m, k] != 0.0
            in_force[k] = shifts[m, k]
        if moved:
            holds = period
            own[:] = tables[period]
            if shifted:
                shift_tables(logits[0][period], logits[1][period], logits[2][period],
                             logits[3][period], logits[4][period], in_force, own)
        everyone = False
        for s in range(own.size):  # a rule has changed: few months, without limits of their own
            everyone = everyone or own[s].gate_reconsider > 0
        for d in range(draws):
            if m == 0:
                _begin(states[d], enters, own, rows, first_month, cells[d], limits[d], due[d])
            elif moved:
                _watch_use(states[d], own, limits[d])
            row = out[d, month - keep_from] if month >= keep_from else uncounted
            _month(states[d], lucks[d], enters, moving, own, rows, month, first_month, everyone,
                   row, slots, cells[d], limits[d], due[d], seen[d])
            if month >= keep_from:
                for s in range(slots.size):
                    spread(cells[d, s], row, slots[s])
    for d in range(draws):
        for i in range(women):
            if states[d, i].here == PRESENT:
                quiet.wait(states[d, i], first_month + months - seen[d, i])


def run_units(states: np.ndarray, keys: np.ndarray, enters: np.ndarray, moving: np.ndarray,
              offsets: np.ndarray, tables: np.ndarray, period_of: np.ndarray,
              logits: Logits, shifts: np.ndarray,
              set_of: np.ndarray, first_month: int, keep_from: int, slots: np.ndarray,
              out: np.ndarray) -> None:
    """Every woman of a chunk through some months: draws x units in parallel.

    Args:
        states: STATE (draw, woman), changed in place; women of unit k are
            offsets[k]..offsets[k + 1] - 1.
        keys: uint64 (draw, woman). enters: int16 (woman,), the month in which she arrives,
            below first_month for those who are here. moving: bool (woman,), whether she moves
            in then, or turns 15.
        tables: TABLES (set, period, stratum). period_of: int64 (month,), whose tables hold in
            each month of `shifts`. logits: `tables.logits`, each (set, period, stratum, ...).
        shifts: float64 (set, unit, month, target). set_of: int64 (draw,), positions in the
            set axis. first_month: month index of the first month of `shifts`.
        keep_from: months before it are lived but not counted.
        out: int32 (draw, unit, month counted, slot), added to.
    """
    rows = quiet.watched(tables[:, np.unique(period_of[:shifts.shape[2]])])
    # Another layout of an array would be compiled anew.
    _run(states, keys, enters, moving, offsets, tables, rows, period_of, tuple(logits),
         np.ascontiguousarray(shifts), set_of, _together(set_of), first_month, keep_from, slots,
         out)


def _together(set_of: np.ndarray) -> np.ndarray:
    """Draws that are lived side by side, (first, stop) of each group: int64 (group, 2)."""
    starts: list[int] = []
    for draw, number in enumerate(set_of):
        if not starts or number != set_of[starts[-1]] or draw - starts[-1] == TOGETHER:
            starts.append(draw)
    return np.array(list(pairwise([*starts, set_of.size])), np.int64).reshape(-1, 2)


@kernel(parallel=True)
def _run(states, keys, enters, moving, offsets, tables, rows, period_of, logits, shifts, set_of,  # type: ignore[no-untyped-def]
         groups, first_month, keep_from, slots, out):
    units = offsets.size - 1
    uptake, stop, select, wished, after = logits
    for pair in prange(groups.shape[0] * units):
        unit = pair % units
        a, b = groups[pair // units]
        number, first, last = set_of[a], offsets[unit], offsets[unit + 1]
        _live_unit(states[a:b, first:last], keys[a:b, first:last], enters[first:last],
                   moving[first:last], tables[number], rows[number], period_of,
                   (uptake[number], stop[number], select[number], wished[number],
                    after[number]), shifts[number, unit], first_month, keep_from, slots,
                   out[a:b, unit])
