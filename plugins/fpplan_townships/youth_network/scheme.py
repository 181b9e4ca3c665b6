"""The youth network's three phases and the shares of young people to be reached. The document
gives no points; percent signs are missing in it, 50, 80 and 95 are read as per cent."""

from fpplan.api import (
    Calendar,
    Chapter,
    Clause,
    Item,
    Milestone,
    Pick,
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

DOCUMENT = "002 text 7"
STEP, REACH = 5, 10


def _met(value: str, target: float, points: float) -> Pick[Rule]:
    value = f"{OWN}_{value}"
    return Pick("weights", {"none": Threshold(value, target),
                            "reach": Threshold(value, target, full_points=points)})


def _step(name: str, value: str, target: float, by: str, quote: str, label: Text, text: Text
          ) -> Item:
    """A step of the first two phases, by the end of its phase."""
    value = f"{OWN}_{value}"
    rule: Pick[Rule] = Pick("weights", {"none": Milestone(value, by, target),
                                        "reach": Milestone(value, by, target, STEP)})
    return Item(name, label, Clause(DOCUMENT, quote, text), rule)


def _reach(who: str, quote: str, zh: str, en: str, targets: tuple[int, int, int]
           ) -> tuple[Item, ...]:
    """The three steps of one group."""
    return tuple(
        Item(f"{who}_step_{number}", Text(f"{zh}（第 {number} 个台阶）", f"{en}, step {number}"),
             Clause(DOCUMENT, quote, Text(f"受教育面达到 {target}%。",
                                          f"{target} % are reached.")),
             Pick("steps", {"levels": _met(f"{who}_percent", target, REACH),
                            "years": _met(f"{who}_year_{number}_percent", target, REACH)}))
        for number, target in enumerate(targets, start=1))


def _preparation() -> Chapter:
    return Chapter("preparation", Text("准备工作阶段（7 月以前）", "Preparation (before July)"), (
        _step("plan", "plan_agreed", 1, "--06-30", "共同制定方案", Text("方案", "plan"),
              Text("教育局、计生局、计生协、团市委共同制定。",
                   "Agreed by the bureaus of education and family planning, the association and "
                   "the youth league.")),
        _step("city_teachers", "city_teachers_trained", 1, "--06-30",
              "选拔市级师资参加国家师资培训",
              Text("市级师资", "city teachers"),
              Text("选拔市级师资参加国家培训。", "City teachers attend the national training.")),
        _step("pilots_chosen", "pilots_chosen", 1, "--06-30", "确定试点单位",
              Text("试点单位", "pilots chosen"), Text("确定试点单位。", "The pilots are chosen.")),
        _step("teachers", "teachers_trained_percent", 100, "--06-30", "分年度培训×××人的师资队伍",
              Text("师资培训", "teachers trained"),
              Text("分年度培训师资和基层骨干，人数在原文中隐去。",
                   "Teachers are trained year by year; the number is blanked out.")),
    ))


def _pilot() -> Chapter:
    return Chapter("pilot", Text("试点阶段（7 月至次年 3 月末）",
                                 "Pilot (July to the end of March)"), (
        _step("seminar", "seminar_held", 1, "--03-31", "召开青春期健康教育研讨会",
              Text("研讨会和教材", "seminar and material"),
              Text("召开研讨会，确定教材。", "A seminar is held and the material fixed.")),
        _step("pilot_some", "pilot_kinds", 1, "--03-31", "部分小学、中学",
              Text("开始试点", "pilots begun"),
              Text("至少一类已开展试点。", "At least one kind has a pilot.")),
        _step("pilot_all", "pilot_kinds", 4, "--03-31", "城市社区、企事业单位",
              Text("四类都有试点", "pilots of all four kinds"),
              Text("小学、中学、城市社区、企事业单位都有试点。",
                   "Primary and middle schools, communities and workplaces have pilots.")),
        _step("exhibition", "exhibition_held", 1, "--03-31", "组织青春期教育参观展览活动",
              Text("展览和总结", "exhibition and summing-up"),
              Text("组织参观展览，及时总结经验。",
                   "Visits and an exhibition are held and the experience summed up.")),
    ))


def scheme() -> Scheme:
    """The youth network. Its general phase starts in March, and so does its year."""
    general = Chapter("general", Text("普遍教育阶段（3 月起）", "General phase (from March)"), (
        Item("parents", Text("教师和家长培训", "teachers and parents"),
             Clause(DOCUMENT, "教师和家长的培训", Text(
                 "由市教育局负责，没有写人数。",
                 "By the bureau of education; no number is stated.")),
             Shown(f"{OWN}_parents_trained_percent")),
        *_reach("pupils", "在校学生受教育面分别达到50、80、95", "在校学生", "pupils", (50, 80, 95)),
        *_reach("others", "青年受教育面分别达到30、50、80", "其他青年", "other young people",
                (30, 50, 80))))
    return Scheme(
        id="youth_network",
        text=Text("计划生育青年网络", "Youth health-education network"),
        document=DOCUMENT,
        chapters=(_preparation(), _pilot(), general),
        inputs=with_fills(INPUTS, FILLS),
        readings=READINGS,
        calendar=Calendar(starts=3),
        base=Pick("weights", {"none": 0, "reach": 100}),
    )
