"""Forced fertility: births are those asked for, and a population grows as Lotka says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import brentq
from small_people import KEPT_FROM, central, count, plan

from fpplan.place.setting import load_setting
from fpplan.population.accounting import (
    GROUPS,
    Fertility,
    ForcedPeriod,
    blank_pool,
    conceiving,
    forced_periods,
    impossible_ages,
)
from fpplan.population.pyramid import FEMALE, hazards
from fpplan.population.rates import TARGETS
from fpplan.population.simulate import burn_in, live, prepare
from fpplan.population.start import BURN_IN
from fpplan.population.when import people_by_year

SETTING = load_setting("china_rural")
KEPT = -KEPT_FROM
RATES = np.array([2, 45, 140, 90, 45, 20, 6, 1, 0.4]) / 1000  # 10-14 to 50-54


def fertility(*rates, years=(2000.0,), **more):
    return Fertility(np.array(years), np.array(rates), **more)


def lived(forced, people=60_000, horizon=36, draws=4, setting=None, **changes):
    resolved = plan({"resident": {"V01": people}}, **changes)
    resolved = replace(resolved, base=resolved.base.model_copy(update={"horizon": horizon}),
                       reference=resolved.reference.model_copy(update={"horizon": horizon}))
    town = prepare(resolved, fertility=forced, setting=setting)
    past = burn_in(town, central(town), np.zeros(draws, np.int64), (0, draws), 0)
    return town, live(town, past, np.zeros((1, 1, horizon, len(TARGETS))))


def test_births_by_age_are_those_asked_for():
    """Births under 15 are counted at 15-19, those from 50 on at 45-49."""
    town, counts = lived(fertility(RATES))
    for g, age in enumerate(range(15, 50, 5), start=1):
        births = count(counts, town.table, f"births_by_mother_age[age={age}]").sum()
        women = count(counts, town.table, f"women[age={age}]").sum() / 12
        extra = {15: RATES[0], 45: RATES[-1]}.get(age, 0.0)
        expected = (RATES[g] + extra) * women
        # Women are not spread evenly inside a group: that is worth up to 1.5 % of its births.
        assert abs(births - expected) < 4 * np.sqrt(expected) + 0.015 * expected


def test_rates_change_in_the_month_they_are_of():
    """Fertility trebles on 1 January 2015, five months after the decision month."""
    low, high = RATES / 3, RATES
    town, counts = lived(fertility(low, low, high, high, years=(2010.0, 2014.0, 2015.0, 2030.0)))
    births = count(counts, town.table, "births")[:, 0, KEPT:].sum(axis=0)
    before, after = births[:5].mean(), births[5:17].mean()
    assert abs(after / before - 3) < 0.3
    assert births[4] < 0.6 * births[5]


def test_nothing_else_happens_to_women():
    town, counts = lived(fertility(RATES), horizon=12)
    for family in ("miscarriages", "stillbirths", "terminations", "selective_terminations",
                   "starts", "moves_in", "moves_out", "union_ends"):
        assert not count(counts, town.table, family).any(), family


def test_the_sex_of_births_is_the_settings_or_as_given():
    half = fertility(RATES, male=np.array([0.5]))
    for forced, share in ((fertility(RATES), central_male()), (half, 0.5)):
        town, counts = lived(forced)
        boys, girls = (count(counts, town.table, f"births[sex={s}]").sum() for s in "mf")
        assert abs(boys / (boys + girls) - share) < 4 * np.sqrt(0.25 / (boys + girls))


def central_male():
    return SETTING.parameters["sex.male_at_birth"].value


@pytest.mark.parametrize("net", [-0.02, 0.02])
def test_net_moves_are_fed_by_year(net):
    """Women and everyone else alike move at the rate given."""
    town, counts = lived(fertility(RATES, net_moves=np.array([net])), people=100_000)
    moved = (count(counts, town.table, "moves_in") - count(counts, town.table, "moves_out"))
    women = count(counts, town.table, "women")
    assert abs(12 * moved[:, 0, KEPT:].mean() / women[:, 0, KEPT:].mean() - net) < 0.0015
    people = count(counts, town.table, "people")[:, 0]
    born = count(counts, town.table, "births")[:, 0] - sum(
        count(counts, town.table, f"deaths_{who}")[:, 0] for who in ("women", "others"))
    change = np.diff(people, axis=1)[:, KEPT - 1:].sum(axis=1) - born[:, KEPT:].sum(axis=1)
    assert abs(change.mean() / people[:, KEPT:].mean() / 3 - net) < 0.0015


def test_nobody_moves_before_the_decision_month():
    """The ages of the start are those that are given."""
    _, still = lived(fertility(RATES), horizon=12)
    town, counts = lived(fertility(RATES, net_moves=np.array([0.05])), horizon=12)
    for family in ("moves_in", "moves_out", "women", "people"):
        assert np.array_equal(count(counts, town.table, family)[:, 0, :KEPT],
                              count(still, town.table, family)[:, 0, :KEPT]), family
    assert count(counts, town.table, "moves_in")[:, 0, KEPT:].any()


def test_net_moves_are_fed_by_age_and_sex():
    """A twentieth of women of 20-24 and of men of 60-64 leaves in a year, and 3 women of 30-34
    come for each thousand people; nobody else moves."""
    net = np.zeros((1, 2, 101))
    net[0, 1, 20:25] = net[0, 0, 60:65] = -0.05
    coming = np.zeros((1, 7))
    coming[0, 3] = 0.003
    forced = fertility(RATES, net_moves=net, coming=coming)
    _, still = lived(fertility(RATES), people=100_000, horizon=24)
    town, counts = lived(forced, people=100_000, horizon=24)
    came = count(counts, town.table, "moves_in")[:, 0, KEPT:].sum(axis=1)
    assert (came == 600).all()
    women = [count(some, town.table, f"women[age={age}]")[:, 0, KEPT + 11].mean()
             for age in (20, 25, 30, 40) for some in (counts, still)]
    changes = np.diff(women)[::2] * -1
    assert changes[0] == pytest.approx(-0.05 * women[1] * 0.9, rel=0.15)
    assert abs(changes[1]) < 0.012 * women[3]  # those who would have turned 25
    assert changes[2] == pytest.approx(300, rel=0.15) and abs(changes[3]) < 0.006 * women[7]
    year = slice(KEPT, KEPT + 12)
    left = count(counts, town.table, "moves_out")[:, 0, year].sum(axis=1)
    assert left.mean() == pytest.approx(0.05 * women[1], rel=0.15)
    signs = {"births": 1, "deaths_women": -1, "deaths_others": -1, "moves_in": 1, "moves_out": -1}
    people = count(counts, town.table, "people")[:, 0]
    known = sum(sign * count(counts, town.table, name)[:, 0, year].sum(axis=1)
                for name, sign in signs.items())
    men = people_by_year(SETTING, "male", 2014.5)[60:65].sum() * 100_000
    others = people[:, KEPT + 11] - people[:, KEPT - 1] - known
    assert others.mean() == pytest.approx(-0.05 * men, rel=0.15)


def test_moves_by_age_follow_the_pyramid_as_the_year_ends():
    net = np.zeros((1, 2, 101))
    net[0, 0, 60] = 0.02
    forced = fertility(RATES, net_moves=net, coming=np.zeros((1, 7)))
    assert np.flatnonzero(forced.migration.moved(2014.5)[0]).tolist() == [60, 61]
    assert forced.migration.moved(2014.5)[0, 60:62].tolist() == [0.01, 0.01]
    alike = fertility(RATES, net_moves=np.array([0.02]))
    moves = alike.migration
    assert (moves.moved(2014.5) == 0.02).all() and (moves.arriving(2014.5) == 0.02).all()
    assert not moves.leaving(2014.5).any() and fertility(RATES).migration is None


def renewal(setting, rates):
    """Lotka's r: the growth at which daughters replace mothers, survival and births by age."""
    from scipy.interpolate import PchipInterpolator

    step = 1 / 24
    ages = np.arange(0, 55, step) + step / 2
    m = hazards(setting, np.ones((1, 1)), 2000.0)[0, 0, FEMALE]
    alive = np.exp(-np.cumsum(m[ages.astype(int)]) * step)
    below = PchipInterpolator([*GROUPS, 55], np.concatenate([[0.0], np.cumsum(5 * rates)]))
    born = np.where(ages >= 10, below(ages, 1), 0.0) * (1 - central_male())
    return brentq(lambda r: (np.exp(-r * ages) * alive * born).sum() * step - 1, -0.05, 0.1)


@pytest.mark.parametrize("level", [0.7, 1.6])
def test_growth_converges_to_lotkas_r(level):
    """Constant mortality and fertility, from the ages of China in 2014: after fifty years the
    population grows at the root of the renewal equation."""
    rates = level * np.array([0, 45, 140, 90, 45, 20, 6, 1, 0]) / 1000
    constant = {name: replace(SETTING.tables[name], years=np.array([2000.0]),
                              values=SETTING.tables[name].values[:1])
                for name in ("mortality_female", "mortality_male")}
    setting = replace(SETTING, tables={**SETTING.tables, **constant})
    town, counts = lived(fertility(rates), people=30_000, horizon=80 * 12, draws=4,
                         setting=setting)
    people = count(counts, town.table, "people")[:, 0, KEPT:].sum(axis=0)[11::12]
    # A least-squares slope over two generations is blind to the waves that the start left.
    years = np.arange(50, 80)
    slope = np.polyfit(years, np.log(people[years]), 1)[0]
    assert abs(slope - renewal(setting, rates)) < 0.001


@given(st.lists(st.floats(0, 0.25), min_size=9, max_size=9))
def test_conceiving_is_a_probability_where_it_can_be(rates):
    found = conceiving(np.array(rates))
    assert found.shape == (35,) and (found >= 0).all()
    forced = fertility(rates)
    assert bool(impossible_ages(forced)) == bool((found > 1).any())


def test_what_cannot_be_is_named():
    wild = RATES.copy()
    wild[0] = 0.4  # two births under 15 for every girl
    assert impossible_ages(fertility(RATES, wild, years=(2000.0, 2001.0))) == [(2001, 15)]


def test_periods_start_the_forcing_nine_months_ahead():
    spans, of_month = forced_periods("2014-08", -BURN_IN, 24)
    assert len(of_month) == BURN_IN + 24
    at = {month: spans[of_month[month + BURN_IN]] for month in (-5, -4, 0, 4, 5)}
    assert at[-5] == ForcedPeriod(2014.5, 2014.0, moving=False)  # March 2014: births in December
    assert at[-4] == ForcedPeriod(2014.5, 2015.0, moving=False)  # April: births in January
    assert at[4] == ForcedPeriod(2014.5, 2015.0) and at[5] == ForcedPeriod(2015.5, 2015.0)
    assert at[0] == at[4]


def test_a_blank_pool_has_the_ages_it_was_given():
    shares = np.linspace(1, 2, 35)
    pool = blank_pool(shares)
    assert pool.first.tolist() == list(range(0, 421, 60))
    for g in range(7):
        part = slice(pool.first[g], pool.first[g + 1])
        weights = np.diff(pool.cumulative[part], prepend=0.0)
        by_year = np.bincount(pool.states["years"][part] - 5 * g, weights)
        assert np.allclose(by_year, shares[5 * g:5 * g + 5] / shares[5 * g:5 * g + 5].sum())


def test_given_years_are_joined_by_straight_lines():
    two = fertility(RATES, 2 * RATES, years=(2000.0, 2010.0))
    assert np.allclose(two.at(1990), RATES) and np.allclose(two.at(2030), 2 * RATES)
    assert np.allclose(two.at(2005), 1.5 * RATES)
