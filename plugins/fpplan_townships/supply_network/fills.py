"""What fills the inputs where nobody records them.

Quarterly lectures, two meetings of household heads and one screening a year are the document's;
hours for one are assumed.
"""

from typing import Literal

from fpplan.api import Fill, Text

ASSUMED = Text("工时和次数为假设", "hours for one and how often are assumed")
Every = Literal["month", "quarter", "half_year", "year"]


def _stands(task: str, hours: float) -> Fill:
    """A plan, rule or list: it stands once it has been made in the year."""
    return Fill.work(task, hours, 1, "year", "standing", ASSUMED)


def _percent(task: str, hours: float, every: Every = "month") -> Fill:
    """Something due once in each window, as a percent of the times that it was due."""
    return Fill.work(task, hours, 1, every, "percent", ASSUMED)


def _done(task: str, hours: float, times: int = 1, every: Every = "year") -> Fill:
    return Fill.work(task, hours, times, every, "done", ASSUMED)


def _cases(task: str, hours: float, of: float) -> Fill:
    """Percent of so many cases a month that are dealt with, each in some hours."""
    return Fill.share(task, hours, of, why=ASSUMED)


P = "supply_network_"
FILLS = {
    f"{P}staff_trained_percent": _percent("staff_training", 8, "year"),
    f"{P}meeting_courses": _done("staff_training", 2),
    f"{P}points_inspected_percent": _percent("supply_points", 2),
    f"{P}year_end_review": _stands("meetings", 8),
    f"{P}villages_with_dispenser_percent": _cases("supply_points", 4, 1),
    f"{P}town_points_added": _done("supply_points", 16),
    f"{P}points_managed_percent": _percent("supply_points", 2),
    f"{P}methods_on_offer": _done("supply_delivery", 2, 2),
    f"{P}expired_found": Fill.work("supply_delivery", 1, 1, "quarter", "missed", ASSUMED),
    f"{P}register_kept": _stands("records", 4),
    f"{P}needs_surveyed": _stands("supply_delivery", 8),
    f"{P}lectures": _done("lectures", 8, 1, "quarter"),
    f"{P}head_meetings": _done("meetings", 4, 2),
    f"{P}booklet_rounds": _done("publicity", 8),
    f"{P}tour_lectures": _done("lectures", 8),
    f"{P}screenings": _done("health_screening", 40),
}
