"""One sheet of an Excel workbook (.xlsx, .xlsm) as rows of text, looked through before a library
reads it.

An .xlsx is an archive of XML. Its parts are unpacked here within bounds, the sheet is walked once
(used range, formulas, errors, percentages), and fastexcel, polars' reader, gets an archive made
anew of the few parts that were looked at: it takes memory for the whole rectangle of the used
cells, so that a blank typed into a sheet's last cell would end the process.
"""

from __future__ import annotations

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from fpplan.contract.errors import InputError
from fpplan.contract.text import _

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Sheet", "is_workbook", "letters", "sheet_of"]

ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how .xlsx and older or locked files start
LOCKED = "EncryptedPackage".encode("utf-16-le")  # what a file with a password holds
MOST_UNPACKED = 100_000_000  # bytes of all parts that are read
MOST_PARTS = 2_000
MOST_CELLS = 2_000_000  # of the rectangle around all used cells
MOST_COLUMNS = 500  # messages about columns compare each with all others
_NAMED = 5  # cells or sheets that a message names
_PERCENT_FORMATS = {"9", "10"}  # built in: 0 % and 0.00 %
_BOOK, _LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
_STYLES, _WORDS, _ABOUT = "xl/styles.xml", "xl/sharedStrings.xml", "docProps/app.xml"
_KINDS, _START = "[Content_Types].xml", "_rels/.rels"
_CELL = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
_ROWS, _COLUMNS = 1_048_576, 16_384  # of any sheet
# What the standard library raises on a damaged file; RuntimeError is also that of what it lacks.
_DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, struct.error,
            EOFError, LookupError, ValueError, OSError, RuntimeError, expat.ExpatError)
Attributes = dict[str, str]


class _Refused(Exception):
    """A rule of ours that the workbook breaks; `place` is a cell or empty."""

    def __init__(self, rule: str, place: str = ""):
        super().__init__(rule)
        self.rule, self.place = rule, place


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet as trimmed text, without empty columns at its end; row 0 is the
    sheet's first. `first_column` is the column of the first cell, counted from 0, `name` the
    sheet's and `names` those of every sheet."""

    rows: list[list[str]]
    numbers: pl.DataFrame
    first_column: int
    name: str
    names: tuple[str, ...]

    def number(self, row: int, column: int) -> float | None:
        """A cell as a number, with all its digits; None where it is none."""
        value: float | None = self.numbers[row, column]
        return value


@dataclass
class _Seen:
    """What walking a sheet found. Cells are (row, column) from 0."""

    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    without_result: list[str] = field(default_factory=list)
    noughts: list[str] = field(default_factory=list)
    low: tuple[int, int] = (_ROWS, _COLUMNS)
    high: tuple[int, int] = (-1, -1)
    last: dict[int, str] = field(default_factory=dict)  # the cell that is lowest, and rightmost

    @property
    def used(self) -> bool:
        return self.high[0] >= 0

    def uses(self, row: int, column: int, cell: str) -> None:
        """A cell with content: the rectangle grows. Raises _Refused where it grows too large."""
        if row > self.high[0]:
            self.last[0] = cell
        if column > self.high[1]:
            self.last[1] = cell
        self.low = min(self.low[0], row), min(self.low[1], column)
        self.high = max(self.high[0], row), max(self.high[1], column)
        rows, columns = (b - a + 1 for a, b in zip(self.low, self.high, strict=True))
        if columns > MOST_COLUMNS:
            raise _Refused(_(
                "the sheet is used as far as here, {columns} columns, more than the {most} that a "
                "table has; delete what stands far from the table, a blank too").format(
                    columns=f"{columns:,}", most=MOST_COLUMNS), self.last[1])
        if rows * columns > MOST_CELLS:
            raise _Refused(_(
                "the sheet is used as far as here, {rows} rows by {columns} columns, more than the "
                "{most} cells that are read; delete what stands far from the table, a blank too"
                ).format(rows=f"{rows:,}", columns=f"{columns:,}", most=f"{MOST_CELLS:,}"),
                self.last[0] if rows > columns else self.last[1])


def is_workbook(raw: bytes, name: str) -> bool:
    """Whether a file is for `sheet_of`, by its start or its name."""
    return raw.startswith((ZIP, OLE)) or name.lower().endswith((".xlsx", ".xlsm"))


def sheet_of(raw: bytes, where: str) -> Sheet:
    """The first sheet that is shown and not empty.

    Cells with an error, and numbers shown as percent (Excel keeps 28 % as 0.28), have the text
    that they show, so that nobody takes them for a number. Raises InputError for what is no
    workbook, is locked, of the old kind, too large, or has formulas without a result.
    """
    try:
        return _sheet_of(raw)
    except _Refused as fault:
        place = _("cell {cell}").format(cell=fault.place) if fault.place else ""
        raise InputError.one(where, place, fault.rule) from None
    except _DAMAGED as fault:
        raise InputError.one(where, "", _("cannot be read as an Excel file (.xlsx); it may be "
                                          "damaged or cut off")) from fault


def _sheet_of(raw: bytes) -> Sheet:
    if raw.startswith(OLE):
        raise _Refused(_("is locked with a password; save it without one") if LOCKED in raw else
                       _("is an Excel file of the old kind (.xls); save it as .xlsx"))
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        parts = _Parts(archive)
        book = _Book(parts)
        percent = _percent_styles(parts.of(_STYLES) if parts.has(_STYLES) else b"")
        looked: list[str] = []
        for name, path, kind in book.sheets:
            if kind:
                looked.append(f"{name} ({kind})")
                continue
            seen = _walked(parts.of(path), percent)
            if seen.used:
                break
            looked.append(_("{sheet} (empty)").format(sheet=name))
        else:
            raise _Refused(_("has no sheet with a table that is shown: {sheets}").format(
                sheets=", ".join(looked)) if len(looked) > 1 else _("is empty"))
        _check_formulas(seen, book.uncalculated)
        wanted = [_KINDS, _START, _BOOK, _LINKS, path]
        wanted += [part for part in (_STYLES, _WORDS) if parts.has(part)]
        text, numbers, first = _cells(parts.repacked(wanted), name)
    rows = [[(cell or "").strip() for cell in row] for row in text.rows()]
    for (row, column), words in seen.shown.items():
        if row < len(rows) and 0 <= column - first < len(rows[row]):
            rows[row][column - first] = words
    last = max((at for row in rows for at, cell in enumerate(row) if cell), default=-1)
    if last < 0:
        raise _Refused(_("is empty"))
    return Sheet([row[:last + 1] for row in rows], numbers, first, name,
                 tuple(each for each, _path, _kind in book.sheets))


class _Parts:
    """The parts of an archive, unpacked within a bound. Names of parts are looked up without
    regard to case, as Excel does."""

    def __init__(self, archive: zipfile.ZipFile):
        if len(archive.infolist()) > MOST_PARTS:
            raise _Refused(_too_large())
        self.archive = archive
        self.names = {info.filename.lower(): info for info in archive.infolist()}
        self.left = MOST_UNPACKED
        self.kept: dict[str, bytes] = {}

    def has(self, name: str) -> bool:
        return name.lower() in self.names

    def of(self, name: str) -> bytes:
        """A part. Raises KeyError when there is none, _Refused when too much is unpacked."""
        if name not in self.kept:
            with self.archive.open(self.names[name.lower()]) as part:
                found = part.read(self.left + 1)
            self.left -= len(found)
            if self.left < 0:
                raise _Refused(_too_large())
            self.kept[name] = found
        return self.kept[name]

    def repacked(self, names: list[str]) -> bytes:
        """An archive of some of the parts and nothing else."""
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
            for name in names:
                archive.writestr(name, self.of(name))
        return made.getvalue()


def _too_large() -> str:
    return _("unpacks to more than {most} MB, more than is read").format(
        most=MOST_UNPACKED // 1_000_000)


class _Book:
    """What a workbook says of its sheets: (name, part, why it is not read) in their order; and
    whether the program that wrote it worked out its formulas."""

    def __init__(self, parts: _Parts):
        links: dict[str, tuple[str, str]] = {}
        listed: list[Attributes] = []
        self.uncalculated = False

        def link(tag: str, attributes: Attributes) -> None:
            if tag == "Relationship":
                links[attributes["Id"]] = (attributes["Target"],
                                           attributes.get("Type", "").rpartition("/")[2])

        def part(tag: str, attributes: Attributes) -> None:
            if tag == "sheet":
                listed.append(attributes)
            elif tag == "calcPr" and attributes.get("fullCalcOnLoad") in ("1", "true"):
                self.uncalculated = True

        _walk(parts.of(_LINKS), link)
        _walk(parts.of(_BOOK), part)
        if parts.has(_ABOUT) and b"<Application>Apache POI" in parts.of(_ABOUT):
            self.uncalculated = True
        self.sheets = [_listed(attributes, links) for attributes in listed]


def _listed(sheet: Attributes, links: dict[str, tuple[str, str]]) -> tuple[str, str, str]:
    target, kind = links[next((value for key, value in sheet.items() if key.endswith(":id")), "")]
    path = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    why = ""
    if kind != "worksheet":
        why = _("a chart") if kind == "chartsheet" else _("no table")
    elif sheet.get("state", "visible") != "visible":
        why = _("hidden")
    return sheet["name"], path, why


def _walk(data: bytes, start: Callable[[str, Attributes], None],
          end: Callable[[str], None] | None = None,
          text: Callable[[str], None] | None = None) -> None:
    """Walk through XML; tags are told without their namespace. Nothing is kept, and declarations
    of entities, which can unfold without end, are refused. Raises ExpatError."""
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def refused(*_declared: Any) -> None:
        raise ValueError("a declaration of a document type")

    parser.StartDoctypeDeclHandler = refused
    parser.StartElementHandler = lambda tag, found: start(tag.rpartition(":")[2], found)
    if end:
        parser.EndElementHandler = lambda tag: end(tag.rpartition(":")[2])
    if text:
        parser.CharacterDataHandler = text
    parser.Parse(data, True)


def _percent_styles(styles: bytes) -> set[str]:
    """The numbers of the cell styles that show a percentage."""
    formats, used, inside = set(_PERCENT_FORMATS), [], False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal inside
        if tag == "numFmt" and "%" in attributes.get("formatCode", ""):
            formats.add(attributes.get("numFmtId", ""))
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            used.append(attributes.get("numFmtId", ""))

    def end(tag: str) -> None:
        nonlocal inside
        inside = inside and tag != "cellXfs"

    if styles:
        _walk(styles, start, end)
    return {str(at) for at, style in enumerate(used) if style in formats}


def _walked(sheet: bytes, percent: set[str]) -> _Seen:
    """What stands in a sheet. A cell or row without its name follows the one before it."""
    seen = _Seen()
    row = column = -1
    cell: Attributes = {}
    value: list[str] = []
    formula = stored = reading = False

    def start(tag: str, attributes: Attributes) -> None:
        nonlocal row, column, cell, formula, stored, reading
        if tag == "row":
            row, column = int(attributes.get("r", row + 2)) - 1, -1
        elif tag == "c":
            cell, formula, stored = attributes, False, False
            value.clear()
            if "r" in attributes:
                found = _CELL.fullmatch(attributes["r"])
                if not found:
                    raise ValueError(attributes["r"])
                row, column = int(found[2]) - 1, _number(found[1])
            else:
                column += 1
            if not (0 <= row < _ROWS and column < _COLUMNS):
                raise ValueError("a cell beyond any sheet")
        elif tag == "f":
            formula = True
        elif tag in ("v", "is"):
            stored = reading = True

    def end(tag: str) -> None:
        nonlocal reading
        if tag in ("v", "is"):
            reading = False
        elif tag == "c":
            _note(seen, row, column, cell.get("t", "n"), cell.get("s", "0") in percent,
                  "".join(value), formula, stored)

    _walk(sheet, start, end, lambda words: value.append(words) if reading else None)
    return seen


def _note(seen: _Seen, row: int, column: int, kind: str, percent: bool, value: str,
          formula: bool, stored: bool) -> None:
    name = f"{letters(column)}{row + 1}"
    if formula:
        if not stored or (not value and kind != "str"):
            seen.without_result.append(name)
        elif kind == "n" and float(value) == 0:
            seen.noughts.append(name)
    if value:
        seen.uses(row, column, name)
        if kind == "e":
            seen.shown[row, column] = value
        elif kind == "n" and percent:
            seen.shown[row, column] = f"{float(value) * 100:.10g}%"
    elif formula:
        seen.uses(row, column, name)


def _check_formulas(seen: _Seen, uncalculated: bool) -> None:
    """Raise _Refused for formulas whose results are not in the file, or only a writer's 0."""
    mend = _("open the file in Excel and save it, or write the numbers themselves")
    if seen.without_result:
        raise _Refused(_("the result of a formula is not stored in the file ({cells}); {mend}"
                         ).format(cells=_some(seen.without_result), mend=mend),
                       seen.without_result[0])
    if uncalculated and seen.noughts:
        raise _Refused(_("the program that wrote the file did not work out its formulas and put 0 "
                         "for their results ({cells}); {mend}").format(
                             cells=_some(seen.noughts), mend=mend), seen.noughts[0])


def _some(cells: list[str]) -> str:
    named = ", ".join(cells[:_NAMED])
    rest = len(cells) - _NAMED
    return _("{named} and {n} more").format(named=named, n=rest) if rest > 0 else named


def _cells(raw: bytes, name: str) -> tuple[pl.DataFrame, pl.DataFrame, int]:
    """A sheet's cells as text, as numbers, and the number of its first column.

    fastexcel itself: `polars.read_excel` does not tell how many empty columns were left out on
    the left.
    """
    import fastexcel

    try:
        book = fastexcel.read_excel(raw)
        sheets = [book.load_sheet(name, header_row=None, skip_rows=0, dtypes=kind)
                  for kind in ("string", "float")]
        columns = sheets[0].available_columns()
        first = columns[0].absolute_index if columns else 0
        return sheets[0].to_polars(), sheets[1].to_polars(), first
    except fastexcel.FastExcelError as fault:
        raise ValueError("fastexcel") from fault


def letters(column: int) -> str:
    """The letters of a column counted from 0: A, B, ..., Z, AA."""
    found = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def _number(name: str) -> int:
    """The column of some letters, counted from 0."""
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1
