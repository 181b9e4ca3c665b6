"""The monthly work of the plan, as data."""

from fpplan.api import ActivityPlan, Measure, PlanStep, Text

from .words import clause


def measures() -> list[Measure]:
    """One activity plan: what is done every month, and by whom."""
    cadres = Text("包片干部", "area cadres")
    clerk = Text("计生信息员", "information clerk")
    office = Text("镇计生办", "family-planning office of the town")
    leader = Text("包点组长或村书记、主任", "stationed leader, secretary or director")
    return [ActivityPlan(
        "town_plan_monthly_work", Text("每月工作", "work of every month"),
        clause("每月1号要召开计生例会", "例会、报告单、联系和核对。",
               "Meetings, slips, calls and checks of data."),
        about=("staff", "record"), roles=(cadres, clerk, office),
        steps=(
            PlanStep("meeting", Text("1 号例会，汇报新婚、怀孕、出生、死亡、流动",
                                     "meeting on the 1st: marriages, pregnancies, births, deaths, "
                                     "migrants"), every="month", role=leader, about="monitoring"),
            PlanStep("slips", Text("填写月报告单，汇总上报", "monthly slips, summed and handed in"),
                     every="month", role=clerk),
            PlanStep("visits", Text("按花名册入户访谈", "interviews at home from the list"),
                     every="month", role=cadres, about="monitoring"),
            PlanStep("calls", Text("联系外出未落实长效措施的妇女",
                                   "calls to out-migrants without a long-acting method"),
                     every="month", role=office, about="monitoring"),
            PlanStep("hospital", Text("向镇卫生院查询孕妇登记",
                                      "the hospital's register of pregnancies is asked for"),
                     role=office, about="monitoring"),
            PlanStep("clearing", Text("核对超过 10 个月未出生的孕情",
                                      "pregnancies of over 10 months are checked and corrected"),
                     every="month", role=office, about="monitoring"),
            PlanStep("fees", Text("列出应征收人员名单，调查、决定、上门、申请法院执行",
                                  "lists of fees due; inquiry, decision, collection at the door, "
                                  "court"), role=office, about="fee_or_penalty"),
        ),
    )]
