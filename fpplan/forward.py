"""The one way in for behaviour and planning: a resolved scenario lived forward.

`forward` runs programme, population and reporting for some draws of one variant. What all
variants share, the prepared population and the past of the chunk, is kept from call to call.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from fpplan.months import Period
from fpplan.parameters import ParameterSets
from fpplan.population.folders import setting_folder
from fpplan.population.rates import carried_to_birth
from fpplan.population.simulate import KEPT_FROM, Past, Population, burn_in, live, prepare
from fpplan.population.start import BURN_IN
from fpplan.programme.clients import with_clients
from fpplan.programme.coverage import (
    FIRST_MONTH,
    REFERENCE,
    Coverage,
    coverage,
    expected_clients,
    shifts,
)
from fpplan.programme.fed import FedKey, fed_inputs, feeds_any
from fpplan.programme.supply import Demand, demand, supply_shifts
from fpplan.programme.tasks import core_tasks
from fpplan.reporting.report import report
from fpplan.scenario.models import Base
from fpplan.scenario.resolve import Resolved
from fpplan.tallies import Tallies

__all__ = ["REPEATS", "Uncertainty", "expected", "forward", "parameter_sets", "prepared"]

REPEATS = 4  # draws that share a parameter set
EXPECTED_DRAWS = 48  # draws behind expected tallies; at central values, on fixed luck
Uncertainty = Literal["both", "chance"]


@dataclass
class _Shared:
    """What is kept between calls: one population and one chunk's past at a time."""

    key: tuple[object, ...] = ()
    population: Population | None = None
    clients: Mapping[str, np.ndarray] | None = None
    demand: Demand | None = None
    past_key: tuple[object, ...] = ()
    past: Past | None = None


_shared = _Shared()


def parameter_sets(resolved: Resolved, draws: tuple[int, int], seed: int,
                   uncertainty: Uncertainty = "both") -> tuple[ParameterSets, np.ndarray]:
    """The sets of some draws and, for each draw, its set's position (int64 (draw,)).

    With "chance" every draw has central values.
    """
    parameters = prepared(resolved).setting.parameters
    numbers = np.arange(*draws) // REPEATS
    central = central_values(resolved.base)
    if uncertainty == "chance":
        return (ParameterSets(None, seed, central, parameters),
                np.zeros(numbers.size, np.int64))
    first = int(numbers[0])
    sets = range(first, int(numbers[-1]) + 1)
    return (ParameterSets(sets, seed, central, parameters, own_ranges(resolved.base)),
            (numbers - first).astype(np.int64))


def central_values(plan: Base) -> dict[str, float]:
    """What a plan sets of the catalogue, id -> value."""
    own = {name: override.value for name, override in plan.parameters.items()}
    return {**own, **plan.reporting}


def own_ranges(plan: Base) -> dict[str, tuple[float, float]]:
    """The ranges that a plan gives to catalogue parameters, id -> (low, high)."""
    return {name: override.range for name, override in plan.parameters.items()
            if override.range is not None}


def prepared(resolved: Resolved) -> Population:
    """The prepared population of a scenario, built once and kept while it is in use."""
    key = (resolved.before_hash, resolved.base.horizon,
           setting_folder(resolved.reference.setting))
    if _shared.key != key:
        _shared.population, _shared.clients = prepare(resolved), None
        _shared.demand = None
        _shared.key, _shared.past_key, _shared.past = key, (), None
    assert _shared.population is not None
    return _shared.population


def expected(population: Population, central: Mapping[str, float],
             draws: int = EXPECTED_DRAWS) -> Tallies:
    """Tallies of months -12..-1 at central values, on luck that no seed changes."""
    sets = ParameterSets(None, 0, central, population.setting.parameters)
    span = (0, draws)
    past = burn_in(population, sets, np.zeros(draws, np.int64), span, seed=0)
    strata = dict(population.table.families["women"].labels)["stratum"]
    return Tallies.unreported(past.counts, population.setting.method_ids, strata,
                              population.units, KEPT_FROM, span)


def _expect(resolved: Resolved) -> None:
    """Work out what the base's reference year is expected to bring, once."""
    population = prepared(resolved)
    if _shared.clients is None:
        found = expected(population, central_values(resolved.reference))
        _shared.clients = expected_clients(found)
        _shared.demand = demand(found, population.setting, *REFERENCE)


def clients_of(resolved: Resolved) -> Mapping[str, np.ndarray]:
    """Expected clients a month by task, (unit,); the same for all draws and variants."""
    _expect(resolved)
    assert _shared.clients is not None
    return _shared.clients


def demand_of(resolved: Resolved) -> Demand:
    """Methods chosen and used in the base's reference year, by unit."""
    _expect(resolved)
    assert _shared.demand is not None
    return _shared.demand


def services(resolved: Resolved, sets: ParameterSets) -> Coverage:
    """Coverage of every task in months -36..horizon-1."""
    return coverage(resolved, sets, clients_of(resolved))


def shifts_of(resolved: Resolved, sets: ParameterSets, served: Coverage) -> np.ndarray:
    """What services and supply move rates by: (set, unit, month, target) of months
    -36..horizon-1; with supply a place for each method follows the targets."""
    moved = shifts(served, sets)
    if not (resolved.base.supply or resolved.reference.supply):
        return moved
    supplied = supply_shifts(resolved, sets, demand_of(resolved), FIRST_MONTH, REFERENCE)
    supplied[..., :moved.shape[-1]] += moved
    return supplied


def filled(resolved: Resolved, tallies: Tallies, seed: int, uncertainty: Uncertainty,
           periods: Sequence[Period], units: Sequence[str], served: Coverage | None = None
           ) -> dict[FedKey, np.ndarray]:
    """Inputs of schemes that the programme fills, over periods within the tallies of a chunk:
    name -> (draw, unit, period), `units` being leaves and units above them. What the books say
    otherwise stands under (name, "reported"). `served`: what `services` gives for these draws,
    where the caller has it."""
    if not feeds_any(resolved.base):
        return {}
    sets, set_of = parameter_sets(resolved, tallies.draws, seed, uncertainty)
    member = np.array([np.isin(tallies.units, resolved.leaves_below(unit)) for unit in units],
                      dtype=np.float64)
    served = services(resolved, sets) if served is None else served
    return fed_inputs(resolved.base, served, sets, tallies, periods, member,
                      seed=seed, set_of_draw=set_of)


def forward(resolved: Resolved, draws: tuple[int, int], seed: int, *,
            uncertainty: Uncertainty = "both", served: Coverage | None = None) -> Tallies:
    """Live draws first..stop-1 of one variant and put them in the books.

    Args:
        resolved: the variant; draws: (first, stop), multiples of REPEATS where it matters that
            chunks do not split a parameter set (results do not depend on it).
        seed: any whole number; 0 is a seed.
        served: what `services` gives for these draws, where the caller has it.
    Returns:
        Tallies of months -12..horizon-1, both views.
    """
    population = prepared(resolved)
    sets, set_of = parameter_sets(resolved, draws, seed, uncertainty)
    served = services(resolved, sets) if served is None else served
    moved = shifts_of(resolved, sets, served)
    key = (*_shared.key, draws, seed, uncertainty)
    if _shared.past_key != key:
        _shared.past = None  # free the last chunk first
        _shared.past = burn_in(population, sets, set_of, draws, seed, moved[:, :, :BURN_IN])
        _shared.past_key = key
    assert _shared.past is not None
    counts = live(population, _shared.past, moved[:, :, BURN_IN:])
    tallies = Tallies.unreported(counts, population.setting.method_ids, resolved.strata,
                                 population.units, KEPT_FROM, draws)
    tallies = with_clients(tallies, served, core_tasks(), seed=seed, set_of_draw=set_of)
    visited = served.of("record_audit")[:, :, BURN_IN + KEPT_FROM:]
    # Until the decision month audits were those of the base, whatever a variant decides.
    before = ParameterSets(sets.sets, seed, central_values(resolved.reference),
                           population.setting.parameters, own_ranges(resolved.reference))
    return report(tallies, sets, visited, seed=seed, set_of_draw=set_of, before=before,
                  carried=carried_to_birth(population.setting, sets))
