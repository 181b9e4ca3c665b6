"""What the town's plan asks for. Ranges are assumptions about one village."""

from fpplan.api import Input, Text

OWN = "town_plan"


def _percent(name: str, zh: str, en: str, about: str | None = None) -> Input:
    return Input(name if about is None else f"{OWN}_{name}", Text(zh, en), "percent",
                 range=(0, 100), about=about)


def _events(name: str, zh: str, en: str, about: str | None = None, most: float | None = None,
            sums_up: bool = False) -> Input:
    return Input(name if about is None else f"{OWN}_{name}", Text(zh, en), "count",
                 "none_recorded", about=about, sums_up=sums_up,
                 possible=None if most is None else (0, most))


INPUTS = (
    # targets of the year
    Input("births_within_policy_percent", Text("出生人口符合法定率", "births within policy"),
          "percent"),
    Input("crude_birth_rate", Text("人口出生率", "crude birth rate"), "per_1000"),
    Input("srb", Text("出生人口性别比", "sex ratio at birth"), "boys_per_100_girls"),
    _percent("awareness_percent", "基础知识知晓率", "people who know the basics"),
    _percent("materials_percent", "宣传品入户率", "households with publicity materials",
             "activity"),
    Input("sterilisations", Text("结扎例数", "sterilisations"), "count"),
    Input(f"{OWN}_village_cadres", Text("包片村干部人数（含农保员）",
                                        "area cadres of the village, the farm-insurance officer "
                                        "included"),
          "count", range=(3, 8), possible=(1, 30), about="staff"),
    Input("long_acting_percent", Text("长效避孕节育率", "use of long-acting methods"), "percent"),
    _percent("long_acting_timely_percent", "长效避孕节育及时率", "long-acting methods in time"),
    Input("late_abortions", Text("引产例数", "late abortions"), "count", "none_recorded"),
    Input("late_abortion_task", Text("引产任务（旧村、平塘、龙介各 3 例，其他各 2 例）",
                                     "task of late abortions (3 in each of three named villages, "
                                     "2 in each other)"),
          "count", range=(2, 3), central=2, possible=(0, 3)),
    _percent("pregnancies_known_6_months_percent", "怀孕 6 个月内孕情掌握率",
             "pregnancies known within 6 months"),
    _percent("pregnancies_known_8_months_percent", "怀孕 8 个月内孕情掌握率",
             "pregnancies known within 8 months", "monitoring"),
    _percent("migrant_files_percent", "流动人口信息建档完整和准确率",
             "migrant files complete and right", "record"),
    _percent("migrant_filed_percent", "流动人口建档率", "migrants with a file", "record"),
    _percent("migrant_certificates_percent", "流动人口婚育证明验证率",
             "migrants' certificates verified"),
    Input("pre_conception_checks", Text("免费优生健康检查对数",
                                        "couples given the free pre-conception check"),
          "count", range=(0, 60)),
    Input("pre_conception_checks_task", Text("免费优生健康检查任务数",
                                             "the task of pre-conception checks"),
          "count", range=(1, 60)),
    # records
    _events("birth_labels_wrong", "错报的出生数", "births reported wrongly"),
    _events("births_omitted", "漏报的出生数", "births omitted"),
    _events("records_concealed", "瞒报例数", "events concealed", "record"),
    *(_percent(f"database_{name}_percent", zh, en, "record") for name, zh, en in (
        ("coverage", "数据库人口覆盖率", "people covered by the database"),
        ("completeness", "各项目完整率", "fields complete"),
        ("logic", "逻辑准确率", "records that are logically right"),
        ("identity", "身份证号码完整率", "identity numbers complete"),
        ("verified", "个案信息核查完成率", "records verified"))),
    # supplies and routine
    _percent("files_sorted_percent", "档案材料分类归档率", "files sorted and filed", "record"),
    Input(f"{OWN}_cabinet_in_order", Text("药具柜清洁、药具摆放合理（1 是 0 否）",
                                          "supply cabinet clean, supplies in order (1 yes, 0 no)"),
          "count", range=(0, 1), possible=(0, 1), about="service"),
    _events("expired_supplies", "未清理的过期药具（种）", "kinds of expired supplies not cleared",
            "service"),
    _percent("used_in_42_days_percent", "生育后 42 天内使用药具比例",
             "women with a birth this year who use supplied contraceptives within 42 days",
             "procedure"),
    _percent("contraceptives_delivered_percent", "药具发放到位率", "supplies delivered"),
    _events("slips_missed", "未上报的月报单", "monthly slips not handed in", "record", 12),
    Input(f"{OWN}_meetings_held", Text("每月 1 号召开的例会次数",
                                       "meetings held on the 1st of the month"),
          "count", range=(0, 12), central=12, possible=(0, 12), about="staff"),
    _events("meetings_absent", "镇计生会议缺席次数", "meetings of the town missed", "staff"),
    _events("assessments_failed", "半年或年终考核不合格次数",
            "half-year or annual assessments failed", "staff", 2, sums_up=True),
    # duties without a figure
    _percent("sterilisation_after_second_percent", "二孩及以上结扎落实率",
             "sterilisation after a second or later birth"),
    _percent("iud_after_first_percent", "非农业户口一孩上环率",
             "IUD after a first birth, non-agricultural registration", "procedure"),
    _percent("iud_unfit_or_daughters_percent", "身体不宜结扎或纯女户上环率",
             "IUD of those medically unfit for sterilisation or with daughters only", "procedure"),
    _percent("remedial_percent", "法定外怀孕补救措施落实率",
             "pregnancies outside policy that were ended", "procedure"),
    _percent("iud_pregnancy_check_percent", "“三查”服务率", "the three checks done of those due"),
    _percent("homes_visited_percent", "跟踪花名册入户访谈率", "women on the list visited at home",
             "monitoring"),
    _percent("applicants_asked_percent", "办证夫妇询问怀孕并登记的比例",
             "certificate applicants asked whether pregnant and registered", "monitoring"),
    _events("pregnancies_from_checks", "免费优生检查中掌握的孕情例数",
            "pregnancies learned of at free pre-conception checks", "monitoring"),
    _percent("migrants_called_percent", "外出未落实长效措施妇女每月联系率",
             "out-migrants without a long-acting method called every month", "monitoring"),
    _events("pregnancies_uncleared", "超过 10 个月未清理的孕情",
            "pregnancies of over 10 months not cleared", "monitoring"),
    _percent("first_certificates_percent", "怀孕四个月内办理一孩生育服务证比例",
             "first-birth certificates within four months of conception", "monitoring"),
    _percent("second_certificates_percent", "怀孕前办理二孩生育服务证比例",
             "second-birth certificates before conception", "monitoring"),
    _percent("fees_levied_percent", "应征收人员已发征收决定比例", "fee cases levied of those due"),
    _percent("fees_collected_percent", "社会抚养费征收到位率", "fees collected of those due"),
    # money
    Input(f"{OWN}_subsidy_yuan", Text("年终工作补贴金", "year-end work subsidy"), "yuan",
          range=(0, 3000), about="staff"),
)
