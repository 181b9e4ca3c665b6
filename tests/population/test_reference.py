"""The reference by itself: it conserves, it is linear, and its two forms agree."""

from __future__ import annotations

import numpy as np
import pytest
from reference import cohort
from reference.flows import at, total
from reference.made_up import made_up_policy, made_up_rates
from reference.month import live_month
from reference.reading import one_set
from reference.women import (
    Space,
    columns,
    distinct,
    gestation,
    pregnant,
    rows,
)
from scipy.special import expit, logit

METHODS = 2
SPACE = Space(METHODS, strata=2, since=False, fecund=(0, 3))  # nothing reads SINCE
START = {"stratum": 0, "union": 1, "order": 0, "sons": 0, "daughters": 0, "want": 0, "method": 0,
         "fecund": 1, "stage": 0, "reach": 0, "since": 0}


@pytest.fixture(scope="module")
def setting():
    rng = np.random.default_rng(3)
    rates = made_up_rates(rng, methods=METHODS, strata=2, since=False)
    return one_set(rates, 0, [0.2, -0.3, 0.1, -0.5, 0.02, 0.03, 0.01]), made_up_policy(
        rng, since=False)


def women_at_random(space, count, years, rng):
    women = {axis: rng.choice(values, count) for axis, values in space.values().items()}
    women["method"] = np.where(pregnant(women), 0, women["method"])
    return distinct({**women, "years": np.full(count, years)})[0]


def as_mass(space, women, weight):
    mass = cohort.empty(space)
    np.add.at(mass, space.cell(women), weight)
    return mass


def one_woman(**changed):
    mass = cohort.empty(SPACE)
    mass[at(**{**START, **changed})] = 1
    return mass


def test_its_size_is_printed(capsys):
    print(cohort.size_of(Space(4, since=False)))
    assert capsys.readouterr().out == (
        "stratum 1 x union 3 x order 7 x sons 7 x daughters 7 x want 3 x method 4 x fecund 5 x "
        "stage 43 x reach 3 x since 1 = 7,964,460 cells, 63.7 MB\n")
    assert cohort.empty(Space(4, since=False)).nbytes == 7_964_460 * 8
    assert "since 61 = 16,194,402 cells" in cohort.size_of(Space(2, fecund=(3,), reach=(0,)))


@pytest.mark.parametrize("years", [0, 17, 34])
def test_nobody_is_lost(setting, years):
    rates, policy = setting
    mass = np.random.default_rng(years).uniform(size=cohort.empty(SPACE).shape)
    mass /= mass.sum()
    after, flows = cohort.step(mass, rates, policy, SPACE, years)
    out = (flows["deaths_women"] + flows["moves_out"]).sum()
    assert abs(after.sum() + out - 1) < 1e-12
    assert out > 0
    assert after.min() >= 0


@pytest.mark.parametrize(("years", "space"), [
    (0, SPACE), (13, SPACE), (34, Space(2, fecund=(2,), reach=(0,)))])
def test_array_and_branches_agree(years, space):
    """The dense month and the branches of single women are written apart from each other."""
    rng = np.random.default_rng([years, space.strata])
    made = made_up_rates(rng, methods=space.methods, strata=space.strata, since=space.since,
                         reach=len(space.reach) > 1)
    rates, policy = one_set(made, 0), made_up_policy(rng, space.strata, since=space.since)
    women = women_at_random(space, 400, years, rng)
    weight = rng.uniform(size=len(women["stage"]))
    after, weights, counted = live_month(women, weight, rates, policy)
    dense, flows = cohort.step(as_mass(space, women, weight), rates, policy, space, years)
    np.testing.assert_allclose(as_mass(space, after, weights), dense, atol=1e-13)
    happened = 0
    for name, value in flows.items():
        np.testing.assert_allclose(counted[name], value, rtol=1e-11, atol=1e-13, err_msg=name)
        happened += value.sum() > 0
    assert happened == (16 if space.strata > 1 else 14)


def test_ages_are_independent_and_the_month_is_linear(setting):
    rates, policy = setting
    rng = np.random.default_rng(5)
    parts = [rng.uniform(size=cohort.empty(SPACE).shape) for _ in range(2)]
    both, flows = cohort.step(parts[0] + 2 * parts[1], rates, policy, SPACE, 20)
    one, two = (cohort.step(part, rates, policy, SPACE, 20) for part in parts)
    np.testing.assert_allclose(both, one[0] + 2 * two[0], rtol=1e-12)
    np.testing.assert_allclose(flows["births"], one[1]["births"] + 2 * two[1]["births"],
                               rtol=1e-10)


def test_nobody_has_more_living_children_than_births(setting):
    rates, policy = setting
    mass = one_woman(union=1, stage=0)
    after, flows = cohort.follow(mass, rates, policy, SPACE, 60, 26)
    order, sons, daughters = np.indices((7, 7, 7))
    by_children = after.sum(axis=(0, 1, 5, 6, 7, 8, 9, 10))
    assert not by_children[(sons + daughters > order) & (order < 6)].any()
    assert by_children[2].sum() > 0
    births = flows["births"]
    assert births.sum() == pytest.approx(flows["births_by_mother_age"].sum())
    assert births[0, :, :, 1:].sum() == 0  # a first birth has no living child before it
    assert births[1:, :, :, 0].sum() < births[1:].sum() / 5  # a later one nearly always has


def test_at_fifty_the_cohort_leaves(setting):
    rates, policy = setting
    mass = one_woman(union=0, stage=0)
    after, flows = cohort.follow(mass, rates, policy, SPACE, 34 * 12 + 10, 5)
    assert not after.any()
    gone = (flows["aged_out"] + flows["deaths_women"] + flows["moves_out"]).sum()
    assert gone == pytest.approx(1, abs=1e-12)
    assert flows["women"][6].sum() == pytest.approx(flows["women"].sum())
    assert 0 < flows["women"].sum() < 1  # counted at the end of one month, not of the second


def test_a_pregnancy_lasts_nine_months(setting):
    """Conceived this month, she gives birth in the ninth month after it and not before."""
    rates, policy = setting
    mass = one_woman(union=1, stage=1)
    before, _ = cohort.follow(mass, rates, policy, SPACE, 0, 8)
    assert (total(before, stage=9) + total(before, stage=15)).sum() > 0.1
    assert cohort.follow(mass, rates, policy, SPACE, 0, 8)[1]["births"].sum() == 0
    assert cohort.step(before, rates, policy, SPACE, 0)[1]["births"].sum() > 0.1


def test_impossible_rates_are_refused(setting):
    rates, policy = setting
    mass = np.full(cohort.empty(SPACE).shape, 1e-6)
    too_long = rates.insusceptible.copy()
    too_long[:, 0] = np.full(25, 1 / 25)
    with pytest.raises(ValueError, match="at most three months"):
        cohort.step(mass, rates._replace(insusceptible=too_long), policy, SPACE, 3)
    with pytest.raises(ValueError, match="without sons"):
        cohort.step(mass, rates._replace(child_death=rates.child_death + 0.01), policy, SPACE, 3)


def test_shifts_act_on_the_logit():
    rates = made_up_rates(np.random.default_rng(2), methods=METHODS)
    uptake, postpartum, stop, select, reach, after, willing = shift = (
        0.4, -1.1, 0.3, -0.2, 0.03, 0.02, -0.01)
    one = one_set(rates, 0, shift)
    np.testing.assert_allclose(one.uptake[:, 0], expit(logit(rates.uptake[0, :, 0]) + uptake))
    np.testing.assert_allclose(one.uptake[:, 1], expit(logit(rates.uptake[0, :, 1]) + postpartum))
    later = (slice(None), slice(None), slice(1, None))  # or no more: those whom services keep
    np.testing.assert_allclose(one.stop[later], expit(logit(rates.stop[0][later]) + stop))
    np.testing.assert_allclose(one.stop[:, :, 0], rates.stop[0][:, :, 0])
    np.testing.assert_allclose(one.select, expit(logit(rates.select[0]) + select))
    before = rates.outside[0][..., 1] / (1 - rates.outside[0][..., 0])  # of who does not take up
    found = one.outside[..., 1] / (1 - one.outside[..., 0])
    hazard = np.array([[reach, willing], [reach + after, willing + after]])[..., None, None]
    np.testing.assert_allclose(-np.log1p(-found), -np.log1p(-before) + hazard, atol=1e-12)
    assert np.array_equal(one.outside[..., 0], rates.outside[0][..., 0])
    assert not one.stop[:, 0].any()  # a probability of 0 stays
    assert np.array_equal(one.lose, rates.lose[0])


def test_stages_are_months_of_gestation():
    stage = np.arange(43)
    months = gestation({"stage": stage})
    assert months[:16].tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 4, 5, 6, 7, 8, 9]
    assert not months[16:].any()


def test_columns_and_records_are_the_same_women():
    women = {"stage": np.arange(43), "years": np.arange(43) % 35}
    found = columns(rows(women))
    assert np.array_equal(found["stage"], women["stage"])
    assert np.array_equal(found["years"], women["years"])
    assert found["here"].all()
    assert not found["sons"].any()
