"""What the scenario's schemes ask today: targets of untagged items, and what is only listed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fpplan.contract.items import Item, full_points
from fpplan.contract.readings import fixed
from fpplan.contract.rules import PerEvent, PerUnit, Proportional, Rule, Threshold
from fpplan.contract.scheme import Scheme
from fpplan.contract.text import Text
from fpplan.planning.targets_subject import subjects
from fpplan.scheme.aimed import ByUnit, settable, target_of

__all__ = ["Flagged", "Present", "commentary", "flagged", "presents"]


@dataclass(frozen=True)
class Present:
    """A target that a scheme sets today on something that can be a target.

    `target` is by unit where the scenario sets it by unit. `every_unit`: parents are scored
    too. `graded`: points follow the figure by degrees, so that missing it a little loses
    little. `least` and `most` are the ends within which a scenario may set it.
    """

    scheme: str
    scheme_label: Text
    item: str
    label: Text
    name: str
    target: float | Mapping[str, float]
    at_most: bool
    every_unit: bool
    graded: bool
    least: float
    most: float

    @property
    def key(self) -> str:
        """"<scheme>.<item>", as a scenario writes it."""
        return f"{self.scheme}.{self.item}"

    def at(self, unit: str) -> float:
        """The target of one unit."""
        return self.target[unit] if isinstance(self.target, Mapping) else self.target


@dataclass(frozen=True)
class Flagged:
    """A tagged item: scored as its document has it, named here, nothing proposed."""

    scheme: str
    item: str
    scheme_label: Text
    label: Text
    tags: tuple[str, ...]


def presents(schemes: Iterable[Scheme], recorded: Iterable[str],
             own: Mapping[str, float | Mapping[str, float]]) -> tuple[Present, ...]:
    """Targets of untagged items that read one indicator of the kind that can be a target, in
    the view that the books show. `recorded` inputs stand as they are and are never forecast;
    `own` are the targets that the scenario sets already."""
    away = set(recorded)
    found = []
    for scheme in schemes:
        ends = settable(scheme.written or scheme)
        for item in scheme.items():
            rule = fixed(item.rule)
            if isinstance(rule, ByUnit):
                rule = rule.rules[0]
            target = target_of(rule)
            name = rule.reads()[0] if rule.reads() else ""
            if (scheme.tags(item) or target is None or name in away or name not in subjects()
                    or subjects()[name].treatment != "target"
                    or fixed(item.view) not in subjects()[name].views
                    or ends[item.id].refusal):
                continue
            most = rule.direction()[name] < 0
            if most != subjects()[name].most:
                continue
            set_here = own.get(f"{scheme.id}.{item.id}")
            found.append(Present(
                scheme.id, scheme.text, item.id, item.text, name,
                _or_own(scheme, item, target, set_here), most, scheme.base is None,
                not isinstance(rule, Threshold), ends[item.id].least,
                ends[item.id].most))
    return tuple(found)


class _WithDefault(dict[str, float]):
    def __init__(self, given: Mapping[str, float], default: float):
        super().__init__(given)
        self.default = default

    def __missing__(self, unit: str) -> float:
        return self.default


def _or_own(scheme: Scheme, item: Item, target: float,
            own: float | Mapping[str, float] | None) -> float | Mapping[str, float]:
    if not isinstance(own, Mapping):
        return target
    written = (scheme.written or scheme).under(scheme.chosen).item(item.id)
    documented = target_of(fixed(written.rule))
    assert documented is not None
    return _WithDefault(own, documented)


def flagged(schemes: Iterable[Scheme]) -> tuple[Flagged, ...]:
    """Every tagged item of the schemes, in their order."""
    return tuple(Flagged(scheme.id, item.id, scheme.text, item.text,
                         tuple(sorted(scheme.tags(item))))
                 for scheme in schemes for item in scheme.items() if scheme.tags(item))


def commentary(schemes: Iterable[Scheme]) -> dict[str, object]:
    """What today's schemes pay for, tagged items included: a comment on them that enters no
    proposal."""
    found: dict[str, object] = {}
    for scheme in schemes:
        rows: list[dict[str, object]] = []
        full = tagged = 0.0
        for item in scheme.items():
            points = full_points(item, scheme.calendar)
            full += abs(points)
            tagged += abs(points) if scheme.tags(item) else 0.0
            rule: Rule = fixed(item.rule)
            each = rule.each * item.weight if isinstance(rule, PerEvent) else None
            rows.append({"item": item.id, "tags": sorted(scheme.tags(item)),
                         "points_at_target": points,
                         "points_for_each": each,
                         "target": rule.target if isinstance(
                             rule, Threshold | Proportional | PerUnit) else None})
        found[scheme.id] = {"points_at_target": full, "of_tagged_items": tagged, "items": rows}
    return found
