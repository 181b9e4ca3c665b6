"""Workbooks are looked through before a library reads them: what would end the process, hide a
figure or make one up is a line."""

import io
import time
import zipfile

import pytest
import xlsxwriter

from fpplan.contract.errors import InputError
from fpplan.files import workbook
from fpplan.files.workbook import letters, sheet_of

SHEET, BOOK, APP = "xl/worksheets/sheet1.xml", "xl/workbook.xml", "docProps/app.xml"


def made(write=None, change=None, leave=()) -> bytes:
    """A workbook with a small table; `change` puts other words into its parts."""
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, {"in_memory": True}) as book:
        page = book.add_worksheet("data")
        for row, cells in enumerate([["unit", "value"], ["V01", 3], ["V02", 4]]):
            page.write_row(row, 0, cells)
        if write:
            write(book, page)
    found = io.BytesIO()
    with zipfile.ZipFile(raw) as archive, zipfile.ZipFile(found, "w", 8) as other:
        for name in archive.namelist():
            part = archive.read(name)
            for where, old, new in change or ():
                if where == name:
                    assert old in part, (old, part)
                    part = part.replace(old, new)
            if name not in leave:
                other.writestr(name, part)
    return found.getvalue()


def said(raw: bytes) -> str:
    with pytest.raises(InputError) as caught:
        sheet_of(raw, "f.xlsx")
    (problem,) = caught.value.problems
    return str(problem)


PLAIN = [["unit", "value"], ["V01", "3"], ["V02", "4"]]


def test_a_sheet_is_its_rows():
    found = sheet_of(made(), "f.xlsx")
    assert found.rows == PLAIN and (found.name, found.names) == ("data", ("data",))


@pytest.mark.parametrize("cell", ["XFD1048576", "CV1048576", "XFD300"])
def test_a_blank_in_the_last_cell_of_the_sheet(cell):
    """5 KB that ended the process: memory for 17 billion cells."""
    began = time.process_time()
    found = said(made(lambda _book, page: page.write_string(cell, " ")))
    assert found.startswith(f"f.xlsx: cell {cell}: the sheet is used as far as here")
    assert "a blank too" in found and time.process_time() - began < 5


def test_a_blank_near_the_table_is_none_of_it():
    found = sheet_of(made(lambda _book, page: page.write_string("H40", " ")), "f.xlsx")
    assert found.rows[:3] == PLAIN and not any(map(any, found.rows[3:]))


def test_a_dimension_that_lies_is_not_believed():
    lie = [(SHEET, b'ref="A1:B3"', b'ref="A1:XFD1048576"')]
    assert sheet_of(made(change=lie), "f.xlsx").rows == PLAIN


def test_a_formula_without_a_result_is_named():
    """It was read as nothing: 655.23 points for 665.23."""
    raw = made(lambda _book, page: page.write_formula("B3", "=B2+1", None, 4))
    assert sheet_of(raw, "f.xlsx").rows == PLAIN
    for empty in (b"<f>B2+1</f></c>", b"<f>B2+1</f><v></v></c>", b"<f>B2+1</f><v/></c>"):
        found = said(made(lambda _book, page: page.write_formula("B3", "=B2+1", None, 4),
                          [(SHEET, b"<f>B2+1</f><v>4</v></c>", empty)]))
        assert found.startswith("f.xlsx: cell B3: the result of a formula is not stored")
        assert "(B3); open the file in Excel and save it" in found


def test_a_writers_nought_for_a_formula_is_no_result():
    def write(_book, page):
        for row in range(1, 9):
            page.write_formula(row, 1, "=1+1")

    found = said(made(write))
    assert found.startswith("f.xlsx: cell B2: the program that wrote the file did not work out")
    assert "(B2, B3, B4, B5, B6 and 3 more)" in found
    excel = [(BOOK, b' fullCalcOnLoad="1"', b"")]
    assert sheet_of(made(write, excel), "f.xlsx").rows[1] == ["V01", "0"], "Excel's 0 is 0"
    poi = [*excel, (APP, b"<Application>Microsoft Excel", b"<Application>Apache POI")]
    assert "cell B2" in said(made(write, poi))


def test_a_formula_with_an_empty_text_is_one():
    def write(_book, page):
        page.write_formula("C2", '=""', None, 4)

    words = [(SHEET, b'<c r="C2"><f>""</f><v>4</v>', b'<c r="C2" t="str"><f>""</f><v></v>')]
    assert sheet_of(made(write, words), "f.xlsx").rows == PLAIN


def test_cells_without_names_are_counted():
    bare = [(SHEET, b'<c r="A3"', b"<c"), (SHEET, b'<c r="B3"><v>4</v>', b"<c><f>B2</f>")]
    assert "cell B3: the result of a formula" in said(made(change=bare))


def two(first, before) -> bytes:
    """A workbook whose first sheet is something else."""
    raw = io.BytesIO()
    with xlsxwriter.Workbook(raw, {"in_memory": True}) as book:
        before(book)
        page = book.add_worksheet("data")
        for row, cells in enumerate(first):
            page.write_row(row, 0, cells)
        page.activate()
    return raw.getvalue()


def chart(book):
    drawn = book.add_chart({"type": "line"})
    drawn.add_series({"values": "=data!$B$2:$B$3"})
    book.add_chartsheet("plot").set_chart(drawn)


def hidden(book):
    page = book.add_worksheet("notes")
    page.write(0, 0, "do not read")
    page.very_hidden()


@pytest.mark.parametrize("before", [chart, hidden, lambda book: book.add_worksheet("blank")])
def test_the_first_sheet_that_is_shown_and_not_empty_is_read(before):
    found = sheet_of(two(PLAIN, before), "f.xlsx")
    assert found.name == "data" and found.rows == PLAIN and len(found.names) == 2


def test_sheets_are_named_where_none_has_a_table():
    assert "plot (a chart), data (empty)" in said(two([], chart))
    assert "notes (hidden), data (empty)" in said(two([], hidden))


@pytest.mark.parametrize("change", [
    [(SHEET, b'encoding="UTF-8"', b'encoding="klingon"')],
    [(BOOK, b'encoding="UTF-8"', b'encoding="klingon"')],
    [(SHEET, b"<worksheet", b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet')],
    [(SHEET, b'r="A2"', b'r="A0"')], [(SHEET, b'r="A2"', b'r="AAAA2"')],
    [(SHEET, b"</sheetData>", b"")], [(SHEET, b'row r="2"', b'row r="two"')],
    [(BOOK, b"sheetId", b"sheetld"), (BOOK, b"r:id", b"id")],
    [("xl/sharedStrings.xml", b"<si>", b"<is>")],
])
def test_damage_is_one_line(change):
    assert "cannot be read as an Excel file" in said(made(change=change))


def test_bombs_are_not_unpacked(monkeypatch):
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 4_000_000)
    spaces = [(SHEET, b"<sheetData>", b"<sheetData>" + b" " * 4_000_000)]
    raw = made(change=spaces)
    assert len(raw) < 20_000 and "unpacks to more than 4 MB" in said(raw)
    monkeypatch.setattr(workbook, "MOST_PARTS", 5)
    assert "unpacks to more than" in said(made())


def test_deep_nesting_takes_no_memory():
    deep = [(SHEET, b"<sheetData>", b"<a>" * 300_000 + b"<sheetData>"),
            (SHEET, b"</sheetData>", b"</sheetData>" + b"</a>" * 300_000)]
    raw = made(change=deep)
    try:
        sheet_of(raw, "f.xlsx")
    except InputError as fault:
        assert len(fault.problems) == 1


def test_what_no_part_can_unpack_is_damaged():
    raw = bytearray(made())
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        info = archive.getinfo(SHEET)
    for at in range(info.header_offset + 60, info.header_offset + 90):
        raw[at] ^= 0xFF
    assert "damaged or cut off" in said(bytes(raw))


def test_letters():
    assert [letters(at) for at in (0, 25, 26, 701, 702, 16383)] == [
        "A", "Z", "AA", "ZZ", "AAA", "XFD"]
