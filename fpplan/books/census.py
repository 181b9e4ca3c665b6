"""What a census-style count would find: births of its last twelve months, children under five.

Households hide children from a count as cadres hide births from their superiors, with chances of
their own. A child hidden in its first year may be seen from one birthday to the next; what a count
finds does not depend on whether the books have the child. In the month of birth stands whether a
count within the next twelve months finds it, so that the counted births of any twelve months are
those that a count at their end finds at age 0.

Children under five at the end of a month are the births of the sixty months up to it, none of them
dead or away; births before the first month are those of its first year over and over, as in the
books.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fpplan.compiling import kernel
from fpplan.luck import MONTH_ORIGIN, counts_below, key_of
from fpplan.tallies import Tallies

__all__ = ["CHILDHOOD", "count"]

CHILDHOOD = 5  # completed years of age, 0 to 4, of the children that a count is judged by
HIDE, SEE = range(2)  # streams of luck; their numbers are frozen

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


def count(tallies: Tallies, record: NDArray[np.int32], hidden: Floats, seen: Floats, set_of: Whole,
          keys: NDArray[np.uint64], walked: Whole, run_in: int) -> None:
    """Fill `births_counted`, `children_under_5` and `children_counted` of the record.
    See docs/model.md [E-census].

    Args: hidden, seen as from `hidden_from_count`; set_of int64 (draw,); keys uint64 (draw, unit,
        stratum); walked, run_in as for `fpplan.books.kernel.walk`.
    """
    births = tallies.table.index("births")  # (order, sex, policy, prior, stratum)
    order, sex, policy, _, stratum = np.indices(births.shape)
    index = tallies.record_slots.index
    at = index("births_counted")
    order = np.minimum(order, at.shape[0] - 1)
    _count(tallies.true, record, births.ravel(), (sex * 2 + policy).ravel(),
           at[order, sex, policy, stratum].ravel(),
           index("children_under_5")[sex, stratum].ravel(),
           index("children_counted")[sex, stratum].ravel(),
           hidden, np.broadcast_to(seen, hidden.shape[:2]), set_of, keys, births.shape[-1],
           tallies.first_month - run_in, walked, run_in)


@kernel(nogil=True)
def _count(true, record, births, klass, counted, children, found, hidden, seen, set_of, keys,  # type: ignore[no-untyped-def]
           strata, first_month, walked, run_in):
    """`count` by slot numbers, each (cell,): births in the tallies, the others in the record."""
    draws, units = true.shape[:2]
    months = walked.size
    for d in range(draws):
        s = set_of[d]
        for u in range(units):
            for t in range(months):
                row = true[d, u, walked[t]]
                for c in range(births.size):
                    n = row[births[c]]
                    if n <= 0:
                        continue
                    key = key_of(key_of(keys[d, u, c % strata], first_month + t + MONTH_ORIGIN),
                                 c // strata)
                    away = counts_below(n, hidden[s, u, klass[c]], key_of(key, HIDE))
                    if t >= run_in:
                        record[d, u, t - run_in, counted[c]] += n - away
                    for age in range(CHILDHOOD):
                        if age > 0 and away > 0:
                            away -= counts_below(away, seen[s, u],
                                                 key_of(key_of(key, SEE), age))
                        first = t + 12 * age
                        for m in range(max(first, run_in), min(first + 12, months)):
                            record[d, u, m - run_in, children[c]] += n
                            record[d, u, m - run_in, found[c]] += n - away
