"""A table of text as a user wrote it: CSV, or the sheet of an Excel file. Every reader of such
tables goes through here.

Every row's cells are counted: one too many or too few is a fault, never cut or filled up.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from fpplan.contract.errors import InputError, Problems
from fpplan.contract.given import refused
from fpplan.contract.text import _
from fpplan.files.opened import MOST_TABLE, called, content, decoded
from fpplan.files.workbook import MOST_COLUMNS, is_workbook, letters, sheet_of

__all__ = ["Table", "number", "read_table"]

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?")
_THOUSANDS = re.compile(r"[+-]?\d{1,3}"), re.compile(r"\d{3}(\.\d*)?")
_SEPARATORS = {";": ";", "\t": "TAB", "|": "|", "，": "，", "；": "；"}
_DAY = re.compile(r"(\d{4}-\d\d)-01( 00:00:00)?")  # "2014-10", as Excel keeps it: a day


@dataclass(frozen=True)
class Table:
    """Rows of trimmed text. `where` is what messages call the file; `header` the position of the
    row of column names. Of a sheet, `first_column` is the column of the first cell, counted from
    0, and `sheets` are all names; of a CSV file it is None."""

    where: str
    rows: list[list[str]]
    header: int = 0
    first_column: int | None = None
    exact: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()

    @property
    def columns(self) -> list[str]:
        """The names of the columns, without empty ones at the end."""
        names = self.rows[self.header]
        return names[:max((at + 1 for at, name in enumerate(names) if name), default=0)]

    def place(self, row: int, column: str | int | None = None) -> str:
        """What a message calls a row, or its cell in a column given by name or number from 0:
        "line 3", "line 3, column 4 (D3 in Excel)" of a CSV file, "cell D3" of a sheet."""
        inside = self.columns.index(column) if column in self.columns else column
        at = inside if isinstance(inside, int) else 0
        cell = f"{letters(at + (self.first_column or 0))}{row + 1}"
        if self.first_column is not None:
            return _("cell {cell}").format(cell=cell)
        if not isinstance(inside, int):
            return _("line {line}").format(line=row + 1)
        return _("line {line}, column {column} ({cell} in Excel)").format(
            line=row + 1, column=at + 1, cell=cell)

    def check_columns(self, needed: Sequence[str], rule: str, also: Sequence[str] = ()) -> None:
        """Raise InputError with every fault of the row of names: a column that is missing, stands
        twice or, by `rule`, is none of the table's."""
        problems = Problems(self.where)
        names = self.columns
        separator = next((sign for sign in _SEPARATORS if len(names) == 1 and sign in names[0]
                          and self.first_column is None), None)
        if separator:
            problems.add(self.place(self.header), _(
                "the cells are separated by {sign}; a comma is needed: save the table as CSV "
                "(UTF-8)").format(sign=_SEPARATORS[separator]), names[0])
            problems.raise_if_any()
        if not set(names) & set(needed):
            missing = _("the columns are {columns}; none of them stands here").format(
                columns=",".join(needed))
            if len(self.sheets) > 1:
                missing += _("; the sheets of the file are {sheets}, and the first one shown that "
                             "is not empty is read").format(sheets=", ".join(self.sheets))
            problems.add(self.place(self.header), missing, ",".join(names))
            problems.raise_if_any()
        for column in needed:
            if column not in names:
                problems.add(self.place(self.header), _(
                    'the column "{column}" is missing; the columns are {columns}').format(
                        column=column, columns=",".join(needed)))
        for at, column in enumerate(names):
            if column not in (*needed, *also):
                problems.unknown(self.place(self.header, at), column, (*needed, *also), rule)
            elif column in names[:at]:
                problems.add(self.place(self.header, at), _("stands twice"), column)
        rest = len(self.rows[self.header]) - len(names)
        if rest and self.first_column is None:
            problems.add(self.place(self.header, len(names)), _empty_cells(rest))
        problems.raise_if_any()

    def body(self, problems: Problems) -> Iterator[tuple[int, dict[str, str]]]:
        """Every row below the names that is not empty and has its cells, by column, with its
        position. Rows with a cell too many or too few are noted."""
        names = self.columns
        trailing: list[int] = []
        for at in range(self.header + 1, len(self.rows)):
            cells = self.rows[at]
            if not any(cells):
                continue
            broken = next((c for c, cell in enumerate(cells) if "\n" in cell or "\r" in cell), None)
            if broken is not None and self.first_column is None:
                problems.add(self.place(at, broken), _(
                    "a cell holds a line break; is a quotation mark left open?"), cells[broken])
                return  # what follows is counted in wrong lines
            if len(cells) < len(names):
                problems.add(self.place(at, len(cells)), _(
                    "the row has {found} cells where {wanted} are expected ({columns}); is the "
                    "line cut off?").format(found=len(cells), wanted=len(names),
                                            columns=",".join(names)))
            elif any(cells[len(names):]):
                self._too_many(at, problems)
            elif len(cells) > len(names) and self.first_column is None:
                trailing.append(at)
            else:
                yield at, dict(zip(names, cells, strict=False))
        if trailing and len(self.rows[self.header]) == len(names):
            at = trailing[0]
            rule = _empty_cells(len(self.rows[at]) - len(names))
            if len(trailing) > 1:
                rule += _("; so do {n} more lines").format(n=len(trailing) - 1)
            problems.add(self.place(at, len(names)), rule)

    def _too_many(self, row: int, problems: Problems) -> None:
        names, cells = self.columns, self.rows[row]
        if self.first_column is not None:
            beside = next(c for c in range(len(names), len(cells)) if cells[c])
            problems.add(self.place(row, beside), _(
                "stands beside the table, under no name of a column; delete it"), cells[beside])
            return
        found = max(c + 1 for c, cell in enumerate(cells) if cell)
        wrong = _("the row has {found} cells where {wanted} are expected ({columns})").format(
            found=found, wanted=len(names), columns=",".join(names))
        first, after = _THOUSANDS
        for at, (one, two) in enumerate(pairwise(cells)):
            if (at < len(names) and names[at] in self.exact and first.fullmatch(one)
                    and after.fullmatch(two)):
                problems.add(self.place(row, at), _(
                    "{wrong}; {written} holds the separator: write {plain}").format(
                        wrong=wrong, written=f"{one},{two}", plain=f"{one}{two}"), f"{one},{two}")
                return
        problems.add(self.place(row, len(names)), _(
            "{wrong}; a cell with a comma in it stands in quotation marks").format(wrong=wrong),
            cells[len(names)] or None)


def _empty_cells(many: int) -> str:
    return _("{n} empty cells stand behind the last column; delete these columns in Excel, or the "
             "commas at the end of the lines").format(n=many)


def read_table(path: str | Path, exact: tuple[str, ...], months: str = "") -> Table:
    """The cells of a CSV file (UTF-8 or GB18030), of a sheet of an .xlsx file, or of standard
    input for "-". Raises InputError.

    Of a workbook the first sheet that is shown and not empty is read. Columns named in `exact`
    are numbers and keep every digit; in the column `months` a day that is the first of a month is
    that month, since Excel makes a day of a typed 2014-10.
    """
    where = called(path)
    raw = content(path, where, most=MOST_TABLE,
                  folder=_("is a folder; a CSV or Excel file is needed"))
    if not raw.strip():
        raise InputError.one(where, "", _("is empty"))
    if not is_workbook(raw, where):
        return _from_csv(raw, where, exact)
    sheet = sheet_of(raw, where)
    if len(sheet.names) > 1:
        where = f"{where}: " + _('sheet "{name}"').format(name=sheet.name)
    header = next(at for at, row in enumerate(sheet.rows) if any(row))
    table = Table(where, sheet.rows, header, sheet.first_column, exact, sheet.names)
    for at, name in enumerate(table.columns):
        for row in range(header + 1, len(sheet.rows)):
            cells = sheet.rows[row]
            if name in exact:
                cells[at] = _exactly(cells[at], sheet.number(row, at))
            elif name and name == months and (found := _DAY.fullmatch(cells[at])):
                cells[at] = found[1]
    return _sound(table)


def _sound(table: Table) -> Table:
    """The table, when it is no wider than tables are and no cell holds a number of a person or a
    control character. Raises InputError with every such cell."""
    wide = max((len(row) for row in table.rows), default=0)
    if wide > MOST_COLUMNS:
        raise InputError.one(table.where, table.place(table.header), _(
            "a row has {found} cells; a table has at most {most} columns").format(
                found=wide, most=MOST_COLUMNS))
    problems = Problems(table.where)
    for at, row in enumerate(table.rows):
        for inside, cell in enumerate(row):
            rule = refused(cell)
            if rule is not None:
                problems.add(table.place(at, inside), rule)
    problems.raise_if_any()
    return table


def _from_csv(raw: bytes, where: str, exact: tuple[str, ...]) -> Table:
    if b"\0" in raw:
        raise InputError.one(where, "", _("is not text; save the table as CSV (UTF-8)"))
    text = decoded(raw, where, ("utf-8-sig", "gb18030"),
                   _("is not text in UTF-8; save the table as CSV (UTF-8)"))
    if not text.strip():  # a mark at the start and nothing else
        raise InputError.one(where, "", _("is empty"))
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline="")):
            rows.append([cell.strip() for cell in row])
    except csv.Error:  # the one thing that the module refuses: a cell longer than its bound
        raise InputError.one(where, _("line {line}").format(line=len(rows) + 1), _(
            "a cell has more than {most} characters; is a quotation mark left open?").format(
                most=f"{csv.field_size_limit():,}")) from None
    header = next(at for at, row in enumerate(rows) if any(row)) if any(
        map(any, rows)) else 0
    return _sound(Table(where, rows, header, None, exact))


def _exactly(text: str, value: float | None) -> str:
    """A number with all its digits; the text of a cell rounds to nine decimals."""
    try:
        return text if value is None or float(text) == value else repr(value)
    except ValueError:
        return text


def number(text: str) -> float | None:
    """The number that a cell says, None where it says none: no separators, no nan, no infinity."""
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if math.isfinite(value) else None
