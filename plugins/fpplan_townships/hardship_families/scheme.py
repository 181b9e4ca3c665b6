"""The eleven measures for families whose only child died or is disabled: whether each reaches
all whom it is for. The document gives no points; no mechanism is added."""

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

DOCUMENT = "002 text 12"


def _item(name: str, rule: Rule | Pick[Rule], quote: str, label: Text, text: Text) -> Item:
    return Item(name, label, Clause(DOCUMENT, quote, text), rule)


def _all(name: str, quote: str, label: Text, text: Text) -> Item:
    """A measure that is to reach all who qualify or ask."""
    return _item(name, Threshold(f"{OWN}_{name}_percent", 100), quote, label, text)


def _families() -> Chapter:
    return Chapter("families", Text("对象", "Families"), (
        _item("bereaved", Shown(f"{OWN}_bereaved"), "4户独生子女死亡家庭",
              Text("独生子女死亡家庭", "families whose only child died"),
              Text("目前 4 户。", "Four at present.")),
        _item("disabled", Shown(f"{OWN}_disabled"), "4户独生子女伤残家庭",
              Text("独生子女伤残家庭", "families whose only child is disabled"),
              Text("目前 4 户，三级及以上伤残。", "Four at present, grade 3 or above.")),
    ))


def _living() -> Chapter:
    festivals: Pick[Rule] = Pick("festivals", {
        "three": Threshold(f"{OWN}_festival_rounds", 3),
        "one": Threshold(f"{OWN}_festival_rounds", 1)})
    return Chapter("living", Text("生活关怀", "Living"), (
        _all("aid_applied", "计生办要积极申报奖励金", Text("1 特别扶助申报", "1 special aid"),
             Text("宣传、摸底、上报。", "Told, counted and applied for.")),
        _item("festival_visits", festivals, "重大节假日优先慰问",
              Text("1 节日慰问", "1 festival visits"),
              Text("春节、古尔邦节、肉孜节等。", "Spring Festival, Corban, Rouzi and others.")),
        _all("minimum_income", "应按程序纳入城乡低保范围", Text("2 低保", "2 minimum income"),
             Text("符合条件的纳入。", "For those who qualify.")),
        _all("aid_left_out", "特别扶助金不计入家庭收入",
             Text("2 扶助金不计收入", "2 aid is not income"),
             Text("核算收入时不计。", "It is left out when income is counted.")),
        _all("aged_supported", "分别纳入特困人员供养范围", Text("2 特困供养", "2 special support"),
             Text("60 岁以上、符合条件。", "For members over 60 who qualify.")),
        _all("emergency_relief", "应按政策规定给予相应救助",
             Text("2 临时救助", "2 emergency relief"),
             Text("重大意外事件。", "After a grave accident.")),
        _all("urban_housing", "申请公租房等保障性住房的", Text("3 保障房", "3 housing, urban"),
             Text("优先申报。", "Put forward first.")),
        _all("rural_housing", "优先纳入农村危房改造范围", Text("3 危房改造", "3 housing, rural"),
             Text("优先纳入。", "Put first.")),
        _all("job_help", "优先帮扶其就业创业", Text("4 就业创业", "4 work"),
             Text("有能力和愿望的成员。", "For members who can and wish to.")),
        _all("college_aid", "疆外大学的补助3000元", Text("5 教育补贴", "5 education grant"),
             Text("疆内 2000 元（原文“20xx”），疆外 3000 元。",
                  "2,000 yuan in the region (\"20xx\" in the document), 3,000 outside.")),
    ))


def _care() -> Chapter:
    return Chapter("care", Text("养老、健康、精神、生育关怀", "Old age, health, comfort, children"),
                   (
        _all("old_age_care", "优先安排养老照料", Text("6 养老照料", "6 care in old age"),
             Text("60 岁以上成员。", "For members over 60.")),
        _all("medical_premium", "由社区、村委会缴纳当年参保资金",
             Text("7 代缴参保", "7 insurance paid"),
             Text("社区、村委会缴纳。", "Paid by the community or village.")),
        _all("medical_aid", "给予相应的医疗救助", Text("7 医疗救助", "7 medical aid"),
             Text("符合条件的成员。", "For members who qualify.")),
        _all("accident_cover", "购买计划生育意外伤害保险", Text("7 意外保险", "7 accident cover"),
             Text("街道购买。", "Bought by the subdistrict.")),
        _item("check_up", Threshold(f"{OWN}_check_ups", 1), "开展一次健康体检活动",
              Text("8 健康体检", "8 health check-up"), Text("每年一次。", "Once a year.")),
        _all("visited", "开展走访慰问活动", Text("9 走访慰问", "9 visits"),
             Text("精神慰藉和心理疏导。", "Comfort and counselling.")),
        _all("fertility_service", "免费为夫妻双方开展风险评估", Text("10 再生育服务",
                                                          "10 fertility service"),
             Text("有生育意愿的家庭，免费。", "Free, for those who wish for a child.")),
        _all("adoption", "优先安排其收养子女", Text("11 收养", "11 adoption"),
             Text("简化手续、优先安排。", "Simple papers, put first.")),
    ))


def scheme() -> Scheme:
    """The eleven measures of one year."""
    return Scheme(
        id="hardship_families",
        text=Text("计划生育特殊困难家庭扶助", "Support of special-hardship families"),
        document=DOCUMENT,
        chapters=(_families(), _living(), _care()),
        inputs=with_fills(INPUTS, FILLS),
        readings=READINGS,
        calendar=Calendar(),
    )
