"""Points in proportion to the way to a target, below a control figure, and by steps."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from one_cell import cell, gap, points, said

from fpplan.contract.rules import ControlRatio, Proportional, Step

UP = Proportional("a", 60, target=90, zero=30)
DOWN = Proportional("a", 60, target=3, zero=5)


@pytest.mark.parametrize(("rule", "value", "earned"), [
    (UP, 30, 0), (UP, 0, 0), (UP, 60, 30), (UP, 90, 60), (UP, 99, 60),
    (DOWN, 5, 0), (DOWN, 9, 0), (DOWN, 4, 30), (DOWN, 3, 60), (DOWN, 0, 60)])
def test_a_straight_line_from_nothing_to_all(rule, value, earned):
    assert points(rule, a=value) == pytest.approx(earned)


@given(st.floats(0, 1), st.sampled_from([UP, DOWN]))
def test_points_and_gap_shrink_together(way, rule):
    value = rule.zero + way * (rule.target - rule.zero)
    left = abs(rule.target - rule.zero) * (1 - way)
    assert points(rule, a=value) == pytest.approx(60 * way)
    assert gap(rule, a=value) == pytest.approx(left, abs=1e-9)


@pytest.mark.parametrize(("value", "whole", "parts"), [
    (90, 60, 60), (91.5, 65, 67.5), (92, 70, 70), (89, 59, 59)])
def test_each_1_past_the_target_earns_more(value, whole, parts):
    assert points(Proportional("a", 60, 90, 30, beyond=5), a=value) == pytest.approx(whole)
    assert points(Proportional("a", 60, 90, 30, beyond=5, whole=False), a=value) == pytest.approx(
        parts)
    down = Proportional("a", 60, 5, 65, beyond=5)  # past a target from above is below it
    assert points(down, a=95 - value) == pytest.approx(whole if value != 89 else 59)


def test_the_share_is_told():
    assert said(UP, a=60.0) == "a: 60 against 90 (no points at 30): 50 % of 60 points = 30."
    assert said(UP, a=20.0).endswith("0 % of 60 points = 0.")


CONTROL = ControlRatio("a", 60, control=110, zero=130)


@pytest.mark.parametrize(("value", "earned"), [
    (0, 60), (105, 60), (110, 60), (120, 55), (129, 60 * 110 / 129), (130, 0), (150, 0)])
def test_a_control_figure_is_a_ceiling(value, earned):
    assert points(CONTROL, a=value) == pytest.approx(earned)
    assert gap(CONTROL, a=value) == value - 110


@pytest.mark.parametrize(("value", "earned"), [(0, 60), (0.5, 0), (4.9, 0), (5, 0)])
def test_a_control_figure_of_none_earns_all_with_none_and_nothing_with_any(value, earned):
    rule = ControlRatio("a", 60, control=0, zero=5)
    assert points(rule, a=value) == earned
    assert said(rule, a=float(value)).endswith(f"of 60 points = {earned}.")


STEPS = Step("a", ((60, 5), (80, 20)), start=-2)


@pytest.mark.parametrize(("value", "earned"), [
    (0, -2), (59.9, -2), (60, 5), (79.9, 5), (80, 20), (200, 20)])
def test_a_step_holds_from_its_value_on(value, earned):
    assert points(STEPS, a=value) == earned
    assert said(STEPS, a=float(value)).endswith(f": {earned} points.".replace("-", "−"))


@pytest.mark.parametrize(("table", "way"), [
    (((60, 5), (80, 20)), {"a": 1}), (((60, -5), (80, -20)), {"a": -1}),
    (((60, 5), (80, 2)), {})])
def test_a_table_says_which_way_is_better_where_there_is_one(table, way):
    assert Step("a", table).direction() == way


def test_a_table_may_read_the_points_of_a_chapter():
    own = Step("#card", ((12.5, 5_000), (25, 10_000)))
    assert own.reads() == () and own.derives() == ("#card",) and own.direction() == {}
    assert points(own, **{"#card": 12.5}) == 5_000


def test_steps_are_full_on_the_best_one_and_set_no_target():
    assert STEPS.full == 20 and Step("a", ((60, -5),), start=3).full == 3
    assert STEPS.gap(cell(a=60)) is None
