"""The chance to pass each simulated target."""

import json

import polars as pl
import pytest
from fake_run import TOWN, VILLAGES

from fpplan.report.figures.targets import by_chance, forecast_items, pass_chance, targets


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


def told(data, chances, unit=TOWN):
    """A run in which items of the targets pass with these chances in the first year."""
    data.points = pl.DataFrame([
        {"variant": "base", "unit": unit, "period": "2014-08", "scheme": "lianhe", "item": item,
         "mean": chance} for item, chance in chances.items()], schema_overrides={
             "mean": pl.Float64})
    return data


def test_nine_in_ten_is_likely_and_one_in_ten_unlikely(data):
    told(data, {"birth_rate": 0.9, "within_policy": 0.89, "higher_order": 0.1, "sex_ratio": None})
    found = by_chance(data, data.target_schemes[0], data.years[0])
    assert found == (["Crude birth rate (90 %)"], ["Births within policy (89 %)"],
                     ["Third and later births (10 %)"])
    top = targets(data)[0]
    assert top.reading.en == (
        "In the first year: Likely to be met: Crude birth rate (90 %)."
        " Unlikely to be met: Third and later births (10 %). Open: Births within policy (89 %).")
    assert top.table.filter(variant="as now", period="first year")["chance"].to_list() == [
        "90 %", "89 %", "10 %", "–"]


def test_a_target_is_shown_as_it_is_judged_by(data):
    (top, _villages) = targets(told(data, {"birth_rate": 0.5}))
    labels = top.spec["data"][0]["y"]
    assert [label.split("<br>")[-1] for label in labels] == ["≤ 13.43", "≥ 80", "≤ 3", "≤ 118"]


def test_a_village_whose_chance_is_not_known_has_a_dash(data):
    told(data, {"birth_rate": 0.25, "sex_ratio": 0.75}, unit="V02")
    _top, villages = targets(data)
    rows = villages.table.to_dicts()
    assert len(rows) == len(VILLAGES)
    assert (rows[1]["birth_rate"], rows[1]["sex_ratio"]) == ("25 %", "75 %")
    assert rows[1]["within_policy"] == rows[0]["birth_rate"] == "–"
    assert villages.spec["data"][0]["z"][1] == [25.0, None, None, 75.0]


def test_without_a_scored_year_there_is_no_chance(data):
    data.points = data.points.filter(pl.col("scheme") != "lianhe")
    assert targets(data) == []
