"""Figures from a CSV file: what is read, and every fault at once."""

import io
import sys
from pathlib import Path

import pytest
from townships import plugins, scheme

from fpplan.api import score
from fpplan.errors import InputError
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
    (b"PK\x03\x04zip", "not text"),
    (b"\xff\xfe\xfa\xff", "not text"), (b"unit,period,input\nV01,2014,srb\n", '"value" is missing'),
    (b"unit,period,input,value,notes\n", "not a column"), (HEAD.encode(), "no rows"),
    (b'unit,period,input,value\n"V01,2014,srb,1', "cut off"),
    (b"unit,period,input,value,low,high\nV01,2014,srb,5,6,7\n", "between its low and its high"),
    (b"unit,period,input,value,low,high\nV01,2014,srb,5,4,\n", "both its low and its high"),
    (b"unit,period,input,value\nV01,2014,srb,inf\n", "finite"),
])
def test_unreadable_files(tmp_path, content, word):
    assert word in rules(put(tmp_path, content))


def test_a_folder_and_a_missing_file(tmp_path):
    assert "is a folder" in rules(tmp_path)
    assert "does not exist" in rules(tmp_path / "none.csv")


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
