"""What fills the inputs where nobody records them.

A quarter of a case a month in a village, and an hour or two for each, are assumed.
"""

from typing import Literal

from fpplan.api import Fill, Text

ASSUMED = Text("工时和次数为假设", "hours for one and how often are assumed")
Every = Literal["month", "quarter", "half_year", "year"]


def _done(task: str, hours: float, times: int = 1, every: Every = "year") -> Fill:
    return Fill.work(task, hours, times, every, "done", ASSUMED)


def _cases(task: str, hours: float, of: float) -> Fill:
    """Percent of so many cases a month that are dealt with, each in some hours."""
    return Fill.share(task, hours, of, why=ASSUMED)


P = "hardship_families_"
FILLS = {
    f"{P}festival_rounds": _done("family_support", 4, 3),
    **{f"{P}{name}_percent": _cases("family_support", 1, 0.25) for name in (
        "aid_applied", "minimum_income", "aid_left_out", "aged_supported", "emergency_relief",
        "urban_housing", "rural_housing", "job_help", "college_aid", "old_age_care",
        "medical_premium", "medical_aid", "accident_cover", "adoption")},
    f"{P}visited_percent": _cases("family_support", 2, 0.5),
    f"{P}fertility_service_percent": _cases("counselling", 2, 0.25),
    f"{P}check_ups": _done("health_screening", 8),
}
