"""Inputs of schemes that the programme itself fills: clients reached, awareness, activities, and
what wires fill.

Activities and awareness are what was carried out, and nobody asks the books: both views are the
same. Clients reached are those of the tallies, true and as the books have them (more by
`reporting.overstated_clients`), so that one run has one number for them. Clients of a service
that is planned for a plain number have no tally and are the same in both views.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fpplan.programme.activities import activities_done, hours_left
from fpplan.programme.filled import Filling
from fpplan.scenario.work import WINDOWS, Filled

if TYPE_CHECKING:
    from fpplan.contract.fills import FillBy
    from fpplan.contract.months import Period
    from fpplan.place.parameters import ParameterSets
    from fpplan.programme.coverage import Coverage
    from fpplan.programme.tasks import Task
    from fpplan.scenario.models import Base
    from fpplan.tallies import Tallies, View

__all__ = ["FedKey", "fed_inputs", "feeds_any"]

Floats = NDArray[np.float64]
FedKey = str | tuple[str, str]  # an input, or an input and the view that reads otherwise
VIEWS: tuple[View, ...] = ("true", "reported")
_COUNTED: Mapping[str, tuple[FillBy, str]] = {
    "reached": ("clients", "reached"), "reached_percent": ("clients", "percent"),
    "awareness_percent": ("awareness", "percent")}


def feeds_any(base: Base) -> bool:
    """Whether a plan's services, activities or wires are counted in inputs of schemes."""
    return bool(base.worked_out())


def fed_inputs(base: Base, served: Coverage, sets: ParameterSets, tallies: Tallies,
               periods: Sequence[Period], member: Floats, *, seed: int,
               set_of_draw: NDArray[np.int64], tasks: Mapping[str, Task]
               ) -> dict[FedKey, Floats]:
    """Inputs by name: (draw, unit, period); under (name, "reported") what the books say where
    they say something else.

    Args: served coverage of the plan; tallies of the same draws; periods within them; member
        (unit, leaf) of 0 and 1, which leaves make up each unit.
    """
    found: dict[FedKey, Floats] = {}
    left = hours_left(served)
    for done in activities_done(base, served, left).values():
        for name, tally in done.tallies(periods).items():
            found[name] = tally.over(member)[set_of_draw]
    filling = Filling(base, served, sets, tallies, periods, left, tasks, seed, set_of_draw)
    for name, wire in _wires(base).items():
        made = filling.of(wire, "true").over(member)
        if wire.by != "clients":
            found[name] = made[set_of_draw]
            continue
        most = 100.0 if wire.counts == "percent" else np.inf
        found[name] = np.minimum(made, most)
        booked = np.minimum(filling.of(wire, "reported").over(member), most)
        if not np.array_equal(booked, found[name], equal_nan=True):
            found[name, "reported"] = booked
    return found


def _wires(base: Base) -> dict[str, Filled]:
    """What the scenario's services are counted in and its other wires, by input, in the order in
    which they take hours: what lapses soonest comes first. An indicator by another name is none
    of the programme's."""
    found = {inp: Filled(by=_COUNTED[key][0], counts=_COUNTED[key][1], task=task)
             for task, service in base.services.items() for key, inp in service.feeds().items()}
    found |= {name: wire for name, wire in base.fills.items() if wire.by != "indicator"}
    return dict(sorted(found.items(), key=lambda pair: _lapses(pair[1])))


def _lapses(wire: Filled) -> int:
    """Months after which what was not done is lost; cases that come in lapse with their month."""
    return WINDOWS[wire.every] if wire.by == "work" else 0
