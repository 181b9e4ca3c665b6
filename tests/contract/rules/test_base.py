"""Edges of the rules: steps, touching a target, nulls."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from one_cell import points

from fpplan.contract.rules import (
    AgainstLastYear,
    Completion,
    ControlRatio,
    Coupled,
    Cut,
    LookBack,
    Milestone,
    Pace,
    PerEvent,
    PerUnit,
    PostPay,
    Proportional,
    Shown,
    SplitTarget,
    Step,
    Threshold,
    Veto,
)
from fpplan.contract.rules.base import PART, count_steps, part_said, signed, steps
from fpplan.contract.text import LANGUAGES, Text, speaking

RULES = [
    Completion("a", "b", 40, 5), Completion("a", "b", 40, 5, rewarded="c"),
    SplitTarget("a", "b", 100, (1,), 5), ControlRatio("a", 60, 3, 5), PerEvent("a", -2, 10),
    PerUnit("a", 20, 80, 1, 2), PerUnit("a", 20, 80, 1, 2, whole=False),
    Proportional("a", 60, 3, zero=5), Proportional("a", 40, 50, beyond=5), Shown("a"),
    Step("a", ((10, 5), (20, 8))), Threshold("a", 60, full_points=140), Veto("a", ("x",)),
    Coupled("a", 2), Cut("a", 30), PostPay("a", ((Text("区", "district"), 30),)),
    Completion("a", "b", 40, 5, times=2), LookBack("a", ("b", "c"), -2, 10),
    LookBack("a", ("b",), -2, once=True), Milestone("a", "--06-30", 2, 20),
    Milestone("a", "--06-30", 2, 20, days_late="b", per_day=3), Veto("a", ("x",), history=("b",)),
    Threshold("a", 60, "most", full_points=9), Pace("a", 60, "most", days="b"),
    AgainstLastYear("a", "b", full_points=5), AgainstLastYear("a", "b", "least", 5),
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
@given(data=st.data())
def test_a_cell_alone_and_in_an_array_is_the_same(rule, data):
    size = data.draw(st.integers(2, 9))
    numbers = st.floats(0, 200) | st.integers(0, 200).map(float)
    x = {name: np.array(data.draw(st.lists(numbers, min_size=size, max_size=size))
                        ).reshape(size, 1, 1, 1) + (name == "b") for name in rule.reads()}
    together = rule.points(x)
    for at in range(size):
        alone = rule.points({name: array[at:at + 1] for name, array in x.items()})
        assert alone.tobytes() == together[at:at + 1].tobytes()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
def test_null_in_is_null_out(rule):
    x = {name: np.full((1, 1, 1, 1), np.nan) for name in rule.reads()}
    assert np.isnan(rule.points(x)).all()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
@given(data=st.data())
def test_a_rule_moves_the_way_it_says(rule, data):
    x = {name: np.full((1, 1, 1, 1), float(data.draw(st.integers(0, 99))) + 1)
         for name in rule.reads()}
    before = rule.points(x)
    for name, way in rule.direction().items():
        more = {**x, name: x[name] + 1.0}
        assert way * float((rule.points(more) - before)[0, 0, 0, 0]) >= -1e-9, name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
def test_a_rule_says_what_it_does_in_both_languages(rule):
    names = {name: Text(name, name) for name in rule.reads()} | {"#x": Text("某项", "an item")}
    facts = {name: (3.0,) for name in rule.reads()}
    for lang in LANGUAGES:
        with speaking(lang):
            said = rule.explain(facts, names, (0.0,))
        assert said and all(line.strip() for line in said)


def test_a_target_touched_is_met_in_spite_of_rounding():
    almost = 70 * (1 - 1e-14)
    assert points(PerUnit("a", 25, 70, 1, 5), a=almost) == 25
    assert points(Threshold("a", 70, full_points=9), a=almost) == 9
    assert points(PerUnit("a", 25, 70, 1, 5), a=73 - 1e-13) == 40
    assert points(Step("a", ((70, 5),)), a=almost) == 5


@pytest.mark.parametrize(("rule", "x", "word"), [
    (ControlRatio("a", 60, 3, 5), 4.0, "75 % of 60 points = 45."),
    (ControlRatio("a", 60, 3, 5), 5.0, "0 % of 60 points = 0."),
    (Proportional("a", 40, 50, beyond=5), 52.0, "2 × 5 beyond the target: 10 more."),
    (Step("a", ((10, 5), (20, 8))), 12.0, "the step from 10 on: 5 points."),
    (Step("a", ((10, 5), (20, 8))), 9.0, "below the first step (10): 0 points."),
    (PerEvent("a", -3, base=10), 2.0, "10 points, −3 for each: +4 points."),
])
def test_rules_in_words(rule, x, word):
    assert word in rule.say({"a": x}, {"a": Text("甲", "A")})


@given(st.integers(-5, 20), st.floats(-4e-10, 4e-10))
def test_a_whole_step_that_is_touched_counts(number, off):
    assert count_steps(number + off, whole=True) == max(0, number)
    assert count_steps(number + 0.5, whole=True) == max(0, number)
    assert count_steps(number + 0.5, whole=False) == max(0, number + 0.5)


def test_steps_of_an_array_are_those_of_each_number():
    distances = np.array([-1.0, 0.0, 0.9, 1.0, 2.5])
    assert steps(distances, True).tolist() == [count_steps(d, True) for d in distances]
    assert np.isnan(steps(np.array([np.nan]), False)).all()


def test_each_part_of_the_year_is_said_apart_and_nothing_of_0_of_0():
    rule = Threshold("a", 60, full_points=9)
    names = {"a": Text("甲", "A"), PART: Text("月", "Month")}
    said = rule.explain({"a": (70.0, float("nan"))}, names, (0.0, 4.0))
    assert said == ["Month 1: A: 70, wanted at least 60. Met. 9 points.",
                    "Month 2: There is nothing to count it on (0 of 0): 4 points."]
    assert part_said(0, {}, "so") == "Season 1: so"


def test_an_input_of_the_year_stands_beside_each_part():
    rule = Completion("a", "b", 40)
    names = {name: Text(name, name) for name in "ab"}
    first, second = rule.explain({"a": (5.0, 10.0), "b": (10.0,)}, names, (0.0, 0.0))
    assert "5 of a task of 10" in first and "10 of a task of 10" in second


@pytest.mark.parametrize(("points", "said"), [(3, "+3"), (0, "0"), (-1.5, "−1.5")])
def test_a_bonus_and_a_deduction_show_their_sign(points, said):
    assert signed(points) == said


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
def test_a_rule_that_does_not_spread_its_points_has_them_in_each_part(rule):
    parts = rule.full_by_part(1 if isinstance(rule, SplitTarget) else 3)
    assert (sum(parts) if rule.spreads else parts[0]) == rule.full
