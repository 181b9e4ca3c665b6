"""Workbooks: words above, numbers as numbers below, the head in sight, the same bytes each time."""

from __future__ import annotations

import io
import zipfile

import polars as pl

from fpplan.contract.figure import Column, Figure
from fpplan.contract.text import Text
from fpplan.report.workbook import as_workbook

COLUMNS = (Column("a", "number", 0), Column("b", "number", 2), Column("c", "words"))


def figure(**columns) -> Figure:
    found = {"a": [1200.0, None], "b": [0.5, 1 / 3], "c": ["=1+1", "http://x"]} | columns
    return Figure("f", Text("问", "question"), Text("读", "reading"), COLUMNS, pl.DataFrame(found),
                  Text("定义", "definition"), Text("来源", "source"))


def parts(book: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(book)) as file:
        return {name: file.read(name).decode() for name in file.namelist()
                if name.endswith(".xml")}


def test_numbers_are_numbers_with_their_decimals():
    made = as_workbook("t", [("one", figure())])
    read = pl.read_excel(io.BytesIO(made), sheet_name="one", read_options={"header_row": 3})
    assert [name.strip() for name in read.columns] == ["number", "number", "words"]
    assert [float(value) for value in read.to_series(1)[:2]] == [0.5, 1 / 3]
    assert '"#,##0.00"' in parts(made)["xl/styles.xml"]


def test_the_head_stays_and_words_are_no_formulas():
    made = parts(as_workbook("t", [("one", figure()), ("two", figure())]))
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        assert 'state="frozen"' in made[name] and 'ySplit="4"' in made[name]
        assert "<f>" not in made[name] and "hyperlink" not in made[name]
    assert "=1+1" in made["xl/sharedStrings.xml"]


def test_the_same_figures_give_the_same_bytes():
    assert as_workbook("t", [("one", figure())]) == as_workbook("t", [("one", figure())])
