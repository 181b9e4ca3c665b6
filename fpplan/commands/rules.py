"""`fpplan rules`: the rules that an item can follow, and the ways to fill an input."""

from __future__ import annotations

import dataclasses
import inspect
from typing import Any

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.contract.text import Text, _

__all__ = ["FILLS", "RULES", "command"]

RULES: dict[str, tuple[Text, str]] = {
    "AgainstLastYear": (
        Text("与上年相比，不高于（或不低于）上年得满分",
             "Points where a figure is not above that of the year before, or not below it"),
        'AgainstLastYear("stockouts", "stockouts_last_year", full_points=10)'),
    "Completion": (
        Text("按完成任务的比例得分", "Points in proportion to what was done of a task"),
        'Completion("checks", "checks_task", 20)'),
    "ControlRatio": (
        Text("不超过控制数得满分，超过后按控制数与实际数之比得分",
             "All points up to a control figure, beyond it in the ratio of control to value"),
        'ControlRatio("late_reports", 10, 5, 20)'),
    "Coupled": (
        Text("上级或下级的结果按比例计入", "The result of another level counts here"),
        'Coupled("#services", 0.5, "above")'),
    "Cut": (
        Text("扣发一笔钱的百分之几", "A percentage of a sum is taken away"),
        'Cut("pay_of_the_year", 10)'),
    "Fund": (
        Text("奖励资金在同级单位中按所得分摊", "A reward fund shared out among peers"),
        'Fund("reward_fund", "villages", Step("#my_town", ((60, 1), (80, 2))))'),
    "LookBack": (
        Text("本年和前几年发生的都计分", "Points for each event of this year and of years before"),
        'LookBack("false_reports", ("false_reports_last_year",), -5, base=20)'),
    "Milestone": (
        Text("按期完成得满分，每迟一天扣分",
             "Points where so much is done by a date, less for each day late"),
        'Milestone("plan_written", "--03-31", full_points=5)'),
    "Pace": (
        Text("把年初以来的累计数按同一进度推到全年，与目标相比",
             "A target for the year against what has accumulated so far, carried on"),
        'Pace("visits", 120, full_points=10, days="days_so_far")'),
    "PerEvent": (
        Text("每发生一次扣（或加）若干分", "So many points for each event"),
        'PerEvent("stockouts", -5, base=40)'),
    "PerUnit": (
        Text("达到目标得满分，每低一个扣分，每高一个加分",
             "All points at a target, less for each 1 below it, more for each 1 above"),
        'PerUnit("visited_percent", 30, 90, 0.5, above=0.2)'),
    "PostPay": (
        Text("岗位报酬，由几级分担",
             "Pay of a post for each period approved, borne by several levels"),
        'PostPay("months_approved", ((Text("县", "county"), 200),))'),
    "Proportional": (
        Text("在零点与目标之间按直线得分", "All points at a target, a straight line below it"),
        'Proportional("visited_percent", 60, 90)'),
    "Rank": (
        Text("在同级单位中按名次得分", "Points for a place among peers"),
        'Rank("#my_town", "villages", (3, 2, 1))'),
    "RepeatedLast": (
        Text("连续几次排在末位的扣分",
             "Points each time a unit is last in several rankings running"),
        'RepeatedLast("#my_town", "villages", times=2, each=-5)'),
    "Shown": (
        Text("只列出，不评分", "A figure without a target, shown and never judged"),
        'Shown("press_items")'),
    "SplitTarget": (
        Text("全年任务分到各季，各季按完成比例得分",
             "A year's task split over the seasons, each earns its share"),
        'SplitTarget("checks", "checks_task", 20, (0.25, 0.25, 0.25, 0.25))'),
    "Step": (
        Text("分档得分：从每个值起得若干分", "A table of steps: from each value on so many points"),
        'Step("visited_percent", ((70, 10), (90, 20)))'),
    "Threshold": (
        Text("达到目标得满分，达不到不得分",
             "All points where a target is met, none where it is missed"),
        'Threshold("visited_percent", 90, "least", 60)'),
    "Veto": (
        Text("一票否决：超过一个数，所列项目不计分",
             "Above a number, the items and chapters that it names count nothing"),
        'Veto("false_reports", ("services",))'),
}
"""Rules by name: what each does, and a line that does it."""

FILLS: dict[str, tuple[Text, str]] = {
    "work": (
        Text("按次做的工作，每次用若干工时：做了几次、漏了几次、按期完成的百分比，或年末是否做到",
             "work done so many times, at so many hours each: number done, missed, percent in "
             "time, or whether it stands at the end"),
        'Fill.work("meetings", 4, 1, "month", counts="missed")'),
    "share": (
        Text("用工时处理的案例的百分比", "percent of cases that hours suffice to deal with"),
        'Fill.share("complaint_handling", 2, of=1)'),
    "clients": (
        Text("一项任务的服务对象：服务到的人数、占应服务的百分比、应服务的人数或未服务到的人数",
             "clients of a task: number reached, percent of those due, number due or missed"),
        'Fill.clients("postpartum_followup", "percent")'),
    "awareness": (
        Text("知晓率：工作覆盖到的人和其余人中的一部分",
             "percent who know: all whom a task reaches and a share of the others"),
        'Fill.awareness("publicity")'),
    "told": (
        Text("服务到并讲清楚的百分比：覆盖率乘质量",
             "percent reached and told all they should be: coverage times quality"),
        'Fill.told("counselling")'),
    "records": (
        Text("账卡资料合格的百分比", "percent of records in order"),
        "Fill.records()"),
    "stock": (
        Text("领取时有货的百分比、缺货的百分比、缺货的避孕方法数，或是否都不缺",
             "percent of visits that find their supplies, percent that do not, methods out of "
             "stock, or whether there is none such"),
        'Fill.stock("out")'),
    "staff": (
        Text("到岗的百分比、人数、月数，或是否有人",
             "percent of posts filled, how many, how many months, or whether there is anybody"),
        'Fill.staff("percent")'),
    "indicator": (
        Text("与一个指标相同", "the same as an indicator"),
        'Fill.same_as("mcpr_percent")'),
}
"""Ways of a `Fill`: what each counts, and a line that does it."""


def command(json: AsJson = False, lang: Lang = None, plugins_dir: PluginsDir = None) -> None:
    if json:
        print_json({
            "rules": [{"name": name, "zh": text.zh, "en": text.en, "arguments": _arguments(name),
                       "example": example} for name, (text, example) in RULES.items()],
            "fills": [{"by": by, "zh": text.zh, "en": text.en, "counts": list(_counts(by)),
                       "arguments": _of_fill(by), "example": example}
                      for by, (text, example) in FILLS.items()]})
        return
    from fpplan.commands.listing import Entry, print_entries

    print_entries(Entry(name, text, (_("Arguments: {names}").format(
        names=_written(_arguments(name))),), example) for name, (text, example) in RULES.items())
    print_entries(Entry(f"fill = {_method(by)}", text, (
        _("Arguments: {names}").format(names=_written(_of_fill(by)) or _("none")),
        _("Counts: {names}").format(names=", ".join(_counts(by)))), example)
        for by, (text, example) in FILLS.items())


def _arguments(rule: str) -> dict[str, Any]:
    """Arguments of a rule: name -> its default, "…" where one must be given."""
    from fpplan.contract import rules

    return {field.name: "…" if field.default is dataclasses.MISSING else field.default
            for field in dataclasses.fields(getattr(rules, rule))}


def _method(by: str) -> str:
    return "Fill.same_as" if by == "indicator" else f"Fill.{by}"


def _of_fill(by: str) -> dict[str, Any]:
    from fpplan.contract.fills import Fill

    given = inspect.signature(getattr(Fill, _method(by).partition(".")[2])).parameters
    return {name: "…" if each.default is inspect.Parameter.empty else each.default
            for name, each in given.items()}


def _counts(by: str) -> tuple[str, ...]:
    from fpplan.contract.fills import COUNTS

    return COUNTS[by]


def _written(arguments: dict[str, Any]) -> str:
    from fpplan.commands.listing import code

    return ", ".join(name if value == "…" else f"{name}={code(value)}"
                     for name, value in arguments.items())
