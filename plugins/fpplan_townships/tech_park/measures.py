"""The agreement's staff and money as a plan. It states no dates."""

from fpplan.api import ActivityPlan, Amount, Clause, Measure, PlanStep, Text

from .words import DOCUMENT


def measures() -> list[Measure]:
    """The one plan of the document."""
    district = Text("区政府", "the district government")
    subdistrict = Text("外海街道办事处", "the subdistrict")
    factory = Text("厂企", "a factory")
    return [ActivityPlan(
        "tech_park_agreement", Text("高新区人口与计划生育工作意见", "agreement on the park"),
        Clause(DOCUMENT, "共同管理高新区人口与计划生育工作", Text(
            "联席会议、专职办公室、包干经费、厂企责任书。",
            "A joint meeting, an office, contracted money, contracts with factories.")),
        ("staff",), steps=(
            PlanStep("meeting", Text("联席会议制度", "joint meeting"), about="activity",
                     role=Text("区政府和高新区管委会", "district government and park")),
            PlanStep("office", Text("设立高新区计生办，由街道管理",
                                    "an office of the park, run by the subdistrict"),
                     role=subdistrict, amounts=(
                         Amount("staff_count", Text("专职人员", "full-time staff"), 5, "count"),
                         Amount("contracted", Text("待遇与工作经费（包干）",
                                                   "pay and expenses, contracted"), 150000,
                                "yuan", per=Text("年", "year"), paid_by=district,
                                role=subdistrict))),
            PlanStep("contracts", Text("签订目标管理责任书", "responsibility contract"),
                     role=factory),
            PlanStep("workers", Text("指定计生工作人员", "a worker is named"), role=factory,
                     amounts=(Amount("workers_count", Text("工作人员", "worker"), 1, "count",
                                     per=Text("厂企", "factory")),)),
        ))]
