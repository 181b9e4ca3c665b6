"""What fills the inputs of the plan where nobody records them. Hours for one are assumed; how
often is the document's where it says so (monthly slips and meetings), assumed where not."""

from fpplan.api import Fill, Text

ASSUMED = Text("工时为假设", "hours for one are assumed")
RECORDS = Text("以记录是否在册且无误计", "by records that are kept and right")

FILLS = {
    "awareness_percent": Fill.awareness(),
    "town_plan_materials_percent": Fill.share("publicity", 0.05, "publicity", why=ASSUMED),
    "town_plan_migrant_files_percent": Fill.share(
        "migrant_service", 0.25, "migrant_service", why=ASSUMED),
    "town_plan_migrant_filed_percent": Fill.share(
        "migrant_service", 0.25, "migrant_service", why=ASSUMED),
    "pre_conception_checks": Fill.clients("preconception_check"),
    "pre_conception_checks_task": Fill.clients("preconception_check", "due", Text(
        "任务未公布：以全部应查对象计", "the task is not published: all who are due are taken")),
    **{f"town_plan_database_{name}_percent": Fill.records(RECORDS) for name in (
        "coverage", "completeness", "logic", "identity", "verified")},
    "contraceptives_delivered_percent": Fill.clients("supply_delivery", "percent"),
    "town_plan_files_sorted_percent": Fill.work(
        "records", 4, 1, "quarter", "percent", Text(
            "每季整理一次、4 小时为假设", "once a quarter, for 4 hours, is assumed")),
    "town_plan_cabinet_in_order": Fill.work(
        "supply_delivery", 1, 1, "quarter", "standing", Text(
            "每季整理一次、1 小时为假设", "once a quarter, for an hour, is assumed")),
    "town_plan_expired_supplies": Fill.work(
        "supply_delivery", 1, 1, "quarter", "missed", Text(
            "每季清理一次、1 小时为假设", "cleared once a quarter, in an hour, is assumed")),
    "town_plan_slips_missed": Fill.work("records", 2, 1, "month", "missed", ASSUMED),
    "town_plan_meetings_held": Fill.work("meetings", 3, 1, "month", "done", ASSUMED),
    "town_plan_meetings_absent": Fill.work("meetings", 4, 1, "month", "missed", Text(
        "镇每月召集一次、4 小时为假设", "the town calls one a month, of 4 hours: assumed")),
}
