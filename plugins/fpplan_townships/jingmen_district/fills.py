"""What fills the inputs where nobody records them.

Breaches and lawsuits are recorded or none.
"""

from fpplan.api import Fill, Text

ASSUMED = Text("工时和次数为假设", "hours for one and how often are assumed")


def _stands(task: str, hours: float) -> Fill:
    """A plan, rule or list: it stands once it has been made in the year."""
    return Fill.work(task, hours, 1, "year", "standing", ASSUMED)


P = "jingmen_district_"
FILLS = {
    f"{P}care_percent": Fill.clients("health_screening", "percent"),
    f"{P}projects": _stands("health_screening", 24),
    f"{P}network": Fill.staff("standing"),
    f"{P}disclosure": _stands("publicity", 8),
    f"{P}reception": _stands("complaint_handling", 16),
    f"{P}letters": Fill.clients("complaint_handling", "due", Text(
        "来信来访数为假设", "how many write or call is assumed")),
    f"{P}letters_closed": Fill.clients("complaint_handling", "reached"),
}
