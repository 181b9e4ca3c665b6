"""What fills the inputs where nobody records them.

Milestones are papers and trainings; pupils and other young people are reached by lessons.
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


P = "youth_network_"
FILLS = {
    f"{P}plan_agreed": _stands("meetings", 16),
    f"{P}city_teachers_trained": _stands("staff_training", 16),
    f"{P}pilots_chosen": _stands("meetings", 8),
    f"{P}teachers_trained_percent": _percent("staff_training", 16, "year"),
    f"{P}seminar_held": _stands("staff_training", 16),
    f"{P}pilot_kinds": _done("youth_education", 16, 4),
    f"{P}exhibition_held": _stands("press_items", 16),
    f"{P}pupils_percent": Fill.clients("youth_education", "percent"),
    f"{P}others_percent": Fill.clients("youth_education", "percent"),
}
