"""What fills the inputs of the ranking where nobody records them. Complaints that are verified are
recorded or none; the weights are the document's."""

from fpplan.api import Fill, Text

from .words import OWN

FILLS = {
    f"{OWN}_platform_percent": Fill.same_as("births_reported_percent", Text(
        "平台分发的出生即账上应有的出生",
        "births on the platform are those that the books should have")),
    f"{OWN}_key_tasks_percent": Fill.work(
        "community_mobilisation", 8, 1, "month", "percent", Text(
            "每月一项重点工作、8 小时为假设", "one key task a month, of 8 hours, is assumed")),
    f"{OWN}_worker_months": Fill.staff("months", why=Text(
        "在岗月数即审核合格月数", "months filled are months approved")),
}
