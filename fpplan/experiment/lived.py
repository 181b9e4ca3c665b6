"""One plan lived for some draws: what happened, what the books say, and what is read of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from fpplan.books.report import report
from fpplan.experiment.draws import Uncertainty, central_values, own_ranges
from fpplan.experiment.read import Read
from fpplan.indicators.evaluate import evaluate
from fpplan.indicators.table import IndicatorTable
from fpplan.place.parameters import ParameterSets
from fpplan.population.rates import TARGETS, carried_to_birth
from fpplan.population.simulate import KEPT_FROM, Past
from fpplan.population.simulate import live as live_on
from fpplan.population.start import BURN_IN
from fpplan.programme.clients import with_clients
from fpplan.programme.coverage import Coverage, excess
from fpplan.programme.fed import FedKey, fed_inputs, feeds_any
from fpplan.programme.hours import RECORDS
from fpplan.scheme.sampling import Sample
from fpplan.tallies import Tallies

if TYPE_CHECKING:
    from fpplan.contract.months import Period
    from fpplan.experiment.world import World
    from fpplan.scenario.resolve import Resolved

__all__ = ["AUDIT", "Lived", "Moved", "audits_before", "before_in_the_books", "counts_from",
           "counts_of", "filled_by", "in_the_books", "indicators_of", "lived", "moved_by",
           "past_of"]

AUDIT = "record_audit"  # the task that the books are checked by


@dataclass(frozen=True)
class Moved:
    """What a plan moves before anybody lives: parameter sets, coverage, and shifts of rates
    (set, unit, month from -36, target). `set_of`: each draw's position in the sets."""

    sets: ParameterSets
    set_of: np.ndarray
    served: Coverage
    shifts: np.ndarray


def moved_by(world: World, plan: Resolved, draws: tuple[int, int], seed: int,
             uncertainty: Uncertainty = "both") -> Moved:
    """What a plan moves for some draws; no life is lived."""
    sets, set_of = world.sets(plan, draws, seed, uncertainty)
    served = world.coverage(plan, sets)
    return Moved(sets, set_of, served, world.shifts(plan, sets, served))


@dataclass(frozen=True)
class Lived:
    """Draws first..stop-1 of one plan; `tallies`: months -12..horizon-1, both views."""

    world: World
    name: str
    plan: Resolved
    draws: tuple[int, int]
    seed: int
    moved: Moved
    tallies: Tallies

    @property
    def sample(self) -> Sample:
        """The luck of the samples that inspections take."""
        return self.seed, self.draws

    @cached_property
    def reads(self) -> tuple[Read, ...]:
        """The schemes that the plan lives under, as it reads them."""
        return self.world.reads(self.plan)

    @cached_property
    def compared(self) -> tuple[Read, ...]:
        """The schemes that only score what was lived."""
        return self.world.compared(self.plan)

    def indicators(self, names: Sequence[str], periods: Sequence[Period]) -> IndicatorTable:
        """Indicators of the counted strata in both views, leaves before their parents."""
        return indicators_of(self.world, self.plan, self.tallies, names, periods)

    def counted(self, pattern: str, first: int, last: int) -> np.ndarray:
        """True tallies of the counted strata that match a pattern, summed over months first..last:
        int64 (draw, leaf)."""
        start = self.tallies.first_month
        found: np.ndarray = self.tallies.total("true", pattern, self.plan.counted)[
            :, :, first - start:last + 1 - start].sum(axis=2)
        return found

    def filled(self, periods: Sequence[Period], units: Sequence[str]) -> dict[FedKey, np.ndarray]:
        """Inputs of schemes that the programme fills: name -> (draw, unit, period); what the books
        say otherwise stands under (name, "reported")."""
        return filled_by(self.world, self.plan, self.moved, self.tallies, self.seed, periods, units)


def indicators_of(world: World, plan: Resolved, tallies: Tallies, names: Sequence[str],
                  periods: Sequence[Period], formulas: Mapping[str, Any] | None = None
                  ) -> IndicatorTable:
    """Indicators of any tallies of a world, over the strata that its plan counts."""
    parents = {unit: each.parent for unit, each in plan.base.units.items()}
    return evaluate(tallies, periods, names, parents=parents,
                    indicators=world.formulas if formulas is None else formulas,
                    strata=plan.counted)


def filled_by(world: World, plan: Resolved, moved: Moved, tallies: Tallies, seed: int,
              periods: Sequence[Period], units: Sequence[str]) -> dict[FedKey, np.ndarray]:
    """Inputs that a plan's programme fills, from tallies of the same draws: see `Lived.filled`."""
    if not feeds_any(plan.base):
        return {}
    member = np.array([np.isin(tallies.units, plan.leaves_below(unit)) for unit in units],
                      dtype=np.float64)
    return fed_inputs(plan.base, moved.served, moved.sets, tallies, periods, member, seed=seed,
                      set_of_draw=moved.set_of, tasks=world.tasks)


def lived(world: World, plan: Resolved, draws: tuple[int, int], seed: int,
          uncertainty: Uncertainty = "both", name: str = "") -> Lived:
    """Live draws first..stop-1 of a plan and put them in the books.

    Args:
        draws: multiples of REPEATS where it matters that chunks do not split a parameter set
            (results do not depend on it). seed: any whole number; 0 is a seed.
    """
    moved = moved_by(world, plan, draws, seed, uncertainty)
    counts = counts_of(world, plan, moved, draws, seed)
    return Lived(world, name, plan, draws, seed, moved,
                 in_the_books(world, plan, moved, counts, draws, seed))


def counts_of(world: World, plan: Resolved, moved: Moved, draws: tuple[int, int], seed: int
              ) -> np.ndarray:
    """What the engine counts: int32 (draw, unit, month from -12, slot)."""
    past = world.past(plan, moved.sets, moved.set_of, draws, seed, moved.shifts[:, :, :BURN_IN])
    return live_on(world.population, past, moved.shifts[:, :, BURN_IN:])


def counts_from(world: World, past: Past, shifts: np.ndarray) -> np.ndarray:
    """What the engine counts from a past on: int32 (draw, unit, month from 0, slot); shifts (set,
    unit, month, target)."""
    return live_on(world.population, past, shifts)[:, :, -KEPT_FROM:]


def in_the_books(world: World, plan: Resolved, moved: Moved, counts: np.ndarray,
                 draws: tuple[int, int], seed: int) -> Tallies:
    """Counts of the engine with the clients that services reached, and as the books have them."""
    tallies = with_clients(world.tallies(counts, KEPT_FROM, draws), moved.served, world.tasks,
                           seed=seed, set_of_draw=moved.set_of)
    since = BURN_IN + KEPT_FROM
    visited = moved.served.of(AUDIT)[:, :, since:]
    kept_up = excess(moved.served, moved.served.of(RECORDS))[:, :, since:]
    # Until the decision month audits were those of the base, whatever a variant decides.
    before = ParameterSets(moved.sets.sets, seed, central_values(plan.reference),
                           world.setting.parameters, own_ranges(plan.reference))
    return report(tallies, moved.sets, visited, seed=seed, set_of_draw=moved.set_of, before=before,
                  carried=carried_to_birth(world.setting, moved.sets), kept_up=kept_up)


def audits_before(world: World, central: Mapping[str, float]) -> np.ndarray:
    """Share of households that audits visit in months -12..-1 at central values: (1, unit, 12)."""
    sets = ParameterSets(None, 0, central, world.setting.parameters)
    return world.coverage(world.base, sets).of(AUDIT)[:, :, BURN_IN + KEPT_FROM:BURN_IN]


def before_in_the_books(world: World, central: Mapping[str, float], draws: int,
                        visited: np.ndarray, books: int = 0) -> Tallies:
    """Months -12..-1 at central values on luck that no seed changes, in both views.

    Args: visited as `audits_before` gives it; books how many parameter sets keep the books, for
        as many draws each (lives are at central values all the same); 0 for central values.
    """
    numbers = range(books) if books else None
    sets = ParameterSets(numbers, 0, central, world.setting.parameters,
                         own_ranges(world.base.reference))
    found = world.expected(central, draws)
    return report(found, sets, np.repeat(visited, sets.count, axis=0), seed=0,
                  set_of_draw=np.arange(draws) * sets.count // draws,
                  carried=carried_to_birth(world.setting, sets))


def past_of(world: World, plan: Resolved, draws: tuple[int, int], seed: int,
            uncertainty: Uncertainty = "both") -> tuple[Past, np.ndarray]:
    """The past of some draws, and the shifts of months 0..horizon-1 (set, unit, month, target), for
    what is lived year by year."""
    if world.fertility is not None:  # services reach nobody who has no decisions to make
        sets, set_of = world.sets(plan, draws, seed, uncertainty)
        months = BURN_IN + plan.base.horizon
        shifts = np.zeros((sets.count, len(plan.leaves), months, len(TARGETS)))
    else:
        moved = moved_by(world, plan, draws, seed, uncertainty)
        sets, set_of, shifts = moved.sets, moved.set_of, moved.shifts
    past = world.past(plan, sets, set_of, draws, seed, shifts[:, :, :BURN_IN])
    return past, shifts[:, :, BURN_IN:]
