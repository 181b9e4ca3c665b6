"""The compiled walk of births into the books.

For each draw and unit, month by month: births of earlier months that are not in the books
come late by themselves or are found by an audit; then the month's own births are split into
missed, delayed, entered with a wrong label and entered right. Every split is a binomial by
inversion of one keyed uniform, so a number depends on its key alone, never on chunks,
threads or other cells, and a rise of a probability never lowers what it counts.

Only cells that hold a birth cost more than a glance; most are 0.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from fpplan.compiling import kernel
from fpplan.luck import MONTH_ORIGIN, counts_below, key_of

__all__ = ["RECORDS", "walk"]

# Streams of luck. Their numbers are frozen: a change would move every reported figure.
(MISS, DELAY, RELABEL, FIND_MISSED, FIND_DELAYED, ENTER, RELABEL_LATE, FIND_LABEL,
 AGE_OUT, AGE_IN) = range(10)

# Order of the record families in the kernel's `record_at`.
RECORDS = ("births_in_time_and_right", "births_missed", "births_delayed", "births_late",
           "births_found_by_audit", "births_omitted", "births_pending", "birth_labels_wrong",
           "birth_labels_found_by_audit", "births_from_before")
(RIGHT, MISSED, DELAYED, LATE, FOUND, OMITTED, PENDING, WRONG, WRONG_FOUND,
 FROM_BEFORE) = range(10)


@njit(inline="always")
def _key(month_key, stream, cell, born):  # type: ignore[no-untyped-def]
    """Key of one split: `born` is the month of birth counted from MONTH_ORIGIN before 0."""
    return key_of(key_of(key_of(month_key, stream), cell), born)


@njit
def _take(ages, many, month_key, stream, into):  # type: ignore[no-untyped-def]
    """Move `many` births, one by one, from `ages` to `into`, each birth equally likely."""
    total = 0
    for a in range(ages.size):
        total += ages[a]
    for ball in range(min(many, total)):
        key = key_of(key_of(month_key, stream), ball)
        at = int((np.float64(np.uint64(key) >> np.uint64(11)) + 0.5) * 2.0**-53 * total)
        a = 0
        while at >= ages[a]:
            at -= ages[a]
            a += 1
        ages[a] -= 1
        into[a] += 1
        total -= 1


@kernel(nogil=True)
def walk(true, reported, record, births_at, age_at, klass, relabel_to, record_at,  # type: ignore[no-untyped-def]
         miss, delay, enter, relabel, audit, audit_label, set_of, keys, first_month, walked,
         run_in):
    """Fill the births of `reported` and all of `record` from `true`.

    Args: true, reported int32 (draw, unit, month, slot), reported equal to true on entry;
        record int32 zeros (draw, unit, month, record slot); births_at first slot of births,
        which stand together with the stratum fastest; age_at int64 (age, stratum) slots of
        births by age of mother; klass int64 (cell,) 2 x sex + policy; relabel_to int64 (cell,)
        the cell under which a wrong label is entered, -1 for none; record_at int64 (record
        family, cell) slots of `record`; miss, delay, enter float64 (set, 4) by klass; relabel
        float64 (set, 4); audit, audit_label float64 (set, unit, month) chance that an audit
        finds one in the month; set_of int64 (draw,); keys uint64 (draw, unit, stratum);
        first_month of the walk; walked int64 (month of the walk,) the position on the month
        axis whose births and audits stand for it; the first run_in months of the walk lie
        before the axis and leave no trace in `reported` and `record`.
    """
    draws, units = true.shape[:2]
    months = walked.size
    nowhere = np.zeros(reported.shape[3], np.int32)
    unseen = np.zeros(record.shape[3], np.int32)
    cells = klass.size
    ages, strata = age_at.shape
    e_cell = np.empty(months * cells, np.int64)  # births not settled: cell, month of birth,
    e_born = np.empty(months * cells, np.int64)
    e_missed = np.empty(months * cells, np.int64)  # still missed,
    e_waiting = np.empty(months * cells, np.int64)  # still to come,
    e_wrong = np.empty(months * cells, np.int64)  # entered wrong and not found
    month_key = np.empty(strata, np.uint64)
    gone = np.empty(strata, np.int64)
    back = np.empty(strata, np.int64)
    hidden = np.empty((strata, ages), np.int64)
    now = np.empty(ages, np.int64)
    for d in range(draws):
        s = set_of[d]
        for u in range(units):
            count = 0
            hidden[:] = 0
            for t in range(months):
                this = true[d, u, walked[t]]
                books = nowhere if t < run_in else reported[d, u, t - run_in]
                notes = unseen if t < run_in else record[d, u, t - run_in]
                books[births_at:births_at + cells] = 0
                for st in range(strata):
                    month_key[st] = key_of(keys[d, u, st], first_month + t + MONTH_ORIGIN)
                    gone[st] = 0
                    back[st] = 0
                find = audit[s, u, walked[t]]
                find_label = audit_label[s, u, walked[t]]

                kept = 0
                for e in range(count):
                    c, born = e_cell[e], e_born[e]
                    k, st = klass[c], c % strata
                    cell, at, mk = c // strata, born + first_month + MONTH_ORIGIN, month_key[st]
                    found_label = 0
                    if e_wrong[e] > 0:
                        found_label = counts_below(e_wrong[e], find_label,
                                                   _key(mk, FIND_LABEL, cell, at))
                    found = 0
                    if e_missed[e] > 0:
                        found = counts_below(e_missed[e], find, _key(mk, FIND_MISSED, cell, at))
                    late, found_late, wrong = 0, 0, 0
                    if e_waiting[e] > 0:
                        late = counts_below(e_waiting[e], enter[s, k], _key(mk, ENTER, cell, at))
                        found_late = counts_below(e_waiting[e] - late, find,
                                                  _key(mk, FIND_DELAYED, cell, at))
                        if relabel_to[c] >= 0:
                            wrong = counts_below(late, relabel[s, k],
                                                 _key(mk, RELABEL_LATE, cell, at))
                    books[births_at + c] += late - wrong + found + found_late
                    if wrong > 0:
                        books[births_at + relabel_to[c]] += wrong
                    notes[record_at[LATE, c]] += late
                    notes[record_at[FOUND, c]] += found + found_late
                    notes[record_at[WRONG, c]] += wrong
                    notes[record_at[WRONG_FOUND, c]] += found_label
                    if born < run_in:
                        notes[record_at[FROM_BEFORE, c]] += late + found + found_late
                    back[st] += late + found + found_late
                    missed = e_missed[e] - found
                    waiting = e_waiting[e] - late - found_late
                    wrongly = e_wrong[e] - found_label + wrong
                    if missed + waiting + wrongly > 0:
                        e_cell[kept], e_born[kept] = c, born
                        e_missed[kept], e_waiting[kept] = missed, waiting
                        e_wrong[kept] = wrongly
                        kept += 1
                count = kept

                for c in range(cells):
                    n = this[births_at + c]
                    if n <= 0:
                        continue
                    k, st = klass[c], c % strata
                    cell, at, mk = c // strata, t + first_month + MONTH_ORIGIN, month_key[st]
                    missed = counts_below(n, miss[s, k], _key(mk, MISS, cell, at))
                    waiting = counts_below(n - missed, delay[s, k], _key(mk, DELAY, cell, at))
                    entered = n - missed - waiting
                    wrong = 0
                    if relabel_to[c] >= 0:
                        wrong = counts_below(entered, relabel[s, k], _key(mk, RELABEL, cell, at))
                        books[births_at + relabel_to[c]] += wrong
                    books[births_at + c] += entered - wrong
                    notes[record_at[RIGHT, c]] += entered - wrong
                    notes[record_at[MISSED, c]] += missed
                    notes[record_at[DELAYED, c]] += waiting
                    notes[record_at[WRONG, c]] += wrong
                    gone[st] += missed + waiting
                    if missed + waiting + wrong > 0:
                        e_cell[count], e_born[count] = c, t
                        e_missed[count], e_waiting[count], e_wrong[count] = missed, waiting, wrong
                        count += 1

                for st in range(strata):
                    if gone[st] + back[st] == 0:
                        continue
                    for a in range(ages):
                        now[a] = this[age_at[a, st]]
                        books[age_at[a, st]] = 0
                    returning = np.zeros(ages, np.int64)
                    _take(hidden[st], back[st], month_key[st], AGE_IN, returning)
                    _take(now, gone[st], month_key[st], AGE_OUT, hidden[st])
                    for a in range(ages):
                        books[age_at[a, st]] = now[a] + returning[a]

            for e in range(count):
                if e_born[e] < run_in:
                    continue
                notes = record[d, u, e_born[e] - run_in]
                notes[record_at[OMITTED, e_cell[e]]] += e_missed[e]
                notes[record_at[PENDING, e_cell[e]]] += e_waiting[e]
