"""What fills the inputs where nobody records them.

What is made, counted or put up goes by hours of its task; essays and reports in the media are
shown alone.
"""

from typing import Literal

from fpplan.api import Fill, Text

ASSUMED = Text("工时和次数为假设", "hours for one and how often are assumed")
Every = Literal["month", "quarter", "half_year", "year"]


def _stands(task: str, hours: float) -> Fill:
    """A plan, rule or list: it stands once it has been made in the year."""
    return Fill.work(task, hours, 1, "year", "standing", ASSUMED)


def _done(task: str, hours: float, times: int = 1, every: Every = "year") -> Fill:
    return Fill.work(task, hours, times, every, "done", ASSUMED)


def _cases(task: str, hours: float, of: float) -> Fill:
    """Percent of so many cases a month that are dealt with, each in some hours."""
    return Fill.share(task, hours, of, why=ASSUMED)


P = "migrant_supply_year_"
FILLS = {
    f"{P}plan_made": _stands("meetings", 8),
    f"{P}counts_taken": _done("migrant_service", 8, 4),
    f"{P}study_done": _stands("migrant_service", 16),
    f"{P}points_added": _done("supply_points", 16, 2),
    f"{P}places_covered_percent": _cases("supply_points", 4, 1),
    f"{P}points_published": _stands("press_items", 2),
    f"{P}stock_planned": _stands("supply_delivery", 4),
    f"{P}ways_combined": _done("supply_delivery", 8, 4),
    f"{P}facts_published": _done("press_items", 2, 5),
    f"{P}report_sent": _stands("records", 8),
}
