"""The district's report of the year: one target with a figure (the city's sex ratio), the
aims that it names without one, and its indicator table.

The report's own figures do not all agree: 239 sterilisations, 1,229 IUDs and 304 remedial
measures make 1,772 of 1,782 procedures, and 10.10 per 1,000 is 1,552 births among 153,660
people, a mean population that the report does not print. Both are shown as printed.
"""

from dataclasses import replace

from fpplan.api import Calendar, Chapter, Completion, Item, Scheme, Text, with_fills

from .fills import FILLS
from .inputs import INPUTS, INSPECTED
from .words import DOCUMENT, clause, shown, target

SHOWN = "没有给目标，只列出。", "No target is given: it is shown."
PREFIX = "jiangmen_district_"


def _population() -> Chapter:
    return Chapter("population", Text("人口计划", "Population plan"), (
        shown("births", "births", "全年全区出生1552人", ("出生人数", "births"),
              ("818 男、734 女由 111.44 推出。", "818 boys and 734 girls follow from 111.44.")),
        shown("crude_birth_rate", "crude_birth_rate", "人口出生率为10.10‰",
              ("人口出生率（‰）", "crude birth rate"),
              ("市下达的人口计划指标没有写出。", "The city's population plan is not printed.")),
        shown("natural_increase", f"{PREFIX}natural_increase", "人口自然增长率为4.72‰",
              ("人口自然增长率（‰）", "natural increase"), SHOWN),
        shown("births_within_policy", "births_within_policy_percent", "计划生育率为93.94%",
              ("计划生育率", "births within policy"),
              ("比上年上升 1.03 个百分点，没有给目标。",
               "1.03 points more than the year before; no target is given.")),
        shown("births_outside", "births_out_of_policy", "全区政策外出生94人",
              ("政策外出生", "births outside policy"),
              ("比上年少 21 人（18.26%）。", "21 fewer than the year before (18.26 %).")),
        shown("higher_order_outside", f"{PREFIX}higher_order_outside", "政策外多孩出生12人",
              ("政策外多孩出生", "third or later births outside policy"),
              ("比上年少 2 人。", "2 fewer than the year before.")),
        Item("subdistricts_clear", Text("无政策外多孩出生的街道",
                                        "subdistricts without a third or later birth outside "
                                        "policy"),
             clause("街道无政策外多孩出生", "“双无”：目标是每个街道；街道总数由检查的 5 个推断。",
                    "\"Double zero\": the aim is every subdistrict; that there are 5 is inferred "
                    "from those inspected."),
             Completion(f"{PREFIX}subdistricts_clear", f"{PREFIX}subdistricts", 0)),
        Item("communities_clear", Text("无政策外出生的村(居)",
                                       "villages and communities without a birth outside policy"),
             clause("村(居)无政策外出生", "“双无”：目标是每个村(居)；总数没有写出。",
                    "\"Double zero\": the aim is every village and community; their number is not "
                    "printed."),
             Completion(f"{PREFIX}communities_clear", f"{PREFIX}communities", 0)),
    ))


def _changes() -> Chapter:
    """What the report says of the year before, as it prints it."""
    rows = (
        ("policy_change", "比上年上升1.03个百分点", "计划生育率比上年上升（百分点）",
         "births within policy, points more than the year before"),
        ("srb_change", "比上年上升2.2", "出生性别比比上年上升",
         "sex ratio, more than the year before"),
        ("fee_rate_change", "比上年提高了8.05%", "当年征收率比上年提高（百分点）",
         "share of fees collected, points more than the year before"),
        ("outside_fewer", "减少21人", "政策外出生比上年减少",
         "births outside policy, fewer than the year before"),
        ("higher_order_fewer", "年减少2人", "政策外多孩出生比上年减少",
         "third or later births outside policy, fewer than the year before"))
    return Chapter("changes", Text("与上年比较", "Against the year before"), tuple(
        shown(name, f"{PREFIX}{name}", quote, (zh, en), SHOWN)
        for name, quote, zh, en in rows))


def _sex_ratio() -> Chapter:
    return Chapter("sex_ratio", Text("出生人口性别比", "Sex ratio at birth"), (
        target("srb", "srb", 110, "most", "市的指标要求是110", ("出生婴儿性别比",
                                                            "sex ratio at birth"),
               ("市的指标不高于 110；比上年上升 2.2。",
                "The city's target is at most 110; 2.2 more than the year before.")),
        replace(shown("sex_ratio_inspections", f"{PREFIX}sex_ratio_inspections", "专项督查",
                      ("“两非”专项督查", "inspections against sex selection"),
                      ("督查 B 超、终止妊娠审批和生育证换证，次数没有写出。",
                       "Of ultrasound, approval of terminations and exchange of certificates; how "
                       "many is not printed.")), not_tagged_because=INSPECTED),
    ))


def _methods() -> Chapter:
    return Chapter("methods", Text("避孕节育与三查", "Methods and the three checks"), (
        shown("method_use", "method_use_percent", "综合节育率为87.37%",
              ("综合节育率", "contraceptive use"),
              ("31,262 名已婚育龄妇女中 27,314 人。", "27,314 of 31,262 married women.")),
        shown("procedures", f"{PREFIX}procedures", "计划生育手术1782例",
              ("计划生育手术", "family-planning procedures"),
              ("分项合计 1,772，差 10 例没有说明。", "The parts make 1,772; 10 are unexplained.")),
        shown("sterilisations", "sterilisations", "其中结扎239例", ("结扎", "sterilisations"),
              SHOWN),
        shown("iud_insertions", "iud_insertions", "上环1229例", ("上环", "IUD insertions"), SHOWN),
        shown("remedial", f"{PREFIX}remedial", "落实补救措施304例",
              ("补救措施", "remedial measures"),
              ("原文：政策外怀孕坚决落实。",
               "To be carried out for every pregnancy outside policy, "
               "the report says.")),
        target("backlog", f"{PREFIX}backlog", 0, "most", "清理“四术”库存为重点",
               ("“四术”库存", "the \"backlog\" of procedures"),
               ("目标是全部落实；未落实者至多 31,262 − 27,314 = 3,948 人。",
                "The aim is to clear it; at most 31,262 − 27,314 = 3,948 women use no method.")),
        shown("checks", "iud_pregnancy_check_percent", "查环查孕率为92.73%",
              ("查环查孕率", "IUD-and-pregnancy checks"), SHOWN),
        target("evaders", f"{PREFIX}evaders_untracked", 0, "most",
               "逃避查环查孕的对象要跟踪管理", ("逃避查环查孕对象的跟踪",
                                      "women who avoid the checks are followed"),
               ("每个逃避对象都要跟踪，人数没有写出。",
                "Every one is to be followed; how many there are is not printed.")),
        shown("screening", f"{PREFIX}screening_percent", "普查普治率为86.78%",
              ("生殖健康普查普治率", "reproductive-health screening"), SHOWN),
        shown("screened", f"{PREFIX}screened", "生殖健康普查普治13027人",
              ("生殖健康普查普治人数", "people screened"), SHOWN),
    ))


def _routine() -> Chapter:
    return Chapter("routine", Text("规范化检查", "Inspection of routine work"), (
        shown("subdistricts_inspected", f"{PREFIX}subdistricts_inspected", "检查了5个街道",
              ("检查的街道", "subdistricts inspected"), SHOWN),
        shown("communities_inspected", f"{PREFIX}communities_inspected", "26个村(居)“两个规范”",
              ("检查的村(居)", "villages and communities inspected"), SHOWN),
        target("contracts", f"{PREFIX}contracts_percent", 100, "least", "层级签订",
               ("目标管理责任书", "responsibility contracts"),
               ("各级逐层签订；100% 是假设。",
                "Level by level; that all is meant is an assumption.")),
        target("youth", f"{PREFIX}youth_percent", 100, "least", "在全区中学中开展青春健康教育",
               ("青春健康教育", "youth health education"),
               ("全区中学。", "Middle schools of the district.")),
    ))


def _migrants() -> Chapter:
    return Chapter("migrants", Text("流动人口", "Migrants"), (
        shown("migrant_women", f"{PREFIX}migrant_women", "流动人口已婚育龄妇女27735人",
              ("流动人口已婚育龄妇女", "married migrant women"), SHOWN),
        shown("migrant_certificates", f"{PREFIX}migrant_certificates",
              "持有效计划生育婚育证明27048人", ("有效婚育证明", "valid migrant certificates"),
              ("27,735 人的 97.52%。", "97.52 % of 27,735.")),
        shown("migrant_procedures", f"{PREFIX}migrant_procedures", "落实“四术”措施620例",
              ("流动人口“四术”", "procedures among migrants"), SHOWN),
        shown("migrant_checks", f"{PREFIX}migrant_checks", "查环查孕9955人次",
              ("流动人口查环查孕", "checks among migrants"), SHOWN),
        shown("migrant_sweeps", f"{PREFIX}migrant_sweeps", "两次全区性的流动人口清查验证",
              ("清查验证行动", "sweeps of migrants"), SHOWN),
    ))


def _fees() -> Chapter:
    return Chapter("fees", Text("社会抚养费", "Social maintenance fee"), (
        shown("fees_total", f"{PREFIX}fees", "全年共征收金额340.20万元", ("征收金额（元）",
                                                            "fees collected (yuan)"), SHOWN),
        shown("fees_current", f"{PREFIX}fees_current", "当年应征已征104.69万元",
              ("当年应征已征（元）", "fees of the year collected (yuan)"), SHOWN),
        shown("fees_current_rate", "fees_collected_percent", "当年征收率22.24%",
              ("当年征收率", "fees collected of those due"),
              ("比上年提高 8.05 个百分点。", "8.05 points more than the year before.")),
        shown("court_cases", f"{PREFIX}court_cases", "申请法院强制执行61宗",
              ("法院强制执行", "cases enforced by the court"), SHOWN),
        shown("court_fees", f"{PREFIX}court_fees", "强制执行征收社会抚养费54.63万元",
              ("强制执行征收（元）", "fees collected by the court (yuan)"), SHOWN),
    ))


def _people() -> Chapter:
    return Chapter("people", Text("利益导向与宣传", "Benefits and publicity"), (
        shown("rural_rewards", f"{PREFIX}rural_rewards", "继续落实农村部分计划生育家庭奖励制度",
              ("农村部分计划生育家庭奖励制度", "reward scheme for certain rural households"),
              ("继续落实，人数和金额没有写出。",
               "Carried on; neither people nor money are printed.")),
        shown("girls_helped", f"{PREFIX}girls_helped", "扶助计划生育家庭女孩78名",
              ("扶助女孩", "girls helped"), SHOWN),
        shown("girls_aid", f"{PREFIX}girls_aid", "扶助资金39000元", ("扶助女孩资金（元）",
                                                             "aid to girls (yuan)"), SHOWN),
        shown("gifts", f"{PREFIX}gifts", "奖品9782份", ("独生子女、纯生二女结扎户奖品",
                                                     "gifts to one-child and sterilised "
                                                     "two-daughter households"), SHOWN),
        shown("quiz_prizes", f"{PREFIX}quiz_prizes", "抽奖奖品1551份", ("抽奖奖品", "quiz prizes"),
              SHOWN),
        shown("leaflets", f"{PREFIX}leaflets", "发放宣传资料22358份", ("宣传资料", "leaflets"),
              SHOWN),
        shown("condoms", f"{PREFIX}condoms", "派发避孕套1886", ("避孕套（盒）", "boxes of condoms"),
              ("原文“合”当作“盒”。", "The document misspells \"box\".")),
        shown("family_classes", f"{PREFIX}family_classes", "育儿班21期",
              ("新婚、孕妇、育儿班", "classes for newly-weds, the pregnant and parents"), SHOWN),
        shown("family_class_people", f"{PREFIX}family_class_people", "参班人数2100多人",
              ("参班人数", "people in these classes"), SHOWN),
        shown("women_classes", f"{PREFIX}women_classes", "已婚育龄妇女学习班30期",
              ("已婚育龄妇女学习班", "classes for married women"), SHOWN),
        shown("women_class_people", f"{PREFIX}women_class_people", "有2300多人参加",
              ("学习班人数", "people in the classes for married women"), SHOWN),
        shown("sheets", f"{PREFIX}sheets", "印制17万多份宣传单张", ("宣传单张", "sheets printed"),
              SHOWN),
    ))


def scheme() -> Scheme:
    """The district's targets and its indicator table; no points are given."""
    return Scheme(
        id="jiangmen_district",
        text=Text("江门某区年度报告", "Report of a district of Jiangmen"),
        document=DOCUMENT,
        chapters=(_population(), _changes(), _sex_ratio(), _methods(), _routine(), _migrants(),
                  _fees(), _people()),
        inputs=with_fills(INPUTS, FILLS),
        calendar=Calendar(starts=1),
    )
