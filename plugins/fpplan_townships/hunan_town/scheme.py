"""The ranking of groups and the year's figures. The document gives no points.

The scored units are the groups of the family-planning office; figures of the town stand for
the town alone. The year runs from October to September.
"""

from fpplan.api import (
    Calendar,
    Chapter,
    Input,
    Item,
    Payout,
    PeerGroup,
    Pick,
    Rank,
    Reading,
    RepeatedLast,
    Scheme,
    Shown,
    Text,
    Threshold,
)

from .words import DOCUMENT, OWN, clause

TASKS = f"{OWN}_group_tasks_percent"
QUARTERS = ((0, 3), (3, 3), (6, 3), (9, 3))  # (first month of the year, number of months)
FIGURES = (  # id, input, words of the report, labels
    ("births", "births", "我镇共出生729人", "出生人数", "births"),
    ("births_inside", f"{OWN}_births_within_policy", "符合政策生育625人", "符合政策出生",
     "births within policy, number"),
    ("migrant_papers", f"{OWN}_migrant_certificates", "办理流动人口婚育证明945人",
     "流动人口婚育证明", "migrant certificates"),
    ("birth_papers", f"{OWN}_birth_certificates", "发放生育证506人", "生育证",
     "birth certificates"),
)

INPUTS = (
    Input(TASKS, Text("本组任务完成率", "share of the group's tasks done"), "percent",
          range=(0, 100), about="staff", sums_up=True),
    Input(f"{OWN}_times_last_before", Text("上年末连续排名末位次数",
                                           "times last running at the end of the year before"),
          "count", "none_recorded", about="staff", sums_up=True),
    Input(f"{OWN}_staff_percent", Text("工作人员季度考核得分率",
                                       "staff's quarterly assessment, share of its points"),
          "percent", range=(0, 100), about="staff", sums_up=True),
    Input("births_within_policy_percent", Text("计划生育率", "births within policy"), "percent",
          range=(0, 100)),
    Input("births", Text("出生人数", "births"), "count", "none_recorded"),
    *(Input(f"{OWN}_{name}", Text(zh, en), "count", "none_recorded", about=about)
      for name, zh, en, about in (
          ("births_within_policy", "符合政策出生人数", "births within policy, number",
           "order_or_policy_status"),
          ("migrant_certificates", "办理流动人口婚育证明", "migrant certificates", "monitoring"),
          ("birth_certificates", "发放生育证", "birth certificates handed out", "monitoring"),
          ("incidents", "执法不当造成的恶性案件", "grave cases of wrong enforcement",
           "fee_or_penalty"),
          ("petitions", "上访事件", "petitions to higher levels", "fee_or_penalty"))),
    Input(f"{OWN}_fee_task_percent", Text("社会抚养费任务完成率", "fee task completed"), "percent",
          range=(0, 300), possible=(0, 300), about="fee_or_penalty"),
    Input(f"{OWN}_meetings_held", Text("每月 1 日例会次数", "meetings held on the 1st"), "count",
          range=(0, 12), central=12, possible=(0, 12), about="monitoring"),
    Input(f"{OWN}_migrant_reports", Text("流动人口月报次数", "monthly reports of migrants"),
          "count", range=(0, 12), central=12, possible=(0, 12), about="monitoring"),
    Input(f"{OWN}_contracts_percent", Text("外出夫妇管理合同签订率",
                                           "out-migrant couples with a contract"), "percent",
          range=(0, 100), about="monitoring"),
)

READINGS = (
    Reading("last_across_years", Text("“连续二次”是否跨年度计算",
                                      "whether \"twice running\" goes on over the year's end"), {
        "yes": Text("跨年度连续计算", "it goes on"),
        "no": Text("每年度重新计算", "it begins anew each year"),
    }, "yes"),
)


def _groups() -> Chapter:
    return Chapter("groups", Text("各组", "Groups"), (
        Item("tasks", Text("任务完成情况", "tasks done"),
             clause("每月对各组任务完成情况进行讲评", "每月讲评、通报排名，没有指标。",
                    "Reviewed and ranked every month; no figure is asked for."),
             Shown(TASKS), calendar="season"),
        Item("staff", Text("工作人员季度考核", "quarterly assessment of staff"),
             clause("工作人员按季度进行考核", "按季度考核，没有指标。",
                    "Assessed every quarter; no figure is asked for."),
             Shown(f"{OWN}_staff_percent")),
        *(Item(f"staff_quarter_{number}", Text(f"第{number}季度考核", f"staff, quarter {number}"),
               clause("工作人员按季度进行考核", "按季度考核，没有指标。",
                      "Assessed every quarter; no figure is asked for."),
               Shown(f"{OWN}_staff_percent"), calendar=f"w{number}") for number in (1, 2, 3, 4)),
    ))


def _year() -> Chapter:
    return Chapter("year", Text("主要目标完成情况", "Main targets"), (
        Item("within_policy", Text("计划生育率", "births within policy"),
             clause("计划生育率85.7%", "729 人出生，625 人符合政策；没有写目标。",
                    "729 births, 625 within policy; the target is not stated."),
             Shown("births_within_policy_percent")),
        Item("fees", Text("社会抚养费任务", "fee task"),
             clause("社会抚养费超额完成任务", "原文只说超额完成，没有数字：100% 以上。",
                    "Exceeded, the report says, without a number: 100 % of the task or more."),
             Threshold(f"{OWN}_fee_task_percent", 100)),
        *(Item(name, Text(zh, en), clause(quote, "只列出，没有目标。",
                                          "Shown; the document sets no target."), Shown(value))
          for name, value, quote, zh, en in FIGURES),
        *(Item(name, Text(zh, en), clause("恶性案件和上访事件", "半年来没有出现。",
                                          "None in the half-year, the report says."),
               Threshold(f"{OWN}_{name}", 0, "most"))
          for name, zh, en in (
              ("incidents", "执法不当造成的恶性案件", "grave cases of enforcement"),
              ("petitions", "上访事件", "petitions to higher levels"))),
        Item("meetings", Text("每月 1 日例会", "meeting on the 1st of each month"),
             clause("每月1日组织计生专干召开例会", "了解孕情；每月一次。",
                    "To learn of pregnancies; once a month."),
             Threshold(f"{OWN}_meetings_held", 12)),
        Item("migrant_reports", Text("流动人口月报", "monthly report of migrants"),
             clause("每月上报流动人口变动、定位报告单", "每月一次。", "Once a month."),
             Threshold(f"{OWN}_migrant_reports", 12)),
        Item("contracts", Text("外出夫妇合同", "contracts of out-migrant couples"),
             clause("签订计划生育管理合同", "外出前签订，力争做到；没有指标。",
                    "Signed before leaving, striven for; no figure is asked for."),
             Shown(f"{OWN}_contracts_percent")),
    ))


def scheme() -> Scheme:
    """Twelve months from October."""
    group = Text("小组", "the group")
    praise, warned = Text("公开批评", "criticised in public"), Text("警告", "warned")
    return Scheme(
        id=OWN,
        text=Text("镇计生办月排名与季度考核", "A town's monthly ranking and quarterly assessment"),
        document=DOCUMENT,
        chapters=(_groups(), _year()),
        inputs=INPUTS,
        readings=READINGS,
        calendar=Calendar(starts=10, parts=(1,) * 12, windows=QUARTERS),
        peers=(PeerGroup("groups", Text("计生办各组", "groups of the office")),),
        payouts=(
            Payout("last", praise, clause("对排名末位的进行公开批评", "末位公开批评。",
                                          "The last is criticised in public."),
                   group, sanction=praise, when=Rank(TASKS, "groups", {-1: 1.0}),
                   calendar="season"),
            Payout("last_twice", warned,
                   clause("连续二次排名末位的予以警告", "连续两次末位的警告。",
                          "Last twice running: warned."),
                   group, sanction=warned, when=Pick("last_across_years", {
                       "yes": RepeatedLast(TASKS, "groups", times=2, each=1.0,
                                           before=f"{OWN}_times_last_before"),
                       "no": RepeatedLast(TASKS, "groups", times=2, each=1.0,
                                          within_year=True)}),
                   calendar="season"),
        ),
    )
