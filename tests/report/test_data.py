"""What the figures read of a run."""

import polars as pl
import pytest


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
