"""The targets, the records and routine, and the duties for which no figure is given."""

from fpplan.api import Chapter, Completion, Item, Only, Pick, Text, Veto

from .inputs import OWN
from .words import clause, shown, target

BOTH = Only("migrants", ("both",))


def targets() -> Chapter:
    """Births, publicity, methods, pregnancies, migrants, checks."""
    per_cadre = "负责完成一年1例结扎任务"
    return Chapter("targets", Text("目标任务", "Targets"), (
        target("within_policy", "births_within_policy_percent", 92, "符合法定率在92%以上",
               "出生人口符合法定率", "births within policy"),
        target("birth_rate", "crude_birth_rate", 15, "人口出生率控制在15‰以下", "人口出生率",
               "crude birth rate", "most"),
        target("srb", "srb", 117, "性别比控制在117以下", "出生人口性别比", "sex ratio at birth",
               "most"),
        target("awareness", "awareness_percent", 90, "知晓率达90%以上", "知晓率", "awareness"),
        target("materials", f"{OWN}_materials_percent", 95, "宣传品入户率95%以上", "宣传品入户率",
               "materials to households"),
        Item("sterilisation_task", Text("结扎任务", "sterilisation task"),
             clause(per_cadre, "每位包片村干部（含农保员）一年 1 例（目标任务）或 2 例（措施）。",
                    "1 a year for each area cadre, farm-insurance officer included (targets), or "
                    "2 (measures)."),
             Pick("cadre_task", {
                 "one": Completion("sterilisations", f"{OWN}_village_cadres", 0),
                 "two": Completion("sterilisations", f"{OWN}_village_cadres", 0, times=2)})),
        Item("sterilisation_accountability", Text("问责所看的结扎任务",
                                                  "sterilisations held to account for"),
             clause("没有完成每名村干部一年1例结扎任务",
                    "两处问责都按每名村干部一年 1 例。",
                    "Both places hold to account for 1 a year for each cadre."),
             Completion("sterilisations", f"{OWN}_village_cadres", 0)),
        target("long_acting", "long_acting_percent", 80, "长效避孕节育率要达80%以上",
               "长效避孕节育率", "long-acting coverage"),
        target("long_acting_timely", "long_acting_timely_percent", 85, "及时率要达85%以上",
               "及时率", "long-acting methods in time"),
        Item("late_abortions", Text("引产任务", "task of late abortions"),
             clause("完成引产任务各3例", "三个村各 3 例，其他村各 2 例。",
                    "3 in each of three named villages, 2 in each other."),
             Completion("late_abortions", "late_abortion_task", 0)),
        target("pregnancies_6", "pregnancies_known_6_months_percent", 80,
               "6个月内孕情掌握率达80%以上", "6 个月内孕情掌握率",
               "pregnancies known within 6 months"),
        target("pregnancies_8", f"{OWN}_pregnancies_known_8_months_percent", 90,
               "8个月内孕情掌握率达90%以上", "8 个月内孕情掌握率",
               "pregnancies known within 8 months"),
        target("migrant_files", f"{OWN}_migrant_files_percent", 90, "建档完整和准确率达90%以上",
               "流动人口信息建档完整和准确率", "migrant files complete and right"),
        target("migrants_filed", f"{OWN}_migrant_filed_percent", 90, "建档率和验证率达到90%以上",
               "流动人口建档率", "migrants with a file", only=BOTH),
        target("migrants_verified", "migrant_certificates_percent", 90,
               "建档率和验证率达到90%以上", "流动人口验证率", "migrants' certificates verified",
               only=BOTH),
        Item("pre_conception_checks", Text("免费优生健康检查任务", "task of pre-conception checks"),
             clause("完成本年度免费优生健康检查任务", "完成本年度任务。",
                    "The task of the year is met."),
             Completion("pre_conception_checks", "pre_conception_checks_task", 0)),
    ))


def records() -> Chapter:
    """Records, the database, supplies and the monthly routine."""
    right = "杜绝各村(居)委会错、漏、瞒报情况"
    database = "个案信息核查完成率达98%以上"
    return Chapter("records", Text("资料、药具与例会", "Records, supplies and routine"), (
        target("wrong", "birth_labels_wrong", 0, right, "错报", "wrong reports", "most"),
        target("omitted", "births_omitted", 0, right, "漏报", "omissions", "most"),
        target("concealed", f"{OWN}_records_concealed", 0, right, "瞒报", "concealment", "most"),
        *(target(f"database_{name}", f"{OWN}_database_{name}_percent", 98, database, zh, en)
          for name, zh, en in (("coverage", "人口覆盖率", "database coverage"),
                               ("completeness", "各项目完整率", "fields complete"),
                               ("logic", "逻辑准确率", "logically right"),
                               ("identity", "身份证号码完整率", "identity numbers complete"),
                               ("verified", "个案信息核查完成率", "records verified"))),
        target("used_in_42_days", f"{OWN}_used_in_42_days_percent", 100, "42天内须使用药具",
               "42 天内使用药具", "supplied contraceptives used within 42 days"),
        target("delivered", "contraceptives_delivered_percent", 100, "药具发放到位率100%",
               "药具发放到位率", "supplies delivered"),
        target("filed", f"{OWN}_files_sorted_percent", 100,
               "及时对各类计生档案材料和文件进行分类归档",
               "档案分类归档", "files sorted and filed"),
        target("cabinet", f"{OWN}_cabinet_in_order", 1, "药具柜要保持清洁", "药具柜清洁、摆放合理",
               "supply cabinet clean and in order"),
        target("expired", f"{OWN}_expired_supplies", 0, "及时清理过期药具", "过期药具",
               "expired supplies", "most"),
        target("slips", f"{OWN}_slips_missed", 0, "每月做好月报单上报", "月报单", "monthly slips",
               "most"),
        target("town_meetings", f"{OWN}_meetings_absent", 0, "依时参加计生会议", "计生会议",
               "meetings of the town", "most"),
        target("own_meetings", f"{OWN}_meetings_held", 12, "每月1号要召开计生例会",
               "每月 1 号例会", "meeting on the 1st of each month"),
    ))


def duties() -> Chapter:
    """What the measures ask for without a figure."""
    listed = ("只要求落实，没有指标。", "Asked for without a figure.")
    return Chapter("duties", Text("工作措施", "Measures"), (
        shown("parity_two", "sterilisation_after_second_percent", "以落实结扎为主",
              "二孩及以上以结扎为主", "sterilisation after two or more births", *listed),
        shown("parity_one", f"{OWN}_iud_after_first_percent", "落实以上环为主",
              "非农业户口一孩上环", "IUD after one child, non-agricultural", *listed),
        shown("parity_unfit", f"{OWN}_iud_unfit_or_daughters_percent", "可以落实上环措施",
              "不宜结扎或纯女户上环", "IUD if unfit for sterilisation or with daughters only",
              *listed),
        shown("remedial", f"{OWN}_remedial_percent", "在28周前落实引产", "补救措施",
              "pregnancies outside policy ended",
              "2 个半月前发动人流，超过的在 28 周前引产；没有指标。",
              "Abortion \"mobilised\" before two and a half months, induction before 28 weeks; "
              "no figure."),
        shown("checks", "iud_pregnancy_check_percent", "落实“三查”服务", "“三查”服务",
              "the three checks", *listed),
        shown("visits", f"{OWN}_homes_visited_percent", "进村入户到育龄群众家中访谈", "入户访谈",
              "interviews at home", *listed),
        shown("applicants", f"{OWN}_applicants_asked_percent", "必须询问清楚是否已怀孕并做好登记",
              "办证夫妇询问登记", "certificate applicants asked and registered", *listed),
        shown("checked", f"{OWN}_pregnancies_from_checks", "通过免费优生健康检查掌握孕情",
              "免费检查中掌握的孕情", "pregnancies learned of at free checks", *listed),
        shown("calls", f"{OWN}_migrants_called_percent", "每月联系长期外出打工", "每月联系外出妇女",
              "monthly calls to out-migrants", *listed),
        target("uncleared", f"{OWN}_pregnancies_uncleared", 0, "怀孕时间超过10个月",
               "超过 10 个月孕情清理", "pregnancies of over 10 months cleared", "most"),
        shown("first_certificates", f"{OWN}_first_certificates_percent", "必须在怀孕后四个月内",
              "一孩生育服务证", "first-birth certificates",
              "怀孕后四个月内夫妇双方亲自办理；没有指标。",
              "Within four months of conception, both spouses in person; no figure."),
        shown("second_certificates", f"{OWN}_second_certificates_percent", "必须在怀孕前夫妇双方",
              "二孩生育服务证", "second-birth certificates",
              "怀孕前夫妇双方亲自办理；没有指标。",
              "Before conception, both spouses in person; no figure."),
        shown("fees_levied", "fees_levied_percent", "发送征收社会抚养费决定书", "征收决定",
              "fee decisions", *listed),
        shown("fees_collected", "fees_collected_percent", "上门征收社会抚养费", "上门征收",
              "fees collected at the door", *listed),
    ))


def assessment() -> Chapter:
    """The half-year and annual assessment and the veto that follows from it."""
    failed = f"{OWN}_assessments_failed"
    return Chapter("assessment", Text("考核与一票否决", "Assessment and veto"), (
        target("passed", failed, 0, "对半年或年终考核不合格", "半年与年终考核",
               "half-year and annual assessment", "most"),
        Item("veto", Text("一票否决", "one-vote veto"),
             clause("严格执行“一票否决”制度", "半年或年终考核不合格即否决；否决奖励是假定。",
                    "An assessment failed is a veto; that it bars the rewards is assumed."),
             Veto(failed, (OWN,))),
    ))
