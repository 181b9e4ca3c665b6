"""What fills the inputs where nobody records them.

A line of the check-list stands once its work has been done in the quarter; buildings, waste and the
line to the referral centre are no task's and are recorded.
"""

from fpplan.api import Fill, Text

ASSUMED = Text("工时和次数为假设", "hours for one and how often are assumed")

P = "pbf_scorecard_"


def _quarterly(task: str, hours: float) -> Fill:
    return Fill.work(task, hours, 1, "quarter", "standing", ASSUMED)


FILLS = {
    f"{P}reports_in_time": _quarterly("records", 4),
    f"{P}accounts_kept": _quarterly("records", 4),
    f"{P}minutes_kept": _quarterly("meetings", 2),
    f"{P}data_analysed": _quarterly("records", 4),
    f"{P}plan_current": _quarterly("meetings", 4),
    f"{P}methods_in_stock": Fill.stock("standing"),
    f"{P}no_stock_out": Fill.stock("standing"),
    f"{P}stock_cards": _quarterly("records", 2),
    f"{P}told_percent": Fill.told(),
    f"{P}staff_trained": _quarterly("staff_training", 8),
    f"{P}removal_offered": _quarterly("counselling", 4),
    f"{P}referral_list": _quarterly("counselling", 2),
}
