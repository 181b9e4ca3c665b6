"""So much for each event, and for each 1 above or below a target."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from one_cell import gap, points, said

from fpplan.contract.rules import PerEvent, PerUnit


@given(st.floats(0, 100))
def test_whole_steps_never_earn_more_than_parts(value):
    whole, parts = (points(PerUnit("a", 25, 70, 1, 5, whole=w), a=value) for w in (True, False))
    if value >= 70:
        assert whole <= parts + 1e-6 and parts - whole < 5
    else:
        assert whole >= parts - 1e-6 and whole - parts < 1


@pytest.mark.parametrize(("value", "whole", "parts"), [
    (0, -45, -45), (50, 5, 5), (69.5, 25, 24.5), (68.9, 24, 23.9), (70, 25, 25), (70.9, 25, 29.5),
    (71, 30, 30), (80, 75, 75)])
def test_each_1_above_or_below_the_target(value, whole, parts):
    assert points(PerUnit("a", 25, 70, 1, 5), a=value) == whole
    assert points(PerUnit("a", 25, 70, 1, 5, whole=False), a=value) == pytest.approx(parts)
    assert gap(PerUnit("a", 25, 70, 1, 5), a=value) == pytest.approx(70 - value)


@given(st.integers(0, 50), st.sampled_from([-3.0, 2.0]), st.floats(0, 20))
def test_every_event_moves_the_points_alike(events, each, base):
    rule = PerEvent("a", each, base)
    assert points(rule, a=0) == base == rule.full
    assert points(rule, a=events + 1) - points(rule, a=events) == pytest.approx(each)
    assert rule.direction() == {"a": 1 if each > 0 else -1}


def test_events_that_cost_points_are_the_gap_and_those_that_earn_set_no_target():
    assert gap(PerEvent("a", -3), a=4) == 4
    assert PerEvent("a", 3).gap({"a": 4}) is None


@pytest.mark.parametrize(("value", "words"), [
    (68.0, "25 points less 2 × 1: 23 points."), (73.0, "25 points and 3 × 5 beyond: 40 points."),
    (69.5, "Less than a whole step of 1 short: 25 points."), (70.0, "Target met: 25 points."),
    (70.5, "Target met: 25 points.")])
def test_the_steps_are_told(value, words):
    rule = PerUnit("a", 25, 70, 1, 5)
    assert said(rule, a=value).endswith(words)
    assert f"{points(rule, a=value):g} points." in words


def test_events_are_told_with_and_without_a_base():
    assert said(PerEvent("a", -3), a=2.0) == "a: 2. −3 for each: −6 points."
    assert said(PerEvent("a", 2, 10), a=2.0) == "a: 2. 10 points, +2 for each: +14 points."
