"""Targets that are met or missed, and vetoes."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from one_cell import cell, gap, points, said
from small_scheme import changed, figures, own

from fpplan.api import Figures, Pace, Shown, Text, Threshold, Veto, score


def test_a_veto_holds_for_as_many_years_as_it_has_history():
    def vetoed(history):
        scheme = changed("grave", rule=Veto("small_grave", ("service",), history=history))
        scheme = replace(scheme, inputs=(*scheme.inputs, own("g1", default="none_recorded")))
        base = {"small_visits": 10, "small_visits_due": 10, "small_quality": 80,
                "sterilisations": 10, "crude_birth_rate": 12}
        figures = Figures.build(["V01"], ["2014", "2015", "2016"], {
            **{name: np.full((1, 1, 3), float(value)) for name, value in base.items()},
            "small_grave": np.array([[[1.0, 0, 0]]])})
        return score(figures, scheme).chapters["service"].central[0, 0].tolist()

    assert vetoed(()) == [0, 60, 60]
    assert vetoed(("small_g1",)) == [0, 0, 60]


def test_a_veto_of_the_scheme_takes_everything():
    scheme = changed("grave", rule=Veto("small_grave", ("small",)))
    points = score(figures(grave=1), scheme)
    assert points.total.central[0, 0, 0] == 0


@pytest.mark.parametrize(("at", "value", "met"), [
    ("least", 60, True), ("least", 59.9, False), ("least", 70, True),
    ("most", 60, True), ("most", 60.1, False), ("most", 10, True)])
def test_a_target_is_met_or_missed(at, value, met):
    rule = Threshold("a", 60, at, full_points=9)
    assert points(rule, a=value) == (9 if met else 0) and (gap(rule, a=value) <= 0) is met
    assert said(rule, a=float(value)).endswith("Met. 9 points." if met else " 0 points.")


@given(st.floats(0, 200), st.sampled_from(["least", "most"]))
def test_what_is_said_of_a_target_is_what_is_judged(value, at):
    rule = Threshold("a", 60, at)  # no points: only passed or missed
    assert said(rule, a=value).endswith("Met.") is bool(gap(rule, a=value) <= 1e-9)
    assert points(rule, a=value) == 0 == rule.full


def test_a_year_at_the_same_pace():
    rule = Pace("a", 60, "least", 10, days="d")
    assert gap(rule, a=30, d=182.5) == pytest.approx(0) and points(rule, a=30, d=182.5) == 10
    assert points(rule, a=30, d=365) == 0
    assert said(rule, a=30.0, d=73.0) == (
        "30 in 73 days is 150 in a year of 365 at the same pace. "
        "a: 150, wanted at least 60. Met. 10 points.")
    assert rule.reads() == ("a", "d") and rule.direction() == {"a": 1, "d": -1}


def test_nothing_is_known_of_no_days():
    rule = Pace("a", 60, "least", 10, days="d")
    assert np.isnan(points(rule, a=0, d=0))
    names = {name: Text(name, name) for name in "ad"}
    assert rule.explain({"a": (3.0,), "d": (0.0,)}, names, (2.0,)) == [
        "There is nothing to count it on (0 of 0): 2 points."]


def test_what_is_shown_is_never_passed_or_missed():
    rule = Shown("a")
    assert points(rule, a=95) == 0 and rule.gap(cell(a=95)) is None and rule.direction() == {}
    assert said(rule, a=95.0) == "a: 95. The document sets no target for it."


@pytest.mark.parametrize(("now", "before", "fires"), [
    (0, 0, False), (2, 0, False), (3, 0, True), (0, 3, True), (np.nan, 0, False),
    (np.nan, 3, True)])
def test_a_veto_fires_above_its_number_this_year_or_one_before(now, before, fires):
    rule = Veto("a", ("x", "y"), above=2, history=("b",))
    assert rule.fires(cell(a=now, b=before)).item() is fires
    if now == now:
        assert points(rule, a=now, b=before) == 0
        assert said(rule, a=float(now), b=float(before)).endswith(
            "It takes effect." if fires else "It does not take effect.")
    assert rule.lags() == {"b": ("a", 1)} and rule.presses


def test_a_veto_says_what_it_takes_away():
    told = Veto("a", ("x", "y"), history=("b",)).say(
        {"a": 0.0, "b": 1.0}, {"a": Text("甲", "A"), "b": Text("乙", "B"), "#x": Text("丙", "X")})
    assert told == ("A: 0; more than 0 sets to nothing: X, y. B: 1, which still holds. "
                    "It takes effect.")
