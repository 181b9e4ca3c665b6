"""Targets that a scenario sets in place of the document's, of untagged items only.

What a document asks of births, procedures, fees, surveillance or tied benefits is scored as it
was written: no target of such an item can be set, from a file or from Python.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fpplan.contract.errors import Problems, nearest
from fpplan.contract.items import Chapter, Item
from fpplan.contract.readings import every, fixed
from fpplan.contract.rules import Pace, PerUnit, Proportional, Rule, Threshold
from fpplan.contract.rules.base import Names
from fpplan.contract.scheme import Scheme
from fpplan.contract.text import _
from fpplan.contract.units import UNITS
from fpplan.scenario.known import TargetOf

if TYPE_CHECKING:
    from fpplan.contract.rules.base import Array

__all__ = ["ByUnit", "Targets", "settable", "target_of", "with_targets"]

Targets = Mapping[str, float | Mapping[str, float]]
"""As a scenario writes them: "<scheme>.<item>" -> one number, or a number a unit."""

CLOSEST = 0.01  # of a target to the value that earns nothing


@dataclass(frozen=True)
class ByUnit(Rule):
    """One rule with a target of its own in each unit: `rules` in the order of the units."""

    rules: tuple[Rule, ...]

    def reads(self) -> tuple[str, ...]:
        return self.rules[0].reads()

    @property
    def full(self) -> float:
        return self.rules[0].full

    def points(self, x: Mapping[str, Array]) -> Array:
        return self._each(x, lambda rule, cells: rule.points(cells))

    def gap(self, x: Mapping[str, Array]) -> Array | None:
        return self._each(x, _gap)

    def _each(self, x: Mapping[str, Array],
              function: Callable[[Rule, Mapping[str, Array]], Array]) -> Array:
        import numpy as np

        found = []
        for at, rule in enumerate(self.rules):
            cells = {name: array[:, at:at + 1] if array.shape[1] > 1 else array
                     for name, array in x.items()}
            found.append(function(rule, cells))
        return np.concatenate(found, axis=1)

    def direction(self) -> Mapping[str, int]:
        return self.rules[0].direction()

    def say(self, x: Mapping[str, float], names: Names) -> str:
        raise TypeError("a target by unit is explained by the rule of one unit")


def _gap(rule: Rule, x: Mapping[str, Array]) -> Array:
    found = rule.gap(x)
    assert found is not None  # of rules that have a target
    return found


def target_of(rule: Rule) -> float | None:
    """The number that a rule sets as its target, where a scenario could set another."""
    if isinstance(rule, Pace):
        return None
    return rule.target if isinstance(rule, Threshold | Proportional | PerUnit) else None


def settable(scheme: Scheme) -> dict[str, TargetOf]:
    """By item, whether a scenario may set its target, and within which ends."""
    return {item.id: _settable(scheme, item) for item in scheme.items()}


def _settable(scheme: Scheme, item: Item) -> TargetOf:
    tags = scheme.tags(item)
    if tags:
        return TargetOf(0, 0, _(
            "is tagged {tags}: the item is scored as its document has it, and no target of it "
            "can be set").format(tags=", ".join(sorted(tags))))
    rules = every(item.rule)
    if any(target_of(rule) is None for rule in rules):
        return TargetOf(0, 0, _("the clause has no number as its target that could be set"))
    ends = [_ends(scheme, rule) for rule in rules]
    return TargetOf(max(low for low, _high in ends), min(high for _low, high in ends))


def _ends(scheme: Scheme, rule: Rule) -> tuple[float, float]:
    inp = scheme.by_input[rule.reads()[0]]
    low, high = inp.possible or (UNITS[inp.unit].low, UNITS[inp.unit].high)
    if isinstance(rule, Proportional):
        if rule.target > rule.zero:
            low = max(low, rule.zero + CLOSEST)
        else:
            high = min(high, rule.zero - CLOSEST)
    return low, high


def with_targets(scheme: Scheme, targets: Targets, units: Sequence[str]) -> Scheme:
    """The scheme (readings chosen) with the targets that a plan sets for these units.

    `units` are those that are scored, in their order. A unit that a target does not list keeps
    the scheme's own. Raises InputError for items that are tagged or have no target to set.
    """
    own = {name.partition(".")[2]: value for name, value in targets.items()
           if name.partition(".")[0] == scheme.id}
    if not own:
        return scheme
    kept: dict[object, Scheme] = scheme.__dict__.setdefault("_aimed", {})
    key = (tuple(sorted((name, tuple(sorted(value.items())) if isinstance(value, Mapping)
                         else value) for name, value in own.items())), tuple(units))
    if key not in kept:
        _refuse(scheme, own)
        kept[key] = replace(scheme, chapters=tuple(
            _aimed(chapter, own, units) for chapter in scheme.chapters))
    return kept[key]


def _refuse(scheme: Scheme, own: Mapping[str, object]) -> None:
    problems = Problems(scheme.id)
    possible = settable(scheme.written or scheme)
    standing = {item.id for item in scheme.items()}
    for name in own:
        if name not in possible:
            problems.add(f"targets.{name}", _("the scheme has no such item"), None,
                         nearest(name, possible))
        elif possible[name].refusal:
            problems.add(f"targets.{name}", possible[name].refusal)
        elif name not in standing:
            problems.add(f"targets.{name}", _("the item does not stand under the readings that "
                                              "are chosen"))
    problems.raise_if_any()


def _aimed(chapter: Chapter, own: Mapping[str, float | Mapping[str, float]],
           units: Sequence[str]) -> Chapter:
    parts: list[Item | Chapter] = []
    for part in chapter.items:
        if isinstance(part, Chapter):
            parts.append(_aimed(part, own, units))
        elif part.id in own:
            parts.append(replace(part, rule=_rule(fixed(part.rule), own[part.id], units)))
        else:
            parts.append(part)
    return replace(chapter, items=tuple(parts))


def _rule(rule: Rule, value: float | Mapping[str, float], units: Sequence[str]) -> Rule:
    assert isinstance(rule, Threshold | Proportional | PerUnit)
    if not isinstance(value, Mapping):
        return replace(rule, target=float(value))
    each = [replace(rule, target=float(value[unit])) if unit in value else rule for unit in units]
    return each[0] if len(set(each)) == 1 else ByUnit(tuple(each))
