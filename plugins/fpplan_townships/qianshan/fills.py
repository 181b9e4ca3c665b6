"""What fills the inputs where nobody records them.

Statistical errors are what the books are found wrong in; the audit is quarterly by the document.
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


P = "qianshan_"
FILLS = {
    f"{P}booklet_percent": Fill.share("migrant_service", 0.25, "migrant_service", why=ASSUMED),
    f"{P}audit_rounds": _done("record_audit", 8, 1, "quarter"),
    f"{P}sharing": _stands("records", 2),
    f"{P}followups_percent": Fill.clients("postpartum_followup", "percent"),
    f"{P}followup_files_percent": Fill.share(
        "records", 0.25, "postpartum_followup", why=ASSUMED),
}
