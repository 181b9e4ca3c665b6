"""What fills the inputs where nobody records them.

One person helped in each month is assumed, and one free clinic a year.
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


P = "youth_care_"
FILLS = {
    f"{P}paired_percent": _cases("family_support", 2, 1),
    f"{P}carded_percent": _cases("family_support", 0.25, 1),
    f"{P}health_days": _done("health_screening", 16),
    f"{P}birthday_cakes_percent": _cases("family_support", 1, 0.5),
    f"{P}sixtieth_feasts_percent": _cases("family_support", 2, 0.25),
    f"{P}reunion_meals_percent": _cases("family_support", 2, 0.25),
    f"{P}mothers_cards_percent": _cases("family_support", 0.25, 0.5),
}
