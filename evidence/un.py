"""Births, deaths and sex ratios against UN World Population Prospects 2024; writes un.csv.

    python evidence/un.py [--draws N]

Accounting mode: fertility by age and sex ratio at birth are the UN's of each year, mortality is
on straight lines of its logarithm between the UN's five-year periods. Net migration is the UN's
total of each year; by age and sex it is not published for these years, so it is derived (see
residual.py): the UN's people at two dates less the survivors by its own mortality. What is left
so holds its census adjustments too. Rows "residual" compare its sum with the published total.

What is tested is everything between these rates and the counts: ages, their start, months, births
nine months after conception, deaths of everyone, girls who grow up to be mothers. What is not
tested is whether the UN's people by age follow from its own births, deaths and total migration:
they do not everywhere. Rows "alike" feed the total at the same rate at all ages, without a limit,
so that a reader sees what the choice does; rows "ages" say how far the UN's people of 2020 are
from survivors fed so. What is off there is off in births or deaths.

Kenya's deaths are reported with their cause: where they are beyond a limit `holds` says so.

Then the mechanism: the lives of a setting with the country's ages and mortality, its births
fitted to the first five years by one scale; the error of the next five is reported, no pass mark.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from nation import COUNTRIES, LAST, PEOPLE, WPP, Nation, leftover, nation
from scipy.optimize import brentq
from stamp import write_table

from fpplan.place.parameters import ParameterSets
from fpplan.population.rates import TARGETS, Scales
from fpplan.population.simulate import Population, burn_in, prepare
from fpplan.population.years import lived

STARTS = (2000, 2010)
COVID = range(2020, 2024)
YEARLY = {"births": 0.03, "deaths": 0.05}
TEN_YEARS = {"births": 0.015, "deaths": 0.03}
REPORTED = {("Kenya", "deaths")}
CENSUS = "the UN moves people between ages, rows ages and residual"
PANDEMIC = "mortality by age is published for five years at a time"
ACCOUNTING, ALIKE = "accounting", "accounting, migration alike at all ages"
COLUMNS = ("mode", "country", "from", "years", "figure", "un", "model", "difference_percent",
           "sampling_percent", "limit_percent", "holds", "cause")
MODULES = [*(f"fpplan/population/{name}.py" for name in ("accounting", "pyramid", "when", "years")),
           "evidence/nation.py", "evidence/residual.py", "evidence/un.py"]
HOLDS = COLUMNS.index("holds")
Row = tuple[object, ...]


def main() -> int:
    """Run every country and write the table; limits that do not hold are in it as NO."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--draws", type=int, default=8)
    draws = parser.parse_args().draws
    if not WPP.is_dir():
        print("the UN's files are not there (see evidence/nation.py): un.csv stays as it is")
        return 0
    table: list[Row] = []
    for country in COUNTRIES:
        for start in STARTS:
            years = LAST - start + 1
            place = nation(country, start)
            rows = compare(place, accounts(place, years, draws), ACCOUNTING)
            bad = [row for row in rows if row[HOLDS] == "NO"]
            print(country, start, len(rows), "hold" if not bad else f"{len(bad)} do not",
                  flush=True)
            flat = nation(country, start, alike=True)
            table += [*rows, *compare(flat, accounts(flat, years, draws), ALIKE), *ages(place)]
        table += residuals(country)
    table += mechanism(draws)
    write_table(Path(__file__).with_suffix(".csv"), MODULES, COLUMNS, table, seed=0, draws=draws,
                people=PEOPLE, source="UN World Population Prospects 2024, CC BY 3.0 IGO")
    return 0


def accounts(place: Nation, years: int, draws: int, people: int = PEOPLE) -> dict[str, np.ndarray]:
    """Yearly counts in accounting mode, (draw, year), of the simulated unit."""
    town = prepare(place.resolved(years, people), fertility=place.fertility,
                   setting=place.setting)
    return yearly(town, draws)


def yearly(town: Population, draws: int) -> dict[str, np.ndarray]:
    """births, boys, girls, deaths by draw and year."""
    sets = ParameterSets(None, 0, None, town.setting.parameters)
    parts: dict[str, list[np.ndarray]] = {name: [] for name in _PATTERNS}
    for draw in range(draws):  # one at a time: a nation's women are many
        past = burn_in(town, sets, np.zeros(1, np.int64), (draw, draw + 1), 0)
        shifts = np.zeros((1, 1, town.horizon, len(TARGETS)))
        for year in lived(town, past, shifts):
            for name, patterns in _PATTERNS.items():
                slots = np.concatenate([town.table.match(p) for p in patterns])
                parts[name].append(year.counts[..., slots].sum())
    return {name: np.array(found).reshape(draws, -1) for name, found in parts.items()}


_PATTERNS = {"births": ("births",), "boys": ("births[sex=m]",), "girls": ("births[sex=f]",),
             "deaths": ("deaths_women", "deaths_others")}


def compare(place: Nation, found: dict[str, np.ndarray], mode: str = ACCOUNTING) -> list[Row]:
    """Every year, and every ten years, against the files. Migration alike at all ages has no
    limits, and its sex ratios tell nothing new."""
    years = range(place.start, place.start + found["births"].shape[1])
    rows = []
    for figure in ("births", "deaths"):
        un = place.published(figure)
        model = found[figure] * place.weight
        for at, year in enumerate(years):
            rows.append(_row(mode, place, str(year), figure, un[year], model[:, at:at + 1],
                             YEARLY[figure], year in COVID and figure == "deaths"))
        for first in range(0, len(years) - 9, 10):
            span = years[first:first + 10]
            rows.append(_row(mode, place, f"{span[0]}-{span[-1]}", figure,
                             sum(un[year] for year in span), model[:, first:first + 10],
                             TEN_YEARS[figure],
                             figure == "deaths" and any(year in COVID for year in span)))
    if mode == ALIKE:
        return rows
    srb = place.published("srb")
    boys, girls = found["boys"].sum(axis=0), found["girls"].sum(axis=0)
    for at, year in enumerate(years):
        share, wanted = boys[at] / (boys[at] + girls[at]), srb[year] / (1 + srb[year])
        error = np.sqrt(wanted * (1 - wanted) / (boys[at] + girls[at]))
        z = (share - wanted) / error
        rows.append((mode, place.country, place.start, str(year), "srb", f"{srb[year]:.4f}",
                     f"{boys[at] / girls[at]:.4f}", f"{100 * (share / wanted - 1):.3f}",
                     f"{100 * error / wanted:.3f}", "4 of its errors",
                     "yes" if abs(z) < 4 else "NO", ""))
    return rows


def _row(mode: str, place: Nation, years: str, figure: str, un: float, model: np.ndarray,
         limit: float, free: bool) -> Row:
    """A row of counts; `free` has no limit."""
    total = model.sum(axis=1)
    mean, error = total.mean(), total.std(ddof=1) / np.sqrt(len(total)) if len(total) > 1 else 0.0
    difference = mean / un - 1
    beyond = abs(difference) > limit
    holds = "yes" if not beyond else "reported" if (place.country, figure) in REPORTED else "NO"
    cause = PANDEMIC if free else CENSUS if beyond and (mode == ALIKE or holds != "NO") else ""
    limited = mode == ACCOUNTING and not free
    return (mode, place.country, place.start, years, figure, round(un), round(mean),
            f"{100 * difference:.2f}", f"{100 * error / un:.2f}",
            f"{100 * limit:.1f}" if limited else "", holds if limited else "", cause)


def ages(place: Nation) -> list[Row]:
    """The UN's people of 2020 against the survivors of those of the first year."""
    groups = {"women 20-29": (slice(1, 2), slice(4, 6)), "women 30-39": (slice(1, 2), slice(6, 8)),
              "people 60 and over": (slice(None), slice(12, None))}
    rows: list[Row] = []
    for name, cells in groups.items():
        found, published = place.projected(2020)[cells].sum(), place.people(2020)[cells].sum()
        rows.append(("ages", place.country, place.start, "2020", name, round(published),
                     round(found), f"{100 * (found / published - 1):.2f}", "", "", "", ""))
    return rows


def residuals(country: str) -> list[Row]:
    """Net movement that is derived, five years from the middle of one, against the total that is
    published; and how it stands at ages of which no total is."""
    rows: list[Row] = []
    for first in range(STARTS[0], LAST, 5):
        moved, published = leftover(country, first)
        parts = (("net migration", round(published), moved),
                 ("of it women 15-49", "", moved[1, 3:10]),
                 ("of it people 60 and over", "", moved[:, 12:]))
        rows += [("residual", country, STARTS[0], f"{first}-{first + 5}", name, un,
                  round(part.sum()), "", "", "", "", "") for name, un, part in parts]
    return rows


def mechanism(draws: int) -> list[Row]:
    """Women's lives instead of given rates: going on to second and later births is fitted to the
    births of five years (one logit shift), the next five are reported. Kenya's setting is of about
    2015-2023, rural China's of about 2000-2014; nothing but ages and mortality is the nation's."""
    rows: list[Row] = []
    for country, core in (("China", "china_rural"), ("Kenya", "kenya")):
        for start in STARTS:
            found = list(_fitted(nation(country, start, PEOPLE // 4, core), max(2, draws // 4)))
            print(*found[0], flush=True)
            rows += found
    return rows


def _fitted(place: Nation, draws: int) -> Iterator[Row]:
    un = place.published("births")
    years = range(place.start, place.start + 10)
    wanted = [sum(un[year] for year in span) for span in (years[:5], years[5:])]

    def births(shift: float) -> np.ndarray:
        scales = Scales(progression_2=shift, progression_3=shift)
        town = prepare(place.resolved(10, PEOPLE // 4), scales, setting=place.setting)
        counts: np.ndarray = yearly(town, draws)["births"].mean(axis=0) * place.weight
        return counts

    def miss(shift: float) -> float:
        return float(births(shift)[:5].sum() / wanted[0] - 1)

    low, high = -4.0, 4.0
    ends = miss(low), miss(high)
    if ends[0] * ends[1] > 0:
        shift = low if abs(ends[0]) < abs(ends[1]) else high
        note = f"progression {shift:+.2f}, the end of the search: not fitted"
    else:
        shift = brentq(miss, low, high, xtol=0.02)
        note = f"progression {shift:+.2f}"
    model = births(shift)
    parts = ((f"{years[0]}-{years[4]}", f"births, fitted: {note}", wanted[0], model[:5].sum()),
             (f"{years[5]}-{years[9]}", "births, the next five years", wanted[1], model[5:].sum()),
             *((str(year), "births", un[year], model[at]) for at, year in enumerate(years)))
    for span, figure, published, found in parts:
        yield ("mechanism", place.country, place.start, span, figure, round(published),
               round(found), f"{100 * (found / published - 1):.2f}", "", "", "", "")


if __name__ == "__main__":
    sys.exit(main())
