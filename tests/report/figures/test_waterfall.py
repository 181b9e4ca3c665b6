"""The waterfall of points adds up to the expected score."""

import dataclasses

import polars as pl
import pytest
from fake_run import with_names

from fpplan.contract.text import speaking
from fpplan.report.data import RunData
from fpplan.report.figures.waterfall import waterfall


def test_a_split_that_is_known_is_not_called_assumed(data):
    units = tuple(dataclasses.replace(unit, assumed=False) for unit in data.names.units)
    (figure,) = waterfall(with_names(data, units=units))
    assert not figure.notes
    assert not figure.spec["layout"].get("annotations")


def test_the_waterfall_ends_at_the_expected_score(data):
    (figure,) = waterfall(data)
    trace = figure.spec["data"][0]
    full, *steps, end = zip(trace["base"], trace["x"], trace["marker"]["color"], strict=True)
    at = full[1]
    for start, size, colour in steps:
        loss = colour == "#d55e00"
        assert (start + size if loss else start) == pytest.approx(at)
        at += -size if loss else size
    assert at == pytest.approx(end[1])
    total = figure.table.filter(pl.col("label") == "Total").row(0, named=True)
    assert total["mean"] == pytest.approx(end[1])
    assert total["low"] < total["mean"] < total["high"]


def test_labels_follow_the_language(fake):
    with speaking("zh"):
        (figure,) = waterfall(RunData(fake))
    assert figure.table["label"][0] == "组织领导"
