"""True tallies into reported tallies.

A birth is missed, comes late (a geometric delay; less often where records are kept up), or
enters the books in its month; as it enters, some are written under a lower order, as within
policy or, a girl, as a boy. Missed births surface over years, geometrically, until a child of
five needs papers and later; some births in the books never happened. Probabilities go by
order, sex and true policy status. Audits visit a share of households in a month and find what
is missing there, wrong labels and false entries; found births enter the figures in the month
of the audit, with their right labels. Users of methods, starts and clients stand above the
truth by a share (`services`).

Births by age of mother lose and regain the same births: whose birth is missing is drawn
evenly over the ages of the month's mothers. Every other tally is reported as it is: deaths,
women, moves. What a census-style count would find stands beside the books (`census`).

Edges. Births before the first month were not all in the books when it began, and some come
late or are found in the run. They are not known, so the births (and audits) of the first
twelve months stand in for those of the months before, over and over, with luck of their own;
`births_from_before` counts what comes of them. Births still on their way at the end are lost
to the horizon and counted as `births_pending`.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from fpplan.books.census import count
from fpplan.books.kernel import RECORDS, walk
from fpplan.books.parameters import CLASSES, LATE_RECORDS, hidden_from_count, rates, unit_shifts
from fpplan.books.selected import girls_not_born
from fpplan.books.services import overstate
from fpplan.contract.ids import hash64
from fpplan.luck import MONTH_ORIGIN, fold, fold_array
from fpplan.place.parameters import ParameterSets
from fpplan.tallies import SELECTION_ORDERS, SlotTable, Tallies

__all__ = ["report"]

Floats = NDArray[np.float64]

# Months; of missed births that surface half do so within five years, and most of the rest
# after this: what surfaces later is not in the books of a run.
RUN_IN = 60


def report(tallies: Tallies, sets: ParameterSets, audit_coverage: Floats, *, seed: int,
           set_of_draw: NDArray[np.int64], before: ParameterSets | None = None,
           run_in: int = RUN_IN, carried: Floats | None = None,
           kept_up: Floats | None = None) -> Tallies:
    """The same tallies with their reported view and record tallies filled.
    See docs/model.md [E-books].

    Args: tallies whose `true` is read; sets parameter sets of this chunk; audit_coverage
        share of households that audits visit, float64 (set, unit, month) over the months of
        the tallies; set_of_draw int64 (draw,) position of each draw's set in `sets`; before
        the same sets under the reference plan, whose audits are as good as they were until
        the decision month (`sets` when None); run_in months before the first that are made
        up from its year (0: the books are complete when the tallies begin); carried (set,)
        the chance that a fetus whose sex is known is born alive (1 when None); kept_up how much
        more of the records are kept up than in the base's reference year, float64 (set, unit,
        month), as much when None.

    The same seed gives the same bytes for any chunking of draws and any threads. Over all
    months of a run, reported births = true births - omitted - pending + from before + false.
    """
    units, months = tallies.true.shape[1:3]
    if audit_coverage.shape != (sets.count, units, months):
        raise ValueError(f"audit coverage has shape {audit_coverage.shape}, not "
                         f"{(sets.count, units, months)} (set, unit, month)")
    if tallies.first_month - run_in + MONTH_ORIGIN < 0:
        raise ValueError(f"a run in of {run_in} months starts before the first month there is")
    apart = unit_shifts(sets, tallies.units)
    chance = rates(sets, units, apart)
    earlier = chance if before is None else rates(before, units, apart)
    history = np.array(tallies.months) < 0
    visited = np.clip(audit_coverage, 0.0, 1.0)

    def found(what: int) -> Floats:
        """Chance that an audit finds one in a month, (set, unit, month)."""
        now, then = chance.audits[..., what], earlier.audits[..., what]
        return visited * np.where(history, then[..., None], now[..., None])

    more = np.zeros(visited.shape) if kept_up is None else kept_up
    late_odds = np.exp(-sets[LATE_RECORDS][:, None, None] * more)
    cells = _Cells(tallies.table, tallies.record_slots)
    walked = _year_before(months, run_in)
    whose = np.asarray(set_of_draw, dtype=np.int64)
    reported = tallies.true.copy()
    record = np.zeros((*reported.shape[:3], len(tallies.record_slots)), dtype=np.int32)
    walk(
        tallies.true, reported, record, cells.first, cells.ages, cells.klass, cells.record_at,
        chance.by_class, chance.shared, late_odds, found(0), found(1), found(2), whose,
        _keys(tallies, seed, "reporting"), tallies.first_month - run_in, walked, run_in,
    )
    count(tallies, record, *hidden_from_count(sets, apart[..., 0]), whose,
          _keys(tallies, seed, "census"), walked, run_in)
    overstate(tallies, reported, chance.overstated, whose, _keys(tallies, seed, "services"))
    girls_not_born(tallies, record, np.ones(sets.count) if carried is None else carried, whose,
                   _keys(tallies, seed, "selected"))
    return replace(tallies, reported=reported, record=record)


def _year_before(months: int, run_in: int) -> NDArray[np.int64]:
    """Positions of the months to walk: the first year over and over for `run_in` months, in
    step with the calendar, then every month."""
    year = min(12, months)
    return np.concatenate([np.arange(-run_in, 0) % year, np.arange(months)])


class _Cells:
    """Where births stand in the tallies, as flat arrays over cells for the kernel."""

    def __init__(self, table: SlotTable, record_table: SlotTable):
        index = table.index("births")  # (order, sex, policy, prior, stratum)
        self.first = int(index.min())
        assert np.array_equal(index.ravel(), np.arange(index.size) + self.first)
        self.ages = table.index("births_by_mother_age")
        order, sex, policy, _, stratum = (axis.ravel() for axis in np.indices(index.shape))
        order = np.minimum(order, len(SELECTION_ORDERS) - 1)
        self.klass = ((order * 2 + sex) * 2 + policy).astype(np.int64)
        assert tuple(np.ndindex(len(SELECTION_ORDERS), 2, 2)) == CLASSES
        self.record_at = np.stack(
            [record_table.index(name)[order, sex, policy, stratum] for name in RECORDS])


def _keys(tallies: Tallies, seed: int, word: str) -> NDArray[np.uint64]:
    """Keys (draw, unit, stratum): by name, so that other units or strata change nothing."""
    strata = dict(tallies.table.families["births"].labels)["stratum"]
    draws = np.arange(*tallies.draws)
    by_draw = fold_array(fold(seed, word), draws)[:, None, None]
    units = np.array([hash64(unit) for unit in tallies.units], dtype=np.uint64)[:, None]
    names = np.array([hash64(stratum) for stratum in strata], dtype=np.uint64)
    keys: NDArray[np.uint64] = fold_array(fold_array(by_draw, units), names)
    return keys
