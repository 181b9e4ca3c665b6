"""The population of a scenario: prepare once, live the past once, then each variant's future.

`prepare` builds what all draws share (rates at central values, pools, the roll of women);
`burn_in` seats a chunk of draws and lives months -36..-1 under their own parameters; `live`
goes on from there under a variant's services. The past does not know the variants: it is
computed once for a chunk and copied.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from fpplan.parameters import ParameterSets
from fpplan.population.engine import run_units, slots_of
from fpplan.population.people import count_people
from fpplan.population.pool import Margins, Pool, build_pool
from fpplan.population.rates import TARGETS, Scales, rates
from fpplan.population.setting import Setting, load_setting
from fpplan.population.start import BURN_IN, Roll, roll, seat
from fpplan.population.state import AGE_GROUPS, MAX_ORDER
from fpplan.population.tables import compiled, logits
from fpplan.scenario.resolve import Resolved
from fpplan.tallies import SlotTable, slot_table

__all__ = ["KEPT_FROM", "Past", "Population", "burn_in", "live", "prepare"]

KEPT_FROM = -12  # tallies are kept from here; the months before only settle the start


@dataclass(frozen=True)
class Population:
    """What every draw of a scenario shares."""

    setting: Setting
    units: tuple[str, ...]
    people: np.ndarray  # whole numbers (unit, stratum) at the decision month
    allowed: np.ndarray  # uint8 (stratum, order, sons, daughters)
    scales: Scales
    table: SlotTable
    slots: np.ndarray  # SLOTS (stratum,)
    roll: Roll
    pools: list[Pool]
    sterile: float
    horizon: int

    @property
    def strata(self) -> int:
        """How many strata there are."""
        return self.people.shape[1]


@dataclass
class Past:
    """A chunk of draws at the end of month -1."""

    states: np.ndarray  # STATE (draw, woman)
    keys: np.ndarray  # uint64 (draw, woman)
    counts: np.ndarray  # int32 (draw, unit, month from KEPT_FROM, slot)
    tables: np.ndarray  # TABLES (set, stratum)
    logits: tuple[np.ndarray, np.ndarray, np.ndarray]
    set_of: np.ndarray  # int64 (draw,)
    sets: ParameterSets
    draws: tuple[int, int]
    seed: int


def scales_of(resolved: Resolved) -> Scales:
    """The matched scales that a scenario holds."""
    own = resolved.reference.scales
    return Scales(**{name: getattr(own, name) for name in Scales._fields})


def prepare(resolved: Resolved, scales: Scales | None = None) -> Population:
    """Everything that draws share, from the scenario's past; `scales` may replace its own."""
    base = resolved.reference
    setting = load_setting(base.setting)
    units, strata = resolved.leaves, resolved.strata
    people = np.array([[base.population[s].get(u, 0) for s in strata] for u in units], np.int64)
    sizes = range(MAX_ORDER + 1)
    allowed = np.array([[[[resolved.allowed(s, o, b, g) for g in sizes] for b in sizes]
                         for o in sizes] for s in strata], np.uint8)
    scales = scales_of(resolved) if scales is None else scales
    central = ParameterSets(None, central=resolved.central_values(),
                            parameters=setting.parameters)
    tables = compiled(rates(setting, central, len(strata), scales), allowed)[0]
    table = slot_table(setting.method_ids, strata)
    slots = slots_of(table, len(strata))
    sterile = float(central["fecundability.sterile"][0])
    by_age = setting.tables["women_by_age"]
    women_by_age = by_age.values[1:1 + AGE_GROUPS]
    pools = [
        build_pool(tables, slots, len(table), stratum=s, sterile=sterile,
                   women_by_age=women_by_age, margins=_margins(resolved, name, setting))
        for s, name in enumerate(strata)
    ]
    women = roll(setting, people, units, resolved.base.horizon,
                 float(central["leave.per_year"][0]), scales.exposure)
    return Population(setting, units, people, allowed, scales, table, slots, women, pools,
                      sterile, resolved.base.horizon)


def _margins(resolved: Resolved, stratum: str, setting: Setting) -> Margins:
    given = resolved.reference.margins.get(stratum)
    if given is None:
        return Margins()
    method = None
    if given.method is not None:
        method = np.array([given.method.get(m, 0.0) for m in ("none", *setting.method_ids)])
    composition = None
    if given.composition is not None:
        c = given.composition
        composition = np.array([c.no_child, c.sons_only, c.daughters_only, c.both])
    order = None if given.order is None else np.array(given.order)
    return Margins(order, method, composition)


def burn_in(population: Population, sets: ParameterSets, set_of: np.ndarray,
            draws: tuple[int, int], seed: int, shifts: np.ndarray | None = None) -> Past:
    """Seat draws first..stop-1 and live months -36..-1.

    Args:
        sets: parameter sets of this chunk; set_of: int64 (draw,) positions in them.
        shifts: float64 (set, unit, BURN_IN months, target); None for none.
    """
    p = population
    own = rates(p.setting, sets, p.strata, p.scales)
    tables, shifted = compiled(own, p.allowed), logits(own)
    if shifts is None:
        shifts = np.zeros((sets.count, len(p.units), BURN_IN, len(TARGETS)))
    states, keys = seat(p.roll, p.pools, p.sterile, p.units, seed, draws)
    counts = np.zeros((states.shape[0], len(p.units), -KEPT_FROM, len(p.table)), np.int32)
    run_units(states, keys, p.roll.enters, p.roll.moving, p.roll.offsets, tables, shifted, shifts,
              set_of, -BURN_IN, KEPT_FROM, p.slots, counts)
    return Past(states, keys, counts, tables, shifted, set_of, sets, draws, seed)


def live(population: Population, past: Past, shifts: np.ndarray) -> np.ndarray:
    """True tallies of months KEPT_FROM..horizon-1: int32 (draw, unit, month, slot).

    Args:
        shifts: float64 (set, unit, horizon months, target), from month 0.
    """
    p = population
    counts = np.zeros((*past.counts.shape[:2], -KEPT_FROM + p.horizon, len(p.table)), np.int32)
    counts[:, :, :-KEPT_FROM] = past.counts
    future = np.zeros((*past.counts.shape[:2], p.horizon, len(p.table)), np.int32)
    if p.horizon:
        run_units(past.states.copy(), past.keys, p.roll.enters, p.roll.moving, p.roll.offsets,
                  past.tables, past.logits, shifts, past.set_of, 0, 0, p.slots, future)
    counts[:, :, -KEPT_FROM:] = future
    count_people(counts, p.table, KEPT_FROM, p.people,
                 past.sets["people.death_per_year"][past.set_of], p.units, past.seed, past.draws)
    return counts
