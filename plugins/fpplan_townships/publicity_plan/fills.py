"""What fills the inputs where nobody records them.

How many items, dates and boards are the document's; hours for one are assumed. Monitoring of
opinion is tagged and never filled.
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


P = "publicity_plan_"
FILLS = {
    "awareness_percent": Fill.awareness(),
    **{f"{P}{name}": _done("press_items", 6) for name in (
        "national_items", "provincial_items", "commission_items", "city_items",
        "broadcast_items", "provincial_web_items")},
    f"{P}city_web_items": _done("press_items", 3, 2),
    f"{P}new_carriers": _done("press_items", 6),
    f"{P}dates_held": _done("publicity", 16, 1, "quarter"),
    f"{P}dates_reported": _done("records", 2, 1, "quarter"),
    f"{P}shows": _done("publicity", 24),
    f"{P}billboards": _done("publicity", 12, 2),
    f"{P}hamlets_with_slogans_percent": _percent("publicity", 16, "year"),
    f"{P}pictures_sent": _stands("publicity", 2),
    f"{P}culture_sites": _done("community_mobilisation", 40),
    f"{P}publicity_officer": Fill.staff("standing"),
}
