"""Ratios of the twelve months that end with each month."""

import polars as pl
import pytest
from fake_run import with_names

from fpplan.report.figures.ratios import ratios


def told(data, boys, girls, inside=lambda month: 0):
    """A run of two equal draws with so many births by month."""
    data.months = pl.DataFrame([
        {"variant": variant.id, "draw": draw, "month": month, "boys": boys(month),
         "girls": girls(month), "inside": inside(month), "births": boys(month) + girls(month)}
        for variant in data.variants for draw in (0, 1) for month in range(-12, 24)])
    return {figure.id: figure for figure in ratios(data)}


def test_births_count_for_twelve_months(data):
    """No boy until the decision, 12 a month after it, beside 10 girls a month: the window fills
    up month by month."""
    table = told(data, lambda month: 12 if month >= 0 else 0, lambda month: 10)["srb"].table
    found = dict(table.select("month", "mean").iter_rows())
    assert min(found) == -1  # before it no twelve months are known
    for month, ratio in found.items():
        assert ratio == pytest.approx(min(10 * (month + 1), 120))


def test_the_share_within_policy_is_of_all_births(data):
    figure = told(data, lambda month: 6, lambda month: 6, lambda month: 9)["within_policy"]
    assert figure.table["mean"].to_list() == [75.0] * 25
    assert "The target is 80.0." in figure.reading.en
    assert "75.0 %; 9 runs in 10 give 75.0 to 75.0" in figure.reading.en


def test_a_line_marks_the_target_and_its_words_say_it(data):
    figure = told(data, lambda month: 6, lambda month: 5)["srb"]
    assert [note["text"] for note in figure.spec["layout"]["annotations"]][1] == "target 118.0"
    assert "In the twelve months to 2015-07: 120.0 boys per 100 girls" in figure.reading.en


def test_without_a_target_nothing_is_marked(data):
    other = with_names(data, published=(), items=())
    figure = told(other, lambda month: 6, lambda month: 5)["srb"]
    assert len(figure.spec["layout"]["shapes"]) == 1 and "target" not in figure.reading.en


def test_no_rule_on_births_no_share_within_it(data):
    kept = tuple(row for row in data.names.indicators
                 if row.id != "births_within_policy_percent")
    assert list(told(with_names(data, indicators=kept), lambda m: 6, lambda m: 5)) == ["srb"]


def test_the_middle_is_the_ratio_of_what_is_expected(data):
    """As in the answers and beside the books: few girls in a draw carry no line away."""
    data.months = pl.DataFrame([
        {"variant": variant.id, "draw": draw, "month": month, "boys": boys, "girls": girls,
         "inside": 0, "births": boys + girls}
        for variant in data.variants for draw, (boys, girls) in enumerate(((10, 20), (30, 10)))
        for month in range(-12, 24)])
    table = ratios(data)[0].table
    assert table["mean"].to_list() == pytest.approx([100 * 40 / 30] * 25)
