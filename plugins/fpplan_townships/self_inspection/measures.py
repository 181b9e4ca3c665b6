"""The inspection as dated work."""

from fpplan.api import ActivityPlan, Amount, Measure, PlanStep, Text

from .words import OWN, clause


def measures() -> list[Measure]:
    """One activity plan: who inspects what by when."""
    inspectors = Text("自查组（2 名领导及计生主任等共 6 人）",
                      "the inspectors: two leaders and the head of family planning, six in all")
    return [ActivityPlan(
        f"{OWN}_plan", Text("上半年自查", "inspection of the half-year"),
        clause("共6人，组成自查组", "3 月自查，对象期 10 月 1 日至 3 月底。",
               "Inspected in March; the period is 1 October to the end of March."),
        about=("record", "activity"), roles=(inspectors,), starts="--03", ends="--03-31",
        steps=(
            PlanStep("visits", Text("入户调查，查看资料", "visits to households, files looked at"),
                     by="--03-31", role=inspectors, about="monitoring",
                     amounts=(Amount("inspectors", Text("人数", "inspectors"), 6, "count"),)),
            PlanStep("interviews", Text("保健费和户长报酬各走访 3-5 人",
                                        "3 to 5 people interviewed about allowance and pay"),
                     role=inspectors, amounts=(
                Amount("at_least", Text("至少", "at least"), 3, "count", limit="least"),
                Amount("at_most", Text("至多", "at most"), 5, "count", limit="most"))),
            PlanStep("again", Text("对疑问较大的村不定期返点",
                                   "doubtful villages visited again at random"),
                     role=inspectors),
        ),
    )]
