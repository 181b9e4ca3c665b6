"""Recorded figures of the documents: what may show."""

import dataclasses

import polars as pl
import pytest
from fake_run import TOWN, VILLAGES, with_names

from fpplan.contract.text import Text
from fpplan.report.figures.assumptions import _inputs
from fpplan.report.figures.quotas import quotas
from fpplan.report.figures.tagged import tagged
from fpplan.store import InputName


def test_small_recorded_counts_do_not_show(data):
    small = InputName("two_daughter_sterilisations", Text("甲", "sterilisations here"),
                      Text("例", "cases"), 3, tags=("procedure_quota",), unit_id="V01",
                      decimals=0, count=True)  # fmt: skip
    quota = dataclasses.replace(data.names.quotas[2], recorded=3.0)
    other = with_names(data, inputs=(*data.names.inputs, small), quotas=(quota,))
    table = tagged(other)[0].table
    row = table.filter(pl.col("label") == "sterilisations here").row(0, named=True)
    assert row["value"] == "<5"
    (figure,) = quotas(other)
    assert figure.table["recorded"].to_list() == ["<5"]
    assert figure.table["imposed"].to_list() == ["<5"]
    assert figure.spec["data"][2]["x"] == [None]


@pytest.mark.parametrize(("people", "told"), [(99, False), (100, True), (0, True)])
def test_recorded_figures_of_very_few_people_do_not_show(data, people, told):
    """Whatever is recorded of a unit of 1-99 people; 0 is a unit whose people are not given."""
    units = tuple(dataclasses.replace(unit, people=people) if unit.id == "V01" else unit
                  for unit in data.names.units)
    rows = tuple(InputName("breaches", Text("违规", f"{unit} share"), Text("%", "%"), 41.5,
                           unit_id=unit, decimals=1) for unit in ("V01", "V02"))
    quota = dataclasses.replace(data.names.quotas[2], recorded=47.0, unit_id="V01")
    other = with_names(data, units=units, inputs=rows, quotas=(quota,))
    values = dict(_inputs(other)[0].table.select("label", "value").iter_rows())
    assert (values["V01 share"] == "41.5") is told and values["V02 share"] == "41.5"
    assert told or "fewer than 100 people" in values["V01 share"]
    assert any("47" in str(figure.table["recorded"].to_list()) for figure in quotas(other)) is told


def test_a_total_that_would_reveal_hides_too(data):
    def count(unit, value):
        return InputName("breaches", Text("违规", f"breaches {unit}"), Text("例", "cases"),
                         value, tags=("family_penalty",), unit_id=unit, decimals=0,
                         count=True)  # fmt: skip

    rows = [count(unit, 3 if unit == "V01" else 6) for unit in VILLAGES]
    other = with_names(data, inputs=(*rows, count(TOWN, 3 + 6 * 12)))
    values = dict(tagged(other)[0].table.select("label", "value").iter_rows())
    assert values["breaches V01"] == "<5"
    assert values[f"breaches {TOWN}"] == "<5"
    assert values["breaches V02"] == "6"
