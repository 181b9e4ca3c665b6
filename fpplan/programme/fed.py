"""Inputs of schemes that the programme itself fills: clients reached, awareness, activities.

Services that move no rate are counted by binomial thinning of the simulated clients: each of
them is reached with the month's coverage, by luck of its own key, so that variants share it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fpplan.ids import hash64
from fpplan.luck import MONTH_ORIGIN, fold, fold_array, unit_interval
from fpplan.programme.activities import Tally, activities_done
from fpplan.programme.tasks import GROUPS, Task, core_tasks

if TYPE_CHECKING:
    from fpplan.months import Period
    from fpplan.parameters import ParameterSets
    from fpplan.programme.coverage import Coverage
    from fpplan.scenario.models import Base
    from fpplan.tallies import Tallies

__all__ = ["fed_inputs", "feeds_any"]

Floats = NDArray[np.float64]
UNREACHED = "programme.awareness_unreached"


def feeds_any(base: Base) -> bool:
    """Whether a plan's services or activities are counted in inputs of schemes."""
    return bool(base.activities) or any(s.feeds() for s in base.services.values())


def fed_inputs(base: Base, served: Coverage, sets: ParameterSets, tallies: Tallies,
               periods: Sequence[Period], member: Floats, *, seed: int,
               set_of_draw: NDArray[np.int64], tasks: Mapping[str, Task] | None = None,
               ) -> dict[str, Floats]:
    """Inputs by name: (draw, unit, period).

    Args: served coverage of the plan; tallies of the same draws; periods within them; member
        (unit, leaf) of 0 and 1, which leaves make up each unit.
    """
    known = core_tasks() if tasks is None else tasks
    found: dict[str, Floats] = {}
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
        if "reached" in feeds or "reached_percent" in feeds:
            reached, due = _reached(known[task], served, tallies, periods, seed, set_of_draw)
            if "reached" in feeds:
                found[feeds["reached"]] = Tally(reached, None).over(member)
            if "reached_percent" in feeds:
                found[feeds["reached_percent"]] = np.minimum(
                    Tally(reached, due).over(member), 100.0)
    return found


def _awareness(served: Coverage, sets: ParameterSets, task: str, periods: Sequence[Period],
               member: Floats) -> Floats:
    """Percent who know: all who are reached, and a share of the others (set, unit, period)."""
    covered = np.stack([served.of(task)[:, :, served.months(p.first, p.last)].mean(axis=2)
                        for p in periods], axis=-1)
    other = sets[UNREACHED][:, None, None]
    clients = served.clients[:, served.tasks.index(task)]
    people = np.broadcast_to(np.maximum(clients, 1e-12)[None, :, None], covered.shape)
    return Tally((other + (1 - other) * covered) * people, people).over(member)


def _reached(task: Task, served: Coverage, tallies: Tallies, periods: Sequence[Period],
             seed: int, set_of: NDArray[np.int64]) -> tuple[Floats, Floats]:
    """Clients reached and clients due in each period: (draw, unit, period)."""
    from scipy.stats import binom

    draws, units, months = tallies.true.shape[:3]
    if isinstance(task.clients, float):
        each = served.clients[:, served.tasks.index(task.id)]
        people = np.broadcast_to(np.ceil(each)[None, :, None], (draws, units, months))
        part = np.where(np.ceil(each) > 0, each / np.maximum(np.ceil(each), 1), 0.0)[None, :, None]
    else:
        people = np.sum([tallies.total("true", pattern, GROUPS) for pattern in task.clients],
                        axis=0)
        part = np.full((1, 1, 1), 1.0 / task.every_months)
    first = tallies.first_month
    share = served.of(task.id)[:, :, served.months(first, first + months - 1)][set_of]
    keys = fold_array(fold(seed, f"reached.{task.id}"), np.arange(*tallies.draws))
    keys = fold_array(keys[:, None], np.array([hash64(u) for u in tallies.units], np.uint64))
    keys = fold_array(keys[..., None], np.arange(first, first + months) + MONTH_ORIGIN)
    reached = binom.ppf(unit_interval(keys), people, part * share)
    due = people * part

    def over(array: Floats) -> Floats:
        return np.stack([array[:, :, p.first - first:p.last - first + 1].sum(axis=2)
                         for p in periods], axis=-1)

    return over(np.asarray(reached, dtype=np.float64)), over(np.asarray(due, dtype=np.float64))
