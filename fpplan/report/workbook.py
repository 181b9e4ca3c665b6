"""Workbooks: a sheet has a figure's words and its table, in hand-outs and in tables of a run."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl

    from fpplan.contract.figure import Figure

__all__ = ["NO_TIME", "OPTIONS", "as_workbook", "cells", "sheet"]

WIDEST = 46  # characters of a column
# A workbook keeps the time at which it was made; ours does not, so that equal ones are equal.
NO_TIME = datetime.datetime(2000, 1, 1)
# What a label holds stays words: it is neither worked out nor followed.
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}


def as_workbook(title: str, sheets: Iterable[tuple[str, Figure]]) -> bytes:
    """The .xlsx of some figures, a sheet each under its name (at most 31 characters), in the
    language in force."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties({"title": title, "created": NO_TIME})
        bold = book.add_format({"bold": True, "font_size": 13})
        for name, figure in sheets:
            sheet(book, name, figure, bold)
    return buffer.getvalue()


def sheet(book: Any, name: str, figure: Figure, bold: Any) -> None:
    """One figure: its question and answer, its table, and what its numbers are."""
    frame = figure.table.select(column.id for column in figure.columns)
    page = book.add_worksheet(name)
    page.write_string(0, 0, str(figure.question), bold)
    page.write_string(1, 0, str(figure.reading))
    cells(page, book, frame.rename({c.id: f"{at}" for at, c in enumerate(figure.columns)}),
          [column.label for column in figure.columns], first=3,
          decimals=[column.decimals for column in figure.columns])
    last = 5 + len(frame)
    page.write_string(last, 0, str(figure.definition))
    page.write_string(last + 1, 0, str(figure.source))


def cells(page: Any, book: Any, frame: pl.DataFrame, labels: list[str], first: int,
          decimals: Sequence[int | None] = ()) -> None:
    """A frame with its labels as the table's head; text starts on the left, numbers stand on
    the right with so many decimals; the head stays in sight."""
    unique: list[str] = []
    for at, label in enumerate(labels):
        before = labels[:at].count(label)
        unique.append(label + " " * (before + 1) if before else label)
    shown: dict[Any, str] = {name: f"#,##0{'.' * (places > 0)}{'0' * places}"
                             for name, places in zip(unique, decimals, strict=False)
                             if places is not None}
    frame.rename(dict(zip(frame.columns, unique, strict=True))).write_excel(
        book, worksheet=page, position=(first, 0), table_style="Table Style Light 1",
        autofilter=False, header_format={"text_wrap": True, "valign": "top"},
        column_formats=shown or None)
    for at, name in enumerate(unique):
        values = [str(value) for value in frame.to_series(at).unique()]
        longest = max([_wide(value) for value in values] + [min(_wide(name), 18)], default=8)
        page.set_column(at, at, min(WIDEST, longest + 2))
    page.freeze_panes(first + 1, 1)


def _wide(text: str) -> int:
    """Characters that a text takes, Chinese ones double."""
    return sum(2 if ord(letter) > 0x2E80 else 1 for letter in text)
