"""What the rules leave open, each answer with a name. Defaults are assumptions."""

from fpplan.api import Reading, Text

READINGS = (
    Reading("inspection", Text("省市检查结果加扣在哪一级",
                               "at which level inspection results count"), {
        "above": Text("上一级的检查结果加扣到下级（县→乡镇→村）",
                      "the result of the level above counts below (county, township, village)"),
        "below": Text("样本点的结果加扣到所属单位", "results of sample points count for the unit "
                                                 "above them"),
        "own_and_above": Text("“按照实际得分”：本单位受检结果与上一级的结果都加扣",
                              "\"by actual score\": the unit's own inspection counts beside that "
                              "of the level above"),
    }, "above"),
    Reading("advanced", Text("先进集体奖给几个单位", "how many units share the advanced award"), {
        "three_equal": Text("前三名平分", "the first three, equally"),
        "by_place": Text("前三名按 3:2:1", "the first three, 3:2:1"),
    }, "three_equal"),
)
