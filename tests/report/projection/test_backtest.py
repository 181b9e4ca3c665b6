"""How former forecasts would have held, on the page of a projection."""

from __future__ import annotations

import csv
from pathlib import Path
from types import SimpleNamespace

import pytest

import fpplan
from fpplan.contract.text import speaking
from fpplan.report.projection.backtest import backtest

SHIPPED = Path(fpplan.__file__).parent / "data" / "backtest.csv"


def page(**trend: str):
    return SimpleNamespace(folder=SimpleNamespace(trend=trend))


@pytest.fixture(scope="module")
def paths():
    with SHIPPED.open(encoding="utf-8") as text:
        return list(csv.DictReader(text))


def test_rates_that_stand_still_have_no_fan_and_no_backtest():
    assert backtest(page()) == []


def test_the_sentence_counts_what_came_inside_and_leaves_the_break_out(paths):
    (figure,) = backtest(page(given="assumed"))
    judged = [row for row in paths if row["break"] == "no"]
    inside = {width: sum(float(row[low]) <= float(row["observed"]) <= float(row[high])
                         for row in judged)
              for width, (low, high) in {"wide": ("q05", "q95"), "half": ("q25", "q75")}.items()}
    assert 0 < inside["half"] < inside["wide"] < len(judged) < len(paths)
    assert figure.reading.en.startswith(
        f"Of {len(judged)} forecasts of births five years ahead, {inside['wide']} came true within"
        f" the wide range (9 in 10 meant to) and {inside['half']} within")


def test_every_path_stands_in_the_table_as_a_share_of_its_middle(paths):
    (figure,) = backtest(page(given="assumed"))
    rows = figure.table.to_dicts()
    assert len(rows) == len(paths)
    for row, path in zip(rows, paths, strict=True):
        assert row["path"].endswith(f"{path['from']}→{path['year']}")
        assert row["came"] * float(path["median"]) == pytest.approx(100 * float(path["observed"]))
        assert row["q05"] < row["q25"] < 100 < row["q75"] < row["q95"]


def test_countries_are_named_in_both_languages():
    with speaking("zh"):
        (figure,) = backtest(page(given="assumed"))
    assert figure.table["path"][2].startswith("中国, ")
    assert "五年" in figure.reading.zh
