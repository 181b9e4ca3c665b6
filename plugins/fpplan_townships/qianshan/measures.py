"""Pay by role, the migrants' package and the audits, as data. Dates are blanked or missing."""

from fpplan.api import (
    ActivityPlan,
    Amount,
    Benefit,
    Clause,
    Consequence,
    Measure,
    PayoutPlan,
    PlanStep,
    Text,
)

from .inputs import ONES
from .payouts import GROUP_CADRES, SPECIALISTS
from .words import DOCUMENT

POINT = Text("每低 1 个百分点", "point below the standard")
STATION = Text("计生服务所人员", "staff of the service station")


def measures() -> list[Measure]:
    """Pay first, then work."""
    return [
        PayoutPlan(
            "qianshan_performance_pay", Text("绩效考核办法", "performance pay"),
            Clause(DOCUMENT, "《xx乡绩效考核办法》", Text(
                "按孕情、婚育量掌握扣发；专干每人拿出 2000 元。",
                "Withheld by pregnancies, marriages and births known; specialists put up 2,000 "
                "yuan each.")),
            ("monitoring",), roles=(GROUP_CADRES, SPECIALISTS, STATION),
            amounts=(
                Amount("pregnancies", Text("孕情掌握扣发", "withheld for pregnancies known"), 50,
                       "yuan", POINT, role=GROUP_CADRES),
                Amount("marriages", Text("婚育量掌握扣发",
                                         "withheld for marriages and births known"),
                       50, "yuan", POINT, role=GROUP_CADRES),
                Amount("stake", Text("拿出考核的绩效工资", "pay put at stake"), 2000, "yuan",
                       Text("每人", "person"), role=SPECIALISTS),
                Amount("specialists", Text("专干人数", "specialists"), 9, "count"),
                Amount("cards", Text("反馈卡未到位扣发", "withheld for a missing return card"),
                       None,
                       "yuan", Text("每例", "card")),
                Amount("lunch", Text("午餐补助", "lunch allowance"), None, "yuan", role=STATION)),
            consequences=(
                Consequence("removed", Text("免职（一名）", "removed from the post (one was)"),
                            SPECIALISTS),
                Consequence("reward", Text("四率达标奖励，金额没有写出",
                                           "a reward for the four rates, no figure given"),
                            about="order_or_policy_status"),
                Consequence("veto", Text("统计误差、位居后进、影响排名、乱收费一票否决",
                                         "veto: statistical error, bottom place, ranking harmed, "
                                         "unlawful charges"), about="fee_or_penalty"))),
        ActivityPlan(
            "qianshan_nine_ones", Text("流出人口“九个一”", "\"nine ones\" for each out-migrant"),
            Clause(DOCUMENT, "按“九个一”要求管理到位", Text(
                "正月以来，每流出一人各做一次。", "One of each for everyone who leaves.")),
            ("monitoring",), starts="--02", steps=tuple(
                PlanStep(name, Text(zh, en), amounts=(Amount(
                    f"{name}_each", Text("次（份）", "each"), 1, "count",
                    Text("流出人员", "out-migrant")),)) for name, zh, en, _quote in ONES)),
        Benefit(
            "qianshan_booklet", Text("流出人口服务材料", "booklet for out-migrants"),
            Clause(DOCUMENT, "提供新版地图、列车旅程表", Text(
                "每人一份宣传材料、地图、列车时刻、招工信息。",
                "One each: a booklet with duties, maps, timetables and jobs.")),
            ("service",), amounts=(Amount("booklet", Text("份", "booklet"), 1, "count",
                                          Text("流出人员", "out-migrant")),)),
        ActivityPlan(
            "qianshan_audits", Text("季度查村", "quarterly audits"),
            Clause(DOCUMENT, "坚持季度查村", Text(
                "每季一次；去年另开三次专题会。",
                "One each quarter; three meetings on errors besides last year.")),
            ("record",), steps=(
                PlanStep("audit", Text("季度查村", "audit of the villages"), every="quarter"),
                PlanStep("meetings", Text("排查错漏报专题会", "meeting on errors"), every="year",
                         times=3))),
    ]
