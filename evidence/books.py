"""What the books and a census-style count show of what happened; writes books.csv.

    python evidence/books.py [--women N] [--sets N] [--draws N]

China 2000: women of 15-49 live under the national mix of rules until the census of November 2000,
as in `census.py`, at the central values of `china_rural`. The births of their last five years are
put through the books and a census-style count under many parameter sets, as one unit at the median
of units and with nobody auditing. Kenya: births as many every month, through the books of `kenya`.

Records: the hours of records of a ready-made scenario are halved and doubled in every village;
births that come late are counted over two years on shared luck.

A row with limits holds when the median (of villages the least or greatest ratio) is within them.
The levels of Kenya's register were set to come out here; nothing was fitted to China's figures.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np
from census import CENSUS, SEED, Census
from census import MODULES as LIVES
from stamp import write_table

from fpplan.books.report import report
from fpplan.contract.months import Period
from fpplan.experiment.live import live
from fpplan.experiment.world import World
from fpplan.indicators.evaluate import evaluate
from fpplan.loading import open_world
from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import load_setting
from fpplan.plugins import load_plugins
from fpplan.scenario.hours import hours_at, with_hours
from fpplan.scenario.resolve import Resolved
from fpplan.tallies import Tallies, slot_table

WOMEN = 200_000
SETS = 1000
DRAWS = 80
YEARS = 5
READY_MADE = ("lianhe", "town_plan", "kenya")
COLUMNS = ("place", "figure", "published", "source", "median", "low_5", "high_95", "variation",
           "limits", "holds")
MODULES = [
    *LIVES,
    *(f"fpplan/books/{name}.py" for name in ("census", "kernel", "parameters", "report")),
    "fpplan/experiment/lived.py", "fpplan/programme/coverage.py", "fpplan/place/parameters.py",
    "evidence/books.py",
]
COUNTED, CHILDREN = "births_in_a_census_percent", "children_in_a_census_percent"
BOOKS = "record_completeness_percent"
GOODKIND = "Goodkind 2011, Demography 48:291"
KENYAN = ("registered over expected births 2014, 2018, 2019, 2023: Kenya Vital Statistics Reports;"
          " Auditor-General; statskenya.co.ke")
Row = tuple[object, ...]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, number in (("women", WOMEN), ("sets", SETS), ("draws", DRAWS)):
        parser.add_argument(f"--{name}", type=int, default=number)
    given = parser.parse_args()
    rows = [*china(given.women, given.sets), *kenya(given.sets),
            *(row for name in READY_MADE for row in records(name, given.draws))]
    write_table(Path(__file__).with_suffix(".csv"), MODULES, COLUMNS, rows, seed=SEED,
                **vars(given))
    for row in rows:
        print(*row, sep="\t")
    return 0 if all(row[-1] in (True, "") for row in rows) else 1


def china(women: int, sets: int) -> list[Row]:
    """Books and census of the national mix of rules."""
    census = Census(0.0)
    births = census.births({}, women, range(15, 50))[:YEARS]
    found = _observed("china_rural", births, sets)
    outside = births[:, :, :, 1].sum() / births.sum()
    mix = f"China {int(CENSUS)}, {100 * outside:.0f} % of births outside policy"
    return [
        _row(mix, "births of twelve months, counted / true", ".70-.75; .77-.81",
             "total fertility of the census over that of the UN 2000 and 2010; schools (Cai)",
             found[COUNTED], (0.70, 0.85)),
        _row(mix, "children 0-4, counted / true", ".81; under .75", f"{GOODKIND}; Goodkind 2004,"
             " Population Studies 58:281", found[CHILDREN], (0.75, 0.90)),
        _row(mix, "births of twelve months, in the books / true", ".70",
             "births uncounted put at 30 % in 1995 (PRB 2001), books and counts together",
             found[BOOKS], None),
    ]


def kenya(sets: int) -> list[Row]:
    """The register of the setting `kenya` where nobody checks it at home."""
    births = np.zeros((YEARS, 6, 2, 2, 4))
    male = load_setting("kenya").parameters["sex.male_at_birth"].value
    births[:, 0, :, 0, 0] = 12_000 * np.array([male, 1 - male])
    found = _observed("kenya", births, sets)
    return [_row("Kenya", "births of twelve months, in the register / true", ".68 .73 .89 .77",
                 KENYAN, found[BOOKS], (0.73, 0.81))]


def _observed(setting: str, births: np.ndarray, sets: int) -> dict[str, np.ndarray]:
    """Shares seen of births by completed age of the child (age, order, sex, policy, prior), one
    draw for each parameter set: indicator -> (set,)."""
    months = 12 * len(births)
    table = slot_table(("iud",), ("all",))
    oldest_first = np.repeat(births[::-1], 12, axis=0) / 12
    whole = np.diff(np.floor(np.cumsum(oldest_first, axis=0) + 0.5), axis=0, prepend=0)
    true = np.zeros((sets, 1, months, len(table)), np.int32)
    true[..., table.index("births")[..., 0].ravel()] = whole.reshape(months, -1)
    true[..., table.index("births_by_mother_age")[2, 0]] = whole.reshape(months, -1).sum(axis=1)
    tallies = Tallies.unreported(true, ("iud",), ("all",), ("median unit",), 0, (0, sets))
    drawn = ParameterSets(range(sets), SEED, {"reporting.omission_unit_spread": 0.0},
                          load_setting(setting).parameters)
    seen = report(tallies, drawn, np.zeros((sets, 1, months)), seed=SEED,
                  set_of_draw=np.arange(sets))
    # Before the first month stand sixty made-up ones: the books are read in the second year, as in
    # a run, the census at the end.
    years = [Period("second", 12, 23), Period("last", months - 12, months - 1)]
    found = evaluate(seen, years, [COUNTED, CHILDREN, BOOKS])
    return {BOOKS: found.of(BOOKS, "reported")[:, 0, 0] / 100,
            **{name: found.of(name, "true")[:, 0, 1] / 100 for name in (COUNTED, CHILDREN)}}


def records(name: str, draws: int) -> list[Row]:
    """Late births with half and twice the hours of records over those of today, by village."""
    world = open_world(name, load_plugins())
    plans = {"today": world.base, "half": _with_records(world, 0.5),
             "twice": _with_records(world, 2.0)}
    late = sum(live(world, plans, (0, draws), SEED, _late))
    half, twice = late[1] / late[0], late[2] / late[0]
    return [
        _row(name, "late births with half the hours of records / today, each village", "", "",
             half, (1.0, np.inf), half.min()),
        _row(name, "late births with twice the hours of records / today, each village", "", "",
             twice, (0.0, 1.0), twice.max()),
    ]


def _with_records(world: World, times: float) -> Resolved:
    hours = hours_at(world.base, ["records"])
    return with_hours(world.base, ["records"], hours * times)


def _late(lives: object) -> np.ndarray:
    """Births from the decision month on that came late: (plan, village)."""
    return np.array([one.tallies.total("record", "births_delayed")[:, :, 12:].sum(axis=(0, 2))
                     for one in lives], dtype=np.float64)


def _row(place: str, figure: str, published: str, source: str, found: np.ndarray,
         limits: tuple[float, float] | None, judged: float | None = None) -> Row:
    middle = float(np.median(found))
    judged = middle if judged is None else judged
    holds = "" if limits is None else bool(limits[0] < judged < limits[1])
    said = "" if limits is None else f"{limits[0]:g} to {limits[1]:g}"
    return (place, figure, published, source, f"{middle:.3f}", *(
        f"{q:.3f}" for q in np.quantile(found, [0.05, 0.95])),
        f"{found.std() / found.mean():.3f}", said, holds)


if __name__ == "__main__":
    sys.exit(main())
