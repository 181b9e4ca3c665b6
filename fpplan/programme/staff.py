"""Staff: which part of a planned hour reaches clients.

Hours are planned in paid time. Each kind of staff spends a share of it on tasks
(`productive`); the rest is travel and work called from above. A unit's hours are filled by
its most productive staff first, so that adding staff never lowers what is done. A shared
pool is split over the leaf units below it by their people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fpplan.scenario.models import Base, Pool

if TYPE_CHECKING:
    from fpplan.scenario.models import Unit

__all__ = ["effective_hours", "hours_there", "on_the_road", "pay_yuan_per_month",
           "planned_hours", "posts_filled", "productive_share"]

Floats = NDArray[np.float64]


def planned_hours(base: Base, units: Sequence[str], tasks: Sequence[str]) -> Floats:
    """Planned paid hours per month: (unit, season, task)."""
    seasons = len(base.seasons)
    hours = [[base.hours.at(unit, task, seasons) for task in tasks] for unit in units]
    array = np.array(hours, dtype=np.float64).reshape(len(units), len(tasks), seasons)
    return np.swapaxes(array, 1, 2)


def _leaves_below(units: Mapping[str, Unit], pool: str) -> list[str]:
    """The leaf units that share a pool of staff."""
    parents = {unit.parent for unit in units.values()}

    def within(step: str | None) -> bool:
        return step is not None and (step == pool or within(units[step].parent))

    return [name for name in units if name not in parents and within(name)]


def _people(base: Base, unit: str) -> float:
    return float(sum(by_unit.get(unit, 0) for by_unit in base.population.values()))


def _posts(base: Base) -> dict[str, Mapping[str, float]]:
    """How many posts of each staff kind each leaf unit has, its part of pools included: kind ->
    unit -> posts. A pool is shared by the people of its units, alike where nobody lives."""
    found: dict[str, Mapping[str, float]] = {}
    for name, kind in base.staff.items():
        number = kind.number
        if not isinstance(number, Pool):
            found[name] = number
            continue
        people = {unit: _people(base, unit) for unit in _leaves_below(base.units, number.pool)}
        total = float(sum(people.values()))
        found[name] = {unit: number.number * (has / total if total > 0 else 1 / len(people))
                       for unit, has in people.items()}
    return found


def on_the_road(base: Base, units: Sequence[str]) -> Floats:
    """Share of working time that goes on the road in each unit: (unit,)."""
    return np.array([base.units[unit].travel for unit in units], dtype=np.float64)


def _hours_by_kind(base: Base, posts: Mapping[str, Mapping[str, float]], unit: str,
                   overtime: float) -> list[tuple[float, float]]:
    """(productive share, paid hours a month) of each staff kind present in a leaf unit, the
    most productive first; its own staff work overtime, its part of a pool does not."""
    staff = []
    for name, kind in base.staff.items():
        more = 1.0 if isinstance(kind.number, Pool) else 1.0 + overtime
        staff.append((kind.productive, posts[name].get(unit, 0.0) * kind.hours_each * more))
    return [(productive, has) for productive, has in sorted(staff, reverse=True) if has > 0]


def effective_hours(base: Base, units: Sequence[str], overtime: Floats | None = None) -> Floats:
    """Working hours a month that the staff of each leaf unit have, their part of pools
    included: number x hours x (1 - vacancy) x productive, less the road (unit,)."""
    more = np.zeros(len(units)) if overtime is None else overtime
    posts = _posts(base)
    return np.array([
        (1 - base.units[unit].travel)
        * sum(productive * has for productive, has in _hours_by_kind(base, posts, unit, more[i]))
        for i, unit in enumerate(units)
    ], dtype=np.float64)


def hours_there(base: Base, units: Sequence[str]) -> Floats:
    """Paid hours a month that the staff of each leaf unit have, their part of pools included,
    vacancies taken off (unit,)."""
    posts = _posts(base)
    return np.array([sum(has for _share, has in _hours_by_kind(base, posts, unit, 0.0))
                     for unit in units], dtype=np.float64)


def posts_filled(base: Base, units: Sequence[str], kind: str | None = None
                 ) -> tuple[Floats, Floats]:
    """Posts of one kind of staff or of all, parts of pools included, and how many of them are
    filled: two arrays (unit,)."""
    posts = _posts(base)
    kinds = [kind] if kind else list(base.staff)
    number = np.array([[posts[k].get(unit, 0.0) for k in kinds] for unit in units])
    number = number.reshape(len(units), len(kinds))
    filled = number * np.array([1 - base.staff[k].vacancy for k in kinds])
    return number.sum(axis=1), filled.sum(axis=1)


def productive_share(base: Base, units: Sequence[str], hours: Floats,
                     overtime: Floats | None = None) -> Floats:
    """Share of the planned hours that is spent on tasks: (unit, season), from hours (unit,
    season, task). Hours beyond the staff's own count at the least productive kind present:
    they are worked by whoever of a pool comes. Without any staff it is 1: the plan then
    states working time itself. See docs/model.md [E-staff]."""
    share = np.ones(hours.shape[:2])
    total = hours.sum(axis=2)
    posts = _posts(base)
    for i, unit in enumerate(units):
        staff = _hours_by_kind(base, posts, unit, 0.0 if overtime is None else overtime[i])
        if not staff:
            continue
        for season in range(total.shape[1]):
            left, reached = total[i, season], 0.0
            if left <= 0:
                share[i, season] = staff[0][0]
                continue
            for productive, has in staff:
                used = min(left, has)
                reached += used * productive
                left -= used
            reached += left * staff[-1][0]
            share[i, season] = reached / total[i, season]
    return share


def pay_yuan_per_month(base: Base, units: Sequence[str]) -> Floats:
    """Wage bill of each leaf unit's filled posts, yuan a month: (unit,). A kind without stated
    pay adds nothing."""
    posts = _posts(base)
    return np.array([
        sum(posts[name].get(unit, 0.0) * (1 - kind.vacancy) * (kind.pay_yuan_per_month or 0.0)
            for name, kind in base.staff.items())
        for unit in units
    ], dtype=np.float64)
