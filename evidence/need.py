"""Need, use and birth intervals of Kenya beside its surveys; writes need.csv beside this file.

    python evidence/need.py

Two worlds, both from the setting `kenya` and the made-up ward, nothing raked, months 24-60 after a
decision month:

    2022   the setting as it is; decision month January 2019
    2014   three parameters of reach otherwise (`IN_2014`), fitted to the survey of 2014; decision
           month January 2011. Lived on for eight years more it predicts 2022: nothing else moves
           it than that the women of the start grow older.

A row is fitted (a parameter was set by it), predicted, or held (no parameter was; but need at 15-19
was looked at while parameters were set). Fitted levels hold within 2 points, intervals within 2
months; predictions and held figures have the survey's interval, or none, and are judged by it or
not at all. Needs are counted by the reference.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from reference.flows import in_need
from reference.women import columns, picked
from stamp import Row, write_table

from fpplan.loading import open_world
from fpplan.luck import fold, fold_array
from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import Setting, load_setting
from fpplan.plugins import load_plugins
from fpplan.population.engine import follow
from fpplan.population.rates import TARGETS
from fpplan.population.simulate import Past, Population, burn_in, prepare
from fpplan.population.start import BURN_IN
from fpplan.population.state import PAST, PRESENT
from fpplan.population.years import lived

SEED, DRAWS = 20140801, 24
COLUMNS = ("world", "figure", "kind", "survey", "low", "high", "simulated", "standard_error",
           "holds", "source")
IN_2014 = {"reach.out_share": 0.13, "reach.in_per_year": 0.05, "reach.put_off_share": 0.12}
POINTS, MONTHS = 2.0, 2.0  # within which what is fitted holds

_2014 = "Kenya Demographic and Health Survey 2014, quoted from memory: to be checked"
_2022 = "Kenya Demographic and Health Survey 2022"
_AGES = "Otieno and Mwakudisa 2024, DHS Working Papers 207"
# world, figure, kind, survey, interval, source
FIGURES = (
    ("2014", "any method", "fitted", 58.0, None, _2014),
    ("2014", "modern method", "fitted", 53.0, None, _2014),
    ("2014", "unmet need", "fitted", 17.5, None, _2014),
    ("2014", "median birth interval", "fitted", 36.3, None, _2014),
    ("2014", "want the next birth later", "held", 32.0, None,
     "Kenya Demographic and Health Survey 2014: two years or more"),
    ("2014", "want no more or are sterilised", "held", 47.0, None,
     "Kenya Demographic and Health Survey 2014"),
    ("2014", "past users among women in need", "held", 38.0, None,
     "Jain et al. 2013, 34 countries, quoted from memory: to be checked"),
    ("2014", "total fertility", "held", 3.9, None, "Kenya Demographic and Health Survey 2014"),
    ("2014 lived on to 2022", "any method", "predicted", 62.5, None,
     _2022 + ", quoted from memory: to be checked"),
    ("2014 lived on to 2022", "modern method", "predicted", 57.0, None, _2022),
    ("2014 lived on to 2022", "unmet need", "predicted", 14.0, None, _AGES),
    ("2014 lived on to 2022", "total fertility", "predicted", 3.4, None, _2022),
    ("2022", "any method", "fitted", 62.5, None, _2022 + ", quoted from memory: to be checked"),
    ("2022", "modern method", "fitted", 57.0, None, _2022),
    ("2022", "unmet need", "fitted", 14.0, None, _AGES),
    ("2022", "unmet need at 15-19", "held", 22.4, (18.7, 26.5), _AGES),
    ("2022", "unmet need at 45-49", "held", 19.1, (15.3, 23.4), _AGES),
    ("2022", "total fertility", "held", 3.4, None, _2022),
)
MODULES = [
    "fpplan/luck.py",
    *(f"fpplan/population/{name}.py" for name in (
        "state", "events", "engine", "quiet", "slots", "tables", "units", "rates", "pool", "start",
        "simulate", "years")),
    "evidence/reference/flows.py", "evidence/reference/women.py", "evidence/need.py",
]
Counted = dict[str, NDArray[np.float64]]  # figure -> (draw,)


def main() -> int:
    """Live both worlds and write the table. Returns 1 when a fitted figure is missed."""
    found = {"2022": next(worlds({}, "2019-01", (24,)))}
    earlier = worlds(IN_2014, "2011-01", (24, 24 + 96))
    found["2014"], found["2014 lived on to 2022"] = next(earlier), next(earlier)
    table = [_row(found[world][figure], world, figure, *others)
             for world, figure, *others in FIGURES]
    for row in table:
        print(*row[:-1])
    write_table(Path(__file__).with_suffix(".csv"), MODULES, COLUMNS, table, seed=SEED,
                data="fpplan/data/settings/kenya, scenarios/kenya.toml")
    return int(any(row[2] == "fitted" and row[-2] != "yes" for row in table))


def _row(values: NDArray[np.float64], world: str, figure: str, kind: str, survey: float,
         ends: tuple[float, float] | None, source: str) -> Row:
    mean, error = values.mean(), values.std(ddof=1) / np.sqrt(values.size)
    off = MONTHS if "interval" in figure else POINTS
    low, high = ends if ends is not None else (survey - off, survey + off)
    judged = kind == "fitted" or ends is not None
    holds = ("yes" if low <= mean <= high else "NO") if judged else ""
    return (world, figure, kind, survey, *((f"{low:.1f}", f"{high:.1f}") if judged else ("", "")),
            f"{mean:.2f}", f"{error:.2f}", holds, source)


def worlds(own: dict[str, float], month: str, first: tuple[int, ...]) -> Iterator[Counted]:
    """Figures of the 36 months from each of `first` on, of the ward with some parameters of its
    own from a decision month on."""
    plan = open_world("kenya", load_plugins()).base
    base = plan.base.model_copy(update={"decision_month": month, "horizon": first[-1] + 36})
    plan = replace(plan, base=base, reference=base)
    setting = load_setting("kenya")
    setting = replace(setting, parameters={
        name: replace(each, value=own.get(name, each.value))
        for name, each in setting.parameters.items()})
    population = prepare(plan, setting=setting)
    sets = ParameterSets(None, 0, None, setting.parameters)
    past = burn_in(population, sets, np.zeros(DRAWS, np.int64), (0, DRAWS), SEED)
    shifts = np.zeros((1, len(population.units), population.horizon, len(TARGETS)))
    years = list(lived(population, past, shifts))
    for start in first:
        # those at the end of months 24, 36, 48 and 60, and all months between
        some = [year.states for year in years[start // 12 - 1:start // 12 + 3]]
        counts = np.concatenate([year.counts for year in years[start // 12:start // 12 + 3]],
                                axis=2)
        yield {**_stocks(setting, some), "total fertility": _fertility(population, counts),
               "median birth interval": _intervals(population, past, some[0], start)}


def _stocks(setting: Setting, several: Sequence[NDArray[np.void]]) -> Counted:
    """Shares of women in union, percent (draw,), of several dates together."""
    modern = np.array([False, *(method.modern for method in setting.methods)])
    permanent = np.array([False, *(method.permanent for method in setting.methods)])
    found = []
    for draw in range(DRAWS):
        states = np.concatenate([each[draw] for each in several])
        women = columns(states[states["here"] == PRESENT])
        women = picked(women, women["union"] == 1)
        need, group = in_need(women), women["years"] // 5
        found.append([
            (women["method"] > 0).mean(), modern[women["method"]].mean(), need.mean(),
            need[group == 0].mean(), need[group == 6].mean(),
            (women["want"] == 1).mean(),
            ((women["want"] == 2) | permanent[women["method"]]).mean(),
            (women["on"][need] == PAST).mean()])
    names = ("any method", "modern method", "unmet need", "unmet need at 15-19",
             "unmet need at 45-49", "want the next birth later", "want no more or are sterilised",
             "past users among women in need")
    return dict(zip(names, 100 * np.array(found).T, strict=True))


def _fertility(population: Population, counts: NDArray[np.int32]) -> NDArray[np.float64]:
    """Total fertility (draw,) of some months."""
    def of(pattern: str) -> NDArray[np.float64]:
        slots = population.table.match(pattern)
        total: NDArray[np.float64] = counts[..., slots].sum(axis=(1, 2, 3), dtype=np.float64)
        return total
    return 5 * sum(of(f"births_by_mother_age[age={age}]") / (of(f"women[age={age}]") / 12)
                   for age in range(15, 50, 5))


def _intervals(population: Population, past: Past, states: NDArray[np.void], start: int,
               ) -> NDArray[np.float64]:
    """Median months since the birth before, of second and later births (draw,): the women of a
    date followed for 36 months, with luck of their own."""
    draws, women = states.shape
    flat = np.ascontiguousarray(states).reshape(-1)
    keys = fold_array(fold(SEED, "intervals"), np.arange(flat.size))
    found: list[list[NDArray[np.int64]]] = [[] for _draw in range(draws)]
    for month in range(start, start + 36):
        before = flat.copy()
        tables = past.tables[0, population.period_of[BURN_IN + month]]
        follow(flat, keys, tables, month, 1, population.slots, len(population.table))
        # who has just borne has borne no month ago
        bore = (flat["here"] == PRESENT) & (flat["since"] == 0) & (before["order"] > 0)
        for draw in range(draws):
            own = slice(draw * women, (draw + 1) * women)
            found[draw].append(before["since"][own][bore[own]].astype(np.int64) + 1)
    return np.array([np.median(np.concatenate(each)) for each in found])


if __name__ == "__main__":
    sys.exit(main())
