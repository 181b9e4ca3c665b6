"""What happens and what the books say."""

import polars as pl
import pytest
from fake_run import COUNT, TOWN, FakeRun, with_names

from fpplan.contract.text import Text
from fpplan.report.figures.records import births_in_view, records
from fpplan.store.names import IndicatorName


def test_reported_births_are_those_of_the_books(data):
    block = FakeRun(40).tallies("base")
    slots = [at for at, slot in enumerate(block.slots) if slot.startswith("births[")]
    reported = block.reported[..., slots].sum(axis=(1, 3))[:, 12:24].sum(axis=1)
    assert births_in_view(data, "base", data.years[0])["reported"] == pytest.approx(
        reported.mean()
    )


def told(data, counts):
    """A run in which so many births happen and are in the books: variant -> (true, reported)."""
    row = IndicatorName("births", Text("出生", "births"), Text("", ""), COUNT, 0)
    other = with_names(data, indicators=(row,))
    other.indicator_summary = pl.DataFrame([
        {"variant": variant, "unit": TOWN, "period": "2014-08", "view": view, "name": "births",
         "mean": value, "numerator": value}
        for variant, pair in counts.items()
        for view, value in zip(("true", "reported"), pair, strict=True)])
    return other


def test_the_gap_is_books_minus_truth_and_changes_are_told_from_half_a_birth_on(data):
    (figure,) = records(told(data, {"base": (400.0, 380.0), "followup": (400.0, 380.4),
                                    "audits": (400.0, 392.0)}))
    assert figure.table["gap"].to_list() == ["−20", "−20", "−8"]
    assert "Of 400 births in the first year the books would show 380: 20 (5 %)" \
        in figure.reading.en
    assert "With “audits doubled” 12 fewer births are missing." in figure.reading.en
    assert "more follow-up" not in figure.reading.en
    happen, books = figure.spec["data"]
    assert happen["y"] == [400.0] * 3 and books["y"] == [380.0, 380.4, 392.0]


def test_a_run_that_counts_no_births_has_no_books(data):
    other = with_names(data, indicators=())
    assert births_in_view(other, "base", data.years[0]) is None and records(other) == []


def test_the_birth_rate_counts_births_where_nothing_else_does(data):
    rows = data.indicator_summary.filter(
        pl.col("name") == "crude_birth_rate", pl.col("unit") == TOWN, pl.col("variant") == "base",
        pl.col("period") == "2014-08", pl.col("view") == "true")
    assert births_in_view(data, "base", data.years[0])["true"] == rows["numerator"].item()
