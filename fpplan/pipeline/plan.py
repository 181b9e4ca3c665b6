"""What a run will do, settled before it starts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from fpplan.contract.indicators import Indicator
from fpplan.contract.measures import Measure
from fpplan.contract.scheme import Scheme
from fpplan.experiment.draws import Uncertainty
from fpplan.experiment.inputs import simulated_inputs
from fpplan.experiment.periods import RunPeriod, published_windows
from fpplan.experiment.read import read_of
from fpplan.experiment.world import World
from fpplan.indicators.core import core_indicators
from fpplan.place.parameters import Parameter
from fpplan.scenario.resolve import Resolved
from fpplan.tallies import parse_pattern

__all__ = ["Keep", "Plan", "limited", "plan", "quota_inputs"]

Keep = Literal["needed", "all"]
REPORTED = ("births", "using", "in_union_by_order", "people")

# Indicators that every run keeps, because the report speaks of them; those of a rule on births
# only where there is such a rule.
OF_A_RULE = frozenset(["births_within_policy_percent", "two_daughter_households",
                       "birth_policies_wrong"])
# Parameters that act on births against a rule, and on the selection of sons.
_PARAMETER_OF_A_RULE = re.compile(r".*(_out(_|$)|outside_policy|wrong_policy|deterrence)")
_PARAMETER_OF_SELECTION = re.compile(r"selection\.(?!willing$)")
STORED = (
    "births", "crude_birth_rate", "tfr", "births_within_policy_percent", "first_order_percent",
    "second_order_percent", "higher_order_percent", "srb", "srb_first", "srb_second_and_later",
    "method_use_percent", "mcpr_percent", "long_acting_percent", "unmet_need_percent",
    "demand_satisfied_percent", "women_in_union", "two_daughter_households",
    "births_reported_percent", "births_timely_and_right_percent",
    "births_late_reported", "births_omitted",
    "births_found_by_audit", "births_false", "birth_labels_wrong", "birth_orders_wrong",
    "birth_sexes_wrong", "birth_policies_wrong", "record_completeness_percent",
    "girls_not_born", "srb_without_selection", "srb_second_and_later_without_selection",
    "service_clients", "births_in_a_census_percent", "children_in_a_census_percent",
)


@dataclass(frozen=True)
class Plan:
    """What a run will do, settled before it starts. `schemes` score any of its plans; they are read
    at the top unit, for their names, by the first that lives under them. `indicators` are those
    that are kept."""

    world: World
    schemes: tuple[Scheme, ...]
    draws: int
    seed: int
    uncertainty: Uncertainty
    periods: tuple[RunPeriod, ...]
    indicators: tuple[str, ...]
    keep: Keep = "needed"
    measures: tuple[Measure, ...] = ()

    @property
    def variants(self) -> Mapping[str, Resolved]:
        """"base" and each variant."""
        return self.world.variants

    @property
    def formulas(self) -> Mapping[str, Indicator]:
        """Formulas of everything that can be worked out."""
        return self.world.formulas

    @property
    def left_out(self) -> Mapping[str, str]:
        """Indicators of plugins that the setting cannot give, and why."""
        return self.world.left_out

    @property
    def lived(self) -> tuple[Scheme, ...]:
        """The schemes that the base lives under."""
        return tuple(scheme for scheme in self.schemes if scheme.id in self.base.base.schemes)

    def families(self) -> frozenset[str] | None:
        """Families of tallies that the tables keep; None for all. What the run's indicators
        count, and what the report looks at month by month."""
        if self.keep == "all":
            return None
        counted = {pattern for name in self.indicators
                   for pattern in self.formulas[name].patterns}
        quotas = {about[part] for about in quota_inputs().values()
                  for part in ("eligible", "wanting", "among")}
        return frozenset(parse_pattern(p)[0] for p in {*counted, *quotas, *REPORTED})

    @property
    def base(self) -> Resolved:
        """The base of the scenario."""
        return self.world.base

    @property
    def windows(self) -> tuple[RunPeriod, ...]:
        """The months of published figures: indicators are kept for them, no scheme reads them."""
        return tuple(published_windows(self.base))

    def parameters(self) -> list[Parameter]:
        """The parameters that the run rests on: those of a rule on births, or of sex selection,
        only where there is one, or where the scenario sets them."""
        every = self.world.setting.parameters
        plan = self.base.reference
        given = {*plan.parameters, *plan.reporting,
                 *(name for stratum in plan.strata.values() for name in stratum.parameters)}
        idle = [] if limited(self.base) else [_PARAMETER_OF_A_RULE]
        if every["selection.willing"].value == 0 and "selection.willing" not in given:
            idle.append(_PARAMETER_OF_SELECTION)
        return [parameter for name, parameter in every.items()
                if name in given or not any(part.match(name) for part in idle)]


def plan(world: World, *, draws: int, seed: int, uncertainty: Uncertainty = "both",
         keep: Keep = "needed") -> Plan:
    """Settle a run; indicators that plugins bring are kept by every run.

    Raises InputError for readings that a scheme or measure does not have, and where a scheme
    reads an indicator that the scenario's setting cannot give.
    """
    base = world.base
    top = next(iter(base.base.units))
    chosen = tuple(read_of(read.plan, read.scheme, (top,)).scheme for read in world.named())
    carried = tuple(world.measures[name].under(dict(run.readings))
                    for name, run in base.base.measures.items())
    stored = [name for name in STORED if limited(base) or name not in OF_A_RULE]
    read = [name for each in world.variants.values()
            for name in simulated_inputs(chosen, each, world.formulas)]
    published = [name for name in base.base.published if name in world.formulas]
    brought = [name for name in world.indicators
               if name in world.formulas and name not in core_indicators()]
    names = dict.fromkeys([*stored, *read, *published, *brought])
    kept = tuple(name for name in world.formulas if name in names)
    return Plan(world, chosen, draws, seed, uncertainty, world.periods(), kept, keep, carried)


def limited(resolved: Resolved) -> bool:
    """Whether any rule of the scenario is against any birth."""
    return any(rule.limits for rule in resolved.base.policy_rules.values())


@cache
def quota_inputs() -> dict[str, dict[str, Any]]:
    """Inputs that count what was done for a quota on one method, and whom the quota is set on
    (`data/quotas.toml`)."""
    return tomllib.loads(files("fpplan").joinpath("data/quotas.toml").read_text("utf-8"))
