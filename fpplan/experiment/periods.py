"""The periods of a run: the year before the decision, and each scheme's years and seasons."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from fpplan.contract.months import Calendar, Period, absolute, parse_month
from fpplan.contract.scheme import Scheme
from fpplan.population.simulate import KEPT_FROM
from fpplan.scenario.resolve import Resolved

__all__ = ["RunPeriod", "aimed_window", "published_windows", "run_periods", "scheme_years",
           "window_of"]


@dataclass(frozen=True)
class RunPeriod:
    """A period and what it is for: "before", "year", "part" or "published"."""

    period: Period
    role: str


def scheme_years(resolved: Resolved, scheme: Scheme) -> list[Period]:
    """The whole years of a scheme's calendar from the decision month on."""
    return scheme.calendar.years(resolved.base.decision_month, 0, resolved.base.horizon - 1)


def run_periods(resolved: Resolved, schemes: Iterable[Scheme]) -> list[RunPeriod]:
    """Every period of a run, in order of months: planning years first, then scheme years that
    differ from them, then seasons. The same id always means the same months."""
    month = resolved.base.decision_month
    planning = Calendar(starts=absolute(month) % 12 + 1)
    found: dict[str, RunPeriod] = {}
    for period in planning.years(month, KEPT_FROM, -1):
        found[period.id] = RunPeriod(period, "before")
    for period in planning.years(month, 0, resolved.base.horizon - 1):
        found[period.id] = RunPeriod(period, "year")
    for scheme in schemes:
        for year in scheme_years(resolved, scheme):
            found.setdefault(year.id, RunPeriod(year, "part"))
            for season in scheme.calendar.seasons(year):
                found.setdefault(season.id, RunPeriod(season, "part"))
    return list(found.values())


def window_of(first: str | None, last: str | None, decision_month: str) -> Period | None:
    """The months of a figure that was published; None where they are not stated or no run keeps
    them."""
    if first is None or last is None:
        return None
    start, end = (parse_month(text, decision_month) for text in (first, last))
    inside = KEPT_FROM <= start <= end < 0
    return Period(f"{first}-to-{last}", start, end) if inside else None


def published_windows(resolved: Resolved) -> list[RunPeriod]:
    """The months that published figures cover, where they are stated: each once."""
    month = resolved.base.decision_month
    found = {window.id: RunPeriod(window, "published")
             for figure in resolved.base.published.values()
             if (window := window_of(figure.first, figure.last, month)) is not None}
    return list(found.values())


def aimed_window(resolved: Resolved) -> Period:
    """The months that a scenario's aims cover: their own, or the year before the decision."""
    aims, month = resolved.base.aims, resolved.base.decision_month
    return window_of(aims.first, aims.last, month) or Period("before", KEPT_FROM, -1)
