"""What the document leaves open, each answer with a name. Defaults are assumptions."""

from fpplan.api import Reading, Text

READINGS = (
    Reading("standard", Text("“未达标”看哪些指标",
                             "which indicators \"below standard\" looks at"), {
        "two_rates": Text("长效节育、孕情掌握两项有明确指标的，任一项未达标",
                          "either of the two with a stated figure: long-acting methods, "
                          "pregnancies known"),
        "any": Text("五项中任一项没有满分", "any of the five that is short of full points"),
    }, "two_rates"),
    Reading("city_figure", Text("长效节育 72%、孕情掌握 75% “以当年市考核指标为准”",
                                "72 % and 75 %, which follow the city's figures of the year"), {
        "stated": Text("按原文的 72%、75%", "72 and 75, as stated"),
        "given": Text("按填入的当年市指标", "the city's figures, as they are given"),
    }, "stated"),
    Reading("ties", Text("并列名次的季度奖金怎样发（原文没有规定）",
                         "what tied communities get of the quarter's prizes (the document does not "
                         "say)"), {
        "shared": Text("并列者平分所占名次的奖金，总数仍是 4500 元",
                       "they share the prizes of the places that they fill: 4,500 yuan in all"),
        "by_lot": Text("所占名次的奖金抽签，总数仍是 4500 元；列出期望值和高低两端",
                       "these prizes are drawn by lot, 4,500 yuan in all: the expected sum, with "
                       "its ends"),
        "all": Text("每个并列者都拿该名次的奖金，总数可以超过 4500 元",
                    "each gets the prize of the place that they share, which can take more than "
                    "4,500 yuan"),
    }, "shared"),
)
