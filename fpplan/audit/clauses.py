"""Clauses that meet on one figure: read twice, or read with different sizes or directions."""

from __future__ import annotations

from dataclasses import dataclass

from fpplan.audit.probe import Probe, met_at, tasks_of
from fpplan.contract.readings import every, fixed
from fpplan.contract.scheme import Scheme

__all__ = ["Contradiction", "Overlap", "contradictions", "overlaps", "subsets"]


@dataclass(frozen=True)
class Overlap:
    """One input that several items read; `together` of them do under the chosen readings."""

    name: str
    items: tuple[str, ...]
    together: tuple[str, ...]


@dataclass(frozen=True)
class Contradiction:
    """Items that value a change of one input differently, or set it targets that
    no value meets together.

    `move` is +1 or −1 and `points` what it is worth by item; for targets `move` is 0 and
    `points` are the targets. `together`: they stand at the same time, so that both count.
    """

    name: str
    move: int
    points: dict[str, float]
    kind: str  # direction | size | target
    together: bool


def overlaps(scheme: Scheme) -> list[Overlap]:
    """The inputs of a scheme (readings chosen) that several of its items read, those of other
    readings included."""
    written = scheme.written or scheme
    standing = {item.id: item.inputs for item in scheme.items()}
    readers: dict[str, list[str]] = {}
    for item in written.items():
        for name in item.inputs:
            readers.setdefault(name, []).append(item.id)
    return [Overlap(name, tuple(items),
                    tuple(each for each in items if name in standing.get(each, ())))
            for name, items in readers.items() if len(items) > 1]


def contradictions(probe: Probe) -> list[Contradiction]:
    """Overlaps whose items give one more (or one less) a different size or direction, or set
    targets that no value meets together."""
    standing = {item.id for item in probe.scheme.items()}
    found = []
    for overlap in overlaps(probe.scheme):
        aims = {name: aim for name in overlap.items
                if (aim := _aim(name, overlap.name, probe)) is not None}
        targets = {name: target for name, (target, _way) in aims.items()}
        least = [target for target, way in aims.values() if way > 0]
        most = [target for target, way in aims.values() if way < 0]
        if least and most and max(least) > min(most):
            found.append(Contradiction(overlap.name, 0, targets, "target",
                                       sum(name in standing for name in targets) > 1))
        for move in probe.steps(overlap.name):
            points = {}
            for name in overlap.items:
                worth = _worth(name, overlap.name, move, probe)
                if worth:
                    points[name] = worth
            if len(set(points.values())) < 2:
                continue
            signs = {value > 0 for value in points.values()}
            found.append(Contradiction(
                overlap.name, move, points, "direction" if len(signs) > 1 else "size",
                sum(name in standing for name in points) > 1))
    return found


def _worth(item: str, name: str, move: int, probe: Probe) -> float:
    """What a move of an input is worth to one item, under a reading by which it stands."""
    return _standing(item, probe).effects([{name: float(move)}])[0][item][0]


def _aim(item: str, name: str, probe: Probe) -> tuple[float, int] | None:
    """The value of an input at which an item's target is exactly met, and which way is better."""
    scheme = _standing(item, probe).scheme
    rule = fixed(scheme.item(item).rule)
    aims, ways = met_at(rule, scheme), rule.direction()
    if name in tasks_of(rule) or name not in aims or name not in ways:
        return None
    return aims[name], ways[name]


def _standing(item: str, probe: Probe) -> Probe:
    """The scheme under a reading by which an item stands."""
    if item in {each.id for each in probe.scheme.items()}:
        return probe
    written = probe.scheme.written or probe.scheme
    only = written.item(item).only
    assert only is not None
    return Probe.of(written.under({**(probe.scheme.chosen or {}), only.reading: only.options[0]}))


def subsets(scheme: Scheme) -> dict[str, str]:
    """Inputs whose cases are among those of another input, where a clause says so."""
    found: dict[str, str] = {}
    for item in (scheme.written or scheme).items():
        for rule in every(item.rule):
            part = getattr(rule, "rewarded", None)
            if part:
                found[part] = rule.done
    return found
