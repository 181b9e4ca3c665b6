"""Whole months, exactly: the engine's step against the reference, woman by woman.

The reference draws nothing: it takes the uniforms that the Contract's luck gives a woman, in
the month, for each event number, and finds by itself which outcome they decide.
"""

from __future__ import annotations

import numpy as np

from fpplan.luck import fold, fold_array
from fpplan.population.engine import follow
from fpplan.population.slots import slots_of
from fpplan.population.state import FIELDS, PRESENT
from reference.flows import in_need
from reference.month import Lives, uniforms_of, walk
from reference.one_step import engine_tables
from reference.paths import PathSetting
from reference.reading import one_set
from reference.women import (
    Women,
    columns,
    concatenated,
    picked,
    pregnant,
    rows,
    sizes,
)

__all__ = ["lived", "women_at_random", "wrong_months"]


def women_at_random(count: int, methods: int, strata: int, rng: np.random.Generator) -> Women:
    """Women in any state, likely or not; only no pregnant one uses a method."""
    women = {axis: rng.integers(0, size, count) for axis, size in sizes(methods).items()}
    women["method"] = np.where(pregnant(women), 0, women["method"])
    more = {"stratum": strata, "years": 35, "months": 12, "since": 61, "on": 13, "meant": 3}
    women.update({field: rng.integers(0, size, count) for field, size in more.items()})
    # A woman without a method has used one, or has not.
    women["on"] = np.where(women["method"] > 0, women["on"], 13 * (women["on"] > 6))
    return women


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


def wrong_months(setting: PathSetting, month: int, count: int, seed: int, months: int = 1,
                 ) -> tuple[Women, int, list[str]]:
    """Let random women live some months in both, each on from where she is.

    Returns:
        The engine's women at the end, how many of them the reference had otherwise at the end
        of some month, and the flows in which the counts of some month differ, or "unmet_need".
    """
    rng = np.random.default_rng([seed, setting.number, month + 100])
    women = women_at_random(count, setting.methods, setting.strata, rng)
    keys = fold_array(fold(seed, "lives", setting.number), np.arange(count))
    table = setting.slots
    tables = engine_tables(setting.rates, setting.policy, setting.shift)
    rates = one_set(setting.rates, 0, setting.shift)
    states, differs = rows(women), np.zeros(count, bool)
    flows: dict[str, None] = {}
    for now in range(month, month + months):
        here = states["here"] == PRESENT
        before = picked(columns(states), here)
        del before["here"]
        lives = Lives(before, uniforms_of(keys[here], now), rates, setting.policy)
        should = lived(lives)
        counted = follow(states, keys, tables, now, 1, slots_of(table, setting.strata),
                         len(table))[0]
        got = columns(states[here])
        for field in FIELDS:
            differs[here] |= got[field] != should[field]
        need = in_need(should) & (should["here"] == PRESENT)
        lives.flows["unmet_need"] = np.bincount(
            should["stratum"][need], minlength=setting.strata).astype(np.float64)
        for name, number in lives.flows.items():
            if name in table.families and (
                    table.families[name].kind == "flow" or name == "unmet_need") and (
                    not np.array_equal(counted[table.index(name)], number)):
                flows[name] = None
    return columns(states), int(differs.sum()), list(flows)
