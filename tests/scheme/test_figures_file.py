"""Figures from CSV and Excel files: what is read, and every fault at once."""

import io
import sys
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from small_scheme import item, own, small
from townships import plugins, scheme

from fpplan.api import (
    Coupled,
    score,
)
from fpplan.cli import main
from fpplan.contract.errors import InputError
from fpplan.scheme.figures_file import read_figures, template

HEAD = "unit,period,input,value\n"


def read(path: Path):
    return read_figures(path, plugins().schemes.values())


def rules(path: Path) -> str:
    with pytest.raises(InputError) as error:
        read(path)
    return str(error.value)


def put(folder: Path, text: str | bytes) -> Path:
    path = folder / "figures.csv"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_rows_become_arrays(tmp_path):
    figures = read(put(tmp_path, HEAD + "V01,2014,srb,110\nV02,2014,srb,null\nV01,2015,srb,120\n"))
    assert figures.units == ("V01", "V02") and figures.periods == ("2014", "2015")
    array = figures.values["srb", None].central
    assert array.shape == (1, 2, 2)
    assert array[0, 0].tolist() == [110, 120] and array[0, 1, 0] != array[0, 1, 0]
    assert figures.given["srb", None].tolist() == [[True, True], [True, False]]


def test_ranges_have_ends(tmp_path):
    figures = read(put(tmp_path, "unit,period,input,value,low,high\n"
                       "V01,2014,srb,110,100,130\nV01,2014,mcpr_percent,,70,80\n"))
    srb, use = figures.values["srb", None], figures.values["mcpr_percent", None]
    assert (srb.central[0, 0, 0], srb.low[0, 0, 0], srb.high[0, 0, 0]) == (110, 100, 130)
    assert use.central[0, 0, 0] == 75


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_encodings_and_line_ends(tmp_path, encoding):
    text = (HEAD + "V01,2014,srb,110\n").replace("\n", "\r\n").encode(encoding)
    assert read(put(tmp_path, text)).values["srb", None].central[0, 0, 0] == 110


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_chinese_is_read_in_every_encoding(tmp_path, encoding):
    found = rules(put(tmp_path, (HEAD + "V01,2014,srb,一百一十\n").encode(encoding)))
    assert 'line 2, column 4 (D2 in Excel) = "一百一十"' in found and len(found.splitlines()) == 1


def test_every_fault_is_told_at_once(tmp_path):
    found = rules(put(tmp_path, HEAD + "\n".join([
        "V01,2014,sterilisation,3",
        "V01,2014,srb,abc",
        "V01,2014,fees_levied_percent,101",
        "V01,2014,sterilisations,2.5",
        "V01,2014,iud_insertions,-1",
        "V01,2014,thousand_point_meeting_absences,13",
        ",2014,srb,110",
        "V 1,2014,srb,110",
        "V01,14,srb,110",
        "V01,2014,fifth_births,1",
        "V01,2014,fifth_births,1",
        "V01,2014,srb",
    ])))
    lines = found.splitlines()
    assert len(lines) == 11
    for at, word in [(2, 'nearest: "sterilisations"'), (3, "plain number"),
                     (4, "between 0 and 100"),
                     (5, "whole number"), (6, "0 or more"), (7, "between 0 and 12"),
                     (8, "unit is missing"), (9, "unit id"), (10, "a period is"),
                     (12, "repeats V01, 2014, fifth_births of line 11"), (13, "cut off")]:
        assert any(f"line {at}" in line and word in line for line in lines), (at, word, found)


@pytest.mark.parametrize(("content", "word"), [
    (b"", "empty"), (b"  \n", "empty"), (b"\x00\x01\x02", "not text"),
    (b"PK\x03\x04zip", "damaged"), (b"\xef\xbb\xbf", "empty"),
    (b"\xff\xfe\xfa\xff", "not text"), (b"unit,period,input\nV01,2014,srb\n", '"value" is missing'),
    (b"unit,period,input,value,notes\n", "not a column"), (HEAD.encode(), "no rows"),
    (b'unit,period,input,value\n"V01,2014,srb,1', "is the line cut off"),
    (b"unit,period,input,value,low,high\nV01,2014,srb,5,6,7\n", "between its low and its high"),
    (b"unit,period,input,value,low,high\nV01,2014,srb,5,4,\n", "both its low and its high"),
    (b"unit,period,input,value\nV01,2014,srb,inf\n", "plain number"),
])
def test_unreadable_files(tmp_path, content, word):
    assert word in rules(put(tmp_path, content))


def test_a_folder_and_a_missing_file(tmp_path):
    assert "is a folder" in rules(tmp_path)
    assert "there is no such file" in rules(tmp_path / "none.csv")


def test_standard_input(monkeypatch):
    raw = io.TextIOWrapper(io.BytesIO((HEAD + "V01,2014,srb,110\n").encode()))
    monkeypatch.setattr(sys, "stdin", raw)
    assert read(Path("-")).units == ("V01",)


def test_an_empty_value_is_not_known(tmp_path):
    figures = read(put(tmp_path, HEAD + "V01,2014,fees_levied_percent,\nV01,2014,srb,110\n"))
    assert figures.given["fees_levied_percent", None].tolist() == [[False]]


@pytest.mark.parametrize("name", ["thousand_point", "lianhe"])
def test_a_filled_template_can_be_scored(tmp_path, name):
    chosen = scheme(name).under()
    rows = []
    for line in template(chosen).splitlines():
        rows.append(line + "1" if line.endswith(",") else line)
    points = score(read(put(tmp_path, "\n".join(rows))), chosen)
    assert points.unknown == {}
    assert {row.split(",")[2] for row in rows[1:]} == {
        inp for item in chosen.items() for inp in item.inputs}


# Excel


def sheet(folder: Path, rows: list[list[Any]], first: str = "A1", name: str = "figures.xlsx",
          before: Any = None) -> Path:
    """An .xlsx file whose first sheet has these rows from the cell `first` on."""
    import xlsxwriter
    from xlsxwriter.utility import xl_cell_to_rowcol

    path = folder / name
    row, column = xl_cell_to_rowcol(first)
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet("数据")
        book.add_worksheet("notes").write(0, 0, "not read")
        for down, values in enumerate(rows):
            for across, value in enumerate(values):
                if value is not None:
                    page.write(row + down, column + across, value)
        if before is not None:
            before(book, page)
    return path


COLUMNS = ["unit", "period", "input", "value"]


def test_a_sheet_says_the_same_as_its_csv(tmp_path):
    head = [*COLUMNS, "low", "high"]
    rows = [["V01", 2014, "srb", 110.123456789012, 100, 130], ["V01", "2014-s1", "fifth_births", 1],
            [None], ["V02", "2014", "srb", "null"], ["V02", 2014, "mcpr_percent", None, 70, "80"]]
    lines = [",".join(str("" if v is None else v) for v in [*row, *[None] * (6 - len(row))])
             for row in rows if row != [None]]
    csv = read(put(tmp_path, "\n".join([",".join(head), *lines])))
    excel = read(sheet(tmp_path, [head, *rows]))
    assert (excel.units, excel.periods) == (csv.units, csv.periods)
    assert excel.values.keys() == csv.values.keys()
    for name, span in csv.values.items():
        for end in ("central", "low", "high"):
            assert getattr(excel.values[name], end).tobytes() == getattr(span, end).tobytes()
        assert (excel.given[name] == csv.given[name]).all()


def test_a_month_that_excel_made_a_day_is_that_month(tmp_path):
    def typed(book, page):
        page.write_datetime(1, 1, datetime(2014, 10, 1), book.add_format({"num_format": "yyyy-mm"}))

    path = sheet(tmp_path, [COLUMNS, ["V01", None, "srb", 110]], before=typed)
    assert read(path).periods == ("2014-10",)


def test_every_fault_of_a_sheet_is_told_with_its_cell(tmp_path):
    def odd(book, page):
        page.write_formula("F8", "=1/0", None, "#DIV/0!")
        page.write_number("F9", 0.2873, book.add_format({"num_format": "0.00%"}))
        page.write_boolean("F10", True)
        page.write_datetime("D11", datetime(2014, 10, 2))

    path = sheet(tmp_path, [
        COLUMNS,
        ["V01", 2014, "sterilisation", 3],
        ["V01", 2014, "srb", "abc"],
        ["V 1", 2014.5, "srb", 110],
        [None, 2014, "srb", 110],
        ["V01", 2014, "fees_levied_percent", None],
        ["V02", 2014, "fees_levied_percent", None],
        ["V03", 2014, "fees_levied_percent", None],
        ["V04", None, "fees_levied_percent", 5],
        ["V05", 2014, "fifth_births", 1.5],
        ["V06", 2014, "fifth_births", 1],
        ["V06", 2014, "fifth_births", 1],
    ], "C3", before=odd)
    lines = rules(path).splitlines()
    expected = [("E4", 'nearest: "sterilisations"'), ("F5", "plain number"), ("C6", "a unit id is"),
                ("D6", "a period is"), ("C7", "unit is missing"), ("F8", '"#DIV/0!"'),
                ("F9", '"28.73%": the value must be a plain number'), ("F10", '"true"'),
                ("D11", "a period is"), ("F12", "whole number"),
                ("E14", "repeats V06, 2014, fifth_births of cell E13")]
    assert len(lines) == len(expected)
    for line, (cell, word) in zip(lines, expected, strict=True):
        assert f"cell {cell}" in line and word in line, line


@pytest.mark.parametrize(("rows", "word"), [
    ([["unit", "period", "input"], ["V01", 2014, "srb"]], 'cell A1: the column "value"'),
    ([[*COLUMNS, "notes"], ["V01", 2014, "srb", 1, "x"]], 'cell E1 = "notes"'),
    ([COLUMNS, ["V01", 2014, "srb", 1, "stray"]], 'cell E2 = "stray": stands beside the table'),
    ([COLUMNS], "no rows"), ([], "; the sheets of the file are 数据, notes"),
])
def test_a_sheet_that_is_no_table(tmp_path, rows, word):
    found = rules(sheet(tmp_path, rows))
    assert word in found and len(found.splitlines()) == 1


LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(("content", "word"), [
    (b"", "is empty"), (b"PK\x03\x04zip", "damaged or cut off"), (b"unit,period", "damaged"),
    (LOCKED, "of the old kind"),
    (LOCKED + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
])
def test_an_unreadable_excel_file_is_one_line(tmp_path, content, word):
    path = tmp_path / "figures.xlsx"
    path.write_bytes(content)
    found = rules(path)
    assert word in found and len(found.splitlines()) == 1


def test_a_file_that_is_cut_off_anywhere_is_one_line(tmp_path):
    whole = sheet(tmp_path, [COLUMNS, ["V01", 2014, "srb", 110]]).read_bytes()
    path = tmp_path / "cut.xlsx"
    for size in range(1, len(whole), len(whole) // 40):
        path.write_bytes(whole[:size])
        assert len(rules(path).splitlines()) == 1


@pytest.mark.parametrize("missing", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_an_archive_that_lacks_a_part_is_one_line(tmp_path, missing):
    whole = sheet(tmp_path, [COLUMNS, ["V01", 2014, "srb", 110]])
    path = tmp_path / "part.xlsx"
    with zipfile.ZipFile(whole) as archive, zipfile.ZipFile(path, "w") as less:
        for name in archive.namelist():
            if name != missing:
                less.writestr(name, archive.read(name))
    assert "damaged" in rules(path)


def test_excel_from_standard_input(tmp_path, monkeypatch):
    raw = sheet(tmp_path, [COLUMNS, ["V01", 2014, "srb", 110]]).read_bytes()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(raw)))
    assert read(Path("-")).units == ("V01",)


def test_commands_say_the_same_of_every_kind_of_file(tmp_path, capsys):
    text = template(scheme("lianhe").under())
    lines = [line + "1" if line.endswith(",") else line for line in text.splitlines()]
    files = [sheet(tmp_path, [line.split(",") for line in lines])]
    for encoding in ("utf-8", "utf-8-sig", "gb18030"):
        path = tmp_path / f"{encoding}.csv"
        path.write_bytes("\r\n".join(lines).encode(encoding))
        files.append(path)
    for words in (["score", "lianhe"], ["explain", "lianhe", "--unit", "V01"]):
        said = []
        for path in files:
            assert main([*words[:2], str(path), *words[2:], "--json"]) == 0
            said.append(capsys.readouterr().out)
        assert len(said[0]) > 1000 and len(set(said)) == 1


def test_commands_name_a_cell_and_end_with_two(tmp_path, capsys):
    path = sheet(tmp_path, [COLUMNS, ["V01", 2014, "srb", "x"]])
    for words in (["score", "lianhe"], ["explain", "lianhe", "--unit", "V01"]):
        assert main([*words[:2], str(path), *words[2:]]) == 2
        fault = capsys.readouterr().err
        assert 'figures.xlsx: sheet "数据": cell D2 = "x"' in fault
        assert len(fault.strip().splitlines()) == 1


def coupled(level):
    scheme = small()
    return replace(scheme, base=None, payouts=(), inputs=(
        own("inspection", "points", default="none_recorded", possible=(-100, 100)),), chapters=(
        replace(scheme.chapters[-1], items=(item("it", Coupled("small_inspection", 1, level)),)),))


def test_a_table_of_figures_names_the_unit_above(tmp_path):
    from fpplan.contract.errors import InputError
    from fpplan.scheme.figures_file import read_figures

    table = tmp_path / "figures.csv"
    rows = ("town,2014,small_inspection,-4,", "V01,2014,small_inspection,0,town")
    table.write_text("\n".join(("unit,period,input,value,parent", *rows)), encoding="utf-8")
    found = read_figures(table, [coupled("above")])
    assert found.parents == {"V01": "town"}
    assert score(found, coupled("above")).items["it"].central[0, :, 0].tolist() == [-4, -4]
    more = (*rows, "V01,2015,small_inspection,0,city")
    table.write_text("\n".join(("unit,period,input,value,parent", *more)), encoding="utf-8")
    with pytest.raises(InputError, match="another parent"):
        read_figures(table, [coupled("above")])
