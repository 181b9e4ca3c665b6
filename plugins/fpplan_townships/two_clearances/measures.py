"""The audit and the staff measures as plans. The lengths of the three phases are not given."""

from fpplan.api import ActivityPlan, Amount, Campaign, Clause, Measure, PlanStep, Text

from .words import DOCUMENT


def measures() -> list[Measure]:
    """The campaign of August and September, and the "year of quality" of the staff."""
    return [
        Campaign(
            "two_clearances_campaign", Text("“两清”专项行动", "the \"two clearances\""),
            Clause(DOCUMENT, "在八、九月份分三个阶段开展", Text(
                "清理已婚育龄妇女信息和出生情况，边查边改。",
                "Records of married women and of births are cleared, errors corrected at once.")),
            ("record",), starts="2014-08", ends="2014-09", steps=(
                PlanStep("first", Text("第一阶段", "first phase"), starts="2014-08"),
                PlanStep("second", Text("第二阶段", "second phase")),
                PlanStep("third", Text("第三阶段", "third phase"), by="2014-09"),
                PlanStep("inspection", Text("专项督办检查", "special inspection"),
                         about="activity"),
                PlanStep("methods", Text("督促落实避孕节育措施",
                                         "women without a method are urged to take one up"),
                         about="procedure"))),
        ActivityPlan(
            "two_clearances_staff", Text("素质提高年", "\"year of quality\" of the staff"),
            Clause(DOCUMENT, "“大培训”、“大比武”活动", Text(
                "比武、岗位责任书、监督员、人大评议。",
                "Contest, post contracts, monitors, review by the people's congress.")),
            ("staff",), starts="2014-01", ends="2014-12", steps=(
                PlanStep("contest", Text("业务“大比武”", "skills contest")),
                PlanStep("contracts", Text("各科室签订岗位目标责任书",
                                           "post contract of every section")),
                PlanStep("monitors", Text("聘请监督员", "outside monitors"), amounts=(
                    Amount("monitors_count", Text("监督员", "monitors"), 16, "count"),)),
                PlanStep("comments", Text("人大代表意见整改", "comments of the congress acted on"),
                         amounts=(Amount("comments_count", Text("条", "comments"), 25,
                                         "count"),)))),
    ]
