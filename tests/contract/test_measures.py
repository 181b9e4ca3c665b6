"""Measures: tags from what they are about, faults named at loading, nothing that acts."""

from dataclasses import replace

import pytest
from small_measures import CLAUSE, GIFT, ONE, PAY, PLAN, PUSH, faults

from fpplan.api import (
    Amount,
    Condition,
    Consequence,
    PayoutPlan,
    Pick,
    PlanStep,
    Reading,
    Text,
)
from fpplan.contract.errors import InputError


def test_a_step_carries_its_own_tags_and_not_those_of_the_other_steps():
    listed = PlanStep("listed", ONE, about="fee_or_penalty")
    plain, kept = PlanStep("plain", ONE, about="activity"), PlanStep("kept", ONE)
    counted = PlanStep("counted", ONE, about="activity", amounts=(
        Amount("done", ONE, 3, "count", about="procedure"),))
    speaks = PlanStep("speaks", Text("结扎对象座谈", "a talk"), about="activity")
    steps = (listed, plain, kept, counted, speaks)
    plan = replace(PLAN, steps=steps)
    assert plan.tags == {"family_penalty", "procedure_quota"}
    assert [plan.tags_of(step) for step in steps] == [
        {"family_penalty"}, set(), set(), {"procedure_quota"}, {"procedure_quota"}]
    whole = replace(plan, about=("birth_count",))  # a step that does not say is about the whole
    assert whole.tags_of(kept) == {"birth_limit"} and whole.tags_of(plain) == set()
    pay = PayoutPlan("small_pay", ONE, CLAUSE, ("service",), steps=(listed, plain))
    assert pay.tags_of(listed) == {"family_penalty", "staff_pressure"}
    assert pay.tags_of(plain) == set()


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


def test_readings_are_chosen_by_name():
    when = Reading("when", ONE, {"early": ONE, "late": ONE}, "early")
    push = replace(PUSH, readings=(when,), ends=Pick("when", {"early": "--03", "late": "--04"}))
    assert faults(push) == ""
    assert push.under().ends == "--03"
    assert push.under({"when": "late"}).ends == "--04"
    with pytest.raises(InputError, match='nearest: "late"'):
        push.under({"when": "lat"})
