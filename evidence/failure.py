"""How often methods fail, counted as surveys count it; writes failure.csv beside this file.

    python evidence/failure.py
    python evidence/failure.py --level    say which `method.failure_level` the settings would need

Published failure of typical use (Polis et al. 2016: 43 Demographic and Health Surveys) is counted
by episodes of use that began 3 to 60 months before a survey, over the first twelve months of
each, by a life table of single months in which whoever stops for another reason, or whose time
is up three months before the survey, leaves the count. Here women live from 15 to the age at
which they are asked, ages as in the setting, and their episodes are counted alike. Every
conception counts, known to be lost or not; sterile women and those protected after a birth are
users like others, as in surveys.

One row a setting and method: the published failure and its interval; failures counted, with the
standard error of counting; the same from the chances of those who could fail, which has hardly
any such error and is what is judged; its ratio to the published. Then the geometric mean of the
ratios of a setting. A method holds inside its published interval, with count and chances within
four standard errors of each other; a mean holds from .95 to 1.05.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from stamp import Row, write_table

from fpplan.compiling import kernel
from fpplan.luck import fold, fold_array
from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import Setting, load_setting
from fpplan.population.engine import step
from fpplan.population.events import NEVER
from fpplan.population.pool import Girls, entrant
from fpplan.population.rates import Scales, rates
from fpplan.population.slots import slots_of
from fpplan.population.state import AGES, IN_UNION, PRESENT
from fpplan.population.tables import compiled
from fpplan.population.when import people_by_year
from fpplan.tallies import slot_table

__all__ = ["Episodes", "episodes", "first_year", "level_needed", "rows_of"]

SEED, WOMEN = 20140801, 400_000
BEGUN, ENDS, YEAR = 60, 3, 12  # months before a survey; months of use
WHEN = {"china_rural": 2010.5, "kenya": 2018.5}
FIRST_OR_AFTER_A_GIRL = {"china_rural"}  # settings with a rule on births; elsewhere none
COLUMNS = ("setting", "method", "episodes", "published_percent", "low", "high", "counted_percent",
           "standard_error", "from_chances_percent", "ratio", "holds")
MEAN = (0.95, 1.05)  # within which the geometric mean of the ratios holds
MODULES = [
    "evidence/failure.py", "fpplan/luck.py",
    *(f"fpplan/population/{name}.py" for name in ("engine", "events", "pool", "rates", "slots",
                                                  "state", "tables", "when")),
]


@dataclass(frozen=True)
class Episodes:
    """What was counted of each method (none first) by month of use, (method, 12): months in
    which it could fail, failures, and the sum of the chances to fail; `begun` (method,) how many
    episodes."""

    exposed: NDArray[np.int64]
    failed: NDArray[np.int64]
    chances: NDArray[np.float64]
    begun: NDArray[np.int64]


@kernel()
def _count(states, keys, tables, asked, slots, slot_count, exposed, failed, chances, begun):  # type: ignore[no-untyped-def]
    """Live each woman from month 0 to the month in which she is asked, and count her episodes if
    she is there then: see `Episodes`."""
    flows = np.zeros(slot_count, np.int64)
    using = np.zeros(BEGUN + 1, np.uint8)  # which method could fail in each of the last months
    age = np.zeros(BEGUN + 1, np.int64)  # and in which month of its use
    fails = np.zeros(BEGUN + 1, np.uint8)
    chance = np.zeros(BEGUN + 1)
    for i in range(states.size):
        w = states[i]
        since = 0
        using[:] = 0
        for month in range(asked[i]):
            if w.here != PRESENT:
                break
            flows[:] = 0
            own = slots[w.stratum]
            method, stage, years, childless = w.method, w.stage, w.years, w.order == 0
            step(w, tables, keys[i], month, flows, slots)
            stopped = False
            for m in range(begun.size - 1):
                if flows[own.stops[m]] > 0:
                    stopped = True
            if stopped:
                method = 0
            for m in range(begun.size - 1):
                if flows[own.starts[m]] > 0:
                    method = m + 1
                    since = month
            left = asked[i] - month  # months before the survey
            if left <= BEGUN and method > 0:
                using[left] = method
                age[left] = month - since
                fails[left] = flows[own.conceptions] > 0
                could = stage == 0 and w.union == IN_UNION
                chance[left] = could * tables[w.stratum].conceive[
                    method, w.fecund, years, np.int64(childless)] / 2.0**32
        if w.here == PRESENT:
            for left in range(ENDS, BEGUN + 1):
                m, months = using[left], age[left]
                if m > 0 and left + months <= BEGUN and months < YEAR:
                    exposed[m, months] += 1
                    failed[m, months] += fails[left]
                    chances[m, months] += chance[left]
                    begun[m] += months == 0


def episodes(setting: Setting, women: int, seed: int, values: dict[str, float] | None = None
             ) -> Episodes:
    """The episodes of so many women of a setting at central values, or at `values`."""
    sets = ParameterSets(None, 0, values, setting.parameters)
    some = rates(setting, [sets], Scales(), WHEN[setting.id])
    allowed = np.zeros((1, 7, 7, 7), np.uint8)
    if setting.id in FIRST_OR_AFTER_A_GIRL:
        allowed[:] = NEVER
        allowed[:, 0] = allowed[:, 1, 0] = 0
    tables = compiled(some, allowed)[0]
    table = slot_table(setting.method_ids, ("all",))
    keys = fold_array(fold(seed, "failure", setting.id), np.arange(women))
    begin = Girls(*(float(sets[name][0]) if name in setting.parameters else 0.0 for name in (
        "fecundability.sterile", "union.at_15_share", "want.first_now")))
    ages = people_by_year(setting, "female", WHEN[setting.id])[15:15 + AGES]
    at = np.searchsorted(np.cumsum(ages) / ages.sum(), (np.arange(women) + 0.5) / women)
    asked = 12 * at + np.arange(women) % 12
    shape = (1 + len(setting.methods), YEAR)
    found = Episodes(np.zeros(shape, np.int64), np.zeros(shape, np.int64), np.zeros(shape),
                     np.zeros(shape[0], np.int64))
    _count(entrant(women, 0, begin, keys), keys, tables, asked, slots_of(table, 1), len(table),
           found.exposed, found.failed, found.chances, found.begun)
    return found


def first_year(found: Episodes) -> NDArray[np.float64]:
    """Failure in the first twelve months by method (without "none"), in percent: as counted, its
    standard error by Greenwood's formula, and from chances; (3, method). It is one less the
    product of the months' chances not to fail."""
    exposed = np.maximum(found.exposed[1:], 1)
    counted, expected = found.failed[1:] / exposed, found.chances[1:] / exposed
    stays = np.prod(1 - counted, axis=1)
    spread = (expected / (exposed * (1 - expected))).sum(axis=1)
    return 100 * np.stack([1 - stays, stays * np.sqrt(spread),
                           1 - np.prod(1 - expected, axis=1)])


def rows_of(setting: Setting, women: int) -> list[Row]:
    """The rows of one setting."""
    found = episodes(setting, women, SEED)
    rows: list[Row] = []
    ratios = []
    for method, begun, (counted, error, expected) in zip(
            setting.methods, found.begun[1:], first_year(found).T, strict=True):
        said = setting.parameters[f"method.{method.id}.failure_12m_percent"]
        ratios.append(expected / said.value)
        holds = said.low <= expected <= said.high and abs(counted - expected) <= 4 * error
        rows.append((setting.id, method.id, int(begun), said.value, said.low, said.high,
                     f"{counted:.3f}", f"{error:.3f}", f"{expected:.3f}", f"{ratios[-1]:.3f}",
                     "yes" if holds else "NO"))
    mean = float(np.exp(np.log(ratios).mean()))
    rows.append((setting.id, "geometric mean", "", "", "", "", "", "", "", f"{mean:.3f}",
                 "yes" if MEAN[0] <= mean <= MEAN[1] else "NO"))
    return rows


def level_needed(setting: Setting, women: int) -> float:
    """The level of failure at which the geometric mean of a setting's ratios is 1."""
    published = [setting.parameters[f"method.{each}.failure_12m_percent"].value
                 for each in setting.method_ids]
    level = setting.parameters["method.failure_level"].value
    for _step in range(4):  # failure is nearly proportional to it
        found = first_year(episodes(setting, women, SEED, {"method.failure_level": level}))[2]
        level /= float(np.exp(np.log(found / published).mean()))
    return level


def main(arguments: list[str]) -> int:
    """Count every setting and write the table. Returns 1 when something does not hold."""
    if arguments == ["--level"]:
        for name in WHEN:
            print(name, f"{level_needed(load_setting(name), WOMEN):.3f}")
        return 0
    table = [row for name in WHEN for row in rows_of(load_setting(name), WOMEN)]
    for row in table:
        print(*row)
    write_table(Path(__file__).with_suffix(".csv"), MODULES, COLUMNS, table, seed=SEED,
                data="fpplan/data/settings")
    return int(any(row[-1] != "yes" for row in table))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
