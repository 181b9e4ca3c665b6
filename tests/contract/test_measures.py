"""Measures: tags from what they are about, faults named at loading, nothing that acts."""

from dataclasses import replace

import pytest

from fpplan.api import (
    ActivityPlan,
    Amount,
    Benefit,
    Campaign,
    Clause,
    Condition,
    Consequence,
    Measure,
    PayoutPlan,
    Pick,
    PlanStep,
    Reading,
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


def test_the_small_measures_are_sound_and_untagged():
    assert faults(GIFT, PAY, PUSH, PLAN) == ""
    assert {tag for measure in (GIFT, PAY, PUSH, PLAN) for tag in measure.tags} == set()


@pytest.mark.parametrize(("measure", "tags"), [
    (replace(GIFT, eligibility=(Condition("lives_here", ONE),)), set()),
    (replace(GIFT, eligibility=(Condition("sterilised", ONE, "procedure"),)),
     {"procedure_quota", "conditional_benefit"}),
    (replace(GIFT, about=("conditional_benefit",)), {"conditional_benefit"}),
    (replace(PAY, amounts=(Amount("each", ONE, 500, "yuan", about="procedure"),)),
     {"procedure_quota", "staff_pressure"}),
    (replace(PAY, consequences=(Consequence("talk", ONE, ONE, "birth_count"),)),
     {"birth_limit", "staff_pressure"}),
    (replace(PLAN, steps=(PlanStep("a", ONE, about="monitoring"),)), {"surveillance"}),
    (replace(PLAN, steps=(PlanStep("a", ONE, amounts=(
        Amount("b", ONE, 1, "count", about="fee_or_penalty"),)),)), {"family_penalty"}),
])
def test_tags_follow_from_what_it_is_about(measure, tags):
    assert measure.tags == tags


@pytest.mark.parametrize(("measure", "word"), [
    (replace(GIFT, id="other_gift"), "starts with its plugin's id"),
    (replace(GIFT, text=Text("", "gift")), 'missing in "zh"'),
    (replace(GIFT, clause=Clause("a document", "", ONE)), "a few of its words"),
    (replace(GIFT, about=()), "says what it is about"),
    (replace(GIFT, about=("servise",)), 'nearest: "service"'),
    (replace(GIFT, amounts=(Amount("a", ONE, 1, "yuans"),)), 'nearest: "yuan"'),
    (replace(GIFT, amounts=(Amount("a", ONE, float("nan"), "yuan"),)), "finite"),
    (replace(GIFT, amounts=(*GIFT.amounts, *GIFT.amounts)), "used twice"),
    (replace(GIFT, eligibility=(Condition("a", Text("一", "")),)), 'missing in "en"'),
    (replace(PUSH, starts=None), "says when it starts"),
    (replace(PUSH, starts="--13"), "a date is written"),
    (replace(PUSH, ends="2014-02-30"), "a date is written"),
    (replace(PUSH, starts=Pick("when", {"a": "--1"})), "not a reading of this measure"),
    (replace(PLAN, steps=()), "needs steps"),
    (replace(PLAN, steps=(PlanStep("a", ONE, every="quarterly"),)), 'nearest: "quarter"'),
    (replace(PLAN, steps=(PlanStep("a", ONE, times=0),)), "1 or more"),
    (replace(PLAN, steps=(PlanStep("a", ONE, by="5 June"),)), "a date is written"),
    (replace(PLAN, roles=(Text("甲", ""),)), "missing in a language"),
    (Measure("small_bare", ONE, CLAUSE, ("service",)), "none of the four kinds"),
])
def test_a_fault_is_named_with_plugin_and_clause(measure, word):
    said = faults(measure)
    assert word in said and said.startswith("small: ")


def test_all_faults_come_at_once_and_ids_are_unique():
    assert len(faults(replace(GIFT, about=(), amounts=(Amount("a", ONE, 1, "x"),))
                      ).splitlines()) == 2
    assert "another measure" in faults(GIFT, GIFT)


def test_readings_are_chosen_by_name():
    when = Reading("when", ONE, {"early": ONE, "late": ONE}, "early")
    push = replace(PUSH, readings=(when,), ends=Pick("when", {"early": "--03", "late": "--04"}))
    assert faults(push) == ""
    assert push.under().ends == "--03"
    assert push.under({"when": "late"}).ends == "--04"
    with pytest.raises(InputError, match='nearest: "late"'):
        push.under({"when": "lat"})


def test_a_leap_day_without_a_year_is_a_date():
    assert faults(replace(PUSH, ends="--02-29")) == ""
    assert "a date is written" in faults(replace(PUSH, ends="2015-02-29"))
