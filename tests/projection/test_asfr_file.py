"""A file of forced fertility: read as it stands, every fault at once."""

from __future__ import annotations

import numpy as np
import pytest

from fpplan.contract.errors import InputError
from fpplan.projection.asfr_file import read_fertility

HEAD = "year,age_group,asfr_per_1000"
SEVEN = ("15-19", "20-24", "25-29", "30-34", "35-39", "40-44", "45-49")


def written(folder, *rows, head=HEAD, encoding="utf-8"):
    path = folder / "asfr.csv"
    path.write_text("\n".join((head, *rows)) + "\n", encoding)
    return path


def year(number, rate=50.0, groups=SEVEN):
    return [f"{number},{group},{rate}" for group in groups]


def test_a_file_is_read_in_any_order_of_years(tmp_path):
    found = read_fertility(written(tmp_path, *year(2020, 40), *year(2010, 80), "2010,10-14,2"))
    assert found.years.tolist() == [2010, 2020]
    assert np.allclose(found.rates[0], [0.002, *[0.08] * 7, 0.0])
    assert np.allclose(found.rates[1], [0.0, *[0.04] * 7, 0.0])


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_text_as_excel_saves_it(tmp_path, encoding):
    assert read_fertility(written(tmp_path, *year(2014), encoding=encoding)).years[0] == 2014


@pytest.mark.parametrize(("rows", "head", "said"), [
    (year(2014)[:-1], HEAD, ["2014: the age group 45-49 is missing"]),
    ([*year(2014), "2014,15-19,3"], HEAD, ["line 9: repeats 2014, 15-19 of line 2"]),
    ([*year(2014), "2014,15-91,3"], HEAD, ['column 2 (B9 in Excel) = "15-91"', 'nearest: "15-19"']),
    ([*year(2014), "15,15-19,3"], HEAD, ['(A9 in Excel) = "15": a year has four digits']),
    ([*year(2014), "2015,15-19,many"], HEAD, ['column 3 (C9 in Excel) = "many"', "from 0 to 1000"]),
    ([*year(2014), "2015,15-19,-1"], HEAD, ['line 9, column 3 (C9 in Excel) = "-1"']),
    ([*year(2014), "2015,15-19,nan"], HEAD, ['line 9, column 3 (C9 in Excel) = "nan"']),
    ([*year(2014), "2015,15-19"], HEAD, ["(C9 in Excel): the row has 2 cells where 3"]),
    (year(2014), "year,age_group,asfr", ['the column "asfr_per_1000" is missing',
                                         '"asfr": is not a column']),
    ([], HEAD, ["has no rows"]),
    ([*year(2014), "2014,10-14,900"], HEAD, ["2014: more births at age 15 than"]),
])
def test_faults_are_one_clear_line_each(tmp_path, rows, head, said):
    path = written(tmp_path, *rows, head=head)
    with pytest.raises(InputError) as fault:
        read_fertility(path)
    text = str(fault.value)
    assert all(words in text for words in said), text
    assert all(line.startswith(str(path)) for line in text.splitlines())


def test_all_faults_at_once(tmp_path):
    path = written(tmp_path, "2014,15-19,x", "20,15-19,4", "2014,oldest,4", "2014,20-24")
    with pytest.raises(InputError) as fault:
        read_fertility(path)
    assert len(fault.value.problems) >= 4


def test_one_fault_is_one_line(tmp_path):
    """A rate that is wrong is not missing too, nor is a group that is nowhere told year by year."""
    rows = [row for number in (2014, 2015, 2016, 2018) for row in year(number, groups=SEVEN[:-1])]
    rows[1] = "2014,20-24,-3"
    path = written(tmp_path, *rows)
    with pytest.raises(InputError) as fault:
        read_fertility(path)
    assert str(fault.value).splitlines() == [
        f'{path}: line 3, column 3 (C3 in Excel) = "-3": '
        'births per 1000 women and year are a number from 0 to 1000',
        f"{path}: 2014-2016, 2018: the age group 45-49 is missing"]


def test_what_is_no_file(tmp_path):
    for path in (tmp_path, tmp_path / "none.csv"):
        with pytest.raises(InputError):
            read_fertility(path)


@pytest.mark.parametrize("day", ["14-Oct", "Oct-14", "10月14日", "2026-10-14", "10/14/2026"])
def test_a_day_that_excel_made_of_an_age_group_is_named(tmp_path, day):
    with pytest.raises(InputError) as fault:
        read_fertility(written(tmp_path, *year(2014), f"2014,{day},2"))
    (problem,) = fault.value.problems
    assert problem.key == "line 9, column 2 (B9 in Excel)" and problem.value == day
    assert "the day that Excel made of 10-14; give the column the format Text" in problem.rule


def test_a_day_in_a_sheet_is_named_with_its_own_cell(tmp_path):
    from datetime import datetime

    import xlsxwriter

    path = tmp_path / "asfr.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        for row, cells in enumerate([HEAD.split(","), *(r.split(",") for r in year(2014))]):
            page.write_row(row, 0, [float(c) if c.isdigit() else c for c in cells])
        page.write_row(8, 0, [2014, None, 2])
        page.write_datetime(8, 1, datetime(2026, 10, 14), book.add_format({"num_format": "d-mmm"}))
    with pytest.raises(InputError, match=r"cell B9 .*the day that Excel made of 10-14"):
        read_fertility(path)


@pytest.mark.parametrize(("head", "said"), [
    ("year," + ",".join(SEVEN), 'column 2 (B1 in Excel) = "15-19": the table has ages in its'),
    ("age_group,2014,2015,2016", 'column 2 (B1 in Excel) = "2014": the table has years in its'),
    ("year,15,16,17", "ages in its columns")])
def test_a_table_with_ages_or_years_across_is_told_how_to_turn(tmp_path, head, said):
    path = written(tmp_path, "2014" + ",50" * head.count(","), head=head)
    with pytest.raises(InputError) as fault:
        read_fertility(path)
    (line,) = str(fault.value).splitlines()
    assert said in line and "turn it into rows of year,age_group,asfr_per_1000" in line


def test_commas_that_excel_leaves_behind_are_one_line(tmp_path):
    path = written(tmp_path, *(row + ",," for row in year(2014)), head=HEAD + ",,")
    with pytest.raises(InputError) as fault:
        read_fertility(path)
    (line,) = str(fault.value).splitlines()
    assert "line 1, column 4 (D1 in Excel): 2 empty cells stand behind the last column" in line
