"""What Lianhe township is like inside once it is matched; writes lianhe.csv beside this file.

    python evidence/lianhe.py [--draws N] [--scenario FILE]

The base of the ready-made scenario is lived under its parameter sets. Beside its published figures
stands what its books would show for the same months, nine runs in ten, and the joint p-value of the
table; beside what no document gives stand bounds of the literature: sex ratios of second births by
the sex of the first child, wishes by it, female fetuses ended for their sex, and how far each scale
stands from the catalogue in standard deviations of its prior.

The ratios after a daughter and after a son are of a place, not of a year: each of a parameter set,
over its four draws and all months that a run keeps. A year of the township has about sixty second
births after a daughter, and luck alone moves their ratio by half (the row "in one year", no bound).
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from stamp import ROOT, write_table

from fpplan.commands import loaded_plugins
from fpplan.experiment.draws import REPEATS
from fpplan.experiment.live import Lives, live
from fpplan.experiment.periods import window_of
from fpplan.experiment.world import World
from fpplan.indicators.agreement import agreement
from fpplan.loading import open_world
from fpplan.matching.priors import FAR, MOST_SELECTED, distance, inside, spreads
from fpplan.population.simulate import scales_of

SEED, DRAWS = 20140801, 1000
COLUMNS = ("row", "figure", "median", "low", "high", "published", "bound", "holds")
AFTER = {"girls": (260.0, 400.0), "boys": (130.0, np.inf)}  # median below, 95 % point below

MODULES = [
    "fpplan/luck.py", "fpplan/experiment/world.py", "fpplan/experiment/lived.py",
    "fpplan/experiment/periods.py", "fpplan/matching/priors.py", "fpplan/indicators/agreement.py",
    *(f"fpplan/population/{name}.py" for name in ("state", "events", "engine", "quiet", "slots",
                                                  "tables", "units", "rates", "simulate")),
    *(path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "fpplan/books").glob("*.py"))),
    "evidence/lianhe.py",
]
Row = tuple[object, ...]


def main() -> int:
    """Live the township and write the table. Returns 1 when a row does not hold."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--draws", type=int, default=DRAWS)
    parser.add_argument("--scenario", default="lianhe")
    asked = parser.parse_args()
    world = open_world(asked.scenario, loaded_plugins()).ahead(12)
    figures = _published(world)
    parts = list(live(world, {"base": world.base}, (0, asked.draws), SEED, _Reduce(figures)))
    born, books = (np.concatenate([part[i] for part in parts]) for i in range(2))
    rows = [*_ratios(born), *_wishes(world), *_scales(world), *_table(world, figures, books)]
    for row in rows:
        print(*row, sep="\t")
    if asked.scenario == "lianhe":
        write_table(Path(__file__).with_suffix(".csv"), MODULES, COLUMNS, rows, seed=SEED,
                    draws=asked.draws, data="scenarios/lianhe.toml, fpplan/data/parameters, "
                    "fpplan/data/settings/china_rural")
    return int(any(row[-1] == "NO" for row in rows))


def _published(world: World) -> list[str]:
    return [name for name in world.base.base.published if name in world.formulas]


class _Reduce:
    """What is kept of a chunk: second births (draw, [after a daughter, a son], sex, [the year
    before, all]), and published figures in the books of their months (draw, figure)."""

    def __init__(self, figures: list[str]):
        self.figures = figures

    def __call__(self, lives: Lives) -> tuple[np.ndarray, np.ndarray]:
        (one,) = lives
        births = one.tallies
        born = np.array([[[
            births.total("true", f"births[order=2,prior={prior},sex={sex}]", one.plan.counted)[
                :, :, :months].sum(axis=(1, 2))
            for months in (12, None)] for sex in "mf"] for prior in AFTER])
        born = np.moveaxis(born, -1, 0)
        given, month = one.plan.base.published, one.plan.base.decision_month
        books = np.empty((born.shape[0], len(self.figures)))
        for i, name in enumerate(self.figures):
            figure = given[name]
            window = window_of(figure.first, figure.last, month)
            assert window is not None, f"{name}: a published figure of Lianhe says its months"
            table = one.indicators((name,), [window])
            books[:, i] = table.value[1, :, table.units.index(figure.unit_id), 0, 0] * (
                window.months / 12 if figure.to_date else 1)
        return born, books


def _ratios(born: np.ndarray) -> Iterable[Row]:
    sets = born.reshape(-1, REPEATS, *born.shape[1:]).sum(axis=1)
    words = {"girls": "after a daughter", "boys": "after a son"}
    for i, (prior, (most, top)) in enumerate(AFTER.items()):
        ratio = 100 * sets[:, i, 0, 1] / sets[:, i, 1, 1]
        low, median, high = np.quantile(ratio, [0.05, 0.5, 0.95])
        bound = f"median below {most:g}" + (f", high below {top:g}" if np.isfinite(top) else "")
        yield ("sex ratio", f"second births {words[prior]}", f"{median:.0f}", f"{low:.0f}",
               f"{high:.0f}", "", bound, _holds(median < most and high < top))
    with np.errstate(divide="ignore"):
        year = 100 * born[:, 0, 0, 0] / born[:, 0, 1, 0]
    low, median, high = np.quantile(year, [0.05, 0.5, 0.95])
    yield ("sex ratio", "second births after a daughter in one year", f"{median:.0f}",
           f"{low:.0f}", f"{high:.0f}", "", "", "")


def _wishes(world: World) -> Iterable[Row]:
    for stratum, (son, daughter, selected) in inside(world).items():
        yield ("share", f"another child is wanted after a daughter, {stratum}", f"{daughter:.3f}",
               "", "", "", f"above {son:.3f} after a son", _holds(daughter > son))
        yield ("share", f"female fetuses ended for their sex, at most, {stratum}",
               f"{selected:.3f}", "", "", "", f"at most {MOST_SELECTED}",
               _holds(selected <= MOST_SELECTED))


def _scales(world: World) -> Iterable[Row]:
    known = spreads(world)
    for name, value in scales_of(world.base)._asdict().items():
        away = distance(name, value, known[name])
        yield ("scale", name, f"{value:.4g}", "", "", "",
               f"{away:+.2f} standard deviations, at most {FAR:g}", _holds(abs(away) <= FAR))


def _table(world: World, figures: list[str], books: np.ndarray) -> Iterable[Row]:
    given = world.base.base.published
    values = np.array([given[name].value for name in figures])
    for i, name in enumerate(figures):
        low, median, high = np.nanquantile(books[:, i], [0.05, 0.5, 0.95])
        half = 0.5 * 10.0**-given[name].decimals
        yield ("published", name, f"{median:.2f}", f"{low:.2f}", f"{high:.2f}",
               f"{values[i]:g}", "within 9 runs in 10",
               _holds(low - half <= values[i] <= high + half))
    joint = agreement(books, values)
    assert joint is not None
    yield ("published", "joint p-value", f"{joint:.3f}", "", "", "", "above .05",
           _holds(joint > 0.05))


def _holds(right: bool) -> str:
    return "yes" if right else "NO"


if __name__ == "__main__":
    sys.exit(main())
