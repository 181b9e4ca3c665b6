"""What the township's rules ask for.

What only the township's office knows is, when absent, none recorded (events) or anything
between 0 and 100 % (rates). Rates of pregnancies known are kept as the document prints them:
93 known is 67.88 % of 137 births, not of the 90 that it reports.
"""

from fpplan.api import Input, Text

ONES = (  # the nine ones, without the first ("one person leaves")
    ("check", "孕（环）检一次", "an IUD-and-pregnancy check", "孕（环）检一次"),
    ("certificate", "发（换）一份婚育证明", "a migrant certificate", "发（换）一份《婚育证明》"),
    ("contract", "签一份合同", "a contract", "合同签约率100%"),
    ("notice", "送一份流动人口须知", "a notice for migrants", "送一份《流动人口须知》"),
    ("card", "发一份反馈卡", "a return card", "发一份反馈卡"),
    ("entrustment", "发一份委托管理书", "a letter entrusting the management", "发一份委托管理书"),
    ("address", "留下一个联系地址", "an address", "留下一个联系地址"),
    ("contact", "在流入地聘一名信息联系人", "a contact at the destination",
     "聘用一名协会理事为信息联系人"),
)


def _events(name: str, zh: str, en: str, about: str, most: float | None = None,
            sums_up: bool = False) -> Input:
    return Input(f"qianshan_{name}", Text(zh, en), "count", "none_recorded", about=about,
                 possible=None if most is None else (0, most), sums_up=sums_up)


def _percent(name: str, zh: str, en: str, about: str) -> Input:
    return Input(f"qianshan_{name}_percent", Text(zh, en), "percent", range=(0, 100), about=about)


BOYS_AND_GIRLS = Text("比的是同一孩次的男女婴，不是出生多少",
                      "boys against girls of the same births, not how many")

INPUTS = (
    # the period's figures
    _events("people", "总人口", "people", "record"),
    _events("married_women", "已婚育龄妇女数", "married women of reproductive age", "record"),
    Input("births", Text("生育人数", "births"), "count"),
    Input("births_within_policy_percent", Text("政策符合率", "births within policy"), "percent"),
    Input("srb", Text("综合性别比", "sex ratio at birth"), "boys_per_100_girls"),
    Input("srb_first", Text("一孩性别比", "sex ratio of first births"), "boys_per_100_girls"),
    Input("qianshan_srb_second", Text("二孩性别比", "sex ratio of second births"),
          "boys_per_100_girls", about="sex_ratio", numerator=("births[order=2,sex=m]",),
          denominator=("births[order=2,sex=f]",), factor=100, not_tagged_because=BOYS_AND_GIRLS),
    _events("procedures", "四项手术例数", "the four procedures", "procedure"),
    # four rates and vetoes
    Input("qianshan_four_rates_records", Text("四项数据准确率中达标的项数",
                                              "of four rates of records, how many are met"),
          "count", range=(0, 4), possible=(0, 4), about="record"),
    Input("long_acting_percent", Text("长效节育措施落实率", "long-acting methods"), "percent",
          range=(0, 100)),
    Input("births_timely_and_right_percent", Text("信息准确率（出生及时准确上报）",
                                                  "records in time and right (births)"),
          "percent", range=(0, 100)),
    _events("statistical_errors", "统计误差数", "statistical errors found", "record"),
    _events("bottom_place", "考评位居后进的次数", "times at the bottom of the assessment", "staff",
            sums_up=True),
    _events("rank_harmed", "影响全县排名的次数", "times the county's ranking was harmed", "staff",
            sums_up=True),
    _events("unlawful_charges", "乱收费、乱罚款次数", "unlawful charges and fines",
            "fee_or_penalty"),
    # pregnancies
    _percent("pregnancies_known", "孕情掌握率", "pregnancies known", "monitoring"),
    _percent("marriages_births_known", "婚育量掌握率", "marriages and births known", "monitoring"),
    _events("pregnancies", "政策内孕情掌握例数", "pregnancies within policy known", "monitoring"),
    _events("removed_early", "审批前脱环例数", "IUDs removed before approval", "procedure"),
    _events("removed_without", "无生育证取环例数", "IUDs removed without a certificate",
            "procedure"),
    _percent("monthly_visits", "孕情月访视率", "monthly visits", "monitoring"),
    _percent("monthly_checks", "每月查孕率", "monthly pregnancy checks", "monitoring"),
    _events("missed_not_cancelled", "连续三次未孕检而未上报取消生育证的对象数",
            "women who missed three checks running and whose certificate was not put up for "
            "cancelling", "fee_or_penalty"),
    _events("cancelled_without_iud", "取消生育证后未上环的对象数",
            "women with a cancelled certificate without an IUD", "procedure"),
    _events("no_outcome", "孕后 10 个月无结果（视为已生育）的例数",
            "pregnancies without an outcome after 10 months, counted as births",
            "fee_or_penalty"),
    _events("counted_higher", "此后再生育按多孩处理的例数",
            "later births counted as higher-order for it", "fee_or_penalty"),
    # migrants
    _events("out_migrants", "拟流出人口数", "out-migrants expected", "record"),
    _events("out_women", "拟流出已婚育龄妇女数", "married women among them", "record"),
    _events("out_checks_due", "孕环检对象数", "women among them due a check", "monitoring"),
    *(_percent(name, f"{zh}的比例", f"out-migrants with {en}", "monitoring")
      for name, zh, en, _quote in ONES),
    _events("cards_missing", "未到位的反馈卡数", "return cards that did not come", "monitoring"),
    _percent("booklet", "领到出门服务材料的比例",
             "out-migrants given the booklet with maps, timetables and jobs", "service"),
    # records and services
    _events("audit_rounds", "季度查村轮数", "rounds of the quarterly audit", "activity"),
    _events("wrong_order", "纠正的孩次错报数", "wrong orders corrected", "record"),
    Input("births_omitted", Text("查出的出生漏报数", "missed births found"), "count",
          "none_recorded"),
    Input("qianshan_sharing", Text("与卫生院信息通报制度已建立（1 = 是）",
                                   "information shared with the health centre (1 = yes)"),
          "count", range=(0, 1), possible=(0, 1), central=0, about="service"),
    _percent("followups", "按规范随访率", "follow-up visits made by the norms", "service"),
    _percent("followup_files", "随访记录装订归档率", "follow-up records filed", "record"),
)
