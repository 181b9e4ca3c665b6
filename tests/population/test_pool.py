"""The pool of lives and its weights."""

from __future__ import annotations

import numpy as np
import pytest
from small_people import HISTORIES, populated, small, tables_of, true_rates

from fpplan.contract.errors import FpplanError
from fpplan.luck import fold, fold_array
from fpplan.population import pool as pools
from fpplan.population.pool import Girls, Margins, build_pool, entrant, rake
from fpplan.population.slots import slots_of
from fpplan.population.state import AGE_GROUPS, AGES, CLASSES, LATER, PRESENT, STATE
from fpplan.tallies import slot_table

BY_AGE = np.array([3.0, 4, 4, 3, 3, 4, 4])
ORDER = np.array([0.10, 0.50, 0.33, 0.07])
COMPOSITION = np.array([0.11, 0.42, 0.25, 0.22])
METHOD = np.array([0.15, 0.45, 0.25, 0.04, 0.01, 0.02, 0.08])


def build(margins=None, tables=None, histories=HISTORIES):
    table = slot_table(tuple("abcdef"), ("s",))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pools, "HISTORIES", histories)
        return build_pool(tables_of(true_rates()) if tables is None else tables,
                          slots_of(table, 1), len(table), stratum=0, girls=Girls(0.05),
                          women_by_age=BY_AGE, margins=margins or Margins())


@pytest.fixture(scope="module")
def plain():
    return build()


@pytest.fixture(scope="module")
def raked():
    return build(Margins(ORDER, METHOD, COMPOSITION))


def weights_of(pool):
    """Weights of snapshots: the number of women of an age group, spread over the group."""
    steps = np.diff(pool.cumulative, prepend=0.0)
    steps[pool.first[1:-1]] = pool.cumulative[pool.first[1:-1]]
    return steps * BY_AGE[pool.states["years"] // 5]


def shares(pool, label, size):
    union = pool.states["union"] == 1
    found = np.bincount(label[union], weights_of(pool)[union], minlength=size)
    return found / found.sum()


def kind(states):
    return (states["sons"] > 0) + 2 * (states["daughters"] > 0).astype(int)


def test_a_snapshot_for_every_history_and_year_of_age(plain):
    assert plain.states.size == HISTORIES * AGES
    assert (np.bincount(plain.states["years"]) == HISTORIES).all()
    assert (np.bincount(plain.states["months"], minlength=12) == AGES * HISTORIES / 12).all()
    assert (plain.states["here"] == PRESENT).all()


def test_an_age_group_is_sorted_by_births_then_method(plain):
    assert plain.first.tolist() == [g * 5 * HISTORIES for g in range(AGE_GROUPS + 1)]
    for g in range(AGE_GROUPS):
        part = plain.states[plain.first[g]:plain.first[g + 1]]
        assert (part["years"] // 5 == g).all()
        rank = part["order"].astype(int) * 100 + part["method"]
        assert (np.diff(rank) >= 0).all()
        assert plain.cumulative[plain.first[g + 1] - 1] == pytest.approx(1)
        assert (np.diff(plain.cumulative[plain.first[g]:plain.first[g + 1]]) >= 0).all()


def test_without_margins_every_snapshot_counts_alike(plain):
    assert np.allclose(plain.effective, 5 * HISTORIES)


def test_the_pool_is_the_same_every_time(plain):
    again = build()
    assert again.states.tobytes() == plain.states.tobytes()
    assert again.cumulative.tobytes() == plain.cumulative.tobytes()


def test_strata_have_lives_of_their_own():
    first, second = small().pools
    assert (first.states["stratum"] == 0).all() and (second.states["stratum"] == 1).all()
    assert not np.array_equal(first.states["order"], second.states["order"])


def test_margins_are_met(raked):
    states = raked.states
    for label, share in ((np.minimum(states["order"], 3), ORDER), (kind(states), COMPOSITION),
                         (states["method"], METHOD)):
        assert np.abs(shares(raked, label, share.size) - share).max() < 2e-6


@pytest.mark.parametrize("margins", [Margins(order=ORDER), Margins(method=METHOD),
                                     Margins(composition=COMPOSITION),
                                     Margins(ORDER, METHOD, COMPOSITION)], ids=str)
def test_raking_keeps_age_groups_and_the_unmarried(plain, margins):
    weights = rake(plain.states, BY_AGE, margins)
    group = plain.states["years"] // 5
    assert np.allclose(np.bincount(group, weights), BY_AGE)
    assert (weights >= 0).all()
    single = plain.states["union"] == 0
    for g in range(AGE_GROUPS):
        same = weights[single & (group == g)]
        assert np.allclose(same, same[0])


def test_raking_costs_effective_snapshots(plain, raked):
    assert (raked.effective <= plain.effective).all()
    assert raked.effective.sum() < 0.99 * plain.effective.sum()
    weights = weights_of(raked)
    for g in range(AGE_GROUPS):
        part = weights[raked.first[g]:raked.first[g + 1]]
        assert raked.effective[g] == pytest.approx(part.sum() ** 2 / (part**2).sum())


def test_margins_that_the_pool_already_has_change_nothing(plain):
    order = shares(plain, np.minimum(plain.states["order"], 3), 4)
    weights = rake(plain.states, BY_AGE, Margins(order=order))
    assert np.allclose(weights, rake(plain.states, BY_AGE, Margins()), rtol=1e-6)


def test_a_margin_may_leave_a_kind_out(plain):
    weights = rake(plain.states, BY_AGE, Margins(order=np.array([0.2, 0.5, 0.3, 0.0])))
    union = plain.states["union"] == 1
    assert weights[union & (plain.states["order"] >= 3)].sum() == 0


def test_a_share_of_nobody_is_refused_in_words(plain):
    states = plain.states[plain.states["method"] != 4]
    with pytest.raises(FpplanError) as raised:
        rake(states, BY_AGE, Margins(method=METHOD))
    assert str(raised.value) == ("margins.method: no simulated woman has number 5 of the 7 kinds")


def test_margins_that_contradict_each_other_are_refused_in_words(plain):
    nobody, all_sons = np.array([1.0, 0, 0, 0]), np.array([0.0, 1, 0, 0])
    with pytest.raises(FpplanError, match=r"margins: .*contradict each other"):
        rake(plain.states, BY_AGE, Margins(order=nobody, composition=all_sons))


def test_a_margin_in_a_plan_reaches_the_run():
    from small_people import count, past_of, plan

    order = [0.05, 0.25, 0.45, 0.25]
    population = populated(plan(margins={"resident": {"order": order}}))
    past = past_of(population, 40)
    plain = past_of(populated(plan()), 40)
    share = []
    for each in (past, plain):
        union = count(each.counts, population.table, "in_union")[..., 0].sum()
        third = count(each.counts, population.table, "in_union_by_order[order=3]")[..., 0].sum()
        share.append(third / union)
    # two years after the month for which the margin holds
    assert share[0] == pytest.approx(0.25, abs=0.06)
    assert share[1] < 0.15


def test_girls_arrive_single_childless_and_unequally_fecund():
    girls = entrant(200_000, 3, Girls(0.05), fold_array(fold("girls"), np.arange(200_000)))
    expected = np.zeros(1, STATE)
    for name, value in {"here": PRESENT, "since": 60, "want": LATER, "stratum": 3}.items():
        expected[name] = value
    for name in STATE.names:
        if name != "fecund":
            assert (girls[name] == expected[name]).all(), name
    share = np.bincount(girls["fecund"], minlength=CLASSES) / girls.size
    error = np.sqrt(share * (1 - share) / girls.size)
    assert (np.abs(share - np.array([0.05, *[0.95 / 4] * 4])) < 4 * error).all()


@pytest.mark.parametrize(("sterile", "classes"), [(0.0, {1, 2, 3, 4}), (1 - 1e-12, {0})])
def test_all_fecund_and_all_sterile(sterile, classes):
    girls = entrant(5000, 0, Girls(sterile), fold_array(fold("ends"), np.arange(5000)))
    assert set(girls["fecund"].tolist()) == classes
