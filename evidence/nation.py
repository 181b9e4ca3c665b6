"""Nations from the files of UN World Population Prospects 2024, as settings of fpplan in memory.

The files are not part of the project: they are read from `../shared/data/wpp2024` beside it, or
from the folder that FPPLAN_SHARED names. A nation is one unit of `PEOPLE` people with the
nation's ages, mortality, fertility, sex ratio at birth and net migration; results are multiplied
by its weight, the nation's people for each simulated one.
"""

from __future__ import annotations

import csv
import os
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
from stamp import ROOT

from fpplan.population.accounting import GROUPS, Fertility
from fpplan.population.setting import Setting, load_setting
from fpplan.scenario.models import Scenario
from fpplan.scenario.resolve import BASE, Resolved, resolve

__all__ = ["COUNTRIES", "PEOPLE", "WPP", "Nation", "nation"]

WPP = Path(os.environ.get("FPPLAN_SHARED", ROOT.parent / "shared")) / "data/wpp2024"
COUNTRIES = {"China": 156, "Viet Nam": 704, "Kenya": 404}
PEOPLE = 400_000
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

    def people(self, sex: str, year: int, groups: tuple[int, ...]) -> float:
        """People of some five-year groups in the middle of a year, as the UN has them."""
        return sum(1000 * float(row[f"pop_{sex}_thousands"])
                   for row in _rows("pop_age_sex.csv", COUNTRIES[self.country])
                   if int(row["year"]) == year and int(row["age_start"]) in groups)

    def survivors(self, sex: str, year: int, groups: tuple[int, ...]) -> float:
        """Survivors to some five-year groups of the people of the middle of the first year, by
        the UN's mortality and its total net migration at the same rate at all ages; five years
        at a time."""
        code = COUNTRIES[self.country]
        alive = {age: self.people(sex, self.start, (age,)) for age in range(0, 105, 5)}
        for first in range(self.start, year, 5):
            dying = {int(row["age_start"]): float(row[f"mx_{sex}"])
                     for row in _rows("mx.csv", code) if int(row["period_start"]) == first}
            came = np.exp(sum(np.interp(first + k, self.fertility.years, self.fertility.net_moves)
                              for k in range(5)))  # type: ignore[arg-type]
            after = {age + 5: came * count * np.exp(-2.5 * (dying[age if age else 1]
                                                           + dying[age + 5]))
                     for age, count in alive.items() if age < 100}
            after[100] += came * alive[100] * np.exp(-5 * dying[100])
            alive = {0: 0.0, **after}
        return float(sum(alive[age] for age in groups))


@cache
def _rows(file: str, code: int) -> tuple[dict[str, str], ...]:
    with (WPP / file).open(encoding="utf-8") as text:
        return tuple(row for row in csv.DictReader(text) if int(row["country_code"]) == code)


def _column(file: str, code: int, column: str) -> dict[int, float]:
    return {int(row["year"]): float(row[column]) for row in _rows(file, code)}


def nation(country: str, start: int, people: int = PEOPLE,
           core: str = "china_rural") -> Nation:
    """A country from 1 January of a year on. Raises FileNotFoundError without the files.

    Args:
        core: the setting whose ages and mortality the country's replace.
    """
    code = COUNTRIES[country]
    srb = _column("srb.csv", code, "srb_male_per_female")
    moves = _column("migration.csv", code, "net_migration_thousands")
    alive = _column("pop_total.csv", code, "pop_midyear_thousands")
    january = _column("pop_total.csv", code, "pop_jan1_thousands")
    years = sorted(srb)
    rates = np.zeros((len(years), len(GROUPS)))
    for row in _rows("asfr.csv", code):
        rates[years.index(int(row["year"])), GROUPS.index(int(row["age_start"]))] = row["asfr"]
    male = np.array([srb[year] / (1 + srb[year]) for year in years])
    net = np.array([moves[year] / alive[year] for year in years])
    fertility = Fertility(np.array(years, float), rates, male, net)
    return Nation(country, start, _setting(code, core), fertility, 1000 * january[start] / people)


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
