"""What fills the inputs where nobody records them.

Contracts are papers; lessons at middle schools reach pupils. All other figures are the report's.
"""

from typing import Literal

from fpplan.api import Fill, Text

ASSUMED = Text("工时和次数为假设", "hours for one and how often are assumed")
Every = Literal["month", "quarter", "half_year", "year"]


def _percent(task: str, hours: float, every: Every = "month") -> Fill:
    """Something due once in each window, as a percent of the times that it was due."""
    return Fill.work(task, hours, 1, every, "percent", ASSUMED)


FILLS = {
    "jiangmen_district_contracts_percent": _percent("meetings", 4, "year"),
    "jiangmen_district_youth_percent": Fill.clients("youth_education", "percent"),
}
