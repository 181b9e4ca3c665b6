"""What the town reports to have done, as data."""

from fpplan.api import (
    ActivityPlan,
    Amount,
    Benefit,
    Campaign,
    Measure,
    PlanStep,
    Text,
)

from .words import OWN, clause


def _count(name: str, zh: str, en: str, value: float, about: str | None = None) -> Amount:
    return Amount(name, Text(zh, en), value, "count", about=about)


def measures() -> list[Measure]:
    """The winter and spring campaign, the year's publicity, and the support."""
    return [
        Campaign(
            f"{OWN}_campaign", Text("去冬今春集中服务活动", "the winter and spring campaign"),
            clause("共落实节育措施593例", "集中整治任务完成情况；起止月份没有写明（假定）。",
                   "What the campaign carried out; its months are not stated (assumed)."),
            about=("procedure",), starts="--12", ends="--04",
            roles=(Text("全体干部", "all cadres"), Text("村干部", "village cadres")),
            amounts=(_count("all", "节育措施", "procedures", 593),
                     _count("sterilisations", "结扎", "sterilisations", 230),
                     _count("iud_and_early", "上环、流产", "IUDs and early abortions", 360),
                     _count("late", "引产", "late abortions", 3))),
        ActivityPlan(
            f"{OWN}_publicity", Text("宣传与培训", "publicity and training"),
            clause("共下发宣传资料27000份", "宣传资料、历书和培训。",
                   "Leaflets, almanacs and training."),
            about=("activity",),
            steps=(
                PlanStep("leaflets", Text("宣传资料", "leaflets"), every="year",
                         amounts=(_count("leaflets_sent", "份", "leaflets", 27000),)),
                PlanStep("almanacs", Text("农家历书", "farmers' almanacs"), every="year",
                         amounts=(_count("almanacs_sent", "本", "almanacs", 5000),)),
                PlanStep("training_april", Text("计生局业务培训班", "training by the county"),
                         by="--04-30"),
                PlanStep("training_may", Text("全体干部、村专干业务培训",
                                              "training of cadres and village workers"),
                         starts="--05", by="--05-31"),
                PlanStep("meetings", Text("1 日例会，了解孕情",
                                          "meeting on the 1st, to learn of pregnancies"),
                         every="month", about="monitoring"),
            )),
        Benefit(
            f"{OWN}_support", Text("奖励扶助与特别扶助", "reward support and special support"),
            clause("共有139名享受奖扶", "奖扶 139 名，其中特别扶助 12 名，新上报 22 名。",
                   "139 supported, 12 of them specially, 22 newly reported."),
            about=("conditional_benefit",),
            amounts=(_count("supported", "享受奖扶", "people supported", 139),
                     _count("special", "特别扶助", "of them specially", 12),
                     _count("new", "新上报", "newly reported", 22))),
    ]
