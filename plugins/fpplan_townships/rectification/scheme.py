"""The town's rectification plan. It gives no points: everything hangs on three vetoes.

The half-year assessment was on 20 April; what the "two lead indicators" are is not said, nor
the county's targets that the town missed.
"""

from fpplan.api import (
    Calendar,
    Chapter,
    Completion,
    Input,
    Item,
    Payout,
    Pick,
    Reading,
    Rule,
    Scheme,
    Text,
    Threshold,
    Veto,
    with_fills,
)

from .fills import FILLS
from .words import DOCUMENT, clause, shown, target

P = "rectification_"
BELOW = "原文说低于责任目标，目标没有写出。", "Below the target, which the document does not give."
EVERY_ONE = "每一项任务。", "Every task."
HEAD = Text("村（居）负责人", "head of the village or community")


def _own(name: str, zh: str, en: str, about: str, most: float | None = None) -> Input:
    """A count that only the town knows; absent = none recorded."""
    return Input(f"{P}{name}", Text(zh, en), "count", "none_recorded", about=about,
                 possible=None if most is None else (0, most))


def _percent(name: str, zh: str, en: str, about: str) -> Input:
    return Input(f"{P}{name}_percent", Text(zh, en), "percent", range=(0, 100), about=about)


INPUTS = (
    Input("births_within_policy_percent", Text("出生政策符合率", "births within policy"),
          "percent"),
    Input(f"{P}higher_order_outside", Text("政策外多孩出生数",
                                           "third or later births outside policy"),
          "count", about="order_or_policy_status",
          numerator=("births[order=3|4|5|6,policy=out]",)),
    _percent("registered", "孕情登记率", "pregnancies registered", "monitoring"),
    _percent("reported", "二孩及以上妊娠对象孕情上报及时率",
             "second and later pregnancies reported in time", "monitoring"),
    Input("sex_selection_leads_verified", Text("查实的“两非”案件数",
                                               "verified cases of illegal sex determination or "
                                               "selective abortion"), "count", "none_recorded"),
    _own("weekly_meetings", "周一例会汇报次数", "Monday meetings held", "activity", 53),
    _percent("posted", "任务公示比例", "tasks posted in the hall", "procedure"),
    _own("tasks", "本次行动任务数", "tasks of the campaign", "procedure"),
    _own("tasks_cleared", "销号任务数", "of them cleared", "procedure"),
    _percent("assigned", "包干到户、责任到人的任务比例", "tasks with a person answerable",
             "procedure"),
    _percent("in_time", "限期完成的任务比例", "tasks completed in time", "procedure"),
    _own("spring_unfinished", "没有完成的春季大行动任务数",
         "tasks of the spring campaign unfinished",
         "procedure"),
    _own("lead_births_unfinished", "没有完成的龙头指标数（政策符合率、政策外多孩）",
         "lead indicators missed (births within policy, third or later births)",
         "order_or_policy_status", 2),
    _own("lead_pregnancies_unfinished", "没有完成的龙头指标数（孕情登记、上报及时）",
         "lead indicators missed (pregnancies registered, reported in time)", "monitoring", 2),
    _own("further_births_outside", "整改后再出现的政策外出生数",
         "births outside policy after the assessment", "order_or_policy_status"),
    Input("births_out_of_policy", Text("本年度政策外出生数", "births outside policy in the year"),
          "count"),
    _percent("contracted", "符合政策再生育对象再包保比例",
             "couples allowed another birth who have a cadre in charge", "monitoring"),
    Input("fee_cases_enforced", Text("申请强制执行的案件数", "fee cases taken to court"), "count",
          "none_recorded"),
    Input("fee_cases_to_enforce", Text("拒不交纳社会抚养费的案件数",
                                       "fee cases that refuse to pay"),
          "count", "none_recorded"),
    _percent("households", "宣传到户比例", "households reached by publicity", "activity"),
    _own("monthly_meetings", "每月例会次数", "monthly meetings with training", "activity", 12),
)

READINGS = (
    Reading("weekly", Text("周一例会通报持续多久", "how long the Monday meetings go on"), {
        "campaign": Text("春季集中服务月，4 次", "for the spring campaign month: 4"),
        "year": Text("全年，52 次", "all year: 52"),
    }, "campaign"),
    Reading("lead_indicators", Text("“两大龙头指标”是什么", "what the \"two lead indicators\" are"),
            {
        "births": Text("政策符合率和政策外多孩（原文所列头两个问题）",
                       "births within policy and third or later births outside it (the first two "
                       "problems listed)"),
        "pregnancies": Text("孕情登记率和上报及时率（整改措施所列）",
                            "pregnancies registered and reported in time (the measures listed)"),
    }, "births"),
    Reading("further", Text("“本年度再出现政策外出生”从何时算起",
                            "from when \"any further birth outside policy this year\" counts"), {
        "after": Text("半年考核以后", "after the half-year assessment"),
        "whole_year": Text("全年任何一例", "any in the year"),
    }, "after"),
)


def _problems() -> Chapter:
    return Chapter("problems", Text("存在的问题", "Problems found"), (
        shown("births_within_policy", "births_within_policy_percent",
              "出生政策符合率低于责任目标", ("出生政策符合率", "births within policy"), BELOW),
        shown("higher_order_outside", f"{P}higher_order_outside", "政策外多孩出生情况严重",
              ("政策外多孩", "third or later births outside policy"), BELOW),
        shown("registered", f"{P}registered_percent", "孕情登记不到位",
              ("孕情登记率", "pregnancies registered"), BELOW),
        shown("reported", f"{P}reported_percent", "孕情上报不及时",
              ("孕情上报及时率", "second and later pregnancies reported in time"), BELOW),
        shown("cases", "sex_selection_leads_verified", "“两非”案件查处工作落后",
              ("“两非”案件", "cases of sex selection"), BELOW),
    ))


def _clearing() -> Chapter:
    meetings = f"{P}weekly_meetings"
    return Chapter("clearing", Text("五种制度", "Five rules"), (
        Item("weekly_meetings", Text("定期通报", "regular reports"),
             clause("实行定期通报制", "每周一镇例会汇报任务落实。",
                    "Progress is told at the town's meeting every Monday."),
             Pick("weekly", {"campaign": Threshold(meetings, 4), "year": Threshold(meetings, 52)})),
        target("posted", f"{P}posted_percent", 100, "least", "实行任务公示制", ("任务公示",
                                                                    "tasks posted"),
               EVERY_ONE),
        Item("cleared", Text("任务销号", "tasks cleared"),
             clause("实行任务销号制", "落实一个销号一个；没有任务则不计。",
                    "Cleared one by one; without tasks there is nothing to count."),
             Completion(f"{P}tasks_cleared", f"{P}tasks", 0)),
        target("assigned", f"{P}assigned_percent", 100, "least", "实行责任包干制",
               ("责任包干", "someone answers for each"), EVERY_ONE),
        target("in_time", f"{P}in_time_percent", 100, "least", "实行限期落实制",
               ("限期落实", "in time"), EVERY_ONE),
    ))


def _vetoes() -> Chapter:
    def veto(name: str, rule: Rule | Pick[Rule], quote: str, label: tuple[str, str],
             text: tuple[str, str]) -> Item:
        return Item(name, Text(*label), clause(quote, *text), rule)

    def on(trigger: str) -> Veto:
        return Veto(trigger, ("rectification",))
    return Chapter("vetoes", Text("三个“一票否决”", "Three vetoes"), (
        veto("veto_spring", on(f"{P}spring_unfinished"), "没有完成春季大行动任务",
             ("春季大行动未完成", "spring campaign unfinished"),
             ("村（居）负责人一票否决。", "The head of the village is vetoed.")),
        veto("veto_lead", Pick("lead_indicators", {
            "births": on(f"{P}lead_births_unfinished"),
            "pregnancies": on(f"{P}lead_pregnancies_unfinished")}), "没有完成两大龙头指标",
             ("半年龙头指标未完成", "lead indicators unfinished at half-year"),
             ("半年考核时任何一项未完成即否决；指标见读法。",
              "Either unfinished at the half-year assessment; which they are is a reading.")),
        veto("veto_births", Pick("further", {
            "after": on(f"{P}further_births_outside"),
            "whole_year": on("births_out_of_policy")}), "本年度再出现政策外出生",
             ("再出现政策外出生", "any further birth outside policy"),
             ("一例即否决。", "One is enough.")),
    ))


def _work() -> Chapter:
    return Chapter("work", Text("其他措施", "Other measures"), (
        target("contracted", f"{P}contracted_percent", 100, "least", "再生育对象实行再包保",
               ("再生育对象包保", "a cadre in charge of each couple allowed another birth"),
               ("每个对象；不履行者追责。", "Every couple; cadres who fail answer for it.")),
        Item("court", Text("拒不交纳者申请强制执行", "court for those who refuse to pay"),
             clause("坚决申请计生法庭强制执行", "每个拒不交纳的对象；没有则不计。",
                    "Everyone who refuses to pay; none refusing, nothing to count."),
             Completion("fee_cases_enforced", "fee_cases_to_enforce", 0)),
        target("households", f"{P}households_percent", 100, "least", "宣传到每家每户",
               ("宣传到户", "publicity to every household"), ("每户。", "Every household.")),
        target("monthly_meetings", f"{P}monthly_meetings", 12, "least", "利用每月例会的机会",
               ("每月例会培训", "monthly meeting with training"), ("每月一次。", "Each month.")),
    ))


def _payouts() -> tuple[Payout, ...]:
    vetoes = tuple(
        Payout(f"{name}_head", Text(f"一票否决：{zh}", f"vetoed: {en}"),
               clause("严格实行“一票否决”", "对村（居）负责人。",
                      "For the head of the village."),
               HEAD, sanction=Text("一票否决", "one-vote veto"), missed=name)
        for name, zh, en in (("veto_spring", "春季任务", "spring campaign"),
                             ("veto_lead", "龙头指标", "lead indicators"),
                             ("veto_births", "政策外出生", "births outside policy")))
    return (*vetoes, Payout(
        "contract_answer", Text("包保不力追责", "answering for couples not followed"),
        clause("不履行包保职责的责任人", "按区文件追究责任，文件没有给出。",
               "Held to account by a district document that is not given."),
        Text("包保责任人", "cadre in charge"), sanction=Text("追究责任", "held to account"),
        missed="contracted"))


def scheme() -> Scheme:
    """The rectification plan; the year is taken as the calendar year (an assumption)."""
    return Scheme(
        id="rectification",
        text=Text("镇计划生育整改方案", "A town's rectification plan"),
        document=DOCUMENT,
        chapters=(_problems(), _clearing(), _vetoes(), _work()),
        inputs=with_fills(INPUTS, FILLS),
        readings=READINGS,
        calendar=Calendar(starts=1),
        payouts=_payouts(),
    )
