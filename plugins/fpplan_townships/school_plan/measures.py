"""The school's round of the year as a plan, and its consequence. No dates are given."""

from fpplan.api import ActivityPlan, Clause, Consequence, Measure, PayoutPlan, PlanStep, Text

from .words import DOCUMENT


def measures() -> list[Measure]:
    """The round and the veto."""
    staff = Text("教职员工", "employees")
    return [
        ActivityPlan(
            "school_plan_round", Text("学校全年工作", "the school's round of the year"),
            Clause(DOCUMENT, "每月及时做好育龄妇女见面工作", Text(
                "每月见面、报表，定期检查，寒暑假电话。",
                "Monthly meeting and report, regular checks, calls in the holidays.")),
            ("service",), steps=(
                PlanStep("meeting", Text("育龄妇女见面", "meeting of women of reproductive age"),
                         every="month", about="monitoring"),
                PlanStep("report", Text("信息报表", "report"), every="month", about="record"),
                PlanStep("checks", Text("妇科检查", "gynaecological check")),
                PlanStep("xray", Text("环透", "X-ray check of the IUD"), about="monitoring"),
                PlanStep("visits", Text("怀孕及产妇访视", "visits in pregnancy and after birth")),
                PlanStep("supplies", Text("避孕工具按需发放", "contraceptives on request")),
                PlanStep("care", Text("对采取措施的女教师更多关爱",
                                      "extra care for women teachers with a method"),
                         about="conditional_benefit"),
                PlanStep("calls", Text("寒暑假打电话到孕妇家中", "calls to the pregnant at home"),
                         every="half_year", about="monitoring"),
                PlanStep("publicity", Text("优生优育、艾滋病防治宣传",
                                           "publicity on health of mother and child and on AIDS"),
                         about="activity"))),
        PayoutPlan(
            "school_plan_veto", Text("一票否决", "one-vote veto"),
            Clause(DOCUMENT, "与教职员工奖金、职务、晋升直接挂钩", Text(
                "奖金、职务、晋升一票否决。", "A veto on bonus, post and promotion.")),
            ("fee_or_penalty",), roles=(staff,), consequences=(
                Consequence("bonus", Text("无奖金", "no bonus"), staff),
                Consequence("post", Text("不任职", "no post"), staff),
                Consequence("promotion", Text("不晋升", "no promotion"), staff))),
    ]
