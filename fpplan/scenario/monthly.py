"""Planned hours of one month: those of its season, and what campaigns add and take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from fpplan.scenario.work import Campaign, Hours

__all__ = ["overtime_in", "planned_in", "running", "season_of"]


def season_of(seasons: Sequence[Iterable[int]], month: int) -> int:
    """Which season (given as its calendar months) a month counted from year 0 belongs to."""
    calendar = month % 12 + 1
    return next(i for i, months in enumerate(seasons) if calendar in months)


def running(campaigns: Mapping[str, Campaign], month: int) -> tuple[str, ...]:
    """Campaigns under way in a month counted from year 0."""
    return tuple(name for name, campaign in campaigns.items() if campaign.runs(month))


def planned_in(hours: Hours, campaigns: Iterable[Campaign], unit: str, season: int,
               seasons: int) -> dict[str, float]:
    """Paid hours a month by task of a leaf unit in a season in which these campaigns run.

    A campaign takes no more from a task than the task has; what it adds it adds whole, so
    that the total is that of the season and the campaigns' own (see `budget`).
    """
    found = {task: hours.at(unit, task, seasons)[season] for task in hours.of(unit)}
    for campaign in campaigns:
        if campaign.units and unit not in campaign.units:
            continue
        for task, fewer in campaign.instead_of.items():
            found[task] = max(0.0, found.get(task, 0.0) - fewer)
        for task, more in campaign.hours.items():
            found[task] = found.get(task, 0.0) + more
    return found


def overtime_in(campaigns: Iterable[Campaign], unit: str) -> float:
    """By how much the hours of a unit's own staff grow while these campaigns run, as a share."""
    return sum(campaign.overtime for campaign in campaigns
               if not campaign.units or unit in campaign.units)
