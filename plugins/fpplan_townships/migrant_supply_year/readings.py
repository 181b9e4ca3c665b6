"""What the document leaves open, each answer with a name. Defaults are assumptions."""

from fpplan.api import Reading, Text

READINGS = (
    Reading("weights", Text("原文没有给分，各项怎样计分",
                            "the points of each item, which the document does not give"), {
        "equal": Text("设定：十项各 10 分，共 100 分",
                      "assumed: 10 points for each of the ten, 100 in all"),
        "own": Text("按自定权重重新分配这 100 分（未给的权重为 1）",
                    "the same 100 divided by your own weights (1 where none is given)"),
        "none": Text("不计分，只看是否做到", "no points: each is done or not"),
    }, "equal"),
    Reading("full_coverage", Text("“服务全覆盖”是不是目标",
                                  "whether \"full coverage\" is a target"),
            {
        "target": Text("是：集聚区全部设点", "yes: every place where migrants gather has a point"),
        "aim": Text("只是方向，列出实际数", "an aim only: the figure is shown"),
    }, "target"),
)
