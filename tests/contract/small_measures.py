"""Measures of a plugin "small", one of each kind, and what is said of them at loading."""

from fpplan.api import (
    ActivityPlan,
    Amount,
    Benefit,
    Campaign,
    Clause,
    Measure,
    PayoutPlan,
    PlanStep,
    Text,
)
from fpplan.contract.errors import InputError
from fpplan.programme.check_measures import check_measures

ONE = Text("一", "one")
CLAUSE = Clause("a document", "一句", ONE)
GIFT = Benefit("small_gift", ONE, CLAUSE, ("service",),
               amounts=(Amount("money", ONE, 20, "yuan", per=ONE),))
PAY = PayoutPlan("small_pay", ONE, CLAUSE, ("service",),
                 amounts=(Amount("each", ONE, 5, "yuan", role=ONE, paid_by=ONE),))
PUSH = Campaign("small_push", ONE, CLAUSE, ("activity",), starts="--10", ends="--04-30")
PLAN = ActivityPlan("small_plan", ONE, CLAUSE, ("activity",), steps=(
    PlanStep("first", ONE, by="2014-06-05", amounts=(Amount("pages", ONE, 2, "count"),)),
    PlanStep("then", ONE, every="quarter", times=2, about="record")))


def faults(*measures: Measure, plugin: str = "small") -> str:
    try:
        check_measures(plugin, measures, {})
    except InputError as error:
        return str(error)
    return ""
