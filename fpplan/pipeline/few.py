"""Where the points and payouts of a run rest on a recorded count that must not show.

Parquet keeps the exact points. Whoever shows them (`fpplan.store.shown`) takes, in these places,
the middle of the ends, which are those of the count's whole range 1-4.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from fpplan.contract.figures import Figures
from fpplan.contract.readings import every
from fpplan.contract.rules import PeerRule, Veto
from fpplan.experiment.inputs import recorded
from fpplan.scheme.few import hidden_cells

if TYPE_CHECKING:
    from fpplan.contract.rules import Rule
    from fpplan.contract.scheme import Scheme
    from fpplan.scenario.resolve import Resolved

__all__ = ["Few", "few_of"]


@dataclass
class Few:
    """Units by item, chapter, total ("total", "untagged_total") and by payout."""

    items: dict[str, set[str]] = field(default_factory=dict)
    payouts: dict[str, set[str]] = field(default_factory=dict)


def few_of(scheme: Scheme, variants: Iterable[Resolved]) -> Few:
    """Where anything of a scheme rests on a hidden count, under any reading and variant."""
    written = scheme.written or scheme
    hides: dict[str, set[str]] = {}
    units: tuple[str, ...] = ()
    for resolved in variants:
        units = tuple(resolved.base.units)
        for name, cells in _hidden(written, resolved, units).items():
            hides.setdefault(name, set()).update(cells)
    few = Few()
    if not hides:
        return few
    everyone = set(units)

    def of(rules: Iterable[Rule]) -> set[str]:
        """The units in which some rules rest on a hidden count; ranks and other levels spread
        it to all."""
        found: set[str] = set()
        for rule in rules:
            own = {unit for name in rule.reads() for unit in hides.get(name, ())}
            behind = {unit for name in rule.derives() for unit in few.items.get(
                "total" if name == f"#{written.id}" else name[1:], ())}
            spreads = isinstance(rule, PeerRule) or rule.levels()
            found |= everyone if spreads and own | behind else own | behind
        return found

    while True:  # a rank may read a chapter that a veto takes away
        before = {name: len(cells) for name, cells in few.items.items()}
        for item in written.items():
            few.items.setdefault(item.id, set()).update(of(every(item.rule)))
        for item in written.items():
            for name in _zeroed(written, every(item.rule)):
                few.items[name] |= few.items[item.id]
        for group in written.groups():
            weights = {name for rule in every(group.reweight) if rule for name in rule.reads()}
            weighed = {unit for name in weights for unit in hides.get(name, ())}
            for item in group.walk():
                few.items[item.id] |= weighed
            few.items.setdefault(group.id, set()).update(
                unit for item in group.walk() for unit in few.items[item.id])
        few.items["total"] = {unit for item in written.items() for unit in few.items[item.id]}
        few.items["untagged_total"] = {unit for item in written.items()
                                       if not written.tags(item) for unit in few.items[item.id]}
        if before == {name: len(cells) for name, cells in few.items.items()}:
            break
    for payout in written.payouts:
        few.payouts[payout.id] = of(payout.rules) | {
            unit for name in payout.items for unit in few.items.get(name, ())}
    return few


def _zeroed(scheme: Scheme, rules: Iterable[Rule]) -> set[str]:
    """The items that vetoes among some rules set to nothing."""
    named = {name for rule in rules if isinstance(rule, Veto) for name in rule.zeroes}
    if scheme.id in named:
        return {item.id for item in scheme.items()}
    inside = {item.id for group in scheme.groups() if group.id in named for item in group.walk()}
    return inside | {item.id for item in scheme.items() if item.id in named}


def _hidden(scheme: Scheme, resolved: Resolved, units: tuple[str, ...]) -> Mapping[str, set[str]]:
    """By input, the units whose recorded count must not show."""
    values = {}
    for name, inp in scheme.by_input.items():
        ends = recorded(resolved, name, inp.unit, units)
        if ends is not None:
            values[name] = tuple(np.asarray(part)[None, :, None] for part in ends)
    if not values:
        return {}
    above = {unit: resolved.base.units[unit].parent for unit in units}
    figures = Figures.build(units, ("year",), values,
                            {unit: parent for unit, parent in above.items() if parent})
    return {name: {units[at] for at in np.nonzero(mask.any(axis=1))[0]}
            for (name, _view), mask in hidden_cells(figures, scheme).items()}
