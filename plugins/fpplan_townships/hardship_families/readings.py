"""What the document leaves open, each answer with a name. Defaults are assumptions."""

from fpplan.api import Reading, Text

READINGS = (
    Reading("festivals", Text("“重大节假日”有几个", "how many festivals are meant"), {
        "three": Text("写明的三个：春节、古尔邦节、肉孜节",
                      "the three that are named: Spring Festival, Corban, Rouzi"),
        "one": Text("至少一个", "at least one"),
    }, "three"),
)
