"""The plan of a supply-service year for migrants, October to the end of April, as a list of
what is to be done. The document gives no points; the ten equal weights are an assumption."""

from fpplan.api import (
    Calendar,
    Chapter,
    Clause,
    Input,
    Item,
    Milestone,
    Pick,
    Reweight,
    Rule,
    Scheme,
    Shown,
    Text,
    Threshold,
    with_fills,
)

from .fills import FILLS
from .inputs import INPUTS, OWN
from .readings import READINGS

DOCUMENT = "002 text 4"
EACH = 10


def _at_least(value: str, target: float) -> Pick[Rule]:
    """At least so much, with or without points."""
    return Pick("weights", {"equal": Threshold(value, target, full_points=EACH),
                            "own": Threshold(value, target, full_points=EACH),
                            "none": Threshold(value, target)})


def _by(value: str, date: str, target: float) -> Pick[Rule]:
    """So much done by a date, the end of the month that the document names."""
    return Pick("weights", {"equal": Milestone(value, date, target, EACH),
                            "own": Milestone(value, date, target, EACH),
                            "none": Milestone(value, date, target)})


def _step(name: str, value: str, target: float, quote: str, label: Text, text: Text,
          by: str | None = None) -> Item:
    value = f"{OWN}_{value}"
    rule = _by(value, by, target) if by else _at_least(value, target)
    return Item(name, label, Clause(DOCUMENT, quote, text), rule)


def _shown(name: str, value: str, quote: str, label: Text, text: Text) -> Item:
    return Item(name, label, Clause(DOCUMENT, quote, text), Shown(value))


def _weight(item: Item) -> Input:
    """The user's weight of one item, 1 unless it is given."""
    return Input(f"{OWN}_weight_{item.id}", Text(f"自定权重：{item.text.zh}",
                                                 f"own weight: {item.text.en}"), "points",
                 range=(1, 1), possible=(0, 100), about="activity")


def _october() -> Chapter:
    return Chapter("starting", Text("动员部署（10 月）", "Starting (October)"), (
        _step("own_plan", "plan_made", 1, "制定便于实施的", Text("本地实施方案", "own plan"),
              Text("10 月底前制定本地实施方案。", "The township makes its own plan in October."),
              "--10-31"),
    ))


def _supply() -> Chapter:
    coverage = f"{OWN}_places_covered_percent"
    return Chapter("supply", Text("供应与网络", "Supply and network"), (
        _step("counting", "counts_taken", 4, "进行摸底清查", Text("摸清底数", "counting"),
              Text("11 月：使用药具流动人口数、经费投入、免费发放点、发放服务四项。",
                   "November: migrants who use supplies, money, free points and services."),
              "--11-30"),
        _step("study", "study_done", 1, "开展流动人口药具服务专题调研", Text("专题调研", "study"),
              Text("12 月：对重点行业和关键人群调研。",
                   "December: a study of key trades and people."), "--12-31"),
        _step("points_added", "points_added", 1, "增设药具免费发放点",
              Text("增设发放点", "points added"),
              Text("1 月至 2 月在集聚区增设发放点，没有写数量；至少 1 个为设定。",
                   "January and February: points added where migrants gather; the number is not "
                   "stated, at least 1 is an assumption."), "--02-28"),
        Item("coverage", Text("发放点覆盖", "places covered"),
             Clause(DOCUMENT, "确保流动人口计划生育药具服务全覆盖", Text(
                 "按合理布局、全面覆盖的要求设点。", "Points are set up for full coverage.")),
             Pick("full_coverage", {"target": _at_least(coverage, 100), "aim": Pick("weights", {
                 "equal": Shown(coverage), "own": Shown(coverage), "none": Shown(coverage)})})),
        _step("points_published", "points_published", 1, "将药具发放网点在网站上公布",
              Text("网点公布", "points published"),
              Text("发放网点在网站上公布，方便查询。",
                   "The points are published on the website.")),
        _step("stock_plan", "stock_planned", 1, "纳入到购调存计划中",
              Text("购调存计划", "stock plan"),
              Text("流动人口使用的药具纳入购、调、存计划。",
                   "Migrants' supplies enter the plan of purchase, transfer and stock.")),
        _shown("supplies_in_time", f"{OWN}_supplies_in_time_percent", "保障有力，及时发放",
               Text("及时发放", "supplies in time"),
               Text("要求及时发放、满足需求，没有给目标。",
                    "Supplies are to be given in time; no target is given.")),
        _step("ways", "ways_combined", 4, "定点发放与流动发放相结合",
              Text("发放途径", "ways of giving"),
              Text("四种结合都做到。", "All four combinations are in use.")),
    ))


def _publicity() -> Chapter:
    return Chapter("publicity", Text("宣传（10 月至次年 4 月）", "Publicity (October to April)"), (
        _step("facts_published", "facts_published", 5, "主动向社会公开药具免费发放政策",
              Text("信息公开", "facts made public"),
              Text("免费政策、网点布局、获取途径、服务内容、服务电话五项。",
                   "Policy, points, ways, services and telephone are made public.")),
        _shown("essays", f"{OWN}_essays", "服务年征文活动", Text("征文", "essays"),
               Text("积极参加征文活动，没有写篇数。",
                    "Essays are to be sent to the competition; no number is stated.")),
        _shown("media_reports", f"{OWN}_media_reports", "县内主流媒体宣传报道",
               Text("媒体报道", "media reports"),
               Text("邀请县内媒体报道，没有写次数。",
                    "The county's media are invited to report; no number is stated.")),
        _shown("awareness", "awareness_percent", "提高流动人口生殖健康知识知晓率",
               Text("知晓率", "awareness"),
               Text("要求提高，没有给目标。", "It is to rise; no target is given.")),
    ))


def _closing() -> Chapter:
    return Chapter("closing", Text("总结评估（4 月至 5 月）", "Closing (April and May)"), (
        _step("report", "report_sent", 1, "4月30日前将活动总结", Text("活动总结", "report"),
              Text("4 月 30 日前报县计生委流管股。",
                   "The report reaches the county by 30 April."), "--04-30"),
    ))


def scheme() -> Scheme:
    """The supply-service year for migrants. Its months run from October, which starts its
    year; the months May to September hold only the county's assessment."""
    full = Pick("full_coverage", {"target": 100.0, "aim": 90.0})
    chapters = (_october(), _supply(), _publicity(), _closing())
    counted = [item for chapter in chapters for item in chapter.walk()
               if not isinstance(item.rule, Shown)]
    own = Reweight({item.id: f"{OWN}_weight_{item.id}" for item in counted})
    whole = Chapter("whole_year", Text("全年", "the whole year"), chapters,
                    reweight=Pick("weights", {"equal": None, "own": own, "none": None}))
    return Scheme(
        id="migrant_supply_year",
        text=Text("流动人口药具服务年活动", "Contraceptive-supply service year for migrants"),
        document=DOCUMENT,
        chapters=(whole,),
        inputs=(*with_fills(INPUTS, FILLS), *(_weight(item) for item in counted)),
        readings=READINGS,
        calendar=Calendar(starts=10),
        base=Pick("weights", {"equal": full, "own": full,
                              "none": Pick("full_coverage", {"target": 0.0,
                                                                            "aim": 0.0})}),
    )
