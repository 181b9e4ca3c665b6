"""What the thousand-point scheme asks for.

Tasks, rates and certificates are needed and have a range for when they are not published:
the ranges are assumptions about one village, which a scenario may narrow. Events that nobody
recorded are none.
"""

from fpplan.api import Input, Text


def _events(name: str, zh: str, en: str, about: str | None = None, most: float | None = None,
            sums_up: bool = False) -> Input:
    return Input(name, Text(zh, en), "count", "none_recorded", about=about, sums_up=sums_up,
                 possible=None if most is None else (0, most))


def _count(name: str, zh: str, en: str, low: float, high: float) -> Input:
    return Input(name, Text(zh, en), "count", range=(low, high))


def _percent(name: str, zh: str, en: str, low: float = 0, high: float = 100,
             about: str | None = None) -> Input:
    return Input(name, Text(zh, en), "percent", range=(low, high), about=about)


def _simulated(name: str, zh: str, en: str, unit: str = "count") -> Input:
    return Input(name, Text(zh, en), unit)


INPUTS = (
    # leadership
    Input("thousand_point_foundations_in_place", Text(
        "已落实的项数（专干、包干责任、制度、会议记录）",
        "of staffing, responsibility, rules and minutes, how many are in place"),
        "count", range=(0, 4), central=4, possible=(0, 4), about="staff"),
    _events("thousand_point_meeting_absences", "专干例会缺席次数", "monthly meetings missed",
            "staff", 12),
    # population plan
    _simulated("births_out_one_son_or_third_per_1000", "每千人一男户超生及多孩超生数",
               "births outside policy to one-son couples and third or later births outside policy, "
               "per 1,000 people", "per_1000"),
    _simulated("fifth_births", "5 胎出生数", "fifth births"),
    _simulated("sixth_and_later_births", "6 胎及以上出生数", "sixth and later births"),
    _simulated("births_timely_and_right_percent", "出生及时准确上报比例",
               "births reported in time and right", "percent"),
    _simulated("births_reported_percent", "出生上报比例", "births reported", "percent"),
    _events("births_late_reported", "不及时上报的出生数", "births reported late"),
    _events("births_omitted", "发现的漏报出生数", "omitted births found"),
    _events("births_false", "发现的虚报出生数", "false births found"),
    _events("birth_labels_wrong", "错报性别、孩次、政策属性的出生数",
            "births reported with wrong sex, order or policy status"),
    _events("deaths_concealed", "发现的瞒报死亡数", "concealed deaths found"),
    _events("key_clients_unfollowed", "重点服务对象漏管数", "key service clients not followed"),
    # pre-pregnancy management
    _percent("iud_pregnancy_check_percent", "环孕检率",
             "IUD-and-pregnancy checks done of those due"),
    _count("birth_certificates_issued", "生育服务证办理数", "birth service certificates issued", 0,
           60),
    _count("birth_certificates_due", "应办生育服务证数", "birth service certificates due", 1, 60),
    # pre-conception check
    _count("pre_conception_checks", "免费孕前优生健康检查对数",
           "couples given the free pre-conception check", 0, 60),
    _count("pre_conception_checks_task", "孕前优生健康检查任务数",
           "the task of pre-conception checks",
           1, 60),
    _events("pre_conception_followups_missed", "少落实的随访服务",
            "follow-ups after the check missed"),
    # data and publicity
    _percent("key_client_contacts_accurate_percent", "重点服务对象联系号码准确率",
             "contact numbers of key clients that are right"),
    _events("department_information_unused", "未落实或有误差的部门信息",
            "items of department information unused or wrong"),
    _events("migrant_information_missing", "未落实的流动人口信息", "migrants without information"),
    _percent("deaths_reported_in_time_percent", "死亡及时上报率", "deaths reported in time"),
    _percent("awareness_percent", "群众知晓率", "people who know the messages"),
    _events("thousand_point_households_missed", "未发放宣传品的户数",
            "households found without the materials", "activity"),
    _events("thousand_point_large_events", "大型计生宣传活动次数", "large publicity events",
            "activity"),
    _events("thousand_point_boards_missed", "宣传栏少更新的次数", "monthly boards missed",
            "activity", 12),
    Input("thousand_point_slogans", Text("计生宣传标语条数", "slogans put up"), "count",
          range=(0, 20),
          central=10, about="activity"),
    # methods and remedial measures
    _simulated("sterilisations", "结扎例数", "sterilisations"),
    _count("sterilisation_task", "结扎任务数", "the sterilisation task", 1, 10),
    _events("two_daughter_sterilisations", "二女户结扎例数",
            "sterilisations in two-daughter households"),
    _events("abortions_early_and_late", "人流、引产例数", "early and late abortions"),
    _simulated("iud_insertions", "上环例数", "IUD insertions"),
    _count("iud_task", "上环任务数", "the IUD task", 1, 40),
    # fees
    _percent("fees_levied_percent", "社会抚养费征收面", "fee cases levied of those due"),
    _percent("fees_first_levy_percent", "社会抚养费首征率", "first-levy rate"),
    _events("fee_cases_pieced_together", "合伙拼凑孩次绑定征收例数",
            "cases of pieced-together birth orders levied as one"),
    Input("fee_cases_enforced", Text("完成非诉并执行的件数", "non-litigation cases enforced"),
          "count",
          range=(0, 5)),
    Input("fee_cases_to_enforce", Text("应非诉执行的件数", "non-litigation cases due"), "count",
          range=(1, 5)),
    # association
    _percent("thousand_point_association_percent", "协会工作方案得分率",
             "share of the association plan's own points earned", about="activity"),
    # bonuses and deductions
    _events("thousand_point_commendations_city", "本市级综合工作表彰次数",
            "commendations by the city for overall work", "staff", sums_up=True),
    _events("thousand_point_commendations_above", "市级以上综合工作表彰次数",
            "commendations above the city for overall work", "staff", sums_up=True),
    _events("sex_selection_leads_verified", "查实的“两非”案件线索",
            "verified leads on illegal sex determination or selective abortion"),
    _events("thousand_point_inspections_met_province", "省检查主要指标达标次数",
            "inspections by the province with main indicators met", "staff", sums_up=True),
    _events("thousand_point_inspections_met_upper_city", "上级市检查主要指标达标次数",
            "inspections by the upper city with main indicators met", "staff", sums_up=True),
    _events("thousand_point_inspections_met_city", "本市检查主要指标达标次数",
            "inspections by the city with main indicators met", "staff", sums_up=True),
    _events("thousand_point_commendations_township", "乡通报表扬次数",
            "commendations by the township", "staff"),
    _events("thousand_point_criticisms_township", "乡通报批评次数", "criticisms by the township",
            "staff"),
    _events("thousand_point_seasons_first", "季度排名第一的次数", "seasons ranked first", "staff",
            3, True),
    _events("thousand_point_seasons_second", "季度排名第二的次数", "seasons ranked second", "staff",
            3, True),
    Input("thousand_point_season_score", Text("季度综合工作得分",
                                              "the season's score in overall work"),
          "points", about="staff", sums_up=True),
    _events("fee_cases_rich", "名人富人社会抚养费 20 万元以上的例数",
            "fee cases of well-known or rich people of 200,000 yuan or more"),
    _events("credit_blacklist_entries", "纳入征信系统黑名单例数",
            "entries on the credit blacklist"),
    _events("cadre_kin_breaches", "村干部或直系亲属当年违反计划生育件数",
            "breaches this year by a cadre or direct-line kin"),
    _events("cadre_kin_breaches_unresolved", "历年违反未处理件数", "past breaches not dealt with"),
    _events("thousand_point_criticisms_province", "受到省点名批评次数",
            "named criticisms by the province", "staff"),
    _events("thousand_point_criticisms_upper_city", "受到上级市点名批评次数",
            "named criticisms by the upper city", "staff"),
    _events("thousand_point_criticisms_city", "受到本市点名批评次数",
            "named criticisms by the city",
            "staff"),
    _events("thousand_point_inspections_failed_above", "市以上检查不达标次数",
            "failed inspections above the city", "staff", sums_up=True),
    _events("thousand_point_inspections_failed_city", "市检查不达标次数",
            "failed inspections by the city", "staff", sums_up=True),
    _events("fee_undercut_or_inflated", "降低首征标准、少收钱多开票例数",
            "fees undercut or receipts inflated"),
    _events("births_let_for_fee", "放水养鱼、以罚代生例数", "births let happen for the fee"),
)
