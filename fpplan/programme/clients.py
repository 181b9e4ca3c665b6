"""Clients whom services reached: one count a month, in the tallies and in inputs of schemes alike.

Each of a month's clients (a stock counts one in `every_months` each month) is reached with the
month's coverage: a binomial thinning with luck of its own key, so that variants share it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fpplan.compiling import kernel
from fpplan.contract.ids import hash64
from fpplan.luck import MONTH_ORIGIN, counts_below, fold, fold_array
from fpplan.tallies import slot_table

if TYPE_CHECKING:
    from fpplan.programme.coverage import Coverage
    from fpplan.programme.tasks import Task
    from fpplan.tallies import Tallies, View

__all__ = ["due", "reached", "with_clients"]

SERVED = 3  # stream of luck; its number is frozen

Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


def with_clients(tallies: Tallies, served: Coverage, tasks: Mapping[str, Task], *, seed: int,
                 set_of_draw: Whole) -> Tallies:
    """The tallies with the clients that each service reached in each month, at the end: those of
    tasks of kind "service" whose clients are simulated, not planned for as a plain number.
    See docs/model.md [E-reached].
    """
    there = tuple(name for name, task in tasks.items()
                  if task.kind == "service" and not isinstance(task.clients, float))
    found = np.zeros((*tallies.true.shape[:3], len(there)), np.int32)
    for at, name in enumerate(there):
        found[..., at] = _drawn(tasks[name], tallies, served, seed, set_of_draw)
    labels = dict(tallies.table.families["starts"].labels)
    table = slot_table(labels["method"], labels["stratum"], there)
    true = np.concatenate([tallies.true, found], axis=-1)
    return replace(tallies, true=true, reported=true, table=table)


def reached(task: Task, tallies: Tallies, served: Coverage, view: View, *, seed: int,
            set_of_draw: Whole) -> Floats:
    """Clients of a task who were reached, (draw, unit, month): those of the tallies in a view
    where the task has a slot; else drawn here, the same in both views."""
    labels = dict(tallies.table.families["clients"].labels)
    if task.id in labels["task"]:
        return np.asarray(tallies.total(view, f"clients[task={task.id}]"), np.float64)
    return _drawn(task, tallies, served, seed, set_of_draw).astype(np.float64)


def due(task: Task, tallies: Tallies, served: Coverage) -> Floats:
    """Clients of a task there are to reach, (draw, unit, month)."""
    people, share = _waiting(task, tallies, served)
    return people * share


def _waiting(task: Task, tallies: Tallies, served: Coverage) -> tuple[Whole, Floats]:
    """Whole people (draw, unit, month) and the share of them who are clients in a month."""
    if isinstance(task.clients, float):
        each = served.clients[:, served.tasks.index(task.id)]
        people = np.broadcast_to(np.ceil(each).astype(np.int64)[None, :, None],
                                 tallies.true.shape[:3])
        return people, (each / np.maximum(np.ceil(each), 1))[None, :, None]
    people = np.sum([tallies.total("true", pattern) for pattern in task.clients], axis=0)
    return people, np.full((1, 1, 1), 1 / task.every_months)


def _drawn(task: Task, tallies: Tallies, served: Coverage, seed: int, set_of: Whole
           ) -> NDArray[np.int32]:
    people, share = _waiting(task, tallies, served)
    months = np.array(tallies.months)
    span = served.months(int(months[0]), int(months[-1]))
    chance = served.of(task.id)[:, :, span][set_of] * share
    keys = fold_array(fold(seed, "clients", task.id), np.arange(*tallies.draws))[:, None]
    units = np.array([hash64(unit) for unit in tallies.units], dtype=np.uint64)
    keys = fold_array(fold_array(fold_array(keys, units)[:, :, None], months + MONTH_ORIGIN),
                      np.array(SERVED))
    found = np.zeros(people.shape, np.int32)
    _thin(np.ascontiguousarray(people), chance, keys, found)
    return found


@kernel(nogil=True)
def _thin(waiting, chance, keys, found):  # type: ignore[no-untyped-def]
    """Binomial counts of `waiting` (draw, unit, month) at `chance` into `found`."""
    for at in np.ndindex(waiting.shape):
        found[at] = counts_below(waiting[at], chance[at], keys[at])
