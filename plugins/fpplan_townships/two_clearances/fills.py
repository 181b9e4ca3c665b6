"""What fills the inputs where nobody records them.

Comments of the people's congress are recorded or none; errors found are those of the books.
"""

from typing import Literal

from fpplan.api import Fill, Text

ASSUMED = Text("工时和次数为假设", "hours for one and how often are assumed")
Every = Literal["month", "quarter", "half_year", "year"]


def _percent(task: str, hours: float, every: Every = "month") -> Fill:
    """Something due once in each window, as a percent of the times that it was due."""
    return Fill.work(task, hours, 1, every, "percent", ASSUMED)


def _done(task: str, hours: float, times: int = 1, every: Every = "year") -> Fill:
    return Fill.work(task, hours, times, every, "done", ASSUMED)


P = "two_clearances_"
FILLS = {
    f"{P}plans": Fill.work("meetings", 8, 4, "year", "standing", ASSUMED),
    f"{P}phases_done": Fill.work("record_audit", 8, 3, "year", "standing", ASSUMED),
    f"{P}women_verified_percent": Fill.records(),
    f"{P}births_verified_percent": Fill.records(),
    f"{P}handbook_percent": _percent("records", 8, "year"),
    f"{P}contest_held": _done("staff_training", 16),
    f"{P}contract_percent": _percent("meetings", 4, "year"),
    f"{P}monitors": Fill.work("community_mobilisation", 2, 16, "year", "standing", ASSUMED),
}
