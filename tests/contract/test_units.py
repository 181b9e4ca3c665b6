"""What is shown is what was judged."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.contract.rules import (
    AgainstLastYear,
    ControlRatio,
    Milestone,
    PerUnit,
    Proportional,
    Step,
    Threshold,
)
from fpplan.contract.text import Text
from fpplan.contract.units import SAME, apart, number

NAMES = {"x": Text("数", "x"), "y": Text("前", "y")}


def said(rule, **values):
    return rule.say(values, NAMES)


def test_just_below_a_target_is_shown_below_it():
    rule = Threshold("x", 95, "least", 10)
    assert said(rule, x=94.996) == "x: 94.996, wanted at least 95. Missed by 0.004. 0 points."
    assert said(rule, x=95 - 1e-12) == "x: 95, wanted at least 95. Met. 10 points."
    assert "95.00001, wanted at most 95. Missed by 0.00001." in said(
        Threshold("x", 95, "most"), x=95.00001)


def test_less_than_a_whole_step_short_is_not_the_target_met():
    rule = PerUnit("x", 60, 80, 2)
    assert said(rule, x=79.96) == (
        "x: 79.96 against 80. Less than a whole step of 1 short: 60 points.")
    assert said(rule, x=79.996).startswith("x: 79.996 against 80.")
    assert said(rule, x=80.0) == "x: 80 against 80. Target met: 60 points."


@pytest.mark.parametrize(("rule", "values", "words"), [
    (Proportional("x", 60, 90), {"x": 89.999}, "89.999 against 90"),
    (ControlRatio("x", 60, 110, 130), {"x": 110.001}, "110.001, control figure 110"),
    (Step("x", ((80, 10), (90, 20))), {"x": 89.999}, "89.999, the step from 80 on: 10"),
    (AgainstLastYear("x", "y"), {"x": 5.004, "y": 5.0}, "5.004, the year before 5"),
    (Milestone("x", "--06-30"), {"x": 0.999}, "0.999 of 1 by"),
])
def test_each_rule_shows_what_it_judges(rule, values, words):
    assert words in said(rule, **values)


def test_full_points_and_100_percent_are_said_of_the_target_only():
    text = said(Proportional("x", 60, 90), x=89.99999)
    assert "100 %" not in text and "= 60." not in text


@given(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))
def test_numbers_show_apart_exactly_where_they_are_judged_apart(one, other):
    shown = apart(one, other)
    if abs(one - other) > 2 * SAME:
        assert shown[0] != shown[1]
    if number(one) != number(other):
        assert shown == (number(one), number(other))
