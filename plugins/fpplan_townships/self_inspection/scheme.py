"""The six areas put together.

The plan gives no points and only says that the inspection counts in the assessment: 100 for
each area, shared equally among its items, are an assumption that the six weight inputs change
(600 in all stay). The scheme's year begins in October; the first window is October to March,
the second (methods and ledgers) begins in the July before.
"""

from fpplan.api import (
    Calendar,
    Chapter,
    Item,
    Milestone,
    Payout,
    Reweight,
    Scheme,
    Shown,
    Text,
    Threshold,
    with_fills,
)

from .fills import FILLS
from .inputs import INPUTS, RIGHTLY
from .readings import READINGS
from .words import DOCUMENT, HALF, OWN, SINCE_JULY, clause, share

FULL = 100
TITLES = {
    "lawful": Text("依法行政", "Lawful administration"),
    "statistics": Text("统计准确率", "Statistics"),
    "methods": Text("期内长效节育措施落实", "Long-acting methods in the period"),
    "support": Text("奖励扶助摸底上报", "Support lists, village school, publicity"),
    "pregnancies": Text("孕情跟踪及账卡", "Pregnancies and ledgers"),
    "migrants": Text("流出人口管理与服务", "Out-migrants"),
}
# id, input, words of the plan, labels, window, interviewed
AREAS = {
    "lawful": (
        ("cases_opened", f"{OWN}_cases_opened_percent", "违法生育立案率", "立案", "cases opened"),
        ("cases_handled", f"{OWN}_cases_handled_percent", "处理率", "处理", "cases handled"),
        ("fees", "fees_collected_percent", "社会抚养征收率完成情况", "征收", "fees collected"),
        ("case_files", f"{OWN}_case_files_percent", "行政执法案卷是否按照一人一卷建档",
         "案卷一人一卷", "one case file per person"),
        ("allowance", f"{OWN}_allowance_paid_percent", "独生子女保健费发放到位率", "保健费发放",
         "one-child allowance paid"),
        ("head_pay", f"{OWN}_head_pay_paid_percent", "中心户长报酬发放情况", "中心户长报酬",
         "pay of household heads"),
        ("handbooks", f"{OWN}_handbooks_percent", "一孩服务手册发放", "一孩服务手册",
         "first-child handbooks"),
        ("permits", f"{OWN}_permits_percent", "二孩准生证审批情况", "二孩准生证",
         "second-child permits"),
        ("support_files", f"{OWN}_support_files_percent", "奖励扶助工作建档情况", "奖励扶助档案",
         "support files")),
    "statistics": (
        ("births_right", f"{OWN}_births_right_percent", "出生统计上报准确率", "出生准确",
         "births reported rightly"),
        ("ledgers_agree", f"{OWN}_ledgers_agree_percent", "与WIS系统数据准确情况", "台账一致",
         "ledgers agree with the system"),
        ("procedures_right", f"{OWN}_procedures_right_percent", "节育措施上报准确情况",
         "节育措施上报准确", "procedures reported rightly"),
        ("deaths_right", f"{OWN}_deaths_right_percent", "死亡上报准确率", "死亡准确",
         "deaths reported rightly")),
    "methods": (
        ("methods_after", f"{OWN}_methods_after_percent", "出生、人流人员的环扎落实情况",
         "出生、人流后环扎", "IUD or sterilisation after a birth or abortion"),
        ("methods_due", f"{OWN}_methods_due_percent", "长效避孕措施未落实情况", "长效措施落实",
         "long-acting methods due")),
    "support": (
        ("support_list", f"{OWN}_support_list_percent", "奖励扶助政策摸底上报", "摸底上报",
         "entitled households listed"),
        ("school", f"{OWN}_school_percent", "村人口学校基本设施", "村人口学校", "village school"),
        ("publicity", f"{OWN}_publicity_percent", "宣传氛围与活动开展情况", "宣传", "publicity")),
    "pregnancies": (
        ("followups", f"{OWN}_followups_percent", "孕期随访服务和孕检", "孕期随访",
         "pregnancy follow-ups"),
        ("checks", "iud_pregnancy_check_percent", "孕期随访服务和孕检", "孕检",
         "pregnancy checks"),
        ("ledgers_used", f"{OWN}_ledgers_used_percent", "统计台帐规范使用情况", "台账规范使用",
         "ledgers kept properly")),
    "migrants": (
        ("migrant_files", f"{OWN}_migrant_files_percent", "摸底建档情况", "摸底建档",
         "files of out-migrant women"),
        ("migrant_certificates", "migrant_certificates_percent", "办证情况", "办证",
         "certificates of out-migrant women"),
        ("migrant_feedback", f"{OWN}_migrant_feedback_percent", "环孕情况信息反馈及返乡孕检",
         "反馈与返乡孕检", "feedback and checks on return"),
        ("migrant_methods", f"{OWN}_migrant_methods_percent", "流出已婚育龄妇女长效节育措施",
         "流出妇女长效措施", "long-acting methods of out-migrants")),
}
LATER = {"methods_after", "methods_due", "ledgers_used"}
INTERVIEWED = {"allowance", "head_pay"}


def _area(name: str) -> Chapter:
    """One area of 100 points in equal parts; what is shown earns none."""
    rows = AREAS[name]
    items = [share(item, value, FULL / len(rows), quote, zh, en,
                   SINCE_JULY if item in LATER else HALF, item in INTERVIEWED,
                   RIGHTLY if item == "procedures_right" else None)
             for item, value, quote, zh, en in rows]
    if name == "lawful":
        items.append(Item("court_cases", Text("申请法院执行", "cases sent to court"),
                          clause("申请法院执行件数", "列出件数，没有指标。",
                                 "Counted; no figure is asked for."),
                          Shown(f"{OWN}_court_cases"), calendar=HALF))
    return Chapter(name, TITLES[name], tuple(items), points=FULL)


def _asked_for() -> Chapter:
    """What is looked at besides, and earns none of the 600."""
    def seen(name: str, quote: str, zh: str, en: str) -> Item:
        return Item(name, Text(zh, en), clause(quote, "应做到，不计分（假定）。",
                                               "Asked for; it earns no points (assumed)."),
                    Threshold(f"{OWN}_{name}_percent", 100), calendar=HALF, null="full")
    return Chapter("asked_for", Text("资料与服务室", "Files and service rooms"), points=0, items=(
        seen("files_sorted", "是否归类存放", "资料归类存放", "files sorted"),
        seen("sheets_signed", "兑现资金签字表", "兑现资金签字表", "signature sheets of money paid"),
        seen("rooms", "村室日常管理及优质服务工作开展情况", "村室日常工作",
             "routine of the village room"),
    ))


def _conduct() -> Chapter:
    return Chapter("conduct", Text("自查要求", "Conduct of the inspection"), points=0, items=(
        Item("in_time", Text("3 月底前查完", "inspected by the end of March"),
             clause("自查时间", "3 月 31 日前查完。", "Done by 31 March."),
             Milestone(f"{OWN}_inspected", "--03-31")),
        Item("honest", Text("弄虚作假或疑问", "falsification or doubt"),
             clause("对弄虚作假的或凝问较大的村委", "没有弄虚作假或较大疑问。",
                    "Nothing falsified or doubtful."),
             Threshold(f"{OWN}_doubts", 0, "most")),
        Item("missed", Text("没有查出的问题", "problems missed"),
             clause("没查出的问题和有群众举报经核实的", "自查没有漏掉的问题。",
                    "Nothing missed that is verified later."),
             Threshold(f"{OWN}_missed", 0, "most")),
    ))


def scheme() -> Scheme:
    """Six areas of 100 points each."""
    weights = {item: f"{OWN}_weight_{area}" for area, rows in AREAS.items()
               for item, *_rest in rows}
    again = Text("不定期返点", "visited again at random")
    answer = Text("追究个人责任", "held to account personally")
    return Scheme(
        id=OWN,
        text=Text("乡计生行政执法自查", "A township's self-inspection"),
        document=DOCUMENT,
        chapters=(
            Chapter("inspection", Text("自查主要内容", "What is inspected"),
                    tuple(_area(name) for name in AREAS), points=FULL * len(AREAS),
                    reweight=Reweight(weights)),
            _asked_for(), _conduct()),
        inputs=with_fills(INPUTS, FILLS),
        readings=READINGS,
        calendar=Calendar(starts=10, windows=((0, 6), (-3, 9))),
        base=FULL * len(AREAS),
        payouts=(
            Payout("visited_again", again, clause("进行不定期的返点", "不定期返点。",
                                                  "Visited again at random."),
                   Text("村委会", "the village"), sanction=again, missed="honest"),
            Payout("inspectors_answer", answer, clause("追究个人责任", "追究个人责任。",
                                                       "Held to account personally."),
                   Text("自查人员", "the inspectors"), sanction=answer, missed="missed"),
        ),
    )
