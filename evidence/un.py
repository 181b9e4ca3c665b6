"""Births, deaths and sex ratios against UN World Population Prospects 2024; writes un.csv.

    python evidence/un.py [--draws N]

Accounting mode: fertility by age, sex ratio at birth and net migration are the UN's of each
year, mortality is on straight lines of its logarithm between the UN's five-year periods. What is
tested is everything between these rates and the counts: ages, their start, months, births nine
months after conception, deaths of everyone, girls who grow up to be mothers.

Then the mechanism: the lives of rural China's setting with the country's ages and mortality, its
births fitted to the first five years by one scale; the error of the next five is reported, no
pass mark.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from nation import COUNTRIES, PEOPLE, WPP, Nation, nation
from scipy.optimize import brentq
from stamp import write_table

from fpplan.parameters import ParameterSets
from fpplan.population.rates import TARGETS, Scales
from fpplan.population.simulate import Population, burn_in, prepare
from fpplan.population.years import lived

STARTS, LAST = (2000, 2010), 2023
COVID = range(2019, 2024)
YEARLY = {"births": 0.03, "deaths": 0.05}
TEN_YEARS = {"births": 0.015, "deaths": 0.03}
COLUMNS = ("mode", "country", "from", "years", "figure", "un", "model", "difference_percent",
           "sampling_percent", "limit_percent", "holds")
MODULES = [*(f"fpplan/population/{name}.py" for name in ("accounting", "pyramid", "when", "years")),
           "evidence/nation.py", "evidence/un.py"]
Row = tuple[object, ...]


def main() -> int:
    """Run every country and write the table. Returns 1 when a limit that is set does not hold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--draws", type=int, default=8)
    draws = parser.parse_args().draws
    if not WPP.is_dir():
        print("the UN's files are not there: see evidence/nation.py")
        return 2
    table: list[Row] = []
    for country in COUNTRIES:
        for start in STARTS:
            place = nation(country, start)
            found = accounts(place, LAST - start + 1, draws)
            rows = list(compare(place, found))
            bad = [row for row in rows if row[-1] == "NO"]
            print(country, start, len(rows), "hold" if not bad else f"{len(bad)} do not",
                  flush=True)
            table += rows
    table += mechanism(draws)
    write_table(Path(__file__).with_suffix(".csv"), MODULES, COLUMNS, table, seed=0, draws=draws,
                people=PEOPLE, source="UN World Population Prospects 2024, CC BY 3.0 IGO")
    return int(any(row[-1] == "NO" for row in table))


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


def compare(place: Nation, found: dict[str, np.ndarray]) -> list[Row]:
    """Every year, and every ten years, against the files."""
    years = range(place.start, place.start + found["births"].shape[1])
    rows = []
    for figure in ("births", "deaths"):
        un = place.published(figure)
        model = found[figure] * place.weight
        for at, year in enumerate(years):
            rows.append(_row(place, str(year), figure, un[year], model[:, at:at + 1],
                             YEARLY[figure], year in COVID and figure == "deaths"))
        for first in range(0, len(years) - 9, 10):
            span = years[first:first + 10]
            rows.append(_row(place, f"{span[0]}-{span[-1]}", figure,
                             sum(un[year] for year in span), model[:, first:first + 10],
                             TEN_YEARS[figure],
                             figure == "deaths" and any(year in COVID for year in span)))
    srb = place.published("srb")
    boys, girls = found["boys"].sum(axis=0), found["girls"].sum(axis=0)
    for at, year in enumerate(years):
        share, wanted = boys[at] / (boys[at] + girls[at]), srb[year] / (1 + srb[year])
        error = np.sqrt(wanted * (1 - wanted) / (boys[at] + girls[at]))
        z = (share - wanted) / error
        rows.append(("accounting", place.country, place.start, str(year), "srb", f"{srb[year]:.4f}",
                     f"{boys[at] / girls[at]:.4f}", f"{100 * (share / wanted - 1):.3f}",
                     f"{100 * error / wanted:.3f}", "4 of its errors",
                     "yes" if abs(z) < 4 else "NO"))
    return rows


def _row(place: Nation, years: str, figure: str, un: float, model: np.ndarray, limit: float,
         free: bool) -> Row:
    """A row of counts; `free` has no limit."""
    total = model.sum(axis=1)
    mean, error = total.mean(), total.std(ddof=1) / np.sqrt(len(total)) if len(total) > 1 else 0.0
    difference = mean / un - 1
    holds = "" if free else "yes" if abs(difference) <= limit else "NO"
    return ("accounting", place.country, place.start, years, figure, round(un), round(mean),
            f"{100 * difference:.2f}", f"{100 * error / un:.2f}",
            "" if free else f"{100 * limit:.1f}", holds)


def mechanism(draws: int) -> list[Row]:
    """China with women's lives from the setting of rural China: going on to second and later
    births is fitted to the births of five years (one logit shift), the next five are reported."""
    rows: list[Row] = []
    few = max(2, draws // 4)
    people = PEOPLE // 4
    for start in STARTS:
        place = nation("China", start, people)
        un = place.published("births")
        first, second = range(start, start + 5), range(start + 5, start + 10)

        def births(shift: float, place: Nation = place) -> np.ndarray:
            scales = Scales(progression_2=shift, progression_3=shift)
            town = prepare(place.resolved(10, people), scales, setting=place.setting)
            counts: np.ndarray = yearly(town, few)["births"].mean(axis=0) * place.weight
            return counts

        def miss(shift: float, births=births, first=first, un=un) -> float:  # type: ignore[no-untyped-def]
            return float(births(shift)[:5].sum() / sum(un[year] for year in first) - 1)

        low, high = -4.0, 4.0
        ends = miss(low), miss(high)
        if ends[0] * ends[1] > 0:
            shift = low if abs(ends[0]) < abs(ends[1]) else high
            note = f"progression at its end, {shift:+.2f}: the fit misses"
        else:
            shift = brentq(miss, low, high, xtol=0.02)
            note = f"progression {shift:+.2f}"
        model = births(shift)
        for name, span, part in (("fitted", first, slice(0, 5)), ("next", second, slice(5, 10))):
            total = sum(un[year] for year in span)
            rows.append(("mechanism", "China", start, f"{span[0]}-{span[-1]}",
                         f"births, {name}: {note}", round(total), round(model[part].sum()),
                         f"{100 * (model[part].sum() / total - 1):.2f}", "", "", ""))
        for at, year in enumerate(second):
            rows.append(("mechanism", "China", start, str(year), "births", round(un[year]),
                         round(model[5 + at]), f"{100 * (model[5 + at] / un[year] - 1):.2f}", "",
                         "", ""))
        print("China", start, note, flush=True)
    return rows


if __name__ == "__main__":
    sys.exit(main())
