"""What makes a village "village-led", and its pre-check against the county's score sheet.

The sheet and its pass mark are not in the document, nor what the "six good, four have, three
carried out" are: both are counted, not judged item by item. Of the five duties three are
monitoring and one is the carrying out of methods; they are tagged by that.
"""

from fpplan.api import (
    Calendar,
    Chapter,
    Completion,
    Input,
    Item,
    Pick,
    Reading,
    Rule,
    Scheme,
    Shown,
    Text,
    Threshold,
    with_fills,
)

from .fills import FILLS
from .words import DOCUMENT, clause, shown, target

P = "village_led_"
DUTY = ("每名村干部承包；比例 100% 由“实行”推出。",
        "Contracted to every cadre; that this means 100 % is an assumption.")


def _percent(name: str, zh: str, en: str, about: str | None) -> Input:
    own = name if about is None else f"{P}{name}"
    return Input(own, Text(zh, en), "percent", range=(0, 100), about=about)


def _duty(name: str, zh: str, en: str, about: str) -> Input:
    return _percent(f"{name}_percent", f"承包“{zh}”的村干部比例",
                    f"cadres who contracted the duty: {en}", about)


def _yes(name: str, zh: str, en: str) -> Input:
    return Input(f"{P}{name}", Text(zh, en), "count", range=(0, 1), possible=(0, 1), central=0,
                 about="staff")


def _own(name: str, zh: str, en: str, about: str, unit: str = "count") -> Input:
    return Input(f"{P}{name}", Text(zh, en), unit, "none_recorded", about=about)


INPUTS = (
    _yes("charter", "自治章程和村规民约已制定（1 = 是）",
         "charter and village rules exist (1 = yes)"),
    _yes("leading_group", "领导小组已成立，书记负总责（1 = 是）",
         "leading group under the party secretary exists (1 = yes)"),
    _yes("network", "协会和会员小组网络已建立（1 = 是）",
         "association with members' groups exists (1 = yes)"),
    Input(f"{P}thirteen", Text("“六好、四有、三落实”已达到的项数",
                               "of the \"six good, four have, three carried out\", how many hold"),
          "count", range=(0, 13), possible=(0, 13), about="activity"),
    _duty("publicity", "宣传计生政策", "publicity of policy", "activity"),
    _duty("monitoring", "动员孕情监测", "mobilising for pregnancy checks", "monitoring"),
    _duty("methods", "落实节育措施", "carrying out methods", "procedure"),
    _duty("tracking", "孕情跟踪", "tracking pregnancies", "monitoring"),
    _duty("households", "重点对象户", "key households", "monitoring"),
    _percent("births_timely_and_right_percent", "出生及时准确上报比例",
             "births reported in time and right", None),
    _percent("sheet_percent", "考核评分细则中达到的比例", "share of the score sheet that is met",
             "activity"),
    _own("villages_due", "列入验收的村数", "villages up for acceptance", "activity"),
    _own("villages_passed", "初步验收基本达标的村数", "villages that passed the pre-check",
         "activity"),
    _own("rooms_built", "新建“两室一校”的村数", "villages with new rooms and school", "service"),
    _own("rooms_renewed", "整修“两室一校”的村数", "villages with renewed rooms and school",
         "service"),
    _own("rooms_money", "“两室一校”投资", "money for rooms and schools", "service", "yuan"),
)


def _foundations() -> Chapter:
    return Chapter("foundations", Text("组织与制度", "Organisation and rules"), (
        target("charter", f"{P}charter", 1, "least", "依法制定计划生育村民自治章程",
               ("自治章程、村规民约", "charter and village rules"),
               ("每个村。", "In every village.")),
        target("leading_group", f"{P}leading_group", 1, "least", "村党支部书记负总责",
               ("“村为主”领导小组", "leading group"), ("每个村。", "In every village.")),
        target("network", f"{P}network", 1, "least", "形成完整的计生工作网络",
               ("协会、会员小组网络", "association and members' groups"),
               ("每个村。", "In every village.")),
        target("thirteen", f"{P}thirteen", 13, "least", "“六好、四有、三落实”的要求",
               ("六好、四有、三落实", "six good, four have, three carried out"),
               ("共十三项，原文没有列出。", "Thirteen in all; the document does not list them.")),
    ))


def _duties() -> Chapter:
    return Chapter("duties", Text("村干部“五包”", "Five duties of each cadre"), (
        target("duty_publicity", f"{P}publicity_percent", 100, "least", "包宣传计生政策",
               ("包宣传计生政策", "publicity of policy"), DUTY),
        target("duty_monitoring", f"{P}monitoring_percent", 100, "least", "包动员孕情监测",
               ("包动员孕情监测", "mobilising for pregnancy checks"), DUTY),
        target("duty_methods", f"{P}methods_percent", 100, "least", "包落实节育措施",
               ("包落实节育措施", "carrying out methods"), DUTY),
        target("duty_tracking", f"{P}tracking_percent", 100, "least", "包孕情跟踪",
               ("包孕情跟踪", "tracking pregnancies"), DUTY),
        target("duty_households", f"{P}households_percent", 100, "least", "包重点对象户",
               ("包重点对象户", "key households"), DUTY),
        target("records", "births_timely_and_right_percent", 100, "least",
               "保证上报数据及时、准确、真实", ("上报数据及时、准确、真实",
                                      "data reported in time, right and true"),
               ("以出生上报衡量是假设。", "That births stand for the data is an assumption.")),
    ))


def _acceptance() -> Chapter:
    sheet: Pick[Rule] = Pick("pass_mark", {
        "not_given": Shown(f"{P}sheet_percent"),
        "all": Threshold(f"{P}sheet_percent", 100)})
    return Chapter("acceptance", Text("初步验收", "Pre-check"), (
        Item("sheet", Text("评分细则达到比例", "share of the score sheet met"),
             clause("考核内容及评分细则", "逐项逐条验收；细则和合格线没有写出。",
                    "Checked item by item; neither the sheet nor its pass mark is given."), sheet),
        Item("villages", Text("验收村", "villages accepted"),
             clause("三个村按照", "第一批三个村，基本达到县标准；没有列入则不计。",
                    "Three in the first batch, basically up to the county's standard; none due, "
                    "nothing to count."),
             Completion(f"{P}villages_passed", f"{P}villages_due", 0)),
        shown("rooms_built", f"{P}rooms_built", "规范化建成", ("新建“两室一校”",
                                                          "new rooms and school"),
              ("一个村。", "One village.")),
        shown("rooms_renewed", f"{P}rooms_renewed", "整修、完善", ("整修“两室一校”",
                                                            "renewed rooms and school"),
              ("三个村。", "Three villages.")),
        shown("rooms_money", f"{P}rooms_money", "投资近10万元", ("投资（元）", "money (yuan)"),
              ("近 10 万元。", "Nearly 100,000.")),
    ))


def scheme() -> Scheme:
    """The village-led targets; no points are given."""
    return Scheme(
        id="village_led",
        text=Text("计划生育“村为主”验收", "\"Village-led\" acceptance"),
        document=DOCUMENT,
        chapters=(_foundations(), _duties(), _acceptance()),
        inputs=with_fills(INPUTS, FILLS),
        readings=(Reading("pass_mark", Text("评分细则的合格线", "the pass mark of the sheet"), {
            "not_given": Text("原文没有，只列出", "not given: the share is shown"),
            "all": Text("逐项全部达到", "every item must be met"),
        }, "not_given"),),
        calendar=Calendar(starts=1),
    )
