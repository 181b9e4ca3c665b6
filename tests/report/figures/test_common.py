"""Words and axes that figures share."""

import dataclasses

import polars as pl
import pytest
from fake_run import TOWN, with_names

from fpplan.contract.text import Text, speaking
from fpplan.report.figures.common import (
    at,
    by_village,
    capital,
    colour_of,
    month_date,
    village_axis,
    village_notes,
    year_label,
    year_months,
    year_words,
)
from fpplan.report.plot import layout
from fpplan.store.names import PeriodName


@pytest.mark.parametrize(("month", "date"), [
    (-8, "2013-12-01"), (-1, "2014-07-01"), (0, "2014-08-01"), (4, "2014-12-01"),
    (5, "2015-01-01"), (23, "2016-07-01")])
def test_months_are_counted_from_the_decision(data, month, date):
    assert month_date(data, month) == date


def test_planning_years_have_ordinals_and_other_periods_their_months(data):
    data.years = [PeriodName(f"y{at}", 12 * at, 12 * at + 11, "year", Text("", ""))
                  for at in range(4)]
    assert [year_words(data, year) for year in data.years] == [
        "the first year", "the second year", "the third year", "2017-08 to 2018-07"]
    assert [year_label(data, year) for year in data.years][1:] == [
        "second year", "third year", "2017-08 to 2018-07"]
    assert year_words(data, data.before) == year_months(data, data.before) == "2013-08 to 2014-07"
    with speaking("zh"):
        assert year_words(data, data.years[0]) != "the first year"


def test_a_row_is_found_by_all_that_is_asked_of_it():
    frame = pl.DataFrame({"a": ["x", "x", "y"], "b": ["1", "2", "1"], "value": [10, 20, 30]})
    assert at(frame, a="x", b="2") == {"a": "x", "b": "2", "value": 20}
    assert at(frame, a="y", b="2") is None


def test_variants_have_colours_of_their_own(data):
    assert len({colour_of(data, variant.id) for variant in data.variants}) == 3


def test_villages_stand_in_the_scenarios_order_without_the_town(data):
    frame = pl.DataFrame({"unit": ["V03", TOWN, "V01"], "mean": [3.0, 99.0, 1.0]})
    found = by_village(data, frame)
    assert found.select("unit", "mean").rows() == [("V01", 1.0), ("V03", 3.0)]
    assert found["unit_label"][0] == "Village 1"
    assert village_axis(data)["categoryarray"][-1] == "Village 1"  # the last one is on top


def test_an_assumed_split_is_said_on_the_plot_and_beside_it(data):
    plot = layout(200)
    (note,) = village_notes(data, plot)
    assert "Assumed split" in note.en and plot["height"] > 200
    assert len(plot["annotations"]) == 1
    known = with_names(data, units=tuple(dataclasses.replace(unit, assumed=False)
                                         for unit in data.names.units))
    plot = layout(200)
    assert village_notes(known, plot) == () and plot == layout(200)


@pytest.mark.parametrize(("words", "found"), [
    ("", ""), ("births within policy", "Births within policy"), ("IUD use", "IUD use"),
    ("出生率", "出生率")])
def test_a_sentence_begins_with_a_capital_and_keeps_the_others(words, found):
    assert capital(words) == found
