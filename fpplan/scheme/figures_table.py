"""A table of text as a user wrote it, from CSV or from the first sheet of an Excel file.

Both are rows of cells; they differ in how a place is named: a line of a CSV file, a cell of a
sheet.
"""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from fpplan.errors import InputError
from fpplan.text import _

if TYPE_CHECKING:
    import polars as pl

__all__ = ["TextTable", "from_csv", "from_excel", "is_excel"]

ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how .xlsx and older or locked files start
LOCKED = "EncryptedPackage".encode("utf-16-le")  # what a file with a password holds
_DATE = re.compile(r"(\d{4}-\d\d)-01( 00:00:00)?")  # "2014-10", as Excel keeps it: a day
_PERCENT_FORMATS = {"9", "10"}  # built in: 0 % and 0.00 %


@dataclass(frozen=True)
class TextTable:
    """Rows of trimmed text. `header` is the position of the row of column names; `first_column`
    the sheet's column of the first cell, or None for a CSV file."""

    rows: list[list[str]]
    header: int = 0
    first_column: int | None = None

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return self.rows[self.header]

    def body(self) -> Iterator[tuple[int, list[str]]]:
        """Every row below the header that is not empty, with its position."""
        for at in range(self.header + 1, len(self.rows)):
            if any(self.rows[at]):
                yield at, self.rows[at]

    def place(self, row: int, column: str = "") -> str:
        """What a message calls the cell of a row: "line 3" of a CSV file, "cell D3" of a sheet."""
        if self.first_column is None:
            return _("line {line}").format(line=row + 1)
        inside = self.columns.index(column) if column in self.columns else 0
        return _("cell {cell}").format(cell=f"{_letters(self.first_column + inside)}{row + 1}")


def from_csv(text: str, where: str) -> TextTable:
    """The table of a CSV text. Raises InputError."""
    try:
        rows = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        raise InputError.one(where, "", _("is not a CSV table ({reason})").format(
            reason=error)) from error
    return TextTable([[cell.strip() for cell in row] for row in rows])


def is_excel(raw: bytes, name: str) -> bool:
    """Whether a file is for `from_excel`, by its start or its name."""
    return raw.startswith((ZIP, OLE)) or name.lower().endswith((".xlsx", ".xlsm"))


def _old_kind(raw: bytes) -> str | None:
    """The rule that a file of the older container breaks: a password, or the .xls format."""
    if not raw.startswith(OLE):
        return None
    if LOCKED in raw:
        return _("is locked with a password; save it without one")
    return _("is an Excel file of the old kind (.xls); save it as .xlsx")


def from_excel(raw: bytes, where: str, exact: tuple[str, ...], months: str) -> TextTable:
    """The table on the first sheet of an .xlsx file. Raises InputError.

    Columns named in `exact` keep every digit of their numbers; in the column `months` a day that
    is the first of a month is that month, since Excel makes a day of a typed 2014-10. Cells with
    an error, and numbers shown as percent (Excel keeps 28 % as 0.28), keep the text that they
    show, so that nobody takes them for a number.
    """
    rule = _old_kind(raw)
    if rule:
        raise InputError.one(where, "", rule)
    import fastexcel

    try:
        text, numbers, first = _cells(raw)
        shown = _shown_otherwise(raw)
    except (fastexcel.FastExcelError, zipfile.BadZipFile, ElementTree.ParseError, KeyError,
            ValueError, OSError, RuntimeError) as error:
        raise InputError.one(where, "", _("cannot be read as an Excel file (.xlsx); it may be "
                                          "damaged or cut off")) from error
    rows = [[(cell or "").strip() for cell in row] for row in text.rows()]
    for (row, column), words in shown.items():
        if row < len(rows) and 0 <= column - first < len(rows[row]):
            rows[row][column - first] = words
    header = next((at for at, row in enumerate(rows) if any(row)), None)
    if header is None:
        raise InputError.one(where, "", _("is empty"))
    last = max(at for row in rows for at, cell in enumerate(row) if cell)
    table = TextTable([row[:last + 1] for row in rows], header, first)
    for line, cells in table.body():
        for at, name in enumerate(table.columns):
            if name in exact:
                cells[at] = _exactly(cells[at], numbers[line, at])
            elif name == months and (found := _DATE.fullmatch(cells[at])):
                cells[at] = found[1]
    return table


def _cells(raw: bytes) -> tuple[pl.DataFrame, pl.DataFrame, int]:
    """The first sheet's cells as text, as numbers, and the number of its first column.

    fastexcel itself, which is polars' reader of Excel files: `polars.read_excel` does not tell
    how many empty columns were left out on the left.
    """
    import fastexcel

    book = fastexcel.read_excel(raw)
    sheets = [book.load_sheet(0, header_row=None, skip_rows=0, dtypes=kind)
              for kind in ("string", "float")]
    columns = sheets[0].available_columns()
    first = columns[0].absolute_index if columns else 0
    return sheets[0].to_polars(), sheets[1].to_polars(), first


def _exactly(text: str, number: float | None) -> str:
    """A number with all its digits; the text of a cell rounds to nine decimals."""
    try:
        return text if number is None or float(text) == number else repr(number)
    except ValueError:
        return text


def _shown_otherwise(raw: bytes) -> dict[tuple[int, int], str]:
    """Cells of the first sheet that show an error or a percentage: (row, column) from 0."""
    found: dict[tuple[int, int], str] = {}
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        percent = _percent_styles(archive)
        with archive.open(_first_sheet(archive)) as sheet:
            for _event, cell in ElementTree.iterparse(sheet):
                if _tag(cell) != "c":
                    continue
                value = next((part.text or "" for part in cell if _tag(part) == "v"), "")
                at = re.fullmatch(r"([A-Z]+)(\d+)", cell.get("r", ""))
                kind = cell.get("t", "n")
                if at and value and kind == "e":
                    found[int(at[2]) - 1, _number(at[1])] = value
                elif at and value and kind == "n" and cell.get("s", "0") in percent:
                    found[int(at[2]) - 1, _number(at[1])] = f"{float(value) * 100:.10g}%"
                cell.clear()
    return found


def _first_sheet(archive: zipfile.ZipFile) -> str:
    """Where the first sheet lies in the file."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    sheet = next(part for part in book.iter() if _tag(part) == "sheet")
    key = next(value for name, value in sheet.attrib.items() if name.endswith("}id"))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    target = next(link.attrib["Target"] for link in links if link.get("Id") == key)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _percent_styles(archive: zipfile.ZipFile) -> set[str]:
    """The numbers of the cell styles that show a percentage."""
    if "xl/styles.xml" not in archive.namelist():
        return set()
    styles = ElementTree.fromstring(archive.read("xl/styles.xml"))
    formats = _PERCENT_FORMATS | {part.get("numFmtId", "") for part in styles.iter()
                                  if _tag(part) == "numFmt" and "%" in part.get("formatCode", "")}
    used = next((part for part in styles if _tag(part) == "cellXfs"), None)
    return {str(at) for at, style in enumerate(() if used is None else used)
            if style.get("numFmtId") in formats}


def _tag(part: ElementTree.Element) -> str:
    return part.tag.rpartition("}")[2]


def _letters(column: int) -> str:
    """The letters of a column counted from 0: A, B, ..., Z, AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def _number(letters: str) -> int:
    """The column of some letters, counted from 0."""
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
