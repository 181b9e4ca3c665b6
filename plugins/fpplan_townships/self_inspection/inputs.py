"""What the inspection looks at. All ranges are unknown: nothing is published."""

from fpplan.api import Input, Text

from .words import OWN, percent

AREAS = ("lawful", "statistics", "methods", "support", "pregnancies", "migrants")

RIGHTLY = Text("只看上报是否准确，做多做少都一样",
               "only whether reports are right, however many or few there are")

INPUTS = (
    percent("cases_opened_percent", "违法生育立案率", "cases of unlawful birth opened",
            "fee_or_penalty"),
    percent("cases_handled_percent", "违法生育处理率", "cases of unlawful birth handled",
            "fee_or_penalty"),
    percent("fees_collected_percent", "社会抚养费征收率", "fees collected of those due"),
    percent("case_files_percent", "行政执法案卷一人一卷比例", "case files kept one per person",
            "fee_or_penalty"),
    Input(f"{OWN}_court_cases", Text("半年非诉讼计生案件申请法院执行件数",
                                     "cases sent to court in the half-year"),
          "count", "none_recorded", about="fee_or_penalty"),
    percent("allowance_paid_percent", "独生子女保健费发放到位率",
            "one-child allowance paid to those entitled", "conditional_benefit"),
    percent("head_pay_paid_percent", "中心户长报酬发放到位率", "pay of household heads paid",
            "staff"),
    percent("handbooks_percent", "一孩服务手册发放率", "first-child handbooks handed out",
            "monitoring"),
    percent("permits_percent", "二孩准生证审批合格率", "second-child permits approved rightly",
            "monitoring"),
    percent("support_files_percent", "奖励扶助一人一卷建档率", "support files kept one per person",
            "conditional_benefit"),
    percent("births_right_percent", "出生统计上报准确率", "births reported rightly", "record"),
    percent("ledgers_agree_percent", "村台账、报告单与 WIS 系统一致率",
            "ledgers and slips that agree with the system", "record"),
    percent("procedures_right_percent", "节育措施上报准确率", "procedures reported rightly",
            "record", RIGHTLY),
    percent("deaths_right_percent", "死亡上报准确率", "deaths reported rightly", "record"),
    percent("methods_after_percent", "7 月 1 日以来出生、人流人员环扎落实率",
            "IUD or sterilisation after a birth or abortion since 1 July", "procedure"),
    percent("methods_due_percent", "7 月以来长效避孕措施落实率",
            "long-acting methods due since July that were carried out", "procedure"),
    percent("support_list_percent", "奖励扶助摸底上报率", "entitled households listed and reported",
            "conditional_benefit"),
    percent("school_percent", "村人口学校设施与开课情况", "village school: equipment and classes",
            "activity"),
    percent("publicity_percent", "宣传氛围与活动开展情况", "publicity and events", "activity"),
    percent("followups_percent", "孕期随访到位率", "pregnancy follow-ups made", "monitoring"),
    percent("iud_pregnancy_check_percent", "孕检到位率", "pregnancy checks done of those due"),
    percent("ledgers_used_percent", "7 月以来统计台账规范使用率",
            "ledgers kept properly since July", "record"),
    percent("migrant_files_percent", "流出已婚育龄妇女摸底建档率", "out-migrant women with a file",
            "monitoring"),
    percent("migrant_certificates_percent", "流出已婚育龄妇女办证率",
            "out-migrant women with a certificate"),
    percent("migrant_feedback_percent", "流出妇女环孕情反馈及返乡孕检率",
            "feedback on out-migrants' IUD and pregnancy, and checks on return", "monitoring"),
    percent("migrant_methods_percent", "流出妇女长效节育措施落实率",
            "long-acting methods of out-migrant women", "procedure"),
    Input(f"{OWN}_doubts", Text("发现的弄虚作假或疑问", "falsifications and doubts found"), "count",
          "none_recorded", about="record"),
    Input(f"{OWN}_missed", Text("自查没有查出、后经举报核实的问题",
                                "problems that the inspectors missed, verified later"),
          "count", "none_recorded", about="record"),
    Input(f"{OWN}_inspected", Text("3 月底前是否查完（1 是 0 否）",
                                   "inspected by the end of March (1 yes, 0 no)"),
          "count", range=(0, 1), central=1, possible=(0, 1), about="activity"),
    *(Input(f"{OWN}_weight_{name}", Text(f"权数：{zh}", f"weight of the area: {en}"), "points",
            range=(1, 1), possible=(0, 100), about="staff",
            not_tagged_because=Text("条文的权数，不是任何事情的数量",
                                    "the weight of a clause, no number of anything"))
      for name, zh, en in zip(AREAS, (
          "依法行政", "统计准确", "长效节育", "奖励扶助", "孕情跟踪", "流出人口"), (
          "lawful administration", "statistics", "methods", "support", "pregnancies",
          "out-migrants"), strict=True)),
)
