"""What fills the inputs where nobody records them.

Care and what is “in place” go by hours of its task; own births, meetings about them and checks are
tagged.
"""

from fpplan.api import Fill, Text

ASSUMED = Text("工时和次数为假设", "hours for one and how often are assumed")


def _stands(task: str, hours: float) -> Fill:
    """A plan, rule or list: it stands once it has been made in the year."""
    return Fill.work(task, hours, 1, "year", "standing", ASSUMED)


P = "school_plan_"
FILLS = {
    **{f"{P}care_{name}": _stands("family_support", 8) for name in (
        "families", "living", "women", "special")},
    f"{P}place_leadership": _stands("meetings", 4),
    f"{P}place_study": _stands("lectures", 8),
    f"{P}place_publicity": _stands("publicity", 8),
    f"{P}place_measures": _stands("meetings", 4),
    f"{P}place_duty": _stands("meetings", 4),
    f"{P}gynaecology_percent": Fill.clients("health_screening", "percent"),
    f"{P}visits_percent": Fill.clients("postpartum_followup", "percent"),
    f"{P}publicity_percent": Fill.clients("publicity", "percent"),
    f"{P}supplies_percent": Fill.clients("supply_delivery", "percent"),
    f"{P}reports": Fill.work("records", 2, 1, "month", "done", ASSUMED),
}
