"""The township's rules put together. They give no points: rewards, pay and vetoes hang on
targets that are met or missed."""

from dataclasses import replace

from fpplan.api import (
    Calendar,
    Chapter,
    Item,
    Only,
    Pick,
    Rule,
    Scheme,
    Text,
    Threshold,
    Veto,
    with_fills,
)

from .fills import FILLS
from .inputs import BOYS_AND_GIRLS, INPUTS, ONES
from .payouts import payouts
from .readings import READINGS
from .words import DOCUMENT, clause, shown, target

P = "qianshan_"
SHOWN = "没有给目标，只列出。", "No target is given: it is shown."
TIED = ("与乡村干部工资挂钩；指标值原文没有，见读法 standard。",
        "Tied to cadres' wages; the document gives no standard, see the reading.")
PER_POINT = ("每低 1 个百分点扣 50 元；指标值原文没有，见读法 standard。",
             "Each point below costs 50 yuan; the document gives no standard, see the reading.")
BUNDLED = Only("four_rates", ("bundled",))


def _standard(value: str, other_town: float) -> Pick[Rule]:
    return Pick("standard", {"other_town": Threshold(value, other_town),
                             "all": Threshold(value, 100)})


def _figures() -> Chapter:
    return Chapter("figures", Text("期内数字", "Figures of the period"), (
        shown("people", f"{P}people", "总人口17000", ("总人口", "people"), SHOWN),
        shown("married_women", f"{P}married_women", "其中已婚育龄妇女4810人",
              ("已婚育龄妇女", "married women of reproductive age"), SHOWN),
        shown("births", "births", "全乡共生育90人", ("生育人数", "births"),
              ("时段的起月被隐去；44 男 46 女。",
               "The first month of the period is blanked; 44 boys and "
               "46 girls.")),
        shown("births_within_policy", "births_within_policy_percent", "政策符合率100%",
              ("政策符合率", "births within policy"), SHOWN),
        shown("srb", "srb", "综合性别比95.7", ("综合性别比", "sex ratio at birth"), SHOWN),
        replace(shown("srb_first", "srb_first", "一孩性别比100", ("一孩性别比", "of first births"),
                      ("32 比 32。", "32 to 32.")), not_tagged_because=BOYS_AND_GIRLS),
        replace(shown("srb_second", f"{P}srb_second", "二孩性别比85.71",
                      ("二孩性别比", "of second births"), ("12 比 14。", "12 to 14.")),
                not_tagged_because=BOYS_AND_GIRLS),
        shown("procedures", f"{P}procedures", "共完成四项手术132例", ("四项手术",
                                                              "the four procedures"), SHOWN),
    ))


def _rates() -> Chapter:
    def rate(name: str, value: str, other_town: float, quote: str, zh: str, en: str) -> Item:
        return Item(name, Text(zh, en), clause(quote, *TIED), _standard(value, other_town),
                    only=BUNDLED)
    return Chapter("four_rates_reward", Text("四率奖励", "Reward for the four rates"), (
        rate("rate_pregnancies", f"{P}pregnancies_known_percent", 80, "孕情跟踪管理",
             "四率：孕情掌握", "four rates: pregnancies known"),
        rate("rate_policy", "births_within_policy_percent", 92, "政策外生育控制",
             "四率：政策符合", "four rates: within policy"),
        rate("rate_methods", "long_acting_percent", 80, "长效节育手术落实", "四率：长效节育",
             "four rates: long-acting methods"),
        rate("rate_records", "births_timely_and_right_percent", 98, "信息错漏报", "四率：信息准确",
             "four rates: accurate records"),
        Item("four_rates", Text("四率全部达标", "all four rates met"),
             clause("“四率”达到规定指标值的予以奖励", "四项全部达标才有奖励；金额没有写出。",
                    "All four earn a reward; how much is not stated."),
             Threshold(f"{P}four_rates_records", 4), only=Only("four_rates", ("records",))),
    ))


def _vetoes() -> Chapter:
    def veto(name: str, trigger: str, quote: str, zh: str, en: str) -> Item:
        return Item(name, Text(zh, en), clause(quote, "一票否决：当年奖励全无。",
                                               "One-vote veto: no reward in the year."),
                    Veto(f"{P}{trigger}", ("qianshan",)))
    return Chapter("vetoes", Text("一票否决", "One-vote vetoes"), (
        veto("veto_errors", "statistical_errors", "对于出现统计误差", "统计误差",
             "statistical error"),
        veto("veto_bottom", "bottom_place", "考评位居后进", "考评位居后进", "bottom place"),
        veto("veto_rank", "rank_harmed", "影响全县排名", "影响全县排名",
             "county ranking harmed"),
        veto("veto_charges", "unlawful_charges", "乱收费乱罚款的情形", "乱收费、乱罚款",
             "unlawful charges and fines"),
    ))


def _pregnancies() -> Chapter:
    return Chapter("pregnancies", Text("孕情跟踪", "Following pregnancies"), (
        Item("pregnancies_known", Text("孕情掌握率", "pregnancies known"),
             clause("孕情掌握、婚育量掌握每低1个百分点", *PER_POINT),
             _standard(f"{P}pregnancies_known_percent", 80)),
        Item("marriages_births_known", Text("婚育量掌握率", "marriages and births known"),
             clause("婚育量掌握每低1个百分点", *PER_POINT),
             _standard(f"{P}marriages_births_known_percent", 80)),
        shown("pregnancies_count", f"{P}pregnancies", "政策内孕情掌握93例",
              ("政策内孕情掌握", "pregnancies within policy known"),
              ("占同期出生 67.88%，即 137 例中的 93 例；与出生 90 人不一致。",
               "67.88 % of the births of the same time, 93 of 137, which does not agree with 90 "
               "births.")),
        target("removed_early", f"{P}removed_early", 0, "most", "审批前不脱环",
               ("审批前不脱环", "IUD kept until approval"), ("一例也不能有。", "Not one.")),
        target("removed_without", f"{P}removed_without", 0, "most", "持生育证取环",
               ("持生育证取环", "IUD removed with a certificate only"),
               ("一例也不能有。", "Not one.")),
        target("monthly_visits", f"{P}monthly_visits_percent", 100, "least", "孕情月访视",
               ("孕情月访视", "monthly visits"), ("每月每人。", "Everyone, every month.")),
        target("monthly_checks", f"{P}monthly_checks_percent", 100, "least", "每月查孕",
               ("每月查孕", "monthly pregnancy checks"), ("每月每人。", "Everyone, every month.")),
        target("three_missed", f"{P}missed_not_cancelled", 0, "most", "连续三次未孕检的对象",
               ("三次未孕检取消生育证", "certificate cancelled after three missed checks"),
               ("连续三次未孕检，立即上报县取消生育证。",
                "Three missed running: reported to the county at once, the certificate is "
                "cancelled.")),
        target("iud_after_cancelling", f"{P}cancelled_without_iud", 0, "most", "落实上环措施",
               ("取消后上环", "IUD after cancelling"),
               ("取消生育证的对象上环。", "Who lost the certificate has an IUD put in.")),
        target("no_outcome", f"{P}no_outcome", 0, "most", "孕后10个月内无结果",
               ("孕后 10 个月无结果", "no outcome after 10 months"),
               ("每例视为已生育，并追究承包人责任。",
                "Each counts as a birth, and the cadre in charge answers for it.")),
        shown("counted_higher", f"{P}counted_higher", "再生育的按多孩生育处理",
              ("再生育按多孩", "later births counted as higher-order"),
              ("视为已生育后再生育的，按多孩处理。",
               "A birth after one that was only counted is treated as higher-order.")),
    ))


def _migrants() -> Chapter:
    ones = tuple(
        target(f"one_{name}", f"{P}{name}_percent", 100, "least", quote, (zh, en),
               ("“九个一”：每个流出人员。", "Of the \"nine ones\": every out-migrant."))
        for name, zh, en, quote in ONES)
    return Chapter("migrants", Text("流动人口", "Migrants"), (
        shown("out_migrants", f"{P}out_migrants", "全乡拟流出人口数为2800人",
              ("拟流出人口", "out-migrants expected"), SHOWN),
        shown("out_women", f"{P}out_women", "已婚育龄妇女1300人", ("其中已婚育龄妇女",
                                                            "married women among them"), SHOWN),
        shown("out_checks_due", f"{P}out_checks_due", "其中孕环检对象840", ("孕环检对象",
                                                                    "due a check"), SHOWN),
        *ones,
        target("return_cards", f"{P}cards_missing", 0, "most", "每发现一例未到位的",
               ("反馈卡未到位", "return cards missing"),
               ("每例扣发责任人绩效工资，金额按规定，没有写出。",
                "For each, performance pay is withheld; how much is not stated.")),
        target("booklet", f"{P}booklet_percent", 100, "least", "对流出对象每人发放一份",
               ("出门服务材料", "booklet for the journey"), ("每人一份。", "One each.")),
    ))


def _records() -> Chapter:
    return Chapter("records", Text("季度查村", "Quarterly audits"), (
        target("audit_rounds", f"{P}audit_rounds", 4, "least", "全乡四次大规模的开展季度查村",
               ("季度查村", "quarterly audit"), ("每季一次，全年四次。",
                                            "Each quarter, four in a year.")),
        shown("wrong_order", f"{P}wrong_order", "纠正了1例孩次错报", ("孩次错报", "wrong order"),
              SHOWN),
        shown("missed_births", "births_omitted", "查出1例出生漏报", ("出生漏报",
                                                                "missed births"), SHOWN),
        target("sharing", f"{P}sharing", 1, "least", "建立完善信息通报制度",
               ("与卫生院资源共享", "shared with the health centre"),
               ("围产期保健、住院分娩、随访等信息通报。",
                "Care in pregnancy, births in hospital, follow-up.")),
        target("followup", f"{P}followups_percent", 100, "least", "认真把握随访要点",
               ("随访", "follow-up visits"), ("按县规范；100% 是假设。",
                                           "By the county's norms; that all is meant is an "
                                           "assumption.")),
        target("followup_files", f"{P}followup_files_percent", 100, "least",
               "及时装订成册规范归档", ("随访记录归档", "follow-up records filed"),
               ("100% 是假设。", "That all is meant is an assumption.")),
    ))


def scheme() -> Scheme:
    """The township's rules; the document does not say when its year starts."""
    return Scheme(
        id="qianshan",
        text=Text("潜山某乡捆绑责任制", "Qianshan township, bundled responsibility"),
        document=DOCUMENT,
        chapters=(_figures(), _rates(), _vetoes(), _pregnancies(), _migrants(), _records()),
        inputs=with_fills(INPUTS, FILLS),
        readings=READINGS,
        calendar=Calendar(),
        payouts=payouts(),
    )
