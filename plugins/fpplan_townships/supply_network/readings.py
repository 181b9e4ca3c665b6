"""What the document leaves open, each answer with a name. Defaults are assumptions."""

from fpplan.api import Reading, Text

READINGS = (
    Reading("weights", Text("原文没有给分，各项怎样计分",
                            "the points of each item, which the document does not give"), {
        "equal": Text("设定：有要求的 16 项各 6.25 分，共 100 分",
                      "assumed: 6.25 for each of the 16 items with a demand, 100 in all"),
        "staff_first": Text("设定：队伍每项 7 分、网络和宣传每项 6 分，共 100 分",
                         "assumed: 7 for each item of staff, 6 for the others, 100 in all"),
        "own": Text("按自定权重重新分配这 100 分（未给的权重为 1）",
                    "the same 100 divided by your own weights (1 where none is given)"),
        "none": Text("不计分，只看是否做到", "no points: each is done or not"),
    }, "equal"),
    Reading("no_number", Text("没有写数量的要求", "demands without a number"), {
        "all": Text("设定：培训、检查、专人管理都要全部做到",
                    "assumed: everyone trained, every point inspected and in somebody's care"),
        "half": Text("设定：做到一半以上", "assumed: half of them at least"),
    }, "all"),
)
