"""What the county's rules ask for. Nothing is published; ranges are open."""

from fpplan.api import Input, Text

from .words import OWN

PARTS = {
    "targets": ("年度目标任务", "targets of the year"),
    "monthly": ("“月月化”指标", "monthly indicators"),
    "campaign": ("“集中整治”任务", "campaign tasks"),
}
BREACHES = ("own_or_children", "own")


def _share(name: str, zh: str, en: str, about: str, sums_up: bool = False) -> Input:
    return Input(f"{OWN}_{name}", Text(zh, en), "percent", range=(0, 100), about=about,
                 sums_up=sums_up)


def _events(name: str, zh: str, en: str, about: str, sums_up: bool = False) -> Input:
    return Input(f"{OWN}_{name}", Text(zh, en), "count", "none_recorded", about=about,
                 sums_up=sums_up)


def _fund(name: str, zh: str, en: str) -> Input:
    return Input(f"{OWN}_{name}_fund_yuan", Text(zh, en), "yuan", range=(0, 100000), central=10000,
                 about="staff", not_tagged_because=Text(
                     "奖金总额；奖给什么由该奖项读取的数据决定",
                     "the sum of money; what it rewards is told by what the award reads"))


def _three_years(name: str, zh: str, en: str) -> tuple[Input, ...]:
    """Unlawful births of this year, one year and two years before."""
    return tuple(_events(f"{name}_births{end}", f"{zh}{when_zh}", f"{en}{when_en}",
                         "fee_or_penalty")
                 for end, when_zh, when_en in (
                     ("", "", ""), ("_1_before", "（一年前）", ", one year before"),
                     ("_2_before", "（两年前）", ", two years before")))


INPUTS = (
    *(_share(f"{name}_percent", f"{zh}得分率", f"share of points earned: {en}", "staff",
             sums_up=True) for name, (zh, en) in PARTS.items()),
    *(Input(f"{OWN}_weight_{name}", Text(f"权数：{zh}", f"weight: {en}"), "points", range=(1, 1),
            possible=(0, 100), about="staff") for name, (zh, en) in PARTS.items()),
    Input(f"{OWN}_inspection_points", Text("省市明查暗访、考核的加扣分",
                                           "points added or taken by inspections of province or "
                                           "city"),
          "points", "none_recorded", possible=(-100, 100), about="staff", sums_up=True),
    Input(f"{OWN}_own_inspection_points", Text("本单位受检的加扣分",
                                               "points added or taken by the unit's own "
                                               "inspection"),
          "points", "none_recorded", possible=(-100, 100), about="staff", sums_up=True),
    _share("departments_percent", "部门个性项目得分率", "share of the departments' own items",
           "staff"),
    *(Input(f"{OWN}_{name}", Text(f"{zh}（1 = 是）", f"{en} (1 = yes)"), "count", range=(0, 1),
            possible=(0, 1), about="staff") for name, zh, en in (
        ("staff_in_place", "村（居）服务员人员落实", "service worker of the village in place"),
        ("duties_in_place", "职责落实", "duties in place"),
        ("pay_in_place", "报酬落实", "pay in place"),
        ("veto_facts_published", "涉及否决的事实已公布", "facts that call for a veto published"))),
    _events("vetoes", "符合“一票否决”的事实", "facts that call for the veto",
            "order_or_policy_status"),
    _share("unlawful_births_handled_percent", "违法生育有调查、处理意见和结果的比例",
           "unlawful births with inquiry, opinion and outcome", "fee_or_penalty"),
    _events("failed", "考核不达标（1 是 0 否）", "assessment failed (1 yes, 0 no)", "staff", True),
    *_three_years("own_or_children", "本人及子女违法生育例数",
                  "unlawful births, own or of children"),
    *_three_years("own", "本人违法生育例数", "own unlawful births"),
    _events("term_failed", "上届工作严重失误（1 是 0 否）",
            "grave failure in the last term (1 yes, 0 no)", "fee_or_penalty"),
    Input("births_out_of_policy", Text("政策外出生数", "births outside policy"), "count",
          range=(0, 30)),
    Input("long_acting_timely_percent", Text("长效节育措施落实及时率",
                                             "long-acting methods in time"), "percent",
          range=(0, 100)),
    _fund("advanced", "先进集体奖金额", "fund for advanced townships"),
    _fund("lawful_births", "依法生育村奖金额", "fund for villages of lawful births"),
    _fund("methods", "长效节育措施落实奖金额", "fund for long-acting methods"),
)
