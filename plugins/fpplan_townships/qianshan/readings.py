"""What the document leaves open, each answer with a name. Defaults are assumptions."""

from fpplan.api import Reading, Text

READINGS = (
    Reading("standard", Text("规定指标值是多少（原文没有）",
                             "what the standards are (the document gives none)"), {
        "other_town": Text("借用另一乡镇方案的指标：孕情 80、政策符合率 92、长效措施 80、数据 98",
                           "those of another town's plan: pregnancies 80, within policy 92, "
                           "long-acting methods 80, records 98"),
        "all": Text("全部 100（省市抽查的两个村四率均为 100%）",
                    "100 each, as in the two villages that the province sampled"),
    }, "other_town"),
    Reading("four_rates", Text("“四率”指什么", "what the \"four rates\" are"), {
        "bundled": Text("与工资挂钩的四项：孕情掌握、政策符合、长效节育、信息准确",
                        "the four things tied to wages: pregnancies known, within policy, "
                        "long-acting methods, accurate records"),
        "records": Text("四项数据准确率", "four rates of accurate records"),
    }, "bundled"),
    Reading("steps", Text("每低 1 个百分点如何计", "how each point below is counted"), {
        "whole": Text("满 1 个百分点才扣", "whole points only"),
        "fraction": Text("按比例扣", "parts of a point too"),
    }, "whole"),
)
