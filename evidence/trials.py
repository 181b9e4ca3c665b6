"""Trials of family-planning services beside their simulation; writes trials.csv beside this file.

    python evidence/trials.py

Each study's place is the setting `kenya` with other parameters of reach, so that use without the
service comes near the study's; nothing else of the place is matched (not order, age, fertility or
methods). Women of the made-up ward live the study's months twice with the same luck, without the
service and with it at full coverage, in the sizes of the catalogue. A randomised effect is shrunk
with a prior of mean 0 and SD `PRIOR` points (assumed). Kinds:

    fitted      the task's size was set by this outcome: holds within one standard error of the
                shrunk effect; "weak" instead where the standard error exceeds half of the effect
    held        no size was set by it, and no standard error was read: holds within a quarter of
                the effect (assumed)
    not modelled  the catalogue says "none" after this study; the null does not emerge from anything
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from need import IN_2014
from numpy.typing import NDArray
from stamp import Row, write_table

from fpplan.loading import open_world
from fpplan.luck import fold, fold_array
from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import Setting, load_setting
from fpplan.plugins import load_plugins
from fpplan.population.engine import follow
from fpplan.population.rates import TARGETS
from fpplan.population.simulate import burn_in, prepare
from fpplan.population.start import BURN_IN
from fpplan.population.state import IN_UNION, PRESENT
from fpplan.population.tables import shift_tables
from fpplan.programme.tasks import core_tasks

SEED, DRAWS, PRIOR = 20140801, 48, 4.0
COLUMNS = ("study", "design", "women", "service", "outcome", "kind", "effect", "standard_error",
           "shrunk", "simulated", "simulated_error", "use_without", "use_in_study", "holds",
           "source")
Floats = NDArray[np.float64]
Women = NDArray[np.void]


def everybody(women: Women) -> NDArray[np.bool_]:
    """Women in union."""
    return (women["here"] == PRESENT) & (women["union"] == IN_UNION)


def after_birth(women: Women) -> NDArray[np.bool_]:
    """Women of 18-35 in union who are pregnant or whom a birth keeps insusceptible."""
    return (everybody(women) & (women["stage"] >= 1) & (women["stage"] <= 39)
            & (women["years"] >= 3) & (women["years"] <= 20))


@dataclass(frozen=True)
class Study:
    """A study: who was served by which task for how long, in a place of which kind."""

    name: str
    design: str
    women: str
    task: str
    months: int
    who: Callable[[Women], NDArray[np.bool_]]
    own: dict[str, float]
    use: str  # in the study, without the service
    source: str


_LOW = {"reach.in_per_year": 0.01, "reach.reluctant_share": 0.3, "reach.leak": 0.02}
_LOWEST = {"reach.out_share": 0.99, "reach.in_per_year": 0.003, "reach.leak": 0.005}
STUDIES = (
    Study("Karra 2022, Lilongwe", "randomised", "2143", "postpartum_followup", 24, after_birth,
          IN_2014, "not read", "PNAS 119(22), doi 10.1073/pnas.2200279119"),
    Study("Glennerster 2021, Burkina Faso", "randomised, 16 areas", "7500", "publicity", 30,
          everybody, {**_LOW, "reach.out_share": 0.72}, "29.5 % modern", "CSAE WPS/2021-04"),
    Study("Matlab 1977", "quasi-experiment", "", "home_visits", 24, everybody,
          _LOWEST, "5 %", "Joshi and Schultz 2013, Demography 50"),
    Study("Navrongo 1996", "quasi-experiment", "", "home_visits", 36, everybody,
          _LOWEST, "not read", "Studies in Family Planning 33:141"),
    Study("Connect, Tanzania", "randomised", "", "door_supply", 24, everybody, IN_2014,
          "not read", "Connect project; p = .82"),
    Study("Desai and Tarozzi 2011, Ethiopia", "randomised, 356 villages", "", "door_supply", 36,
          everybody, {**_LOW, "reach.out_share": 0.9}, "not read", "Demography 48"),
)
# study, outcome, kind, effect, standard error (None: not read)
OUTCOMES = (
    ("Karra 2022, Lilongwe", "use, points", "fitted", 5.9, 2.4),
    ("Karra 2022, Lilongwe", "conceptions within 24 months of a birth, %", "held", -43.5, None),
    ("Glennerster 2021, Burkina Faso", "modern use, points", "fitted", 5.9, 3.0),
    ("Glennerster 2021, Burkina Faso", "births of the last year, %", "held", -10.0, None),
    ("Matlab 1977", "use, points", "held", 25.0, None),
    # surviving children by 1982-96
    ("Matlab 1977", "births of the last year, %", "held", -17.0, None),
    ("Navrongo 1996", "births of the last year, %", "held", -15.0, None),
    ("Connect, Tanzania", "use, points", "not modelled", 0.0, None),
    ("Desai and Tarozzi 2011, Ethiopia", "use, points", "not modelled", 0.0, None),
)
MODULES = [
    "fpplan/luck.py",
    *(f"fpplan/population/{name}.py" for name in (
        "state", "events", "engine", "slots", "tables", "rates", "pool", "start", "simulate")),
    "evidence/need.py", "evidence/trials.py",
]


def main() -> int:
    """Simulate every study and write the table. Returns 1 when a fitted figure is missed."""
    found = {study.name: simulated(study) for study in STUDIES}
    by_name = {study.name: study for study in STUDIES}
    table = [_row(by_name[name], outcome, kind, effect, error, found[name])
             for name, outcome, kind, effect, error in OUTCOMES]
    for row in table:
        print(*row[:-1])
    write_table(Path(__file__).with_suffix(".csv"), MODULES, COLUMNS, table, seed=SEED,
                data="fpplan/data/settings/kenya, fpplan/data/parameters/programme.toml")
    return int(any(row[5] == "fitted" and row[-2] == "NO" for row in table))


def _row(study: Study, outcome: str, kind: str, effect: float, error: float | None,
         found: dict[str, Floats]) -> Row:
    values = found[outcome]
    mean, own = values.mean(), values.std(ddof=1) / np.sqrt(values.size)
    shrunk = effect if error is None else effect * PRIOR**2 / (PRIOR**2 + error**2)
    holds = ""
    if kind == "fitted" and error is not None:
        holds = "weak" if error > abs(effect) / 2 else "yes"
        if abs(mean - shrunk) > error:
            holds = "NO"
    elif kind == "held":
        holds = "yes" if abs(mean - effect) <= abs(effect) / 4 else "NO"
    return (study.name, study.design, study.women, study.task, outcome, kind, effect,
            "" if error is None else error, "" if error is None else f"{shrunk:.1f}",
            f"{mean:.2f}", f"{own:.2f}", f"{found['without'].mean():.1f}", study.use, holds,
            study.source)


def simulated(study: Study) -> dict[str, Floats]:
    """Outcomes with the service less those without it, (draw,), and use without it."""
    setting = load_setting("kenya")
    setting = replace(setting, parameters={
        name: replace(each, value=study.own.get(name, each.value))
        for name, each in setting.parameters.items()})
    sizes = {rate: setting.parameters[name].value
             for rate, name in core_tasks()[study.task].effects.items()}
    none, served = (_arm(study, setting, {rate: on * size for rate, size in sizes.items()})
                    for on in (0.0, 1.0))
    found = {name: served[name] - none[name] for name in ("use, points", "modern use, points")}
    for name in ("conceptions within 24 months of a birth, %", "births of the last year, %"):
        found[name] = 100 * (served[name] / none[name] - 1)
    return {**found, "without": none["use, points"]}


def _arm(study: Study, setting: Setting, sizes: dict[str, float]) -> dict[str, Floats]:
    """One arm of a study, all women of it served from its first month on: outcomes (draw,)."""
    population = prepare(open_world("kenya", load_plugins()).base, setting=setting)
    past = burn_in(population, ParameterSets(None, 0, None, setting.parameters),
                   np.zeros(DRAWS, np.int64), (0, DRAWS), SEED)
    shift = np.zeros(len(TARGETS))
    for rate, size in sizes.items():
        if rate in ("reach", "reach_postpartum", "willing"):  # stopping is not what is tried here
            shift[TARGETS.index(rate)] = size
    period = population.period_of[BURN_IN]
    tables = past.tables[0, period].copy()
    shift_tables(*(part[0, period] for part in past.logits), shift, tables)
    modern = np.array([False, *(method.modern for method in setting.methods)])
    births = population.table.match("births")
    found: dict[str, list[float]] = {}
    for draw in range(DRAWS):
        women = past.states[draw][study.who(past.states[draw])].copy()
        keys = fold_array(fold(SEED, study.name, draw), np.arange(women.size))
        short = born = 0
        for month in range(study.months):
            before = women["stage"].copy()
            counted = follow(women, keys, tables, month, 1, population.slots,
                             len(population.table))
            born += int(counted[0, births].sum()) if month >= study.months - 12 else 0
            short += int(((women["stage"] == 1) & (before == 0) & (women["order"] > 0)
                          & (women["since"] <= 24)).sum())
        women = women[everybody(women)]
        for name, value in (
                ("use, points", 100 * (women["method"] > 0).mean()),
                ("modern use, points", 100 * modern[women["method"]].mean()),
                ("births of the last year, %", born),
                ("conceptions within 24 months of a birth, %", short)):
            found.setdefault(name, []).append(value)
    return {name: np.array(values, np.float64) for name, values in found.items()}


if __name__ == "__main__":
    sys.exit(main())
