"""The town's plan for its supply network. The document gives no points: the weights are an
assumption, to be chosen among readings."""

from typing import Literal

from fpplan.api import (
    Calendar,
    Chapter,
    Clause,
    Input,
    Item,
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

DOCUMENT = "002 text 5"
QUARTERS = (3, 3, 3, 3)
EQUAL = 6.25  # sixteen items carry a demand
STAFF, OTHER = 7, 6  # 4 × 7 + 12 × 6 = 100


def _met(value: str, target: float, staff_first: float, at: Literal["least", "most"] = "least",
         parts: int = 1) -> Pick[Rule]:
    """A demand that is met or not; in each of `parts` of the year where it is due in each."""
    value = f"{OWN}_{value}"
    return Pick("weights", {
        "equal": Threshold(value, target, at, EQUAL / parts),
        "own": Threshold(value, target, at, EQUAL / parts),
        "staff_first": Threshold(value, target, at, staff_first / parts),
        "none": Threshold(value, target, at)})


def _all(value: str, points: float) -> Pick[Rule]:
    """A demand without a number: all of them, or half."""
    return Pick("no_number", {"all": _met(value, 100, points), "half": _met(value, 50, points)})


def _item(name: str, rule: Pick[Rule], quote: str, label: Text, text: Text,
          calendar: Literal["year", "season"] = "year") -> Item:
    return Item(name, label, Clause(DOCUMENT, quote, text), rule, calendar=calendar)


def _shown(name: str, value: str, quote: str, label: Text, text: Text) -> Item:
    return Item(name, label, Clause(DOCUMENT, quote, text), Shown(f"{OWN}_{value}"))


def _weight(item: Item) -> Input:
    """The user's weight of one item, 1 unless it is given."""
    return Input(f"{OWN}_weight_{item.id}", Text(f"自定权重：{item.text.zh}",
                                                 f"own weight: {item.text.en}"), "points",
                 range=(1, 1), possible=(0, 100), about="activity")


def _staff() -> Chapter:
    return Chapter("staff", Text("岗位练兵", "Training of staff"), (
        _item("training", _all("staff_trained_percent", STAFF), "市计生委举办的业务知识培训",
              Text("市级培训", "training at the city"),
              Text("村计生员和发放点管理人员参加市级培训，没有写人数。",
                   "Village workers and point managers attend; no number is stated.")),
        _item("courses", _met("meeting_courses", 1, STAFF), "设置药具知识专题学习培训课",
              Text("例会专题课", "courses at the meetings"),
              Text("没有写次数；一年至少一次为设定。",
                   "No number is stated; at least one a year is an assumption.")),
        _item("inspection", _all("points_inspected_percent", STAFF), "指导、检查",
              Text("指导检查", "guidance and inspection"),
              Text("对各发放点指导检查。", "Every point is guided and inspected.")),
        _item("review", _met("year_end_review", 1, STAFF), "年终时进行评比表彰",
              Text("年终评比", "year-end review"),
              Text("年终评比，优秀的给予奖励，没有写金额。",
                   "A review at the year's end, with rewards for good work; no sum is stated.")),
    ))


def _network() -> Chapter:
    return Chapter("network", Text("药具服务网络", "Supply network"), (
        _item("dispensers", _met("villages_with_dispenser_percent", 100, OTHER),
              "每个村委会投放一个免费领取避孕药具柜",
              Text("村委会药具柜", "dispensers of village committees"),
              Text("每个村委会一个。", "One for each village committee.")),
        _item("town_point", _met("town_points_added", 1, OTHER), "镇上区域另增设一个发放点",
              Text("镇上发放点", "point in town"), Text("镇上另设一个。", "One more in town.")),
        _shown("group_points", "group_points_added", "每个村小组人口较集中的地区",
               Text("村小组发放点", "points of village groups"),
               Text("继续争取增设，没有写数量。", "More are sought; no number is stated.")),
        _item("managers", _all("points_managed_percent", OTHER), "由村计生员专人负责管理",
              Text("专人管理", "in somebody's care"),
              Text("每个点由村计生员专人管理。", "A village worker looks after each point.")),
        _item("kinds", _met("methods_on_offer", 2, OTHER), "投放品种多样的避孕药具",
              Text("药具品种", "kinds of supplies"),
              Text("要求多样，没有写品种数；至少两种为设定。",
                   "Several kinds are demanded, no number; at least two is an assumption.")),
        _item("expired", _met("expired_found", 0, OTHER, "most"), "及时清理过期药具",
              Text("过期药具", "expired supplies"),
              Text("及时清理；没有过期药具为设定的目标。",
                   "Cleared in time; that none is found is the assumed target.")),
        _item("register", _met("register_kept", 1, OTHER), "药具网点的增减登记",
              Text("网点登记", "register of points"),
              Text("登记网点的增减。", "Points added and closed are registered.")),
        _item("needs", _met("needs_surveyed", 1, OTHER), "育龄群众药具需求新变化的底数",
              Text("需求底数", "changed needs"),
              Text("生育政策调整后摸清需求变化，调整计划。",
                   "Needs are counted after the change of policy, and the plan adjusted.")),
        _shown("accessible", "accessible_percent", "药具免费发放可及率",
               Text("可及率", "people with a point in reach"),
               Text("要求提高，没有给目标。", "To rise; no target is given.")),
        _shown("statistics_right", "statistics_right_percent", "信息统计准确率",
               Text("信息统计准确率", "statistics that are right"),
               Text("要求提高，没有给目标。", "To rise; no target is given.")),
        _shown("satisfied", "satisfied_percent", "药具发放服务满意度",
               Text("满意度", "clients satisfied"),
               Text("要求提高，没有给目标。", "To rise; no target is given.")),
    ))


def _publicity() -> Chapter:
    return Chapter("publicity", Text("宣传与服务", "Publicity and services"), (
        _item("lectures", _met("lectures", 1, OTHER, parts=len(QUARTERS)),
              "每季度举办内容丰富的避孕节育宣传讲座",
              Text("季度讲座", "quarterly lectures"), Text("每季度一次。", "One each quarter."),
              calendar="season"),
        _shown("screens", "screens", "多媒体户外液晶屏、党员远程教育站点",
               Text("液晶屏和站点", "screens and stations"),
               Text("没有写数量。", "No number is stated.")),
        _item("head_meetings", _met("head_meetings", 2, OTHER), "一年两次的中心户长会议",
              Text("中心户长会议", "household-head meetings"),
              Text("一年两次，宣讲避孕节育知识。", "Twice a year, with a talk on contraception.")),
        _item("booklets", _met("booklet_rounds", 1, OTHER), "发放药具宣传手册、折页",
              Text("宣传手册", "booklets"),
              Text("各节庆假日发放，没有写次数；一年至少一次为设定。",
                   "Given on holidays, no number; at least once a year is an assumption.")),
        _item("tour_lecture", _met("tour_lectures", 1, OTHER), "生殖保健知识巡回讲座",
              Text("巡回讲座", "touring lecture"), Text("每年至少一次。", "At least one a year.")),
        _item("screening", _met("screenings", 1, OTHER), "进行一次生殖健康普查",
              Text("生殖健康普查", "reproductive-health screening"),
              Text("每年至少一次，同时免费发放药具、咨询。",
                   "At least once a year, with free supplies and advice.")),
    ))


def scheme() -> Scheme:
    """The supply network's year; the document names no month, so it starts at the decision
    month and is cut into quarters."""
    chapters = (_staff(), _network(), _publicity())
    counted = [item for chapter in chapters for item in chapter.walk()
               if not isinstance(item.rule, Shown)]
    own = Reweight({item.id: f"{OWN}_weight_{item.id}" for item in counted})
    whole = Chapter("whole_network", Text("全部", "the whole network"), chapters,
                    reweight=Pick("weights", {"equal": None, "own": own, "staff_first": None,
                                              "none": None}))
    return Scheme(
        id="supply_network",
        text=Text("药具服务管理网络", "Contraceptive-supply network"),
        document=DOCUMENT,
        chapters=(whole,),
        inputs=(*with_fills(INPUTS, FILLS), *(_weight(item) for item in counted)),
        readings=READINGS,
        calendar=Calendar(parts=QUARTERS),
        base=Pick("weights", {"equal": 100, "own": 100, "staff_first": 100, "none": 0}),
    )
