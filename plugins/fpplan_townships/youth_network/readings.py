"""What the document leaves open, each answer with a name. Defaults are assumptions."""

from fpplan.api import Reading, Text

READINGS = (
    Reading("steps", Text("“分别达到50、80、95”指什么", "what 50, 80 and 95 stand for"), {
        "levels": Text("普遍教育阶段的三个台阶，没有写各在何时",
                       "three steps of the general phase; no dates are stated"),
        "years": Text("普遍教育第一、二、三年", "its first, second and third year"),
    }, "levels"),
    Reading("weights", Text("原文没有给分，各项怎样计分",
                            "the points of each item, which the document does not give"), {
        "none": Text("不计分，只看是否做到", "no points: each is done or not"),
        "reach": Text("设定：受教育面六个台阶各 10 分，准备和试点八项各 5 分，共 100 分",
                      "assumed: 10 for each of the six steps of reach, 5 for each of the eight "
                      "items of preparation and pilots, 100 in all"),
    }, "none"),
)
