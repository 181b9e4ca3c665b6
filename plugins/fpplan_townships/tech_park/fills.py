"""What fills the inputs where nobody records them.

Money and whether the park counts in the assessment are recorded.
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


FILLS = {
    "tech_park_joint_meeting": _stands("meetings", 8),
    "tech_park_staff": Fill.staff("posts"),
    "tech_park_contracts_percent": _percent("meetings", 8, "year"),
    "tech_park_workers_percent": _percent("meetings", 4, "year"),
}
