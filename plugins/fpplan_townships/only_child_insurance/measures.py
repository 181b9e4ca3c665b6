"""The insurance's premium and cover, its dates, and what follows for staff, as data."""

from fpplan.api import (
    Amount,
    Benefit,
    Campaign,
    Clause,
    Condition,
    Consequence,
    Measure,
    PayoutPlan,
    PlanStep,
    Text,
)

DOCUMENT = "002 text 13"
TOWN = Text("镇计生服务中心", "the town's family-planning centre")
VILLAGE = Text("村（居）", "village")


def _yuan(name: str, zh: str, en: str, value: float, per: Text | None = None) -> Amount:
    return Amount(name, Text(zh, en), value, "yuan", per)


def _cover() -> Benefit:
    child = Text("个子女", "child")
    parent = Text("位父母", "parent")
    family = Text("户每年", "family and year")
    return Benefit(
        "only_child_insurance_cover", Text("独生子女家庭保险", "insurance of one-child families"),
        Clause(DOCUMENT, "每户40元保险费由独生子女父母奖励金转入", Text(
            "保费 40 元从独生子女父母奖励金中转入。",
            "The premium of 40 yuan is taken out of the one-child allowance.")),
        about=("conditional_benefit",),
        eligibility=(
            Condition("one_child", Text("独生子女家庭，领取独生子女父母奖励金",
                                        "a one-child family with the one-child allowance"),
                      "conditional_benefit"),
            Condition("born_from_1998", Text("子女 1998 年 1 月 1 日后出生",
                                             "the child was born from 1 January 1998 on")),
            Condition("ages_0_14", Text("子女 0 至 14 周岁", "the child is aged 0 to 14")),
        ),
        amounts=(
            _yuan("premium", "保费", "premium", 40, family),
            _yuan("premium_child", "其中：子女", "of which for the child", 20, family),
            _yuan("premium_parents", "其中：父母", "of which for the parents", 20, family),
            _yuan("premium_parent", "父母每人保费", "premium of each parent", 10, parent),
            _yuan("cover_child", "子女总保障", "cover of the child", 15000, child),
            _yuan("cover_hospital", "其中：住院医疗", "of which hospital", 10000, child),
            _yuan("cover_death", "其中：身故或意外致残", "of which death or disability by accident",
                  5000, child),
            _yuan("cover_parent", "父母保障", "cover of a parent", 22000, parent),
            _yuan("cover_accident", "其中：意外伤害", "of which accident", 20000, parent),
            _yuan("cover_medical", "其中：意外伤害医疗（原文“20xx元”，合计 22000）",
                  "of which medical costs (\"20xx yuan\"; the total is 22,000)", 2000, parent),
        ))


def _campaign() -> Campaign:
    return Campaign(
        "only_child_insurance_campaign", Text("投保三个阶段", "three phases of enrolment"),
        Clause(DOCUMENT, "按要求计生系列保险在规定时间内全面完成", Text(
            "7 月 1 日至 8 月 10 日。", "1 July to 10 August.")),
        about=("conditional_benefit", "activity"), starts="--07-01", ends="--08-10",
        roles=(TOWN, VILLAGE),
        steps=(
            PlanStep("start", Text("宣传发动", "start and publicity"), starts="--07-01",
                     by="--07-10", role=TOWN),
            PlanStep("register", Text("统计、摸底、登记、审核", "count, register and check"),
                     starts="--07-11", by="--07-20", role=VILLAGE),
            PlanStep("list", Text("参保名单张榜公布到村组", "the list is put up in village groups"),
                     starts="--07-11", by="--07-20", role=VILLAGE, about="fee_or_penalty"),
            PlanStep("premiums", Text("保费收取、名册上报汇总",
                                      "premiums collected, lists reported"),
                     starts="--07-21", by="--08-10", role=VILLAGE),
            PlanStep("policies", Text("保单、理赔指南发放到户", "policies and guides delivered"),
                     role=VILLAGE),
            PlanStep("claims", Text("一名兼职理赔服务人员", "one part-time claims officer"),
                     role=TOWN,
                     about="staff"),
        ))


def _staff() -> PayoutPlan:
    leaders = Text("镇分管领导、计生服务中心负责人",
                   "the town's leader in charge and head of centre")
    direct = Text("村居支部书记和计生专干", "village secretary and family-planning worker")
    return PayoutPlan(
        "only_child_insurance_staff", Text("考核和表彰", "assessment and commendation"),
        Clause(DOCUMENT, "此项工作将列入年度考核计分", Text(
            "列入年度考核计分，没有写分数；完成好的镇、村表彰奖励，没有写金额。",
            "Counts in the yearly assessment, points not stated; towns and villages that do well "
            "are commended, sums not stated.")),
        about=("conditional_benefit", "staff"), roles=(leaders, direct),
        amounts=(Amount("assessment_points", Text("年度考核计分", "points in the assessment"), None,
                        "points"),),
        consequences=(Consequence("commended", Text("表彰奖励", "commended and rewarded"),
                                  Text("镇、村（居）", "towns and villages")),))


def measures() -> list[Measure]:
    """The cover, the campaign and what staff answer for."""
    return [_cover(), _campaign(), _staff()]
