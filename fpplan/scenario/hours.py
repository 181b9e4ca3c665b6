"""Plans with other hours: the same scenario, its staff's time given to other tasks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fpplan.scenario.models import Hours

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from fpplan.scenario.resolve import Resolved

__all__ = ["hours_at", "with_hours", "with_more_hours"]


def hours_at(plan: Resolved, tasks: Sequence[str]) -> NDArray[np.float64]:
    """The paid hours a month that a plan gives to tasks, without campaigns: (unit, task, season),
    units being the leaves."""
    import numpy as np

    base, seasons = plan.base, len(plan.base.seasons)
    return np.array([[base.hours.at(u, t, seasons) for t in tasks] for u in plan.leaves],
                    np.float64).reshape(len(plan.leaves), len(tasks), seasons)


def with_hours(plan: Resolved, tasks: Sequence[str], hours: NDArray[np.float64],
               staff: Mapping[str, Any] | None = None) -> Resolved:
    """The plan with other hours in its leaves: (unit, task, season); tasks not named keep theirs,
    and so do the staff unless given."""
    base = plan.base
    seasons = len(base.seasons)
    kept = [name for name in base.hours.tasks() if name not in tasks]
    table = {
        unit: {**{name: base.hours.at(unit, name, seasons) for name in kept},
               **{name: tuple(map(float, hours[u, t])) for t, name in enumerate(tasks)}}
        for u, unit in enumerate(plan.leaves)
    }
    update: dict[str, Any] = {"hours": Hours.model_construct(all={}, units=table)}
    if staff is not None:
        update["staff"] = staff
    return replace(plan, base=base.model_copy(update=update))


def with_more_hours(plan: Resolved, task: str, more: float) -> Resolved:
    """The plan with so many more paid hours a month for a task in every leaf."""
    hours, seasons = plan.base.hours, len(plan.base.seasons)
    units = {unit: {**hours.units.get(unit, {}),
                    task: tuple(number + more for number in hours.at(unit, task, seasons))}
             for unit in plan.leaves}
    changed = Hours(all=hours.all, units=units)
    return replace(plan, base=plan.base.model_copy(update={"hours": changed}))
