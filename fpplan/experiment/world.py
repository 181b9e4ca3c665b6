"""A world: one scenario with the setting, schemes and tasks that it lives by.

What is prepared once (population, expected clients, the past of a chunk of draws) is kept as the
world's own; nothing is kept outside it, so that a process may hold many worlds side by side.
"""

from __future__ import annotations

import pickle
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from fpplan.contract.errors import Problems
from fpplan.contract.indicators import Indicator
from fpplan.contract.scheme import Scheme
from fpplan.contract.text import _
from fpplan.experiment.draws import (
    WOMEN_A_CHUNK,
    Uncertainty,
    central_values,
    chunk_for,
    sets_for,
)
from fpplan.experiment.periods import RunPeriod, run_periods
from fpplan.experiment.read import Read, read_of
from fpplan.indicators.core import core_indicators
from fpplan.indicators.evaluate import check_slots
from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import Setting, load_setting
from fpplan.population.simulate import KEPT_FROM, Past, Population, burn_in, prepare
from fpplan.programme.choice import marked
from fpplan.programme.coverage import (
    FIRST_MONTH,
    REFERENCE,
    Coverage,
    coverage,
    expected_clients,
    shifts,
)
from fpplan.programme.supply import Demand, demand, supply_shifts
from fpplan.programme.tasks import Task, core_tasks
from fpplan.programme.wires import wired
from fpplan.scenario.resolve import BASE, Resolved
from fpplan.scheme.tallied import tally_indicators
from fpplan.tallies import Tallies, record_table

if TYPE_CHECKING:
    from fpplan.contract.measures import Measure
    from fpplan.population.accounting import Fertility
    from fpplan.population.migration import Migration
    from fpplan.population.rates import Scales
    from fpplan.population.trend import Trend

__all__ = ["EXPECTED_DRAWS", "World", "world_of"]

EXPECTED_DRAWS = 48  # draws behind expected tallies; at central values, on fixed luck


@dataclass(frozen=True)
class _Before:
    """What the base's reference year is expected to bring."""

    clients: Mapping[str, np.ndarray]
    demand: Demand


@dataclass(eq=False)
class World:
    """A scenario and what it lives by. Build it with `world_of` or `fpplan.load`.

    `variants`: "base" and each variant by name, those that narrow choice so marked; they share
    everything before the decision month.
    `schemes`, `measures`, `indicators` are all that may be named; `tasks` what hours are given to.
    `plugins`: the version of each plugin that the world rests on; `content`: hashes of all that it
    rests on (`fpplan.content`). `scales`, `fertility` stand instead
    of the scenario's own (matching, forced fertility); `trend`, `migration` are what a projection
    adds to it.
    """

    variants: Mapping[str, Resolved]
    setting: Setting
    schemes: Mapping[str, Scheme] = field(default_factory=dict)
    measures: Mapping[str, Measure] = field(default_factory=dict)
    indicators: Mapping[str, Indicator] = field(default_factory=core_indicators)
    tasks: Mapping[str, Task] = field(default_factory=core_tasks)
    plugins: Mapping[str, str] = field(default_factory=dict)
    content: Mapping[str, Any] = field(default_factory=dict)
    scales: Scales | None = None
    fertility: Fertility | None = None
    trend: Trend | None = None
    migration: Migration | None = None
    _lock: Any = field(default_factory=threading.RLock, repr=False)
    _past: Any = field(default_factory=threading.local, repr=False)  # one of each thread

    def __post_init__(self) -> None:
        plans = marked(self.variants, self.setting)
        self.variants = wired(plans, self.schemes, self.indicators, self.tasks,
                              self.setting.parameters)

    def __getstate__(self) -> dict[str, Any]:
        """Without what can be made anew: another process prepares its own."""
        kept = ("_population", "_expected", "_formulas", "_packed")
        return {name: value for name, value in self.__dict__.items()
                if name not in (*kept, "_lock", "_past")}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__ |= {**state, "_lock": threading.RLock(), "_past": threading.local()}

    @property
    def base(self) -> Resolved:
        """The scenario's `[base]`."""
        return self.variants[BASE]

    def plan(self, name: str = BASE) -> Resolved:
        """A variant by name. Raises KeyError."""
        return self.variants[name]

    def ahead(self, horizon: int, fertility: Fertility | None = None, trend: Trend | None = None,
              migration: Migration | None = None) -> World:
        """The same world looking another number of months ahead, with fertility forced, period
        factors and net moves from outside if given."""
        update = {"horizon": horizon}
        variants = {name: replace(plan, base=plan.base.model_copy(update=update),
                                  reference=plan.reference.model_copy(update=update))
                    for name, plan in self.variants.items()}
        return self._like(variants=variants, fertility=fertility, trend=trend,
                          migration=migration)

    def scaled(self, scales: Scales) -> World:
        """The same world with other matched scales."""
        return self._like(scales=scales)

    def _like(self, **changes: Any) -> World:
        names = ("variants", "setting", "schemes", "measures", "indicators", "tasks", "plugins",
                 "content", "scales", "fertility", "trend", "migration")
        return World(**{name: getattr(self, name) for name in names} | changes)

    @cached_property
    def _packed(self) -> bytes:
        return pickle.dumps(self)

    @property
    def packed(self) -> bytes:
        """The world as bytes for other processes, always the same ones."""
        with self._lock:
            return self._packed

    # ---- what all draws share

    @cached_property
    def _population(self) -> Population:
        return prepare(self.base, self.scales, self.fertility, self.setting, self.trend,
                       self.migration)

    @property
    def population(self) -> Population:
        """The prepared population; made once, at the first call."""
        with self._lock:
            return self._population

    @cached_property
    def _expected(self) -> _Before:
        found = self.expected(central_values(self.base.reference), EXPECTED_DRAWS)
        return _Before(expected_clients(found, self.tasks),
                       demand(found, self.setting, *REFERENCE))

    @property
    def clients(self) -> Mapping[str, np.ndarray]:
        """Expected clients a month by task, (unit,); the same for all draws and variants."""
        with self._lock:
            return self._expected.clients

    @property
    def demand(self) -> Demand:
        """Methods chosen and used in the base's reference year, by unit."""
        with self._lock:
            return self._expected.demand

    def expected(self, central: Mapping[str, float], draws: int = EXPECTED_DRAWS) -> Tallies:
        """Tallies of months -12..-1 at central values, on luck that no seed changes."""
        past = self.central_past(central, draws, seed=0)
        return self.tallies(past.counts, KEPT_FROM, past.draws)

    def central_past(self, central: Mapping[str, float], draws: int, seed: int) -> Past:
        """Months -36..-1 of draws 0..draws-1 at central values; services change nothing there."""
        sets = ParameterSets(None, seed, central, self.setting.parameters)
        return burn_in(self.population, sets, np.zeros(draws, np.int64), (0, draws), seed)

    def tallies(self, counts: np.ndarray, first_month: int, draws: tuple[int, int]) -> Tallies:
        """Counts of the engine, int32 (draw, unit, month, slot), as tallies nobody has reported."""
        return Tallies.unreported(counts, self.setting.method_ids, self.base.strata,
                                  self.population.units, first_month, draws,
                                  self.setting.method_groups)

    def past(self, plan: Resolved, sets: ParameterSets, set_of: np.ndarray,
             draws: tuple[int, int], seed: int, moved: np.ndarray) -> Past:
        """Months -36..-1 of some draws. Each thread keeps the last ones that it asked for, since
        every plan goes on from the same past. `moved`: (set, unit, month, target) of them."""
        if plan.before_hash != self.base.before_hash:
            raise ValueError("a plan of another world: its past is another one")
        key = (draws, seed, sets.sets)
        kept: tuple[object, Past | None] = getattr(self._past, "kept", ((), None))
        if kept[0] == key and kept[1] is not None:
            return kept[1]
        self._past.kept = kept = ((), None)  # free the last chunk first
        found = burn_in(self.population, sets, set_of, draws, seed, moved)
        self._past.kept = (key, found)
        return found

    # ---- what services do

    def sets(self, plan: Resolved, draws: tuple[int, int], seed: int,
             uncertainty: Uncertainty = "both") -> tuple[ParameterSets, np.ndarray]:
        """Parameter sets of some draws under a plan, and each draw's position in them (draw,)."""
        return sets_for(plan.base, self.setting.parameters, draws, seed, uncertainty)

    def coverage(self, plan: Resolved, sets: ParameterSets) -> Coverage:
        """Coverage of every task in months -36..horizon-1."""
        return coverage(plan, sets, self.clients, self.tasks)

    def shifts(self, plan: Resolved, sets: ParameterSets, served: Coverage) -> np.ndarray:
        """What services and supply move rates by: (set, unit, month, target) of months
        -36..horizon-1; with supply its places follow the targets (`supply_shifts`)."""
        moved = shifts(served, sets, self.tasks)
        if not (plan.base.supply or plan.reference.supply):
            return moved
        supplied = supply_shifts(plan, sets, self.demand, FIRST_MONTH, REFERENCE)
        supplied[..., :moved.shape[-1]] += moved
        return supplied

    def chunk(self, at_once: int = WOMEN_A_CHUNK) -> int:
        """Draws that are lived together: those of about so many women."""
        return chunk_for(self.population.roll.women, at_once)

    # ---- how it is read

    def reads(self, plan: Resolved) -> tuple[Read, ...]:
        """The schemes that a plan lives under, as it reads them: its readings, targets, weights."""
        return tuple(read_of(plan, self.schemes[name]) for name in plan.base.schemes)

    def compared(self, plan: Resolved) -> tuple[Read, ...]:
        """The schemes that only score what is done under a plan."""
        return tuple(read_of(plan, self.schemes[name]) for name in plan.base.scored_by()
                     if name not in plan.base.schemes)

    def named(self) -> tuple[Read, ...]:
        """Every scheme that scores any plan, each as it is read by the first that lives under it,
        or else by the base."""
        first = {name: next((plan for plan in self.variants.values()
                             if name in plan.base.schemes), self.base)
                 for name in self.base.base.scored_by()}
        return tuple(read_of(plan, self.schemes[name]) for name, plan in first.items())

    def periods(self, reads: tuple[Read, ...] | None = None) -> tuple[RunPeriod, ...]:
        """The year before, the planning years, and the years and seasons of schemes."""
        some = self.named() if reads is None else reads
        return tuple(run_periods(self.base, [read.scheme for read in some]))

    @cached_property
    def _formulas(self) -> tuple[dict[str, Indicator], dict[str, str]]:
        """All formulas, and why some that plugins bring cannot be worked out here."""
        schemes = [read.scheme for read in self.named()]
        known = {**self.indicators, **{name: formula for scheme in schemes
                                       for name, formula in tally_indicators(scheme).items()}}
        read = {name for scheme in schemes for name in scheme.by_input}
        tables = {"record": record_table(self.base.strata)}
        problems, left_out = Problems(self.base.scenario), {}
        for name, formula in known.items():
            try:
                check_slots(formula, lambda view: tables.get(view, self.population.table),
                            self.setting.method_groups)
            except ValueError as fault:
                left_out[name] = str(fault)
                if name in read and name not in self.base.base.inputs:
                    problems.add(name, _("cannot be worked out in the setting {setting}: {fault}")
                                 .format(setting=self.setting.id, fault=fault))
        problems.raise_if_any()
        return {name: formula for name, formula in known.items() if name not in left_out}, left_out

    @property
    def formulas(self) -> Mapping[str, Indicator]:
        """Every indicator that can be worked out here: the core's, those of plugins, and inputs of
        the scenario's schemes that are sums of tallies. Raises InputError where a scheme reads
        one that the setting cannot give."""
        with self._lock:
            return self._formulas[0]

    @property
    def left_out(self) -> Mapping[str, str]:
        """Indicators of plugins that the setting cannot give, and why."""
        with self._lock:
            return self._formulas[1]


def world_of(variants: Mapping[str, Resolved] | Resolved, **more: Any) -> World:
    """The world of a scenario's plans, or of one plan as its base; `more` are fields of `World`.
    The setting is the one that the scenario names, among those that come with fpplan."""
    plans = {BASE: variants} if isinstance(variants, Resolved) else variants
    setting = more.pop("setting", None) or load_setting(plans[BASE].reference.setting)
    return World(plans, setting, **more)
