"""What the fan of `fpplan project` would have said of eight countries; writes backtest.csv.

    python evidence/backtest.py [--paths N]

From the middle of 2004 and of 2014 a country's people live on by cohort-component: ages from the
UN, mortality of the last five years that were over, births by age of the last year, net migration
of the last five years at the same rate at all ages. Births and deaths are multiplied by the
period factors of fpplan (`fpplan.population.trend`): damped drift and random steps.

Nothing about the fan's size comes from the country that it is judged on (rows "size"). Steps of
births: countries with full registration (reference/registered.csv and the Republic of Korea, but
Korea's own without it); steps of deaths: the seven others; both by the best interval score of
forecasts one to ten years ahead from every year 2000-2018. Damping: what misses the seven others
least five years ahead. Rows "size" without a country left out are what fpplan ships.

Compared with: rates that stay (a point), and a plain random walk (no drift, normal steps of the
size of single years). China 2020-2023 is marked as a break that no fan claims.
What is weak: estimates of today are used for the past, also where they were not known then.
"""

from __future__ import annotations

import argparse
import csv
import os
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from residual import single_years
from stamp import ROOT, write_table

from fpplan.place.parameters import ParameterSets
from fpplan.population.trend import damped, drift_of, walk

WPP = Path(os.environ.get("FPPLAN_SHARED", ROOT.parent / "shared")) / "data/wpp2024"
REGISTERED = Path(__file__).parent / "reference/registered.csv"
SHIPPED = ROOT / "fpplan/data/backtest.csv"
FIRST, LAST = 1990, 2023
STARTS, JUDGED = (2004, 2014), 5
ORIGINS = range(2000, 2019)
AHEAD = range(1, 11)
KOREA = "Republic of Korea"
BREAK = {("China", year) for year in range(2020, 2024)}
DAMPING, SPREAD = np.arange(0.0, 1.0, 0.05), np.arange(0.005, 0.12, 0.0025)
COLUMNS = ("kind", "figure", "country", "from", "year", "ahead", "observed", "median", "q05", "q25",
           "q75", "q95", "error_percent", "inside_90", "inside_50", "score", "score_constant",
           "score_walk", "note", "holds")
MODULES = ["evidence/backtest.py", "evidence/residual.py", "fpplan/population/trend.py"]
Floats = np.ndarray
Row = tuple[object, ...]


@dataclass(frozen=True)
class Size:
    """Damping of the drift and size of a year's step of births and of deaths; `walk` the size of
    single years' steps."""

    damping: float
    births: float
    deaths_damping: float
    deaths: float
    walk: float
    deaths_walk: float


def main() -> int:
    """Judge every country and write the table, and what the page of a projection shows."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--paths", type=int, default=2000)
    paths = parser.parse_args().paths
    if not WPP.is_dir():
        print("the UN's files are not there (see evidence/nation.py): backtest.csv stays as it is")
        return 0
    countries = read_countries()
    rows, found = sizes(countries)
    for name, one in countries.items():
        for start in STARTS:
            rows += judged(one, start, found[name], paths)
    rows += summaries(rows)
    write_table(Path(__file__).with_suffix(".csv"), MODULES, COLUMNS, rows, seed=0, paths=paths,
                source="UN World Population Prospects 2024, CC BY 3.0 IGO")
    ship(rows)
    for row in rows:
        if row[0] == "summary" and row[COLUMNS.index("ahead")] == JUDGED:
            print(*row)
    return 0


# ---- countries

@dataclass(frozen=True)
class Country:
    """What the UN's files say of a country, thousands; years FIRST..LAST.

    people: year -> (sex, completed age) in its middle; dying: last year of five -> (sex, completed
    age); bearing: year -> (completed age,); tfr, births, deaths, moved: (year,).
    """

    name: str
    people: Mapping[int, Floats]
    dying: Mapping[int, Floats]
    bearing: Mapping[int, Floats]
    male: Mapping[int, float]
    tfr: Floats
    births: Floats
    deaths: Floats
    moved: Floats

    def mortality(self, year: int) -> Floats:
        """Death rates of the last five years that were over, at the level of the year's deaths."""
        last = max(end for end in self.dying if end <= year)
        rates = self.dying[last]
        return rates * self.deaths[year - FIRST] / (rates * self.people[year]).sum()

    @property
    def death_levels(self) -> Floats:
        """Deaths of each year over those at the death rates of one schedule, (year,)."""
        rates = self.dying[min(self.dying, key=lambda end: abs(end - 2005))]
        return np.array([self.deaths[year - FIRST] / (rates * self.people[year]).sum()
                         for year in range(FIRST, LAST + 1)])


def _rows(file: str) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    with (WPP / file).open(encoding="utf-8") as text:
        for row in csv.DictReader(text):
            found.setdefault(row["country"], []).append(row)
    return found


def read_countries() -> dict[str, Country]:
    """The eight countries by name."""
    yearly = {name: {country: {int(r["year"]): float(r[column]) for r in rows}
                     for country, rows in _rows(f"{name}.csv").items()}
              for name, column in (("tfr", "tfr"), ("births", "births_thousands"),
                                   ("deaths", "deaths_thousands"), ("srb", "srb_male_per_female"),
                                   ("migration", "net_migration_thousands"))}
    people, dying, bearing = (_rows(f"{name}.csv") for name in ("pop_age_sex", "mx", "asfr"))
    years = range(FIRST, LAST + 1)
    found = {}
    for name in yearly["tfr"]:
        series = {key: np.array([yearly[key][name][year] for year in years])
                  for key in ("tfr", "births", "deaths", "migration")}
        found[name] = Country(
            name, _by_year(people[name], "year", ("pop_male_thousands", "pop_female_thousands"),
                           single_years),
            _by_year(dying[name], "period_end", ("mx_male", "mx_female"), _single_rates),
            {year: np.pad(np.repeat(rates[0], 5), (10, 46)) for year, rates in _by_year(
                bearing[name], "year", ("asfr",), np.asarray).items()},
            {year: srb / (1 + srb) for year, srb in yearly["srb"][name].items()},
            series["tfr"], series["births"], series["deaths"], series["migration"])
    return found


def _by_year(rows: Sequence[Mapping[str, str]], year: str, columns: Sequence[str], shape: object
             ) -> dict[int, Floats]:
    found: dict[int, list[list[float]]] = {}
    for row in rows:
        found.setdefault(int(row[year]), []).append([float(row[one]) for one in columns])
    return {at: shape(np.array(cells).T) for at, cells in found.items()}  # type: ignore[operator]


def _single_rates(groups: Floats) -> Floats:
    """Death rates by completed age of groups 0, 1-4, 5-9 .. 100+, (sex, age)."""
    return np.repeat(groups, [1, 4, *[5] * 19, 1], axis=1)


def registered() -> dict[str, Floats]:
    """Total fertility of countries with full registration, (year,)."""
    lines = [line for line in REGISTERED.read_text("utf-8").splitlines() if line[0] != "#"]
    return {row[0]: np.array(row[1:], float) for row in csv.reader(lines[1:])}


# ---- how large the fan is

def sizes(countries: Mapping[str, Country]) -> tuple[list[Row], dict[str, Size]]:
    """The fan's size for each country, made without it, and rows of it; the last row is made of
    all and is what fpplan ships."""
    full = {**registered(), KOREA: countries[KOREA].tfr}
    rows: list[Row] = []
    found = {}
    for left_out in (*countries, ""):
        others = [one for name, one in countries.items() if name != left_out]
        known = [levels for name, levels in full.items() if name != left_out]
        births_damping = best_damping([one.tfr for one in others])
        deaths = [one.death_levels for one in others]
        deaths_damping = best_damping(deaths)
        one = Size(births_damping, best_spread(known, births_damping),
                   deaths_damping, best_spread(deaths, deaths_damping),
                   _single(known), _single(deaths))
        found[left_out] = one
        for figure, values in (("births", (one.damping, one.births, one.walk)),
                               ("deaths", (one.deaths_damping, one.deaths, one.deaths_walk))):
            note = "damping {:.2f}, step {:.4f}, single years {:.4f}".format(*values)
            rows.append(_row(kind="size", figure=figure, country=left_out or "none left out",
                             note=note))
    return rows, found


def _single(series: Sequence[Floats]) -> float:
    return float(np.sqrt(np.mean([np.diff(np.log(one)) ** 2 for one in series])))


def errors(series: Sequence[Floats], damping: float, ahead: int) -> Floats:
    """Log errors of the damped drift so many years ahead, from every origin."""
    found = []
    years = np.arange(FIRST, LAST + 1.0)
    for one in series:
        for origin in ORIGINS:
            if origin + ahead <= LAST:
                drift = drift_of(years, one, origin)
                found.append(np.log(one[origin + ahead - FIRST] / one[origin - FIRST])
                             - damped(drift, damping, np.array(ahead)))
    return np.array(found)


def best_damping(series: Sequence[Floats]) -> float:
    """The damping with the smallest mean absolute error five years ahead."""
    missed = [np.abs(errors(series, one, JUDGED)).mean() for one in DAMPING]
    return float(DAMPING[int(np.argmin(missed))])


def best_spread(series: Sequence[Floats], damping: float) -> float:
    """The size of a year's step with the best interval score one to ten years ahead."""
    steps = walk(ParameterSets(range(4000), 0, {"trend.fertility_spread": 0.1}), "fertility",
                 max(AHEAD)) / 0.1
    missed = {ahead: errors(series, damping, ahead) for ahead in AHEAD}
    scores = [np.mean([both(step * steps[:, ahead - 1], missed[ahead]).mean() / np.sqrt(ahead)
                       for ahead in AHEAD]) for step in SPREAD]
    return float(SPREAD[int(np.argmin(scores))])


def interval_score(low: Floats, high: Floats, value: Floats, level: float) -> Floats:
    """Gneiting and Raftery 2007: width, and 2 / (1 - level) times what is outside."""
    price = 2 / (1 - level)
    return (high - low) + price * np.maximum(low - value, 0) + price * np.maximum(value - high, 0)


def both(draws: Floats, values: Floats) -> Floats:
    """Mean interval score of the 90 % and the 50 % interval of draws, for each value."""
    low, first, third, high = np.quantile(draws, [0.05, 0.25, 0.75, 0.95])
    return (interval_score(low, high, values, 0.9) + interval_score(first, third, values, 0.5)) / 2


# ---- a country lived on

def judged(one: Country, start: int, size: Size, paths: int) -> list[Row]:
    """Rows of every year after the start, births and deaths."""
    years = LAST - start
    sets = ParameterSets(range(paths), 0, {"trend.fertility_spread": size.births,
                                           "trend.mortality_spread": size.deaths})
    known = np.arange(FIRST, LAST + 1.0)
    ahead = np.arange(1, years + 1.0)
    centre = {"births": damped(drift_of(known, one.tfr, start), size.damping, ahead),
              "deaths": damped(drift_of(known, one.death_levels, start), size.deaths_damping,
                               ahead)}
    fan = live(one, start, centre["births"] + walk(sets, "fertility", years),
               centre["deaths"] + walk(sets, "mortality", years))
    still = np.zeros((1, years))
    constant = live(one, start, still, still)
    normal = np.cumsum(np.random.default_rng(0).standard_normal((2, paths, years)), axis=2)
    plain = live(one, start, size.walk * normal[0], size.deaths_walk * normal[1])
    rows = []
    for figure, seen in (("births", one.births), ("deaths", one.deaths)):
        for at in range(years):
            rows.append(_path(one.name, start, figure, at, float(seen[start + at + 1 - FIRST]),
                              *(each[figure][:, at] for each in (fan, constant, plain))))
    return rows


def _path(country: str, start: int, figure: str, at: int, seen: float, fan: Floats,
          constant: Floats, plain: Floats) -> Row:
    low, first, median, third, high = np.quantile(fan, [0.05, 0.25, 0.5, 0.75, 0.95])
    year, observed = start + at + 1, np.log(seen)
    score, still, walked = (float(both(np.log(draws), np.array([observed]))[0])
                            for draws in (fan, constant, plain))
    broken = "break: no fan claims it" if (country, year) in BREAK else ""
    return _row(kind="path", figure=figure, country=country, start=start, year=year, ahead=at + 1,
                observed=round(seen, 1), median=round(median, 1), q05=round(low, 1),
                q25=round(first, 1), q75=round(third, 1), q95=round(high, 1),
                error_percent=f"{100 * np.log(median / seen):.1f}",
                inside_90="yes" if low <= seen <= high else "no",
                inside_50="yes" if first <= seen <= third else "no", score=f"{score:.3f}",
                score_constant=f"{still:.3f}", score_walk=f"{walked:.3f}", note=broken)


def live(one: Country, start: int, births: Floats, deaths: Floats) -> dict[str, Floats]:
    """Births and deaths of the years after the start, (path, year), thousands.

    Args:
        births, deaths: log factors, (path, year).
    """
    people = np.broadcast_to(one.people[start], (len(births), 2, 101)).copy()
    rates = one.bearing[start] * (one.births[start - FIRST]
                                  / (one.bearing[start] * one.people[start][1]).sum())
    dying, male = one.mortality(start), one.male[start]
    recent = range(start - 4, start + 1)
    moving = np.mean([one.moved[year - FIRST] / one.people[year].sum() for year in recent])
    before = np.full(len(births), one.births[start - FIRST])
    found: dict[str, list[Floats]] = {"births": [], "deaths": []}
    for at in range(births.shape[1]):
        hazard = dying * np.exp(deaths[:, at])[:, None, None]
        between = (hazard + np.concatenate([hazard[..., 1:], hazard[..., -1:]], axis=-1)) / 2
        left = people * np.exp(moving - between)
        people[..., 1:] = left[..., :-1]
        people[..., -1] += left[..., -1]
        born = np.exp(births[:, at]) * (rates * people[:, 1]).sum(axis=1)
        newborn = (before + born)[:, None] / 2 * np.array([male, 1 - male])
        people[..., 0] = newborn * np.exp((moving - hazard[..., 0]) / 2)
        found["births"].append(born)
        found["deaths"].append((hazard * people).sum(axis=(1, 2)))
        before = born
    return {name: np.array(parts).T for name, parts in found.items()}


# ---- all paths together

def summaries(rows: Sequence[Row]) -> list[Row]:
    """How the paths stand, by figure and years ahead; what five years ahead must be, for births."""
    at = {name: place for place, name in enumerate(COLUMNS)}
    found = []
    for figure in ("births", "deaths"):
        for ahead in range(1, LAST - min(STARTS) + 1):
            some = [row for row in rows if row[at["kind"]] == "path"
                    and row[at["figure"]] == figure and row[at["ahead"]] == ahead]
            error = np.array([float(str(row[at["error_percent"]])) for row in some])
            score, constant, plain = (np.mean([float(str(row[at[name]])) for row in some])
                                      for name in ("score", "score_constant", "score_walk"))
            wide, narrow = (sum(row[at[name]] == "yes" for row in some)
                            for name in ("inside_90", "inside_50"))
            must = figure == "births" and ahead == JUDGED
            good = (wide >= 12 and 4 <= narrow <= 12 and score < min(constant, plain)
                    and abs(error.mean()) <= 5)
            found.append(_row(
                kind="summary", figure=figure, ahead=ahead, error_percent=f"{error.mean():.1f}",
                inside_90=f"{wide} of {len(some)}", inside_50=f"{narrow} of {len(some)}",
                score=f"{score:.3f}", score_constant=f"{constant:.3f}", score_walk=f"{plain:.3f}",
                note=f"root mean square error {np.sqrt(np.mean(error**2)):.1f} %",
                holds=("yes" if good else "NO") if must else ""))
    return found


def _row(**cells: object) -> Row:
    cells["from"] = cells.pop("start", "")
    return tuple(cells.get(name, "") for name in COLUMNS)


def ship(rows: Sequence[Row]) -> None:
    """What the page of a projection shows: births five years ahead, and the break from 2014."""
    at = {name: place for place, name in enumerate(COLUMNS)}
    names = ("country", "from", "year", "observed", "median", "q05", "q25", "q75", "q95",
             "inside_90", "inside_50")
    births = [row for row in rows if row[at["kind"]] == "path" and row[at["figure"]] == "births"]
    broken = [row for row in births if row[at["note"]] and row[at["from"]] == max(STARTS)]
    with SHIPPED.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow((*names, "break"))
        for mark, some in (("no", [row for row in births if row[at["ahead"]] == JUDGED]),
                           ("yes", broken)):
            table.writerows((*(row[at[name]] for name in names), mark) for row in some)


if __name__ == "__main__":
    sys.exit(main())
