"""How far the six acts and the help of the plan have reached the households it is for.

A file on every young person of childbearing age, which nobody asked for, is monitoring; a file
on a young person in hardship is a record of the help given.
"""

from fpplan.api import Input, Text

OWN = "youth_care"


def _share(name: str, zh: str, en: str, about: str = "activity") -> Input:
    return Input(f"{OWN}_{name}_percent", Text(zh, en), "percent", range=(0, 100), about=about)


INPUTS = (
    _share("helped", "有帮扶人（一对一、多对一、集体对一）的计生困难户",
           "hardship households with helpers (one, several or a group)"),
    _share("hardship_filed", "已建档的计生困难青年", "young people in hardship with a file",
           "record"),
    _share("childbearing_filed", "已建档的育龄青年",
           "young people of childbearing age with a file", "monitoring"),
    _share("trained_or_placed", "得到培训或就业门路的困难青年",
           "young people in hardship who got training or work", "service"),
    _share("children_aided", "得到学业救助的困难家庭子女",
           "children of hardship families aided at school or college", "service"),
    _share("volunteers_served", "得到志愿服务的失独、参军“空巢”家庭",
           "families whose only child died or is in the army that volunteers serve", "service"),
    _share("paired", "已结“爱心结对”的帮扶对象", "people paired with helpers"),
    _share("carded", "已有服务联系卡的帮扶对象", "people with a contact card"),
    Input(f"{OWN}_health_days", Text("重点社区义诊和体检次数",
                                     "free clinics and check-ups in key communities"), "count",
          range=(0, 12), about="service"),
    _share("birthday_cakes", "生日当天收到蛋糕的帮扶对象", "people given a cake on their birthday"),
    _share("sixtieth_feasts", "办过祝寿活动的 60 岁以上帮扶对象",
           "people over 60 whose birthday was celebrated"),
    _share("reunion_meals", "春节吃团圆饭的帮扶家庭", "families with a meal together at Spring "
           "Festival"),
    _share("mothers_cards", "母亲节收到贺卡的帮扶家庭母亲", "mothers sent a card on Mother's Day"),
)
