"""The published table beside the simulated books of the same months."""

from __future__ import annotations

from copy import copy
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from fpplan.contract.text import Text
from fpplan.indicators.agreement import agreement
from fpplan.report.figures.published import published
from fpplan.store.names import AssumptionName


def with_names(data, **changes):
    """The same run, called otherwise."""
    found = copy(data)
    found.names = replace(data.names, **changes)
    return found


@pytest.fixture
def table(data):
    (figure,) = published(data)
    return figure, {row["label"]: row for row in figure.table.to_dicts()}


def books(data, name, period="2013-08"):
    rows = data.run.collect(data.run.table("indicators").filter(
        pl.col("variant") == "base", pl.col("view") == "reported", pl.col("name") == name,
        pl.col("period") == period, pl.col("unit") == data.top.id).sort("draw"))
    return rows["value"].to_numpy(), rows["denominator"].to_numpy()


def test_books_stand_beside_books_with_nine_runs_in_ten(data, table):
    _figure, rows = table
    value, below = books(data, "srb")
    row = rows["sex ratio at birth"]
    assert row["simulated"] == f"{(value * below).sum() / below.sum():,.2f}"
    low, high = np.quantile(value, [0.05, 0.95])
    assert row["range"] == f"{low:,.2f} to {high:,.2f}"
    assert row["months"] == "2013-08 to 2014-07" and row["value"] == "144.83"
    assert ("outside 9 runs in 10" in row["matched"]) == (not low <= 144.83 <= high)


def test_a_rate_to_date_is_set_against_its_own_months(data):
    """The run's yearly rate times the part of the year; the period named is the figure's own."""
    rows = tuple(replace(row, of_year=10 / 12, period="2014-08")
                 if row.id == "crude_birth_rate" else row for row in data.names.published)
    (figure,) = published(with_names(data, published=rows))
    value, below = books(data, "crude_birth_rate", "2014-08")
    found = next(row for row in figure.table.to_dicts() if row["value"] == "13.05")
    assert found["simulated"] == f"{(value * below).sum() / below.sum() * 10 / 12:.2f}"
    assert found["months"] == "2014-08 to 2015-07"


def test_together_the_figures_are_told_by_their_joint_share(data, table):
    figure, _rows = table
    simulated = [row for row in data.names.published if row.simulated]
    draws = np.stack([books(data, row.id)[0] for row in simulated], axis=1)
    joint = agreement(draws, np.array([row.value for row in simulated]))
    if joint is None:  # too few draws in the made-up run
        assert "Taken together" not in figure.reading.en
    else:
        assert f"{100 * joint:.1f} %" in figure.reading.en
    assert "simulated books" in figure.reading.en and "模拟账面" in figure.reading.zh


def test_scales_that_no_source_knows_stand_with_the_table(data, table):
    assert table[0].notes == ()
    more = (*data.names.assumptions, AssumptionName(
        "scales.deterrence", Text("比例系数", "scale deterrence"), Text("很远", "far away")))
    (figure,) = published(with_names(data, assumptions=more))
    (note,) = figure.notes
    assert note.en == "scale deterrence: far away" and "很远" in note.zh


def test_a_figure_that_is_not_simulated_stands_alone(table):
    row = table[1]["fee cases levied"]
    assert row["simulated"] == "not simulated" and row["range"] == row["months"] == ""


def test_the_words_name_what_no_run_comes_near(data):
    """A good joint share does not hide one figure that lies beyond nine runs in ten."""
    rows = tuple(replace(row, value=500.0) if row.id == "srb" else row
                 for row in data.names.published)
    (figure,) = published(with_names(data, published=rows))
    (label,) = {row.label for row in rows if row.id == "srb"}
    named = figure.reading.en.split("Outside 9 runs in 10: ")[1].split(".")[0].split("; ")
    assert label.en in named
    marked = figure.table.filter(pl.col("matched").str.contains("outside 9 runs in 10"))
    assert sorted(named) == sorted(marked["label"])
