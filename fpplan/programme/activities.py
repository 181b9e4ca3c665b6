"""Activities: what hours get done by when, in whole numbers.

An activity takes working hours of its task, in the order of the file. One that is due in each
month is begun only when the month's hours finish it; one that is due in a quarter, a year or
by a date gathers hours from month to month. Windows are counted from the decision month. What
is not done in its window is missed; what is due by a date goes on after it and is late.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from fpplan.contract.months import parse_month
from fpplan.programme.hours import RECORDS
from fpplan.scenario.work import WINDOWS

if TYPE_CHECKING:
    from fpplan.contract.months import Period
    from fpplan.programme.coverage import Coverage
    from fpplan.scenario.models import Base
    from fpplan.scenario.work import Activity

__all__ = ["DAYS_A_MONTH", "Done", "Tally", "activities_done", "hours_left", "one_done"]

Floats = NDArray[np.float64]
DAYS_A_MONTH = 365.25 / 12
_ROUNDING = 1e-9  # hours that add up to a whole activity but for the last digit


@dataclass(frozen=True)
class Tally:
    """One input by (set, unit, period): `number` over `of`, or a number when `of` is None."""

    number: Floats
    of: Floats | None
    worst: bool = False
    """Units above take the largest number of those below, not their sum."""
    least: bool = False
    """Or the smallest: what stands everywhere stands above."""

    def over(self, member: Floats) -> Floats:
        """For units that are made up of leaves, member (unit, leaf) of 0 and 1: percent of
        the sums, sum, or largest; nothing where nothing was to be done."""
        def summed(array: Floats) -> Floats:
            found: Floats = np.einsum("sup,vu->svp", np.nan_to_num(array), member)
            return found

        takes_part = member @ (~np.isnan(self.number)).any(axis=(0, 2)) > 0
        if self.worst or self.least:
            sign = 1.0 if self.worst else -1.0
            parts = np.where(member[None, :, :, None] > 0,
                             sign * np.nan_to_num(self.number)[:, None], -np.inf)
            found = sign * parts.max(axis=2)
        elif self.of is None:
            found = summed(self.number)
        else:
            of = summed(self.of)
            found = np.full(of.shape, np.nan)
            np.divide(100 * summed(self.number), of, out=found, where=of > 0)
        return np.where(takes_part[None, :, None], found, np.nan)


@dataclass(frozen=True)
class Done:
    """One activity month by month: `count` completed and `hours` spent (set, unit, month), `due`
    at a month's end (month,), `by` the month it is due (None when due again and again)."""

    activity: Activity
    count: Floats
    hours: Floats
    due: Floats
    window: int
    by: int | None
    first_month: int
    offset: int = 0
    """The month in which a window begins, and every `window` months from it."""

    def at(self, period: Period) -> slice:
        """The part of the month axis in a period."""
        return slice(period.first - self.first_month, period.last - self.first_month + 1)

    def tallies(self, periods: Iterable[Period]) -> dict[str, Tally]:
        """Its inputs of schemes by name, over some periods."""
        parts: dict[str, list[Floats]] = {key: [] for key in (
            "done", "missed", "due", "in_time", "late")}
        for period in periods:
            for key, value in self.over(period).items():
                parts[key].append(value)
        stacked = {key: np.stack(value, axis=-1) for key, value in parts.items() if value}
        if not stacked:
            return {}
        found = {}
        for key, name in self.activity.feeds().items():
            found[name] = {
                "done": lambda: Tally(stacked["done"], None),
                "missed": lambda: Tally(stacked["missed"], None),
                "percent": lambda: Tally(stacked["in_time"], stacked["due"]),
                "days_late": lambda: Tally(stacked["late"] * DAYS_A_MONTH, None, True),
            }[key]()
        return found

    def standing(self, period: Period) -> Floats:
        """What is done by the end of a period of all that its last month's window asks: (set,
        unit)."""
        end = period.last - self.first_month
        begins = end - (period.last - self.offset) % self.window
        found: Floats = self.count[:, :, max(begins, 0):end + 1].sum(axis=2)
        return found

    def over(self, period: Period) -> dict[str, Floats]:
        inside = self.at(period)
        count, target = self.count, float(self.activity.target)
        if self.by is not None:
            stop = min(self.by - self.first_month + 1, inside.stop)
            in_time = count[:, :, :max(stop, 0)].sum(axis=2)
            due = np.full(in_time.shape, target if self.by <= period.last else 0.0)
            now = period.first <= self.by <= period.last
            whole = np.cumsum(count, axis=2) >= target - _ROUNDING
            end = np.where(whole.any(axis=2), whole.argmax(axis=2) + self.first_month,
                           count.shape[2] + self.first_month)
            late = np.clip(np.minimum(end, period.last + 1) - self.by, 0, None)
            late = np.where(self.by <= period.last, late, 0)
            return {"done": in_time, "missed": (target - in_time) * now, "due": due,
                    "in_time": in_time * (due > 0), "late": late.astype(np.float64)}
        done = count[:, :, inside].sum(axis=2)
        due_months = np.flatnonzero(self.due[inside]) + inside.start
        in_time = np.zeros(done.shape)
        for month in due_months:
            whole_window = count[:, :, max(month - self.window + 1, 0):month + 1].sum(axis=2)
            in_time += np.minimum(whole_window, target)
        due = np.full(done.shape, target * due_months.size)
        return {"done": done, "missed": due - in_time, "due": due, "in_time": in_time,
                "late": np.zeros(done.shape)}


def hours_left(served: Coverage) -> dict[str, Floats]:
    """Working hours by task (set, unit, month) that activities may take: those of records
    without what the forms of scored items take."""
    left = {name: served.hours[..., t].copy() for t, name in enumerate(served.tasks)}
    if RECORDS in left and served.forms is not None:
        left[RECORDS] = np.maximum(left[RECORDS] - served.forms[:, None], 0.0)
    return left


def activities_done(base: Base, served: Coverage, left: Mapping[str, Floats] | None = None
                    ) -> dict[str, Done]:
    """What is done of every activity with the working hours of each task, by name; it is taken
    off `left` where that is given (see `hours_left`). See docs/model.md [E-activities].
    """
    hours = hours_left(served) if left is None else left
    return {name: one_done(base, activity, hours, served)
            for name, activity in base.activities.items()}


def one_done(base: Base, activity: Activity, left: Mapping[str, Floats], served: Coverage,
             offset: int = 0) -> Done:
    """What is done of one activity with what is `left` of its task's hours, which it takes;
    `offset`: the month in which a window begins, the decision month where nothing else is said."""
    spare = left.get(activity.task)
    sets, units, months = served.hours.shape[:3]
    if spare is None:
        spare = np.zeros((sets, units, months))
    first = served.first_month
    takes_part = np.array([not activity.units or unit in activity.units
                           for unit in served.units])
    window = WINDOWS[activity.every] if activity.every else 0
    by = parse_month(activity.by, base.decision_month) if activity.by else None
    starts = parse_month(activity.starts, base.decision_month) if activity.starts else 0
    need = activity.target * activity.hours_each
    count, hours = np.zeros((sets, units, months)), np.zeros((sets, units, months))
    bank, done = np.zeros((sets, units)), np.zeros((sets, units))
    for at in range(months):
        month = at + first
        if by is not None and month < min(starts, by):
            continue
        if by is None and (month - offset) % window == 0:
            bank[:], done[:] = 0.0, 0.0
        wanted = np.where(takes_part[None, :], need - bank, 0.0)
        given = np.minimum(spare[:, :, at], np.maximum(wanted, 0.0))
        if window == 1:  # what cannot be finished this month is not begun
            given = np.floor(given / activity.hours_each + _ROUNDING) * activity.hours_each
        bank += given
        spare[:, :, at] -= np.minimum(given, spare[:, :, at])
        hours[:, :, at] = given
        whole = np.minimum(np.floor(bank / activity.hours_each + _ROUNDING), activity.target)
        count[:, :, at] = whole - done
        done = whole
    due = np.zeros(months)
    if by is not None:
        if 0 <= by - first < months:
            due[by - first] = activity.target
    else:
        ends = (np.arange(months) + first + 1 - offset) % window == 0
        due[ends] = activity.target
    count[:, ~takes_part] = np.nan
    return Done(activity, count, hours, due, window, by, first, offset)
