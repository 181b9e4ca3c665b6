"""Service figures in the books stand above the truth.

In the books users of methods, methods started and clients are more by a share: each true one
stands twice with that probability. Users are never more than the women in union; who
is written as a user without using stays the same person from month to month, so that stocks
move as the true ones do.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fpplan.compiling import kernel
from fpplan.contract.ids import hash64
from fpplan.luck import MONTH_ORIGIN, counts_below, key_of
from fpplan.tallies import Tallies

__all__ = ["overstate"]

USERS, STARTS, CLIENTS = range(3)  # streams of luck; their numbers are frozen

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


def overstate(tallies: Tallies, reported: NDArray[np.int32], shares: Floats, set_of: Whole,
              keys: NDArray[np.uint64]) -> None:
    """Write users, starts and clients into `reported`, more than the true ones by a share.
    See docs/model.md [E-overstate].

    Args: shares float64 (set, unit, 3): users, starts, clients; set_of int64 (draw,); keys uint64
        (draw, unit, stratum).
    """
    if not shares.any():
        return
    table = tallies.table
    methods = dict(table.families["starts"].labels)["method"]
    _overstate(
        tallies.true, reported, table.index("using"), table.index("in_union_by_order"),
        table.index("starts"), table.index("clients"),
        np.array([hash64(method) for method in methods], dtype=np.uint64),
        np.array([hash64(task) for task in dict(table.families["clients"].labels)["task"]],
                 dtype=np.uint64),
        shares, set_of, keys, tallies.first_month)


@kernel(nogil=True)
def _overstate(true, reported, using, in_union, starts, clients, method_ids, task_ids, shares,  # type: ignore[no-untyped-def]
               set_of, keys, first_month):
    """`overstate` by slot numbers: using (method, order, stratum), in_union (order, stratum),
    starts (method, stratum), clients (task,)."""
    draws, units, months = true.shape[:3]
    methods, orders, strata = using.shape
    for d in range(draws):
        for u in range(units):
            more = shares[set_of[d], u]
            for m in range(months):
                row, books = true[d, u, m], reported[d, u, m]
                month = first_month + m + MONTH_ORIGIN
                for st in range(strata):
                    for order in range(orders):
                        left = row[in_union[order, st]]
                        for method in range(methods):
                            left -= row[using[method, order, st]]
                        for method in range(methods):
                            slot = using[method, order, st]
                            if left <= 0 or row[slot] == 0:
                                continue
                            key = key_of(key_of(key_of(keys[d, u, st], USERS),
                                                method_ids[method]), order)
                            extra = min(left, counts_below(row[slot], more[0], key))
                            books[slot] += extra
                            left -= extra
                    for method in range(methods):
                        slot = starts[method, st]
                        if row[slot] > 0:
                            key = key_of(key_of(key_of(keys[d, u, st], STARTS),
                                                method_ids[method]), month)
                            books[slot] += counts_below(row[slot], more[1], key)
                for task in range(clients.size):
                    slot = clients[task]
                    if row[slot] > 0:
                        key = key_of(key_of(key_of(keys[d, u, 0], CLIENTS), task_ids[task]),
                                     month)
                        books[slot] += counts_below(row[slot], more[2], key)
