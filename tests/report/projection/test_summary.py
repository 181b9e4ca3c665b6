"""The first words of a projection's page."""

from __future__ import annotations

import pytest
from fake_projection import projection

from fpplan.report.projection.data import ProjectionData
from fpplan.report.projection.summary import _expect, answers

# What the session's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("projection_page")


def test_one_year_stands_beside_the_year_before(folder):
    one = ProjectionData(folder)
    one.years = one.years[:1]
    said = [str(each) for each in _expect(one)]
    assert f"in {one.before.label} and" in said[1] and f"in {one.years[0].label}." in said[1]


def said(data):
    return [line.text for answer in answers(data) for line in answer.lines]


def test_the_first_words_are_the_numbers_of_the_first_and_the_last_year():
    values = {"people": [1000.0, 1010.0, 1020.0, 1030.0], "births": [10.0, 11.0, 12.0, 13.0],
              "tfr": [5.0, 5.1, 5.2, 5.3]}
    people, births, fertility, mode, still = said(projection(values))
    assert people.startswith("Town: 1,000 people in 2014-08, 1,030 expected in 2017-08 (1,028 to"
                             " 1,032).")
    assert births == "Births: 11 in year 2014 and 13 (11 to 15) in year 2016."
    assert fertility == "Total fertility in year 2016: 5.30 children per woman (3.30 to 7.30)."
    assert mode.startswith("Simulated")
    assert still.startswith("Rates do not change with the years")  # no trend was asked for


def test_without_women_there_is_no_total_fertility_to_tell():
    values = {"people": [1.0] * 4, "births": [0.0] * 4, "tfr": [None] * 4}
    assert not any("fertility in" in line for line in said(projection(values)))


def test_an_account_of_given_fertility_says_that_it_is_one():
    values = {"people": [1.0] * 4, "births": [0.0] * 4, "tfr": [None] * 4}
    mode = said(projection(values, accounting=True))[-1]
    assert mode.startswith("Accounting mode") and "services change nothing in it" in mode
