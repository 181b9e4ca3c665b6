"""What the town plans for its supply network, as data."""

from fpplan.api import ActivityPlan, Amount, Clause, Consequence, Measure, PlanStep, Text

DOCUMENT = "002 text 5"


def measures() -> list[Measure]:
    """The activity plan of the document, which names no dates but intervals."""
    office = Text("镇计生办", "the town's family-planning office")
    worker = Text("村计生员", "village workers")
    return [ActivityPlan(
        "supply_network_plan", Text("药具服务网络工作安排", "plan of the supply network"),
        Clause(DOCUMENT, "强体系、扎网底、保需求、全覆盖", Text(
            "练兵、网络、宣传三方面。", "Training, network and publicity.")),
        about=("service", "activity", "staff"), roles=(office, worker),
        steps=(
            PlanStep("city_training", Text("参加市级业务培训", "training at the city"),
                     role=worker),
            PlanStep("courses", Text("例会专题课", "courses at the meetings"), role=office),
            PlanStep("inspection", Text("指导检查发放点", "points guided and inspected"),
                     role=office),
            PlanStep("review", Text("年终评比表彰", "year-end review and awards"), every="year",
                     role=office),
            PlanStep("dispensers", Text("村委会药具柜", "dispensers of village committees"),
                     amounts=(Amount("per_village", Text("药具柜", "dispensers"), 1, "count",
                                     Text("个村委会", "village committee")),)),
            PlanStep("town_point", Text("镇上另增设发放点", "a further point in town"),
                     amounts=(Amount("in_town", Text("发放点", "points"), 1, "count"),)),
            PlanStep("points_kept", Text("专人管理，清理过期，登记增减",
                                         "points looked after, expired supplies cleared, changes "
                                         "registered"), role=worker),
            PlanStep("lectures", Text("避孕节育讲座", "lectures on contraception"),
                     every="quarter", role=office),
            PlanStep("head_meetings", Text("中心户长会议宣讲",
                                           "talks at the household-head meetings"),
                     every="year", times=2, role=office),
            PlanStep("tour_lecture", Text("生殖保健巡回讲座",
                                          "touring lecture on reproductive health"),
                     every="year", role=Text("与镇妇联", "with the women's federation")),
            PlanStep("screening", Text("生殖健康普查，免费发放药具",
                                       "reproductive-health screening, with free supplies"),
                     every="year", role=Text("与镇妇联", "with the women's federation")),
        ),
        consequences=(Consequence("awards", Text(
            "工作优秀的人员给予奖励，未写金额", "rewards for good work; no sum is stated"),
            worker, "staff"),),
    )]
