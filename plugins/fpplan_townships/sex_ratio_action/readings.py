"""What the documents leave open: they give no points."""

from fpplan.api import Reading, Text

WEIGHTS = Reading("weights", Text("各条的分值（原文没有）",
                                  "what each clause is worth (the document says nothing)"), {
    "equal": Text("每条 1 分；各条权重可另设（假设）",
                  "1 point each, and a weight of each clause that can be set (an assumption)"),
    "none": Text("不计分，只看是否做到", "no points: done or not"),
}, "equal")
