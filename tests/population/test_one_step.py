"""The one-step proof: each compiled event against the reference, row by row, state by state."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from reference.compiled import aged, borne
from reference.made_up import made_up_policy, made_up_rates, made_up_shift
from reference.one_step import (
    STRATIFIED,
    cases,
    engine_tables,
    prove,
    reads_policy,
    rows_of,
    scalable,
    scaled,
    touched,
)
from reference.outcomes import bear
from reference.reading import one_set, tables_read
from reference.transitions import reachable, wrong_transitions
from reference.women import columns, rows

from fpplan.population.events import EVENTS
from fpplan.population.rates import TARGETS
from fpplan.population.state import FIELDS, MOST_METHODS

METHODS = 3


@pytest.fixture(scope="module")
def rates():
    return made_up_rates(np.random.default_rng(7), methods=METHODS, strata=2, sets=2)


@pytest.fixture(scope="module")
def policy():
    return made_up_policy(np.random.default_rng(8), strata=2)


@pytest.fixture(scope="module")
def proof_cases(rates, policy):
    """One woman for each row of each event, under unshifted rates of set 1."""
    return cases(one_set(rates, 1), policy, np.random.default_rng(9), each=1)


@pytest.fixture(scope="module")
def found(rates, policy):
    """All states that can exist, and those in which each event can find a woman."""
    return reachable(one_set(rates, 0), policy)


@pytest.mark.parametrize(("methods", "shifted"), [
    (3, ""), (3, "services"), (2, "services"), (MOST_METHODS, "services"), (2, "supply"),
    (4, "supply"), (MOST_METHODS, "supply")])
def test_every_interval_is_its_probability(methods, shifted):
    rng = np.random.default_rng([methods, len(shifted)])
    rates = made_up_rates(rng, methods=methods, strata=2, sets=2)
    if methods > 3:
        rates.stop[:, :, 1] = 0  # a permanent one, which nobody takes in place of another
    policy = made_up_policy(rng)
    shift = made_up_shift(rng, methods if shifted == "supply" else 0) if shifted else None
    tables = engine_tables(rates, policy, shift, number=1)
    some = cases(one_set(rates, 1, shift), policy, rng, each=4)
    assert {case.event for case in some} == set(EVENTS)
    for case in some:
        result = prove(case, tables, stratified=STRATIFIED)
        assert len(result.failing) == 0, (case.event, case.table, result.difference.max())
        assert result.disorder == 0, (case.event, case.table)


@pytest.mark.parametrize("methods", [2, 3, MOST_METHODS])
def test_no_uniform_leads_to_an_outcome_that_cannot_be(methods):
    rng = np.random.default_rng(methods)
    rates, policy = made_up_rates(rng, methods=methods), made_up_policy(rng)
    tables = engine_tables(rates, policy, None)
    elsewhere = {case.table: prove(case, tables).elsewhere
                 for case in cases(one_set(rates, 0), policy, rng, each=1)}
    assert not any(elsewhere.values()), elsewhere


def test_every_row_of_every_table_is_read(rates, policy, proof_cases):
    """Under a policy and its opposite: first births without living children have one row each."""
    opposite = np.where(policy == 255, 0, 255).astype(np.uint8)
    one = one_set(rates, 1)
    other = cases(one, opposite, np.random.default_rng(9), each=1)
    for case, again in zip(proof_cases, other, strict=True):
        read = np.union1d(case.row, again.row) if reads_policy(case.table) else case.row
        assert len(read) == rows_of(case.table, one), (case.event, case.table)


def test_the_unscaled_proof_holds(rates, policy, proof_cases):
    tables = engine_tables(rates, policy, None, number=1)
    assert all(len(prove(case, tables).failing) == 0 for case in proof_cases)


def test_one_percent_in_the_engine_alone_fails_on_the_rows_that_it_touches(
    rates, policy, proof_cases
):
    seen = 0
    for table, outcome in scalable(one_set(rates, 1)):
        tables = engine_tables(scaled(rates, table, outcome, 1.01), policy, None, number=1)
        for case in proof_cases:
            failing = prove(case, tables).failing
            expected = touched(case, table, outcome)
            assert np.array_equal(failing, expected), (table, outcome, case.event)
            seen += len(failing)
    assert seen > 5000


def test_another_policy_in_the_engine_alone_is_seen(rates, policy, proof_cases):
    other = np.where(policy == 255, 0, 255).astype(np.uint8)
    tables = engine_tables(rates, other, None, number=1)
    blind = {case.table for case in proof_cases if len(prove(case, tables).failing) == 0}
    assert blind == {case.table for case in proof_cases} - {"lose", "want_after_birth"}


def test_a_shift_moves_its_own_rows_and_no_others(rates, policy, proof_cases):
    of_target = ("uptake", "uptake", "stop", "select", "outside", "outside", "outside")
    for target, table in enumerate(of_target):
        shift = np.zeros(len(TARGETS))
        shift[target] = 0.1
        tables = engine_tables(rates, policy, shift, number=1)
        for case in proof_cases:
            result = prove(case, tables)
            if case.table != table:
                assert len(result.failing) == 0
                continue
            after_birth = (case.women["stage"] >= 16) & (case.women["stage"] <= 39)
            wants_now = case.women["want"] == 0
            moved = [~after_birth, after_birth, ~wants_now, True, case.women["reach"] == 1,
                     after_birth, case.women["reach"] == 2][target] & np.ones_like(after_birth)
            assert np.array_equal(result.failing, np.unique(case.row[moved]))


def test_every_state_with_every_outcome_leads_where_the_reference_says(rates, policy, found):
    one = one_set(rates, 0)
    tables = engine_tables(rates, policy, None)
    states, met = found
    assert set(met) == set(EVENTS)
    pregnant = (states["stage"] >= 1) & (states["stage"] <= 15)
    assert not (pregnant & (states["method"] > 0)).any()
    uncapped = states["order"] < 6
    assert (states["sons"] + states["daughters"] <= states["order"])[uncapped].all()
    assert not (pregnant & (states["fecund"] == 0)).any()
    rng = np.random.default_rng(10)
    for event, women in met.items():
        tried, wrong = wrong_transitions(event, women, one, policy, tables, rng)
        assert tried >= 2 * len(women["stage"]) > 0
        assert wrong == 0, event


def test_a_wrong_transition_is_seen(rates, policy, found):
    """With another share of males in the engine, some fetuses that the reference takes for
    male are female there."""
    one = one_set(rates, 0)
    tables = engine_tables(rates._replace(male=1 - rates.male * 0.2), policy, None)
    tried, wrong = wrong_transitions("fetus_sex", found[1]["fetus_sex"], one, policy, tables,
                                     np.random.default_rng(11))
    assert 0 < wrong < tried


def test_a_birth_counts_and_caps():
    grid = np.array(list(itertools.product(range(7), range(7), range(7), (0, 1))))
    women = dict(zip(("order", "sons", "daughters"), grid[:, :3].T, strict=True))
    women["since"] = np.full(len(grid), 30)
    states = rows(women)
    borne(states, grid[:, 3])
    expected = rows(bear(women, grid[:, 3]))
    assert all(np.array_equal(states[field], expected[field]) for field in FIELDS)


def test_twelve_months_are_a_year():
    grid = np.array(list(itertools.product(range(35), range(12))))
    states = rows({"years": grid[:, 0], "months": grid[:, 1]})
    aged(states)
    after = columns(states)
    age = grid[:, 0] * 12 + grid[:, 1] + 1
    assert np.array_equal(after["years"] * 12 + after["months"], age)
    assert after["months"].max() == 11


def test_tables_read_are_all_tables(rates):
    assert {table for event in EVENTS for table in tables_read(event)} == set(rates._fields)
