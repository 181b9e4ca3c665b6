"""Use of methods as a share of women in union."""

import polars as pl
import pytest
from fake_run import METHODS

from fpplan.report.figures.methods import MOST, methods


def told(data, users, in_union=(200, 100)):
    """A run of two months, the one before the decision and the first: users of each method in
    two draws, all variants alike."""
    data.months = pl.DataFrame([
        {"variant": variant.id, "draw": draw, "month": month, "in_union": women,
         **{f"using_{name}": users.get(name, {}).get(month, (0, 0))[draw] for name in METHODS}}
        for variant in data.variants for draw in (0, 1)
        for month, women in zip((-1, 0), in_union, strict=True)])
    return data


def test_a_share_is_of_women_in_union_by_draw(data):
    (figure,) = methods(told(data, {"iud": {-1: (100, 80), 0: (60, 40)},
                                    "pill": {-1: (20, 20), 0: (11, 9)}}))
    rows = {row["method"]: row for row in figure.table.to_dicts()}
    assert (rows["iud"]["now"], rows["iud"]["mean"]) == (45.0, 50.0)
    assert rows["iud"]["q05"] == pytest.approx(41.0)  # 5 % of the way from 40 to 60
    assert figure.table["method"][:2].to_list() == ["iud", "pill"]
    assert figure.reading.en.startswith(
        "At the end of 2014-08 60.0 % of women in union use a method: IUD 50.0 % (+5.0 points),"
        " pill 10.0 % (0.0 points)")


def test_a_line_for_the_base_and_one_for_each_variant(data):
    (figure,) = methods(told(data, {"iud": {-1: (10, 10), 0: (10, 10)}}))
    lines = [trace for trace in figure.spec["data"] if "fill" not in trace]
    assert len(METHODS) <= MOST and len(lines) == len(METHODS) * 3
    assert [line["line"]["dash"] for line in lines[:3]] == ["solid", "dash", "dot"]
    assert [len(line["x"]) for line in lines[:3]] == [2, 1, 1]  # variants from the decision on
    assert "dashed: “more follow-up” and dotted: “audits doubled”" in figure.definition.en


def test_months_without_women_in_union_have_no_share(data):
    assert methods(told(data, {}, in_union=(0, 100))) == []  # nothing is known of today


def test_a_run_without_methods_has_no_such_figure(data):
    data.methods = {}
    assert methods(data) == []
