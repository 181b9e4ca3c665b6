"""What both plans ask for: institutions, drugs, ultrasound, and the ratio itself."""

from dataclasses import replace

from fpplan.api import Chapter, Input, Text

from .words import PREFIX, Words, percent, yes

SRB = Input("srb", Text("出生人口性别比", "sex ratio at birth"), "boys_per_100_girls")
BEFORE = Input(f"{PREFIX}srb_before", Text("上年出生人口性别比", "sex ratio of the year before"),
               "boys_per_100_girls", range=(95, 150), about="sex_ratio")
OF_SELLERS = Text("管的是药品企业和机构，不统计任何人的妊娠",
                  "rules for sellers and institutions; nobody's pregnancy is counted")
INSTITUTIONS = (
    percent("inspected", "清查的医疗保健、计生服务、药品企业比例",
            "medical, family-planning and drug institutions inspected", "activity"),
    percent("problems_fixed", "限期整改完成比例", "problems put right in time", "activity"),
    yes("ultrasound", "B 超使用管理制度完善", "rules for ultrasound in place", "activity"),
    yes("drugs", "终止妊娠药物销售和使用管理制度完善",
        "rules for drugs that end a pregnancy in place",
        "activity", OF_SELLERS),
    yes("late_approval", "怀孕 14 周以上终止妊娠审批制度完善",
        "approval of terminations from 14 weeks in place", "monitoring"),
)
GIRLS = yes("care_for_girls", "“关爱女孩行动”已开展", "Care for Girls carried out", "activity")


def institutions(words: Words) -> Chapter:
    """The clause on institutions, the same in both."""
    alone = "一项制度。", "One of the rules."
    return Chapter("institutions", Text("机构与药品管理", "Institutions and drugs"), (
        words.target("inspected", f"{PREFIX}inspected_percent", 100, "进行全面清查",
                     ("全面清查", "institutions inspected"), ("每个机构。", "Every one.")),
        words.target("problems_fixed", f"{PREFIX}problems_fixed_percent", 100,
                     "问题限期整改" if words.document.endswith("8") else "问题进行限期整改",
                     ("限期整改", "problems put right"), ("每个问题。", "Every problem.")),
        words.target("ultrasound", f"{PREFIX}ultrasound", 1, "B超使用管理制度",
                     ("B 超管理", "ultrasound"), alone),
        replace(words.target("drugs", f"{PREFIX}drugs", 1, "终止妊娠药物销售和使用管理制度",
                             ("终止妊娠药物管理", "drugs that end a pregnancy"), alone),
                not_tagged_because=OF_SELLERS),
        words.target("late_approval", f"{PREFIX}late_approval", 1,
                     "怀孕14周以上终止妊娠手术审批制度", ("14 周以上终止妊娠审批",
                                             "approval of terminations from 14 weeks"), alone),
    ))


def ratio(words: Words, quote: str) -> Chapter:
    """What both are for."""
    return Chapter("ratio", Text("出生人口性别比", "Sex ratio at birth"), (
        words.shown("srb", "srb", quote, ("出生人口性别比", "sex ratio at birth"),
                    ("没有给目标数。", "No figure is given as target.")),
        words.no_rise("srb_fall", "srb", BEFORE.id, quote,
                      ("比上年不升", "not above the year before"),
                      ("原文只要求下降；不高于上年是假设。",
                       "It shall fall; \"not above the year before\" is an assumption.")),
    ))
