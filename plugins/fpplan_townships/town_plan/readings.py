"""What the plan leaves open, each answer with a name. Defaults are assumptions."""

from fpplan.api import Reading, Text

READINGS = (
    Reading("cadre_task", Text("每位包片村干部的结扎任务",
                               "sterilisations asked of each area cadre"), {
        "one": Text("1 例：目标任务如此，问责也按 1 例",
                    "1: so the targets say, and accountability is for 1"),
        "two": Text("2 例：工作措施如此", "2: so the measures say"),
    }, "one"),
    Reading("migrants", Text("流动人口 90% 指什么", "what the 90 % of migrants is about"), {
        "both": Text("建档完整准确率，以及建档率、验证率（两处都算）",
                     "files complete and right, and also filed and verified (both clauses)"),
        "files": Text("只是信息建档完整和准确率（目标任务）",
                      "only files complete and right (targets)"),
    }, "both"),
)
