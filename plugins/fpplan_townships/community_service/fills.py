"""What fills the inputs where nobody records them.

Follow-up and choice are counted by services; files are kept with hours of records.
"""

from typing import Literal

from fpplan.api import Fill, Text

ASSUMED = Text("工时和次数为假设", "hours for one and how often are assumed")
Every = Literal["month", "quarter", "half_year", "year"]


def _done(task: str, hours: float, times: int = 1, every: Every = "year") -> Fill:
    return Fill.work(task, hours, times, every, "done", ASSUMED)


P = "community_service_"
FILLS = {
    f"{P}records_complete_percent": Fill.records(),
    f"{P}reports_agree_percent": Fill.records(),
    f"{P}duplicates": Fill.work("record_audit", 4, 1, "quarter", "missed", ASSUMED),
    f"{P}migrants_updated_percent": Fill.share(
        "migrant_service", 0.25, "migrant_service", why=ASSUMED),
    f"{P}check_ups": _done("health_screening", 40),
    f"{P}visits_recorded_percent": Fill.share(
        "records", 0.1, "postpartum_followup", why=ASSUMED),
}
