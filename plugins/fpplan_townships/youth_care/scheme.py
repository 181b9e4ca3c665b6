"""What the youth league plans for hardship households, as a list of what is done and what is
not. The document gives no points and no targets but "each": no mechanism is added."""

from fpplan.api import (
    Calendar,
    Chapter,
    Clause,
    Item,
    Rule,
    Scheme,
    Shown,
    Text,
    Threshold,
    with_fills,
)

from .fills import FILLS
from .inputs import INPUTS, OWN

DOCUMENT = "002 text 11"


def _item(name: str, rule: Rule, quote: str, label: Text, text: Text) -> Item:
    return Item(name, label, Clause(DOCUMENT, quote, text), rule)


def _each(name: str, quote: str, label: Text, text: Text) -> Item:
    """What the document says is done for each."""
    return _item(name, Threshold(f"{OWN}_{name}_percent", 100), quote, label, text)


def _shown(name: str, quote: str, label: Text, text: Text) -> Item:
    return _item(name, Shown(f"{OWN}_{name}_percent"), quote, label, text)


def _help() -> Chapter:
    return Chapter("economic_help", Text("经济帮扶和志愿服务", "Economic help and volunteers"), (
        _shown("helped", "“一对一”、“多对一”和“集体对一”", Text("结对帮扶", "matched help"),
               Text("分类帮扶，没有写比例。",
                    "Households are matched by kind; no share is stated.")),
        _shown("hardship_filed", "建立计生困难青年", Text("困难青年建档", "files on hardship"),
               Text("配合计生部门建档，纳入增收就业计划。",
                    "Filed with the family-planning office for plans of income and work.")),
        _shown("childbearing_filed", "育龄青年档案材料", Text("育龄青年建档",
                                                      "files on childbearing age"),
               Text("为育龄青年建档，没有说明要本人同意。",
                    "Filed for their age; consent is not mentioned.")),
        _shown("trained_or_placed", "利用“订单式”培训等方式",
               Text("培训和就业", "training and work"),
               Text("订单式培训、劳务输出、就近务工。",
                    "Training to order, work away or near by.")),
        _shown("children_aided", "“圆梦大学”等救助", Text("助学", "aid at school"),
               Text("九年义务教育和大学救助，没有写金额。",
                    "Aid for nine years of school and for college; no sum is stated.")),
        _shown("volunteers_served", "开展买煤送气、义务劳动", Text("志愿服务", "volunteers"),
               Text("为失独和参军“空巢”家庭服务。",
                    "For families whose only child died or is in the army.")),
    ))


def _six_acts() -> Chapter:
    return Chapter("six_acts", Text("“亲情牵手”六项措施", "Six friendly acts"), (
        _each("paired", "一对一结成帮扶对子", Text("一、爱心结对", "1 pairing"),
              Text("每一个联系户结成对子。", "Each household is paired.")),
        _each("carded", "为帮扶对象建立一张服务联系卡", Text("二、联系卡", "2 contact card"),
              Text("写明联系电话和联系人。", "With a telephone number and a person to call.")),
        _item("health_days", Threshold(f"{OWN}_health_days", 1), "集中组织义诊和健康体检",
              Text("三、义诊体检", "3 free clinic"),
              Text("没有写次数；一年至少一次为设定。",
                   "No number is stated; at least one a year is an assumption.")),
        _each("birthday_cakes", "送一盒生日蛋糕", Text("四、生日蛋糕", "4 birthday cake"),
              Text("生日当天。", "On the day.")),
        _each("sixtieth_feasts", "为60岁以上帮扶对象办一次祝寿活动",
              Text("四、祝寿", "4 celebration over 60"), Text("一次。", "Once.")),
        _each("reunion_meals", "吃一顿团圆饭", Text("五、团圆饭", "5 meal together"),
              Text("每年春节。", "Each Spring Festival.")),
        _each("mothers_cards", "送一张精美贺卡", Text("六、贺卡", "6 card"),
              Text("每年母亲节。", "Each Mother's Day.")),
    ))


def scheme() -> Scheme:
    """The six acts and the help of one calendar year."""
    return Scheme(
        id="youth_care",
        text=Text("共青团生育关怀行动", "Youth-league care action"),
        document=DOCUMENT,
        chapters=(_help(), _six_acts()),
        inputs=with_fills(INPUTS, FILLS),
        calendar=Calendar(starts=1),
    )
