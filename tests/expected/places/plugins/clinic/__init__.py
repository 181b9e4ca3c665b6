"""A plugin of the twins: a scheme that reads an indicator of the plugin's own."""

from fpplan.api import (
    Chapter,
    Clause,
    Indicator,
    Input,
    Item,
    Proportional,
    Scheme,
    Text,
    hookimpl,
)

REACH = "clinic_not_using_percent"
CLAUSE = Clause("a document", "一句", Text("说明", "what it says"))
LABEL = Text("有需求而未避孕", "women in union in need of a method who use none")


@hookimpl
def fpplan_indicators():
    return [Indicator.of(
        REACH, LABEL, ["unmet_need mean"],
        denominator=["in_union mean"], factor=100, unit="percent", about="service",
        direction="down", source="a document", definition=LABEL)]


@hookimpl
def fpplan_schemes():
    return [Scheme(
        "clinic", Text("诊所评分", "the clinic's score card"), "a document",
        (Chapter("card", Text("评分", "card"), points=100, items=(
            Item("reach", Text("覆盖", "reach"), CLAUSE,
                 Proportional(REACH, 100, 10, zero=25)),)),),
        (Input(REACH, LABEL, "percent", range=(0, 100), about="service"),), base=100)]
