"""The most and the least that items, chapters and the whole scheme can come to."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

from fpplan.audit.probe import Probe, bounds, met_at, tasks_of
from fpplan.contract.items import Chapter, Item, full_points
from fpplan.contract.readings import fixed
from fpplan.contract.rules import PeerRule, Rank, RepeatedLast, Rule, Step, Veto
from fpplan.contract.scheme import Scheme

__all__ = ["Bound", "Ends", "ItemEnds", "item_ends", "never_bind", "part_ends", "vetoes"]

MOST_CORNERS = 4096
FAR = (1_000.0, 2_000.0)  # where it shows whether points go on without end


@dataclass(frozen=True)
class Ends:
    """Least and most points; infinite where a clause sets no limit. `low` and `high` are those
    ends with the endless clauses left at their targets."""

    least: float
    most: float
    low: float
    high: float

    def bounded(self, floor: float | None, cap: float | None) -> Ends:
        """Within a floor and a cap."""
        def hold(value: float) -> float:
            value = value if cap is None else min(value, cap)
            return value if floor is None else max(value, floor)

        return Ends(hold(self.least), hold(self.most), hold(self.low), hold(self.high))

    def times(self, weight: float) -> Ends:
        """Times a weight of 0 or more."""
        return Ends(*(weight * value if weight else 0.0
                      for value in (self.least, self.most, self.low, self.high)))

    @classmethod
    def add(cls, several: Iterable[Ends]) -> Ends:
        """The sum of each end."""
        parts = list(several)
        return cls(*(sum(getattr(part, end) for part in parts)
                     for end in ("least", "most", "low", "high")))


@dataclass(frozen=True)
class ItemEnds:
    """One item: points with its target exactly met, its ends, and those before cap and floor."""

    item: Item
    base: float
    raw: Ends
    ends: Ends

    @property
    def beyond(self) -> float:
        """What it can add above its points at the target, infinite without a limit."""
        return self.ends.most - self.base

    @property
    def spread(self) -> float:
        """The most less the least, endless clauses left at their targets."""
        return self.ends.high - self.ends.low


@dataclass(frozen=True)
class Bound:
    """A cap or a floor that no figures can reach."""

    part: Item | Chapter
    kind: str  # cap | floor
    value: float
    reached: float  # the end that comes nearest


def item_ends(probe: Probe) -> dict[str, ItemEnds]:
    """The ends of every item by id, by trying its inputs at the ends of what is possible, at its
    target and next to it."""
    found = {}
    for item in probe.scheme.items():
        rule = fixed(item.rule)
        raw = _awards(rule, probe.scheme) if isinstance(rule, PeerRule) else _raw(item, probe)
        ends = raw.bounded(fixed(item.floor), fixed(item.cap)).times(item.weight)
        found[item.id] = ItemEnds(item, full_points(item, probe.scheme.calendar), raw, ends)
    return found


def _raw(item: Item, probe: Probe) -> Ends:
    """Of one item alone, before its cap, floor and weight."""
    import numpy as np

    alone = replace(item, cap=None, floor=None, weight=1.0, only=None)
    scheme = replace(probe.scheme, base=None, payouts=(), chapters=(
        Chapter("alone", item.text, (alone,)),))
    single = replace(probe, scheme=scheme)
    rule = fixed(item.rule)
    names = [name for name in dict.fromkeys(rule.reads()) if name not in tasks_of(rule)]
    tried = {name: _tried(name, rule, single) for name in names}
    while math.prod(len(values) for values in tried.values()) > MOST_CORNERS:
        widest = max(tried, key=lambda name: len(tried[name]))
        tried[widest] = sorted({tried[widest][0], tried[widest][-1]})
    corners = [dict(zip(tried, values, strict=True)) for values in product(*tried.values())]
    endless = [name for name in names if math.isinf(bounds(scheme.by_input[name])[1])]
    far = [{name: value} for name in endless for value in FAR]
    points = single.at([*corners, *far], to=True).items[item.id].central[:, 0, 0]
    points = np.broadcast_to(points, (len(corners) + len(far),))
    near = points[:len(corners)]
    low, high = float(near.min()), float(near.max())
    least, most = low, high
    for at in range(len(corners), len(points), 2):
        more = float(points[at + 1] - points[at])
        most = math.inf if more > 1e-9 else max(most, float(points[at]))
        least = -math.inf if more < -1e-9 else min(least, float(points[at]))
    return Ends(least, most, max(low, least), min(high, most))


def _tried(name: str, rule: Rule, probe: Probe) -> list[float]:
    low, high = bounds(probe.scheme.by_input[name])
    values = {probe.values[name], low if math.isfinite(low) else probe.values[name]}
    if math.isfinite(high):
        values.add(high)
    own = met_at(rule, probe.scheme).get(name)
    if own is not None:
        values.add(own)
        if math.isfinite(high):
            values |= {min(own + 1, high), max(own - 1, low)}
    if isinstance(rule, Step) and name == rule.value:
        values |= {least for least, _points in rule.table if low <= least <= high}
    return sorted(values)


def _awards(rule: PeerRule, scheme: Scheme) -> Ends:
    """What a place among peers can give in a year."""
    parts = len(scheme.calendar.parts)
    given: list[float] = []
    if isinstance(rule, Rank):
        given, parts = list(rule.awards.values()), max(1, parts // rule.every)
    elif isinstance(rule, RepeatedLast):
        given = [rule.each]
    high, low = parts * max([0.0, *given]), parts * min([0.0, *given])
    return Ends(low, high, low, high)


def part_ends(part: Item | Chapter, items: dict[str, ItemEnds], *, bounded: bool = True) -> Ends:
    """The ends of an item, or of a chapter from those inside it, within its cap and floor."""
    if isinstance(part, Item):
        return items[part.id].ends if bounded else items[part.id].raw
    inside = Ends.add(part_ends(inner, items) for inner in part.items)
    return inside.bounded(fixed(part.floor), fixed(part.cap)) if bounded else inside


def never_bind(scheme: Scheme, items: dict[str, ItemEnds]) -> list[Bound]:
    """Caps and floors that nothing can pass, so that they change no points."""
    found = []
    parts: list[Item | Chapter] = [*scheme.groups(), *scheme.items()]
    for part in parts:
        ends = part_ends(part, items, bounded=False)
        cap, floor = fixed(part.cap), fixed(part.floor)
        if cap is not None and ends.most <= cap:
            found.append(Bound(part, "cap", cap, ends.most))
        if floor is not None and ends.least >= floor:
            found.append(Bound(part, "floor", floor, ends.least))
    return found


def vetoes(probe: Probe) -> dict[str, float]:
    """What each veto takes away from a unit that meets every target."""
    rules = {item.id: rule for item in probe.scheme.items()
             if isinstance(rule := fixed(item.rule), Veto)}
    points = probe.at([{}, *({rule.trigger: rule.above + 1} for rule in rules.values())], to=True)
    total = points.total.central[:, 0, 0]
    return {name: float(total[0] - total[min(at, len(total) - 1)])
            for at, name in enumerate(rules, start=1)}
