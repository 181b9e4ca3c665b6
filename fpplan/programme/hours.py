"""Working hours: from paid hours planned month by month to hours that reach each task.

A unit's paid hours of a month (campaigns included) lose what its staff do not spend on tasks
and the road. Then records take what they need: each item that a scheme scores costs minutes
of slips, ledgers and counts every month. Where the hours planned for records do not hold them
the rest is taken from visits, from every service alike, and only when there are no visits left
from other work. No hour is made or lost on the way.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fpplan.contract.months import absolute
from fpplan.programme.staff import on_the_road, planned_hours, productive_share
from fpplan.scenario.monthly import overtime_in, running, season_of

if TYPE_CHECKING:
    from fpplan.place.parameters import ParameterSets
    from fpplan.scenario.models import Base

__all__ = ["RECORDS", "Month", "crowded", "months_of", "paid_hours", "record_hours",
           "working_hours", "working_in"]

Floats = NDArray[np.float64]
RECORDS = "records"  # the task whose hours hold the records of scored items
MINUTES = "programme.record_minutes_per_item"


@dataclass(frozen=True)
class Month:
    """One kind of month: the season it is in and the campaigns that run."""

    season: int
    campaigns: tuple[str, ...]


def months_of(base: Base, first: int, stop: int) -> list[Month]:
    """The kind of each month first..stop-1, counted from the decision month."""
    seasons = [season.months for season in base.seasons]
    start = absolute(base.decision_month)
    return [Month(season_of(seasons, start + month), running(base.campaigns, start + month))
            for month in range(first, stop)]


def paid_hours(base: Base, units: Sequence[str], tasks: Sequence[str], kinds: Iterable[Month]
               ) -> dict[Month, Floats]:
    """Paid hours a month by (unit, task) in each kind of month: those of its season, and what
    campaigns add and take, for all units at once as `planned_in` has it for one."""
    listed = planned_hours(base, units, tasks)
    found = {}
    for kind in dict.fromkeys(kinds):
        hours = listed[:, kind.season].copy()
        for campaign in (base.campaigns[name] for name in kind.campaigns):
            part = np.isin(units, campaign.units) if campaign.units else np.ones(len(units), bool)
            for task, fewer in campaign.instead_of.items():
                t = tasks.index(task)
                hours[part, t] = np.maximum(hours[part, t] - fewer, 0.0)
            for task, more in campaign.hours.items():
                hours[part, tasks.index(task)] += more
        found[kind] = hours
    return found


def working_in(base: Base, units: Sequence[str], tasks: Sequence[str], kinds: Iterable[Month]
               ) -> dict[Month, Floats]:
    """Hours a month spent on tasks in each kind of month, before records take theirs: (unit,
    task). See docs/model.md [E-hours]."""
    road = on_the_road(base, units)
    found: dict[Month, Floats] = {}
    for kind, paid in paid_hours(base, units, tasks, kinds).items():
        active = [base.campaigns[name] for name in kind.campaigns]
        more = np.array([overtime_in(active, unit) for unit in units])
        share = productive_share(base, units, paid[:, None, :], more)[:, 0]
        found[kind] = paid * (share * (1 - road))[:, None]
    return found


def working_hours(base: Base, units: Sequence[str], tasks: Sequence[str], first: int,
                  stop: int) -> Floats:
    """Hours spent on tasks before records take theirs: (unit, month, task)."""
    kinds = months_of(base, first, stop)
    found = working_in(base, units, tasks, kinds)
    if not kinds:
        return np.zeros((len(units), 0, len(tasks)))
    return np.stack([found[kind] for kind in kinds], axis=1)


def record_hours(sets: ParameterSets, scored_items: int) -> Floats:
    """Working hours a month that the records of all scored items take in a unit: (set,)."""
    hours: Floats = sets[MINUTES] * scored_items / 60
    return hours


def crowded(working: Floats, tasks: Sequence[str], needed: Floats,
            visits: Sequence[bool] | None = None) -> Floats:
    """Hours by task once records have what they need: (set, unit, month, task).
    See docs/model.md [E-crowded].

    Args: working (unit, month, task); needed hours of records (set,) or (set, month); visits
        which tasks are services (task,), None for all but records. The hours that records lack
        are taken from visits in proportion, then from the rest; more than there are cannot be.
    """
    found = np.repeat(working[None], len(needed), axis=0)
    if RECORDS not in tasks or not needed.any():
        return found
    at = list(tasks).index(RECORDS)
    other = np.arange(len(tasks)) != at
    first = other if visits is None else np.asarray(visits) & other
    each = needed[:, None, None] if needed.ndim == 1 else needed[:, None]
    lacking = np.maximum(each - working[None, ..., at], 0.0)
    for group in (first, other & ~first):
        there = found[..., group].sum(axis=-1)
        taken = np.minimum(lacking, there)
        left = np.divide(there - taken, there, out=np.ones(there.shape), where=there > 0)
        found[..., group] *= left[..., None]
        found[..., at] += taken
        lacking = lacking - taken
    return found
