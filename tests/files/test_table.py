"""Every row's cells are counted: a row with one too many or too few is named with its cell, what
was found, what is expected and the likely mend."""

import pytest

from fpplan.contract.errors import InputError, Problems
from fpplan.files.table import number, read_table

NAMES = ("unit", "indicator", "found", "of")
HEAD = ",".join(NAMES)


def rows_of(path) -> list[dict]:
    table = read_table(path, ("found", "of"))
    table.check_columns(NAMES, "is not a column")
    problems = Problems(table.where)
    found = [row for _line, row in table.body(problems)]
    problems.raise_if_any()
    return found


def put(folder, *lines, encoding="utf-8"):
    path = folder / "t.csv"
    path.write_bytes(("\n".join(lines) + "\n").encode(encoding))
    return path


def faults(folder, *lines, encoding="utf-8") -> list[str]:
    path = put(folder, *lines, encoding=encoding)
    with pytest.raises(InputError) as caught:
        rows_of(path)
    found = str(caught.value).splitlines()
    assert all(line.startswith(f"{path}: ") for line in found)
    return [line.removeprefix(f"{path}: ") for line in found]


def test_a_thousands_separator_is_not_a_cell(tmp_path):
    """"1,020 of 1,200" was read as 1 of 20."""
    assert faults(tmp_path, HEAD, "V01,x,1,020,1,200", "V02,x,3,4", "V03,x,3,1,200") == [
        'line 2, column 3 (C2 in Excel) = "1,020": the row has 6 cells where 4 are expected '
        "(unit,indicator,found,of); 1,020 holds the separator: write 1020",
        'line 4, column 4 (D4 in Excel) = "1,200": the row has 5 cells where 4 are expected '
        "(unit,indicator,found,of); 1,200 holds the separator: write 1200"]


@pytest.mark.parametrize(("row", "said"), [
    ("V01,x,3,4,5", 'line 2, column 5 (E2 in Excel) = "5": the row has 5 cells where 4'),
    ("V01,a, b,3,4", "a cell with a comma in it stands in quotation marks"),
    ("V01,x,3", "line 2, column 4 (D2 in Excel): the row has 3 cells where 4 are expected "
                "(unit,indicator,found,of); is the line cut off?"),
    ("V01,x,3,4,", "line 2, column 5 (E2 in Excel): 1 empty cells stand behind the last column"),
    ('V01,"x\ny",3,4', "a cell holds a line break; is a quotation mark left open?"),
    ('V01,"x,3,4', "is the line cut off?"),
    ('V01,"' + "x" * 140_000, "more than 131,072 characters"),
])
def test_one_row_at_fault_is_one_line(tmp_path, row, said):
    (line,) = faults(tmp_path, HEAD, row)
    assert said in line


def test_commas_that_excel_leaves_behind_are_one_line(tmp_path):
    (line,) = faults(tmp_path, HEAD + ",,", "V01,x,3,4,,", "V02,x,3,4,,", ",,,,,")
    assert line == ("line 1, column 5 (E1 in Excel): 2 empty cells stand behind the last column; "
                    "delete these columns in Excel, or the commas at the end of the lines")
    (line,) = faults(tmp_path, HEAD, "V01,x,3,4,,", "V02,x,3,4,,", "V03,x,3,4", "V04,x,3,4,")
    assert line.startswith("line 2, column 5 (E2 in Excel): 2") and "so do 2 more lines" in line


def test_a_stray_cell_behind_empty_names_is_told(tmp_path):
    path = put(tmp_path, HEAD + ",", "V01,x,3,4,9")
    with pytest.raises(InputError, match=r"line 1, column 5 \(E1 in Excel\): 1 empty cells"):
        rows_of(path)


@pytest.mark.parametrize("sign", [";", "\t", "|", "，"])
def test_another_separator_is_named(tmp_path, sign):
    (line,) = faults(tmp_path, HEAD.replace(",", sign), f"V01{sign}x{sign}3{sign}4")
    assert f"separated by {'TAB' if sign == chr(9) else sign}; a comma is needed" in line


def test_names_of_columns(tmp_path):
    found = faults(tmp_path, "unit,indicator,found,off,unit", "V01,x,3,4,5")
    assert found == [
        'line 1: the column "of" is missing; the columns are unit,indicator,found,of',
        'line 1, column 4 (D1 in Excel) = "off": is not a column (nearest: "of")',
        'line 1, column 5 (E1 in Excel) = "unit": stands twice']
    (line,) = faults(tmp_path, "V01,x,3,4")
    assert "the columns are unit,indicator,found,of; none of them stands here" in line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_rows_by_column(tmp_path, encoding):
    path = put(tmp_path, "", HEAD, ' 东村 ,"x",3,4 ', "", ",,,", encoding=encoding)
    assert rows_of(path) == [{"unit": "东村", "indicator": "x", "found": "3", "of": "4"}]


@pytest.mark.parametrize(("text", "value"), [
    ("3", 3.0), ("-0.5", -0.5), (".5", 0.5), ("1e3", 1000.0), ("１２", 12.0), ("1,020", None),
    ("1_020", None), ("nan", None), ("inf", None), ("1e999", None), ("", None), ("0x1", None)])
def test_what_is_a_number(text, value):
    assert number(text) == value
