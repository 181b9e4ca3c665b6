"""What fills the inputs of the scheme where nobody records them.

The document says what must be done and how often; hours for one are assumed. Commendations,
criticisms and ranks are others' acts, and concealed deaths nobody's work: recorded, or none.
"""

from fpplan.api import Fill, Text

ASSUMED = Text("工时为假设", "hours for one are assumed")

FILLS = {
    "thousand_point_foundations_in_place": Fill.work(
        "meetings", 4, 4, "year", "standing",
        Text("四项各需 4 小时为假设", "four hours for each of the four are assumed")),
    "thousand_point_meeting_absences": Fill.work("meetings", 4, 1, "month", "missed", ASSUMED),
    "pre_conception_checks": Fill.clients("preconception_check"),
    "pre_conception_checks_task": Fill.clients("preconception_check", "due", Text(
        "任务未公布：以全部应查对象计", "the task is not published: all who are due are taken")),
    "pre_conception_followups_missed": Fill.share(
        "preconception_check", 0.25, "preconception_check", "missed", ASSUMED),
    "migrant_information_missing": Fill.share(
        "migrant_service", 0.5, "migrant_service", "missed", ASSUMED),
    "deaths_reported_in_time_percent": Fill.share("records", 0.5, 1.5, why=Text(
        "每月约 1.5 例死亡（二千人左右的村）与工时为假设",
        "a death and a half a month (about two thousand people) and its hours are assumed")),
    "awareness_percent": Fill.awareness(),
    "thousand_point_households_missed": Fill.share(
        "publicity", 0.05, "publicity", "missed", Text(
            "每户 3 分钟、户数按已婚育龄妇女计为假设",
            "three minutes a household, as many as women in union, are assumed")),
    "thousand_point_boards_missed": Fill.work("publicity", 2, 1, "month", "missed", ASSUMED),
    "thousand_point_slogans": Fill.work("publicity", 1, 10, "year", "done", Text(
        "每条 1 小时为假设", "an hour for each is assumed")),
    "thousand_point_large_events": Fill.work("publicity", 24, 1, "year", "done", Text(
        "每年一次、24 小时为假设", "one a year, of 24 hours, is assumed")),
    "thousand_point_association_percent": Fill.work(
        "community_mobilisation", 4, 1, "month", "percent", Text(
            "协会方案未公布：每月活动一次、4 小时为假设",
            "the association's plan is not published: one activity a month of 4 hours is assumed")),
}
