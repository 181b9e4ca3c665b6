"""Forced fertility from a CSV or Excel file: rows `year,age_group,asfr_per_1000`.

Age groups are 10-14 to 50-54; 10-14 and 50-54 may be left out, the others stand in every year.
Between two years that are given rates are on a straight line; before the first and after the
last they stay. Every fault of the file is reported at once.
"""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np

from fpplan.contract.errors import InputError, Problems
from fpplan.contract.text import _
from fpplan.files.table import Table, number, read_table
from fpplan.population.accounting import GROUPS, Fertility, impossible_ages

__all__ = ["COLUMNS", "read_fertility", "year_of"]

COLUMNS = ("year", "age_group", "asfr_per_1000")
_MOST = 1000.0
_DAY = re.compile(  # 14 October, as Excel shows or keeps it
    r"14-(Oct|10)|Oct-14|10月14日|10/14(/\d+)?|\d{4}[-/]10[-/]14( 00:00:00)?",
    re.IGNORECASE)
_AGES, _YEAR = re.compile(r"\d\d([-–~]\d\d|\+)?"), re.compile(r"(19|20)\d\d")
_NAMES = tuple(f"{age}-{age + 4}" for age in GROUPS)
_MAY_BE_LEFT_OUT = (_NAMES[0], _NAMES[-1])


def read_fertility(path: str | Path) -> Fertility:
    """Read a file, or standard input for "-". Raises InputError with every fault found."""
    table = read_table(path, ("year", "asfr_per_1000"))
    _refuse_ages_in_columns(table)
    table.check_columns(COLUMNS, _("is not a column of forced fertility"))
    problems = Problems(table.where)
    cells, given = _cells(table, problems)
    years = sorted({year for year, _group in given})
    if not years and not problems.found:
        problems.add("", _("has no rows"))
    for group in _NAMES:
        without = [year for year in years if (year, group) not in given]
        if without and group not in _MAY_BE_LEFT_OUT:
            problems.add(_spans(without), _("the age group {group} is missing").format(
                group=group))
    problems.raise_if_any()
    rates = np.array([[cells.get((year, group), 0.0) for group in _NAMES] for year in years])
    found = Fertility(np.array(years, np.float64), rates / 1000)
    for year, age in impossible_ages(found):
        problems.add(str(year), _("more births at age {age} than women can bear one at a time")
                     .format(age=age))
    problems.raise_if_any()
    return found


def _refuse_ages_in_columns(table: Table) -> None:
    """The field's own table has a row for each year and a column for each age, or the other way
    round. Raises InputError that says how to turn it."""
    ages = [at for at, name in enumerate(table.columns) if _AGES.fullmatch(name)]
    years = [at for at, name in enumerate(table.columns) if _YEAR.fullmatch(name)]
    if len(ages) > 1 or len(years) > 1:
        what = _("ages") if len(ages) > 1 else _("years")
        at = (ages if len(ages) > 1 else years)[0]
        raise InputError.one(table.where, table.place(table.header, at), _(
            "the table has {what} in its columns; turn it into rows of {columns}, one for each "
            "year and age group").format(what=what, columns=",".join(COLUMNS)), table.columns[at])


def _spans(years: list[int]) -> str:
    """Ascending years, those that follow one another written "2011-2014"."""
    spans: list[list[int]] = []
    for year in years:
        if spans and spans[-1][-1] == year - 1:
            spans[-1][1:] = [year]
        else:
            spans.append([year])
    return ", ".join("-".join(map(str, span)) for span in spans)


def _cells(table: Table, problems: Problems,
           ) -> tuple[dict[tuple[int, str], float], set[tuple[int, str]]]:
    """Rates per 1000 by year and age group, and which of them stand in the file, right or wrong."""
    given: set[tuple[int, str]] = set()
    cells: dict[tuple[int, str], float] = {}
    lines: dict[tuple[int, str], int] = {}
    for line, named in table.body(problems):
        year = year_of(named["year"], table.place(line, "year"), problems)
        group = named["age_group"]
        if group not in _NAMES:
            at = table.place(line, "age_group")
            rule = _("an age group is one of {groups}").format(groups=", ".join(_NAMES))
            if _DAY.fullmatch(group):
                problems.add(at, _(
                    "this is the day that Excel made of 10-14; give the column the format Text "
                    "and write 10-14 again"), group)
            else:
                problems.unknown(at, group, _NAMES, rule)
        rate = _rate(named["asfr_per_1000"], table.place(line, "asfr_per_1000"), problems)
        if year is None or group not in _NAMES:
            continue
        if (year, group) in given:
            problems.add(table.place(line), _("repeats {key} of {place}").format(
                key=f"{year}, {group}", place=table.place(lines[year, group])))
            continue
        given.add((year, group))
        lines[year, group] = line
        if rate is not None:
            cells[year, group] = rate
    return cells, given


def year_of(text: str, place: str, problems: Problems) -> int | None:
    """A year of four digits, or None and a problem."""
    if text.isdecimal() and text.isascii() and len(text) == 4:
        return int(text)
    problems.add(place, _("a year has four digits, such as 2014"), text)
    return None


def _rate(text: str, place: str, problems: Problems) -> float | None:
    rate = number(text)
    if rate is not None and 0 <= rate <= _MOST:
        return rate
    problems.add(place, _("births per 1000 women and year are a number from 0 to {most}").format(
        most=int(_MOST)), text)
    return None
