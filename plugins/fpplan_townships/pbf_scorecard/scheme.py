"""A performance-based-financing quality score card for a family-planning service point.

The structure is that of 32 such programmes (Gergen and others 2017, Global Health: Science and
Practice 5(1), doi.org/10.9745/GHSP-D-16-00239): a check-list, verified every quarter, with
chapters for management, premises, supply and each service, its lines all or nothing, its
score multiplying or topping up a payment for quantity. The lines on management and premises
are among the most frequent of its 68 check-lists; those on family planning follow the elements
of quality of care of Bruce (choice, information, competence, relations, continuity, services).
All points are assumptions. The payment for quantity, which pays for services counted, is not
encoded: the pay-out is told for each 10,000 yuan of it in a quarter.
"""

from fpplan.api import (
    Calendar,
    Chapter,
    Clause,
    Input,
    Item,
    Payout,
    Pick,
    Proportional,
    Reweight,
    Rule,
    Scheme,
    Step,
    Text,
    Threshold,
    with_fills,
)

from .fills import FILLS
from .inputs import INPUTS, OWN
from .readings import READINGS

REVIEW = "Gergen et al. 2017"
QUALITY = "Bruce 1990"
OWN_WORD = "fpplan, an assumption"
QUARTERS = (3, 3, 3, 3)
QUANTITY = 10_000  # yuan of quantity payment for which the pay-out is told


def _line(name: str, points: float, structure: float, document: str, quote: str, label: Text,
          text: Text) -> Item:
    """One line: all its points or none, a quarter of them each quarter."""
    value, parts = f"{OWN}_{name}", len(QUARTERS)
    rule: Pick[Rule] = Pick("points", {
        "family_planning_first": Threshold(value, 1, full_points=points / parts),
        "own": Threshold(value, 1, full_points=points / parts),
        "structure_first": Threshold(value, 1, full_points=structure / parts)})
    return Item(name, label, Clause(document, quote, text), rule, calendar="season")


def _weight(item: Item) -> Input:
    """The user's weight of one item, 1 unless it is given."""
    return Input(f"{OWN}_weight_{item.id}", Text(f"自定权重：{item.text.zh}",
                                                 f"own weight: {item.text.en}"), "points",
                 range=(1, 1), possible=(0, 100), about="activity")


def _management() -> Chapter:
    return Chapter("management", Text("管理", "Management"), (
        _line("reports_in_time", 5, 8, REVIEW, "reports submitted on time",
              Text("报告按时", "reports in time"),
              Text("68 份清单中 32 份有。", "In 32 of 68 check-lists.")),
        _line("accounts_kept", 5, 8, REVIEW, "Financial and accounting documents",
              Text("账目齐全", "accounts"), Text("68 份清单中 31 份有。", "In 31 of 68.")),
        _line("minutes_kept", 5, 8, REVIEW, "Meeting minutes or documentation",
              Text("会议记录", "minutes"), Text("68 份清单中 24 份有。", "In 24 of 68.")),
        _line("data_analysed", 5, 8, REVIEW, "HMIS data analysis report",
              Text("数据分析", "data analysed"), Text("68 份清单中 24 份有。", "In 24 of 68.")),
        _line("plan_current", 5, 8, REVIEW, "Business plan exists and is up-to-date",
              Text("业务计划", "business plan"), Text("68 份清单中 20 份有。", "In 20 of 68.")),
    ))


def _premises() -> Chapter:
    return Chapter("premises", Text("房舍和设备", "Premises"), (
        _line("latrine_clean", 5, 8, REVIEW, "Presence of latrines/toilets",
              Text("厕所", "latrines"), Text("68 份清单中 36 份有，最多。",
                                           "In 36 of 68, the most frequent.")),
        _line("waste_safe", 5, 8, REVIEW, "Waste is treated and disposed properly",
              Text("废物处理", "waste"), Text("68 份清单中 27 份有。", "In 27 of 68.")),
        _line("referral_line", 5, 8, REVIEW, "A communication system",
              Text("转诊通讯", "line to the referral centre"),
              Text("68 份清单中 21 份有。", "In 21 of 68.")),
    ))


def _supply() -> Chapter:
    return Chapter("supply", Text("供应", "Supply"), (
        _line("methods_in_stock", 8, 6, QUALITY, "choice of methods",
              Text("三种方法", "three methods"),
              Text("当天至少三种现代方法（设定）。",
                   "At least three modern methods on the day (assumed).")),
        _line("no_stock_out", 8, 6, QUALITY, "choice of methods", Text("没有断货", "no stock-out"),
              Text("整季没有断货（设定）。", "None out in the whole quarter (assumed).")),
        _line("stock_cards", 4, 4, OWN_WORD, "stock cards agree with the shelves",
              Text("库存卡相符", "stock cards"),
              Text("核查时与实物相符（设定）。", "Agree with the shelves (assumed).")),
    ))


def _family_planning() -> Chapter:
    told, parts = f"{OWN}_told_percent", len(QUARTERS)
    information = Item(
        "information", Text("告知", "information"),
        Clause(QUALITY, "information given to clients", Text(
            "按出口访谈中三项都被告知的比例。",
            "In proportion to clients who at the exit say they were told all three.")),
        Pick("points", {"family_planning_first": Proportional(told, 12 / parts, 100),
                        "own": Proportional(told, 12 / parts, 100),
                        "structure_first": Proportional(told, 4 / parts, 100)}),
        calendar="season")
    return Chapter("family_planning", Text("计划生育服务", "Family planning"), (
        information,
        _line("staff_trained", 8, 4, QUALITY, "technical competence",
              Text("人员培训", "trained staff"),
              Text("咨询和技术都受过培训。", "Trained in counselling and methods.")),
        _line("private_room", 8, 4, QUALITY, "interpersonal relations", Text("隐私", "privacy"),
              Text("咨询不被听见、不被看见。", "Advice is given unseen and unheard.")),
        _line("removal_offered", 6, 4, QUALITY, "mechanisms to encourage continuity",
              Text("取出和复诊", "removal and return"),
              Text("应要求取出，复诊有安排。", "Removal on request, return visits arranged.")),
        _line("referral_list", 6, 4, QUALITY, "appropriate range of services",
              Text("转介", "referral"),
              Text("不提供的方法有去处。", "Methods not given here have a place to go to.")),
    ))


def _bonus() -> Payout:
    score, each = "#card", 1 / len(QUARTERS)  # a quarter of the card's points is 100 % of a quarter
    share = tuple((point * each, QUANTITY * point / 100) for point in range(50, 101))
    yuan: Pick[Rule] = Pick("bonus", {
        "times_score": Step(score, share),
        "one_step": Step(score, ((80 * each, 0.3 * QUANTITY),))})
    return Payout("quality_bonus", Text("质量奖金（每 1 万元数量款）",
                                        "quality bonus (for each 10,000 yuan of quantity payment)"),
                  Clause(REVIEW, "quantity bonus amount", Text(
                      "按评分卡本季得分（满分 25 分）。"
                      "times_score 同布基纳法索：得分（取整百分点）50% 起乘数量款。"
                      "one_step 同吉布提：80% 起 30%；吉布提低分倒扣的部分没有编入。",
                      "By the card's own points of the quarter, 25 at most. "
                      "times_score as in Burkina Faso: the score in whole per cent, from 50 on. "
                      "one_step as in Djibouti: 30 % from 80 % on; what Djibouti takes away below "
                      "is not encoded.")),
                  role=Text("服务点", "service point"), yuan=yuan,
                  calendar="season")


def scheme() -> Scheme:
    """The score card of a year: the mean of its four quarters, 100 at the most."""
    chapters = (_management(), _premises(), _supply(), _family_planning())
    lines = [item for chapter in chapters for item in chapter.walk()]
    own = Reweight({item.id: f"{OWN}_weight_{item.id}" for item in lines})
    card = Chapter("card", Text("评分卡", "score card"), chapters, points=100,
                   reweight=Pick("points", {"family_planning_first": None, "own": own,
                                            "structure_first": None}))
    return Scheme(
        id="pbf_scorecard",
        text=Text("按绩效付费的质量评分卡", "Performance-based-financing quality score card"),
        document=REVIEW,
        chapters=(card,),
        inputs=(*with_fills(INPUTS, FILLS), *(_weight(item) for item in lines)),
        readings=READINGS,
        calendar=Calendar(parts=QUARTERS),
        base=100,
        payouts=(_bonus(),),
    )
