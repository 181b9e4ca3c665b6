"""The population of a scenario: prepare once, live the past once, then each variant's future.

`prepare` builds what all draws share (rates at central values, pools, the roll of women);
`burn_in` seats a chunk of draws and lives months -36..-1 under their own parameters; `live`
goes on from there under a variant's services. The past does not know the variants: it is
computed once for a chunk and copied.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import REACH, Setting, load_setting
from fpplan.population.accounting import (
    Fertility,
    ForcedPeriod,
    blank_pool,
    forced_periods,
    forced_rates,
)
from fpplan.population.events import NEVER
from fpplan.population.migration import Migration
from fpplan.population.periods import Period, periods
from fpplan.population.pool import Girls, Margins, Pool, build_pool
from fpplan.population.pyramid import (
    YEARS_OF_AGE,
    at_decision,
    birthdays,
    deaths_keys,
    girls_at_decision,
    hazards,
    live_year,
)
from fpplan.population.rates import TARGETS, Rates, Scales, monthly, rates, reconsidered
from fpplan.population.slots import slots_of
from fpplan.population.start import BURN_IN, HERE, Roll, roll, seat
from fpplan.population.state import AGE_GROUPS, AGES, FIRST_AGE, LAST_AGE, MAX_ORDER
from fpplan.population.tables import Logits, compiled, logits
from fpplan.population.trend import Trend, trended
from fpplan.population.units import run_units
from fpplan.population.when import people_by_year, time_of
from fpplan.population.years import count_back, lived
from fpplan.scenario.models import Stratum
from fpplan.scenario.resolve import Resolved
from fpplan.tallies import SlotTable, slot_table

__all__ = ["KEPT_FROM", "Past", "Population", "burn_in", "live", "prepare"]

KEPT_FROM = -12  # tallies are kept from here; the months before only settle the start


class Own(NamedTuple):
    """What a stratum sets of the parameters: id -> value, id -> (low, high)."""

    central: dict[str, float]
    ranges: dict[str, tuple[float, float]]


@dataclass(frozen=True)
class Population:
    """What every draw of a scenario shares."""

    setting: Setting
    units: tuple[str, ...]
    people: np.ndarray  # whole numbers (unit, stratum) at the decision month
    allowed: np.ndarray  # uint8 (policy, stratum, order, sons, daughters), see `compiled`
    moves: np.ndarray  # float64 (stratum from, stratum to), a year and woman
    own: tuple[Own, ...]  # what each stratum sets of the parameters
    when: float  # calendar time of the decision month
    periods: Sequence[Period | ForcedPeriod]
    period_of: np.ndarray  # int64 (month from -BURN_IN,), positions in `periods`
    scales: Scales
    table: SlotTable
    slots: np.ndarray  # SLOTS (stratum,)
    roll: Roll
    pools: list[Pool]
    girls: list[Girls]  # of each stratum
    horizon: int
    under_15: np.ndarray  # girls, whole numbers (unit, stratum, age) at the decision month
    birthdays: np.ndarray  # the same by month of birth, (unit, stratum, age, 12)
    fertility: Fertility | None = None  # forced, see `accounting`
    trend: Trend | None = None
    migration: Migration | None = None

    @property
    def strata(self) -> int:
        """How many strata there are."""
        return self.people.shape[1]

    def hazards(self, sets: ParameterSets, year: int) -> np.ndarray:
        """Deaths per person-year in a year of the run, (set, stratum, sex, completed age)."""
        scale = np.stack([each["mortality.scale"] for each in self.of_strata(sets)], axis=-1)
        if self.trend is not None:
            scale = scale * np.exp(self.trend.deaths(sets, year))[:, None]
        return hazards(self.setting, scale, self.when + year + 0.5)

    def net_moves(self, year: int) -> np.ndarray:
        """Net moves in a year of the run for each person who is no woman of 15-49, (sex, completed
        age as it ends)."""
        if self.migration is None:
            return np.zeros((2, YEARS_OF_AGE))
        return self.migration.moved(self.when + year + 0.5)

    def of_strata(self, sets: ParameterSets) -> list[ParameterSets]:
        """Parameter sets of each stratum: those given, with what the stratum sets itself."""
        return [sets.having(own.central, own.ranges) if own.central else sets
                for own in self.own]


@dataclass
class Past:
    """A chunk of draws at the end of month -1."""

    states: np.ndarray  # STATE (draw, woman)
    keys: np.ndarray  # uint64 (draw, woman)
    offsets: np.ndarray  # int64 (unit + 1,), where the women of each unit begin
    others: np.ndarray  # int32 (draw, unit, stratum, sex, age), everyone but women 15-49
    death_keys: np.ndarray  # uint64 (draw, unit, stratum), luck of `others`
    counts: np.ndarray  # int32 (draw, unit, month from KEPT_FROM, slot)
    tables: np.ndarray  # TABLES (set, period, stratum)
    logits: Logits  # each (set, period, stratum, ...)
    set_of: np.ndarray  # int64 (draw,)
    sets: ParameterSets
    draws: tuple[int, int]
    seed: int


def scales_of(resolved: Resolved) -> Scales:
    """The matched scales that a scenario holds."""
    own = resolved.reference.scales
    return Scales(**{name: getattr(own, name) for name in Scales._fields})


def prepare(resolved: Resolved, scales: Scales | None = None,
            fertility: Fertility | None = None, setting: Setting | None = None,
            trend: Trend | None = None, migration: Migration | None = None) -> Population:
    """Everything that draws share, from the scenario's past.

    Args:
        scales: instead of the scenario's own.
        fertility: forced, see `accounting`; None for what women's own lives bring.
        setting: instead of the one that the scenario names.
        trend: period factors on births and deaths; None where years do nothing by themselves.
        migration: net moves from outside; None for those of `fertility`, or for none.
    """
    base = resolved.reference
    setting = load_setting(base.setting) if setting is None else setting
    units, strata = resolved.leaves, resolved.strata
    people = np.array([[base.population[s].get(u, 0) for s in strata] for u in units], np.int64)
    scales = scales_of(resolved) if scales is None else scales
    central = ParameterSets(None, central=resolved.central_values(),
                            parameters=setting.parameters)
    own = tuple(_own(base.strata[name]) for name in strata)
    values = [central.having(*each) for each in own]
    moves = np.array([[base.strata[a].moves.get(b, 0.0) for b in strata] for a in strata])
    horizon = resolved.base.horizon
    when = time_of(0, base.decision_month)
    allowed, policy_of = policies(resolved, -BURN_IN, horizon)
    spans: Sequence[Period | ForcedPeriod]
    spans, period_of = periods(setting, base.decision_month, -BURN_IN, horizon, policy_of,
                               yearly=trend is not None or migration is not None)
    tables = compiled(rates(setting, values, scales, spans[0].when), allowed[spans[0].policy])[0]
    table = slot_table(setting.method_ids, strata)
    slots = slots_of(table, len(strata))
    by_age = people_by_year(setting, "female", when)
    women_now = by_age[FIRST_AGE:LAST_AGE + 1]
    migration = fertility.migration if migration is None and fertility is not None else migration
    if migration is not None:
        migration = migration.among(women_now)
    balance = np.array([each["leave.per_year"] for each in values])  # (stratum, 1)
    if fertility is None:
        begin = ("fecundability.sterile", "union.at_15_share", "want.first_now",
                 *(REACH[:2] if setting.has_reach else ()))
        girls = [Girls(*(float(each[name][0]) for name in begin)) for each in values]
        pools = [
            build_pool(tables, slots, len(table), stratum=s, girls=girls[s],
                       women_by_age=women_now.reshape(AGE_GROUPS, -1).sum(1),
                       margins=_margins(resolved, name, setting))
            for s, name in enumerate(strata)
        ]
    else:
        spans, period_of = forced_periods(base.decision_month, -BURN_IN, horizon)
        girls = [Girls(sterile=0.0, in_union=1.0)] * len(strata)
        pools = [blank_pool(by_age[FIRST_AGE + BURN_IN // 12:][:AGES], s)
                 for s in range(len(strata))]
        balance = np.zeros_like(balance)
    arriving = _arriving(migration, balance, women_now, when, horizon)
    women = roll(setting, people, units, horizon, when, arriving, scales.exposure)
    young = girls_at_decision(setting, when, people, scales.exposure)
    return Population(setting, units, people, allowed, moves, own, when, spans, period_of, scales,
                      table, slots, women, pools, girls, horizon, young, birthdays(young, units),
                      fertility, trend, migration)


def _arriving(migration: Migration | None, balance: np.ndarray, women: np.ndarray, when: float,
              horizon: int) -> np.ndarray:
    """Women who come in a year as `roll` takes them: those who balance the leavers of each stratum,
    (stratum, 1), and from month 0 on what net migration brings."""
    if migration is None:
        return balance
    share = women.reshape(AGE_GROUPS, -1).sum(axis=1) if migration.by_age else np.ones(1)
    return np.array([[own * share + (month >= 0) * migration.arriving(when + month / 12)
                      for month in range(-BURN_IN, horizon)] for own in balance])


def _own(stratum: Stratum) -> Own:
    return Own({name: override.value for name, override in stratum.parameters.items()},
               {name: override.range for name, override in stratum.parameters.items()
                if override.range is not None})


def policies(resolved: Resolved, first: int, stop: int) -> tuple[np.ndarray, list[int]]:
    """The policies of months first-1..stop-1 and which one holds in each of them.

    Returns:
        uint8 (policy, stratum, order, sons, daughters), see `tables.compiled`; positions.
    """
    found: dict[tuple[str, ...], int] = {}
    of_month = [found.setdefault(tuple(resolved.rule(s, month) for s in resolved.strata),
                                  len(found)) for month in range(first - 1, stop)]
    rules = resolved.base.policy_rules
    sizes = range(MAX_ORDER + 1)
    allowed = np.full((len(found), len(resolved.strata), *[MAX_ORDER + 1] * 3), NEVER, np.uint8)
    for k, names in enumerate(found):
        for s, name in enumerate(names):
            for o, b, g in itertools.product(sizes, repeat=3):
                spacing = rules[name].spacing(o, b, g)
                if spacing is not None:
                    allowed[k, s, o, b, g] = spacing
    return allowed, of_month


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
    tables, shifted = _compiled(p, sets)
    if shifts is None:
        shifts = np.zeros((sets.count, len(p.units), BURN_IN, len(TARGETS)))
    before = p.roll.coming(HERE, 0)
    states, keys = seat(before, p.pools, p.girls, p.units, seed, draws)
    counts = np.zeros((states.shape[0], len(p.units), -KEPT_FROM, len(p.table)), np.int32)
    run_units(states, keys, before.enters, before.moving, before.offsets, tables,
              p.period_of[:BURN_IN], shifted, shifts, set_of, -BURN_IN, KEPT_FROM, p.slots, counts)
    others, death_keys = _others(p, counts, sets, set_of, draws, seed)
    return Past(states, keys, before.offsets, others, death_keys, counts, tables, shifted, set_of,
                sets, draws, seed)


def _others(p: Population, counts: np.ndarray, sets: ParameterSets, set_of: np.ndarray,
            draws: tuple[int, int], seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Everyone but the engine's women as month 0 begins, and the keys of their luck. Fills
    people and deaths of others of the kept months before it, counted back."""
    women = counts[:, :, -1][..., p.table.index("women")].sum(axis=2, dtype=np.int64)
    others = at_decision(p.setting, p.when, p.people, p.under_15, women)
    keys = deaths_keys(p.units, p.strata, seed, draws)
    nobody = np.zeros((*keys.shape, 2, 12), np.int32)
    deaths, _moves = live_year(others.copy(), p.hazards(sets, -1), set_of, keys, -1, nobody,
                               nobody[..., 0, :], np.zeros((2, YEARS_OF_AGE)))
    counts[..., p.table.index("deaths_others")] = np.moveaxis(deaths, (4, 3), (2, 3))
    count_back(counts, p.table, others.sum(axis=(-2, -1)) + women)
    return others, keys


def live(population: Population, past: Past, shifts: np.ndarray) -> np.ndarray:
    """True tallies of months KEPT_FROM..horizon-1: int32 (draw, unit, month, slot).

    Args:
        shifts: float64 (set, unit, horizon months, target), from month 0.
    """
    return np.concatenate([past.counts, *(year.counts for year in lived(population, past,
                                                                        shifts))], axis=2)


def _compiled(p: Population, sets: ParameterSets,
              ) -> tuple[np.ndarray, Logits]:
    """Tables (set, period, stratum) and what shifts start from, with the same axes."""
    known: dict[float, Rates] = {}
    by_period = [_rates(p, sets, span, known) for span in p.periods]
    tables = np.stack([compiled(some, p.allowed[span.policy])
                       for some, span in zip(by_period, p.periods, strict=True)], axis=1)
    return tables, Logits(*(np.stack(parts, axis=1)
                            for parts in zip(*map(logits, by_period), strict=True)))


def _rates(p: Population, sets: ParameterSets, span: Period | ForcedPeriod,
           known: dict[float, Rates]) -> Rates:
    """The rates of one period; in accounting mode with the forced fertility, the rates before
    it kept in `known` by time."""
    strata = p.of_strata(sets)
    if isinstance(span, ForcedPeriod):
        assert p.fertility is not None
        if span.when not in known:
            known[span.when] = rates(p.setting, strata, p.scales, span.when, moves=p.moves)
        return forced_rates(known[span.when], p.fertility, span, p.migration)
    dying = np.ones(sets.count)
    if p.trend is not None:
        dying = np.exp(p.trend.deaths(sets, span.year))
    some = rates(p.setting, strata, p.scales, span.when, span.season, p.moves, dying)
    if p.trend is not None and span.births >= 0:
        some = trended(some, p.trend.births(sets, span.births), sets)
    if p.migration is not None and span.year >= 0:
        some = some._replace(leave=_leaving(some.leave, p.migration, p.when + span.year + 0.5))
    if span.before != span.policy:
        some = some._replace(reconsider=reconsidered(
            some, p.allowed[span.before], p.allowed[span.policy]))
    return some


def _leaving(leave: np.ndarray, migration: Migration, when: float) -> np.ndarray:
    """Leaving, (set, stratum, union, age group, [out, to each stratum]), with net moves out."""
    found = np.array(leave)
    more = monthly(migration.leaving(when))
    found[..., 0] += (1 - found.sum(axis=-1)) * more
    return found
