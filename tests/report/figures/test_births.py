"""Births by month and year, and what of them is decided already."""

import numpy as np
import polars as pl
import pytest
from fake_run import FakeRun

from fpplan.report.figures.births import births, births_by_year, decided_share


def test_births_are_those_of_the_tallies(data):
    block = FakeRun(40).tallies("base")
    slots = [at for at, slot in enumerate(block.slots) if slot.startswith("births[")]
    counts = block.true[..., slots].sum(axis=(1, 3))  # (draw, month)
    years = births_by_year(data, "base")
    for place, year in enumerate(years):
        found = counts[:, 12 + 12 * place : 24 + 12 * place].sum(axis=1)
        assert year["mean"] == pytest.approx(found.mean())
        assert year["q05"] == pytest.approx(np.quantile(found, 0.05))
    assert decided_share(data) == pytest.approx(counts[:, 12:21].sum() / counts[:, 12:24].sum())


def test_births_of_the_months_make_up_those_of_the_years(data):
    (figure,) = births(data)
    months = dict(figure.table.select("label", "mean").iter_rows())
    assert list(months) == [f"{y}-{m:02d}" for y in range(2013, 2017) for m in range(1, 13)][7:43]
    for place, year in enumerate(births_by_year(data, "base")):
        own = list(months.values())[12 + 12 * place: 24 + 12 * place]
        assert sum(own) == pytest.approx(year["mean"])


def test_nine_months_from_the_decision_on_are_shaded(data):
    (figure,) = births(data)
    (shape,) = figure.spec["layout"]["shapes"]
    assert (shape["x0"], shape["x1"]) == ("2014-08-01", "2015-05-01")


def test_what_is_decided_is_the_first_nine_months_of_the_first_year(data):
    data.months = pl.DataFrame({"variant": "base", "draw": 0, "month": range(-12, 24),
                                "births": [7] * 12 + [1] * 9 + [2] * 3 + [5] * 12})
    assert decided_share(data) == pytest.approx(9 / 15)


def test_where_nobody_is_born_nothing_is_decided(data):
    data.months = data.months.with_columns(births=0)
    assert decided_share(data) is None
    data.years = []
    assert decided_share(data) is None and births(data) == []
