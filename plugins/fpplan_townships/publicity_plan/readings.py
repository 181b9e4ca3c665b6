"""What the document leaves open, each answer with a name. Defaults are assumptions."""

from fpplan.api import Reading, Text

READINGS = (
    Reading("weights", Text("原文没有给分，各项怎样计分",
                            "the points of each item, which the document does not give"), {
        "none": Text("不计分，只看是否做到", "no points: each is done or not"),
        "equal": Text("设定：二十项各 5 分，共 100 分",
                      "assumed: 5 points for each of the twenty, 100 in all"),
    }, "none"),
    Reading("survey", Text("知晓率抽查的误差", "the sampling error of the awareness survey"), {
        "reported": Text("按抽查结果，不计误差", "as the survey reports it, without its error"),
        "sample": Text("按抽查 100 人（设定）计误差",
                       "with the error of asking 100 people (assumed)"),
    }, "reported"),
    Reading("awareness_target", Text("知晓率 80% 是谁的目标", "whose target 80 % awareness is"), {
        "township": Text("每个乡镇各自达到", "each township's own"),
        "county": Text("全县的；乡镇只列出", "the county's as a whole: a township's is shown"),
    }, "township"),
)
