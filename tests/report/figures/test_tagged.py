"""Recorded figures of the documents: what may show."""

import dataclasses

import polars as pl
import pytest
from fake_run import TOWN, VILLAGES, with_names

from fpplan.contract.text import Text
from fpplan.report.figures.assumptions import _inputs
from fpplan.report.figures.quotas import quotas
from fpplan.report.figures.tagged import hidden_keys, recorded_words, shows, tagged
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


def recorded(value=None, unit="V01", count=False, **more):
    return InputName("thing", Text("某", "thing"), Text("例", "cases"), value, unit_id=unit,
                     count=count, **more)


@pytest.mark.parametrize(("row", "words"), [
    (recorded(3.14159, decimals=2), "3.14"), (recorded(3.0, count=True, decimals=0), "<5"),
    (recorded(5.0, count=True, decimals=0), "5"), (recorded(0.0, count=True, decimals=0), "0"),
    (recorded(3.0, decimals=0), "3"),  # no count of anybody
    (recorded(low=1.0, high=2.5), "1 to 2.5"), (recorded(), "")])
def test_a_recorded_figure_in_words(data, row, words):
    away = hidden_keys(data, [row])
    assert recorded_words(data, row, away) == words
    assert shows(data, row, away) == (words != "<5")


def test_a_small_count_hides_whatever_else_is_asked_about(data):
    assert not shows(data, recorded(4.0, count=True), set())
    assert shows(data, recorded(5.0, count=True), set())
    assert not shows(data, recorded(5.0, count=True), {"V01/thing"})


def test_counts_of_other_names_reveal_nothing(data):
    """A town's count of one thing is no sum of its villages' counts of another."""
    few = recorded(2.0, count=True)
    total = dataclasses.replace(recorded(20.0, TOWN, True), id="other")
    assert hidden_keys(data, [few, total]) == {"V01/thing"}


def test_what_is_simulated_or_untagged_is_not_among_the_flagged_figures(data):
    published, items = tagged(data)
    shown = set(published.table["label"])
    for row in data.names.published:
        assert (str(row.label) in shown) == bool(row.tags and not row.simulated)
    assert published.table["label"].n_unique() == len(published.table)  # none stands twice
    flagged = [item for item in data.names.items if item.role == "item" and item.tags]
    assert items.table["label"].to_list() == [str(item.label) for item in flagged]
    every = [item for item in data.names.items if item.role == "item"]
    assert items.reading.en.startswith(f"{len(flagged)} of {len(every)} items are flagged")
