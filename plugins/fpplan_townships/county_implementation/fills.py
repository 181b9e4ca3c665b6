"""What fills the inputs where nobody records them.

Totals, vetoes and inspections are recorded or as documented; what the county counts of methods and
births is tagged. Facts that call for a veto are about families' births: whether they are published
is recorded.
"""

from fpplan.api import Fill, Text

ASSUMED = Text("工时和次数为假设", "hours for one and how often are assumed")


def _stands(task: str, hours: float) -> Fill:
    """A plan, rule or list: it stands once it has been made in the year."""
    return Fill.work(task, hours, 1, "year", "standing", ASSUMED)


FILLS = {
    "county_implementation_staff_in_place": Fill.staff("standing"),
    "county_implementation_duties_in_place": _stands("meetings", 4),
    "county_implementation_pay_in_place": Fill.staff("standing", why=Text(
        "岗位有人即报酬落实为假设", "that a post which is filled is paid is assumed")),
}
