"""Everyone by single year of age and sex, against life tables and by the account."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chisquare

from fpplan.place.setting import load_setting
from fpplan.population.pyramid import (
    FEMALE,
    MALE,
    YEARS_OF_AGE,
    at_decision,
    birthdays,
    deaths_keys,
    girls_at_decision,
    hazards,
    largest_remainders,
    live_year,
    turning,
)
from fpplan.population.when import mortality_by_year, people_by_year

SETTING = load_setting("china_rural")
UNITS = ("V01", "V02")
DRAWS = 6


def keys(draws=DRAWS, units=UNITS, strata=1, seed=3):
    return deaths_keys(units, strata, seed, (0, draws))


def nobody(draws=DRAWS, units=2, strata=1):
    return np.zeros((draws, units, strata, 2, YEARS_OF_AGE), np.int32)


def lives(people, hazard, year=0, *, births=None, joined=None, net=0.0, seed=3):
    shape = people.shape[:3]
    births = np.zeros((*shape, 2, 12), np.int32) if births is None else births
    joined = np.zeros((*shape, 12), np.int32) if joined is None else joined
    return live_year(people, hazard, np.zeros(shape[0], np.int64),
                     keys(shape[0], tuple(f"V{k:02d}" for k in range(1, shape[1] + 1)), shape[2],
                          seed), year, births, joined, np.full((2, YEARS_OF_AGE), net))


def flat(rate):
    return np.full((1, 1, 2, YEARS_OF_AGE), rate)


@given(st.lists(st.floats(0, 100), min_size=1, max_size=20))
def test_largest_remainders_keep_the_total(parts):
    total = np.array(round(sum(parts)))
    whole = largest_remainders(np.array(parts) * (total / max(sum(parts), 1e-9)), total)
    assert whole.sum() == total and (whole >= 0).all()
    assert (np.abs(whole - np.array(parts) * total / max(sum(parts), 1e-9)) < 1 + 1e-9).all()


def test_the_start_is_the_plans_people_less_the_engines_women():
    people, women = np.array([[5000], [40]]), np.array([[[1300], [11]], [[1310], [40]]])
    girls = girls_at_decision(SETTING, 2014.5, people)
    found = at_decision(SETTING, 2014.5, people, girls, women)
    assert found.dtype == np.int32 and (found >= 0).all()
    assert found[0, 0, 0].sum() + women[0, 0, 0] == found[1, 0, 0].sum() + 1310 == 5000
    assert found[1, 1, 0].sum() == girls[1].sum()  # all others would be women
    assert not found[..., FEMALE, 15:50].any()
    assert (found[..., FEMALE, :15] == girls).all()
    share = people_by_year(SETTING, "female", 2014.5)
    assert np.abs(girls[0, 0] - 5000 * share[:15]).max() < 1
    men = people_by_year(SETTING, "male", 2014.5)
    others = men.sum() + share[50:].sum()
    left = 3700 - girls[0].sum()
    assert np.abs(found[0, 0, 0, MALE] - left * men / others).max() < 1


def test_more_women_for_the_same_people_come_with_more_girls():
    people = np.array([[100_000]])
    plain, more = (girls_at_decision(SETTING, 2014.5, people, exposure).sum()
                   for exposure in (1.0, 1.3))
    assert abs(more - 1.3 * plain) < 2


def test_birthdays_keep_every_girl_and_are_even():
    girls = np.arange(30).reshape(2, 1, 15)
    found = birthdays(girls, UNITS)
    assert np.array_equal(found.sum(axis=-1), girls)
    assert (found.max(axis=-1) - found.min(axis=-1) <= 1).all()


def test_a_cohort_dies_as_the_life_table_says():
    """Boys born in year 0 under one year's mortality: survivors at every age to 80."""
    born = 60_000
    hazard = hazards(SETTING, np.ones((1, 1)), 2000.0)
    people = nobody(4, 1)
    births = np.zeros((4, 1, 1, 2, 12), np.int32)
    births[..., MALE, :] = born // 12
    lives(people, hazard, 0, births=births)
    m = hazard[0, 0, MALE]
    expected = born * np.exp(-m[0] / 2)  # half a year on average in the year of birth
    for year in range(1, 81):
        alive = people[:, 0, 0, MALE, year - 1].mean()
        assert abs(alive - expected) < 4 * np.sqrt(born / 4 * max(1 - alive / born, 1e-4)) + 1
        lives(people, hazard, year)
        expected *= np.exp(-(m[year - 1] + m[year]) / 2)
    assert people[..., MALE, :79].sum() == 0 and people[..., FEMALE, :].sum() == 0


def test_ages_beyond_100_stay_in_the_last_one():
    people = nobody(1, 1)
    people[..., MALE, 98:] = 1000
    lives(people, flat(0.0))
    assert people[0, 0, 0, MALE].sum() == 3000
    assert people[0, 0, 0, MALE, 99] == 1000 and people[0, 0, 0, MALE, 100] == 2000


@pytest.mark.parametrize("net", [0.0, 0.02, -0.02])
def test_people_in_are_people_out(net):
    rng = np.random.default_rng(1)
    people = nobody(strata=2)
    people[:] = rng.integers(0, 60, people.shape)
    people[..., FEMALE, 15:50] = 0
    before = people.copy()
    births = rng.integers(0, 9, (DRAWS, 2, 2, 2, 12)).astype(np.int32)
    joined = rng.integers(0, 9, (DRAWS, 2, 2, 12)).astype(np.int32)
    hazard = hazards(SETTING, np.full((1, 2), 5.0), 2014.5)
    girls = turning(before, hazard, np.zeros(DRAWS, np.int64), keys(strata=2), 0,
                    np.ones((1, 2, 2, 12), np.int32))
    deaths, moves = lives(people, hazard, births=births, joined=joined, net=net)
    assert np.array_equal(
        people.sum(axis=(-2, -1)),
        before.sum(axis=(-2, -1)) + births.sum(axis=(-2, -1)) + joined.sum(axis=-1)
        + moves.sum(axis=(-2, -1)) - deaths.sum(axis=(-2, -1)) - girls.sum(axis=-1))
    assert not people[..., FEMALE, 15:50].any() and (people >= 0).all()
    assert np.sign(moves.sum()) == np.sign(net)
    if net:
        assert abs(moves.sum() / people.sum() - net) < 0.1 * abs(net)


def test_girls_enter_in_the_months_of_their_births():
    people = nobody(1, 1)
    people[..., FEMALE, 14] = 24
    born = np.zeros((1, 1, 1, 12), np.int32)
    born[..., 3], born[..., 7] = 20, 10  # six of them died before
    girls = turning(people, flat(0.0), np.zeros(1, np.int64), keys(1, ("V01",)), 0, born)
    assert girls[0, 0, 0].tolist() == [0, 0, 0, 16, 0, 0, 0, 8, 0, 0, 0, 0]


def test_no_month_has_more_girls_than_were_born_in_it():
    rng = np.random.default_rng(2)
    born = rng.integers(0, 5, (50, 2, 1, 12)).astype(np.int32)
    people = nobody(50)
    people[..., FEMALE, 14] = rng.binomial(born.sum(axis=-1), 0.9)
    girls = turning(people, flat(0.02), np.zeros(50, np.int64), keys(50), 0, born)
    assert (girls <= born).all() and (girls.sum(axis=-1) <= people[..., FEMALE, 14]).all()


def test_newborns_die_after_their_birth_and_evenly():
    """Deaths of one month's births fall in that month and later ones, those of others in all."""
    births = np.zeros((1, 1, 1, 2, 12), np.int32)
    births[..., MALE, 6] = 100_000
    people = nobody(1, 1)
    deaths, _ = lives(people, flat(0.1), births=births)
    months = deaths[0, 0, 0, MALE]
    assert not months[:6].any() and chisquare(months[6:]).pvalue > 1e-4
    assert abs(months.sum() - 1e5 * -np.expm1(-0.1 * 5.5 / 12)) < 4 * np.sqrt(4500)
    people = nobody(1, 1)
    people[..., MALE, 30] = 100_000
    months = lives(people, flat(0.1))[0][0, 0, 0, MALE]
    assert chisquare(months).pvalue > 1e-4
    assert abs(months.sum() - 1e5 * -np.expm1(-0.1)) < 4 * np.sqrt(9000)


def test_mortality_is_that_of_the_setting_times_the_scale():
    found = hazards(SETTING, np.array([[1.0], [2.0]]), 2003.0)
    assert found.shape == (2, 1, 2, YEARS_OF_AGE)
    assert np.allclose(found[1, 0, FEMALE], 2 * mortality_by_year(SETTING, "female", 2003.0))
    assert np.allclose(found[0, 0, MALE], mortality_by_year(SETTING, "male", 2003.0))


def test_luck_is_of_draw_unit_and_stratum_alone():
    people = nobody(6, 2, 2)
    people[:] = 50
    whole, part, alone = people.copy(), people[2:5].copy(), people[:, 1:].copy()
    hazard = np.repeat(flat(0.05), 2, axis=1)
    args = (np.zeros((6, 2, 2, 2, 12), np.int32), np.zeros((6, 2, 2, 12), np.int32))

    def year(some, of):
        return live_year(some, hazard, np.zeros(some.shape[0], np.int64), of, 4,
                         *(one[:some.shape[0], :some.shape[1]] for one in args),
                         np.zeros((2, YEARS_OF_AGE)))[0]

    deaths = year(whole, deaths_keys(UNITS, 2, 9, (0, 6)))
    assert np.array_equal(year(part, deaths_keys(UNITS, 2, 9, (2, 5))), deaths[2:5])
    assert np.array_equal(year(alone, deaths_keys(UNITS[1:], 2, 9, (0, 6))), deaths[:, 1:])
    assert not np.array_equal(deaths[0], deaths[1])
    assert not np.array_equal(deaths[:, :, 0], deaths[:, :, 1])


def test_more_mortality_never_makes_fewer_deaths():
    people = nobody()
    people[:] = 80
    few, many = (lives(people.copy(), flat(rate))[0].sum(axis=-1) for rate in (0.01, 0.02))
    assert (many >= few).all() and (many > few).any()
