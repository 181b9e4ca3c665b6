"""Tables of a run: all units and years, typed, in both languages, hiding what the page hides."""

from __future__ import annotations

from dataclasses import replace

import polars as pl
import pytest
from fake_run import TOWN, VILLAGES, with_names

from fpplan.contract.errors import FpplanError
from fpplan.contract.text import Text, speaking
from fpplan.report import tables as module
from fpplan.report.tables import QUESTIONS, sheet_names, tables
from fpplan.store.names import PayoutName

PAID = (
    PayoutName("thousand_point", "bonus", Text("奖金", "bonus"), Text("村主任", "head"),
               Text("元", "yuan"), few_in=("V02",)),
    PayoutName("thousand_point", "dismissal", Text("免职", "dismissal"), Text("村主任", "head"),
               Text("次", "times"), ("procedure_quota",)),
)


def by_id(data) -> dict[str, pl.DataFrame]:
    return {figure.id: figure.table for figure in tables(data)}


@pytest.fixture
def paid(data):
    rows = pl.DataFrame([
        {"variant": "base", "draw": draw, "unit": unit, "period": "2014-08", "view": "reported",
         "scheme": "thousand_point", "name": name, "value": value, "low": value, "high": value}
        for name, unit, values in (("bonus", "V01", (100.0, 300.0)), ("bonus", "V02", (3.0, 3.0)),
                                   ("dismissal", "V01", (1.0, 0.0)))
        for draw, value in enumerate(values)])
    return with_names(data, {"payouts": rows}, payouts=PAID)


def test_points_are_the_reports_own(data):
    table = by_id(data)["points"]
    expected = {(row["variant"], row["unit"], row["period"], row["scheme"], row["item"]):
                row["mean"] for row in data.totals.to_dicts()}
    assert {*table["unit"]} == {TOWN, *VILLAGES}
    for row in table.to_dicts():
        key = tuple(row[name] for name in ("variant", "unit", "period", "scheme", "item"))
        assert row["mean"] == expected[key]
    assert len(table) == len(expected)


def test_indicators_stand_true_beside_reported(data):
    table = by_id(data)["indicators"]
    row = table.filter(pl.col("variant") == "base", pl.col("unit") == "V01",
                       pl.col("period") == "2014-08", pl.col("name") == "crude_birth_rate")
    for view in ("true", "reported"):
        (own,) = data.indicator_summary.filter(
            pl.col("variant") == "base", pl.col("unit") == "V01", pl.col("period") == "2014-08",
            pl.col("view") == view, pl.col("name") == "crude_birth_rate").to_dicts()
        assert row[f"{view}_mean"].item() == own["mean"]
    assert row["tags"].item() == "limit on births"


def test_money_is_typed_and_a_consequence_has_its_chance(paid):
    rows = by_id(paid)["payouts"].to_dicts()
    bonus, dismissal, hidden = rows
    assert (bonus["unit"], bonus["yuan_mean"], bonus["chance"]) == ("V01", 200.0, None)
    assert (dismissal["yuan_mean"], dismissal["chance"], dismissal["tags"]) == (
        None, 50.0, "quota on procedures")
    assert hidden["unit"] == "V02"
    assert all(hidden[f"yuan_{name}"] is None for name in ("mean", "q05", "q95", "low", "high"))


def test_items_that_rest_on_a_hidden_count_do_not_tell_it(data):
    names = tuple(replace(row, few_in=("V01",)) if row.role in ("item", "total") else row
                  for row in data.names.items)
    where = pl.col("unit") == "V01"
    for name in ("items", "points"):
        whole, told = (by_id(each)[name].filter(where)
                       for each in (data, with_names(data, items=names)))
        here = pl.Series(row in {one.id for one in names if one.few_in}
                         for row in told["item"])
        middle = (told["low"] + told["high"]) / 2
        assert here.any() and told["mean"].filter(here).to_list() == pytest.approx(
            middle.filter(here).to_list())
        assert told["mean"].filter(~here).equals(whole["mean"].filter(~here))
        if name == "points":
            assert not told["mean"].filter(here).equals(whole["mean"].filter(here))


def test_rows_stand_in_the_order_of_the_run(data):
    table = by_id(data)["items"]
    units = [row.id for row in data.names.units]
    assert list(dict.fromkeys(table["unit"])) == units
    assert list(dict.fromkeys(table["variant"])) == [row.id for row in data.variants]


def test_both_languages_name_everything(paid):
    found = {}
    for lang in ("en", "zh"):
        with speaking(lang):
            found[lang] = tables(paid)
            assert {*sheet_names()} == {*QUESTIONS}
            assert all(len(name) <= 31 for name in sheet_names().values())
    assert [figure.id for figure in found["zh"]] == list(QUESTIONS)
    for en, zh in zip(found["en"], found["zh"], strict=True):
        numbers = [column.id for column in en.columns if column.decimals is not None]
        assert en.table.select(numbers).equals(zh.table.select(numbers))
        assert en.table.select(numbers).dtypes == [pl.Float64] * len(numbers)
        assert [c.label for c in en.columns] != [c.label for c in zh.columns]
        assert zh.table["place"][0] == "莲荷乡" or zh.id == "payouts"


def test_a_table_that_no_sheet_holds_is_one_line(data, monkeypatch):
    monkeypatch.setattr(module, "MOST_ROWS", 100)
    with pytest.raises(FpplanError, match="more than a sheet holds"):
        tables(data)
