"""What fills the inputs where nobody records them.

Leads, registration of persons and approvals are monitoring and never filled; breaches and frauds
are recorded or none. Rules and lists are papers, inspections go by hours.
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


def _cases(task: str, hours: float, of: float) -> Fill:
    """Percent of so many cases a month that are dealt with, each in some hours."""
    return Fill.share(task, hours, of, why=ASSUMED)


P = "sex_ratio_action_"
BOTH = {
    f"{P}inspected_percent": _cases("facility_inspection", 6, 0.5),
    f"{P}problems_fixed_percent": _cases("facility_inspection", 3, 0.5),
    f"{P}ultrasound": _stands("facility_inspection", 8),
    f"{P}drugs": _stands("facility_inspection", 8),
    f"{P}care_for_girls": _stands("care_for_girls", 16),
}
ACTION = {
    **BOTH,
    f"{P}suspects_listed_percent": _cases("facility_inspection", 2, 0.5),
    f"{P}birth_registration": _stands("records", 8),
    f"{P}trained_percent": _percent("lectures", 8, "year"),
    f"{P}media": _stands("publicity", 16),
    f"{P}action_done": _stands("facility_inspection", 16),
    f"{P}inspection_ready": _stands("meetings", 8),
}
KEY_YEAR = {
    **BOTH,
    f"{P}talks_percent": _percent("meetings", 4, "year"),
    f"{P}bundled_percent": _percent("meetings", 4, "year"),
    f"{P}warnings": _stands("meetings", 4),
    f"{P}dream_girls": _stands("care_for_girls", 16),
    f"{P}village_rules_percent": _percent("community_mobilisation", 8, "year"),
    f"{P}taught_percent": _percent("lectures", 8, "year"),
    f"{P}hospital_births_percent": Fill.records(),
    f"{P}plan_done": _stands("meetings", 8),
    f"{P}work_done": _stands("meetings", 8),
    f"{P}self_done": _stands("meetings", 4),
    f"{P}province_done": _stands("meetings", 8),
}
