"""The county's assessment of townships, and the townships' of villages, put together.

The rules name the parts of a year's total (targets, monthly indicators, campaigns) and say
that their weights are set anew by weak points, but give no points: 60, 20 and 20 are an
assumption that the three weight inputs change, the 100 staying.
"""

from fpplan.api import (
    Calendar,
    Chapter,
    Coupled,
    Item,
    Only,
    PeerGroup,
    PerEvent,
    Pick,
    Proportional,
    Reweight,
    Scheme,
    Shown,
    Text,
    Threshold,
    Veto,
    with_fills,
)

from .fills import FILLS
from .inputs import INPUTS, PARTS
from .payouts import payouts
from .readings import READINGS
from .words import DOCUMENT, OWN, clause

POINTS = {"targets": 60, "monthly": 20, "campaign": 20}
QUOTES = {"targets": "在完成年度目標任務中", "monthly": "把計生“月月化”指標",
          "campaign": "“集中整治”工作任務設定在年度總得分中"}


def _year() -> Chapter:
    return Chapter("year", Text("年度总得分", "Total of the year"), points=100, reweight=Reweight({
        name: f"{OWN}_weight_{name}" for name in PARTS}), items=tuple(
        Item(name, Text(zh, en), clause(QUOTES[name], f"按得分率计（假定 {POINTS[name]} 分）。",
                                        f"In proportion ({POINTS[name]} points, assumed)."),
             Proportional(f"{OWN}_{name}_percent", POINTS[name], 100))
        for name, (zh, en) in PARTS.items()))


def _coupling() -> Chapter:
    points = f"{OWN}_inspection_points"
    return Chapter("coupling", Text("与省市考核捆绑", "Coupled with inspections"), kind="bonus",
                   items=(
        Item("inspection", Text("省市检查加扣分", "inspections by province or city"),
             clause("與省市明查暗訪、考核相捆綁", "按照实际得分加、扣分。",
                    "Added or taken by the points of the inspection."),
             Pick("inspection", {"above": Coupled(points, 1, "above"),
                                 "below": Coupled(points, 1, "below"),
                                 "own_and_above": Coupled(points, 1, "above")})),
        Item("own_inspection", Text("本单位受检加扣分", "the unit's own inspection"),
             clause("按照實際得分", "本单位受检的得分，加、扣在本单位。",
                    "The points of the unit's own inspection count for it."),
             PerEvent(f"{OWN}_own_inspection_points", 1.0),
             only=Only("inspection", ("own_and_above",))),
    ))


def _organisation() -> Chapter:
    """Departments, staffing and what is made public: asked for without points."""
    def wanted(name: str, quote: str, zh: str, en: str) -> Item:
        return Item(name, Text(zh, en), clause(quote, "要做到，没有分值。",
                                               "Asked for; no points are stated."),
                    Threshold(f"{OWN}_{name}", 1))
    placed = "人員、職責、報酬“三落實”"
    return Chapter("organisation", Text("部门、队伍与公布", "Departments, staff, publication"),
                   kind="bonus", items=(
        Item("departments", Text("部门个性项目", "items of the departments' own"),
             clause("設定個性項目", "部门另设个性项目，统一考核；没有内容和分值。",
                    "Departments have items of their own, assessed together; neither items nor "
                    "points are stated."), Shown(f"{OWN}_departments_percent")),
        wanted("staff_in_place", placed, "服务员人员落实", "service worker in place"),
        wanted("duties_in_place", placed, "职责落实", "duties in place"),
        wanted("pay_in_place", placed, "报酬落实", "pay in place"),
        wanted("veto_facts_published", "在一定范圍內予以公布", "否决事实公布",
               "facts that call for a veto published"),
    ))


def _discipline() -> Chapter:
    handled = f"{OWN}_unlawful_births_handled_percent"
    return Chapter("discipline", Text("工作纪律", "Discipline"), kind="deduction", items=(
        Item("veto", Text("一票否决", "one-vote veto"),
             clause("嚴格執行“一票否決制”",
                    "按省市办法否决：当年总分不计，不得评先（范围是假定）。",
                    "By the rules of province and city: the year counts nothing and no award "
                    "follows (the scope is assumed)."),
             Veto(f"{OWN}_vetoes", (OWN,))),
        Item("handled", Text("每例违法生育的处理", "every unlawful birth handled"),
             clause("要做到有調查取證、有處理意見和結果", "每一例都要有。", "Every one of them."),
             Threshold(handled, 100), null="full"),
        Item("standard", Text("考核达标", "assessment passed"),
             clause("對不達標的把好各類先進評比的否決關", "达标。", "Passed."),
             Threshold(f"{OWN}_failed", 0, "most")),
    ))


def scheme() -> Scheme:
    """One scheme for townships and villages: each unit is scored with what counts for it."""
    return Scheme(
        id=OWN,
        text=Text("县人口计生基层工作实施意见", "A county's implementation rules"),
        document=DOCUMENT,
        chapters=(_year(), _coupling(), _organisation(), _discipline()),
        inputs=with_fills(INPUTS, FILLS),
        readings=READINGS,
        calendar=Calendar(),
        base=100,
        peers=(PeerGroup("units", Text("同级单位", "units of one level")),),
        payouts=tuple(payouts()),
    )
