"""Order and paths: many women followed by the engine, and one cohort by the reference.

Both start from the same mixture of states. What the engine counts is summed over time and
over batches of women; batches are alike and independent, so their spread gives the error of
the sum, whatever one woman's events have to do with each other.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fpplan.luck import fold, fold_array
from fpplan.population.engine import follow
from fpplan.population.rates import Rates
from fpplan.population.slots import slots_of
from fpplan.tallies import SlotTable, slot_table
from reference import cohort
from reference.flows import Flows
from reference.made_up import made_up_policy, made_up_rates, made_up_shift
from reference.one_step import engine_tables
from reference.reading import Policy, one_set
from reference.women import Space, Women, pregnant, rows, sizes

__all__ = ["SETTINGS", "START_AGES", "Comparison", "PathSetting", "compare", "expected",
           "path_setting", "tally_names"]

# Methods ("none" too), strata, whether anything reads the time since the last birth, and whether
# women differ in reach, of each made-up setting. Where something reads that time, all women are of
# one fecundability class: a class is for life, and the array of all states is large.
SETTINGS = ((2, 1, False, True), (3, 2, False, True), (4, 1, False, False),
            (2, 3, False, False), (5, 1, False, True), (2, 2, False, False),
            (2, 1, True, False), (2, 1, True, False))
# Exact ages in months less 15 years: some in the midst of a year, one group that reaches 50.
START_AGES = (0, 4 * 12 + 7, 9 * 12, 17 * 12 + 3, 26 * 12 + 11, 32 * 12 + 2)

_TYPES = 48  # different states in a starting mixture
_ORDERS = (0, 1, 0, 2, 0, 3, 1, 4, 0, 5, 2, 6)  # low orders more often: theirs are used up


@dataclass(frozen=True)
class PathSetting:
    """Made-up rates, a policy and shifts, of supply too where there are three methods or more."""

    number: int
    rates: Rates
    policy: Policy
    shift: NDArray[np.float64]
    space: Space

    @property
    def strata(self) -> int:
        """How many strata there are."""
        return self.space.strata

    @property
    def methods(self) -> int:
        """Methods, "none" among them."""
        return self.space.methods

    @property
    def slots(self) -> SlotTable:
        """The tallies of this setting."""
        return slot_table(tuple(f"m{k}" for k in range(1, self.methods)),
                          tuple(f"s{k}" for k in range(self.strata)))


@dataclass(frozen=True)
class Comparison:
    """Counts against expectations, tally by tally (tally,)."""

    names: tuple[str, ...]
    women: int
    counted: NDArray[np.int64]
    expected: NDArray[np.float64]
    z: NDArray[np.float64]


def path_setting(number: int, seed: int) -> PathSetting:
    """A made-up setting by number."""
    methods, strata, since, reach = SETTINGS[number]
    rng = np.random.default_rng([seed, number])
    space = Space(methods, strata, since, (2 + number % 3,) if since else (0, 1, 2, 3, 4),
                  (0, 1, 2) if reach else (0,))
    supplied = methods if methods > 3 else 0
    return PathSetting(number, made_up_rates(rng, methods=methods, strata=strata, since=since,
                                             reach=reach),
                       made_up_policy(rng, strata, since=since), made_up_shift(rng, supplied),
                       space)


def tally_names(space: Space) -> tuple[str, ...]:
    """The tallies that are compared, at most 40."""
    last = space.methods - 1
    names = [
        *(f"births[order={k}]" for k in range(1, 7)), "births[sex=m]", "births[policy=out]",
        *(f"births[prior={p}]" for p in ("none", "boys", "girls")),
        "births[sex=m,prior=girls]",
        "conceptions", "miscarriages", "stillbirths", "terminations",
        *(f"selective_terminations[order={k}]" for k in (1, 2, 3)),
        *(f"{flow}[method=m{k}]" for flow in ("starts", "stops") for k in sorted({1, last})),
        "unions",
        *(f"union_ends[cause={c}]" for c in ("divorce", "widowhood")), "deaths_women",
        "deaths_children[sex=m]",
        "deaths_children[sex=f]", "moves_out",
        *(f"stratum_changes_in[stratum=s{k}]" for k in (0,) if space.strata > 1),
        "women", "in_union", "not_using[want=no_more,order=2]",
        f"using[method=m{last}]", "using[method=m1,order=2]", "pregnant",
        "one_son_households", "two_daughter_households",
    ]
    return tuple(names)


def _start(setting: PathSetting, age: int) -> Women:
    """The starting mixture (type,): states at random, all in equal numbers."""
    rng = np.random.default_rng([setting.number, age])
    women = {axis: rng.integers(0, size, _TYPES)
             for axis, size in sizes(setting.methods).items()}
    women["order"] = np.resize(_ORDERS, _TYPES)
    women["sons"] = rng.integers(0, women["order"] + 1)
    women["daughters"] = rng.integers(0, women["order"] - women["sons"] + 1)
    women["union"] = (rng.uniform(size=_TYPES) < 0.8).astype(np.int64)
    women["stage"] = np.where(rng.uniform(size=_TYPES) < 0.5, 0, women["stage"])
    women["method"] = np.where(pregnant(women), 0, women["method"])
    women["fecund"] = rng.choice(setting.space.fecund, _TYPES)
    women["reach"] = rng.choice(setting.space.reach, _TYPES)
    return {**women, "stratum": rng.integers(0, setting.strata, _TYPES),
            "since": rng.integers(0, 61, _TYPES), "years": np.full(_TYPES, age // 12),
            "months": np.full(_TYPES, age % 12)}


def expected(setting: PathSetting, age: int, months: int) -> Mapping[str, float]:
    """What the reference expects of one woman of the mixture, by tally name."""
    start = _start(setting, age)
    mass = cohort.empty(setting.space)
    np.add.at(mass, setting.space.cell(start), 1 / _TYPES)
    rates = one_set(setting.rates, 0, setting.shift)
    _, flows = cohort.follow(mass, rates, setting.policy, setting.space, age, months)
    values = _in_slots(flows, setting)
    return {name: float(values[setting.slots.match(name)].sum())
            for name in tally_names(setting.space)}


def _in_slots(flows: Flows, setting: PathSetting) -> NDArray[np.float64]:
    values = np.zeros(len(setting.slots))
    for name, value in flows.items():
        if name in setting.slots.families:
            values[setting.slots.index(name)] = value
    return values


def compare(setting: PathSetting, age: int, months: int, expectation: Mapping[str, float],
            women: int, seed: int, *, batches: int = 400) -> Comparison:
    """Follow at least so many women and compare; more women go on from the same luck.

    Args:
        women: how many; a whole number of each type in each batch is made of it.
        batches: equal groups of women whose spread gives the error.
    """
    table = setting.slots
    names = tuple(expectation)
    repeats = math.ceil(women / (batches * _TYPES))
    start = rows(_start(setting, age)).repeat(repeats)
    tables = engine_tables(setting.rates, setting.policy, setting.shift)
    slots, base = slots_of(table, setting.strata), fold(seed, "paths", setting.number, age)
    counted = np.empty((batches, len(names)), np.int64)
    which: Sequence[NDArray[np.int64]] = [table.match(name) for name in names]
    for batch in range(batches):
        keys = fold_array(base, np.arange(batch * start.size, (batch + 1) * start.size))
        sums = follow(start.copy(), keys, tables, 0, months, slots, len(table)).sum(axis=0)
        counted[batch] = [sums[w].sum() for w in which]
    should = np.array([expectation[name] for name in names]) * start.size * batches
    error = counted.std(axis=0, ddof=1) * math.sqrt(batches)
    total = counted.sum(axis=0)
    off = total - should
    z = np.divide(off, error, out=np.where(np.abs(off) < 1e-6, 0.0, np.inf), where=error > 0)
    return Comparison(names, start.size * batches, total, should, z)
