"""What audits find, and what a sample of records would show."""

import math

import numpy as np
import polars as pl
from fake_run import COUNT, PERCENT, TOWN, with_names
from hypothesis import given, settings
from hypothesis import strategies as st

from fpplan.contract.text import Text
from fpplan.report.figures.audits import audits, sample_range
from fpplan.store.names import IndicatorName

KINDS = ("births_omitted", "birth_labels_wrong", "births_false")
RIGHT = "births_timely_and_right_percent"


@settings(max_examples=40)
@given(st.floats(0, 100), st.integers(1, 120))
def test_nine_samples_in_ten_fall_into_the_range(right, n):
    """By the binomial written out: at most one in twenty below it, and above."""
    wrong = 1 - right / 100
    low, high = (round(end * n / 100) for end in sample_range([right], n))
    chance = [math.comb(n, k) * wrong**k * (1 - wrong) ** (n - k) for k in range(n + 1)]
    assert 0 <= low <= high <= n
    assert sum(chance[:low]) < 0.05 + 1e-9 and sum(chance[high + 1:]) < 0.05 + 1e-9
    assert sum(chance[:low + 1]) > 0.05 - 1e-9 and sum(chance[high:]) > 0.05 - 1e-9  # no wider


def test_runs_that_differ_widen_the_range():
    assert sample_range([100.0], 30) == (0, 0) and sample_range([0.0], 30) == (100, 100)
    assert sample_range([100.0, 0.0], 30) == (0, 100)
    narrow, wide = sample_range([80.0], 100), sample_range([60.0, 100.0], 100)
    assert wide[0] < narrow[0] and narrow[1] < wide[1]


def test_runs_without_a_record_are_left_out():
    assert sample_range([math.nan, 100.0], 10) == (0, 0)
    assert all(math.isnan(end) for end in sample_range([math.nan], 10))


def told(data, happen, found, right):
    """A run in which so many are wrong of each kind, and found, and `right` % by draw."""
    rows = tuple(IndicatorName(name, Text(name, name), Text("", ""),
                               PERCENT if name == RIGHT else COUNT) for name in (*KINDS, RIGHT))
    other = with_names(data, indicators=rows)
    other.indicator_summary = pl.DataFrame([
        {"variant": variant.id, "unit": TOWN, "period": "2014-08", "view": view, "name": name,
         "mean": value}
        for variant in data.variants for view, values in (("true", happen), ("reported", found))
        for name, value in zip(KINDS, values, strict=True)])
    other.indicator_draws = pl.DataFrame({
        "variant": "base", "draw": range(len(right)), "period": "2014-08", "view": "true",
        "name": RIGHT, "value": right})
    return other


def test_what_is_found_is_a_share_of_what_happens(data):
    (figure,) = audits(told(data, (10.0, 2.0, 0.0), (4.0, 3.0, 0.0), [90.0, 94.0]))
    rows = figure.table.filter(variant="as now").to_dicts()
    assert [(row["happen"], row["found"], row["share"]) for row in rows] == [
        (10.0, 4.0, "40 %"), (2.0, 3.0, "100 %"), (0.0, 0.0, "–")]
    assert "Of 10.0 births missed in the year audits find 4.0" in figure.reading.en
    assert "8.0 % of the reported births are late or wrong" in figure.reading.en
    assert len(figure.table) == 9  # three kinds under each of three variants


def test_no_reported_birth_leaves_nothing_to_sample(data):
    (figure,) = audits(told(data, (1.0, 1.0, 1.0), (0.0, 0.0, 0.0), [np.nan, np.nan]))
    assert "a sample has no record to look at" in figure.reading.en


def test_a_run_without_these_indicators_has_no_such_figure(data):
    assert audits(data) == []
