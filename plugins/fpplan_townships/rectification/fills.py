"""What fills the inputs where nobody records them.

Weekly and monthly meetings are the document's; hours for one are assumed.
"""

from fpplan.api import Fill, Text

ASSUMED = Text("工时和次数为假设", "hours for one and how often are assumed")

FILLS = {
    "rectification_weekly_meetings": Fill.work("meetings", 2, 52, "year", "done", ASSUMED),
    "rectification_households_percent": Fill.share("publicity", 0.05, "publicity", why=ASSUMED),
    "rectification_monthly_meetings": Fill.work("meetings", 4, 1, "month", "done", ASSUMED),
}
