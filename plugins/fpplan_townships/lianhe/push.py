"""The "hundred-day push" of the township, as data: five points of emphasis after 20 July."""

from fpplan.api import Campaign, Clause, Consequence, Measure, PlanStep, Text

DOCUMENT = "003 part 1"


def measures() -> list[Measure]:
    """The one campaign of the document. It states no end; 100 days is its name only."""
    cadres = Text("乡村干部", "township and village cadres")
    return [Campaign(
        "lianhe_hundred_days", Text("“百日攻坚”活动", "the \"hundred-day push\""),
        Clause(DOCUMENT, "突出“五项重点”", Text(
            "7 月 20 日党委扩大会议部署的五项重点。",
            "Five points of emphasis set by the party committee's meeting of 20 July.")),
        about=("sex_ratio", "activity"), starts="--07-20", roles=(cadres,),
        steps=(
            PlanStep("leads", Text("从孕期跟踪入手摸排“两非”线索",
                                   "leads on illegal sex determination or selective abortion, "
                                   "by following pregnancies"), about="monitoring"),
            PlanStep("fees_split", Text("社会抚养费分解到干部个人",
                                        "fees to collect are divided among the cadres"),
                     role=cadres, about="fee_or_penalty"),
            PlanStep("fee_month", Text("社会抚养费征收月", "a month of collecting fees"),
                     about="fee_or_penalty"),
            PlanStep("procedures", Text("二女、多女户结扎",
                                        "sterilisation of two- and more-daughter households"),
                     about="procedure"),
            PlanStep("pregnancies", Text("清理政策外怀孕",
                                         "clearing of pregnancies outside policy"),
                     about="procedure"),
            PlanStep("records", Text("全员人口信息采集、更新、部门共享",
                                     "whole-population records: collection, updates, sharing "
                                     "between departments"), about="record"),
            PlanStep("demonstration", Text("一个村的群众自治示范",
                                           "one demonstration village of self-government")),
        ),
        consequences=(Consequence("accountability", Text(
            "未按时完成征收任务的问责", "held to account for a fee task not completed in time"),
            cadres, "fee_or_penalty"),),
    )]
