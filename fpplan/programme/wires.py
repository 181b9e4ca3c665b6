"""What the schemes of a plan bring with them: wires for their inputs, and hours for their work.

A scheme says of its untagged inputs what fills them. Where a scenario neither records nor counts
such an input, nor fills it in its own words, the scheme's wire stands. Work that a scheme asks
for and the scenario gives no hours takes hours that the staff have left; where these are not
enough, all hours of the unit are cut in proportion. Both are said (`Brought`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fpplan.contract.readings import every, fixed
from fpplan.programme.coverage import FIRST_MONTH
from fpplan.programme.hours import RECORDS, months_of, paid_hours
from fpplan.programme.staff import effective_hours, hours_there
from fpplan.scenario.budget import own_hours
from fpplan.scenario.models import Base
from fpplan.scenario.monthly import overtime_in
from fpplan.scenario.resolve import BASE, Brought, Resolved
from fpplan.scenario.values import FrozenTable
from fpplan.scenario.work import WINDOWS, Filled, Hours, Pool, filled_by

if TYPE_CHECKING:
    from fpplan.contract.items import Input
    from fpplan.contract.scheme import Scheme
    from fpplan.place.parameters import Parameter
    from fpplan.programme.tasks import Task

__all__ = ["asked_for", "not_done", "wired"]

Floats = NDArray[np.float64]
STEP = 0.5  # hours a month: what a scheme brings is given in half hours


@dataclass(frozen=True)
class _Knows:
    """What wires are made from: the plan's schemes, indicators, tasks and their parameters."""

    schemes: Mapping[str, Scheme]
    indicators: Mapping[str, object]
    tasks: Mapping[str, Task]
    parameters: Mapping[str, Parameter]


def wired(plans: Mapping[str, Resolved], schemes: Mapping[str, Scheme],
          indicators: Mapping[str, object], tasks: Mapping[str, Task],
          parameters: Mapping[str, Parameter]) -> dict[str, Resolved]:
    """Plans with what their schemes bring; before the decision month all live as the base does.
    Plans that have been here before stay as they are."""
    knows = _Knows(schemes, indicators, tasks, parameters)
    before = plans[BASE]
    base = _with_wires(before, knows)
    lived = base if before.base == before.reference else _with_wires(
        replace(before, base=before.reference), knows)
    found = {}
    for name, plan in plans.items():
        own = base if name == BASE else _with_wires(plan, knows)
        found[name] = replace(own, reference=lived.base)
    return found


def asked_for(plan: Resolved, scheme: Scheme) -> dict[str, Input]:
    """The inputs of a scheme that anything under the plan's readings reads, by id."""
    written = scheme.written or scheme
    options = {f"{scheme.id}.{reading.id}": reading.options for reading in written.readings}
    chosen = written.under({  # a reading that there is not is told by whoever reads the scheme
        key.removeprefix(f"{scheme.id}."): option for key, option in plan.base.readings.items()
        if option in options.get(key, ())})
    read = {name for item in chosen.items() for name in fixed(item.rule).reads()}
    read |= {name for payout in chosen.payouts for name in payout.inputs}
    read |= {name for group in chosen.groups() for rule in every(group.reweight) if rule
             for name in rule.reads()}
    return {name: inp for name, inp in chosen.by_input.items() if name in read}


def not_done(plan: Resolved, scheme: Scheme, indicators: Mapping[str, object]
             ) -> dict[str, Input]:
    """What a scheme that a plan does not live under asks to be done, and nobody does or records
    here: inputs by id."""
    there = {*plan.base.inputs, *plan.base.counted(), *plan.base.fills, *indicators}
    return {name: inp for name, inp in asked_for(plan, scheme).items()
            if inp.fill is not None and not inp.tags and name not in there}


def _with_wires(plan: Resolved, knows: _Knows) -> Resolved:
    base = plan.base
    fills: dict[str, Filled] = {}
    taken = {*base.inputs, *base.counted(), *base.fills, *knows.indicators}
    for scheme in (knows.schemes[name] for name in base.schemes if name in knows.schemes):
        for name, inp in asked_for(plan, scheme).items():
            if inp.fill is not None and not inp.tags and name not in taken:
                fills.setdefault(name, filled_by(inp.fill, scheme.calendar.starts))
    lived = dict(fills)
    for scheme in (knows.schemes[name] for name in base.compare_schemes or ()
                   if name in knows.schemes):  # what is the same thing by another name is free
        for name, inp in asked_for(plan, scheme).items():
            if inp.fill is not None and inp.fill.by == "indicator" and not inp.tags and (
                    name not in taken):
                fills.setdefault(name, filled_by(inp.fill, scheme.calendar.starts))
    if not fills:
        return plan
    brought = Brought(tuple(fills))
    units = plan.leaves
    asked = _working(lived.values(), base, units, knows)
    hours = base.hours
    if asked and base.staff:
        hours, brought = _with_hours(plan, asked, brought, knows)
    base = base.model_copy(update={"fills": FrozenTable({**base.fills, **fills}), "hours": hours})
    return replace(plan, base=base, brought=brought)


def _working(fills: object, base: Base, units: Sequence[str], knows: _Knows
             ) -> dict[str, Floats]:
    """Working hours a month that wires ask for of tasks without any in the scenario: task ->
    (unit,)."""
    people = np.array([sum(table.get(unit, 0) for table in base.population.values())
                       for unit in units], np.float64)
    listed = {*base.hours.tasks(), *(task for campaign in base.campaigns.values()
                                     for task in campaign.hours)}
    work: dict[str, Floats] = {}
    visits: dict[str, Floats] = {}
    for fill in fills:  # type: ignore[attr-defined]
        name = RECORDS if fill.by == "records" else fill.task
        if name is None or name in listed or knows.tasks[name].tags:
            continue
        if fill.by == "work":
            more = np.full(len(units), fill.times * fill.hours_each / WINDOWS[fill.every])
            work[name] = work.get(name, 0.0) + more
        elif fill.by == "share":
            cases = (np.full(len(units), fill.of) if not isinstance(fill.of, str)
                     else _clients(knows.tasks[fill.of], people))
            work[name] = work.get(name, 0.0) + cases * fill.hours_each
        else:
            task = knows.tasks[name]
            each = (knows.parameters[task.hours_per_client].value
                    if isinstance(task.hours_per_client, str) else task.hours_per_client)
            visits[name] = _clients(task, people) * each
    return {name: np.maximum(work.get(name, 0.0), visits.get(name, 0.0))
            for name in {**work, **visits}}


def _clients(task: Task, people: Floats) -> Floats:
    if isinstance(task.clients, float):
        return np.full(people.shape, task.clients)
    return people * (task.usual_clients_per_1000 or 0.0) / 1000


def _with_hours(plan: Resolved, asked: Mapping[str, Floats], brought: Brought, knows: _Knows
                ) -> tuple[Hours, Brought]:
    """The plan's hours with those that work asks for, from what is left of the staff's time; all
    cut in proportion where that is not enough."""
    base, units, seasons = plan.base, plan.leaves, len(plan.base.seasons)
    there = hours_there(base, units)
    share = np.divide(effective_hours(base, units), there, out=np.ones(len(units)),
                      where=there > 0)
    paid = {task: np.array([ceil(hours / part / STEP - 1e-9) * STEP if part > 0 else 0.0
                            for hours, part in zip(working, share, strict=True)])
            for task, working in asked.items()}
    planned = _planned(base, units, knows)
    free = _free(plan, planned)
    more = sum(paid.values(), np.zeros(len(units)))
    left = np.divide(planned + free, planned + more, out=np.zeros(len(units)),
                     where=planned + more > 0)
    left = np.where(more <= free + 1e-9, 1.0, left)
    table: dict[str, dict[str, tuple[float, ...]]] = {}
    for u, unit in enumerate(units):
        own = dict(base.hours.units.get(unit, {}))
        if left[u] < 1:
            own = {task: base.hours.at(unit, task, seasons) for task in base.hours.of(unit)}
        new = {task: (float(hours[u]),) for task, hours in paid.items() if hours[u] > 0}
        table[unit] = FrozenTable({task: tuple(_cut(h, float(left[u])) for h in hours)
                                   for task, hours in {**own, **new}.items()})
    hours = base.hours.model_copy(update={"units": FrozenTable(
        {**base.hours.units, **{unit: own for unit, own in table.items() if own}})})
    given = {task: {unit: table[unit][task][0] for unit in units if task in table[unit]}
             for task in paid}
    cut = {unit: float(part) for unit, part in zip(units, left, strict=True) if part < 1}
    return hours, replace(brought, hours={task: by for task, by in given.items() if by}, cut=cut,
                          before=base.hours)


def _cut(hours: float, part: float) -> float:
    """Hours cut to a part, in whole minutes, so that no more are given than there are."""
    return hours if part == 1 else int(hours * part * 60) / 60


def _planned(base: Base, units: Sequence[str], knows: _Knows) -> Floats:
    """Paid hours a month of each unit in the month that has most, overtime taken off: (unit,)."""
    names = tuple(knows.tasks)
    most = np.zeros(len(units))
    for kind, paid in paid_hours(base, units, names,
                                 months_of(base, FIRST_MONTH, base.horizon)).items():
        active = [base.campaigns[name] for name in kind.campaigns]
        more = np.array([overtime_in(active, u) * own_hours(u, base.staff) for u in units])
        most = np.maximum(most, paid.sum(axis=1) - more)
    return most


def _free(plan: Resolved, planned: Floats) -> Floats:
    """Paid hours a month that nobody has planned: a unit's own, and its part, by people, of what
    the units of a pool leave of it (unit,)."""
    base, units = plan.base, plan.leaves
    own = np.array([own_hours(unit, base.staff) for unit in units])
    people = np.array([max(plan.people(unit), 1) for unit in units], np.float64)
    short = np.maximum(planned - own, 0.0)
    free = np.maximum(own - planned, 0.0)
    for kind in base.staff.values():
        if not isinstance(kind.number, Pool):
            continue
        below = set(plan.leaves_below(kind.number.pool))
        inside = np.array([unit in below for unit in units])
        spare = kind.number.number * kind.hours_each - short[inside].sum()
        free[inside] += max(spare, 0.0) * people[inside] / people[inside].sum()
    return free
