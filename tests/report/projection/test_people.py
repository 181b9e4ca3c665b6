"""Figures of people, births and deaths, and the pyramid."""

from __future__ import annotations

import polars as pl
import pytest
from fake_projection import projection
from hypothesis import given
from hypothesis import strategies as st

from fpplan.report.projection.people import _ticks, births_and_deaths, people, pyramid

# What the session's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("projection_page")


def test_the_outline_of_a_pyramid_goes_round_its_bars(pages):
    assert '"shape":"vhv"' in pages["en"]  # steps half-way between two groups, at their border


@pytest.mark.parametrize(("most", "ticks"), [(0.5, [0.0]), (7, [0, 2, 4, 6]),
                                             (1450, [0, 500, 1000])])
def test_ticks_are_round(most, ticks):
    assert _ticks(most) == ticks


def pyramid_table(counts):
    """counts: (month, sex) -> people of a single age; ages 0 to 100."""
    return pl.DataFrame([
        {"unit": "town", "month": month, "sex": sex, "age": age, "mean": float(count(age))}
        for (month, sex), count in counts.items() for age in reversed(range(101))])


@pytest.fixture
def made():
    return projection(
        {"people": [1000.0, 1100.0, 1200.0, 1300.0], "births": [10.0, 11.0, 12.0, 13.0],
         "deaths": [5.0, 6.0, 7.0, 8.0], "under_15_percent": [20.0] * 4,
         "aged_60_percent": [30.0] * 4},
        tables={"pyramid": pyramid_table({
            ("2014-08", "m"): lambda age: 1, ("2014-08", "f"): lambda age: 2,
            ("2017-08", "m"): lambda age: 3 if age < 5 else 1,
            ("2017-08", "f"): lambda age: age})})


def test_people_grow_from_the_decision_to_the_last_year(made):
    (figure,) = people(made)
    assert figure.reading.en == ("Town has 1,000 people in 2014-08 and can expect 1,300 in 2017-08;"
                                 " 9 runs in 10 give 1,298 to 1,302.")
    assert figure.spec["data"][2]["x"] == ["2014-08-01", "2015-08-01", "2016-08-01", "2017-08-01"]


def test_births_and_deaths_stand_in_one_table(made):
    (figure,) = births_and_deaths(made)
    assert figure.table["mean"].to_list() == [10.0, 11.0, 12.0, 13.0]
    assert figure.table["deaths"].to_list() == [5.0, 6.0, 7.0, 8.0]
    assert "13 births (11 to 15) and 8 deaths (6 to 10)" in figure.reading.en


def test_a_pyramid_counts_five_years_together_men_on_the_left(made):
    (figure,) = pyramid(made)
    table = figure.table
    assert table["group"].to_list()[:2] == ["0–4", "5–9"] and table["group"][-1] == "100+"
    assert len(table) == 21
    assert table["m1"].to_list()[:2] == [15.0, 5.0] and table["f0"].to_list()[-1] == 2.0
    assert table["f1"].to_list()[1] == 5 + 6 + 7 + 8 + 9 and table["f1"].to_list()[-1] == 100.0
    men, women, *_outline = figure.spec["data"]
    assert men["x"][0] == -15.0 and women["x"][1] == 35.0
    ticks = figure.spec["layout"]["xaxis"]
    assert ticks["tickvals"] == sorted(ticks["tickvals"])
    assert ticks["ticktext"] == ticks["ticktext"][::-1]  # nobody counts people below nothing
    assert "20 % of the people are expected to be under 15 and 30 %" in figure.reading.en


@pytest.mark.parametrize(("resolved", "said"), [
    ({}, False), ({"scales": {"exposure": 1.0}}, False), ({"scales": {"exposure": 1.25}}, True)])
def test_a_matched_scale_of_the_ages_is_said(made, resolved, said):
    made.meta.resolved = resolved
    (figure,) = pyramid(made)
    assert bool(figure.notes) is said
    assert not said or "1.25 women under 50" in figure.notes[0].en


@given(st.floats(0.01, 1e7))
def test_ticks_reach_up_to_the_most_in_steps_of_one_width(most):
    found = _ticks(most)
    assert found[0] == 0 and len(found) <= 5 and found[-1] <= most
    assert len(found) < 2 or most < found[-1] + found[1]
