"""What the document leaves open, each answer with a name. Defaults are assumptions."""

from fpplan.api import Reading, Text

READINGS = (
    Reading("enrolment", Text("投保覆盖面的目标", "the target of enrolment"), {
        "shown": Text("没有写，只列出：“逐步提高覆盖面”",
                      "none is stated: it is shown, \"to rise step by step\""),
        "all": Text("全部家庭：“在规定时间内全面完成”",
                    "every family: \"completed in full in the time set\""),
    }, "shown"),
)
