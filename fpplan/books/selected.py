"""Girls who were not born because their sex was selected against, in the months of their birth.

With them the sex ratio of a run splits without a rest (counts, in every unit and period):

    natural ratio -> boys ÷ (girls + girls not born): chance
                  -> boys ÷ girls:                    selection
                  -> the ratio in the books:          misreporting

A fetus is male with the natural chance, its loss later on does not depend on its sex, and each
selected one would have been born alive with the chance of any fetus whose sex is known: so the
first ratio differs from the natural one by luck alone, and without selection the second equals
the first to the birth. Births that follow because a pregnancy was ended count as they are.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fpplan.compiling import kernel
from fpplan.luck import MONTH_ORIGIN, counts_below, key_of
from fpplan.population.state import GESTATION, SEX_KNOWN
from fpplan.tallies import Tallies

__all__ = ["MONTHS_TO_BIRTH", "girls_not_born"]

# Selection falls in the month before SEX_KNOWN, a birth in the month of GESTATION.
MONTHS_TO_BIRTH = GESTATION - SEX_KNOWN + 1


def girls_not_born(tallies: Tallies, record: NDArray[np.int32], carried: NDArray[np.float64],
                   set_of: NDArray[np.int64], keys: NDArray[np.uint64]) -> None:
    """Fill `girls_not_born` of the record: the sex-selective terminations of six months ago,
    each with the chance `carried` (set,) of a live birth. For the first six months those of
    the same calendar months a year later stand in (of the first year, where it is shorter).
    See docs/model.md [E-girls-not-born].
    """
    months = tallies.true.shape[2]
    year = min(12, months)
    ago = np.arange(months) - MONTHS_TO_BIRTH
    ago = np.where(ago < 0, ago % year, ago)
    _fill(tallies.true, record, tallies.table.index("selective_terminations"),
          tallies.record_slots.index("girls_not_born"), ago, carried, set_of, keys,
          tallies.first_month)


@kernel(nogil=True)
def _fill(true, record, ended, unborn, ago, carried, set_of, keys, first_month):  # type: ignore[no-untyped-def]
    """`girls_not_born` by slot numbers (order, stratum) of what was ended and is recorded."""
    draws, units, months = true.shape[:3]
    orders, strata = ended.shape
    for d in range(draws):
        chance = carried[set_of[d]]
        for u in range(units):
            for m in range(months):
                for order in range(orders):
                    for st in range(strata):
                        n = true[d, u, ago[m], ended[order, st]]
                        if n > 0:
                            key = key_of(key_of(keys[d, u, st], first_month + m + MONTH_ORIGIN),
                                         order)
                            record[d, u, m, unborn[order, st]] = counts_below(n, chance, key)
