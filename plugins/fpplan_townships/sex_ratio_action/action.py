"""The two-month action: cases, institutions, publicity, in June and July."""

from fpplan.api import Calendar, Chapter, Input, Pick, Scheme, Text, with_fills

from .fills import ACTION
from .readings import WEIGHTS
from .shared import BEFORE, GIRLS, INSTITUTIONS, SRB, institutions, ratio
from .words import PREFIX, Words, events, percent, weigh, yes

WORDS = Words("002 text 2")

INPUTS = (
    yes("hotline", "有奖举报电话已公布", "a rewarded hotline is public", "monitoring"),
    percent("suspects_listed", "登记造册的重点嫌疑机构和黑诊所比例",
            "suspect institutions and illegal clinics listed", "activity"),
    events("leads", "收到的涉案线索数", "leads received", "monitoring"),
    events("leads_followed", "排查的线索数", "of them followed up", "monitoring"),
    Input("sex_selection_leads_verified", Text("查实的案件数", "verified cases"), "count",
          "none_recorded"),
    events("cases_handled", "处理到位的案件数", "verified cases dealt with", "activity"),
    events("discipline", "发现的行政违纪线索数", "breaches of discipline found", "staff"),
    events("discipline_passed_on", "移交监察机关的线索数", "of them passed on", "staff"),
    events("frauds", "发现的骗取奖金行为数", "frauds for reward money found", "activity"),
    events("frauds_passed_on", "移送公安部门的数", "of them passed on to the police", "activity"),
    percent("trained", "接受法律法规和职业道德教育的人员比例",
            "staff of institutions taught law and professional ethics", "activity"),
    *INSTITUTIONS,
    yes("birth_registration", "出生实名登记制度完善", "real-name registration of births in place",
        "record"),
    yes("media", "宣传活动已开展", "publicity carried out", "activity"),
    GIRLS,
    events("named", "曝光和通报的案件数", "cases made public, offenders named", "fee_or_penalty"),
    yes("action_done", "7 月底前完成整治并总结自评",
        "action and self-assessment done by the end of "
        "July", "activity"),
    yes("inspection_ready", "9 月底前接受省督查评估", "inspected by the province by the end of "
        "September", "activity"),
    SRB, BEFORE,
)


def _cases() -> Chapter:
    return Chapter("cases", Text("“两非”案件", "Cases"), (
        WORDS.target("hotline", f"{PREFIX}hotline", 1, "设立公布有奖举报电话",
                     ("有奖举报电话", "rewarded hotline"), ("公布。", "Made public.")),
        WORDS.target("suspects_listed", f"{PREFIX}suspects_listed_percent", 100,
                     "摸排并造册登记", ("嫌疑机构造册", "suspect institutions listed"),
                     ("每个机构。", "Every one.")),
        WORDS.task("leads_followed", f"{PREFIX}leads_followed", f"{PREFIX}leads",
                   "举报的每一条涉案线索都要进行排查", ("线索排查", "leads followed up"),
                   ("每一条。", "Every lead.")),
        WORDS.task("cases_handled", f"{PREFIX}cases_handled", "sex_selection_leads_verified",
                   "依法从重处理到位", ("案件处理", "cases dealt with"),
                   ("每一件。", "Every case.")),
        WORDS.task("discipline_passed_on", f"{PREFIX}discipline_passed_on",
                   f"{PREFIX}discipline", "线索移交到监察机关", ("违纪线索移交",
                                                          "breaches of discipline passed on"),
                   ("每一条。", "Every one.")),
        WORDS.task("frauds_passed_on", f"{PREFIX}frauds_passed_on", f"{PREFIX}frauds",
                   "骗取政府奖金的诈骗行为", ("骗奖线索移送", "frauds passed on"),
                   ("每一条。", "Every one.")),
    ))


def _publicity() -> Chapter:
    return Chapter("publicity", Text("制度与宣传", "Rules and publicity"), (
        WORDS.target("birth_registration", f"{PREFIX}birth_registration", 1, "出生实名登记制度",
                     ("出生实名登记", "real-name registration of births"),
                     ("一项制度。", "One of the rules.")),
        WORDS.target("trained", f"{PREFIX}trained_percent", 100, "职业操守和医风医德宣传教育",
                     ("从业人员教育", "staff of institutions taught"), ("每个人。", "Everyone.")),
        WORDS.target("media", f"{PREFIX}media", 1, "系列宣传倡导活动", ("宣传倡导", "publicity"),
                     ("专栏、专题片、访谈。", "Columns, films, interviews.")),
        WORDS.target("care_for_girls", f"{PREFIX}care_for_girls", 1, "广泛开展“关爱女孩行动”",
                     ("关爱女孩行动", "Care for Girls"), ("开展。", "Carried out.")),
        WORDS.shown("named", f"{PREFIX}named", "典型案件，通报有关机构和人员",
                    ("曝光和通报", "cases made public, offenders named"),
                    ("多少没有写出。", "How many is not stated.")),
    ))


def _dates() -> Chapter:
    return Chapter("dates", Text("时间安排", "Timetable"), (
        WORDS.by("action_done", f"{PREFIX}action_done", "--07-31", "为期两个月的集中整治行动",
                 ("集中整治与自评", "action and self-assessment"),
                 ("6、7 月；7 月底前自评。", "June and July, self-assessment by the end of July.")),
        WORDS.by("inspection_ready", f"{PREFIX}inspection_ready", "--09-30",
                 "督查评估工作", ("省督查评估", "inspection by the province"),
                 ("8、9 月。", "August and September.")),
    ))


def action() -> Scheme:
    """The two-month action; a calendar year."""
    whole, points, weights = weigh("action", Text("集中整治行动", "The action"), (
        _cases(), institutions(WORDS), _publicity(), _dates(), ratio(WORDS,
                                                                      "性别比稳步下降")))
    return Scheme(
        id="sex_ratio_action",
        text=Text("集中整治“两非”专项行动", "Two-month action against sex selection"),
        document=WORDS.document,
        chapters=(whole,),
        inputs=(*with_fills(INPUTS, ACTION), *weights),
        readings=(WEIGHTS,),
        calendar=Calendar(starts=1),
        base=Pick("weights", {"equal": points, "none": 0}),
    )
