"""Variants are compared draw by draw."""

import numpy as np
import polars as pl
import pytest
from fake_run import VILLAGES, with_names

from fpplan.report.figures.differences import average_differences, differences


def test_differences_are_paired_by_draw(data):
    scheme = data.point_schemes[0]
    points = data.run.collect(
        data.run.table("points").filter(
            pl.col("item") == "total", pl.col("unit").is_in(VILLAGES),
            pl.col("period") == "2015-08",
        )
    )  # fmt: skip
    by_draw = points.group_by("variant", "draw").agg(pl.col("value").mean()).sort("draw")
    values = {
        name: by_draw.filter(pl.col("variant") == name)["value"].to_numpy()
        for name in ("base", "followup")
    }
    change = values["followup"] - values["base"]
    found = average_differences(data, scheme).filter(
        (pl.col("variant") == "followup") & (pl.col("period") == "2015-08")
        & (pl.col("item") == "total")
    ).row(0, named=True)  # fmt: skip
    assert found["mean"] == pytest.approx(change.mean())
    assert found["q05"] == pytest.approx(np.quantile(change, 0.05))
    assert found["higher"] == pytest.approx((change > 0).mean())


def lived(data, rows):
    """A run whose totals are `rows`: (variant, unit) -> value by draw, in the second year."""
    data.total_draws = lambda scheme: pl.DataFrame([
        {"variant": variant, "draw": draw, "unit": unit, "period": "2015-08", "item": "total",
         "value": float(value)}
        for (variant, unit), values in rows.items() for draw, value in enumerate(values)])
    return data


def test_luck_that_both_share_is_no_difference(data):
    luck = np.array([100.0, 900.0, 400.0, 0.0])
    found = average_differences(lived(data, {
        ("base", "V01"): luck, ("base", "V02"): 2 * luck,
        ("followup", "V01"): luck + 4, ("followup", "V02"): 2 * luck + 8}), data.point_schemes[0])
    (row,) = found.to_dicts()
    assert (row["mean"], row["q05"], row["q95"]) == (6.0, 6.0, 6.0)
    assert (row["higher"], row["lower"]) == (1.0, 0.0)


def test_villages_in_which_the_direction_is_clear_are_counted(data):
    base = np.zeros(20)
    sure, unsure = base + 2, np.tile([-1.0, 3.0], 10)
    rows = {("base", "V01"): base, ("base", "V02"): base}
    for variant in ("followup", "audits"):
        rows |= {(variant, "V01"): sure, (variant, "V02"): unsure}
    found = differences(lived(data, rows))
    average, villages = found
    assert "in 1 of 2 villages 9 runs in 10 agree on the direction" in villages.reading.en
    assert "mean differences from 1.0 to 2.0 points" in villages.reading.en
    assert villages.table["unit"].to_list() == ["V01", "V01", "V02", "V02"]
    assert average.table["chance"].to_list() == ["100 %", "100 %"]
    assert "“more follow-up”: +1.5 points in the second year" in average.reading.en


def test_a_run_of_one_variant_compares_nothing(data):
    assert differences(with_names(data, variants=data.names.variants[:1])) == []
