"""The order of the month, the two counters, and paths over months."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from reference.lives import lived, women_at_random, wrong_months
from reference.made_up import made_up_policy, made_up_rates
from reference.month import Lives, uniforms_of
from reference.one_step import engine_tables
from reference.paths import compare, expected, path_setting
from reference.reading import one_set
from reference.women import rows

from fpplan.luck import fold, fold_array
from fpplan.population.engine import follow
from fpplan.population.slots import slots_of
from fpplan.population.state import AGED, DEAD, LEFT, PRESENT
from fpplan.tallies import slot_table

SEED = 20140801


SPACED = 6  # a setting in which time since the last birth matters, see SETTINGS


@pytest.mark.parametrize(("number", "month", "count", "months"), [
    (3, -36, 60_000, 1), (SPACED, 0, 60_000, 1), (SPACED + 1, 23, 15_000, 14),
    (1, 0, 15_000, 6)])
def test_every_woman_lives_the_months_that_her_uniforms_decide(number, month, count, months):
    """Exact: the reference inverts the Contract's uniforms in the frozen order by itself."""
    women, wrong, flows = wrong_months(path_setting(number, SEED), month, count, SEED, months)
    assert {PRESENT, DEAD, LEFT, AGED} == set(np.unique(women["here"]).tolist())
    assert wrong == 0
    assert flows == []


def test_another_order_of_events_is_seen():
    """Uniforms of two events exchanged in the reference alone change women and flows."""
    setting = path_setting(2, SEED)
    women = women_at_random(20_000, setting.methods, setting.strata, np.random.default_rng(1))
    keys = fold_array(fold(SEED, "order"), np.arange(20_000))
    uniforms = uniforms_of(keys, 0)
    exchanged = {**uniforms, "twin": uniforms["twin_sex"], "twin_sex": uniforms["twin"]}
    rates = one_set(setting.rates, 0, setting.shift)
    one, other = (lived(Lives(women, u, rates, setting.policy)) for u in (uniforms, exchanged))
    assert (one["order"] != other["order"]).any()


@pytest.mark.parametrize(("uptake", "stops", "conceives", "lost"),
                         list(itertools.product((0, 1), repeat=4)))
def test_the_counters_count_months(uptake, stops, conceives, lost):
    """SINCE and ON for every value they can have, where nothing is left to luck."""
    rng = np.random.default_rng(1)
    rates = made_up_rates(rng, methods=3, strata=1)
    never = {name: getattr(rates, name) * 0 for name in
             ("reconsider", "death", "leave", "child_death", "union", "select", "lose", "next")}
    switch = never["next"]
    switch[..., 1, :, 2] = 1  # method 1 is left for method 2, and method 2 for none
    switch[..., 2, :, 0] = 1
    never["lose"][..., 0] = lost
    rates = rates._replace(
        **never, uptake=rates.uptake * 0 + uptake, stop=rates.stop * 0 + stops,
        conceive=rates.conceive * 0 + conceives)
    since, on, method, stage, union = (
        column.ravel() for column in np.meshgrid(
            np.arange(61), np.arange(13), np.arange(3), [0, 1, 9, 15, 16, 20, 41], [0, 1],
            indexing="ij"))
    possible = ((method > 0) | (on == 0)) & ((method == 0) | (stage == 0) | (stage > 15))
    since, on, method, stage, union = (
        column[possible] for column in (since, on, method, stage, union))
    states = rows({"since": since, "on": on, "method": method, "stage": stage, "union": union,
                   "fecund": np.full_like(on, 3), "want": np.ones_like(on)})
    keys = fold_array(fold(SEED, "counters"), np.arange(len(states)))
    table = slot_table(("m1", "m2"), ("s0",))
    follow(states, keys, engine_tables(rates, made_up_policy(rng, 1), None), 0, 1,
           slots_of(table, 1), len(table))

    born = ((stage == 9) | (stage == 15)) & (lost == 0)
    assert np.array_equal(states["since"], np.where(born, 0, np.minimum(since + 1, 60)))
    asked = (union == 1) & ((stage == 0) | (stage > 15))
    starts = asked & (method == 0) & (uptake == 1)
    changes = asked & (method > 0) & (stops == 1)
    conceived = (union == 1) & (stage == 0) & (conceives == 1)
    same = (method > 0) & ~changes & ~conceived
    # who leaves a method for none, or conceives with one, has used one from then on
    ends = ((changes & (method == 2)) | ((method > 0) & conceived & ~changes)
            | ((method == 1) & changes & conceived) | (starts & conceived))
    assert np.array_equal(states["on"], np.where(
        same, np.minimum(on + 1, 12), np.where(ends, 13, 0)))
    assert np.array_equal(states["method"] > 0,
                          ((method > 0) & ~(changes & (method == 2)) | starts) & ~conceived)


@pytest.mark.parametrize(("number", "age"), [(0, 4 * 12 + 7), (5, 4 * 12 + 7), (5, 34 * 12)])
def test_the_engine_counts_what_the_reference_expects(number, age):
    """The last cohort turns 50 on the way; women of the first differ in reach. The long version
    is evidence/proof.py."""
    setting = path_setting(number, SEED)
    months = 16
    expectation = expected(setting, age, months)
    assert len(expectation) <= 40
    found = compare(setting, age, months, expectation, 150_000, SEED)
    if np.abs(found.z).max() >= 4:  # the same luck and three times as much more
        found = compare(setting, age, months, expectation, 600_000, SEED, batches=1600)
    assert np.abs(found.z).max() < 4, found.names[int(np.abs(found.z).argmax())]
    assert found.expected.min() > 1000


def test_a_wrong_expectation_is_seen():
    setting = path_setting(0, SEED)
    age, months = 9 * 12, 3
    other = path_setting(0, SEED + 1)
    found = compare(setting, age, months, expected(other, age, months), 50_000, SEED)
    assert np.abs(found.z).max() > 10
