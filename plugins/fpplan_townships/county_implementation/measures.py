"""Awards, exemplary and backward villages, and the service network, as data."""

from fpplan.api import (
    ActivityPlan,
    Amount,
    Consequence,
    Measure,
    PayoutPlan,
    PlanStep,
    Text,
)

from .words import OWN, clause

AWARDS = (
    ("townships_advanced", "乡镇（街道）先进集体奖", "advanced townships", None),
    ("townships_progress", "乡镇（街道）进步奖", "townships with progress", None),
    ("departments", "部门先进集体奖", "advanced departments", None),
    ("villages", "示范（合格）村创建先进奖", "demonstration and qualified villages", None),
    ("lawful_births", "依法生育村（居）奖", "villages of lawful births", "order_or_policy_status"),
    ("households", "农村部分计划生育家庭奖", "certain rural households", "conditional_benefit"),
    ("methods", "长效节育措施落实奖", "long-acting methods", "procedure"),
    ("sample_points", "考核样本点先进奖", "sample points of inspections", None),
    ("innovation", "工作创新奖", "innovation", None),
    ("individuals", "先进个人奖", "advanced individuals", None),
    ("outstanding", "突出贡献奖", "outstanding contribution", None),
)


def _awards() -> PayoutPlan:
    return PayoutPlan(
        f"{OWN}_awards", Text("奖励基金", "the reward fund"),
        clause("獎勵具體辦法另行制定", "设立专户；数额和办法另行制定。",
               "A fund with an account of its own; sums and terms are to be set later."),
        about=("staff",),
        amounts=tuple(Amount(name, Text(zh, en), None, "yuan", about=about)
                      for name, zh, en, about in AWARDS))


def _villages() -> ActivityPlan:
    return ActivityPlan(
        f"{OWN}_villages", Text("示范村、合格村、后进村",
                                "demonstration, qualified and backward villages"),
        clause("“示範村”創建、“合格村”建設、“后進村”轉化", "分阶段公开进度，领导联系。",
               "Progress is published in stages; leaders are assigned."),
        about=("activity",),
        steps=(
            PlanStep("bundled", Text("“资源捆绑”，部门共同指导",
                                     "departments pool resources and guide together")),
            PlanStep("assigned", Text("主要领导联系示范村和后进村",
                                      "leaders are assigned to demonstration and backward "
                                      "villages")),
            PlanStep("village_rules", Text("依法制订村规民约，加大对违法生育的制约",
                                           "village rules that restrain unlawful births"),
                     about="fee_or_penalty"),
            PlanStep("published", Text("媒体和简报公开进度",
                                       "progress is published in media and bulletins"))),
        consequences=(Consequence("promotion", Text("计生实绩作为干部提拔依据",
                                                    "results count for promotion"),
                                  Text("干部", "cadres")),))


def _network() -> ActivityPlan:
    stations = (("county", "县级站", "county station"),
                ("central", "中心乡镇站", "central station"),
                ("first_class", "周边乡镇一级站", "first-class township station"),
                ("rooms", "社区村（居）计卫合作室", "shared rooms with the clinic"),
                ("village_rooms", "村计生服务室", "village service rooms"))
    return ActivityPlan(
        f"{OWN}_network", Text("技术服务网络", "service network"),
        clause("用三年時間,在全縣建成并完善", "三年内建成；中心站、一级站县里适当补助。",
               "Built within three years; the county supports central and first-class stations."),
        about=("service",),
        amounts=(Amount("time", Text("建成时间", "time to build it"), 3, "years", limit="most"),
                 Amount("grants", Text("中心站、一级站补助", "grants for stations"), None, "yuan",
                        paid_by=Text("县", "county"))),
        steps=tuple(PlanStep(name, Text(zh, en)) for name, zh, en in stations))


def measures() -> list[Measure]:
    """All measures of the rules."""
    return [_awards(), _villages(), _network()]
