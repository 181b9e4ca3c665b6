"""Whom a scenario is about: policy rules as they read, shares that add up, scales within bounds."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from fpplan.contract.text import Text
from fpplan.scenario.people import (
    Composition,
    Margins,
    Override,
    PolicyRule,
    Scales,
    StateBefore,
    Stratum,
)

LABEL = Text("甲", "a")


def rule(*allow: dict) -> PolicyRule:
    return PolicyRule(text=LABEL, allow=allow, status="assumed")


def refused(model, **fields) -> str:
    with pytest.raises(ValidationError) as caught:
        model(**fields)
    return "\n".join(error["msg"] for error in caught.value.errors())


def test_a_rule_that_allows_any_birth_limits_nothing():
    assert not rule({}).limits and not rule({"order": 0}, {}).limits
    assert rule().limits and rule({"order": 0}).limits
    assert rule({"spacing_months": 24}).limits  # a birth too soon is against it


def test_the_shortest_wait_of_those_that_fit_holds():
    two = rule({"order": 0}, {"order": 1, "spacing_months": 48},
               {"order": 1, "sons": 0, "spacing_months": 24}, {"daughters": 2})
    assert two.spacing(0, 0, 0) == 0
    assert two.spacing(1, 1, 0) == 48
    assert two.spacing(1, 0, 1) == 24
    assert two.spacing(1, 0, 0) == 24  # the first child died
    assert two.spacing(2, 0, 2) == 0 and two.spacing(2, 1, 1) is None
    assert rule().spacing(0, 0, 0) is None


state = st.fixed_dictionaries({}, optional={
    "order": st.integers(0, 6), "sons": st.integers(0, 6), "daughters": st.integers(0, 6),
    "spacing_months": st.integers(0, 60)})
six = st.integers(0, 6)


@settings(max_examples=40)
@given(st.lists(state, max_size=4), state, six, six, six)
def test_to_allow_more_never_makes_anybody_wait_longer(allow, more, order, sons, daughters):
    fewer = rule(*allow).spacing(order, sons, daughters)
    found = rule(*allow, more).spacing(order, sons, daughters)
    assert fewer is None or (found is not None and found <= fewer)
    assert rule(*reversed(allow)).spacing(order, sons, daughters) == fewer


def test_a_state_is_within_what_the_engine_counts():
    assert StateBefore(order=6, spacing_months=60).order == 6
    for fields in ({"order": 7}, {"sons": -1}, {"daughters": 1.0}, {"spacing_months": 61}):
        assert refused(StateBefore, **fields)


def test_a_stratum_has_one_rule_or_several_in_time():
    assert Stratum(label=LABEL, policy="any").policies == ((None, "any"),)
    found = Stratum(label=LABEL, policy=[{"rule": "a"}, {"rule": "b", "from": "2014-10"}])
    assert found.policies == ((None, "a"), ("2014-10", "b"))
    assert "must not be empty" in refused(Stratum, label=LABEL, policy=[])
    assert refused(Stratum, label=LABEL, policy=3)
    both = Stratum(label=LABEL, policy="any")
    assert both.registered and both.resident
    assert refused(Stratum, label=LABEL, policy="any", resident=1)


def test_shares_add_up_to_one():
    quarter = dict.fromkeys(Composition.model_fields, 0.25)
    assert Composition(**quarter).both == 0.25
    assert "these add up to 1.05" in refused(Composition, **{**quarter, "both": 0.3})
    assert Margins(order=(0.1, 0.2, 0.3, 0.4)).method is None
    assert "add up to 1" in refused(Margins, order=(0.1, 0.2, 0.3, 0.3))
    assert "add up to 1" in refused(Margins, method={"iud": 0.5})
    assert refused(Margins, order=(0.5, 0.5))
    assert refused(Margins, method={"iud": 1.5, "none": -0.5})


def test_an_override_lies_within_its_own_range():
    assert Override(value=2, range=(2, 3), why="measured").range == (2, 3)
    assert "within its range 2 to 3" in refused(Override, value=1, range=(2, 3), why="x")
    assert "[low, high]" in refused(Override, value=2, range=(3, 2), why="x")
    assert refused(Override, value=2, why=" ")


def test_scales_leave_the_setting_as_it_is_unless_they_are_found():
    assert Scales().exposure == 1
    assert {getattr(Scales(), name) for name in Scales.model_fields if name != "exposure"} == {0}
    for fields in ({"exposure": 0}, {"exposure": 5.01}, {"uptake": 20.1}, {"deterrence": -21}):
        assert refused(Scales, **fields)
