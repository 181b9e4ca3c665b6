"""What the figures read of a run."""

from pathlib import Path

import polars as pl
import pytest

import fpplan
from fpplan.report.data import RunData

UNCOUNTED = Path(__file__).parents[1] / "expected" / "places" / "unregistered.toml"


def test_the_mean_of_a_ratio_is_the_ratio_of_the_means(data):
    """A draw with few girls does not carry the sex ratio away."""
    keys = ["variant", "unit", "period", "view", "name"]
    rows = data.run.collect(data.run.table("indicators").filter(pl.col("name") == "srb"))
    rows = rows.with_columns(pl.col(keys).cast(pl.String))
    found = data.indicator_summary.filter(pl.col("name") == "srb")
    compared = 0
    for row in found.iter_rows(named=True):
        draws = rows.filter(*(pl.col(key) == row[key] for key in keys),
                            pl.col("value").is_not_null(), pl.col("denominator") > 0)
        if len(draws):
            scale = (draws["value"] * draws["denominator"] / draws["numerator"]).drop_nans().mean()
            assert row["mean"] == pytest.approx(
                scale * draws["numerator"].sum() / draws["denominator"].sum())
            compared += 1
    assert compared > 4


def test_people_who_are_not_counted_are_in_no_sum():
    """Births of the months add up to the indicator of the year, and so do women of quotas."""
    data = RunData(fpplan.run(fpplan.load(UNCOUNTED), draws=4))
    year = data.years[0]
    months = data.months.filter(pl.col("month").is_between(year.first, year.last))
    rows = data.run.indicators("births", unit=data.top.id, view="true", period=year.id)
    assert rows.height and months["births"].sum() == rows["value"].sum()
    every = [slot for slot in data.run.slots if slot.startswith("births[")]
    assert 0 < len(data.slots("births")) < len(every)
    assert data.slots("births[stratum=passing]") == [
        slot for slot in every if "stratum=passing" in slot]
    assert data.slots("clients")  # which know no strata
