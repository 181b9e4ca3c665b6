"""Small plans and populations that several tests share; each is built once a process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np
import pytest

from fpplan.luck import fold, fold_array
from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import load_setting
from fpplan.population import pool, years
from fpplan.population.engine import follow
from fpplan.population.events import TABLES
from fpplan.population.pyramid import live_year, turning
from fpplan.population.rates import TARGETS, Scales, rates
from fpplan.population.simulate import KEPT_FROM, Past, Population, burn_in, live, prepare
from fpplan.population.slots import slots_of
from fpplan.population.start import BURN_IN, girls, merged, seat
from fpplan.population.state import NO_MORE, PRESENT, STATE
from fpplan.population.tables import compiled
from fpplan.population.units import run_units
from fpplan.scenario.models import Base, Scenario
from fpplan.scenario.resolve import BASE, Resolved, resolve
from fpplan.tallies import SlotTable, slot_table

LABEL = {"zh": "名", "en": "name"}
WHEN = 2000.5  # of rates: the year of the census that selection was derived from
HISTORIES = 2400  # in the pools of small populations
GIRL_SECOND = [{"order": 0}, {"order": 1, "sons": 0}]
METHODS = ("iud", "female_sterilisation", "male_sterilisation", "implant", "pill", "condom")


def base_table(people: Mapping[str, Mapping[str, int]] | None = None, *, allow: Any = None,
               parameters: Mapping[str, float] | None = None, **changes: Any) -> dict[str, Any]:
    """`[base]` of a town: `people` by stratum and village, one rule for all."""
    people = {"resident": {"V01": 3000, "V02": 1000}} if people is None else people
    villages = list(next(iter(people.values())))
    table: dict[str, Any] = {
        "setting": "china_rural", "decision_month": "2014-08", "horizon": 24,
        "units": {"town": {"level": "township", "label": LABEL},
                  **{v: {"level": "village", "label": LABEL, "parent": "town"}
                     for v in villages}},
        "strata": {s: {"label": LABEL, "policy": "rule"} for s in people},
        "policy_rules": {"rule": {"text": LABEL, "status": "assumed",
                                  "allow": GIRL_SECOND if allow is None else allow}},
        "population": people,
        "parameters": {name: {"value": value, "why": "a test"}
                       for name, value in (parameters or {}).items()},
    }
    table.update(changes)
    return table


def plan(*args: Any, decided: Mapping[str, Any] | None = None, **changes: Any) -> Resolved:
    """A plan; with `decided` a variant of it that has these parts of `[base]` otherwise."""
    table = base_table(*args, **changes)
    resolved = resolved_of(table)
    if not decided:
        return resolved
    return replace(resolved, variant="v", base=Base.model_validate({**table, **decided}))


def resolved_of(table: Mapping[str, Any]) -> Resolved:
    """The plan of a `[base]` as it stands."""
    scenario = Scenario.model_validate(
        {"schema": 1, "id": "small", "title": LABEL, "base": table})
    return resolve(scenario)[BASE]


def populated(resolved: Resolved, scales: Scales | None = None,
              histories: int = HISTORIES) -> Population:
    """`prepare` with small pools."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "HISTORIES", histories)
        return prepare(resolved, scales)


@cache
def small() -> Population:
    """Two villages of 3,000 and 1,000 people in two strata."""
    return populated(plan({"resident": {"V01": 2000, "V02": 700},
                           "migrant": {"V01": 1000, "V02": 300}}))


def central(population: Population, values: Mapping[str, float] | None = None) -> ParameterSets:
    """One set of central values."""
    return ParameterSets(None, 0, values, population.setting.parameters)


def past_of(population: Population, draws: int | tuple[int, int], seed: int = 0,
            values: Mapping[str, float] | None = None) -> Past:
    """Burn-in of draws at central values, without services."""
    span = (0, draws) if isinstance(draws, int) else draws
    return burn_in(population, central(population, values), np.zeros(span[1] - span[0], np.int64),
                   span, seed)


def lived(population: Population, draws: int | tuple[int, int], seed: int = 0,
          values: Mapping[str, float] | None = None) -> np.ndarray:
    """True tallies from KEPT_FROM on at central values, without services."""
    quiet = np.zeros((1, len(population.units), population.horizon, len(TARGETS)))
    return live(population, past_of(population, draws, seed, values), quiet)


def count(counts: np.ndarray, table: SlotTable, pattern: str) -> np.ndarray:
    """Sum of the slots of a pattern: int64 over the other axes."""
    return counts[..., table.match(pattern)].sum(axis=-1, dtype=np.int64)


def true_rates(values: Mapping[str, float] | None = None, scales: Scales | None = None,
               strata: int = 1, numbers: Any = None, when: float = WHEN) -> Any:
    """Rates of rural China at some values."""
    setting = load_setting("china_rural")
    sets = ParameterSets(numbers, 0, values, setting.parameters)
    return rates(setting, [sets] * strata, Scales() if scales is None else scales, when)


def tables_of(some: Any, allowed: np.ndarray | None = None) -> np.ndarray:
    """TABLES (stratum,) of the first set of some rates; all births within policy by default."""
    strata = some.male.shape[1]
    return compiled(some, np.zeros((strata, 7, 7, 7), np.uint8) if allowed is None else allowed)[0]


def still() -> np.ndarray:
    """TABLES (1,) under which nobody decides, meets or bears anything: no rate is above 0, and
    wants stay as they are."""
    tables = np.zeros(1, TABLES)
    top = np.uint32(2**32 - 1)
    tables["want"][:, 0] = top
    tables["want"][:, 1, ..., 1] = top
    tables["first_want"] = top
    return tables


def opened(tables: np.ndarray) -> np.ndarray:
    """The same tables with every gate wide open (where a want stays: never), for tables that
    were put together by hand."""
    found = tables.copy()
    for name in TABLES.names or ():
        if name.startswith("gate_"):
            found[name] = np.uint32(2**32 - 1)
    return found


def women(number: int, **fields: Any) -> np.ndarray:
    """STATE (woman,): in union, fecund, 25 years old, without births, wanting no more."""
    found = np.zeros(number, STATE)
    start = {"here": PRESENT, "union": 1, "fecund": 2, "years": 10, "want": NO_MORE, "since": 60}
    for name, value in {**start, **fields}.items():
        found[name] = value
    return found


def run(states: np.ndarray, tables: np.ndarray, months: int, *, first_month: int = 0,
        key: int | str = 0) -> tuple[np.ndarray, SlotTable]:
    """Step women in place: counts (month, slot) and their slots."""
    strata = tuple(f"s{k}" for k in range(tables.size))
    table = slot_table(METHODS, strata)
    keys = fold_array(fold("test", key), np.arange(states.size))
    return follow(states, keys, opened(tables), first_month, months, slots_of(table, tables.size),
                  len(table)), table


def entering_of(population: Population, past: Past) -> np.ndarray:
    """Girls who turn 15 in each month of a horizon of at most 15 years, worked out before any
    woman lives: (draw, unit, stratum, month)."""
    p, others, found = population, past.others.copy(), []
    nobody = np.zeros((*past.death_keys.shape, 2, 12), np.int32)
    for year in range(-(-p.horizon // 12)):
        hazard = p.hazards(past.sets, year)
        found.append(turning(others, hazard, past.set_of, past.death_keys, year,
                             p.birthdays[None, :, :, 14 - year]))
        live_year(others, hazard, past.set_of, past.death_keys, year, nobody, nobody[..., 0, :],
                  np.zeros((2, others.shape[-1])))
    return np.concatenate(found, axis=-1)[..., :p.horizon]


def month_by_month(population: Population, past: Past, shifts: np.ndarray | None = None
                   ) -> tuple[np.ndarray, list[np.ndarray], np.ndarray]:
    """The horizon in one segment, a month at a time: counts (draw, unit, month, slot), states
    after each month, and where the women of each unit begin."""
    p = population
    entering = entering_of(p, past)
    coming = merged(p.roll.coming(0, p.horizon), girls(entering, 0))
    new = seat(coming, p.pools, p.girls, p.units, past.seed, past.draws)
    years._leave_empty(new[0], coming, entering, 0)
    states, keys, offsets, enters, moving = years._aboard(past.states, past.keys, past.offsets,
                                                          coming, *new)
    counts = np.zeros((states.shape[0], len(p.units), p.horizon, len(p.table)), np.int32)
    kept = [states.copy()]
    for m in range(p.horizon):
        move = (np.zeros((1, len(p.units), 1, len(TARGETS))) if shifts is None
                else shifts[:, :, m:m + 1])
        run_units(states, keys, enters, moving, offsets, past.tables,
                  p.period_of[BURN_IN + m:][:1], past.logits, move, past.set_of, m, m, p.slots,
                  counts[:, :, m:m + 1])
        kept.append(states.copy())
    return counts, kept, offsets


def near(found: float, probability: float, trials: float, errors: float = 4) -> bool:
    """Whether a count is within `errors` standard errors of a binomial's mean."""
    mean = trials * probability
    return bool(abs(found - mean) < errors * np.sqrt(mean * (1 - probability)) + 1e-9)


__all__ = [
    "GIRL_SECOND", "HISTORIES", "KEPT_FROM", "LABEL", "METHODS", "WHEN", "base_table", "central",
    "count", "entering_of", "lived", "month_by_month", "near", "opened", "past_of", "plan",
    "populated", "resolved_of", "run", "small", "still", "tables_of", "true_rates", "women",
]
