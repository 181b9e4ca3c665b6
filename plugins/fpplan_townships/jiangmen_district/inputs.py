"""What the report of the district counts.

Rates and births that a run can work out are needed. What only a report can know is, when
absent, taken as none recorded, or as a range that the report's own figures bound: 21 of at
least 26 inspected communities had no birth outside policy, and 94 such births can lie in at
most 94 others; the 5 subdistricts are those inspected, and 12 births in at most 12 others.
"""

from fpplan.api import Input, Text

OUTSIDE_LATER = "births[order=3|4|5|6,policy=out]"


INSPECTED = Text("督查的是机构和审批，次数里没有任何人的妊娠",
                 "institutions and approvals are inspected; nobody's pregnancy is counted")


def _own(name: str, zh: str, en: str, about: str, unit: str = "count",
         because: Text | None = None) -> Input:
    """A count or sum of money that only the report knows."""
    return Input(f"jiangmen_district_{name}", Text(zh, en), unit, "none_recorded", about=about,
                 not_tagged_because=because)


def _percent(name: str, zh: str, en: str, about: str | None = None) -> Input:
    return Input(name, Text(zh, en), "percent", range=(0, 100), about=about)


HIGHER_ORDER_OUTSIDE = Input(
    "jiangmen_district_higher_order_outside", Text("政策外多孩出生数",
                                                   "third or later births outside policy"),
    "count", about="order_or_policy_status", numerator=(OUTSIDE_LATER,))
OUTSIDE = Input("births_out_of_policy", Text("政策外出生数", "births outside policy"), "count")

INPUTS = (
    # population plan
    Input("births", Text("出生人数", "births"), "count"),
    Input("crude_birth_rate", Text("人口出生率", "crude birth rate"), "per_1000"),
    Input("jiangmen_district_natural_increase", Text("人口自然增长率", "natural increase"),
          "per_1000", range=(-20, 40), possible=(-1000, 1000), about="birth_count"),
    Input("births_within_policy_percent", Text("计划生育率", "births within policy"), "percent"),
    OUTSIDE,
    HIGHER_ORDER_OUTSIDE,
    # against the year before
    *(Input(f"jiangmen_district_{name}", Text(zh, en), "points", "none_recorded",
            possible=(-1000, 1000), about=about)
      for name, zh, en, about in (
          ("policy_change", "计划生育率比上年上升（百分点）",
           "births within policy, points more than the year before", "order_or_policy_status"),
          ("srb_change", "出生性别比比上年上升", "sex ratio, more than the year before",
           "sex_ratio"),
          ("fee_rate_change", "当年征收率比上年提高（百分点）",
           "share of fees collected, points more than the year before", "fee_or_penalty"),
          ("outside_fewer", "政策外出生比上年减少人数",
           "births outside policy, fewer than the year before", "order_or_policy_status"),
          ("higher_order_fewer", "政策外多孩出生比上年减少人数",
           "third or later births outside policy, fewer than the year before",
           "order_or_policy_status"))),
    _own("rural_rewards", "得到农村部分计划生育家庭奖励的户数",
         "rural households given the reward", "conditional_benefit"),
    # double zero
    Input("jiangmen_district_subdistricts_clear", Text(
        "无政策外多孩出生的街道数", "subdistricts without a third or later birth outside policy"),
        "count", range=(0, 5), about="order_or_policy_status"),
    Input("jiangmen_district_subdistricts", Text("街道数", "subdistricts"), "count",
          range=(5, 14), central=5, about="record"),
    Input("jiangmen_district_communities_clear", Text(
        "无政策外出生的村(居)数", "villages and communities without a birth outside policy"),
        "count", range=(0, 26), about="order_or_policy_status"),
    Input("jiangmen_district_communities", Text("村(居)数", "villages and communities"), "count",
          range=(26, 115), central=26, about="record"),
    # sex ratio
    Input("srb", Text("出生婴儿性别比", "sex ratio at birth"), "boys_per_100_girls"),
    _own("sex_ratio_inspections", "“两非”规定专项督查次数",
         "inspections of the rules against sex determination and selective abortion", "activity",
         because=INSPECTED),
    # methods
    Input("method_use_percent", Text("综合节育率", "contraceptive use"), "percent"),
    _own("procedures", "计划生育手术例数", "family-planning procedures", "procedure"),
    Input("sterilisations", Text("结扎例数", "sterilisations"), "count"),
    Input("iud_insertions", Text("上环例数", "IUD insertions"), "count"),
    _own("remedial", "落实补救措施例数", "remedial measures (abortions of pregnancies outside "
         "policy)", "procedure"),
    Input("jiangmen_district_backlog", Text("未落实节育措施的已婚育龄妇女数（“四术”库存）",
                                            "women without a method (the \"backlog\")"), "count",
          range=(0, 3948), about="procedure"),
    _percent("iud_pregnancy_check_percent", "查环查孕率",
             "IUD-and-pregnancy checks done of those due"),
    _own("evaders_untracked", "逃避查环查孕而未跟踪的对象数",
         "women who avoid the checks and are not followed", "monitoring"),
    _percent("jiangmen_district_screening_percent", "生殖健康普查普治率",
             "reproductive-health screening", "service"),
    _own("screened", "生殖健康普查普治人数", "people screened", "service"),
    # routine work
    _own("subdistricts_inspected", "检查“两个规范”的街道数", "subdistricts inspected", "activity"),
    _own("communities_inspected", "检查“两个规范”的村(居)数", "villages and communities inspected",
         "activity"),
    _percent("jiangmen_district_contracts_percent", "签订目标管理责任书的比例",
             "units of every level with a responsibility contract", "staff"),
    _percent("jiangmen_district_youth_percent", "开展青春健康教育的中学比例",
             "middle schools with youth health education", "service"),
    # migrants
    _own("migrant_women", "流动人口已婚育龄妇女数", "married migrant women of reproductive age",
         "record"),
    _own("migrant_certificates", "持有效婚育证明人数", "valid migrant certificates", "monitoring"),
    _own("migrant_procedures", "流动人口“四术”例数", "procedures among migrants", "procedure"),
    _own("migrant_checks", "流动人口查环查孕人次", "IUD-and-pregnancy checks among migrants",
         "monitoring"),
    _own("migrant_sweeps", "流动人口清查验证行动次数", "district-wide sweeps of migrants",
         "monitoring"),
    # fees
    _own("fees", "社会抚养费征收金额", "fees collected", "fee_or_penalty", "yuan"),
    _own("fees_current", "当年应征已征金额", "fees of the year collected", "fee_or_penalty",
         "yuan"),
    _percent("fees_collected_percent", "当年征收率", "fees collected of those due (money)"),
    _own("court_cases", "申请法院强制执行宗数", "cases enforced by the court", "fee_or_penalty"),
    _own("court_fees", "强制执行征收金额", "fees collected by the court", "fee_or_penalty", "yuan"),
    # benefits and publicity
    _own("girls_helped", "扶助计划生育家庭女孩数", "girls of family-planning families helped",
         "conditional_benefit"),
    _own("girls_aid", "扶助女孩资金", "aid to those girls", "conditional_benefit", "yuan"),
    _own("gifts", "独生子女、纯生二女结扎户奖品份数",
         "gifts to one-child and sterilised two-daughter households", "conditional_benefit"),
    _own("quiz_prizes", "抽奖奖品份数", "quiz prizes", "activity"),
    _own("leaflets", "发放宣传资料份数", "leaflets handed out", "activity"),
    _own("condoms", "派发避孕套盒数", "boxes of condoms handed out", "service"),
    _own("family_classes", "新婚、孕妇、育儿班期数", "classes for newly-weds, the pregnant and "
         "parents", "activity"),
    _own("family_class_people", "新婚、孕妇、育儿班人数", "people in them (at least)", "activity"),
    _own("women_classes", "已婚育龄妇女学习班期数", "classes for married women", "activity"),
    _own("women_class_people", "已婚育龄妇女学习班人数", "people in them (at least)", "activity"),
    _own("sheets", "宣传单张份数", "sheets printed for households (at least)", "activity"),
)
