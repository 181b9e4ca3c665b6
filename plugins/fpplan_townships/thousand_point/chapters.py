"""The eight chapters that add up to 1,000 (or 1,015) points."""

from typing import Literal

from fpplan.api import (
    Chapter,
    Completion,
    ControlRatio,
    Item,
    Only,
    PerEvent,
    PerUnit,
    Pick,
    Proportional,
    Rule,
    SplitTarget,
    Text,
    Threshold,
    Veto,
)

from .words import clause

SHARES = (4, 3, 3)
FLOOR: Pick[float | None] = Pick("floors", {"as_written": None, "chapter": 0})
NO_TASK: Pick[float | Literal["full"]] = Pick("no_task", {"full": "full", "nothing": 0})
BY_TASKS: Pick[Literal["year", "season"]] = Pick("tasks", {"year": "year", "by_season": "season"})


def _task(done: str, task: str, points: float, beyond: float, rewarded: str | None = None
          ) -> Pick[Rule]:
    """A task in proportion: over the year, or split 4:3:3 over the seasons."""
    return Pick("tasks", {
        "year": Completion(done, task, points, beyond, rewarded),
        "by_season": SplitTarget(done, task, points, SHARES, beyond, rewarded)})


def _steps(value: str, points: float, target: float, below: float, above: float = 0) -> Pick[Rule]:
    """So many points for each 1 % below or above a target."""
    return Pick("percent_steps", {
        "whole": PerUnit(value, points, target, below, above, whole=True),
        "fraction": PerUnit(value, points, target, below, above, whole=False)})


def leadership() -> Chapter:
    """Chapter 1, 20 points."""
    foundations = "thousand_point_foundations_in_place"
    return Chapter("leadership", Text("村两委重视", "Leadership of the village"), points=20,
                   floor=FLOOR, items=(
        Item("foundations", Text("人员、责任、制度、会议记录",
                                 "staffing, responsibility, rules, minutes"),
             clause("配齐配全村计生专干", "专干配齐、包干责任落实、制度健全、会议记录齐全计 8 分。",
                    "Staffing complete, responsibility assigned, rules in place, minutes kept: 8."),
             Pick("foundations", {"all": Threshold(foundations, 4, full_points=8),
                                  "each": Proportional(foundations, 8, 4)})),
        Item("meetings", Text("专干例会", "monthly meetings"),
             clause("每缺席一次例会扣3分", "每月参加例会计 12 分，缺席一次扣 3 分。",
                    "12 for the monthly meetings, 3 less for each absence."),
             PerEvent("thousand_point_meeting_absences", -3, base=12)),
    ))


def population_plan() -> Chapter:
    """Chapter 2, 180 points."""
    limit = "births_out_one_son_or_third_per_1000"
    births = Chapter("births_plan", Text("人口计划", "Population plan"), points=60, items=(
        Item("births_control", Text("一男户超生及多孩超生",
                                    "births outside policy to one-son couples, and "
                                    "third or later"),
             clause("总和控制在3个以内计满分",
                    "每千人 3 个以内计 60 分，超出按比例，达到 5 个不计分。",
                    "At most 3 per 1,000 people: 60; beyond that pro rata; none at 5."),
             Pick("births_pro_rata", {"to_zero": Proportional(limit, 60, target=3, zero=5),
                                      "control_ratio": ControlRatio(limit, 60, 3, 5)}),
             null=NO_TASK),
        Item("fifth_births", Text("5 胎出生", "fifth births"),
             clause("每发现一例5胎出生扣30分", "每例 5 胎出生扣 30 分。",
                    "30 less for each fifth birth."),
             PerEvent("fifth_births", -30)),
        Item("sixth_births", Text("6 胎及以上出生", "sixth or later births"),
             clause("出现6胎或以上的出生该项为0分", "出现 6 胎及以上出生，该项为 0 分。",
                    "Any sixth or later birth: the item counts nothing."),
             Pick("sixth_birth", {
                 "whole_clause": Veto("sixth_and_later_births", ("births_plan",)),
                 "full_points": Veto("sixth_and_later_births", ("births_control",))})),
    ))
    reports = Chapter("birth_reporting", Text("出生及时准确上报",
                                              "Births reported in time and right"),
                      points=120, items=(
        Item("births_reported", Text("上报出生比例", "share of births reported"),
             clause("按上报出生比例计分", "120 分按上报出生比例计。",
                    "120 in proportion to the births reported."),
             Pick("birth_reports", {
                 "timely_and_right": Proportional("births_timely_and_right_percent", 120, 100),
                 "reported": Proportional("births_reported_percent", 120, 100)}),
             null=NO_TASK),
        Item("births_late", Text("不及时上报", "births reported late"),
             clause("不及时上报每扣1分", "每例扣 1 分。", "1 less for each."),
             PerEvent("births_late_reported", -1)),
        Item("births_omitted", Text("漏报", "births omitted"),
             clause("发现漏报扣2分", "每例扣 2 分。", "2 less for each that is found."),
             PerEvent("births_omitted", -2)),
        Item("births_false", Text("虚报", "false births"),
             clause("虚报每例扣5分", "每例扣 5 分。", "5 less for each that is found."),
             PerEvent("births_false", -5)),
        Item("birth_labels", Text("错报性别、孩次、政策属性", "wrong sex, order or policy status"),
             clause("错报出生性别、孩次、政策属性的", "每例扣 2 分。", "2 less for each."),
             PerEvent("birth_labels_wrong", -2)),
        Item("deaths_concealed_here", Text("瞒报死亡（出生上报）",
                                           "concealed deaths (reporting of births)"),
             clause("瞒报死亡", "每例扣 2 分。", "2 less for each."),
             PerEvent("deaths_concealed", -2), only=Only("concealed_death", ("both", "two"))),
        Item("key_clients", Text("重点服务对象漏管", "key service clients not followed"),
             clause("重点服务对象漏管扣2分", "每例扣 2 分。", "2 less for each."),
             PerEvent("key_clients_unfollowed", -2)),
    ))
    return Chapter("population_plan", Text("人口计划执行", "Carrying out the population plan"),
                   points=180, floor=FLOOR, items=(births, reports))


def pre_pregnancy() -> Chapter:
    """Chapter 3, 150 points (165 where the checks count 30 a season)."""
    rate = "iud_pregnancy_check_percent"
    return Chapter("pre_pregnancy", Text("孕前型管理", "Pre-pregnancy management"), floor=FLOOR,
                   points=Pick("check_points", {"25": 150, "30": 165}), items=(
        Item("checks", Text("环孕检", "IUD-and-pregnancy checks"),
             clause("环孕检季度考核达到70%以上",
                    "每季达到 70% 计满分，每低 1% 扣 1 分，每超 1% 加 5 分。",
                    "Full points for 70 % each season, 1 less for each 1 % below, 5 more for each "
                    "1 % above."),
             Pick("check_points", {"25": _steps(rate, 25, 70, 1, 5),
                                   "30": _steps(rate, 30, 70, 1, 5)}),
             calendar="season", null=NO_TASK),
        Item("certificates", Text("生育服务证办理", "birth service certificates"),
             clause("按完成比例计分，每超一例计2分", "75 分按完成比例计，每超一例加 2 分。",
                    "75 in proportion, 2 for each beyond."),
             Completion("birth_certificates_issued", "birth_certificates_due", 75, 2),
             null=NO_TASK),
    ))


def pre_conception() -> Chapter:
    """Chapter 4, 120 points."""
    return Chapter("pre_conception", Text("免费孕前优生健康检查", "Free pre-conception check"),
                   points=120, floor=FLOOR, items=(
        Item("pre_conception_checks", Text("孕前优生健康检查任务", "task of pre-conception checks"),
             clause("每超一例加5分", "120 分按完成比例计，每超一例加 5 分。",
                    "120 in proportion, 5 for each beyond."),
             _task("pre_conception_checks", "pre_conception_checks_task", 120, 5),
             calendar=BY_TASKS, null=NO_TASK),
        Item("pre_conception_followups", Text("随访服务", "follow-ups"),
             clause("每少落实一例随访服务扣2分", "少一例扣 2 分。",
                    "2 less for each that is missed."),
             PerEvent("pre_conception_followups_missed", -2)),
    ))


def data_and_publicity() -> Chapter:
    """Chapter 5, 90 points."""
    data = Chapter("data", Text("信息化建设", "Data"), points=60, items=(
        Item("contact_numbers", Text("联系号码准确率", "contact numbers"),
             clause("联系号码准确率达80%", "达 80% 计 20 分，每低 1% 扣 2 分。",
                    "20 for 80 %, 2 less for each 1 % below."),
             _steps("key_client_contacts_accurate_percent", 20, 80, 2), null=NO_TASK),
        Item("department_information", Text("部门信息利用", "department information"),
             clause("部门信息利用落实率达100%", "计 10 分，一例未落实或有误差扣 1 分。",
                    "10, 1 less for each item unused or wrong."),
             PerEvent("department_information_unused", -1, base=10)),
        Item("migrant_information", Text("流动人口信息", "migrant information"),
             clause("流动人口信息落实", "计 10 分，一例未落实扣 2 分。",
                    "10, 2 less for each missing."),
             PerEvent("migrant_information_missing", -2, base=10)),
        Item("deaths_in_time", Text("死亡及时上报", "deaths reported in time"),
             clause("死亡人口上报及时率", "20 分按比例计。", "20 in proportion."),
             Proportional("deaths_reported_in_time_percent", 20, 100), null=NO_TASK),
        Item("deaths_concealed_there", Text("瞒报死亡（死亡上报）",
                                            "concealed deaths (reporting of deaths)"),
             clause("每少瞒报一例扣3分", "每漏报或瞒报一例扣 3 分（原文“少瞒报”）。",
                    "3 less for each one missed or concealed (the wording is garbled)."),
             PerEvent("deaths_concealed", -3), only=Only("concealed_death", ("both", "three"))),
    ))
    homes = Chapter("publicity_at_home", Text("入户宣传", "Publicity at home"), points=10, floor=0,
                    items=(
        Item("awareness", Text("群众知晓率", "awareness"),
             clause("群众知晓率达95%计满分", "宣传品全部到位、知晓率达 95% 计 10 分。",
                    "10 where awareness reaches 95 % and the materials are all delivered."),
             Pick("awareness_short", {
                 "nothing": Threshold("awareness_percent", 95, full_points=10),
                 "proportion": Proportional("awareness_percent", 10, 95)})),
        Item("households_missed", Text("未发放宣传品", "households without materials"),
             clause("扣完10分为止", "每户扣 2 分，扣完 10 分为止。",
                    "2 less for each household, until the 10 are used up."),
             PerEvent("thousand_point_households_missed", -2)),
    ))
    publicity = Chapter("publicity", Text("宣传教育工作", "Publicity"), points=30, items=(
        homes,
        Item("large_events", Text("大型宣传活动", "large events"),
             clause("一次大型计生宣传活动加10分", "每次加 10 分。", "10 more for each."),
             PerEvent("thousand_point_large_events", 10)),
        Item("boards", Text("宣传栏、公开栏", "boards"),
             clause("每月更新一次，每少一次扣3分", "每月更新计 10 分，少一次扣 3 分。",
                    "10 for monthly updates, 3 less for each missed."),
             PerEvent("thousand_point_boards_missed", -3, base=10)),
        Item("slogans", Text("宣传标语", "slogans"),
             clause("每少一条扣1分，每超一条加2分", "10 条计 10 分，少一条扣 1 分，超一条加 2 分。",
                    "10 for 10 slogans, 1 less for each short, 2 more for each beyond."),
             PerUnit("thousand_point_slogans", 10, 10, 1, 2)),
    ))
    return Chapter("data_and_publicity", Text("信息化建设及宣传教育", "Data and publicity"),
                   points=90,
                   floor=FLOOR, items=(data, publicity))


def methods() -> Chapter:
    """Chapter 6, 220 points: procedure quotas, scored as documented and never planned for."""
    return Chapter("methods", Text("长效避孕节育措施落实",
                                   "Long-acting methods and remedial measures"),
                   points=220, floor=FLOOR, items=(
        Item("sterilisation_task", Text("结扎任务", "sterilisation task"),
             clause("完成结扎任务计180分", "180 分按完成比例计，每超一例加 5 分。",
                    "180 in proportion, 5 for each beyond."),
             Pick("two_daughter", {
                 "on_top": _task("sterilisations", "sterilisation_task", 180, 5),
                 "instead": _task("sterilisations", "sterilisation_task", 180, 5,
                                  rewarded="two_daughter_sterilisations")}),
             calendar=BY_TASKS, null=NO_TASK),
        Item("two_daughter_sterilisations", Text("二女户结扎", "two-daughter households"),
             clause("每完成一例二女户结扎加20分", "每例加 20 分。", "20 more for each."),
             PerEvent("two_daughter_sterilisations", 20)),
        Item("abortions", Text("人流、引产", "early and late abortions"),
             clause("人引每完成一例加5分", "每例加 5 分。", "5 more for each."),
             PerEvent("abortions_early_and_late", 5)),
        Item("iud_task", Text("上环任务", "IUD task"),
             clause("完成上环计40分", "40 分按完成比例计，每超一例加 2 分。",
                    "40 in proportion, 2 for each beyond."),
             _task("iud_insertions", "iud_task", 40, 2), calendar=BY_TASKS, null=NO_TASK),
    ))


def fees() -> Chapter:
    """Chapter 7, 200 points."""
    levy = "fees_first_levy_percent"
    return Chapter("fees", Text("社会抚养费征收管理", "Social maintenance fee"), points=200,
                   floor=FLOOR, items=(
        Item("fees_levied", Text("征收面", "share of cases levied"),
             clause("征收面达50%计40分", "达 50% 计 40 分，按完成比例，每超一个百分点加 5 分。",
                    "40 for 50 %, in proportion, 5 for each point beyond."),
             Pick("percent_steps", {
                 "whole": Proportional("fees_levied_percent", 40, 50, beyond=5),
                 "fraction": Proportional("fees_levied_percent", 40, 50, beyond=5, whole=False)}),
             null=NO_TASK),
        Item("first_levy", Text("首征率", "first-levy rate"),
             clause("首征率达60%以上计140分", "达 60% 计 140 分。", "140 for 60 % or more."),
             Pick("first_levy_below", {"nothing": Threshold(levy, 60, full_points=140),
                                       "proportion": Proportional(levy, 140, 60)}),
             null=NO_TASK),
        Item("pieced_together", Text("拼凑孩次绑定征收", "pieced-together birth orders"),
             clause("合伙拼凑孩次绑定征收扣20分", "每例扣 20 分。", "20 less for each."),
             PerEvent("fee_cases_pieced_together", -20)),
        Item("enforced_cases", Text("非诉执行", "enforced non-litigation cases"),
             clause("完成非诉并执行了计20分", "完成非诉并执行计 20 分。",
                    "20 for non-litigation cases completed and enforced."),
             Pick("enforced_cases", {
                 "any": Threshold("fee_cases_enforced", 1, full_points=20),
                 "all": Completion("fee_cases_enforced", "fee_cases_to_enforce", 20)}),
             null=NO_TASK),
    ))


def association() -> Chapter:
    """Chapter 8, 20 points by a plan of its own, which is not published."""
    return Chapter("association", Text("协会工作", "Association"), points=20, floor=FLOOR, items=(
        Item("association_plan", Text("协会工作方案", "the association's own plan"),
             clause("详见协会工作方案", "20 分，按协会工作方案。",
                    "20 by the association's own plan."),
             Proportional("thousand_point_association_percent", 20, 100)),
    ))
