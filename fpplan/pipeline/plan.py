"""What a run will do, settled before it starts."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any, Literal

from fpplan.errors import Problems
from fpplan.forward import REPEATS, Uncertainty, prepared
from fpplan.indicators.evaluate import check_slots
from fpplan.indicators.formulas import Indicator, core_indicators, groups_of
from fpplan.parameters import Parameter
from fpplan.pipeline.inputs import simulated_inputs
from fpplan.pipeline.periods import RunPeriod, run_periods
from fpplan.programme.measures import Measure
from fpplan.scenario.resolve import BASE, Resolved
from fpplan.scheme.aimed import with_targets
from fpplan.scheme.model import Scheme
from fpplan.scheme.tallied import tally_indicators
from fpplan.tallies import parse_pattern, record_table
from fpplan.text import _

__all__ = ["Keep", "Plan", "limited", "plan", "quota_inputs", "readings_of"]

Keep = Literal["needed", "all"]
REPORTED = ("births", "using", "in_union_by_order", "people")

WOMEN_A_CHUNK = 500_000  # states, keys and tallies of about so many women are held at a time

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
    "service_clients",
)


@dataclass(frozen=True)
class Plan:
    """What a run will do, settled before it starts. `formulas` are those of its indicators,
    `left_out` says of plugins' indicators why the setting cannot give them, `contents` has the
    content hashes of the plugins that it rests on."""

    variants: Mapping[str, Resolved]
    schemes: tuple[Scheme, ...]
    draws: int
    seed: int
    uncertainty: Uncertainty
    periods: tuple[RunPeriod, ...]
    indicators: tuple[str, ...]
    plugins: Mapping[str, str]
    keep: Keep = "needed"
    measures: tuple[Measure, ...] = ()
    formulas: Mapping[str, Indicator] = field(default_factory=core_indicators)
    left_out: Mapping[str, str] = field(default_factory=dict)
    contents: Mapping[str, str] = field(default_factory=dict)

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
        return self.variants[BASE]

    def parameters(self) -> list[Parameter]:
        """The parameters that the run rests on: those of a rule on births, or of sex selection,
        only where there is one, or where the scenario sets them."""
        every = prepared(self.base).setting.parameters
        plan = self.base.reference
        given = {*plan.parameters, *plan.reporting,
                 *(name for stratum in plan.strata.values() for name in stratum.parameters)}
        idle = [] if limited(self.base) else [_PARAMETER_OF_A_RULE]
        if every["selection.willing"].value == 0 and "selection.willing" not in given:
            idle.append(_PARAMETER_OF_SELECTION)
        return [parameter for name, parameter in every.items()
                if name in given or not any(part.match(name) for part in idle)]

    def chunk(self) -> int:
        """Draws that are simulated together: whole parameter sets."""
        women = max(prepared(self.base).roll.women, 1)
        return REPEATS * max(1, WOMEN_A_CHUNK // women // REPEATS)


def plan(variants: Mapping[str, Resolved], schemes: Mapping[str, Scheme], *, draws: int,
         seed: int, uncertainty: Uncertainty = "both",
         plugins: Mapping[str, str] | None = None, keep: Keep = "needed",
         measures: Mapping[str, Measure] | None = None,
         indicators: Mapping[str, Indicator] | None = None,
         contents: Mapping[str, str] | None = None) -> Plan:
    """Settle a run; `indicators` are those that plugins bring, which every run keeps, `contents`
    the content hashes of the plugins that it rests on. Raises
    InputError for readings that a scheme or measure does not have, and where a scheme reads an
    indicator that the scenario's setting cannot give."""
    base = variants[BASE]
    top = next(iter(base.base.units))
    chosen = tuple(with_targets(schemes[name].under(readings_of(base, name)),
                                base.base.targets or {}, [top]) for name in base.base.schemes)
    carried = tuple((measures or {})[name].under(dict(run.readings))
                    for name, run in base.base.measures.items())
    periods = tuple(run_periods(base, chosen))
    stored = [name for name in STORED if limited(base) or name not in OF_A_RULE]
    own, left_out = _own_formulas(base, chosen, indicators or {})
    formulas = {**core_indicators(), **own}
    read = simulated_inputs(chosen, base, formulas)
    published = [name for name in base.base.published if name in formulas]
    brought = [name for name in indicators or {} if name in own]
    names = dict.fromkeys([*stored, *read, *published, *brought])
    kept = tuple(name for name in formulas if name in names)
    return Plan(variants, chosen, draws, seed, uncertainty, periods, kept, plugins or {}, keep,
                carried, formulas, left_out, contents or {})


def limited(resolved: Resolved) -> bool:
    """Whether any rule of the scenario is against any birth."""
    return any(rule.limits for rule in resolved.base.policy_rules.values())


def _own_formulas(base: Resolved, schemes: Sequence[Scheme], brought: Mapping[str, Indicator]
                  ) -> tuple[dict[str, Indicator], dict[str, str]]:
    """Formulas of plugins, and of the schemes' own inputs that are sums of tallies; and those
    that no scheme reads and the setting cannot give, with the reason. Raises InputError."""
    population = prepared(base)
    tables = {"record": record_table(base.strata)}
    groups = groups_of(population.setting.methods)
    own = {**brought, **{name: formula for scheme in schemes
                         for name, formula in tally_indicators(scheme).items()}}
    read = {name for scheme in schemes for name in scheme.by_input}
    problems, left_out = Problems(base.scenario), {}
    for name, formula in own.items():
        try:
            check_slots(formula, lambda view: tables.get(view, population.table), groups)
        except ValueError as fault:
            left_out[name] = str(fault)
            if name in read and name not in base.base.inputs:
                problems.add(name, _("cannot be worked out in the setting {setting}: {fault}")
                             .format(setting=base.base.setting, fault=fault))
    problems.raise_if_any()
    return {name: formula for name, formula in own.items() if name not in left_out}, left_out


def readings_of(resolved: Resolved, scheme: str) -> dict[str, str]:
    """The readings of one scheme that a plan chooses: reading -> option."""
    head = f"{scheme}."
    return {key.removeprefix(head): option for key, option in resolved.base.readings.items()
            if key.startswith(head)}


@cache
def quota_inputs() -> dict[str, dict[str, Any]]:
    """Inputs that count what was done for a quota on one method, and whom the quota is set on
    (`data/quotas.toml`)."""
    return tomllib.loads(files("fpplan").joinpath("data/quotas.toml").read_text("utf-8"))
