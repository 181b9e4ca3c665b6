"""The year's steps with their dates, as data."""

from fpplan.api import ActivityPlan, Amount, Clause, Measure, PlanStep, Text

DOCUMENT = "002 text 4"


def measures() -> list[Measure]:
    """The activity plan of the document; it gives months, and one day for the report."""
    county = Text("县人口计生委流管股、县计划生育服务站、县计划生育协会",
                  "the county's migrant section, service station and association")
    townships = Text("各乡镇（场）", "townships and farms")
    return [ActivityPlan(
        "migrant_supply_year_plan",
        Text("流动人口药具服务年活动安排", "plan of the supply-service year for migrants"),
        Clause(DOCUMENT, "20xx年10月至20xx年4月", Text(
            "10 月部署，11 月至次年 4 月实施，4 月至 5 月总结。",
            "Started in October, carried out from November to April, reviewed in April and May.")),
        about=("service", "activity"), starts="--10", ends="--05", roles=(county, townships),
        steps=(
            PlanStep("own_plan", Text("制定本地实施方案", "each township's own plan"),
                     starts="--10", by="--10", role=townships),
            PlanStep("counting", Text("摸清底数", "counting migrants who use supplies, money, "
                                      "points and services"), starts="--11", by="--11",
                     amounts=(Amount("subjects", Text("摸底项数", "subjects counted"), 4,
                                     "count"),), role=townships),
            PlanStep("study", Text("专题调研", "study of key trades and people"),
                     starts="--12", by="--12", role=county),
            PlanStep("network", Text("集聚区增设免费发放点",
                                     "free dispensing points added where migrants gather"),
                     starts="--01", by="--02",
                     amounts=(Amount("points_added", Text("增设的发放点", "points added"), None,
                                     "count"),), role=townships),
            PlanStep("stock", Text("纳入购调存计划，及时发放",
                                   "plan of purchase, transfer and stock; supplies given in "
                                   "time")),
            PlanStep("ways", Text("多种发放途径相结合", "several ways of giving combined"),
                     amounts=(Amount("pairs", Text("结合的途径", "pairs of ways"), 4, "count"),)),
            PlanStep("volunteers", Text("组织志愿者在出租屋、社区、厂企发放",
                                        "volunteers give supplies in rented rooms, communities "
                                        "and factories"),
                     role=Text("计生协会", "the association")),
            PlanStep("publicity", Text("主题宣传、信息公开、征文",
                                       "publicity, facts made public, essays"),
                     starts="--10", by="--04"),
            PlanStep("report", Text("报送活动总结", "report to the county"), by="--04-30",
                     role=townships),
        ),
    )]
