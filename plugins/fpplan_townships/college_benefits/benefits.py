"""The eight clauses of the college. It sets no targets and gives no points.

All of it depends on when somebody marries or gives birth, on a one-child certificate, a
procedure, or registration with the college's family-planning group: conditional benefits.
The year of the document is blanked (2024 is what it prints): it is that of the run.
"""

from fpplan.api import (
    Amount,
    Benefit,
    Clause,
    Condition,
    Consequence,
    Measure,
    Pick,
    Reading,
    Text,
)

DOCUMENT = "003 part 5"
STARTS = "--03"
CONDITIONAL = ("conditional_benefit",)
COLLEGE = Text("学院", "the college")
CHILD = Text("每户每月", "household and month")
CERTIFICATE = Condition("certificate", Text("领取《独生子女父母光荣证》",
                                            "holds a one-child certificate"),
                        "conditional_benefit")


def _clause(quote: str, zh: str, en: str) -> Clause:
    return Clause(DOCUMENT, quote, Text(zh, en))


def measures() -> list[Measure]:
    """The benefits in the order of the clauses."""
    return [*_leave(), *_money(), _services()]


def _leave() -> list[Measure]:
    return [
        Benefit(
            "college_benefits_late_marriage", Text("晚婚假", "leave for a late marriage"),
            _clause("另增加晚婚婚假十三天", "国家规定婚假三天，晚婚另加十三天。",
                    "Three days by national rule and 13 more for a late marriage: added leave."),
            CONDITIONAL, starts=STARTS,
            eligibility=(Condition("late_marriage",
                                   Text("晚婚职工", "an employee who marries late"),
                                   "conditional_benefit"),),
            amounts=(Amount("national_days", Text("国家规定婚假",
                                                  "marriage leave by national rule"),
                            3, "days"),
                     Amount("more_days", Text("另加晚婚假", "more for a late marriage"), 13,
                            "days"))),
        Benefit(
            "college_benefits_late_childbearing", Text("晚育产假与护理假",
                                                       "leave for late childbearing"),
            _clause("另增加产假三十天",
                    "晚育加产假三十天；产假期间领证再加三十天；男方护理假十五天；"
                    "增加的产假和护理假视为出勤。",
                    "30 more days of maternity leave; 30 more again with a one-child certificate "
                    "got during that leave; 15 days for the father. The added maternity leave "
                    "and the father's count as attendance."),
            CONDITIONAL, starts=STARTS,
            eligibility=(Condition("late_birth", Text("晚育职工",
                                                      "an employee who has a first child late"),
                                   "conditional_benefit"),),
            amounts=(
                Amount("mother_days", Text("另加产假", "more maternity leave"), 30, "days"),
                Amount("certificate_days", Text("产假期间领独生子女证再加",
                                                "more with a one-child certificate got during "
                                                "the leave"), 30, "days",
                       about="conditional_benefit"),
                Amount("father_days", Text("男方护理假（只晚育）",
                                           "leave of the father, late birth alone"),
                       Pick("father", {"late_birth": 15, "certificate": 0}), "days"),
                Amount("father_days_certificate", Text("男方护理假（领证）",
                                                       "leave of the father, with the certificate"),
                       15, "days", about="conditional_benefit")),
            readings=(Reading("father", Text("男方护理假的条件",
                                             "on what the father's leave depends"), {
                "late_birth": Text("晚育即可", "on the late birth"),
                "certificate": Text("还要领独生子女证", "on the one-child certificate as well"),
            }, "late_birth"),)),
        Benefit(
            "college_benefits_procedure_leave", Text("手术假视为出勤",
                                                     "leave for a procedure counts as attendance"),
            _clause("按规定休假期间视为出勤",
                    "施行计划生育手术的休假、手术并发症住院期间，视为出勤。",
                    "Leave for a family-planning procedure and days in hospital for its "
                    "complications count as attendance."),
            CONDITIONAL, starts=STARTS,
            eligibility=(Condition("procedure", Text("施行计划生育手术或有手术并发症",
                                                     "has a family-planning procedure or its "
                                                     "complications"), "procedure"),),
            amounts=(Amount("days", Text("天数按规定", "days, by the rules"), None, "days"),)),
    ]


def _money() -> list[Measure]:
    both = Text("夫妻双方都是学院职工", "both spouses work for the college")
    one = Text("夫妻一方是学院职工", "one spouse works for the college")
    return [
        Benefit(
            "college_benefits_child_allowance", Text("独生子女保健费", "one-child allowance"),
            _clause("从领证之月起到子女十四周岁止", "从领证之月到子女十四周岁，每月发放。",
                    "Paid each month from that of the certificate until the child is 14."),
            CONDITIONAL, starts=STARTS, eligibility=(CERTIFICATE, Condition(
                "child_age", Text("子女不满十四周岁", "the child is below 14"))),
            amounts=(
                Amount("both", both, 10, "yuan", CHILD, paid_by=COLLEGE),
                Amount("one_with_income", Text("一方是学院职工，另一方有收入",
                                               "one works for the college, the other has an "
                                               "income"), 5, "yuan", CHILD, paid_by=COLLEGE),
                Amount("one_without_income", Text("一方是学院职工，另一方无收入",
                                                  "one works for the college, the other has no "
                                                  "income"), 10, "yuan", CHILD, paid_by=COLLEGE),
                Amount("until_age", Text("发放至子女年龄", "paid until the child's age of"), 14,
                       "years"))),
        Benefit(
            "college_benefits_medical", Text("独生子女医药费补助",
                                             "medical bills of an only child"),
            _clause("凭县级医院以上的医药发票报销", "凭县级以上医院发票按比例报销，每年有限额。",
                    "A share of the bills of county hospitals or above, up to a yearly limit."),
            CONDITIONAL, starts=STARTS, eligibility=(CERTIFICATE, Condition(
                "hospital", Text("县级以上医院的发票", "a bill of a county hospital or above"))),
            amounts=(
                Amount("both_share", Text("双职工报销比例", "share of the bill, both spouses"),
                       25, "percent", paid_by=COLLEGE),
                Amount("both_limit", Text("双职工全年限额", "yearly limit, both spouses"), 500,
                       "yuan", Text("每年", "year"), "most", paid_by=COLLEGE),
                Amount("one_share", Text("单职工报销比例", "share of the bill, one spouse"), 12.5,
                       "percent", paid_by=COLLEGE),
                Amount("one_limit", Text("单职工全年限额", "yearly limit, one spouse"), 250, "yuan",
                       Text("每年", "year"), "most", paid_by=COLLEGE))),
        Benefit(
            "college_benefits_pension", Text("独生子女父母增发退休金",
                                             "pension supplement of parents of an only child"),
            _clause("按本人基本工资百分之五的标准增发", "自法定退休之月起，增发本人基本工资的 5%。",
                    "From the month of retirement by law, 5 % of one's own basic pay more."),
            CONDITIONAL, starts=STARTS, eligibility=(
                CERTIFICATE, Condition("retired", Text("依法领取退休金", "draws a legal pension"))),
            amounts=(Amount("share", Text("本人基本工资的比例", "of one's own basic pay"), 5,
                            "percent", paid_by=COLLEGE),)),
        Benefit(
            "college_benefits_award", Text("独生子女奖励费（继续执行）",
                                           "one-child award (of earlier rules, kept)"),
            _clause("双职工50元，半边户25元", "原暂行规定的奖励费继续执行；发放周期原文没有写。",
                    "The award of the college's earlier rules goes on; how often it is paid is not "
                    "stated."),
            CONDITIONAL, starts=STARTS, eligibility=(CERTIFICATE,),
            amounts=(Amount("both", both, 50, "yuan", paid_by=COLLEGE),
                     Amount("one", one, 25, "yuan", paid_by=COLLEGE))),
    ]


def _services() -> Measure:
    refused = Text("拒绝采取避孕节育措施而怀孕者", "whoever refused contraception and is pregnant")
    return Benefit(
        "college_benefits_services", Text("五项计划生育技术服务", "five family-planning services"),
        _clause("应预先在本单位计划生育部门备案",
                "先备案，五项服务由计生经费、医保或生育保险、单位承担；拒绝避孕而怀孕的，费用自理，"
                "不享受服务。",
                "With registration beforehand five services are paid by programme funds, medical "
                "or "
                "maternity insurance or the employer; who refused contraception and is pregnant "
                "outside the rules pays for ending the pregnancy and gets none of them."),
        CONDITIONAL, starts=STARTS, eligibility=(
            Condition("registered", Text("预先在计划生育部门备案",
                                         "registered beforehand with the family-planning office"),
                      "conditional_benefit"),
            Condition("practises", Text("实行计划生育的育龄夫妻",
                                        "a couple that practises family planning"),
                      "conditional_benefit")),
        amounts=(
            Amount("supplies", Text("发放避孕药具和孕情环情监测",
                                    "contraceptives, and checks of IUD and pregnancy"), None,
                   "yuan", about="monitoring"),
            Amount("iud", Text("放置、取出宫内节育器及检查",
                               "IUD insertion and removal with check-ups"), None, "yuan"),
            Amount("sterilisation", Text("输卵（精）管结扎术及检查",
                                         "sterilisation with check-ups"), None, "yuan"),
            Amount("termination", Text("人工终止妊娠术及检查",
                                       "ending of a pregnancy with check-ups"), None, "yuan"),
            Amount("complications", Text("手术并发症的诊断和治疗",
                                         "diagnosis and treatment of complications"), None,
                   "yuan")),
        consequences=(
            Consequence("pays", Text("终止妊娠费用由本人承担",
                                     "pays for ending the pregnancy"), refused, "fee_or_penalty"),
            Consequence("loses_services", Text("不享受前款五项服务",
                                               "loses the five services"), refused,
                        "fee_or_penalty")))
