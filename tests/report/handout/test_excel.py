"""The workbook of a hand-out."""

from __future__ import annotations

import io
import json

import polars as pl
import pytest

from fpplan.contract.text import speaking
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
