"""The compiled walk of births into the books.

For each draw and unit, month by month: births of earlier months that are not in the books
come late by themselves or are found by an audit; then the month's own births are split into
missed, delayed and entered, the entered ones into right and wrong labels (a lower order, a
girl as a boy, outside policy as within), and births that never happened are written beside
them. Every split is a binomial by inversion of one keyed uniform, so a number depends on its
key alone, never on chunks, threads or other cells, and a rise of a probability never lowers
what it counts.

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
SURFACE, STATUS, INVENT, FIND_FALSE, AGE_FALSE = range(10, 15)
DOWN, AS_BOY = 16, 24  # and the order in the books, 0-4; as a boy also 5 and 6, see `_enter`

# Order of the record families in the kernel's `record_at`.
RECORDS = ("births_in_time_and_right", "births_missed", "births_delayed", "births_late",
           "births_found_by_audit", "births_omitted", "births_pending", "birth_labels_wrong",
           "birth_labels_found_by_audit", "births_from_before", "birth_order_wrong",
           "birth_sex_wrong", "birth_policy_wrong", "births_false", "births_false_found_by_audit")
(RIGHT, MISSED, DELAYED, LATE, FOUND, OMITTED, PENDING, WRONG, WRONG_FOUND,
 FROM_BEFORE, ORDER_WRONG, SEX_WRONG, POLICY_WRONG, FALSE, FALSE_FOUND) = range(15)

GIRL, OUT, GIRLS, BOTH = 1, 1, 2, 3  # positions of labels of births


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
        a = _one_of(ages, total, key_of(key_of(month_key, stream), ball))
        ages[a] -= 1
        into[a] += 1
        total -= 1


@njit
def _one_of(ages, total, key):  # type: ignore[no-untyped-def]
    """The age of one of `total` births, each equally likely."""
    at = int((np.float64(np.uint64(key) >> np.uint64(11)) + 0.5) * 2.0**-53 * total)
    a = 0
    while at >= ages[a]:
        at -= ages[a]
        a += 1
    return a


@njit
def _write(n, as_boys, order, sex, policy, prior, st, strata, births):  # type: ignore[no-untyped-def]
    """Write births of one sex into the books, some of the girls as boys. Returns how many."""
    at = (((order * 2 + sex) * 2 + policy) * 4 + prior) * strata + st
    births[at] += n - as_boys
    if as_boys > 0:
        births[at - 8 * strata] += as_boys
    return as_boys


@njit
def _enter(n, c, at, late, lower, down, status, as_boy, mk, births, notes, record_at):  # type: ignore[no-untyped-def]
    """Write `n` births of cell `c` into the books, some with a wrong label.
    See docs/model.md [E-label].

    `lower` is the chance of a lower order in the books (then within policy, as the purpose
    is), `down` that it is the next lower one (at each step; the first order takes the rest),
    `status` that a birth outside policy is written as within, `as_boy` that a girl is written
    as a boy. Sexes of earlier children are written so that they agree with the lower order.
    Returns how many have any wrong label.
    """
    strata = births.size // 96
    st, cell = c % strata, c // strata
    prior, policy, sex, order = cell % 4, cell // 4 % 2, cell // 8 % 2, cell // 16
    moved = 0
    boys = 0
    if order > 0:
        moved = counts_below(n, lower, _key(mk, RELABEL_LATE if late else RELABEL, cell, at))
    left = moved
    for j in range(order - 1, -1, -1):
        if left == 0:
            break
        here = left
        if j > 0:
            here = counts_below(left, down, _key(mk, DOWN + j, cell, at))
        left -= here
        if here > 0:
            swapped = 0
            if sex == GIRL:
                swapped = counts_below(here, as_boy, _key(mk, AS_BOY + j, cell, at))
            seen = 0 if j == 0 else GIRLS if j == 1 and prior == BOTH else prior
            boys += _write(here, swapped, j, sex, 0, seen, st, strata, births)
    rest = n - moved
    within = 0
    if policy == OUT:
        within = counts_below(rest, status, _key(mk, STATUS, cell, at))
    right = rest - within
    plain = 0
    if sex == GIRL:
        plain = counts_below(right, as_boy, _key(mk, AS_BOY + 5, cell, at))
        swapped = counts_below(within, as_boy, _key(mk, AS_BOY + 6, cell, at))
    else:
        swapped = 0
    boys += _write(right, plain, order, sex, policy, prior, st, strata, births)
    if within > 0:
        boys += _write(within, swapped, order, sex, 0, prior, st, strata, births)
    wrong = n - right + plain
    if wrong > 0:
        notes[record_at[WRONG, c]] += wrong
        notes[record_at[ORDER_WRONG, c]] += moved
        notes[record_at[SEX_WRONG, c]] += boys
        notes[record_at[POLICY_WRONG, c]] += within + (moved if policy == OUT else 0)
    return wrong


@kernel(nogil=True)
def walk(true, reported, record, births_at, age_at, klass, record_at,  # type: ignore[no-untyped-def]
         chance, shared, late_odds, audit, audit_label, audit_false, set_of, keys, first_month,
         walked, run_in):
    """Fill the births of `reported` and all of `record` from `true`.
    See docs/model.md [E-false], [E-audit].

    Args: true, reported int32 (draw, unit, month, slot), reported equal to true on entry;
        record int32 zeros (draw, unit, month, record slot); births_at first slot of births,
        which stand together with the stratum fastest; age_at int64 (age, stratum) slots of
        births by age of mother; klass int64 (cell,) position of order class, sex and policy
        in `chance`; record_at int64 (record family, cell) slots of `record`; chance float64
        (set, unit, klass, 6) of `CHANCES`; shared float64 (set, unit, 3) of `SHARED`; late_odds
        float64 (set, unit, month) what multiplies the odds to be delayed in the month; audit,
        audit_label, audit_false float64 (set, unit, month) chance that an audit finds one in
        the month; set_of int64 (draw,); keys uint64 (draw, unit, stratum); first_month of the
        walk; walked int64 (month of the walk,) the position on the month axis whose births
        and audits stand for it; the first run_in months of the walk lie before the axis and
        leave no trace in `reported` and `record`.
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
    e_wrong = np.empty(months * cells, np.int64)  # entered wrong and not found,
    e_false = np.empty(months * cells, np.int64)  # invented and not found
    month_key = np.empty(strata, np.uint64)
    gone = np.empty(strata, np.int64)
    back = np.empty(strata, np.int64)
    made_up = np.empty(strata, np.int64)
    hidden = np.empty((strata, ages), np.int64)
    now = np.empty(ages, np.int64)
    for d in range(draws):
        s = set_of[d]
        for u in range(units):
            odds = chance[s, u]
            down, surface, invent = shared[s, u, 0], shared[s, u, 1], shared[s, u, 2]
            count = 0
            hidden[:] = 0
            for t in range(months):
                this = true[d, u, walked[t]]
                books = nowhere if t < run_in else reported[d, u, t - run_in]
                notes = unseen if t < run_in else record[d, u, t - run_in]
                births = books[births_at:births_at + cells]
                births[:] = 0
                for st in range(strata):
                    month_key[st] = key_of(keys[d, u, st], first_month + t + MONTH_ORIGIN)
                    gone[st] = 0
                    back[st] = 0
                    made_up[st] = 0
                find = audit[s, u, walked[t]]
                find_label = audit_label[s, u, walked[t]]
                find_false = audit_false[s, u, walked[t]]
                slow = late_odds[s, u, walked[t]]

                kept = 0
                for e in range(count):
                    c, born = e_cell[e], e_born[e]
                    k, st = klass[c], c % strata
                    cell, at, mk = c // strata, born + first_month + MONTH_ORIGIN, month_key[st]
                    found_label = 0
                    if e_wrong[e] > 0 and find_label > 0:
                        found_label = counts_below(e_wrong[e], find_label,
                                                   _key(mk, FIND_LABEL, cell, at))
                    found_false = 0
                    if e_false[e] > 0 and find_false > 0:
                        found_false = counts_below(e_false[e], find_false,
                                                   _key(mk, FIND_FALSE, cell, at))
                    found, surfaced = 0, 0
                    if e_missed[e] > 0:
                        surfaced = counts_below(e_missed[e], surface,
                                                _key(mk, SURFACE, cell, at))
                        found = counts_below(e_missed[e] - surfaced, find,
                                             _key(mk, FIND_MISSED, cell, at))
                    late, found_late, wrong = 0, 0, 0
                    if e_waiting[e] > 0:
                        late = counts_below(e_waiting[e], odds[k, 2],
                                            _key(mk, ENTER, cell, at))
                        found_late = counts_below(e_waiting[e] - late, find,
                                                  _key(mk, FIND_DELAYED, cell, at))
                    missed = e_missed[e] - found - surfaced
                    waiting = e_waiting[e] - late - found_late
                    late += surfaced
                    if late > 0:
                        wrong = _enter(late, c, at, True, odds[k, 3], down, odds[k, 4],
                                       odds[k, 5], mk, births, notes, record_at)
                    births[c] += found + found_late
                    notes[record_at[LATE, c]] += late
                    notes[record_at[FOUND, c]] += found + found_late
                    notes[record_at[WRONG_FOUND, c]] += found_label
                    notes[record_at[FALSE_FOUND, c]] += found_false
                    if born < run_in:
                        notes[record_at[FROM_BEFORE, c]] += late + found + found_late
                    back[st] += late + found + found_late
                    wrongly = e_wrong[e] - found_label + wrong
                    untrue = e_false[e] - found_false
                    if missed + waiting + wrongly + untrue > 0:
                        e_cell[kept], e_born[kept] = c, born
                        e_missed[kept], e_waiting[kept] = missed, waiting
                        e_wrong[kept], e_false[kept] = wrongly, untrue
                        kept += 1
                count = kept

                for c in range(cells):
                    n = this[births_at + c]
                    if n <= 0:
                        continue
                    k, st = klass[c], c % strata
                    cell, at, mk = c // strata, t + first_month + MONTH_ORIGIN, month_key[st]
                    missed = counts_below(n, odds[k, 0], _key(mk, MISS, cell, at))
                    late_chance = odds[k, 1]
                    if slow != 1.0:
                        late_chance = late_chance * slow / (1 - late_chance + late_chance * slow)
                    waiting = counts_below(n - missed, late_chance, _key(mk, DELAY, cell, at))
                    entered = n - missed - waiting
                    wrong = _enter(entered, c, at, False, odds[k, 3], down, odds[k, 4],
                                   odds[k, 5], mk, births, notes, record_at)
                    untrue = counts_below(n, invent, _key(mk, INVENT, cell, at))
                    births[c] += untrue
                    notes[record_at[RIGHT, c]] += entered - wrong
                    notes[record_at[MISSED, c]] += missed
                    notes[record_at[DELAYED, c]] += waiting
                    notes[record_at[FALSE, c]] += untrue
                    gone[st] += missed + waiting
                    made_up[st] += untrue
                    if missed + waiting + wrong + untrue > 0:
                        e_cell[count], e_born[count] = c, t
                        e_missed[count], e_waiting[count] = missed, waiting
                        e_wrong[count], e_false[count] = wrong, untrue
                        count += 1

                for st in range(strata):
                    if gone[st] + back[st] + made_up[st] == 0:
                        continue
                    total = 0
                    for a in range(ages):
                        now[a] = this[age_at[a, st]]
                        books[age_at[a, st]] = 0
                        total += now[a]
                    returning = np.zeros(ages, np.int64)
                    for ball in range(made_up[st] if total > 0 else 0):
                        returning[_one_of(now, total, key_of(
                            key_of(month_key[st], AGE_FALSE), ball))] += 1
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
