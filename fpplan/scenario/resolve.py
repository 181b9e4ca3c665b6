"""From a scenario to what is run: `[base]` and each variant, frozen and hashed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from fpplan.contract.months import absolute
from fpplan.contract.text import Text
from fpplan.scenario.canonical import digest, plain
from fpplan.scenario.models import SCHEMA, Base, Scenario, Season
from fpplan.scenario.monthly import planned_in, running
from fpplan.scenario.toml import dumps
from fpplan.scenario.values import FrozenTable
from fpplan.scenario.variants import apply
from fpplan.scenario.work import Hours

__all__ = ["BASE", "Brought", "Resolved", "resolve"]

BASE = "base"

# What a woman's life before the decision month depends on. Everything else (labels, horizon,
# schemes, recorded and published figures) may change without simulating the past again.
_BEFORE = ("setting", "decision_month", "seasons", "units", "strata", "policy_rules",
           "population", "margins", "scales", "staff", "hours", "campaigns", "services", "supply",
           "reporting", "parameters")
_FOR_READERS = ("label", "text", "why", "source", "status", "assumed", "area", "level")


@dataclass(frozen=True)
class Brought:
    """What the schemes of a plan brought with them: `inputs` that their own wires fill; `hours`,
    paid hours a month by task and leaf unit, for work that the scenario gave none; `cut`, the part
    that is left of all hours of a leaf unit whose staff have not enough; `before`, the hours as the
    scenario plans them, where they are others."""

    inputs: tuple[str, ...] = ()
    hours: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    cut: Mapping[str, float] = field(default_factory=dict)
    before: Hours | None = None


@dataclass(frozen=True)
class Resolved:
    """One plan, ready to run: the base as it stands or a variant of it.

    Everything reachable from it is immutable. `base` holds the plan's own settings,
    `reference` the scenario's `[base]`, by which everybody lived before the decision month.
    """

    scenario: str
    title: Text
    document: str
    variant: str
    why: Text | None
    base: Base
    reference: Base
    label: Text | None = None
    scored_items: int = 0
    """How many items the schemes that the plan lives under score: each takes time to keep records
    for."""
    items_before: int | None = None
    """How many the schemes of the scenario's `[base]` score, by which everybody lived before the
    decision month; None: as many."""
    narrows: bool = False
    """Whether it narrows choice, which the setting alone can say (`fpplan.programme.choice`)."""
    brought: Brought = Brought()
    """What its schemes brought with them (`fpplan.programme.wires`)."""

    @cached_property
    def hash(self) -> str:
        """16 hexadecimal digits of everything that the plan sets."""
        return digest({"base": self.base, "scored_items": self.scored_items})

    @cached_property
    def before_hash(self) -> str:
        """16 hexadecimal digits of what matters before the decision month; all variants of a
        scenario share it."""
        before = {name: plain(getattr(self.reference, name), _FOR_READERS) for name in _BEFORE}
        return digest({**before, "scored_items": self.scored_before})

    @property
    def scored_before(self) -> int:
        """How many items were scored before the decision month."""
        return self.scored_items if self.items_before is None else self.items_before

    @cached_property
    def written(self) -> Base:
        """The plan's settings without what its schemes brought."""
        fills = {name: fill for name, fill in self.base.fills.items()
                 if name not in self.brought.inputs}
        return self.base.model_copy(update={
            "fills": FrozenTable(fills), "hours": self.brought.before or self.base.hours})

    @cached_property
    def leaves(self) -> tuple[str, ...]:
        """The simulated units, in the file's order."""
        parents = {unit.parent for unit in self.base.units.values()}
        return tuple(name for name in self.base.units if name not in parents)

    def leaves_below(self, unit: str) -> tuple[str, ...]:
        """The simulated units that a unit is the sum of; a leaf is its own sum."""
        return self._below.get(unit, ())

    @cached_property
    def _below(self) -> dict[str, tuple[str, ...]]:
        """The leaves of every unit, in the file's order; a county has hundreds."""
        found: dict[str, list[str]] = {}
        for leaf in self.leaves:
            for unit in (leaf, *self.above(leaf)):
                found.setdefault(unit, []).append(leaf)
        return {unit: tuple(leaves) for unit, leaves in found.items()}

    def above(self, unit: str) -> tuple[str, ...]:
        """The parent of a unit, its parent and so on."""
        found: list[str] = []
        step = self.base.units[unit].parent
        while step is not None:
            found.append(step)
            step = self.base.units[step].parent
        return tuple(found)

    @property
    def strata(self) -> tuple[str, ...]:
        """Ids of the strata, in the file's order."""
        return tuple(self.base.strata)

    def people(self, unit: str, stratum: str | None = None) -> int:
        """People of both sexes and all ages at the decision month, of a unit or its leaves, in
        one stratum or all."""
        names = self.strata if stratum is None else (stratum,)
        leaves = self.leaves_below(unit)
        return sum(self.base.population[name][leaf] for name in names for leaf in leaves)

    def rule(self, stratum: str, month: int = 0) -> str:
        """The policy rule of a stratum that holds in a month."""
        start = absolute(self.base.decision_month)
        found = [rule for since, rule in self.base.strata[stratum].policies
                 if since is None or absolute(since) - start <= month]
        return found[-1]

    def spacing(self, stratum: str, order: int, sons: int, daughters: int,
                month: int = 0) -> int | None:
        """Months since the last birth from which the next birth of a woman after `order` live
        births is within the policy of her stratum in a month; None when it never is."""
        rule = self.base.policy_rules[self.rule(stratum, month)]
        return rule.spacing(order, sons, daughters)

    @cached_property
    def counted(self) -> tuple[str, ...]:
        """The strata that indicators count, by `counted_by`."""
        registered = self.base.counted_by == "registration"
        return tuple(name for name, stratum in self.base.strata.items()
                     if (stratum.registered if registered else stratum.resident))

    def season(self, month: int) -> int:
        """Which season (0, 1, ...) a month index belongs to."""
        calendar = (absolute(self.base.decision_month) + month) % 12 + 1
        return next(i for i, s in enumerate(self.base.seasons) if calendar in s.months)

    @property
    def seasons(self) -> tuple[Season, ...]:
        """The seasons of decisions."""
        return self.base.seasons

    def hours(self, unit: str, task: str, month: int) -> float:
        """Paid hours of a leaf unit for a task in a month, campaigns included: the plan's own
        from the decision month on, those of the scenario's `[base]` before it."""
        return self.planned(unit, month).get(task, 0.0)

    def planned(self, unit: str, month: int) -> dict[str, float]:
        """Paid hours of a leaf unit in a month by task, campaigns included."""
        plan = self.base if month >= 0 else self.reference
        when = absolute(self.base.decision_month) + month
        active = [plan.campaigns[name] for name in running(plan.campaigns, when)]
        return planned_in(plan.hours, active, unit, self.season(month), len(plan.seasons))

    def central_values(self) -> dict[str, float]:
        """Catalogue parameters that the scenario sets, id -> value."""
        own = {name: override.value for name, override in self.base.parameters.items()}
        return {**own, **self.base.reporting}

    def to_dict(self) -> dict[str, Any]:
        """The plan as a scenario file without variants, as plain data."""
        title = plain(self.title)
        return {"schema": SCHEMA, "id": self.scenario, "title": title,
                "document": self.document, "base": plain(self.base)}

    def to_toml(self) -> str:
        """The plan as a scenario file; reading it back gives the same hash."""
        return dumps(self.to_dict())


def resolve(scenario: Scenario, scored_items: int | Callable[[Base], int] = 0
            ) -> dict[str, Resolved]:
    """"base" and each variant by name, in the file's order; the scenario is not changed.

    The scenario must have come through `load` or `loads`, which check every variant.
    `scored_items` is how many items the schemes of the scenario, or those of each plan, score,
    which schemes alone can say. A scheme that one plan lives under is compared in the others.
    """
    raw = plain(scenario.base)
    bases = {BASE: scenario.base}
    bases |= {name: Base.model_validate(apply(raw, variant.set))
              for name, variant in scenario.variant.items()}
    named = dict.fromkeys(scheme for base in bases.values() for scheme in base.scored_by())
    count = scored_items if callable(scored_items) else lambda _base: scored_items
    before, found = count(scenario.base), {}
    for name, base in bases.items():
        others = tuple(scheme for scheme in named if scheme not in base.schemes)
        own = base if others == (base.compare_schemes or ()) else base.model_copy(
            update={"compare_schemes": others or None})
        variant = scenario.variant.get(name)
        label, why = (variant.label, variant.why) if variant else (None, None)
        same = base.schemes == scenario.base.schemes
        found[name] = Resolved(
            scenario.id, scenario.title, scenario.document, name, why, own, scenario.base, label,
            before if same else count(base), None if same else before)
    return found
