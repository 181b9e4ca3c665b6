"""What the sources leave to each programme, each answer with a name. Defaults are assumptions."""

from fpplan.api import Reading, Text

READINGS = (
    Reading("points", Text("各行分数是设定", "the points of each line are assumed"), {
        "family_planning_first": Text("设定：管理 25、房舍 15、供应 20、计划生育 40",
                                      "assumed: management 25, premises 15, supply 20, family "
                                      "planning 40"),
        "own": Text("同上，按自定权重重新分配这 100 分（未给的权重为 1）",
                    "the same 100 divided anew by your own weights (1 where none is given)"),
        "structure_first": Text("设定：管理 40、房舍 24、供应 16、计划生育 20，偏重设施和文件",
                                "assumed: management 40, premises 24, supply 16, family planning "
                                "20, weighted to buildings and papers as most check-lists are"),
    }, "family_planning_first"),
    Reading("bonus", Text("质量分怎样变成钱", "how the score becomes money"), {
        "times_score": Text("得分 50% 起，数量款的同样比例；以下没有",
                            "from 50 % on, the same share of the quantity payment; nothing below"),
        "one_step": Text("得分 80% 起，数量款的 30%；以下没有",
                         "from 80 % on, 30 % of the quantity payment; nothing below"),
    }, "times_score"),
)
