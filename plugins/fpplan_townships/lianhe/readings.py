"""What the document leaves open, each answer with a name. Defaults are assumptions."""

from fpplan.api import Reading, Text

READINGS = (
    Reading("window", Text("公布的出生率是哪一段时间的",
                           "the time that the published birth rate covers"), {
        "to_date": Text("10 月 1 日至 7 月 20 日的累计数；全年上限 13.43‰ 面临突破",
                        "births from 1 October to 20 July: the year's ceiling of 13.43 is about to "
                        "be broken"),
        "yearly": Text("一整年的出生率；比上限低 0.38 个千分点",
                       "a rate for a whole year, 0.38 below the ceiling"),
    }, "to_date"),
    Reading("second_and_later_srb", Text(
        "二孩及以上性别比有没有目标", "whether the ratio of second and later births has a target"),
        {
        "shown": Text("没有，只列出", "none: it is shown"),
        "same_target": Text("同为 118", "the same 118"),
    }, "shown"),
)
