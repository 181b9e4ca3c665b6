"""Luck of small numbers against exact values known from elsewhere."""

import dataclasses
import math

import polars as pl
import pytest
from fake_run import with_names

from fpplan.report.figures.chance import chance, chance_at_most, luck_words, ratio_range


@pytest.mark.parametrize(
    ("births", "above", "at_most"),
    [(12, 0.43, 0.49), (24, 0.48, 0.40), (36, 0.37, 0.48), (120, 0.31, 0.43), (600, 0.11, 0.38)],
)
def test_chance_at_most_gives_the_published_binomial_table(births, above, at_most):
    assert 1 - chance_at_most(births, 106, 117) == pytest.approx(above, abs=0.006)
    assert chance_at_most(births, 120, 117) == pytest.approx(at_most, abs=0.006)


@pytest.mark.parametrize(
    ("births", "low", "high"),
    [(12, 33, 300), (24, 50, 243), (36, 57, 200), (120, 74, 150), (240, 82, 138)],
)
def test_ratio_range_gives_the_published_ranges(births, low, high):
    found = ratio_range(births, 106, 0.95)
    assert [round(end) for end in found] == [low, high]


def test_edges():
    assert chance_at_most(0, 105, 118) == 0.0
    assert chance_at_most(1, 105, 118) == pytest.approx(100 / 205)  # the one girl
    assert ratio_range(3, 105)[1] == math.inf
    assert chance_at_most(50, 105, 100) == pytest.approx(
        sum(math.comb(50, b) * (105 / 205) ** b * (100 / 205) ** (50 - b) for b in range(26))
    )


@pytest.mark.parametrize(("low", "high", "words"), [
    (50.4, 243.0, "50 to 243"), (50.0, math.inf, "50 and more"),
    (math.inf, math.inf, "– (so few births are of boys alone)"),
    (math.nan, math.nan, "– (no births expected)")])
def test_ends_without_a_number_have_words(low, high, words):
    assert luck_words(low, high) == words


def told(data, births):
    """A run whose villages expect so many boys and girls a year."""
    data.indicator_summary = pl.DataFrame([
        {"variant": "base", "unit": unit, "period": "2014-08", "view": "true", "name": "srb",
         "q05": 60.0, "q50": 100.0, "q95": 900.0, "numerator": boys, "denominator": girls}
        for unit, (boys, girls) in births.items()])
    return data


def test_the_pale_bar_is_exact_at_the_villages_births(data):
    (figure,) = chance(told(data, {"V02": (12.4, 11.4), "V01": (62.0, 58.2)}))
    assert figure.table["births"].to_list() == [120, 24]  # in the order of villages
    bar, points = figure.spec["data"]
    for at, births in enumerate((120, 24)):
        low, high = ratio_range(births, data.normal_ratio)
        assert (bar["base"][at], bar["base"][at] + bar["x"][at]) == pytest.approx((low, high))
    assert points["error_x"]["array"] == [300.0, 300.0]  # bars end at 400
    share = round(100 * (1 - chance_at_most(24, data.normal_ratio, 118)))
    assert f"With 24 births and a perfectly normal ratio, luck alone gives " \
        f"{luck_words(*ratio_range(24, data.normal_ratio))}" in figure.reading.en
    assert f"The target of 118 would be missed there in {share} % of years" in figure.reading.en


def test_without_a_target_no_chance_to_pass(data):
    items = tuple(dataclasses.replace(item, target=None) for item in data.names.items)
    (figure,) = chance(told(with_names(data, items=items, published=()), {"V01": (12.0, 12.0)}))
    assert "normal" not in {column.id for column in figure.columns}
    assert "shapes" not in figure.spec["layout"]


def test_a_place_without_villages_has_no_such_figure(data):
    assert chance(with_names(data, units=data.names.units[:1])) == []
