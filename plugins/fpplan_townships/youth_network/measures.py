"""The youth network's phases with their dates, as data."""

from fpplan.api import ActivityPlan, Amount, Clause, Measure, PlanStep, Text

DOCUMENT = "002 text 7"


def _share(name: str, value: float) -> Amount:
    return Amount(name, Text("受教育面", "share reached"), value, "percent", limit="least")


def measures() -> list[Measure]:
    """The activity plan for people aged 10 to 24."""
    schools = Text("市教育局", "bureau of education")
    others = Text("市计生局、计生协", "bureau of family planning and the association")
    league = Text("团市委", "youth league")
    return [ActivityPlan(
        "youth_network_plan", Text("青年网络建设安排", "plan of the youth network"),
        Clause(DOCUMENT, "10至24周岁在校学生", Text(
            "10 至 24 周岁：在校学生、企事业单位青年、社会青年、流动人口中的青年。",
            "Ages 10 to 24: pupils, young people at work, out of school, and migrants.")),
        about=("activity", "service", "staff"), roles=(schools, others, league),
        steps=(
            PlanStep("preparation", Text("制定方案，选拔师资，确定试点",
                                         "plan, teachers and pilots chosen"), by="--07"),
            PlanStep("teachers", Text("分年度培训师资和基层骨干（人数在原文中隐去）",
                                      "teachers trained year by year (the number is blanked out)"),
                     every="year",
                     amounts=(Amount("teachers_planned", Text("师资人数", "teachers"), None,
                                     "count"),), role=schools),
            PlanStep("pilot", Text("研讨会、教材、试点、参观展览、总结",
                                   "seminar, material, pilots, exhibition, summing-up"),
                     starts="--07", by="--03-31"),
            PlanStep("pupils", Text("在校学生普遍教育", "general education of pupils"),
                     starts="--03", role=schools,
                     amounts=(_share("pupils_1", 50), _share("pupils_2", 80),
                              _share("pupils_3", 95))),
            PlanStep("others", Text("企事业单位、社会和流动青年普遍教育",
                                    "general education of other young people"),
                     starts="--03", role=others,
                     amounts=(_share("others_1", 30), _share("others_2", 50),
                              _share("others_3", 80))),
        ),
    )]
