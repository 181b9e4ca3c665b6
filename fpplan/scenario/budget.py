"""Hours against staff: nobody can be given more hours than there are people to work them.

A leaf unit's own staff bring number x hours per month x (1 - vacancy). What a unit needs
beyond its own must come from the shared pools of the units above it, the nearest first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from fpplan.contract.months import absolute
from fpplan.contract.text import _
from fpplan.scenario.messages import Note
from fpplan.scenario.models import Hours, Pool, Staff, Unit
from fpplan.scenario.monthly import overtime_in, planned_in, running, season_of

if TYPE_CHECKING:
    from fpplan.scenario.draft import Draft
    from fpplan.scenario.work import Campaign

__all__ = ["Excess", "check", "excesses", "own_hours", "pool_hours"]

BEFORE = 36  # months before the decision that are simulated too
_ROUNDING = 1e-9  # hours; decimal fractions such as 0.1 add up with an error of this order


@dataclass(frozen=True)
class Excess:
    """Hours a month that are given to a unit, or asked of a pool, beyond what there is."""

    unit: str
    season: int
    asked: float
    available: float
    of_pool: bool
    """Whether the hours are asked of the pool shared by the units below `unit`."""


def own_hours(unit: str, staff: Mapping[str, Staff]) -> float:
    """Hours per month of a unit's own staff."""
    return sum(
        kind.number.get(unit, 0.0) * kind.hours_each
        for kind in staff.values() if not isinstance(kind.number, Pool)
    )


def pool_hours(unit: str, staff: Mapping[str, Staff]) -> float:
    """Hours per month of the staff shared by all units below `unit`."""
    return sum(
        kind.number.number * kind.hours_each
        for kind in staff.values()
        if isinstance(kind.number, Pool) and kind.number.pool == unit
    )


def excesses(units: Mapping[str, Unit], staff: Mapping[str, Staff], hours: Hours,
             seasons: int, overtime: Mapping[str, float] | None = None) -> list[Excess]:
    """Where hours per month exceed staff, each season by itself; units must form a tree.
    `overtime`: by how much the hours of a unit's own staff grow, as a share."""
    more = overtime or {}
    found = []
    children: dict[str, list[str]] = {name: [] for name in units}
    for name, unit in units.items():
        if unit.parent:
            children[unit.parent].append(name)

    def wanted_above(name: str, season: int, pooled: bool) -> float:
        """Hours that a unit needs from the pools above it; `pooled` when there are any."""
        shared = pool_hours(name, staff)
        if children[name]:
            asked = sum(wanted_above(child, season, pooled or shared > 0)
                        for child in children[name])
            available = shared
        else:
            asked = sum(hours.at(name, task, seasons)[season] for task in hours.of(name))
            available = shared + own_hours(name, staff) * (1 + more.get(name, 0.0))
        short = max(0.0, asked - available)
        if short > _ROUNDING and not pooled:
            found.append(Excess(name, season, asked, available, bool(children[name])))
            return 0.0
        return short

    for name, unit in units.items():
        if not unit.parent:
            for season in range(seasons):
                wanted_above(name, season, False)
    return found


def check(draft: Draft, note: Note) -> None:
    """Note every leaf unit or pool whose hours exceed its staff, once for its worst season."""
    units = draft.part("units", {})
    if not _is_tree(units):
        return
    hours, seasons = draft.part("hours", Hours()), draft.part("seasons", ())
    if not _whole_seasons(hours, len(seasons)):
        return
    staff = draft.part("staff", {})
    plain = excesses(units, staff, hours, len(seasons))
    for names, asked, available, rule in _together(plain):
        path = ("hours", "units", names[0]) if names[0] in hours.units else ("hours", "all")
        note(path, rule.format(asked=f"{asked:.6g}", units=_listed(names),
                               available=f"{available:.6g}"))
    if not plain and draft.whole("campaigns", "decision_month", "horizon"):
        _check_campaigns(draft, note)


def _together(found: list[Excess]) -> list[tuple[list[str], float, float, str]]:
    """(units, asked, available, rule) of the worst season of each unit, like units in one."""
    worst: dict[str, Excess] = {}
    for excess in found:
        before = worst.get(excess.unit)
        if before is None or excess.asked > before.asked:
            worst[excess.unit] = excess
    same: dict[tuple[float, float, bool], list[str]] = {}
    for unit, excess in worst.items():
        same.setdefault((excess.asked, excess.available, excess.of_pool), []).append(unit)
    told = []
    for (asked, available, of_pool), names in same.items():
        if of_pool:
            rule = _("{asked} hours a month are asked of the staff shared by the units of "
                     "{units}, who have {available}")
        else:
            rule = _("{asked} hours a month are given to {units}, whose staff have {available}")
        told.append((names, asked, available, rule))
    return told


def _check_campaigns(draft: Draft, note: Note) -> None:
    """Note hours beyond the staff while campaigns run, once for each set of them; and hours
    taken from tasks that have fewer."""
    campaigns: Mapping[str, Campaign] = draft.part("campaigns", {})
    hours, staff, units = draft.part("hours", Hours()), draft.part("staff", {}), draft.part(
        "units", {})
    seasons = [season.months for season in draft.part("seasons", ())]
    if not campaigns or {month for months in seasons for month in months} != set(range(1, 13)):
        return
    start = absolute(draft.part("decision_month", "0001-01"))
    told: set[tuple[str, ...]] = set()
    short: set[tuple[str, str]] = set()
    seen: set[tuple[int, tuple[str, ...]]] = set()
    listed = hours.tasks()
    for month in range(start - BEFORE, start + draft.part("horizon", 0)):
        names = running(campaigns, month)
        season = season_of(seasons, month)
        if not names or (season, names) in seen:
            continue
        seen.add((season, names))
        active = [campaigns[name] for name in names]
        for name in names:
            for task, fewer in campaigns[name].instead_of.items():
                least = min((hours.at(unit, task, len(seasons))[season]
                             for unit in campaigns[name].units or draft.leaves), default=0.0)
                if (task in listed and fewer > least + _ROUNDING
                        and (name, task) not in short):
                    short.add((name, task))
                    note(("campaigns", name, "instead_of", task), _(
                        "takes {fewer} hours a month from a task that has {has}").format(
                            fewer=f"{fewer:.6g}", has=f"{least:.6g}"), fewer)
        plan = Hours(units={unit: {task: (number,) for task, number in planned_in(
            hours, active, unit, season, len(seasons)).items()} for unit in draft.leaves})
        overtime = {unit: overtime_in(active, unit) for unit in draft.leaves}
        over = excesses(units, staff, plan, 1, overtime)
        if over and names not in told:
            told.add(names)
            for where, asked, available, rule in _together(over):
                said = rule.format(asked=f"{asked:.6g}", units=_listed(where),
                                   available=f"{available:.6g}")
                note(("campaigns", names[-1], "hours"), _("{rule}, while {campaigns} runs").format(
                    rule=said, campaigns=", ".join(names)))


def _listed(names: list[str]) -> str:
    if len(names) <= 3:
        return ", ".join(names)
    return _("each of {count} units ({first} to {last})").format(
        count=len(names), first=names[0], last=names[-1])


def _is_tree(units: Mapping[str, Unit]) -> bool:
    for name in units:
        seen = {name}
        step = units[name].parent
        while step:
            if step in seen or step not in units:
                return False
            seen.add(step)
            step = units[step].parent
    return True


def _whole_seasons(hours: Hours, seasons: int) -> bool:
    tables = [hours.all, *hours.units.values()]
    return all(len(n) in (1, seasons) for table in tables for n in table.values())
