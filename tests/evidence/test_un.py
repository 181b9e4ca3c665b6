"""A small part of the comparison with the UN's figures; all of it is evidence/un.py."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest

sys.path.append(str(Path(__file__).parents[2] / "evidence"))

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
    assert {row[-1] for row in un.compare(place, exact)} == {"yes"}
    wrong = {**exact, "births": exact["births"] * 1.031, "boys": exact["boys"] * 1.4}
    bad = [row for row in un.compare(place, wrong) if row[-1] == "NO"]
    assert {row[4] for row in bad} == {"births", "srb"}
    assert len(bad) == years + 1 + years
