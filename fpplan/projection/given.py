"""What is given to a projection from files: fertility, a trend, net migration."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from fpplan.contract.errors import InputError, Problems, nearest
from fpplan.contract.text import _
from fpplan.experiment.draws import central_values
from fpplan.experiment.world import World
from fpplan.files.table import Table, number, read_table
from fpplan.population.accounting import Fertility
from fpplan.population.migration import Migration
from fpplan.population.trend import assumed_trend, given_trend
from fpplan.population.when import OLDEST, time_of
from fpplan.projection.asfr_file import read_fertility, year_of
from fpplan.tallies import SEXES

__all__ = ["Given", "read_given", "read_migration", "read_trend"]

TREND = ("year", "fertility_ratio", "mortality_ratio")
MIGRATION = ("year", "net_per_1000")
BY_AGE = ("sex", "age_group")
_NONE, _ASSUMED = "none", "assumed"
_RATIOS = (0.05, 20.0)
_SEXES = {"male": SEXES[0], "female": SEXES[1], SEXES[0]: SEXES[0], SEXES[1]: SEXES[1]}
_GROUPS = (*(f"{age}-{age + 4}" for age in range(0, OLDEST, 5)), f"{OLDEST}+")
_MOST = 500.0  # net moves a year per 1,000 people, either way
Floats = np.ndarray


@dataclass(frozen=True)
class Given:
    """`trend` is "none", "assumed", or ratios by year (years, fertility, mortality)."""

    fertility: Fertility | None
    trend: str | tuple[Floats, Floats, Floats]
    migration: Migration | None

    def of(self, world: World, horizon: int) -> dict[str, Any]:
        """What `prepared_projection` takes, for so many months of a world."""
        when = time_of(0, world.base.base.decision_month)
        trend = None
        if not isinstance(self.trend, str):
            trend = given_trend(*self.trend, when, horizon)
        elif self.trend == _ASSUMED:
            trend = assumed_trend(world.setting, when, horizon,
                                  central_values(world.base.base))
        return {"fertility": self.fertility, "trend": trend, "migration": self.migration}


def read_given(asfr: str | None, trend: str | None, migration: str | None) -> Given:
    """Read what options name. Raises InputError with every fault of a file."""
    if trend is None:
        trend = _ASSUMED if asfr is None else _NONE
    ratios: str | tuple[Floats, Floats, Floats] = trend
    if trend not in (_NONE, _ASSUMED):
        near = nearest(trend, (_NONE, _ASSUMED))
        if not Path(trend).suffix and near is not None and not Path(trend).exists():
            raise InputError.one("", "--trend", _("is none, assumed or a file"), trend, near)
        ratios = read_trend(trend)
    return Given(None if asfr is None else read_fertility(asfr), ratios,
                 None if migration is None else read_migration(migration))


def read_trend(path: str | Path) -> tuple[Floats, Floats, Floats]:
    """Years and the ratios of fertility and mortality to the rates as they are, each (year,): rows
    `year,fertility_ratio,mortality_ratio`. Raises InputError with every fault."""
    table = read_table(path, TREND)
    table.check_columns(TREND, _("is not a column of a trend"))
    problems = Problems(table.where)
    found: dict[int, list[float]] = {}
    low, high = _RATIOS
    for line, named in table.body(problems):
        year = year_of(named["year"], table.place(line, "year"), problems)
        ratios = []
        for name in TREND[1:]:
            ratio = number(named[name])
            if ratio is None or not low <= ratio <= high:
                problems.add(table.place(line, name), _(
                    "a ratio to the rates as they are is a number from {low} to {high}").format(
                        low=low, high=high), named[name])
            else:
                ratios.append(ratio)
        if year in found:
            problems.add(table.place(line), _("the year {year} stands twice").format(year=year))
        elif year is not None and len(ratios) == len(TREND) - 1:
            found[year] = ratios
    years = _some(sorted(found), problems)
    given = np.array([found[year] for year in years])
    return np.array(years, np.float64), given[:, 0], given[:, 1]


def read_migration(path: str | Path) -> Migration:
    """Net moves a year for each 1,000 people: rows `year,net_per_1000`, alike at all ages, or with
    `sex` and `age_group` too, those left out being 0. Raises InputError with every fault."""
    table = read_table(path, MIGRATION)
    table.check_columns(MIGRATION, _("is not a column of net migration"), BY_AGE)
    problems = Problems(table.where)
    by_age = [name for name in BY_AGE if name in table.columns]
    if len(by_age) == 1:
        problems.add(table.place(table.header), _("sex and age_group stand together or not at all"))
    problems.raise_if_any()
    cells: dict[tuple[int, str, str], float] = {}
    for line, named in table.body(problems):
        key = (year_of(named["year"], table.place(line, "year"), problems),
               _cell(table, line, named, "sex", tuple(_SEXES), problems) if by_age else "",
               _cell(table, line, named, "age_group", _GROUPS, problems) if by_age else "")
        rate = number(named["net_per_1000"])
        if rate is None or abs(rate) > _MOST:
            problems.add(table.place(line, "net_per_1000"), _(
                "net moves a year per 1,000 people are a number from -{most} to {most}").format(
                    most=int(_MOST)), named["net_per_1000"])
        year, sex, group = key
        if year is None or sex is None or group is None or rate is None:
            continue
        sex = _SEXES.get(sex, "")
        if (year, sex, group) in cells:
            problems.add(table.place(line), _("the year {year} stands twice").format(
                year=", ".join(str(part) for part in (year, sex, group) if part)))
        cells[year, sex, group] = rate / 1000
    years = _some(sorted({year for year, _sex, _group in cells}), problems)
    if not by_age:
        return Migration(np.array(years, np.float64),
                         np.array([cells[year, "", ""] for year in years]))
    net = np.array([[[cells.get((year, sex, group), 0.0) for group in _GROUPS] for sex in SEXES]
                    for year in years])
    return Migration(np.array(years, np.float64), np.repeat(net, 5, axis=2)[..., :OLDEST + 1])


def _cell(table: Table, line: int, named: dict[str, str], column: str, allowed: tuple[str, ...],
          problems: Problems) -> str | None:
    if named[column] in allowed:
        return named[column]
    problems.unknown(table.place(line, column), named[column], allowed,
                     _("must be one of {options}").format(options=", ".join(allowed)))
    return None


def _some(years: list[int], problems: Problems) -> list[int]:
    """The years, of which there must be one. Raises InputError with what was found."""
    if not years and not problems.found:
        problems.add("", _("has no rows"))
    problems.raise_if_any()
    return years
