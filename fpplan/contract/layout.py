"""What scoring asks of a scheme's structure, worked out once per scheme and readings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from fpplan.contract.items import Chapter, Item, full_points
from fpplan.contract.readings import fixed
from fpplan.contract.rules import Veto

if TYPE_CHECKING:
    from fpplan.contract.scheme import Scheme

__all__ = ["Layout", "documented_points", "lay_out", "without_tagged"]


@dataclass(frozen=True)
class Layout:
    """The structure of a scheme whose readings are chosen.

    `plain` items read inputs only; `derived` ones read the points or gaps of others and come
    after them. `vetoes` are, by item, the ids of the vetoes that name it, a group around it
    or the scheme. `free` are the untagged items. `inside` are the plain items of each group
    and, by its id, of the scheme. `reweighted` are the chapters whose points are divided anew;
    `full` are the points of each item at its target by which they are divided, those of the
    document, so that a weight that a scenario sets takes nothing from another item.
    """

    items: tuple[Item, ...]
    plain: tuple[Item, ...]
    derived: tuple[Item, ...]
    vetoes: Mapping[str, tuple[str, ...]]
    free: frozenset[str]
    inside: Mapping[str, tuple[str, ...]]
    full: Mapping[str, float]
    reweighted: tuple[Chapter, ...]


def lay_out(scheme: Scheme) -> Layout:
    """The layout of a scheme."""
    items = tuple(scheme.items())
    plain = tuple(item for item in items if not item.derives)
    groups = {group.id: tuple(item.id for item in group.walk()) for group in scheme.groups()}
    around = {item.id: {item.id, scheme.id} for item in items}
    for group, members in groups.items():
        for name in members:
            around[name].add(group)
    vetoes = [(item.id, {*rule.zeroes}) for item in items
              if isinstance(rule := fixed(item.rule), Veto)]
    known = {item.id for item in plain}
    return Layout(
        items, plain, tuple(item for item in items if item.derives),
        {name: tuple(veto for veto, zeroes in vetoes if zeroes & names)
         for name, names in around.items()},
        frozenset(item.id for item in items if not scheme.tags(item)),
        {name: tuple(member for member in members if member in known)
         for name, members in {**groups, scheme.id: tuple(around)}.items()},
        {item.id: documented_points(scheme, item) for item in items},
        tuple(group for group in scheme.groups() if fixed(group.reweight) is not None))


def documented_points(scheme: Scheme, item: Item) -> float:
    """The points of an item (readings chosen) at its target, as its document weighs it. The
    scheme may weigh it otherwise."""
    if scheme.tags(item):
        return full_points(item, scheme.calendar)
    weight = (scheme.written or scheme).item(item.id).weight
    return full_points(replace(item, weight=weight), scheme.calendar)


def without_tagged(scheme: Scheme) -> Scheme:
    """The scheme with its tagged items absent, as `untagged` totals of `score` evaluate it."""
    def keep(chapter: Chapter) -> Chapter:
        return replace(chapter, items=tuple(
            keep(part) if isinstance(part, Chapter) else part
            for part in chapter.items
            if isinstance(part, Chapter) or not scheme.tags(part)))
    return replace(scheme, chapters=tuple(keep(chapter) for chapter in scheme.chapters), base=None)
