"""What a verification team finds at a family-planning service point each quarter.

A line of the check-list is 1 where everything it names is in place and 0 otherwise. None
counts acceptors, methods or births.
"""

from fpplan.api import Input, Text

OWN = "pbf_scorecard"


def _line(name: str, zh: str, en: str, about: str = "service") -> Input:
    """One line of the check-list: in place (1) or not (0)."""
    return Input(f"{OWN}_{name}", Text(zh, en), "count", range=(0, 1), possible=(0, 1),
                 about=about)


def _share(name: str, zh: str, en: str) -> Input:
    return Input(f"{OWN}_{name}_percent", Text(zh, en), "percent", range=(0, 100),
                 about="service")


INPUTS = (
    _line("reports_in_time", "本季报告按时", "the quarter's reports came in time", "record"),
    _line("accounts_kept", "账目票据齐全", "accounts and receipts are kept", "staff"),
    _line("minutes_kept", "管理会议有记录", "the management meeting has its minutes", "staff"),
    _line("data_analysed", "本季数据分析报告", "the quarter's data have been analysed", "record"),
    _line("plan_current", "业务计划是最新的", "the business plan is up to date", "staff"),
    _line("latrine_clean", "厕所够用、干净", "latrines are enough and clean"),
    _line("waste_safe", "医疗废物按规定处理", "waste is treated and disposed of safely"),
    _line("referral_line", "与转诊机构昼夜可通讯",
          "the referral centre can be reached day and night"),
    _line("methods_in_stock", "当天至少三种现代方法", "at least three modern methods on the day"),
    _line("no_stock_out", "本季没有断货", "no method was out in the quarter"),
    _line("stock_cards", "库存卡与实物相符", "stock cards agree with the shelves", "record"),
    _share("told", "出口访谈中被告知其他方法、副作用和怎样处理的服务对象",
           "clients who at the exit say they were told of other methods, side effects and what to "
           "do"),
    _line("staff_trained", "服务人员受过咨询和技术培训",
          "staff are trained in counselling and methods",
          "staff"),
    _line("private_room", "咨询有不被听见、不被看见的地方", "advice is given unseen and unheard"),
    _line("removal_offered", "应要求取出和复诊有安排",
          "removal on request and return visits are arranged"),
    _line("referral_list", "不提供的方法有转介去处",
          "methods not given here have a place to refer to"),
)
