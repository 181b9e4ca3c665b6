"""Whatever the plan: people, women and births add up, and luck is shared."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_people import (
    KEPT_FROM,
    LABEL,
    base_table,
    count,
    entering_of,
    lived,
    month_by_month,
    past_of,
    populated,
    resolved_of,
)

from fpplan.population.events import NEVER
from fpplan.population.simulate import Population
from fpplan.population.state import AGED, PRESENT

KEPT = -KEPT_FROM
STATE_BEFORE = st.fixed_dictionaries({}, optional={
    "order": st.integers(0, 6), "sons": st.integers(0, 3), "daughters": st.integers(0, 3),
    "spacing_months": st.integers(0, 60)})
SCALES = st.fixed_dictionaries({}, optional={
    "exposure": st.floats(0.2, 3.0), "uptake": st.floats(-2, 2),
    **{name: st.floats(-3, 3) for name in (
        "progression_1", "progression_2", "progression_3", "deterrence", "selection_1",
        "selection_2", "selection_3")}})
PARAMETERS = st.fixed_dictionaries({}, optional={
    "leave.per_year": st.sampled_from([0.0, 0.005, 0.3]),
    "fecundability.sterile": st.sampled_from([0.0, 0.05, 0.9]),
    "twins.share": st.sampled_from([0.0, 0.011, 0.5]),
    "mortality.scale": st.sampled_from([0.0, 1.0, 30.0]),
    "union.divorce_per_year": st.sampled_from([0.0, 0.003, 0.5]),
    "union.at_15_share": st.sampled_from([0.0, 0.4, 1.0]),
    "selection.willing": st.sampled_from([0.0, 0.5, 1.0]),
    "sex.male_at_birth": st.sampled_from([0.0, 0.5122, 1.0])})


@st.composite
def plans(draw):
    """A place: units, strata and people at random, any rule and scales."""
    units = [f"U{k}" for k in range(draw(st.integers(1, 3)))]
    strata = [f"s{k}" for k in range(draw(st.integers(1, 2)))]
    people = {s: {u: draw(st.sampled_from([0, 1, 7, 60, 400, 1500])) for u in units}
              for s in strata}
    values = draw(PARAMETERS)
    table = base_table(people, allow=draw(st.lists(STATE_BEFORE, max_size=3)), parameters=values,
                       scales=draw(SCALES), horizon=draw(st.integers(12, 16)))
    if draw(st.booleans()):  # another rule from some month on, moves, rates of their own
        table["policy_rules"] = {**table["policy_rules"], "later": {
            "text": LABEL, "status": "assumed", "allow": draw(st.lists(STATE_BEFORE, max_size=3))}}
        since = draw(st.sampled_from(["2010-01", "2014-07", "2014-08", "2015-01", "2030-01"]))
        table["strata"] = {s: {
            "label": LABEL, "policy": [{"rule": "rule"}, {"rule": "later", "from": since}],
            "moves": {other: draw(st.sampled_from([0.0, 0.01, 1.5])) for other in strata
                      if other != s},
            "parameters": {"want.give_up_per_year": {
                "value": draw(st.sampled_from([0.0, 0.3])), "why": "a test"}}} for s in strata}
    return resolved_of(table), values


def lives_of(plan) -> tuple[Population, np.ndarray, dict[str, float]]:
    resolved, values = plan
    population = populated(resolved, histories=120)
    return population, lived(population, 3, values=values), values


MODERATE = settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])


@MODERATE
@given(plans())
def test_accounts_add_up(plan):
    town, counts, values = lives_of(plan)

    def per(pattern):
        return count(counts, town.table, pattern)

    # The people of a stratum at the decision month are the plan's, whoever moved there before: a
    # group of a few people can send away more than it had.
    few = town.table.match("people") if town.moves.any() else []
    assert (np.delete(counts, few, axis=-1) >= 0).all()
    births = per("births")
    assert np.array_equal(births, per("births_by_mother_age"))
    assert np.array_equal(per("in_union"), per("in_union_by_order"))
    assert (per("using") <= per("in_union")).all()
    assert (per("in_union") <= per("women")).all()
    assert (per("pregnant") <= per("women")).all()
    assert (per("using") + per("unmet_need") <= per("in_union")).all()
    assert (per("one_son_households") + per("two_daughter_households") <= per("in_union")).all()
    change = (births + per("moves_in") - per("moves_out") - per("deaths_women")
              - per("deaths_others"))
    assert np.array_equal(np.diff(per("people"), axis=2), change[:, :, 1:])
    if values.get("mortality.scale") == 0.0:
        assert not per("deaths_others").any()
    assert np.array_equal(per("stratum_changes_in"), per("stratum_changes_out"))
    for s, name in enumerate(plan[0].strata):
        women, people = (per(f"{kind}[stratum={name}]")[:, :, KEPT - 1]
                         for kind in ("women", "people"))
        girls = town.under_15[:, s].sum(axis=-1)
        assert (people == np.maximum(town.people[:, s], women + girls)).all()
    male = values.get("sex.male_at_birth")
    if male in (0.0, 1.0):
        assert per(f"births[sex={'m' if male == 0.0 else 'f'}]").sum() <= 1e-6 * births.sum()


@MODERATE
@given(plans())
def test_women_in_are_women_out(plan):
    resolved, values = plan
    town = populated(resolved, histories=120)
    past = past_of(town, 2, values=values)
    counts, after, _offsets = month_by_month(town, past)
    women = count(counts, town.table, "women").sum(axis=1)
    flows = {name: count(counts, town.table, name).sum(axis=1)
             for name in ("moves_in", "moves_out", "deaths_women")}
    turned_15 = entering_of(town, past).sum(axis=(1, 2))
    for m, (before, states) in enumerate(pairwise(after)):
        aged, there = ((states["here"] == kind).sum(axis=1) - (before["here"] == kind).sum(axis=1)
                       for kind in (AGED, PRESENT))
        assert np.array_equal(women[:, m], (states["here"] == PRESENT).sum(axis=1))
        assert np.array_equal(there, turned_15[:, m] + flows["moves_in"][:, m]
                              - flows["moves_out"][:, m] - flows["deaths_women"][:, m] - aged)


@MODERATE
@given(plans(), st.integers(0, 2**64 - 1), st.integers(1, 2))
def test_the_same_plan_and_seed_give_the_same_bytes_in_any_chunks(plan, seed, cut):
    resolved, values = plan
    town = populated(resolved, histories=120)
    whole = lived(town, 3, seed, values)
    parts = [lived(town, span, seed, values) for span in ((0, cut), (cut, 3))]
    assert np.concatenate(parts).tobytes() == whole.tobytes()


@MODERATE
@given(plans())
def test_births_are_within_policy_where_the_rule_says_so(plan):
    """Of first births all or none are, by the rule for women without children."""
    town, counts, values = lives_of(plan)
    resolved, _ = plan
    if len(town.allowed) > 1 or town.moves.any():
        return  # what held at a birth is not in its slot
    for s, name in enumerate(resolved.strata):
        inside = resolved.spacing(name, 0, 0, 0) is not None
        assert (town.allowed[0, s, 0, 0, 0] != NEVER) == inside
        label = f"births[order=1,policy={'out' if inside else 'in'},stratum={name}]"
        assert count(counts, town.table, label).sum() == 0
        if values.get("twins.share") == 0.0:
            for prior, sons, daughters in (("boys", 1, 0), ("girls", 0, 1)):
                spacing = resolved.spacing(name, 1, sons, daughters)
                if spacing:
                    continue
                inside = spacing is not None
                label = (f"births[order=2,prior={prior},policy={'out' if inside else 'in'},"
                         f"stratum={name}]")
                assert count(counts, town.table, label).sum() == 0
