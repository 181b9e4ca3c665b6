"""Weights and payouts that a scenario sets in place of the document's, of untagged items only.

The weight of an item that carries a tag is its document's: only a documented reading of the
scheme changes it. Nor can money or pay be set that rests on anything tagged.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol, TypeVar

from fpplan.contract.errors import Problems, nearest
from fpplan.contract.items import Chapter, Item, Payout, full_points
from fpplan.contract.layout import documented_points
from fpplan.contract.readings import every, fixed
from fpplan.contract.rules import PerEvent, Rule
from fpplan.contract.scheme import Scheme
from fpplan.contract.text import _
from fpplan.scenario.known import PayoutOf, TargetOf

__all__ = ["MOST_TIMES", "SetPayout", "Weights", "amount_of", "payable", "weighable",
           "with_payouts", "with_weights"]

Weights = Mapping[str, float | Mapping[str, float]]
"""As a scenario writes them: "<scheme>.<item>" -> points at the target, or points a unit."""
MOST_TIMES = 100  # what a scenario may set, of what the document says

T = TypeVar("T")


class SetPayout(Protocol):
    """What a scenario sets of a payout: a factor on the document's money, or the amount."""

    @property
    def factor(self) -> float | None: ...
    @property
    def yuan(self) -> float | None: ...


def amount_of(rule: Rule) -> float | None:
    """The amount that the rule of a payout states: for each event, or where all is earned; None
    where it works money out of other numbers."""
    if isinstance(rule, PerEvent):
        return rule.each if rule.each > 0 and rule.base == 0 else None
    return rule.full if rule.full > 0 else None


# ---- what may be set

def weighable(scheme: Scheme) -> dict[str, TargetOf]:
    """By item, whether a scenario may set its weight, and within which ends."""
    return {item.id: _weighable(scheme, item) for item in scheme.items()}


def _weighable(scheme: Scheme, item: Item) -> TargetOf:
    tags = scheme.tags(item)
    if tags:
        return TargetOf(0, 0, _(
            "is tagged {tags}: its weight is its document's, and only a reading of the scheme "
            "changes it").format(tags=", ".join(sorted(tags))))
    full = max(full_points(replace(item, rule=rule, calendar=calendar), scheme.calendar)
               for rule in every(item.rule) for calendar in every(item.calendar))
    if full <= 0:
        return TargetOf(0, 0, _("the clause earns no points at its target: it has no weight that "
                                "could be set"))
    return TargetOf(0, MOST_TIMES * full)


def payable(scheme: Scheme) -> dict[str, PayoutOf]:
    """By payout, whether a scenario may set it, and up to which amount."""
    return {payout.id: _payable(scheme, payout) for payout in scheme.payouts}


def _payable(scheme: Scheme, payout: Payout) -> PayoutOf:
    tags = scheme.payout_tags(payout)
    if tags:
        return PayoutOf(None, _(
            "is tagged {tags}: what follows is as its document has it, and cannot be set").format(
                tags=", ".join(sorted(tags))))
    if payout.yuan is None:
        return PayoutOf(None, _("is no money: there is no amount that could be set"))
    amounts = [amount for rule in every(payout.yuan) if rule and (amount := amount_of(rule))]
    return PayoutOf(MOST_TIMES * max(amounts) if amounts else None)


# ---- setting it

def with_weights(scheme: Scheme, weights: Weights, units: Sequence[str]) -> Scheme:
    """The scheme (readings chosen) with the weights that a plan sets for these units.

    `units` are those that are scored, in their order. A unit that a weight does not list keeps
    the scheme's own. Caps and floors of chapters stay as documented. Raises InputError for items
    that are tagged or have no points to weigh.
    """
    own = _of(scheme, weights)
    if not own:
        return scheme
    return _kept(scheme, ("weights", _key(own), tuple(units)),
                 lambda: _weighed(scheme, own, units))


def with_payouts(scheme: Scheme, payouts: Mapping[str, SetPayout]) -> Scheme:
    """The scheme (readings chosen) with the payouts that a plan sets. Raises InputError for
    payouts that are tagged, are no money, or have no amount that could be set."""
    own = _of(scheme, payouts)
    if not own:
        return scheme
    key = tuple(sorted((name, each.factor, each.yuan) for name, each in own.items()))
    return _kept(scheme, ("payouts", key), lambda: _paid(scheme, own))


def _of(scheme: Scheme, given: Mapping[str, T]) -> dict[str, T]:
    """What is set of one scheme, by item or payout."""
    return {name.partition(".")[2]: value for name, value in given.items()
            if name.partition(".")[0] == scheme.id}


def _key(own: Weights) -> object:
    return tuple(sorted((name, tuple(sorted(value.items())) if isinstance(value, Mapping)
                         else value) for name, value in own.items()))


def _kept(scheme: Scheme, key: object, make: Callable[[], Scheme]) -> Scheme:
    """The same scheme each time: what it works out of itself once is kept with it."""
    kept: dict[object, Scheme] = scheme.__dict__.setdefault("_set", {})
    if key not in kept:
        kept[key] = make()
    return kept[key]


def _weighed(scheme: Scheme, own: Weights, units: Sequence[str]) -> Scheme:
    problems = Problems(scheme.id)
    possible = weighable(scheme.written or scheme)
    standing = {item.id: documented_points(scheme, item) for item in scheme.items()}
    for name in own:
        at = f"weights.{name}"
        if name not in possible:
            problems.add(at, _("the scheme has no such item"), None, nearest(name, possible))
        elif possible[name].refusal:
            problems.add(at, possible[name].refusal)
        elif name not in standing:
            problems.add(at, _("the item does not stand under the readings that are chosen"))
        elif standing[name] <= 0:
            problems.add(at, _("the item earns no points under the readings that are chosen"))
    problems.raise_if_any()
    factors: dict[str, float] = {}
    by_unit: dict[str, tuple[float, ...]] = {}
    for name, value in own.items():
        if not isinstance(value, Mapping):
            factors[name] = value / standing[name]
            continue
        each = tuple(value[unit] / standing[name] if unit in value else 1.0 for unit in units)
        if len(set(each)) == 1:
            factors[name] = each[0]
        else:
            by_unit[name] = each
    return replace(scheme, by_unit=by_unit or None, chapters=tuple(
        _reweighed(chapter, factors) for chapter in scheme.chapters))


def _reweighed(chapter: Chapter, factors: Mapping[str, float]) -> Chapter:
    return replace(chapter, items=tuple(
        _reweighed(part, factors) if isinstance(part, Chapter)
        else replace(part, weight=part.weight * factors[part.id]) if part.id in factors else part
        for part in chapter.items))


def _paid(scheme: Scheme, own: Mapping[str, SetPayout]) -> Scheme:
    problems = Problems(scheme.id)
    possible = payable(scheme.written or scheme)
    factors: dict[str, float] = {}
    chosen = {payout.id: payout for payout in scheme.payouts}
    for name, value in own.items():
        at = f"payouts.{name}"
        if name not in possible:
            problems.add(at, _("the scheme has no such payout"), None, nearest(name, possible))
        elif possible[name].refusal:
            problems.add(at, possible[name].refusal)
        elif value.yuan is None:
            factors[name] = 1.0 if value.factor is None else value.factor
        else:
            rule = fixed(chosen[name].yuan)
            amount = None if rule is None else amount_of(rule)
            if amount is None:
                problems.add(f"{at}.yuan", _(
                    "the document works this money out of other numbers: set a factor instead"))
            else:
                factors[name] = value.yuan / amount
    problems.raise_if_any()
    return replace(scheme, payouts=tuple(
        replace(payout, factor=factors.get(payout.id, payout.factor))
        for payout in scheme.payouts))

