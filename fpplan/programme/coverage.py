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

from fpplan.place.setting import REACH
from fpplan.programme.hours import RECORDS, crowded, months_of, record_hours, working_in
from fpplan.programme.tasks import ON_REACH, ON_UPTAKE, TARGETS, Task

if TYPE_CHECKING:
    from fpplan.place.parameters import ParameterSets
    from fpplan.scenario import Resolved
    from fpplan.scenario.models import Base
    from fpplan.tallies import Tallies

__all__ = ["FIRST_MONTH", "Coverage", "coverage", "covered", "excess", "expected_clients",
           "reference_coverage", "shifts"]

FIRST_MONTH = -36  # the burn-in starts here
REFERENCE = (-12, -1)  # first and last month of the reference year
_ROUNDING = 1e-12  # a mean of equal coverages may differ from them by this; no move at all

Floats = NDArray[np.float64]


def covered(hours: Floats, hours_per_client: Floats, clients: Floats, ceiling: float) -> Floats:
    """Coverage from working hours a month, by broadcasting; 0 without hours or clients.
    See docs/model.md [E-coverage].
    """
    hours, hours_per_client, clients = np.broadcast_arrays(hours, hours_per_client, clients)
    need = hours_per_client * clients * ceiling
    # no client: any positive need gives the same 0, since the hours are set to 0 with it
    reach = np.where(need > 0, hours, 0.0) / np.where(need > 0, need, 1.0)
    return -ceiling * np.expm1(-reach)


@dataclass(frozen=True)
class Coverage:
    """`values`: share of clients reached, float64 (set, unit, month, task), months from
    `first_month`; `hours`: working hours behind it (set, unit, month, task); `clients`: whom
    there is to reach in a month (unit, task); `quality` of the services (unit, month, task);
    `forms`, working hours of a unit that go into forms of scored items, those of records (set,
    month)."""

    values: Floats
    hours: Floats
    clients: Floats
    quality: Floats
    tasks: tuple[str, ...]
    units: tuple[str, ...]
    first_month: int
    forms: Floats | None = None

    def of(self, task: str) -> Floats:
        """Coverage of one task (set, unit, month); zeros when no hours can be given to it."""
        if task not in self.tasks:
            return np.zeros(self.values.shape[:3])
        return self.values[..., self.tasks.index(task)]

    def months(self, first: int, last: int) -> slice:
        """The part of the month axis from month `first` to month `last`, both included."""
        return slice(first - self.first_month, last - self.first_month + 1)


def expected_clients(tallies: Tallies, tasks: Mapping[str, Task]) -> dict[str, Floats]:
    """Clients a month by task (unit,): means over draws of the true tallies of the base's
    reference year, the same for all draws and variants. See docs/model.md [E-clients]."""
    months = slice(REFERENCE[0] - tallies.first_month, REFERENCE[1] - tallies.first_month + 1)
    if months.start < 0 or months.stop > len(tallies.months):
        raise ValueError("expected clients need the tallies of months -12 to -1")
    found = {}
    for name, task in tasks.items():
        if isinstance(task.clients, float):
            found[name] = np.full(len(tallies.units), task.clients)
            continue
        total = sum(
            tallies.total("true", pattern)[:, :, months].mean(axis=(0, 2))
            for pattern in task.clients
        )
        found[name] = np.asarray(total, dtype=np.float64) / task.every_months
    return found


def coverage(resolved: Resolved, sets: ParameterSets, clients: Mapping[str, Floats],
             tasks: Mapping[str, Task]) -> Coverage:
    """Coverage of every task in the leaf units of a plan, months -36..horizon-1.

    What lies before the decision month is the reference's (`[base]`) in every variant.
    `clients` come from `expected_clients` over tallies of the same leaf units; a service's
    planned clients and ceiling take their place.
    """
    names, units = tuple(tasks), resolved.leaves
    plan, before = resolved.base, resolved.reference
    early, late = months_of(before, FIRST_MONTH, 0), months_of(plan, 0, plan.horizon)
    # Months of one kind are alike: each kind is worked out once, then given to its months.
    kinds = [working_in(before, units, names, early), working_in(plan, units, names, late)]
    working = np.stack([hours for part in kinds for hours in part.values()], axis=1)
    at = np.array([*map(list(kinds[0]).index, early),
                   *(len(kinds[0]) + list(kinds[1]).index(kind) for kind in late)])
    records = np.stack([record_hours(sets, items) for kind, items in zip(
        kinds, (resolved.scored_before, resolved.scored_items), strict=True) for _each in kind],
        axis=1)
    visits = [task.kind == "service" for task in tasks.values()]
    hours = crowded(working, names, records, visits)
    planned = np.stack([_planned_clients(before, name, units, clients[name]) for name in names],
                       axis=-1)
    quality = np.ones((len(units), at.size, len(names)))
    values = np.zeros(hours.shape)
    for i, (name, task) in enumerate(tasks.items()):
        per_client = (sets[task.hours_per_client] if isinstance(task.hours_per_client, str)
                      else np.full(sets.count, task.hours_per_client))
        service = before.services.get(name)
        ceiling = task.ceiling if service is None or service.ceiling is None else service.ceiling
        spent = hours[..., i]
        if name == RECORDS:  # the cards of women are kept in what scored items leave
            spent = np.maximum(spent - records[:, None], 0.0)
        values[..., i] = covered(spent, per_client[:, None, None],
                                 planned[None, :, None, i], ceiling)
        quality[:, :-FIRST_MONTH, i] = before.services[name].quality if service else 1.0
        if name in plan.services:
            quality[:, -FIRST_MONTH:, i] = plan.services[name].quality
    return Coverage(values[:, :, at], hours[:, :, at], planned, quality, names, units, FIRST_MONTH,
                    records[:, at])


def _planned_clients(base: Base, task: str, units: Sequence[str], expected: Floats) -> Floats:
    """Clients a month of each unit: planned where the scenario plans them, else expected."""
    service = base.services.get(task)
    found = np.array(expected, dtype=np.float64)
    for i, unit in enumerate(units if service is not None else ()):
        own = service.clients_in(unit) if service is not None else None
        if own is not None:
            found[i] = own
    return found


def reference_coverage(found: Coverage) -> Floats:
    """Coverage averaged over the reference year: (set, unit, task)."""
    reference: Floats = found.values[:, :, found.months(*REFERENCE), :].mean(axis=2)
    return reference


def excess(found: Coverage, reached: Floats) -> Floats:
    """How much more is reached than on average in the reference year: (set, unit, month)."""
    more = reached - reached[:, :, found.months(*REFERENCE)].mean(axis=2)[:, :, None]
    more[np.abs(more) < _ROUNDING] = 0.0
    return more


def shifts(found: Coverage, sets: ParameterSets, tasks: Mapping[str, Task]) -> Floats:
    """Logit shifts of rates: float64 (set, unit, month, target), targets in the order of
    `TARGETS`, months as in `found`. A rate moves by the sum over tasks of beta x (c - c_ref).
    See docs/model.md [E-shift].

    "uptake" is for women who are not in the months after a birth, "uptake_postpartum" for
    those who are: a task that serves both names both. Continuation gains from a service in
    proportion to its quality too: "stop" moves by beta x (c q - (c q)_ref). Where women differ in
    reach ("reach", "reach_postpartum", "willing", hazards per month) a service brings them within
    it and leaves the uptake of the others alone.
    """
    moved = np.zeros((*found.values.shape[:3], len(TARGETS)))
    elsewhere = ON_UPTAKE if REACH[0] in sets else ON_REACH
    for i, name in enumerate(found.tasks):
        for rate, parameter in tasks[name].effects.items():
            if rate in elsewhere:
                continue
            reached = found.values[..., i]
            if rate == "stop":
                reached = reached * found.quality[None, ..., i]
            moved[..., TARGETS.index(rate)] += sets[parameter][:, None, None] * excess(
                found, reached)
    return moved
