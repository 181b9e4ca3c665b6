"""Hours needed against hours there are, and planned against realised clients, month by month.

Everything is at central values and before any luck: coverage by hours, clients as the base's
year brings them or as the scenario plans them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fpplan.contract.months import parse_month
from fpplan.experiment.draws import central_values
from fpplan.experiment.world import World
from fpplan.place.parameters import ParameterSets
from fpplan.programme.activities import Done, activities_done
from fpplan.programme.coverage import Coverage
from fpplan.programme.hours import RECORDS, months_of, paid_hours, record_hours
from fpplan.programme.staff import effective_hours
from fpplan.programme.tasks import Task
from fpplan.scenario.monthly import overtime_in
from fpplan.scenario.resolve import Resolved
from fpplan.scenario.work import WINDOWS

__all__ = ["Undone", "Workload", "workload"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Undone:
    """One task of a unit over the months: working hours needed and spent, and the share of the
    work that is left undone."""

    unit: str
    task: str
    needed: float
    spent: float
    share: float

    @property
    def hours(self) -> float:
        """Working hours a month that are missing."""
        return max(self.needed - self.spent, 0.0)


@dataclass(frozen=True)
class Workload:
    """Months 0..horizon-1 of one plan. Hours are working hours but for `paid`.

    available (unit, month): what the staff have; paid, spent, needed (unit, month, task);
    clients, reached (unit, month, task): clients of a month and those reached; `records`: hours
    a month that the records of scored items take in a unit; `taken` (unit, month): hours that
    records take from other tasks.
    """

    units: tuple[str, ...]
    tasks: tuple[str, ...]
    available: Floats
    paid: Floats
    spent: Floats
    needed: Floats
    clients: Floats
    reached: Floats
    done: dict[str, Done]
    records: float
    taken: Floats
    known: dict[str, Task]

    def task(self, name: str) -> int:
        """The place of a task on the last axis."""
        return self.tasks.index(name)

    def undone(self) -> list[Undone]:
        """Tasks by unit with work left over the months, what is left most first."""
        found = []
        for u, unit in enumerate(self.units):
            for t, task in enumerate(self.tasks):
                needed = float(self.needed[u, :, t].mean())
                if needed <= 0:
                    continue
                share = 1 - self._done_share(u, t)
                found.append(Undone(unit, task, needed, float(self.spent[u, :, t].mean()), share))
        order = {unit: i for i, unit in enumerate(self.units)}
        return sorted((each for each in found if each.share > 5e-4),
                      key=lambda each: (order[each.unit], -each.share, -each.hours))

    def _done_share(self, u: int, t: int) -> float:
        """Share of a task's work that is done: of activities due where it has any, of reachable
        clients where it has clients to reach, else of hours."""
        task = self.known[self.tasks[t]]
        own = [each for each in self.done.values() if each.activity.task == task.id]
        if own:
            due = sum(float(each.due[-each.first_month:].sum()) for each in own)
            if due:
                return min(1.0, sum(float(np.nansum(each.count[0, u, -each.first_month:]))
                                    for each in own) / due)
        if isinstance(task.clients, float) or task.id == RECORDS or task.kind == "audit":
            return min(1.0, float(self.spent[u, :, t].sum() / self.needed[u, :, t].sum()))
        clients = self.clients[u, :, t].sum()
        return min(1.0, float(self.reached[u, :, t].sum() / clients)) if clients else 1.0


def workload(world: World, resolved: Resolved) -> Workload:
    """The workload of one plan at central values."""
    sets = ParameterSets(None, 0, central_values(resolved.base), world.setting.parameters)
    served = world.coverage(resolved, sets)
    base, known = resolved.base, world.tasks
    months = served.months(0, base.horizon - 1)
    kinds = months_of(base, 0, base.horizon)
    done = activities_done(base, served)
    in_kind = paid_hours(base, served.units, served.tasks, kinds)
    paid = np.stack([in_kind[kind] for kind in kinds], axis=1)
    used = [t for t, name in enumerate(served.tasks)
            if paid[..., t].any() or name in base.services
            or name in {each.task for each in base.activities.values()}]
    spent = served.hours[0][:, months]
    records = float(record_hours(sets, resolved.scored_items)[0])
    needed = _needed(resolved, sets, served, records, known)
    available = np.stack([effective_hours(base, served.units, np.array([
        overtime_in([base.campaigns[name] for name in kind.campaigns], unit)
        for unit in served.units])) for kind in kinds], axis=1)
    at = served.tasks.index(RECORDS)
    before = _records_planned(resolved, served)[:, months]
    clients = np.broadcast_to(served.clients[:, None, :], spent.shape)
    return Workload(
        served.units, tuple(served.tasks[t] for t in used), available, paid[..., used],
        spent[..., used], needed[..., used], clients[..., used],
        (served.values[0][:, months] * clients)[..., used], done, records,
        np.maximum(spent[..., at] - before, 0.0), dict(known))


def _records_planned(resolved: Resolved, served: Coverage) -> Floats:
    """Working hours of records before they take from other tasks: (unit, month from -36)."""
    from fpplan.programme.hours import working_hours

    first = served.first_month
    before = working_hours(resolved.reference, served.units, served.tasks, first, 0)
    after = working_hours(resolved.base, served.units, served.tasks, 0, resolved.base.horizon)
    return np.concatenate([before, after], axis=1)[..., served.tasks.index(RECORDS)]


def _needed(resolved: Resolved, sets: ParameterSets, served: Coverage, records: float,
            known: Mapping[str, Task]) -> Floats:
    """Working hours that a month's work takes: (unit, month, task). For clients one meeting with
    each who can be reached; for activities what is due, spread evenly over its window. Work
    of which nobody said how much there is to do, such as audits of a sample, needs the hours
    that it is given."""
    base = resolved.base
    shape = (len(served.units), base.horizon, len(served.tasks))
    found = np.zeros(shape)
    for t, name in enumerate(served.tasks):
        task = known[name]
        each = (float(sets[task.hours_per_client][0]) if isinstance(task.hours_per_client, str)
                else task.hours_per_client)
        service = resolved.reference.services.get(name)
        ceiling = task.ceiling if service is None or service.ceiling is None else service.ceiling
        found[..., t] = (served.clients[:, t] * each * ceiling)[:, None]
        planned = service is not None and service.clients is not None
        if (task.kind == "audit" or isinstance(task.clients, float)) and not planned:
            found[..., t] = served.hours[0][:, served.months(0, base.horizon - 1), t]
    listed = {each.task for each in base.activities.values()}
    for name in listed & set(served.tasks):
        due = _due(resolved, name, served.units)
        t = served.tasks.index(name)
        alone = isinstance(known[name].clients, float)
        found[..., t] = due if alone else np.maximum(found[..., t], due)
    found[..., served.tasks.index(RECORDS)] += records
    return found


def _due(resolved: Resolved, task: str, units: tuple[str, ...]) -> Floats:
    """Working hours of a task's activities, spread over their windows: (unit, month)."""
    base = resolved.base
    found = np.zeros((len(units), base.horizon))
    for activity in base.activities.values():
        if activity.task != task:
            continue
        takes_part = [not activity.units or unit in activity.units for unit in units]
        hours = activity.target * activity.hours_each
        if activity.every:
            found[takes_part] += hours / WINDOWS[activity.every]
        elif activity.by:
            by = parse_month(activity.by, base.decision_month)
            start = (parse_month(activity.starts, base.decision_month)
                     if activity.starts else min(0, by))
            inside = slice(max(start, 0), max(by + 1, 0))
            found[takes_part, inside] += hours / (by - start + 1)
    return found
