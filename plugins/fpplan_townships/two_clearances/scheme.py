"""Clearing the records in three phases in August and September, and who watches the staff.

No points are given. The two towns and two subdistricts of the district each made a plan.
"""

from dataclasses import replace

from fpplan.api import (
    Calendar,
    Chapter,
    Completion,
    Input,
    Item,
    Milestone,
    Scheme,
    Text,
    with_fills,
)

from .fills import FILLS
from .words import DOCUMENT, clause, shown, target

P = "two_clearances_"


OF_STAFF = Text("监督的是工作人员，不是群众", "they watch the staff, not the people")


def _own(name: str, zh: str, en: str, about: str, most: float | None = None,
         because: Text | None = None) -> Input:
    """A count that only the office knows; absent = none recorded."""
    return Input(f"{P}{name}", Text(zh, en), "count", "none_recorded", about=about,
                 possible=None if most is None else (0, most), not_tagged_because=because)


def _percent(name: str, zh: str, en: str, about: str) -> Input:
    return Input(f"{P}{name}", Text(zh, en), "percent", range=(0, 100), about=about)


INPUTS = (
    _own("plans", "制定方案并明确责任人的镇办数", "towns and subdistricts with a plan and a person "
         "responsible", "activity", 4),
    _own("phases_done", "完成的阶段数", "phases completed", "activity", 3),
    _percent("women_verified_percent", "核对的已婚育龄妇女信息比例",
             "records of married women that were verified", "record"),
    _percent("births_verified_percent", "核对的出生信息比例",
             "records of births that were verified",
             "record"),
    _own("errors_found", "查出的差错数", "errors found", "record"),
    _own("errors_corrected", "更正的差错数", "of them corrected", "record"),
    _own("inspections", "专项督办检查次数", "special inspections", "activity"),
    _own("methods_urged", "督促落实避孕节育措施人数", "women urged to take up a method",
         "procedure"),
    _percent("handbook_percent", "启用统一工作手册的村(场)、社区比例",
             "villages and communities using the province's handbook", "record"),
    _own("contest_held", "业务“大比武”次数", "skills contests held", "staff"),
    _percent("contract_percent", "签订岗位目标责任书的科室比例", "sections with a post contract",
             "staff"),
    _own("monitors", "社会各界政风行风监督员人数", "outside monitors", "staff", because=OF_STAFF),
    _own("comments", "人大代表意见及建议条数", "comments of the people's congress", "staff"),
    Input(f"{P}comments_answered", Text("已整改条数", "of them acted on"), "count", range=(0, 25),
          about="staff"),
)


def _audit() -> Chapter:
    return Chapter("audit", Text("清理清查", "Clearing the records"), (
        target("plans", f"{P}plans", 4, "least", "制定了“两清”具体实施方案",
               ("实施方案与责任人", "plans and people responsible"),
               ("两镇两办各有方案和责任人。", "Each of two towns and two subdistricts.")),
        Item("phases", Text("三个阶段", "three phases"),
             clause("在八、九月份分三个阶段开展", "三阶段九月底前完成。",
                    "Three phases, completed by the end of September."),
             Milestone(f"{P}phases_done", "--09-30", target=3)),
        target("women", f"{P}women_verified_percent", 100, "least", "已婚育龄妇女信息",
               ("已婚育龄妇女信息", "records of married women"),
               ("清查的主要内容之一；全部核对是假设。",
                "One of its two subjects; that all are verified is an assumption.")),
        target("births", f"{P}births_verified_percent", 100, "least", "人口出生情况为主要内容",
               ("人口出生情况", "records of births"),
               ("清查的主要内容之一；全部核对是假设。",
                "One of its two subjects; that all are verified is an assumption.")),
        Item("corrections", Text("差错更正", "errors corrected"),
             clause("边清查、边整改", "查出的差错及时更正；没有查出则不计。",
                    "What is found is corrected at once; nothing found, nothing to count."),
             Completion(f"{P}errors_corrected", f"{P}errors_found", 0)),
        shown("inspections", f"{P}inspections", "认真开展了专项督办检查",
              ("专项督办检查", "special inspections"),
              ("次数没有写出。", "How many is not printed.")),
        shown("methods_urged", f"{P}methods_urged", "督促落实避孕节育措施",
              ("督促落实措施", "women urged to take up a method"),
              ("人数没有写出。", "How many is not printed.")),
        target("handbooks", f"{P}handbook_percent", 100, "least",
               "均启用了全省统一的基层计划生育工作手册",
               ("统一工作手册", "the province's handbook"),
               ("每个村(场)、社区。", "Every village and community.")),
    ))


def _staff() -> Chapter:
    return Chapter("staff", Text("队伍建设与监督", "Staff, watched from outside"), (
        target("contest", f"{P}contest_held", 1, "least", "开展业务“大比武”",
               ("业务“大比武”", "skills contest"), ("至少一次是假设。",
                                                "That one is enough is an assumption.")),
        target("contracts", f"{P}contract_percent", 100, "least", "与各科室签订岗位目标责任书",
               ("岗位目标责任书", "post contracts"), ("每个科室。", "Every section.")),
        replace(target("monitors", f"{P}monitors", 16, "least", "聘请16名社会各界人士",
                       ("政风行风监督员", "outside monitors"), ("16 名。", "16 of them.")),
                not_tagged_because=OF_STAFF),
        Item("comments", Text("人大代表意见整改", "comments of the people's congress acted on"),
             clause("三个方面25条意见及建议", "25 条意见迅速整改；没有意见则不计。",
                    "Each of the 25 is acted on; no comments, nothing to count."),
             Completion(f"{P}comments_answered", f"{P}comments", 0)),
    ))


def scheme() -> Scheme:
    """The audit of records and the staff measures; no points are given."""
    return Scheme(
        id="two_clearances",
        text=Text("“两清”与队伍监督", "\"Two clearances\" and the watching of staff"),
        document=DOCUMENT,
        chapters=(_audit(), _staff()),
        inputs=with_fills(INPUTS, FILLS),
        calendar=Calendar(starts=1),
    )
