"""Nations from the files of UN World Population Prospects 2024, as settings of fpplan in memory.

The files are not part of the project: they are read from `../shared/data/wpp2024` beside it, or
from the folder that FPPLAN_SHARED names. A nation is one unit of `PEOPLE` people with the
nation's ages, mortality, fertility, sex ratio at birth and net migration, the total as published
and its ages derived (see residual.py), or the total alike at all ages. Results are multiplied by
its weight, the nation's people for each simulated one.
"""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from residual import SEXES, Counted, by_age, halves, single_years, survivors
from stamp import ROOT

from fpplan.place.setting import Setting, load_setting
from fpplan.population.accounting import GROUPS, Fertility
from fpplan.population.state import AGE_GROUPS, FIRST_AGE, LAST_AGE
from fpplan.scenario.models import Scenario
from fpplan.scenario.resolve import BASE, Resolved, resolve

__all__ = ["COUNTRIES", "LAST", "PEOPLE", "WPP", "Nation", "leftover", "nation"]

WPP = Path(os.environ.get("FPPLAN_SHARED", ROOT.parent / "shared")) / "data/wpp2024"
COUNTRIES = {"China": 156, "Viet Nam": 704, "Kenya": 404}
PEOPLE = 400_000
LAST = 2023  # the last year of estimates
_SOURCE = "United Nations, World Population Prospects 2024, CC BY 3.0 IGO"
_NAME = {"zh": "全国", "en": "the nation"}


@dataclass(frozen=True)
class Nation:
    """One country from a 1 January on. `weight` is how many people a simulated one stands for."""

    country: str
    start: int
    setting: Setting
    fertility: Fertility
    weight: float

    def resolved(self, years: int, people: int = PEOPLE) -> Resolved:
        """The country as a plan of one unit that looks ahead some years."""
        base = {
            "setting": self.setting.id, "decision_month": f"{self.start}-01", "horizon": 12 * years,
            "units": {"nation": {"level": "country", "label": _NAME}},
            "strata": {"all": {"label": _NAME, "policy": "none"}},
            "policy_rules": {"none": {"text": {"zh": "无限制", "en": "no limit"},
                                      "status": "assumed",
                                      "allow": [{"order": k} for k in range(7)]}},
            "population": {"all": {"nation": people}},
        }
        return resolve(Scenario.model_validate(
            {"schema": 1, "id": "nation", "title": _NAME, "base": base}))[BASE]

    def published(self, name: str) -> dict[int, float]:
        """A yearly figure of the files: births and deaths in persons, srb as it is."""
        column, factor = {"births": ("births_thousands", 1000.0),
                          "deaths": ("deaths_thousands", 1000.0),
                          "srb": ("srb_male_per_female", 1.0)}[name]
        return {int(row["year"]): factor * float(row[column])
                for row in _rows(f"{name}.csv", COUNTRIES[self.country])}

    def projected(self, year: int) -> np.ndarray:
        """Survivors in the middle of a year of the people of the middle of the first, (sex, group)
        in persons, by the UN's mortality and births and with its total net migration at the same
        rate at all ages; five years at a time."""
        counted = _counted(COUNTRIES[self.country])
        alive = 1000 * counted.people[self.start]
        for first in range(self.start, year, 5):
            came = sum(counted.moved[first + k] / counted.people[first + k].sum()
                       for k in range(5))
            alive = np.exp(came) * survivors(counted, first, alive)
        return alive

    def people(self, year: int) -> np.ndarray:
        """People in the middle of a year as the UN has them, (sex, group) in persons."""
        found: np.ndarray = 1000 * _counted(COUNTRIES[self.country]).people[year]
        return found


@cache
def _rows(file: str, code: int) -> tuple[dict[str, str], ...]:
    with (WPP / file).open(encoding="utf-8") as text:
        return tuple(row for row in csv.DictReader(text) if int(row["country_code"]) == code)


def _column(file: str, code: int, column: str) -> dict[int, float]:
    return {int(row["year"]): float(row[column]) for row in _rows(file, code)}


def nation(country: str, start: int, people: int = PEOPLE, core: str = "china_rural", *,
           alike: bool = False) -> Nation:
    """A country from 1 January of a year on. Raises FileNotFoundError without the files.

    Args:
        core: the setting whose ages and mortality the country's replace.
        alike: net migration at the same rate at all ages instead of by age.
    """
    code = COUNTRIES[country]
    srb = _column("srb.csv", code, "srb_male_per_female")
    january = _column("pop_total.csv", code, "pop_jan1_thousands")
    years = sorted(srb)
    rates = np.zeros((len(years), len(GROUPS)))
    for row in _rows("asfr.csv", code):
        rates[years.index(int(row["year"])), GROUPS.index(int(row["age_start"]))] = row["asfr"]
    male = np.array([srb[year] / (1 + srb[year]) for year in years])
    moves = _alike(code, years) if alike else _by_age(code, start, years, january[start])
    fertility = Fertility(np.array(years, float), rates, male, *moves)
    return Nation(country, start, _setting(code, core), fertility, 1000 * january[start] / people)


def leftover(country: str, first: int) -> tuple[np.ndarray, float]:
    """Who is more than survived in the five years from the middle of one, (sex, group) in
    persons, and the net migration that is published for them."""
    counted = _counted(COUNTRIES[country])
    more = counted.people[first + 5] - survivors(counted, first, counted.people[first])
    return 1000 * more, 1000 * sum(share * counted.moved[year] for year, share in halves(first))


def _alike(code: int, years: list[int]) -> tuple[np.ndarray]:
    """Net moves a year for each person, (year,)."""
    moved = _counted(code).moved
    alive = _column("pop_total.csv", code, "pop_midyear_thousands")
    return (np.array([moved[year] / alive[year] for year in years]),)


def _by_age(code: int, start: int, years: list[int], people: float
            ) -> tuple[np.ndarray, np.ndarray]:
    """The same by sex and age, (year, sex, age), and women who come, (year, age group), for each
    of the people of the start."""
    counted = _counted(code)
    net = np.zeros((len(years), 2, 101))
    coming = np.zeros((len(years), AGE_GROUPS))
    for year, rates in by_age(counted, start, LAST + 1).items():
        at = years.index(year)
        net[at] = rates
        fertile = slice(FIRST_AGE, LAST_AGE + 1)
        women = single_years(counted.people[year])[SEXES.index("female"), fertile]
        rate = rates[SEXES.index("female"), fertile].reshape(AGE_GROUPS, -1).mean(axis=1)
        coming[at] = np.maximum(rate, 0.0) * women.reshape(AGE_GROUPS, -1).sum(axis=1) / people
    return net, coming


@cache
def _counted(code: int) -> Counted:
    """What the files say of a country, in thousands."""
    people: dict[int, list[list[float]]] = {}
    for row in _rows("pop_age_sex.csv", code):
        people.setdefault(int(row["year"]), []).append(
            [float(row[f"pop_{sex}_thousands"]) for sex in SEXES])
    dying: dict[int, list[list[float]]] = {}
    for row in _rows("mx.csv", code):
        dying.setdefault(int(row["period_start"]), []).append(
            [float(row[f"mx_{sex}"]) for sex in SEXES])
    srb = _column("srb.csv", code, "srb_male_per_female")
    births = _column("births.csv", code, "births_thousands")
    return Counted({year: np.array(rows).T for year, rows in people.items()},
                   {first: np.array(rows).T for first, rows in dying.items()},
                   {year: births[year] / (1 + srb[year]) * np.array([srb[year], 1.0])
                    for year in births},
                   _column("migration.csv", code, "net_migration_thousands"))


def _setting(code: int, name: str) -> Setting:
    """A setting with the country's ages and mortality."""
    core = load_setting(name)
    tables = dict(core.tables)
    for sex in ("female", "male"):
        mortality: dict[float, list[float]] = {}
        for row in _rows("mx.csv", code):
            # 1 July of the first year to 1 July of the last: the middle is a new year.
            mortality.setdefault(int(row["period_start"]) + 3.0, []).append(float(row[f"mx_{sex}"]))
        ages: dict[float, list[float]] = {}
        for row in _rows("pop_age_sex.csv", code):
            ages.setdefault(int(row["year"]) + 0.5, []).append(
                float(row[f"pop_{sex}_thousands"]) / _all(code)[int(row["year"])])
        for name, found in ((f"mortality_{sex}", mortality), (f"people_{sex}", ages)):
            tables[name] = replace(tables[name], years=np.array(list(found)), source=_SOURCE,
                                   values=np.array(list(found.values())))
    return replace(core, tables=tables)


@cache
def _all(code: int) -> dict[int, float]:
    total: dict[int, float] = {}
    for row in _rows("pop_age_sex.csv", code):
        year = int(row["year"])
        total[year] = total.get(year, 0.0) + float(row["pop_both_thousands"])
    return total
