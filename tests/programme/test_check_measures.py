"""Measures are checked as their plugin is loaded: every fault at once, with its clause."""

from dataclasses import replace

import pytest
from small_measures import CLAUSE, GIFT, ONE, PAY, PLAN, PUSH, faults

from fpplan.api import (
    Amount,
    Clause,
    Condition,
    Measure,
    Pick,
    PlanStep,
    Text,
)
from fpplan.contract.errors import InputError
from fpplan.programme.check_measures import check_measures


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


def test_a_leap_day_without_a_year_is_a_date():
    assert faults(replace(PUSH, ends="--02-29")) == ""
    assert "a date is written" in faults(replace(PUSH, ends="2015-02-29"))


def test_an_id_belongs_to_one_plugin():
    with pytest.raises(InputError, match="is the id of another measure as well"):
        check_measures("small", [GIFT], {GIFT.id: PAY})
    check_measures("small", [GIFT], {PAY.id: PAY})
