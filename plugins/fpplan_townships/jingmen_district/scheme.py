"""The district's report: standards that it says were kept to everywhere, and its figures.

It gives no points. Where it says that something was done for every client, the target is all.
"""

from dataclasses import replace

from fpplan.api import Calendar, Chapter, Completion, Input, Item, Scheme, Text, with_fills

from .fills import FILLS
from .words import DOCUMENT, clause, shown, target

P = "jingmen_district_"
SHOWN = "没有给目标，只列出。", "No target is given: it is shown."
EVERYONE = "原文：坚持做到每个对象。", "Kept for every client, the report says."
NONE = "原文：严格执行，杜绝。", "Strictly enforced, none at all, the report says."


LAWSUITS = Text("指行政执法的程序，不是手术", "the procedure of the office, no operation")


def _own(name: str, zh: str, en: str, about: str, unit: str = "count",
         because: Text | None = None) -> Input:
    """A count or sum of money that only the report knows; absent = none recorded."""
    return Input(f"{P}{name}", Text(zh, en), unit, "none_recorded", about=about,
                 not_tagged_because=because)


def _percent(name: str, zh: str, en: str, about: str) -> Input:
    return Input(f"{P}{name}", Text(zh, en), "percent", range=(0, 100), about=about)


def _yes(name: str, zh: str, en: str, about: str) -> Input:
    return Input(f"{P}{name}", Text(f"{zh}（1 = 是）", f"{en} (1 = yes)"), "count", range=(0, 1),
                 possible=(0, 1), central=0, about=about)


INPUTS = (
    _yes("projects", "生殖健康“三大工程”已实施", "three projects of reproductive health run",
         "service"),
    _yes("network", "区站、镇站、社区卫生站网络已完善",
         "network of district, town and community stations in place", "service"),
    _yes("disclosure", "党务政务公开", "rules, duties and complaints open to the public", "staff"),
    _yes("reception", "领导干部信访接待周", "leaders' week of receiving complaints", "staff"),
    _percent("key_checks_percent", "重点对象“三查”到人比例",
             "key clients who had the three checks", "monitoring"),
    _percent("care_percent", "一般对象生殖保健服务到人比例",
             "other clients who had reproductive-health care", "service"),
    _percent("methods_percent", "节育对象避孕措施落实比例",
             "clients due a method who have one", "procedure"),
    _percent("followup_percent", "生育、节育、怀孕对象跟踪随访比例",
             "clients after a birth or method, or pregnant, who were followed up", "monitoring"),
    _percent("handbook_accuracy_percent", "随访服务手册填写准确率",
             "follow-up handbooks filled in right", "record"),
    _own("procedures", "“四大手术”服务人次", "the four procedures", "procedure"),
    _own("service_money", "免费三查、四术和并发症治疗费用",
         "money for free checks, procedures and treatment of complications", "service", "yuan",
         Text("区里免费服务花的钱，不是例数，也没有目标",
              "what the district spent on free services: no number of cases, and no target")),
    _own("prohibition_breaches", "违反“七个不准”“五个一律禁止”的次数",
         "breaches of the \"seven prohibitions\" and \"five bans\" on abuse", "staff"),
    _own("unlawful_charges", "乱收费、乱罚款、搭车收费次数", "unlawful charges and fines",
         "fee_or_penalty"),
    _own("procedure_suits", "因程序违法的行政复议和诉讼数",
         "reviews and lawsuits over unlawful procedure", "staff", because=LAWSUITS),
    Input(f"{P}enforcement_forms", Text("统一使用的执法文书种数",
                                        "kinds of enforcement papers used alike everywhere"),
          "count", range=(0, 7), central=7, possible=(0, 7), about="fee_or_penalty"),
    _own("fee_court_cases", "申请法院强制执行的征收案件数", "fee cases taken to court",
         "fee_or_penalty"),
    _own("letters", "来信和电话举报案件数", "letters and calls", "service"),
    _own("letters_closed", "优质结案数", "of them closed well", "service"),
    _own("migrants", "登记流动人口数", "migrants registered", "record"),
    _own("migrants_out", "流出人口数", "of them out-migrants", "record"),
    _own("migrants_in", "流入人口数", "of them in-migrants", "record"),
    _own("certificates", "持婚育证明人数", "migrant certificates", "monitoring"),
    _percent("certificate_percent", "办证率", "migrants with a certificate", "monitoring"),
    _percent("verified_percent", "验证率", "certificates verified", "monitoring"),
    _own("condom_machines", "安全套自动售套机台数", "condom vending machines", "service"),
    _own("courses", "培训班期数", "courses", "activity"),
    _own("course_people", "参训人数", "people trained (at least)", "activity"),
    _percent("satisfied_percent", "行评代表满意和基本满意率",
             "review delegates satisfied or basically so", "staff"),
    _own("provincial_awards", "受省人口计生委表彰的集体和个人数",
         "commendations by the province: groups and persons", "activity"),
    _own("national_awards", "受国家协会表彰的先进数", "national commendations", "activity"),
)


def _services() -> Chapter:
    return Chapter("services", Text("技术服务与随访", "Services and follow-up"), (
        target("key_checks", f"{P}key_checks_percent", 100, "least", "重点对象“三查”到人",
               ("重点对象“三查”到人", "three checks of every key client"), EVERYONE),
        target("care", f"{P}care_percent", 100, "least", "一般对象生殖保健服务到人",
               ("生殖保健服务到人", "reproductive-health care for every other client"), EVERYONE),
        target("methods", f"{P}methods_percent", 100, "least", "节育对象避孕措施落实到人",
               ("避孕措施落实到人", "a method for every client due one"), EVERYONE),
        target("followup", f"{P}followup_percent", 100, "least", "跟踪随访到人",
               ("跟踪随访到人", "follow-up of every client"), EVERYONE),
        shown("handbooks", f"{P}handbook_accuracy_percent", "填写准确率达到了100%",
              ("随访服务手册准确率", "follow-up handbooks filled in right"), SHOWN),
        target("projects", f"{P}projects", 1, "least", "实施生殖健康“三大工程”",
               ("生殖健康“三大工程”", "three projects of reproductive health"),
               ("三大工程的内容没有写出。", "What the three are is not printed.")),
        target("network", f"{P}network", 1, "least", "坚持完善技术服务网络",
               ("技术服务网络", "network of stations"),
               ("区站为中心、镇站为依托、社区卫生站补充。",
                "District station, town stations, community health stations.")),
        shown("procedures", f"{P}procedures", "服务1600人次", ("“四大手术”", "the four procedures"),
              SHOWN),
        shown("service_money", f"{P}service_money", "共计达24万元",
              ("免费服务和并发症治疗费用（元）", "free services and complications (yuan)"), SHOWN),
    ))


def _lawful() -> Chapter:
    return Chapter("lawful", Text("依法行政", "Lawful administration"), (
        target("prohibitions", f"{P}prohibition_breaches", 0, "most",
               "“七个不准”和“五个一律禁止”", ("“七个不准”“五个一律禁止”",
                                        "no breach of the prohibitions on abuse"),
               ("保护群众权利的规定：一次也不能违反。",
                "A guard of people's rights: not one breach.")),
        target("unlawful_charges", f"{P}unlawful_charges", 0, "most",
               "杜绝了乱收费、乱罚款", ("乱收费、乱罚款、搭车收费", "no unlawful charges"), NONE),
        replace(target("suits", f"{P}procedure_suits", 0, "most", "没有因程序违法而出现行政复",
                       ("因程序违法的复议和诉讼", "no review or lawsuit over procedure"),
                       ("原文：多年没有。", "None for years, the report says.")),
                not_tagged_because=LAWSUITS),
        target("forms", f"{P}enforcement_forms", 7, "least", "统一使用“七种执法文书”",
               ("七种执法文书", "seven kinds of enforcement papers"),
               ("收费和处罚统一用七种文书。", "Seven kinds, for fees and penalties.")),
        shown("fee_court_cases", f"{P}fee_court_cases", "依法向法院申请了强制执行",
              ("申请法院强制执行", "fee cases taken to court"),
              ("原文举一例。", "The report names one case.")),
        target("disclosure", f"{P}disclosure", 1, "least", "主动接受社会监督",
               ("政务公开", "open administration"),
               ("法规、职能、时限、纪律、投诉向社会公布。",
                "Rules, duties, deadlines, discipline and complaints are public.")),
        target("reception", f"{P}reception", 1, "least", "领导干部信访接待周制度",
               ("信访接待周", "leaders' week for complaints"), ("制度。", "A rule.")),
        Item("letters", Text("来信来访优质结案", "letters and calls closed"),
             clause("优质结案率达到100%", "28 例全部优质结案；没有来信则不计。",
                    "All 28 were closed well; without letters there is nothing to count."),
             Completion(f"{P}letters_closed", f"{P}letters", 0)),
    ))


def _migrants() -> Chapter:
    return Chapter("migrants", Text("流动人口", "Migrants"), (
        shown("migrants_registered", f"{P}migrants", "共登记流动人口12283人",
              ("登记流动人口", "migrants registered"), SHOWN),
        shown("migrants_out", f"{P}migrants_out", "流出8701人", ("流出", "out-migrants"), SHOWN),
        shown("migrants_in", f"{P}migrants_in", "流入3582人", ("流入", "in-migrants"), SHOWN),
        shown("certificates", f"{P}certificates", "持《婚育证明》11669人",
              ("婚育证明", "migrant certificates"), ("12,283 人的 95.00%。", "95.00 % of 12,283.")),
        shown("certificate_rate", f"{P}certificate_percent", "办证率和验证率分别达到了95%",
              ("办证率", "migrants with a certificate"), SHOWN),
        shown("verified_rate", f"{P}verified_percent", "验证率分别达到了95%和98%",
              ("验证率", "certificates verified"), SHOWN),
        shown("condom_machines", f"{P}condom_machines", "23台安全套自动售套机",
              ("安全套自动售套机", "condom vending machines"), SHOWN),
    ))


def _staff() -> Chapter:
    return Chapter("office", Text("队伍与作风", "Staff and conduct"), (
        shown("courses", f"{P}courses", "培训班40期", ("培训班", "courses"), SHOWN),
        shown("course_people", f"{P}course_people", "参训达1300多人次",
              ("参训人次", "people trained"), SHOWN),
        shown("satisfied", f"{P}satisfied_percent", "基本满意率都在95%以上",
              ("行评代表满意率", "review delegates satisfied or basically so"),
              ("原文是结果，不是目标。", "A result, not a target.")),
        shown("provincial_awards", f"{P}provincial_awards", "“四五”普法先进集体和先进个人",
              ("省人口计生委表彰", "commendations by the province"),
              ("区局被评为先进集体，一人被评为先进个人。",
               "The district's office as a group and one person.")),
        shown("national_awards", f"{P}national_awards", "被国家计划生育协会评为先进",
              ("国家协会表彰", "national commendations"), SHOWN),
    ))


def scheme() -> Scheme:
    """The standards and figures of the report; no points are given."""
    return Scheme(
        id="jingmen_district",
        text=Text("荆门某区年度报告", "Report of a district of Jingmen"),
        document=DOCUMENT,
        chapters=(_services(), _lawful(), _migrants(), _staff()),
        inputs=with_fills(INPUTS, FILLS),
        calendar=Calendar(starts=1),
    )
