"""Pay and sanctions that follow from the targets."""

from fpplan.api import Payout, PerUnit, Pick, Rule, Text

from .words import clause

SPECIALISTS = Text("村计生专干", "village specialists")
GROUP_CADRES = Text("村包组干部", "cadres in charge of groups")
VETOES = ("veto_errors", "veto_bottom", "veto_rank", "veto_charges")


def _per_point(value: str) -> Pick[Rule]:
    """50 yuan less for each point below the standard."""
    def steps(standard: float) -> Pick[Rule]:
        return Pick("steps", {"whole": PerUnit(value, 0, standard, 50),
                              "fraction": PerUnit(value, 0, standard, 50, whole=False)})
    return Pick("standard", {"other_town": steps(80), "all": steps(100)})


def payouts() -> tuple[Payout, ...]:
    """Rewards, pay cuts, dismissal."""
    return (
        Payout("reward", Text("四率达标奖励", "reward for the four rates"),
               clause("达到规定指标值的予以奖励", "金额没有写出；一票否决则没有。",
                      "How much is not stated; none under a veto."),
               Text("包村行政干部、村两委包组干部", "township and village cadres in charge"),
               sanction=Text("奖励（金额没有写出）", "a reward (no figure is given)"),
               met=Pick("four_rates", {
                   "bundled": ("rate_pregnancies", "rate_policy", "rate_methods", "rate_records"),
                   "records": "four_rates"}), barred=VETOES),
        Payout("pregnancies_pay", Text("孕情掌握绩效工资", "pay for pregnancies known"),
               clause("扣50元绩效考核工资", "每低 1 个百分点扣 50 元。",
                      "50 yuan less for each point below."), GROUP_CADRES,
               yuan=_per_point("qianshan_pregnancies_known_percent")),
        Payout("marriages_pay", Text("婚育量掌握绩效工资", "pay for marriages and births known"),
               clause("扣50元绩效考核工资", "每低 1 个百分点扣 50 元。",
                      "50 yuan less for each point below."), GROUP_CADRES,
               yuan=_per_point("qianshan_marriages_births_known_percent")),
        Payout("at_stake", Text("专干绩效工资考核", "specialists' pay at stake"),
               clause("每人拿出2024元绩效工资",
                      "九名专干每人 2000 元（原文数字被改写）按县文件考核，"
                      "文件没有给出。",
                      "Each of nine specialists puts up 2,000 yuan (the figure is scrubbed), "
                      "assessed by a county document that is not given."), SPECIALISTS,
               sanction=Text("2000 元绩效工资按考核发放",
                             "2,000 yuan of pay depend on the assessment"),
               missed="pregnancies_known"),
        Payout("removed", Text("免职", "removed from the post"),
               clause("计划生育专干予以免职",
                      "婚育量掌握量低、孕情发现率低、流动人口孕环情反馈率低三项都有的专干已免。",
                      "The specialist who was removed had all three low: marriages and births "
                      "known, pregnancies known, return cards of migrants."), SPECIALISTS,
               sanction=Text("免职", "removed from the post"),
               all_missed=("marriages_births_known", "pregnancies_known", "return_cards")),
        Payout("cards_pay", Text("反馈卡绩效工资", "pay for return cards"),
               clause("扣发相关责任人绩效工资", "每例未到位扣发，金额没有写出。",
                      "Withheld for each that is missing; how much is not stated."),
               GROUP_CADRES, sanction=Text("扣发绩效工资", "performance pay withheld"),
               missed="return_cards"),
        Payout("no_outcome_answer", Text("孕情无结果追责", "answering for a lost pregnancy"),
               clause("追究承包人责任", "每例追究承包人。", "The cadre in charge answers for it."),
               Text("承包人", "cadre in charge"), sanction=Text("追究责任", "held to account"),
               missed="no_outcome"),
        Payout("lunch", Text("午餐补助转绩效", "lunch allowance as performance pay"),
               clause("午餐补助拿出来作绩效考核工资", "服务所人员，金额没有写出。",
                      "For the service station's staff; how much is not stated."),
               Text("计生服务所人员", "staff of the service station"),
               sanction=Text("午餐补助按考核发放", "the lunch allowance depends on the assessment"),
               missed="followup"),
    )
