"""The same Kenyan inputs in FPsim and here; writes with_fpsim.csv beside this file.

    python -m pip install -c constraints.txt -e '.[compare]'
    python evidence/with_fpsim.py

FPsim (O'Brien et al. 2023) follows every person of a country, calibrated to Kenya. Three figures
stand side by side for each quantity: FPsim's, that of the setting `kenya` as it comes, and that of
the same setting fed with FPsim's own inputs. What both have (fecundability and its decline,
childless women, infertility, failure, miscarriage, stillbirth, termination, twins, the start of
sexual life, sexual activity after a birth) is read from FPsim's parameters; its choice of methods
is a regression on age, education and wealth without a counterpart here, so that starts and stops by
method are read off its run. UN estimates stand beside them. A difference of more than a tenth
between FPsim and the fed setting has its reason in the last column.
"""

from __future__ import annotations

import sys
import tempfile
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np
from fed_setting import FED, ORDERS, SPACED, fed
from stamp import write_table

from fpplan.experiment.world import world_of
from fpplan.place.folders import SETTING_FILES, setting_folder
from fpplan.place.setting import Setting, load_setting
from fpplan.population.simulate import KEPT_FROM
from fpplan.population.state import PRESENT
from fpplan.scenario import Known, loads, resolve
from fpplan.scenario.toml import dumps

SEEDS = (1, 2, 3)
AGENTS = 20_000
START, FIRST, STOP = 2000, 2013, 2023  # FPsim starts; years first..stop-1 are counted
PEOPLE, DRAWS = 100_000, 48
GROUPS = range(15, 50, 5)
AGES = 35
MODULES = [
    "evidence/fed_setting.py", "evidence/with_fpsim.py",
    *(f"fpplan/population/{name}.py" for name in ("engine", "events", "quiet", "rates", "slots",
                                                  "units")),
]
COLUMNS = ("quantity", "unit", "UN 2022", "FPsim", "fpplan, setting kenya",
           "fpplan, fed with FPsim's inputs", "difference to FPsim (%)",
           "difference of the fed one to FPsim (%)", "why the fed one differs by more than 10 %")
# UN World Population Prospects 2024, Kenya 2022 ((c) United Nations, CC BY 3.0 IGO).
UN = {"tfr": 3.262, "births_per_1000": 27.34, "asfr_15": 57.2, "asfr_20": 174.8, "asfr_25": 170.4,
      "asfr_30": 137.0, "asfr_35": 82.6, "asfr_40": 25.5, "asfr_45": 4.0}
# Why the fed setting differs from FPsim, by quantity; shown where it is by more than a tenth.
_CHOICE = (
    "FPsim's choice of a method rises with age, here it depends on births so far: more women of"
    " 15-24 use one here (row below), and fewer conceive")
_SPACING = (
    "FPsim weighs sexual activity by the time since the last birth (hardly any at 12-24 months,"
    " most at 24-48, hardly any later); here exposure after a birth can only rise, and the time"
    " after two years has one mean by age, so that births move between ages")
_OLD = (
    "few births in FPsim's runs, and fecundability falls steeply within the group: FPsim has it at"
    " the completed year of age, here it is that of the middle of the year")
WHY = {
    "tfr": _CHOICE, "asfr_15": _CHOICE, "asfr_20": _CHOICE, "asfr_25": _SPACING,
    "asfr_30": _SPACING, "asfr_35": _SPACING, "asfr_40": _OLD, "asfr_45": _OLD,
    "young": "FPsim's choice of a method is a regression on age, education, wealth and births; here"
             " it depends on births so far and on what is wanted, at every age alike",
    "births_per_1000": "fewer births of women 15-24 (rows above), and fewer women 15-49 among all"
                       " people (row below): here they are UN's of 2022, in FPsim the pyramid of"
                       " 2000 lived forward",
    "women": "UN's people of 2022 here; in FPsim the pyramid of 2000 lived forward",
}
NOTE = (
    "the setting kenya is set near UN figures and a survey, not near FPsim: its inputs differ. The"
    " fed one has FPsim's. FPsim also models men, education, wealth, cities and maternal death")


@dataclass
class Counts:
    """What is counted in FPsim's run, summed over the months of the years that count."""

    methods: Sequence[str]
    births: np.ndarray = field(default_factory=lambda: np.zeros(len(GROUPS)))
    women: np.ndarray = field(default_factory=lambda: np.zeros(len(GROUPS)))  # woman-months
    users: float = 0.0  # woman-months of users of any method, of modern ones
    modern: float = 0.0
    young: float = 0.0  # of users at 15-24
    all_births: float = 0.0
    people: float = 0.0  # person-months
    months: int = 0
    # of women who have begun: months at risk and starts, by time since birth and births so far
    idle: np.ndarray = field(default_factory=lambda: np.zeros((2, ORDERS)))
    starts: np.ndarray = field(init=False)
    used: np.ndarray = field(init=False)
    stops: np.ndarray = field(init=False)
    changes: float = 0.0
    # of women with births, two years and more after the last, without and with a method: months
    # and those with sexual activity, by age 15..49
    spaced: np.ndarray = field(default_factory=lambda: np.zeros((2, AGES)))
    active: np.ndarray = field(default_factory=lambda: np.zeros((2, AGES)))

    def __post_init__(self) -> None:
        self.starts = np.zeros((2, ORDERS, len(self.methods)))
        self.used, self.stops = np.zeros(len(self.methods)), np.zeros(len(self.methods))


def run_fpsim(seed: int) -> tuple[Counts, dict[str, Any]]:
    """Count one run of FPsim; its parameters come with it."""
    import fpsim
    import starsim

    class Counter(starsim.Analyzer):
        """Reads the state after every month."""

        def __init__(self) -> None:
            super().__init__(name="counter")
            self.counts: Counts | None = None
            self.before: dict[str, np.ndarray] = {}

        def step(self) -> None:
            model = self.sim.connectors.fp
            kinds = list(self.sim.connectors.contraception.methods.values())
            if self.counts is None:
                self.counts = Counts([kind.name for kind in kinds[1:]])
            people = self.sim.people
            women = people.female.asnew(people.female & people.alive
                                        & (people.age >= 15) & (people.age < 50)).uids
            now = {
                "uid": np.asarray(women), "method": np.asarray(model.method[women]),
                "pregnant": np.asarray(model.pregnant[women]),
                "begun": np.asarray(people.age[women] >= model.fated_debut[women]),
                "age": np.asarray(people.age[women]), "parity": np.asarray(model.parity[women]),
                "since": self.ti - np.asarray(model.ti_live_birth[women]),
                "active": np.asarray(model.sexually_active[women]),
            }
            if self.t.now("year") >= FIRST and self.t.now("year") < STOP and self.before:
                _count(self.counts, self.before, now, kinds)
                self.counts.all_births += float(model.results.births[self.ti])
                self.counts.people += float(people.alive.sum())
                self.counts.months += 1
            self.before = now

    counter = Counter()
    sim = fpsim.Sim(location="kenya", n_agents=AGENTS, start=START, stop=STOP, rand_seed=seed,
                    verbose=0, analyzers=counter)
    sim.run()
    found = next(part for part in sim.analyzers.values() if isinstance(part, Counter))
    assert found.counts is not None
    pars = dict(sim.connectors.fp.pars)
    # The range that FPsim draws from: in 3.5.3 that of its defaults, not the calibrated one.
    drawn = sim.connectors.fp.pars.fecundity.pars
    pars["personal"] = (float(drawn["low"]), float(drawn["high"]))
    pars["efficacy"] = {m.name: (m.label, m.efficacy, m.modern)
                        for m in sim.connectors.contraception.methods.values()}
    return found.counts, pars


def _count(counts: Counts, before: dict[str, np.ndarray], now: dict[str, np.ndarray],
           kinds: Sequence[Any]) -> None:
    group = ((now["age"] - 15) // 5).astype(int)
    counts.women += np.bincount(group, minlength=len(GROUPS))
    counts.births += np.bincount(group[now["since"] == 0], minlength=len(GROUPS))
    later = (now["parity"] > 0) & ~now["pregnant"] & ~(now["since"] < SPACED)
    years = (now["age"] - 15).astype(int)
    protected = (now["method"] > 0).astype(int)
    np.add.at(counts.spaced, (protected[later], years[later]), 1)
    np.add.at(counts.active, (protected[later], years[later]), now["active"][later])
    modern = np.array([bool(kind.modern) for kind in kinds])
    counts.users += float((now["method"] > 0).sum())
    counts.young += float((now["method"][now["age"] < 25] > 0).sum())
    counts.modern += float(modern[now["method"].astype(int)].sum())
    _both, old, new = np.intersect1d(before["uid"], now["uid"], return_indices=True)
    was, become = before["method"][old].astype(int), now["method"][new].astype(int)
    free = ~before["pregnant"][old] & ~now["pregnant"][new] & now["begun"][new]
    early = np.where(before["since"][old] < SPACED, 1, 0)
    order = np.minimum(before["parity"][old], ORDERS - 1).astype(int)
    idle = free & (was == 0)
    np.add.at(counts.idle, (early[idle], order[idle]), 1)
    start = idle & (become > 0)
    np.add.at(counts.starts, (early[start], order[start], become[start] - 1), 1)
    using = free & (was > 0)
    np.add.at(counts.used, was[using] - 1, 1)
    stop = using & (become != was)
    np.add.at(counts.stops, was[stop] - 1, 1)
    counts.changes += float((stop & (become > 0)).sum())


def added(parts: Sequence[Counts]) -> Counts:
    """The sum of several runs."""
    whole = Counts(parts[0].methods)
    for part in parts:
        for name, value in vars(part).items():
            if name != "methods":
                setattr(whole, name, getattr(whole, name) + value)
    return whole


def of_fpsim(counts: Counts) -> dict[str, float]:
    """The quantities of the table, from FPsim's counts."""
    asfr = counts.births / counts.women * 12_000
    women = counts.women.sum()
    return _named(asfr, counts.all_births / counts.people * 12_000, counts.modern / women * 100,
                  counts.users / women * 100, women / counts.people * 100,
                  counts.young / counts.women[:2].sum() * 100)


def of_setting(setting: Setting) -> dict[str, float]:
    """The same quantities of the year 2022 here, at central values."""
    name = setting.id
    world = world_of(resolve(loads(_scenario(name), name, Known())), setting=setting)
    past = world.central_past({}, DRAWS, seed=0)
    tallies = world.tallies(past.counts, KEPT_FROM, past.draws)
    young = past.states[(past.states["here"] == PRESENT) & (past.states["years"] < 10)]

    def total(pattern: str) -> np.ndarray:
        return tallies.total("true", pattern).astype(float)

    births = np.array([total(f"births_by_mother_age[age={age}]").sum() for age in GROUPS])
    women = np.array([total(f"women[age={age}]").sum() for age in GROUPS]) / 12
    modern = ["@", *(m.id for m in setting.methods if m.modern)]
    used = {m: total(f"using[method={m}]").sum() / 12 for m in setting.method_ids}
    return _named(births / women * 1000, births.sum() / PEOPLE / DRAWS * 1000,
                  sum(used[m] for m in modern[1:]) / women.sum() * 100,
                  sum(used.values()) / women.sum() * 100, women.sum() / PEOPLE / DRAWS * 100,
                  float((young["method"] > 0).mean()) * 100)


def _named(asfr: np.ndarray, births: float, modern: float, users: float, women: float,
           young: float) -> dict[str, float]:
    return {"tfr": float(asfr.sum() * 5 / 1000), "births_per_1000": births, "mcpr": modern,
            "any_method": users, "women": women, "young": young,
            **{f"asfr_{age}": float(rate)
                                    for age, rate in zip(GROUPS, asfr, strict=True)}}


def _scenario(setting: str) -> str:
    return dumps({
        "schema": 1, "id": "place", "title": {"zh": "地方", "en": "place"},
        "base": {
            "setting": setting, "decision_month": "2023-01", "horizon": 12,
            "units": {"all": {"level": "country", "label": {"zh": "全部", "en": "all"}}},
            "strata": {"all": {"label": {"zh": "全部", "en": "all"}, "policy": "any"}},
            "policy_rules": {"any": {"text": {"zh": "不限", "en": "any"}, "allow": [{}],
                                     "status": "assumed"}},
            "population": {"all": {"all": PEOPLE}},
        },
    })


def table(fpsim: dict[str, float], own: dict[str, float], fed_one: dict[str, float],
          why: dict[str, str]) -> list[tuple[object, ...]]:
    """The rows of the table. Raises ValueError where a large difference has no reason."""
    rows: list[tuple[object, ...]] = []
    for name, (label, unit, digits) in QUANTITIES.items():
        there, here, same = fpsim[name], own[name], fed_one[name]
        off = 100 * (same / there - 1)
        if abs(off) > 10 and not why.get(name):
            raise ValueError(f"{name}: {there:.3f} and {same:.3f} differ by {off:.0f} %: why?")
        rows.append((label, unit, UN.get(name, ""), round(there, digits), round(here, digits),
                     round(same, digits), f"{100 * (here / there - 1):+.0f}", f"{off:+.0f}",
                     why.get(name, "") if abs(off) > 10 else ""))
    return rows


QUANTITIES: dict[str, tuple[str, str, int]] = {
    "tfr": ("TFR", "children per woman", 2),
    **{f"asfr_{age}": (f"ASFR {age}-{age + 4}", "births per 1000 women a year", 2)
       for age in GROUPS},
    "births_per_1000": ("births", "per 1000 people a year", 1),
    "mcpr": ("users of modern methods, all women 15-49", "percent", 1),
    "any_method": ("users of any method, all women 15-49", "percent", 1),
    "young": ("users of any method, all women 15-24", "percent", 1),
    "women": ("women 15-49 among all people", "percent", 1),
}


def setting_hash() -> str:
    """What the numbers of the setting `kenya` were."""
    digest = blake2b(digest_size=16)
    folder = setting_folder("kenya")
    assert folder is not None
    for file in SETTING_FILES:
        digest.update((folder / file).read_bytes())
    return digest.hexdigest()


def main(run: Callable[[int], tuple[Counts, dict[str, Any]]] = run_fpsim) -> int:
    """Run both and write the table."""
    try:
        import fpsim
    except ImportError:
        print("FPsim is not installed: python -m pip install -c constraints.txt -e '.[compare]'",
              file=sys.stderr)
        return 2
    warnings.simplefilter("ignore")
    runs = [run(seed) for seed in SEEDS]
    counts, pars = added([count for count, _pars in runs]), runs[0][1]
    with tempfile.TemporaryDirectory() as folder:
        same = of_setting(load_setting(FED, fed(counts, pars, Path(folder)).parent))
    there, own = of_fpsim(counts), of_setting(load_setting("kenya"))
    for name in QUANTITIES:
        print(f"{name:16} {there[name]:8.2f} {own[name]:8.2f} {same[name]:8.2f}")
    write_table(Path(__file__).with_suffix(".csv"), MODULES, COLUMNS,
                table(there, own, same, WHY), seed=SEEDS[0], fpsim=fpsim.__version__,
                agents=f"{AGENTS} x {len(SEEDS)} seeds, {FIRST}-{STOP - 1}",
                setting=setting_hash(), note=NOTE)
    return 0


if __name__ == "__main__":
    sys.exit(main())
