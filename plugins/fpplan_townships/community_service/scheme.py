"""The community's service plan as a list of what is done. It gives no points, dates or shares
but that nobody is left out of the records; no mechanism is added."""

from fpplan.api import (
    Calendar,
    Chapter,
    Clause,
    Item,
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

DOCUMENT = "002 text 15"


def _item(name: str, rule: Rule | Pick[Rule], quote: str, label: Text, text: Text) -> Item:
    return Item(name, label, Clause(DOCUMENT, quote, text), rule)


def _served(name: str, quote: str, label: Text, text: Text) -> Item:
    """A service for people; the document names no share."""
    value = f"{OWN}_{name}_percent"
    return _item(name, Pick("demands", {"shown": Shown(value), "all": Threshold(value, 100)}),
                 quote, label, text)


def _records() -> Chapter:
    return Chapter("records", Text("卡、表、册", "Records"), (
        _item("records_complete", Threshold(f"{OWN}_records_complete_percent", 100),
              "无一人一户遗漏", Text("资料齐全", "full records"),
              Text("无一人一户遗漏。", "Nobody and no household is left out.")),
        _item("reports_agree", Threshold(f"{OWN}_reports_agree_percent", 100),
              "使报表人数和实有人数相符", Text("账实相符", "numbers agree"),
              Text("报表人数与实有人数相符。", "Numbers reported are the people there.")),
        _item("duplicates", Threshold(f"{OWN}_duplicates", 0, "most"),
              "清理重复录入、重复管理的人口", Text("重复人口", "recorded twice"),
              Text("清理干净。", "None is left.")),
        _item("migrants_updated", Threshold(f"{OWN}_migrants_updated_percent", 100),
              "流动人口及时更新", Text("流动人口更新", "migrants up to date"),
              Text("及时更新。", "Kept up to date.")),
    ))


def _association() -> Chapter:
    return Chapter("association", Text("协会和宣传", "Association and publicity"), (
        _item("events", Shown(f"{OWN}_events"), "组织多样的娱乐活动", Text("活动", "events"),
              Text("没有写次数。", "No number is stated.")),
        _item("trainings", Shown(f"{OWN}_trainings"), "组织妇女健康培训",
              Text("健康培训", "health trainings"), Text("没有写次数。", "No number is stated.")),
        _item("supply_rounds", Shown(f"{OWN}_supply_rounds"), "医疗咨询、避孕药具发放",
              Text("咨询和药具发放", "advice and free supplies"),
              Text("没有写次数。", "No number is stated.")),
    ))


def _services() -> Chapter:
    return Chapter("services", Text("优质服务和随访", "Services and follow-up"), (
        _item("check_ups", Pick("check_up_interval", {
            "yearly": Threshold(f"{OWN}_check_ups", 1),
            "half_yearly": Threshold(f"{OWN}_check_ups", 2)}), "定期开展生殖保健体检",
              Text("生殖保健体检", "check-ups"),
              Text("定期，没有写多久。", "Regular; the interval is not stated.")),
        _served("women_filed", "对育龄妇女登记造册建档", Text("育龄妇女建档", "files on women"),
                Text("登记造册建档，没有说明要本人同意。",
                     "Registered and filed; consent is not mentioned.")),
        _served("newlyweds_told", "优生、优育、优教", Text("新婚宣传", "newly wed couples"),
                Text("对新婚夫妇宣传。", "Newly wed couples are told.")),
        _served("informed_choice", "为重点的避孕节育措施",
                Text("知情选择", "informed choice"),
                Text("积极稳妥地开展知情选择。", "Contraception by informed choice.")),
        _item("visits_recorded", Threshold(f"{OWN}_visits_recorded_percent", 100),
              "做到边随访边记录", Text("随访记录", "visits recorded"),
              Text("每次随访都记录。", "Every visit is recorded.")),
        _served("pregnancies_visited", "重点做好孕期孕情服务走访",
                Text("孕情走访", "visits in pregnancy"),
                Text("孕期走访，没有说明要本人同意。",
                     "Visits in pregnancy; consent is not mentioned.")),
        _served("mothers_served", "新生儿抚育及妇科病检查", Text("产后服务", "new mothers"),
                Text("新生儿抚育和妇科病检查。", "Care of the baby and a check.")),
    ))


def _help() -> Chapter:
    return Chapter("help", Text("帮扶", "Help"), (
        _served("poor_helped", "对贫困计生家庭的无业、失业人员提供帮助",
                Text("贫困家庭", "poor families"), Text("提供帮助。", "Are helped.")),
        _served("disabled_helped", "独生子女残疾家庭特别扶助工作",
                Text("残疾家庭", "disabled only child"), Text("特别扶助。", "Special aid.")),
    ))


def scheme() -> Scheme:
    """The community's year."""
    return Scheme(
        id="community_service",
        text=Text("社区计生服务计划", "Community service plan"),
        document=DOCUMENT,
        chapters=(_records(), _association(), _services(), _help()),
        inputs=with_fills(INPUTS, FILLS),
        readings=READINGS,
        calendar=Calendar(),
    )
