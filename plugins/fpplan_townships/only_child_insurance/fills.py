"""What fills the inputs where nobody records them.

Enrolment is counted in the assessment and tagged; what prepares it is work.
"""

from fpplan.api import Fill, Text

ASSUMED = Text("工时和次数为假设", "hours for one and how often are assumed")

FILLS = {
    "only_child_insurance_started": Fill.work("meetings", 4, 4, "year", "standing", ASSUMED),
    "only_child_insurance_claims_officer": Fill.staff("standing"),
}
