"""How each village would score."""

import dataclasses

import polars as pl
import pytest
from fake_run import TOWN, VILLAGES, with_names

from fpplan.report.figures.scores import score_year, scored_units, scores, unit_totals


def test_the_year_is_the_first_that_is_scored(data):
    scheme = data.point_schemes[0]
    assert score_year(data, scheme).id == "2014-08"
    data.points = data.points.filter(pl.col("period") != "2014-08")
    assert score_year(data, scheme).id == "2015-08"
    data.points = data.points.clear()
    assert score_year(data, scheme) is None and scores(data) == []


def test_scores_are_about_villages_or_about_the_place_that_has_none(data):
    assert scored_units(data)["unit"].to_list() == list(VILLAGES)
    alone = with_names(data, units=(dataclasses.replace(data.names.units[0], leaf=True),))
    assert scored_units(alone)["unit"].to_list() == [TOWN]


def test_a_total_is_that_of_its_role(data):
    scheme = data.point_schemes[0]
    full, without = (unit_totals(data, scheme, role, "2014-08") for role in ("total", "untagged"))
    assert set(full["item"]) == {"total"} and set(without["item"]) == {"untagged_total"}
    assert len(full) == len(data.variants) * (1 + len(VILLAGES))
    assert len(unit_totals(data, scheme, "nothing", "2014-08")) == 0


def test_the_words_name_the_lowest_and_the_highest(data):
    (figure,) = scores(data)
    table = figure.table.sort("mean")
    low, high = table.row(0, named=True), table.row(-1, named=True)
    assert (f"Expected scores run from {low['mean']:.0f} ({low['unit_label']}) to"
            f" {high['mean']:.0f} ({high['unit_label']}).") in figure.reading.en
    width = (table["q95"] - table["q05"]).mean()
    assert f"lie {width:.0f} points apart or less" in figure.reading.en


def test_items_that_no_village_differs_in_are_counted(data):
    """Ten items of the made-up run have the same points everywhere."""
    (figure,) = scores(data)
    assert "10 of its 14 items are the same in every village" in figure.reading.en
    data.points = data.points.with_columns(mean=pl.when(
        (pl.col("item") == "rules") & (pl.col("unit") == "V03")).then(0.0).otherwise(
            pl.col("mean")))
    (figure,) = scores(data)
    assert "9 of its 14 items" in figure.reading.en


def test_each_variant_has_its_place_in_the_height_of_a_village(data):
    (figure,) = scores(data)
    dots = [trace for trace in figure.spec["data"] if trace.get("mode") == "markers"]
    assert [dot["name"] for dot in dots] == [str(variant.label) for variant in data.variants]
    for at, rows in enumerate(zip(*(dot["y"] for dot in dots), strict=True)):
        assert list(rows) == sorted(set(rows)) and all(at - 0.5 < row < at + 0.5 for row in rows)
        assert sum(rows) / len(rows) == pytest.approx(at)


def test_what_no_document_gives_is_drawn_beside_the_scores(data):
    (figure,) = scores(data)
    bar = figure.spec["data"][-1]
    assert bar["xaxis"] == "x2" and bar["base"] == figure.table["low"].to_list()
    assert bar["x"] == (figure.table["high"] - figure.table["low"]).to_list()
    data.totals = data.totals.with_columns(low=pl.col("mean"), high=pl.col("mean"))
    (figure,) = scores(data)
    assert "xaxis2" not in figure.spec["layout"] and "leave the average" not in figure.reading.en
