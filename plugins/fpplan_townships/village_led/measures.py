"""The pre-check and the money for village rooms, as data. The year is blanked in the document."""

from fpplan.api import ActivityPlan, Amount, Clause, Measure, PlanStep, Text

from .words import DOCUMENT


def measures() -> list[Measure]:
    """The one plan of the document."""
    group = Text("乡“村为主”领导小组和计生办", "township leading group and office")
    return [ActivityPlan(
        "village_led_acceptance", Text("“村为主”验收与阵地建设", "acceptance and village rooms"),
        Clause(DOCUMENT, "逐项逐条进行了初步验收", Text(
            "县验收前乡里先验收第一批三个村；元月以来加大投入。",
            "The township checks the first three villages before the county does; money since "
            "January.")),
        ("activity",), steps=(
            PlanStep("pre_check", Text("第一批三个村初步验收", "pre-check of the first villages"),
                     starts="--03-25", by="--03-27", role=group, amounts=(
                         Amount("villages", Text("村", "villages"), 3, "count"),)),
            PlanStep("rooms", Text("“两室一校”建设", "two rooms and a school"), starts="--01",
                     about="service", amounts=(
                         Amount("money", Text("投资（近）", "money, nearly"), 100000, "yuan",
                                limit="most"),
                         Amount("built", Text("新建", "new"), 1, "count"),
                         Amount("renewed", Text("整修", "renewed"), 3, "count"))),
            PlanStep("duties", Text("村干部“五包”", "five duties of each cadre"),
                     role=Text("村干部", "village cadres"), about="monitoring"),
        ))]
