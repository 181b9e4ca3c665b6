"""The workbook of a hand-out."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace

import polars as pl
import pytest

from fpplan.contract.figure import Column, Figure
from fpplan.contract.text import Text, speaking
from fpplan.report.handout.excel import as_workbook
from fpplan.report.handout.overview import handout

# What the session's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("handout")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_workbook_holds_every_unit_and_indicator(files, lang):
    import fastexcel

    book = fastexcel.read_excel(files[f"handout.{lang}.xlsx"])
    assert len(book.sheet_names) >= 8
    long = pl.read_excel(io.BytesIO(files[f"handout.{lang}.xlsx"]),
                         sheet_name=book.sheet_names[-1])
    data = json.loads(files["targets.json"])
    assert len(long) == 3 * len(data["indicators"])
    expected = {(row["indicator"], cell["unit"]): cell["expected"]
                for row in data["indicators"] for cell in row["units"]}
    assert long.to_series(4)[0] == pytest.approx(expected["srb", "A"], abs=0.01)


def test_the_workbook_shows_what_the_page_shows(found, files):
    with speaking("en"):
        told = handout(found)
    first = told.figures[0]
    book = pl.read_excel(io.BytesIO(files["handout.en.xlsx"]), sheet_name="what can be met",
                         read_options={"header_row": 3})
    assert book.to_series(0).to_list()[: len(first.table)] == first.table["label"].to_list()
    page = files["handout.en.html"].decode()
    for value in first.table["own"]:
        assert value in page


def test_columns_of_one_name_and_figures_without_rows_are_no_fault(found):
    columns = (Column("a", "number"), Column("b", "number"), Column("c", "number"))
    odd = Figure("meets", Text("问", "question"), Text("读", "reading"), columns,
                 pl.DataFrame({"a": [1, 2], "b": ["x", None], "c": [0.5, None]}),
                 Text("定义", "definition"), Text("来源", "source"))
    empty = replace(odd, id="luck", table=odd.table.clear())
    with speaking("en"):
        told = replace(handout(found), figures=(odd, empty))
        made = as_workbook(told, found)
    sheet = pl.read_excel(io.BytesIO(made), sheet_name="what can be met",
                          read_options={"header_row": 3})
    assert [name.strip() for name in sheet.columns] == ["number"] * 3
    assert [str(value) for value in sheet.to_series(0)[:2]] == ["1", "2"]


def test_a_formula_in_a_label_stays_words(found):
    """What a label holds is never worked out by the reader's program."""
    with speaking("en"):
        told = replace(handout(found), title="=1+1", answers=("=HYPERLINK(\"x\")",))
        made = as_workbook(told, found)
    with zipfile.ZipFile(io.BytesIO(made)) as book:
        first = book.read("xl/worksheets/sheet1.xml").decode()
        words = book.read("xl/sharedStrings.xml").decode()
    assert "<f>" not in first and "=1+1" in words
