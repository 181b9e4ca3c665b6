"""The publicity plan's quotas and dates, as data."""

from fpplan.api import ActivityPlan, Amount, Clause, Measure, PlanStep, Text

DOCUMENT = "002 text 10"


def _least(name: str, zh: str, en: str, value: float, per: Text | None = None) -> Amount:
    return Amount(name, Text(zh, en), value, "count", per, limit="least")


def measures() -> list[Measure]:
    """The activity plan of a township under the county's plan."""
    township = Text("各乡镇", "each township")
    county = Text("县人口计生局宣传科", "the county's publicity section")
    return [ActivityPlan(
        "publicity_plan_year", Text("人口计生宣传工作安排", "publicity plan of the year"),
        Clause(DOCUMENT, "结合我县实际，制定本方案", Text(
            "报刊、广播、网络、户外、阵地、舆情、知晓率。",
            "Press, broadcast, web, billboards, culture sites, opinion and awareness.")),
        about=("activity", "staff"), roles=(township, county),
        steps=(
            PlanStep("press", Text("各级报刊各 1 篇以上", "one item in papers of each level"),
                     every="year", role=township, amounts=(
                _least("national", "《中国人口报》", "national paper", 1),
                _least("provincial", "省级以上报刊", "provincial papers", 1),
                _least("commission", "《人口之声》", "the commission's paper", 1),
                _least("city", "市级报刊", "city papers", 1))),
            PlanStep("broadcast", Text("电视、电台宣传素材", "items for television and radio"),
                     by="--06-05", role=township,
                     amounts=(_least("items", "素材", "items", 1),)),
            PlanStep("web", Text("网络宣传", "web"), every="year", role=township, amounts=(
                _least("provincial_web", "省级", "province", 1),
                _least("city_web", "市公众网", "city", 2))),
            PlanStep("association_day",
                     Text("计生协会会员活动日", "members' day of the association"),
                     starts="--05-29", by="--05-29", role=township),
            PlanStep("population_day", Text("世界人口日", "World Population Day"),
                     starts="--07-11", by="--07-11", role=township),
            PlanStep("letter_day", Text("《公开信》发表纪念日", "anniversary of the Open Letter"),
                     starts="--09-25", by="--09-25", role=township),
            PlanStep("men_day", Text("男性健康日", "men's health day"),
                     starts="--10-28", by="--10-28", role=township),
            PlanStep("to_villages", Text("科技文化三下乡", "science and culture to the villages"),
                     role=township),
            PlanStep("outdoor", Text("户外宣传环境，图片上报",
                                     "billboards and slogans, pictures sent"),
                     by="--06-30", role=township, amounts=(
                _least("billboards", "大型广告宣传牌", "billboards", 2),
                _least("slogans", "永久性墙体标语", "permanent wall slogans", 2,
                       Text("个自然村", "hamlet")))),
            PlanStep("culture", Text("人口文化宣传阵地", "culture site"), by="--06-30",
                     role=township, amounts=(_least("sites", "阵地", "sites", 1),)),
            PlanStep("opinion", Text("网络舆情监控平台和监测员",
                                     "platform and people to watch opinion"),
                     role=township, about="monitoring"),
            PlanStep("awareness", Text("知晓率随机抽查", "random survey of awareness"),
                     every="month", role=county, amounts=(
                Amount("awareness_target", Text("全县知晓率", "awareness in the county"), 80,
                       "percent", limit="least"),)),
            PlanStep("ranking", Text("宣传工作季度排位", "ranking of publicity work"),
                     every="quarter", role=county, about="staff"),
        ),
    )]
