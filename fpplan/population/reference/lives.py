"""Whole months, exactly: the engine's step against the reference, woman by woman.

The reference draws nothing: it takes the uniforms that the Contract's luck gives a woman, in
the month, for each event number, and finds by itself which outcome they decide.
"""

from __future__ import annotations

import numpy as np

from fpplan.luck import fold, fold_array
from fpplan.population.engine import follow, slots_of
from fpplan.population.reference.month import Lives, uniforms_of, walk
from fpplan.population.reference.one_step import engine_tables
from fpplan.population.reference.paths import PathSetting
from fpplan.population.reference.reading import one_set
from fpplan.population.reference.women import (
    Women,
    columns,
    concatenated,
    pregnant,
    rows,
    sizes,
)
from fpplan.population.state import FIELDS

__all__ = ["lived", "women_at_random", "wrong_months"]


def women_at_random(count: int, methods: int, strata: int, rng: np.random.Generator) -> Women:
    """Women in any state, likely or not; only no pregnant one uses a method."""
    women = {axis: rng.integers(0, size, count) for axis, size in sizes(methods).items()}
    women["method"] = np.where(pregnant(women), 0, women["method"])
    more = {"stratum": strata, "years": 35, "months": 12, "since": 61, "on": 13}
    return {**women, **{field: rng.integers(0, size, count) for field, size in more.items()}}


def lived(lives: Lives) -> Women:
    """Everyone at the end of her month, one month older if she is still here, in the order of
    her "id"."""
    walk(lives)
    here = dict(lives.women)
    age = here["years"] * 12 + here["months"] + 1
    here["years"], here["months"] = age // 12, age % 12
    here["here"] = np.where(age == 35 * 12, 4, 1)  # at 50 she is counted out
    everyone = concatenated(
        [{field: part[field] for field in (*FIELDS, "id")} for part in (*lives.gone, here)])
    in_order = np.argsort(everyone["id"])
    return {field: everyone[field][in_order] for field in FIELDS}


def wrong_months(setting: PathSetting, month: int, count: int, seed: int,
                 ) -> tuple[Women, int, list[str]]:
    """Let random women live one month in both.

    Returns:
        The engine's women at its end, how many of them the reference has otherwise, and the
        flows in which the counts differ.
    """
    rng = np.random.default_rng([seed, setting.number, month + 100])
    women = women_at_random(count, setting.methods, setting.strata, rng)
    keys = fold_array(fold(seed, "lives", setting.number), np.arange(count))
    lives = Lives(women, uniforms_of(keys, month), one_set(setting.rates, 0, setting.shift),
                  setting.policy)
    should = lived(lives)

    table = setting.slots
    states = rows(women)
    counted = follow(states, keys, engine_tables(setting.rates, setting.policy, setting.shift),
                     month, 1, slots_of(table, setting.strata), len(table))[0]
    got = columns(states)
    differs = np.zeros(count, bool)
    for field in FIELDS:
        differs |= got[field] != should[field]
    flows = [name for name, number in lives.flows.items()
             if name in table.families and table.families[name].kind == "flow"
             and not np.array_equal(counted[table.index(name)].sum(axis=-1), number)]
    return got, int(differs.sum()), flows
