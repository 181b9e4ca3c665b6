"""The eleven measures with their amounts and offices, as data.

The families qualify by their loss and the mother's age; that they have no other child is part
of what the document calls hardship. Nothing is asked for in return.
"""

from fpplan.api import Amount, Benefit, Clause, Condition, Measure, PlanStep, Text

DOCUMENT = "002 text 12"
FAMILY_PLANNING = Text("计生办", "family-planning office")
CIVIL = Text("民政办", "civil-affairs office")


def _conditions() -> tuple[Condition, ...]:
    return (
        Condition("loss", Text("独生子女死亡，或三级及以上伤残",
                               "the only child died, or is disabled at grade 3 or above")),
        Condition("no_other_child", Text("未再生育或收养子女",
                                         "no child born or adopted since")),
        Condition("mother_45", Text("女方 45 周岁以上", "the mother is over 45")),
    )


def measures() -> list[Measure]:
    """One benefit with a step for each of the eleven measures."""
    steps = (
        PlanStep("special_aid", Text("1 申报特别扶助，节日优先慰问",
                                     "1 special aid applied for, visits on festivals"),
                 role=FAMILY_PLANNING),
        PlanStep("relief", Text("2 低保、特困供养、临时救助，扶助金不计收入",
                                "2 minimum income, special support, emergency relief; the aid is "
                                "not income"), role=CIVIL,
                 amounts=(Amount("support_age", Text("特困供养年龄", "age of special support"), 60,
                                 "years", limit="least"),)),
        PlanStep("housing", Text("3 保障房、危房改造优先", "3 first for housing and rebuilding"),
                 role=Text("民政办、经济办", "civil-affairs and economic offices")),
        PlanStep("work", Text("4 就业创业培训和补贴", "4 training, grants and help to find work"),
                 role=Text("劳保所", "labour office")),
        PlanStep("college", Text("5 伤残独生子女助学",
                                 "5 grant for a disabled only child at college"),
                 role=CIVIL, amounts=(
            Amount("college_inside", Text("职业技术学院和疆内大学（原文“20xx元”）",
                                          "college in the region (\"20xx yuan\")"), 2000, "yuan",
                   Text("人", "person")),
            Amount("college_outside", Text("疆外大学", "college outside the region"), 3000, "yuan",
                   Text("人", "person")))),
        PlanStep("old_age", Text("6 五保、“三无”、养老机构、居家养老优先",
                                 "6 first for support, homes and care at home"),
                 role=Text("老龄、残联办", "offices for the aged and the disabled"),
                 amounts=(Amount("care_age", Text("养老照料年龄", "age of care"), 60, "years",
                                 limit="least"),)),
        PlanStep("medical", Text("7 代缴参保、医疗救助、意外保险",
                                 "7 insurance paid, medical aid, accident cover"),
                 role=Text("民政办、计生办、社区、村委会",
                           "civil affairs, family planning, communities and villages")),
        PlanStep("check_up", Text("8 健康体检", "8 health check-up"), every="year",
                 role=FAMILY_PLANNING),
        PlanStep("visits", Text("9 走访慰问", "9 visits and comfort"),
                 role=Text("党建、计生、妇联、民政、宣传办",
                           "party, family planning, women's, civil-affairs and publicity offices")),
        PlanStep("fertility", Text("10 再生育咨询和技术服务，免费",
                                   "10 advice and service for another child, free"),
                 role=FAMILY_PLANNING),
        PlanStep("adoption", Text("11 收养绿色通道", "11 adoption made simple"),
                 role=Text("计生办、民政办", "family-planning and civil-affairs offices")),
    )
    return [Benefit(
        "hardship_families_support", Text("特殊困难家庭十一项扶助", "eleven measures of support"),
        Clause(DOCUMENT, "计划生育特殊困难家庭指", Text(
            "生活、养老、健康、精神、生育五个方面。",
            "Living, old age, health, comfort and children.")),
        about=("service",), eligibility=_conditions(), steps=steps,
        amounts=(
            Amount("families_bereaved", Text("独生子女死亡家庭", "families whose only child died"),
                   4,
                   "count"),
            Amount("families_disabled", Text("独生子女伤残家庭",
                                             "families whose only child is disabled"), 4, "count"),
        ))]
