"""Variants are compared draw by draw."""

import numpy as np
import polars as pl
import pytest
from fake_run import VILLAGES

from fpplan.report.figures.differences import average_differences


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
