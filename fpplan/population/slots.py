"""Where counts go: slot numbers, and women sorted into cells for the stocks of a month.

Events are counted into their slots as they happen. For the stocks each woman stands in one cell
of three small tables of her stratum; `spread` adds the tables up into slots once a month.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from fpplan.population import events as happens
from fpplan.population.state import (
    AFTER_LOSS,
    AGE_GROUPS,
    IN_UNION,
    MAX_ORDER,
    MOST_METHODS,
    NOW,
    ORDER_CLASSES,
    SINCE_CAP,
)
from fpplan.tallies import SlotTable

__all__ = ["CELLS", "SLOTS", "cells_of", "put", "slots_of", "spread"]

_ORDERS, _GROUPS = MAX_ORDER, AGE_GROUPS
# The age group from which sterile women have no menses; each class is one group later, so that
# with the classes' shares about 3 % of women of 40-44 and 27 % of 45-49 have none. Assumed:
# the median age at menopause is 48.3 in western Kenya (Were and Karanja 1994).
MENOPAUSE = 5
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
    ("union_ends", np.int64, (2,)),
    ("deaths_women", np.int64),
    ("deaths_children", np.int64, (2,)),
    ("moves_out", np.int64),
    ("moves_in", np.int64),
    ("stratum_changes_out", np.int64),
    ("stratum_changes_in", np.int64),
    ("women", np.int64, (_GROUPS,)),
    ("in_union", np.int64, (_GROUPS,)),
    ("in_union_by_order", np.int64, (ORDER_CLASSES,)),
    ("using", np.int64, (MOST_METHODS - 1, ORDER_CLASSES)),
    ("pregnant", np.int64),
    ("unmet_need", np.int64),
    ("one_son_households", np.int64),
    ("two_daughter_households", np.int64),
    ("not_using", np.int64, (3, ORDER_CLASSES)),
])


def slots_of(table: SlotTable, strata: int) -> np.ndarray:
    """The slot numbers that the engine writes to: SLOTS (stratum,)."""
    slots = np.zeros(strata, SLOTS)
    for name in SLOTS.names or ():
        numbers = np.moveaxis(table.index(name), -1, 0)
        slots[name][tuple(slice(0, size) for size in numbers.shape)] = numbers
    return slots


# Three tables one behind the other: by union and age group; in union by order class and
# method, or by what she wants without one, and a last cell for all others; by status (other,
# pregnant, in need, both) and household (other, one son, two daughters).
_KINDS = MOST_METHODS - 1 + 3
_USE = 2 * AGE_GROUPS
_HOUSE = _USE + ORDER_CLASSES * _KINDS + 1
CELLS = _HOUSE + 12


@njit(forceinline=True)
def in_need(w):  # type: ignore[no-untyped-def]
    """Whether a woman who uses no method needs one, as the surveys count it; without branches.
    See docs/model.md [E-unmet].

    Who is pregnant or insusceptible after a birth is asked what she wanted when she conceived,
    any other woman what she wants, unless she counts as infecund: no birth and no use in five
    years of union, or no menses (assumed by class and age, see `MENOPAUSE`).
    """
    asked_back = (w.stage > 0) & (w.stage <= AFTER_LOSS)
    infecund = (((w.since == SINCE_CAP) & (w.on == 0))
                | (happens.age_group(w) >= MENOPAUSE + np.int64(w.fecund)))
    return (asked_back & (w.meant != NOW)) | (
        np.bool_(not asked_back) & (w.want != NOW) & np.bool_(not infecund))


@njit(forceinline=True)
def cells_of(w):  # type: ignore[no-untyped-def]
    """Her cell in each of the three tables; worked out without branches."""
    united, o = w.union == IN_UNION, happens.order_class(w)
    idle = w.method == 0
    age = np.int64(united) * AGE_GROUPS + happens.age_group(w)
    kind = MOST_METHODS - 1 + np.int64(w.want) if idle else np.int64(w.method) - 1
    use = _USE + (o * _KINDS + kind if united else ORDER_CLASSES * _KINDS)
    unmet = united & idle & in_need(w)
    one_son = united & (w.daughters == 0) & (w.sons == 1)
    two_daughters = united & (w.daughters == 2) & (w.sons == 0)
    house = (_HOUSE + 4 * (np.int64(one_son) + 2 * np.int64(two_daughters))
             + np.int64(happens.pregnant(w)) + 2 * np.int64(unmet))
    return age, use, house


@njit(forceinline=True)
def put(cells, own, number):  # type: ignore[no-untyped-def]
    """Put a woman into her cells (1) or take her out of them (-1)."""
    cells[own[0]] += number
    cells[own[1]] += number
    cells[own[2]] += number


@njit
def spread(cells, stocks, slots):  # type: ignore[no-untyped-def]
    """Add the cells of one stratum to the stocks by slot number.

    Args:
        cells: int32 (CELLS,). stocks: integer (slot,). slots: one record of SLOTS.
    """
    for group in range(AGE_GROUPS):
        united = cells[AGE_GROUPS + group]
        stocks[slots.women[group]] += cells[group] + united
        stocks[slots.in_union[group]] += united
    at = _USE
    for order in range(ORDER_CLASSES):
        for kind in range(_KINDS):
            count = cells[at]
            at += 1
            if count == 0:  # a setting may lack the method, and so its slot
                continue
            stocks[slots.in_union_by_order[order]] += count
            if kind < MOST_METHODS - 1:
                stocks[slots.using[kind, order]] += count
            else:
                stocks[slots.not_using[kind - (MOST_METHODS - 1), order]] += count
    for household in range(3):
        at = _HOUSE + 4 * household
        stocks[slots.pregnant] += cells[at + 1] + cells[at + 3]
        stocks[slots.unmet_need] += cells[at + 2] + cells[at + 3]
        everyone = cells[at] + cells[at + 1] + cells[at + 2] + cells[at + 3]
        if household == 1:
            stocks[slots.one_son_households] += everyone
        elif household == 2:
            stocks[slots.two_daughter_households] += everyone
