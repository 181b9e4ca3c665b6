"""The chance to pass each simulated target."""

import json

import polars as pl
import pytest
from fake_run import TOWN

from fpplan.report.figures.targets import forecast_items, pass_chance, targets


def test_the_chance_to_pass_is_a_share_of_runs(data):
    scheme = data.target_schemes[0]
    counts = data.run.collect(
        data.run.table("indicators").filter(
            pl.col("name") == "srb", pl.col("unit") == TOWN, pl.col("period") == "2014-08",
            pl.col("view") == "reported", pl.col("variant") == "base",
        )
    )  # fmt: skip
    share = (counts["value"] <= 118).mean()
    assert pass_chance(data, scheme, "sex_ratio", TOWN, "2014-08", "base") == pytest.approx(share)


def test_flagged_items_get_no_chance_and_no_bar(data):
    scheme = data.target_schemes[0]
    ids = [item.id for item in forecast_items(data, scheme)]
    assert ids == ["birth_rate", "within_policy", "higher_order", "sex_ratio"]
    for figure in targets(data):
        text = json.dumps(figure.spec) + figure.table.write_json()
        assert "Late abortions" not in text and "fee cases" not in text
