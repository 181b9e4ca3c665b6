"""The hand-out as a workbook: the overview's tables and one long table of every unit."""

from __future__ import annotations

import io
from typing import Any

import polars as pl

from fpplan.contract.text import _
from fpplan.pipeline.naming import label_of
from fpplan.planning.targets import Targets
from fpplan.report.handout.overview import Handout
from fpplan.report.workbook import NO_TIME, OPTIONS, cells, sheet

__all__ = ["as_workbook"]


def as_workbook(handout: Handout, found: Targets) -> bytes:
    """The .xlsx of a hand-out, in the language in force."""
    import xlsxwriter

    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties({"title": handout.title, "created": NO_TIME})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        bold = book.add_format({"bold": True, "font_size": 13})
        _front(book, handout, bold, wrapped)
        for figure in handout.figures:
            sheet(book, _names()[figure.id], figure, bold)
        _table(book, _("units"), _every_unit(found))
    return buffer.getvalue()


def _names() -> dict[str, str]:
    """Names of the sheets, at most 31 characters."""
    return {"meets": _("what can be met"), "today": _("today's targets"), "luck": _("chance"),
            "births": _("births to be ready for"), "peers": _("small units"),
            "quotas": _("voluntary demand"), "shown": _("shown"), "flagged": _("flagged")}


def _front(book: Any, handout: Handout, bold: Any, wrapped: Any) -> None:
    sheet = book.add_worksheet(_("overview"))
    sheet.set_column(0, 0, 22, wrapped)
    sheet.set_column(1, 1, 90, wrapped)
    sheet.write_string(0, 0, handout.title, bold)
    row = 2
    for name, value in handout.facts:
        sheet.write_string(row, 0, name)
        sheet.write_string(row, 1, value)
        row += 1
    row += 1
    for sentence in handout.answers:
        sheet.write_string(row, 1, sentence, wrapped)
        row += 1


def _table(book: Any, name: str, frame: pl.DataFrame) -> None:
    page = book.add_worksheet(name)
    cells(page, book, frame, list(frame.columns), first=0)


def _every_unit(found: Targets) -> pl.DataFrame:
    """A row for every unit and indicator that can be a target, as numbers."""
    base = found.work.base.base
    rows = []
    for unit in found.units:
        for line in found.lines:
            cell = line.cell(unit)
            indicator = line.subject.indicator
            rows.append({
                _("unit id"): unit, _("unit (place)"): str(base.units[unit].label),
                _("indicator"): str(indicator.text),
                _("unit of measure"): str(label_of(indicator.unit)),
                _("expected"): _round(cell.expected, 2), _("10 % of runs"): _round(cell.low, 2),
                _("50 % of runs"): _round(cell.middle, 2),
                _("90 % of runs"): _round(cell.high, 2),
                _("true, expected"): _round(cell.truth, 2),
                _("can be met"): cell.proposed,
                _("chance under one number for all, %"): _round(cell.equal, 1, 100),
                _("chance decides"): _("yes") if cell.chance_decides else _("no"),
                _("years to pool"): cell.years,
            })
    numbers = {name: pl.Float64 for name, value in rows[0].items()
               if not isinstance(value, str)} if rows else {}
    return pl.DataFrame(rows, schema_overrides=numbers, infer_schema_length=None)


def _round(value: float | None, decimals: int, factor: float = 1.0) -> float | None:
    return None if value is None else round(value * factor, decimals)
