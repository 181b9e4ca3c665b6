"""The county's targets for Lianhe township. They are passed or missed; no points are given.

The document's tables mix rounding and truncation: its 57.57 is 19/33 cut off, its 28.73 is
25/87 cut off or 52/181 rounded. Compare its figures with the hundredth in mind.
"""

from typing import Literal

from fpplan.api import (
    Calendar,
    Chapter,
    Clause,
    Item,
    Only,
    Pace,
    Payout,
    Pick,
    Rule,
    Scheme,
    Shown,
    Text,
    Threshold,
    with_fills,
)

from .fills import FILLS
from .inputs import INPUTS
from .readings import READINGS

DOCUMENT = "003 part 1"


def _target(name: str, value: str, target: float, at: Literal["least", "most"], quote: str,
            zh: str, en: str, more_zh: str = "", more_en: str = "") -> Item:
    """One target of the county: the value must be at least or at most so much."""
    wanted = ("不低于", "at least") if at == "least" else ("不高于", "at most")
    text = Text(f"目标：{wanted[0]} {target:g}。{more_zh}",
                f"Target: {wanted[1]} {target:g}.{' ' + more_en if more_en else ''}")
    return Item(name, Text(zh, en), Clause(DOCUMENT, quote, text), Threshold(value, target, at))


def _births() -> Chapter:
    second: Pick[Rule] = Pick("second_and_later_srb", {
        "shown": Shown("srb_second_and_later"),
        "same_target": Threshold("srb_second_and_later", 118, "most")})
    return Chapter("births", Text("出生", "Births"), (
        _target("crude_birth_rate", "crude_birth_rate", 13.43, "most", "人口出生率13.43%的目标值",
                "人口出生率（‰）", "crude birth rate", "原文误作百分号。",
                "The document writes % for ‰."),
        Item("crude_birth_rate_at_this_pace", Text("按目前进度全年的人口出生率（‰）",
                                                   "crude birth rate of the year at this pace"),
             Clause(DOCUMENT, "马上面临突破人口计划的风险", Text(
                 "累计数（没有写明天数的，按 10 月 1 日至 7 月 20 日的 293 天）按 365 天折算后与"
                 "全年上限 13.43 比较（读法 to_date）。",
                 "What has accumulated (in the 293 days from 1 October to 20 July where no other "
                 "number is given), carried on to 365 days, against the year's ceiling of 13.43 "
                 "(reading to_date).")),
             Pace("crude_birth_rate", 13.43, "most", days="lianhe_days_counted"),
             only=Only("window", ("to_date",))),
        _target("births_within_policy", "births_within_policy_percent", 80, "least",
                "与要求80%的目标值相差7.61%", "出生政策符合率", "births within policy"),
        _target("higher_order", "higher_order_percent", 3, "most", "远大于要求的3%以内", "多孩率",
                "third and later births"),
        _target("srb", "srb", 118, "most", "距县下达的118的目标值", "出生人口性别比",
                "sex ratio at birth"),
        Item("srb_second_and_later", Text("二孩及以上出生人口性别比",
                                          "sex ratio at birth, second and later births"),
             Clause(DOCUMENT, "二孩及以上的出生人口性别比失调", Text(
                 "原文指出失调严重，没有给目标。",
                 "The document calls it gravely out of balance and gives no target.")), second,
             not_tagged_because=Text("比的是同一孩次的男女婴，不是出生多少",
                                     "boys against girls of the same births, not how many")),
    ))


def _records() -> Chapter:
    return Chapter("records", Text("数据质量", "Records"), (
        _target("data_accuracy", "population_data_accuracy_percent", 98, "least",
                "准确率距要求的98%还有相差", "全员人口信息统计准确率",
                "accuracy of the whole-population records",
                "实际数没有公布，低于目标。", "The actual figure is not published; it is below."),
    ))


def _procedures() -> Chapter:
    return Chapter("procedures", Text("四术", "Procedures"), (
        _target("iud_after_first_son", "iud_after_first_son_percent", 90, "least",
                "一男户上环落实率为28.73%", "一男户上环", "IUD after a first-born son"),
        _target("sterilisation_after_second", "sterilisation_after_second_percent", 90, "least",
                "二孩及以上结扎落实率", "二孩及以上结扎",
                "sterilisation after a second or later birth"),
        _target("two_daughter_sterilisations", "two_daughter_sterilisations", 34, "least",
                "二女户结扎12例，距县下达34例", "二女户结扎",
                "sterilisations in two-daughter households"),
        _target("late_abortions", "late_abortion_percent", 80, "least", "引产完成57.57%", "引产",
                "late abortions", "57.57 由 19/33 截尾。", "57.57 is 19/33, cut off."),
        _target("checks", "iud_pregnancy_check_percent", 100, "least", "环孕检服务率75.9%",
                "环孕检服务率",
                "IUD-and-pregnancy checks"),
    ))


def _fees() -> Chapter:
    return Chapter("fees", Text("社会抚养费", "Social maintenance fee"), (
        Item("fees_collected", Text("征收兑现率", "fees collected"),
             Clause(DOCUMENT, "当年征收总兑现率为4.82%", Text(
                 "应征金额中已征收的比例，没有给目标。",
                 "Money collected of the money due; no target is given.")),
             Shown("fees_collected_percent")),
        _target("fees_levied", "fees_levied_percent", 100, "least", "距要求达100%征收面的目标值",
                "征收面",
                "cases levied"),
    ))


def scheme() -> Scheme:
    """The targets of the county for the year."""
    return Scheme(
        id="lianhe",
        text=Text("莲荷乡年度目标", "Lianhe township, targets of the year"),
        document=DOCUMENT,
        chapters=(_births(), _records(), _procedures(), _fees()),
        inputs=with_fills(INPUTS, FILLS),
        readings=READINGS,
        calendar=Calendar(),
        payouts=(
            Payout("fee_accountability", Text("征收任务问责", "held to account for the fee task"),
                   Clause(DOCUMENT, "对未按时完成任务的乡村干部将实行问责", Text(
                       "未按时完成征收任务的乡村干部将被问责。",
                       "Cadres who do not complete the fee task in time are held to account.")),
                   role=Text("乡村干部", "township and village cadres"),
                   sanction=Text("问责", "held to account"), missed="fees_levied"),
        ),
    )
