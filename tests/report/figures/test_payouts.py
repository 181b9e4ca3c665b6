"""Who is paid what: sums over units, chances of consequences, and nothing counted twice."""

import dataclasses

import polars as pl
import pytest
from fake_run import TOWN, with_names

from fpplan.contract.text import Text
from fpplan.report.figures.payouts import payouts
from fpplan.store.names import PayoutName

YUAN = Text("元", "yuan")
HEAD, FAMILY = Text("村主任", "village head"), Text("家庭", "family")
NAMES = (
    PayoutName("thousand_point", "bonus", Text("奖金", "bonus"), HEAD, YUAN),
    PayoutName("thousand_point", "dismissal", Text("免职", "dismissal"), HEAD, Text("次", "times")),
    PayoutName("thousand_point", "operations", Text("手术费", "operations"), FAMILY, YUAN,
               ("procedure_quota",)),
)
ROWS = [  # name, unit, values of two draws
    ("bonus", "V01", (100.0, 300.0)), ("bonus", "V02", (50.0, 50.0)),
    ("bonus", TOWN, (150.0, 350.0)),
    ("dismissal", "V01", (1.0, 0.0)), ("dismissal", "V02", (0.0, 0.0)),
    ("operations", "V01", (None, None)), ("operations", TOWN, (4000.0, 4000.0)),
]


def paid(period="2014-08", variant="base", view="reported"):
    return pl.DataFrame([
        {"variant": variant, "draw": draw, "unit": unit, "period": period, "view": view,
         "scheme": "thousand_point", "name": name, "value": value, "low": value, "high": value}
        for name, unit, values in ROWS for draw, value in enumerate(values)])


@pytest.fixture
def figures(data):
    other = pl.concat([paid(), paid("2015-08"), paid(variant="audits"), paid(view="true")])
    found = payouts(with_names(data, {"payouts": other}, payouts=NAMES))
    return {figure.id: figure for figure in found}


def test_money_is_that_of_the_first_year_of_the_base_as_reported(figures):
    rows = {row["label"]: row for row in figures["payouts"].table.to_dicts()}
    assert rows["bonus"]["yuan"] == "250"  # 150 and 350, the town's own sum not added
    assert rows["bonus"]["range"] == "160 to 340"  # 5 and 95 % of the way from 150 to 350
    assert rows["bonus"]["chance"] == ""


def test_a_consequence_has_its_chance_in_an_average_unit(figures):
    rows = {row["label"]: row for row in figures["payouts"].table.to_dicts()}
    assert (rows["dismissal"]["chance"], rows["dismissal"]["yuan"]) == ("25 %", "")


def test_what_is_known_of_the_whole_alone_counts_there(figures):
    rows = {row["label"]: row for row in figures["payouts"].table.to_dicts()}
    assert (rows["operations"]["yuan"], rows["operations"]["range"]) == ("4,000", "")
    assert rows["operations"]["tags"]
    assert "4,250 yuan are expected, 4,000 of them for flagged" in figures["payouts"].reading.en
    assert "3 payments and consequences follow" in figures["payouts"].reading.en
    assert "1 of them are flagged" in figures["payouts"].reading.en


def test_money_that_rests_on_what_is_not_known_says_its_ends(data):
    half = pl.col("unit") == "V01"
    rows = paid().filter(pl.col("unit") != TOWN).with_columns(
        low=pl.when(half).then(pl.col("value") - 90).otherwise(pl.col("low")),
        high=pl.when(half).then(pl.col("value") + 10).otherwise(pl.col("high")))
    whole, by_unit = payouts(with_names(data, {"payouts": rows}, payouts=NAMES[:1]))
    assert (whole.table["yuan"].item(), whole.table["ends"].item()) == ("250", "160 to 260")
    assert "anything from 160 to 260 yuan" in whole.reading.en
    assert by_unit.table.select("yuan", "low", "high").rows() == [(200, 110, 210), (50, 50, 50)]
    prize = (dataclasses.replace(NAMES[0], among_peers=True),)
    (whole, _by_unit) = payouts(with_names(data, {"payouts": rows}, payouts=prize))
    assert whole.table["ends"].item() == "" and "anything from" not in whole.reading.en


def test_a_consequence_that_may_follow_has_both_chances(data):
    rows = paid().filter(pl.col("name") == "dismissal").with_columns(
        value=pl.lit(None, pl.Float64), low=0.0, high=pl.lit(1.0))
    (whole,) = payouts(with_names(data, {"payouts": rows}, payouts=NAMES[1:2]))
    assert whole.table["chance"].item() == "0 % to 100 %"


def test_money_by_unit_in_the_order_of_units(figures):
    table = figures["payouts_by_unit"].table
    assert table.select("place", "label", "yuan").rows() == [
        ("Village 1", "bonus", 200.0), ("Village 2", "bonus", 50.0),
        ("Lianhe township", "operations", 4000.0)]


def test_a_payment_that_rests_on_a_hidden_count_is_not_known(data):
    hidden = (dataclasses.replace(NAMES[0], few_in=("V01",)),)
    (figure,) = payouts(with_names(data, {"payouts": paid()}, payouts=hidden))
    assert figure.table["yuan"].to_list() == ["50"]  # V02 alone; nothing tells V01's


def test_no_payouts_no_figure(data):
    assert payouts(data) == []
    assert payouts(with_names(data, {"payouts": paid("2013-08")}, payouts=NAMES)) == []
