"""A small part of the comparison with the UN's figures; all of it is evidence/un.py."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parents[2] / "evidence"))

import residual
import un
from nation import COUNTRIES, WPP, nation

from fpplan.population.when import mortality, people_by_year

PEOPLE, YEARS = 40_000, 10
needs_files = pytest.mark.skipif(not WPP.is_dir(), reason="the UN's files are not there")


@needs_files
@pytest.mark.parametrize("country", COUNTRIES)
def test_ten_years_from_2000_are_near_the_uns(country):
    """Births and deaths of ten years within the limits and four sampling errors."""
    place = nation(country, 2000, PEOPLE)
    found = un.accounts(place, YEARS, 2, PEOPLE)
    for figure, limit in un.TEN_YEARS.items():
        published = sum(place.published(figure)[year] for year in range(2000, 2010))
        counted = found[figure].sum()
        model = counted / 2 * place.weight
        assert abs(model / published - 1) < limit + 4 / np.sqrt(counted)
    boys, girls = found["boys"].sum(), found["girls"].sum()
    srb = np.mean([place.published("srb")[year] for year in range(2000, 2010)])
    assert abs(boys / (boys + girls) - srb / (1 + srb)) < 2 / np.sqrt(boys + girls)


@needs_files
def test_a_nation_has_the_files_ages_and_mortality():
    place = nation("Kenya", 2010)
    # The middle of 2010-2015 is 1 January 2013 (mx.csv): infants, women.
    assert mortality(place.setting, "female", 2013.0)[0] == pytest.approx(0.0397, abs=0.006)
    under_5 = people_by_year(place.setting, "female", 2010.5)[:5].sum()
    both = sum(people_by_year(place.setting, sex, 2010.5).sum() for sex in ("female", "male"))
    assert both == pytest.approx(1.0, abs=1e-6) and 0.06 < under_5 < 0.09
    assert place.weight * un.PEOPLE == pytest.approx(41.1e6, rel=0.03)


@needs_files
def test_a_model_that_is_three_percent_off_does_not_hold():
    place = nation("China", 2000)
    years = 10
    exact = {name: np.array([[place.published(name)[2000 + y] / place.weight
                              for y in range(years)]] * 2) for name in ("births", "deaths")}
    srb = np.array([place.published("srb")[2000 + y] for y in range(years)])
    girls = exact["births"] / (1 + srb)
    exact |= {"girls": girls, "boys": exact["births"] - girls}
    assert {row[un.HOLDS] for row in un.compare(place, exact)} == {"yes"}
    wrong = {**exact, "births": exact["births"] * 1.031, "boys": exact["boys"] * 1.4}
    bad = [row for row in un.compare(place, wrong) if row[un.HOLDS] == "NO"]
    assert {row[4] for row in bad} == {"births", "srb"}
    assert len(bad) == years + 1 + years
    # Migration alike at all ages is there to be read, not to pass.
    free = un.compare(place, wrong, un.ALIKE)
    assert {row[un.HOLDS] for row in free} == {""} and {row[4] for row in free} == {
        "births", "deaths"}


@needs_files
def test_kenyas_deaths_are_reported_with_their_cause():
    place = nation("Kenya", 2000)
    model = np.full((2, 1), 0.94 * place.published("deaths")[2000])
    row = un._row(un.ACCOUNTING, place, "2000", "deaths", place.published("deaths")[2000], model,
                  0.05, False)
    assert row[-2:] == ("reported", un.CENSUS)
    births = un._row(un.ACCOUNTING, place, "2000", "births", 100.0, np.full((2, 1), 90.0), 0.03,
                     False)
    assert births[-2:] == ("NO", "")


def counted(moved=0.0):
    """A made-up country of twenty years: what survives, but for women of 20-24 who lose a tenth
    in each five years and men of 60-64 who gain a twentieth."""
    dying = np.concatenate([[0.03, 0.004], np.geomspace(0.001, 0.4, 20)])
    dying = {first: np.array([dying, 0.8 * dying]) for first in range(1995, 2020, 5)}
    years = range(1995, 2021)
    born = {year: np.array([51.0, 49.0]) for year in years}
    totals = {year: moved for year in years}
    people = {1995: np.full((2, 21), 400.0) * np.geomspace(1, 0.01, 21)}
    for first in range(1995, 2020, 5):
        end = residual.survivors(residual.Counted(people, dying, born, totals), first,
                                 people[first])
        end[1, 5] *= 0.9
        end[0, 13] *= 1.05
        people[first + 5] = end
        for k in range(1, 5):
            people[first + k] = people[first] * (1 - k / 5) + end * k / 5
    return residual.Counted(people, dying, born, totals)


def test_the_residual_finds_who_moved():
    """Ages as the years end in the middle of 2005-2010: 20-24 at its start are 22-26 in 2007."""
    made = counted(moved=1e-9)
    rates = residual.by_age(made, 2000, 2015)[2007]
    assert rates.shape == (2, 101)
    rest = rates[0, 30]  # alike at all ages: what brings the total to the published one
    women, men = rates[1] - rest, rates[0] - rest
    assert np.allclose(women[22:27], np.log(0.9) / 5) and np.allclose(men[62:67], np.log(1.05) / 5)
    assert np.allclose(np.delete(women, range(22, 27)), 0, atol=1e-12)
    assert np.allclose(np.delete(men, range(62, 67)), 0, atol=1e-12)


def test_the_published_total_of_each_year_is_kept():
    made = counted(moved=-3.0)
    for year, rates in residual.by_age(made, 2000, 2015).items():
        moved = (rates * residual.single_years(made.people[year])).sum()
        assert moved == pytest.approx(-3.0)


def test_survivors_follow_a_life_table():
    """A stationary population of a life table stays as it is."""
    made = counted()
    rates = made.dying[1995][1, 2:]
    alive = np.exp(-5 * np.concatenate([[0.0], np.cumsum(rates)[:-1]]))
    lived = alive * -np.expm1(-5 * rates) / rates
    lived[-1] = alive[-1] / rates[-1]
    people = np.array([np.concatenate([[5.0], lived])] * 2)
    after = residual.survivors(made, 1995, people)
    assert np.allclose(after[1, 2:], people[1, 2:])
