"""Inputs of schemes that the programme itself fills: clients reached, awareness, activities.

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

from fpplan.programme.activities import Tally, activities_done
from fpplan.programme.clients import due, reached

if TYPE_CHECKING:
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
UNREACHED = "programme.awareness_unreached"


def feeds_any(base: Base) -> bool:
    """Whether a plan's services or activities are counted in inputs of schemes."""
    return bool(base.activities) or any(s.feeds() for s in base.services.values())


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
    for done in activities_done(base, served).values():
        for name, tally in done.tallies(periods).items():
            found[name] = tally.over(member)[set_of_draw]
    for task, service in base.services.items():
        feeds = service.feeds()
        if not feeds:
            continue
        if "awareness_percent" in feeds:
            found[feeds["awareness_percent"]] = _awareness(
                served, sets, task, periods, member)[set_of_draw]
        for view in VIEWS if {"reached", "reached_percent"} & set(feeds) else ():
            number = _over(reached(tasks[task], tallies, served, view, seed=seed,
                                   set_of_draw=set_of_draw), tallies.first_month, periods)
            of = _over(due(tasks[task], tallies, served), tallies.first_month, periods)
            each = {"reached": Tally(number, None).over(member),
                    "reached_percent": np.minimum(Tally(number, of).over(member), 100.0)}
            for key in each.keys() & feeds.keys():
                name = feeds[key]
                if view == "true":
                    found[name] = each[key]
                elif not np.array_equal(each[key], found[name], equal_nan=True):
                    found[name, view] = each[key]
    return found


def _awareness(served: Coverage, sets: ParameterSets, task: str, periods: Sequence[Period],
               member: Floats) -> Floats:
    """Percent who know: all who are reached, and a share of the others (set, unit, period).
    See docs/model.md [E-awareness].
    """
    covered = np.stack([served.of(task)[:, :, served.months(p.first, p.last)].mean(axis=2)
                        for p in periods], axis=-1)
    other = sets[UNREACHED][:, None, None]
    clients = served.clients[:, served.tasks.index(task)]
    people = np.broadcast_to(np.maximum(clients, 1e-12)[None, :, None], covered.shape)
    return Tally((other + (1 - other) * covered) * people, people).over(member)


def _over(months: Floats, first: int, periods: Sequence[Period]) -> Floats:
    """Sums over periods, (draw, unit, period), of months from `first`, (draw, unit, month)."""
    return np.stack([months[:, :, p.first - first:p.last - first + 1].sum(axis=2)
                     for p in periods], axis=-1)
