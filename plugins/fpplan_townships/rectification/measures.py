"""The spring campaign and the tie of wages, as data. The year is blanked, dates are few."""

from fpplan.api import Amount, Campaign, Clause, Consequence, Measure, PayoutPlan, PlanStep, Text

from .words import DOCUMENT


def measures() -> list[Measure]:
    """The campaign month after the assessment of 20 April, and what hangs on it."""
    heads = Text("村（居）负责人", "heads of villages and communities")
    cadres = Text("镇、村干部", "town and village cadres")
    return [
        Campaign(
            "rectification_spring", Text("春季计划生育集中服务月", "spring campaign month"),
            Clause(DOCUMENT, "春季计划生育集中服务月活动", Text(
                "任务公示、销号、包干、限期；原文没有起止日，从半年考核（4 月 20 日）起是假设。",
                "Tasks posted, cleared, assigned, in time; no dates are given: from the half-year "
                "assessment of 20 April is an assumption.")),
            ("procedure",), starts="--04-20", roles=(cadres,), steps=(
                PlanStep("weekly", Text("周一例会汇报", "reports at the Monday meeting"),
                         every="week", about="activity", role=heads),
                PlanStep("posting", Text("任务在政府大厅公示", "tasks posted in the hall")),
                PlanStep("clearing", Text("落实一个销号一个", "tasks cleared one by one")),
                PlanStep("assigning", Text("落实到村、包干到户、责任到人",
                                           "by village, household and person")),
                PlanStep("pregnancies", Text("再生育对象再包保",
                                             "a cadre in charge of each couple allowed another "
                                             "birth"), about="monitoring"),
                PlanStep("fees", Text("清理历年拖欠的社会抚养费，拒交申请强制执行",
                                      "arrears of fees, court for those who refuse"),
                         about="fee_or_penalty"),
                PlanStep("publicity", Text("宣传到每家每户", "publicity to every household"),
                         about="activity"),
                PlanStep("training", Text("例会培训", "training at the monthly meeting"),
                         every="month", about="activity"))),
        PayoutPlan(
            "rectification_wages", Text("成绩与工资、奖金挂钩", "wages tied to results"),
            Clause(DOCUMENT, "与干部的工资、奖金挂钩", Text(
                "优则奖，差则罚；金额没有写出。",
                "The good rewarded, the poor punished; no figures.")),
            ("procedure", "order_or_policy_status"), roles=(cadres,), amounts=(
                Amount("wages", Text("工资、奖金", "wages and bonuses"), None, "yuan",
                       role=cadres),),
            consequences=(
                Consequence("veto", Text("三个一票否决", "three vetoes"), heads,
                            "order_or_policy_status"),
                Consequence("answer", Text("包保不力追责", "held to account for couples not "
                                           "followed"), cadres, "monitoring"))),
    ]
