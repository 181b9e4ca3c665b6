"""Coverage: the share of clients that the hours of a month reach, and what that does to rates.

    c = ceiling x (1 - exp(-hours x productive / (hours per client x clients x ceiling)))

The first visits each reach somebody new and later ones more and more often somebody who was
reached already; no hours reach nobody and endless hours reach the ceiling. Coverage is 0
where there is nobody to reach.

A service moves a rate by beta x (c - c_ref) on the logit scale, c_ref being the coverage of
`[base]` averaged over the reference year (months -12..-1): what is already there is in the
matched rates and must not be counted twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fpplan.months import absolute
from fpplan.programme.staff import planned_hours, productive_share
from fpplan.programme.tasks import TARGETS, Task, core_tasks

if TYPE_CHECKING:
    from fpplan.parameters import ParameterSets
    from fpplan.scenario import Resolved
    from fpplan.scenario.models import Base
    from fpplan.tallies import Tallies

__all__ = ["FIRST_MONTH", "Coverage", "coverage", "covered", "expected_clients",
           "reference_coverage", "shifts"]

FIRST_MONTH = -36  # the burn-in starts here
REFERENCE = (-12, -1)  # first and last month of the reference year
_ROUNDING = 1e-12  # a mean of equal coverages may differ from them by this; no move at all

Floats = NDArray[np.float64]


def covered(hours: Floats, hours_per_client: Floats, clients: Floats, ceiling: float) -> Floats:
    """Coverage from working hours a month, by broadcasting; 0 without hours or clients."""
    hours, hours_per_client, clients = np.broadcast_arrays(hours, hours_per_client, clients)
    need = hours_per_client * clients * ceiling
    # no client: any positive need gives the same 0, since the hours are set to 0 with it
    reach = np.where(need > 0, hours, 0.0) / np.where(need > 0, need, 1.0)
    return -ceiling * np.expm1(-reach)


@dataclass(frozen=True)
class Coverage:
    """`values`: share of clients reached, float64 (set, unit, month, task), months from
    `first_month`; `hours`: working hours behind it (unit, month, task)."""

    values: Floats
    hours: Floats
    tasks: tuple[str, ...]
    units: tuple[str, ...]
    first_month: int

    def of(self, task: str) -> Floats:
        """Coverage of one task (set, unit, month); zeros when no hours can be given to it."""
        if task not in self.tasks:
            return np.zeros(self.values.shape[:3])
        return self.values[..., self.tasks.index(task)]

    def months(self, first: int, last: int) -> slice:
        """The part of the month axis from month `first` to month `last`, both included."""
        return slice(first - self.first_month, last - self.first_month + 1)


def expected_clients(tallies: Tallies,
                     tasks: Mapping[str, Task] | None = None) -> dict[str, Floats]:
    """Clients a month by task (unit,): means over draws of the true tallies of the base's
    reference year, the same for all draws and variants."""
    months = slice(REFERENCE[0] - tallies.first_month, REFERENCE[1] - tallies.first_month + 1)
    if months.start < 0 or months.stop > len(tallies.months):
        raise ValueError("expected clients need the tallies of months -12 to -1")
    found = {}
    for name, task in (core_tasks() if tasks is None else tasks).items():
        if isinstance(task.clients, float):
            found[name] = np.full(len(tallies.units), task.clients)
            continue
        total = sum(
            tallies.total("true", pattern)[:, :, months].mean(axis=(0, 2))
            for pattern in task.clients
        )
        found[name] = np.asarray(total, dtype=np.float64) / task.every_months
    return found


def _seasons_by_month(base: Base, first: int, stop: int) -> NDArray[np.int64]:
    """The season (position in `base.seasons`) of each month first..stop-1."""
    of = {calendar: i for i, season in enumerate(base.seasons) for calendar in season.months}
    start = absolute(base.decision_month)
    return np.array([of[(start + month) % 12 + 1] for month in range(first, stop)])


def _working_hours(base: Base, units: Sequence[str], tasks: Sequence[str], first: int,
                   stop: int) -> Floats:
    hours = planned_hours(base, units, tasks)
    working = hours * productive_share(base, units, hours)[..., None]
    return working[:, _seasons_by_month(base, first, stop), :]


def coverage(resolved: Resolved, sets: ParameterSets, clients: Mapping[str, Floats],
             tasks: Mapping[str, Task] | None = None) -> Coverage:
    """Coverage of every task in the leaf units of a plan, months -36..horizon-1.

    What lies before the decision month is the reference's (`[base]`) in every variant.
    `clients` come from `expected_clients` over tallies of the same leaf units.
    """
    known = core_tasks() if tasks is None else tasks
    names, units = tuple(known), resolved.leaves
    before = _working_hours(resolved.reference, units, names, FIRST_MONTH, 0)
    after = _working_hours(resolved.base, units, names, 0, resolved.base.horizon)
    hours = np.concatenate([before, after], axis=1)
    values = np.zeros((sets.count, *hours.shape))
    for i, (name, task) in enumerate(known.items()):
        per_client = (sets[task.hours_per_client] if isinstance(task.hours_per_client, str)
                      else np.full(sets.count, task.hours_per_client))
        values[..., i] = covered(hours[None, :, :, i], per_client[:, None, None],
                                 clients[name][None, :, None], task.ceiling)
    return Coverage(values, hours, names, units, FIRST_MONTH)


def reference_coverage(found: Coverage) -> Floats:
    """Coverage averaged over the reference year: (set, unit, task)."""
    reference: Floats = found.values[:, :, found.months(*REFERENCE), :].mean(axis=2)
    return reference


def shifts(found: Coverage, sets: ParameterSets,
           tasks: Mapping[str, Task] | None = None) -> Floats:
    """Logit shifts of rates: float64 (set, unit, month, target), targets in the order of
    `TARGETS`, months as in `found`. A rate moves by the sum over tasks of beta x (c - c_ref).

    "uptake" is for women who are not in the months after a birth, "uptake_postpartum" for
    those who are: a task that serves both names both.
    """
    known = core_tasks() if tasks is None else tasks
    excess = found.values - reference_coverage(found)[:, :, None, :]
    excess[np.abs(excess) < _ROUNDING] = 0.0
    moved = np.zeros((*found.values.shape[:3], len(TARGETS)))
    for i, name in enumerate(found.tasks):
        for rate, parameter in known[name].effects.items():
            moved[..., TARGETS.index(rate)] += sets[parameter][:, None, None] * excess[..., i]
    return moved
