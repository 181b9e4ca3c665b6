"""Both timetables as data. The years are blanked in the documents."""

from fpplan.api import ActivityPlan, Campaign, Clause, Consequence, Measure, PlanStep, Text


def measures() -> list[Measure]:
    """The two-month action, then the key year."""
    return [_action(), _key_year()]


def _action() -> Measure:
    offices = Text("人口计生、公安、卫生、食品药品监管、妇联",
                   "family planning, police, health, food and drug, women's federation")
    return Campaign(
        "sex_ratio_action_two_months", Text("集中整治“两非”专项行动", "two-month action"),
        Clause("002 text 2", "为期两个月的集中整治行动", Text(
            "6-7 月行动，8-9 月迎接省督查评估。",
            "June and July; the province inspects in August and September.")),
        ("sex_ratio", "activity"), starts="--06", ends="--07", roles=(offices,), steps=(
            PlanStep("visits", Text("明查暗访、摸排嫌疑机构",
                                    "open and covert visits, suspects listed")),
            PlanStep("leads", Text("有奖举报，线索一查到底", "rewarded leads, each followed"),
                     about="monitoring"),
            PlanStep("clearing", Text("清查机构和药品企业",
                                      "institutions and drug firms inspected")),
            PlanStep("rules", Text("实名登记、B 超、药物、14 周以上审批制度",
                                   "rules: registration, ultrasound, drugs, approval from 14 "
                                   "weeks"),
                     about="monitoring"),
            PlanStep("publicity", Text("宣传倡导", "publicity")),
            PlanStep("naming", Text("曝光案件、通报受罚机构和人员",
                                    "cases made public, offenders named"),
                     about="fee_or_penalty"),
            PlanStep("self", Text("总结自评", "self-assessment"), by="--07-31"),
            PlanStep("inspection", Text("迎接省督查评估", "inspection by the province"),
                     starts="--08", by="--09")),
        consequences=(
            Consequence("punished", Text("查实案件依法从重处理",
                                         "verified cases punished severely"),
                        Text("涉案单位和负责人", "institutions and persons concerned"),
                        "fee_or_penalty"),
            Consequence("discipline", Text("违纪线索移交监察",
                                           "breaches passed to the inspectorate"),
                        Text("违纪人员", "officials in breach"), "staff")))


def _key_year() -> Measure:
    return ActivityPlan(
        "sex_ratio_action_year", Text("重点治理年", "key-governance year"),
        Clause("002 text 8", "开展宣传教育、孕情管理、打击", Text(
            "3 月启动，8 月完成，9 月自评，10 月省考核。",
            "Start in March, work to August, self-assessment in September, the province in "
            "October.")),
        ("sex_ratio", "activity"), steps=(
            PlanStep("plan", Text("方案与启动会议", "plan and opening meeting"), starts="--03",
                     by="--03-31"),
            PlanStep("publicity", Text("宣传教育、关爱女孩、修订村规民约",
                                       "publicity, Care for Girls, village rules"), starts="--03",
                     by="--08"),
            PlanStep("pregnancies", Text("孕情全程管理，不明消失立案",
                                         "pregnancies followed, cases opened on those lost"),
                     starts="--03", by="--08", about="monitoring"),
            PlanStep("cases", Text("打击“两非”", "cases of sex selection"), starts="--03",
                     by="--08"),
            PlanStep("pledges", Text("逐级签订承诺书", "pledges to prevent and report"),
                     starts="--03", by="--08", about="monitoring"),
            PlanStep("talks", Text("重点约谈、责任捆绑", "talks and bundled responsibility"),
                     about="staff"),
            PlanStep("self", Text("自评", "self-assessment"), starts="--09", by="--09-30"),
            PlanStep("province", Text("省考核评估", "assessment by the province"), starts="--10",
                     by="--10-31")))
