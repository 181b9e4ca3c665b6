"""The total without the flagged items beside the full one."""

import dataclasses

import polars as pl
import pytest
from fake_run import VILLAGES, with_names

from fpplan.report.figures.untagged import untagged


def test_what_comes_from_flagged_items_is_the_sum_of_their_points(data):
    (figure,) = untagged(data)
    flagged = [item.id for item in data.items("thousand_point", "item") if item.tags]
    points = data.points.filter(
        pl.col("scheme") == "thousand_point", pl.col("variant") == "base",
        pl.col("period") == "2014-08", pl.col("item").is_in(flagged))
    expected = dict(points.group_by("unit").agg(pl.col("mean").sum()).iter_rows())
    found = dict(figure.table.select("unit", "flagged").iter_rows())
    assert set(found) == set(VILLAGES) and flagged
    for unit in VILLAGES:
        assert found[unit] == pytest.approx(expected[unit])
        assert found[unit] > 0
    count = len(data.items("thousand_point", "item"))
    assert f"{len(flagged)} of {count} items are flagged" in figure.reading.en


def test_each_village_is_joined_from_one_total_to_the_other(data):
    (figure,) = untagged(data)
    lines, full, without = figure.spec["data"]
    ends = [value for value in lines["x"] if value is not None]
    assert ends[0::2] == without["x"] and ends[1::2] == full["x"]


def test_a_scheme_without_flags_says_so(data):
    items = tuple(dataclasses.replace(item, tags=()) for item in data.names.items)
    (figure,) = untagged(with_names(data, items=items))
    assert figure.reading.en.endswith("0 of 14 items are flagged: none.")


def test_a_scheme_that_keeps_no_such_total_has_no_figure(data):
    items = tuple(item for item in data.names.items if item.role != "untagged")
    assert untagged(with_names(data, items=items)) == []
