"""The school's plan: five cares, five in-places, the round of checks and calls, and the veto.

It gives no points and no figures; that "all" or "every month" is meant is an assumption.
"""

from fpplan.api import (
    Calendar,
    Chapter,
    Input,
    Item,
    Payout,
    Pick,
    Reading,
    Scheme,
    Text,
    Threshold,
    Veto,
    with_fills,
)

from .fills import FILLS
from .words import DOCUMENT, clause, shown, target

P = "school_plan_"
ALL = "全部做到是假设。", "That all is meant is an assumption."
CARES = (  # name, zh, en, about, quote
    ("families", "关心职工家庭", "care for employees' families", "service", "关心职工家庭"),
    ("living", "关心职工生活", "care for employees' living", "service", "关心职工生活"),
    ("women", "关心育龄教师", "care for teachers of reproductive age", "service", "关心育龄教师"),
    ("only_children", "关心独生子女", "care for only children (policy orientation)",
     "conditional_benefit", "关心独生子女"),
    ("special", "关心特殊家庭", "care for families in special need", "service", "关心特殊家庭"),
)
PLACES = (
    ("leadership", "领导到位", "leadership in place", "staff", "领导到位"),
    ("study", "学习到位", "study in place", "activity", "学习到位"),
    ("publicity", "宣传到位", "publicity in place", "activity", "宣传到位"),
    ("measures", "措施到位", "measures in place", "activity", "措施到位"),
    ("duty", "责任到位（奖惩分明）", "responsibility in place, reward and punishment clear",
     "staff",
     "责任到位"),
)


def _yes(name: str, zh: str, en: str, about: str) -> Input:
    return Input(f"{P}{name}", Text(f"{zh}（1 = 是）", f"{en} (1 = yes)"), "count", range=(0, 1),
                 possible=(0, 1), central=0, about=about)


def _percent(name: str, zh: str, en: str, about: str) -> Input:
    return Input(f"{P}{name}_percent", Text(zh, en), "percent", range=(0, 100), about=about)


def _months(name: str, zh: str, en: str, about: str) -> Input:
    return Input(f"{P}{name}", Text(zh, en), "count", range=(0, 12), possible=(0, 12), about=about)


INPUTS = (
    *(_yes(f"care_{name}", zh, en, about) for name, zh, en, about, _quote in CARES),
    *(_yes(f"place_{name}", zh, en, about) for name, zh, en, about, _quote in PLACES),
    _percent("gynaecology", "定期妇科检查的女教师比例",
             "women teachers with regular gynaecological "
             "checks", "service"),
    _percent("xray", "环透的育龄妇女比例",
             "women of reproductive age with the X-ray check of the IUD",
             "monitoring"),
    _percent("iud_promotion", "听过放环好处宣传的教师比例",
             "teachers told of the advantages of the IUD", "procedure"),
    _percent("visits", "访视的怀孕及产妇教师比例", "pregnant and newly delivered teachers visited",
             "service"),
    _percent("publicity", "得到生殖健康资料的教师比例",
             "teachers given reading on reproductive health",
             "activity"),
    _percent("supplies", "按需得到避孕工具的教师比例",
             "teachers who got the contraceptives they asked "
             "for", "service"),
    Input(f"{P}method_care", Text("对采取措施女教师的关爱人次",
                                  "extra care for women teachers with a "
                                  "method"), "count", "none_recorded",
          about="conditional_benefit"),
    _months("meetings", "育龄妇女见面月数", "months with the meeting of women of reproductive age",
            "monitoring"),
    _months("reports", "信息报表按时上报月数", "months with the report in time", "record"),
    _percent("holiday_calls", "寒暑假电话询问的孕妇比例",
             "pregnant teachers called in the holidays",
             "monitoring"),
    Input(f"{P}breaches", Text("教职工违反生育政策人数", "employees with a birth outside policy"),
          "count", "none_recorded", about="fee_or_penalty"),
)


def _yes_items(kind: str, rows: tuple[tuple[str, str, str, str, str], ...]) -> tuple[Item, ...]:
    return tuple(target(f"{kind}_{name}", f"{P}{kind}_{name}", 1, "least", quote, (zh, en), ALL)
                 for name, zh, en, _about, quote in rows)


def _work() -> Chapter:
    def monthly(name: str, quote: str, zh: str, en: str) -> Item:
        return Item(name, Text(zh, en), clause(quote, "每月一次；月数见读法。",
                                               "Every month; how many is a reading."),
                    Pick("months", {"calendar": Threshold(f"{P}{name}", 12),
                                    "term": Threshold(f"{P}{name}", 10)}))
    return Chapter("work", Text("工作", "Work of the year"), (
        target("gynaecology", f"{P}gynaecology_percent", 100, "least", "妇女教师定期进行妇科检查",
               ("妇科检查", "gynaecological checks"), ALL),
        target("xray", f"{P}xray_percent", 100, "least", "环透和妇科检查工作", ("环透",
                                                                     "X-ray check of the IUD"),
               ALL),
        shown("iud_promotion", f"{P}iud_promotion_percent", "宣传放节育环的好处",
              ("宣传放环", "IUDs promoted"),
              ("打消青年教师的思想顾虑；没有指标。",
               "To take young teachers' doubts away; no figure.")),
        target("visits", f"{P}visits_percent", 100, "least", "怀孕及产妇教师的访视工作",
               ("怀孕及产妇访视", "visits in pregnancy and after birth"), ALL),
        target("reading", f"{P}publicity_percent", 100, "least", "发放给每个教师学习",
               ("资料发放", "reading for every teacher"), ALL),
        target("supplies", f"{P}supplies_percent", 100, "least", "按需帮助教师申请及发放",
               ("避孕工具按需发放", "contraceptives on request"), ALL),
        shown("method_care", f"{P}method_care", "采取计划生育措施的女教师给予更多的关爱",
              ("对采取措施者的关爱", "extra care for those with a method"),
              ("多少没有写出。", "How much is not stated.")),
        monthly("meetings", "每月及时做好育龄妇女见面", "每月见面", "monthly meeting"),
        monthly("reports", "及时填写和上报", "信息报表", "monthly report"),
        target("holiday_calls", f"{P}holiday_calls_percent", 100, "least",
               "碰到寒暑假能主动打电话", ("寒暑假电话", "calls in the holidays"), ALL),
    ))


def _veto() -> Chapter:
    return Chapter("veto", Text("一票否决", "One-vote veto"), (
        Item("own_births", Text("本人违反生育政策", "own birth outside policy"),
             clause("实行一票否决",
                    "与奖金、职务、晋升直接挂钩；触发情形没有写出，以本人违反政策为假设。",
                    "Bonus, post and promotion hang on it; what triggers it is not stated: an own "
                    "birth outside policy is an assumption."),
             Veto(f"{P}breaches", ("school_plan",))),
    ))


def _payouts() -> tuple[Payout, ...]:
    return tuple(
        Payout(f"veto_{name}", Text(f"否决{zh}", f"vetoed: {en}"),
               clause("奖金、职务、晋升直接挂钩", "与奖金、职务、晋升直接挂钩。",
                      "Bonus, post and promotion hang on it."),
               Text("教职员工", "employees"), sanction=Text(f"{zh}否决", f"no {en}"),
               missed="own_births")
        for name, zh, en in (("bonus", "奖金", "bonus"), ("post", "职务", "post"),
                             ("promotion", "晋升", "promotion")))


def scheme() -> Scheme:
    """The school's plan of the year."""
    return Scheme(
        id="school_plan",
        text=Text("学校计划生育工作方案", "A school's plan"),
        document=DOCUMENT,
        chapters=(
            Chapter("cares", Text("五个关心", "Five cares"), _yes_items("care", CARES)),
            Chapter("places", Text("五个到位", "Five in-places"), _yes_items("place", PLACES)),
            _work(), _veto()),
        inputs=with_fills(INPUTS, FILLS),
        readings=(Reading("months", Text("每月是多少个月", "how many months \"every month\" is"), {
            "calendar": Text("12 个月", "12"), "term": Text("在校 10 个月", "10, in term"),
        }, "calendar"),),
        calendar=Calendar(),
        payouts=_payouts(),
    )
