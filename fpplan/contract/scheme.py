"""A scheme as data: chapters of items, what they read, how it may be read, what it pays."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from fpplan.contract.errors import InputError, nearest
from fpplan.contract.items import (
    Chapter,
    Input,
    Item,
    Payout,
    PeerGroup,
    full_points,
)
from fpplan.contract.layout import Layout, lay_out
from fpplan.contract.months import Calendar
from fpplan.contract.readings import Pick, Reading, choices, choose, every, fixed, picks
from fpplan.contract.tags import STAFF_PRESSURE, tag_of
from fpplan.contract.text import Text, _

if TYPE_CHECKING:
    from fpplan.contract.rules import Rule

__all__ = ["Scheme"]


@dataclass(frozen=True)
class Scheme:
    """One assessment scheme.

    `base` is the documented total of its base chapters (None: it gives no points; under a
    reading in which it is 0 and nothing else earns it gives none either). Once the readings are
    `chosen`, `written` is the scheme as it was before. `by_unit` are factors on the points of
    items that a scenario weighs unit by unit, in the order of the units that are scored.
    """

    id: str
    text: Text
    document: str
    chapters: tuple[Chapter, ...]
    inputs: tuple[Input, ...]
    readings: tuple[Reading, ...] = ()
    calendar: Calendar = field(default_factory=Calendar)
    base: float | Pick[float] | None = None
    peers: tuple[PeerGroup, ...] = ()
    payouts: tuple[Payout, ...] = ()
    chosen: Mapping[str, str] | None = None
    written: Scheme | None = None
    by_unit: Mapping[str, tuple[float, ...]] | None = None

    def items(self) -> Iterator[Item]:
        """Every item, in the document's order."""
        for chapter in self.chapters:
            yield from chapter.walk()

    def groups(self) -> Iterator[Chapter]:
        """Every chapter and group, outermost first."""
        for chapter in self.chapters:
            yield from chapter.groups()

    @cached_property
    def by_input(self) -> Mapping[str, Input]:
        """Its inputs by id."""
        return {inp.id: inp for inp in self.inputs}

    def item(self, name: str) -> Item:
        """One item by id. Raises InputError with the nearest id."""
        found = {item.id: item for item in self.items()}
        if name not in found:
            raise InputError.one(self.id, "item", _("is not an item of this scheme"), name,
                                 nearest(name, found))
        return found[name]

    @cached_property
    def layout(self) -> Layout:
        """What scoring asks of its structure, worked out once (readings must be chosen)."""
        return lay_out(self)

    def tags(self, item: Item) -> frozenset[str]:
        """What an item is tagged with: the union over the inputs it reads, itself or through
        other items. A rank or veto that reads a tagged input is staff pressure as well."""
        known = self._known_tags
        if item.id not in known or known[item.id][0] is not item:
            presses = any(rule.presses for rule in every(item.rule))
            known[item.id] = item, self._tags_of((*item.inputs, *self.behind(item)), presses)
        return known[item.id][1]

    @cached_property
    def _known_tags(self) -> dict[str, tuple[Item, frozenset[str]]]:
        return {}

    def behind(self, item: Item) -> tuple[str, ...]:
        """The inputs that an item depends on through others: those of the items and chapters
        that it reads, the vetoes on them and the weights of its chapter."""
        weights = [rule.weights[item.id] for group in self.groups()
                   for rule in every(group.reweight) if rule and item.id in rule.weights]
        return (*weights, *self._inputs_behind(item.derives, item.id))

    def _inputs_behind(self, derives: Iterable[str], besides: str = "") -> list[str]:
        groups = {group.id: group for group in self.groups()}
        read: dict[str, None] = {}
        for name in derives:
            if name.startswith("!"):
                read[name[1:]] = None
            else:
                inside = groups[name[1:]].walk() if name[1:] in groups else self.items()
                read |= dict.fromkeys(inner.id for inner in inside)
        if not read:
            return []
        around = set(read) | {self.id} | {group.id for group in groups.values()
                                          if any(inner.id in read for inner in group.walk())}
        items = [each for each in self.items() if each.id != besides and (
            each.id in read or any(around & {*getattr(rule, "zeroes", ())}
                                   for rule in every(each.rule)))]
        return [name for each in items for name in each.inputs]

    def payout_tags(self, payout: Payout) -> frozenset[str]:
        """What a payout is tagged with: money or a sanction for a tagged input is staff
        pressure as well."""
        names = [*payout.inputs, *self._inputs_behind(
            name for rule in payout.rules for name in rule.derives())]
        for name in payout.items:
            names += (self.written or self).item(name).inputs
        own = {tag for word in payout.about if (tag := tag_of(word))}
        return self._tags_of(names, presses=True) | own

    def _tags_of(self, names: Iterable[str], presses: bool) -> frozenset[str]:
        found: set[str] = set()
        for name in names:
            if name in self.by_input:
                found |= self.by_input[name].tags
        if found and presses:
            found.add(STAFF_PRESSURE)
        return frozenset(found)

    def under(self, readings: Mapping[str, str] | None = None) -> Scheme:
        """The scheme with every reading chosen (defaults where none is asked for).

        Raises InputError for unknown readings or options.
        """
        if self.chosen is not None:
            if readings and any(self.chosen.get(k) != v for k, v in readings.items()):
                raise ValueError("the readings of this scheme have already been chosen")
            return self
        chosen = choices(self.readings, readings or {}, self.id)
        key = tuple(chosen.values())
        if key not in self._chosen_before:
            self._chosen_before[key] = self._choose(chosen)
        return self._chosen_before[key]

    @cached_property
    def _chosen_before(self) -> dict[tuple[str, ...], Scheme]:
        return {}

    def _choose(self, chosen: Mapping[str, str]) -> Scheme:
        chapters = tuple(_standing(choose(chapter, chosen), chosen) for chapter in self.chapters)
        base = choose(self.base, chosen)
        if base == 0 and all(_earns_nothing(fixed(item.rule)) for chapter in chapters
                             for item in chapter.walk()):
            base = None
        return replace(self, chapters=chapters, chosen=chosen, written=self, base=base,
                       payouts=choose(self.payouts, chosen))

    def readings_of(self, name: str) -> tuple[str, ...]:
        """The readings that decide anything about an item."""
        scheme = self.written or self
        item = scheme.item(name)
        around = [group for group in scheme.groups()
                  if any(inner.id == name for inner in group.walk())]
        found = {pick.reading for _at, pick in picks(item, "")}
        found |= {pick.reading for group in around
                  for part in (group.cap, group.floor) for _at, pick in picks(part, "")}
        if item.only:
            found.add(item.only.reading)
        return tuple(reading.id for reading in scheme.readings if reading.id in found)

    def base_total(self) -> float:
        """The points of the base chapters when every target is exactly met and nothing is
        recorded against it (readings must be chosen)."""
        return sum(full_points(chapter, self.calendar) for chapter in self.chapters
                   if chapter.kind == "base")

    def scaled(self, factor: float) -> Scheme:
        """The scheme with the points of every tagged item multiplied by `factor`."""
        def scale(chapter: Chapter) -> Chapter:
            return replace(chapter, items=tuple(
                scale(part) if isinstance(part, Chapter)
                else replace(part, weight=part.weight * factor) if self.tags(part) else part
                for part in chapter.items))
        return replace(self, chapters=tuple(scale(chapter) for chapter in self.chapters))


def _earns_nothing(rule: Rule) -> bool:
    """Whether a rule only passes, misses or shows: none of its numbers of points is above or
    below 0."""
    from fpplan.contract.rules import Veto

    extras = ("beyond", "above", "below", "each", "per_day", "table")
    return isinstance(rule, Veto) or (not rule.presses and rule.full == 0 and not any(
        getattr(rule, name, 0) for name in extras))


def _standing(chapter: Chapter, chosen: Mapping[str, str]) -> Chapter:
    """The chapter without the items that do not stand under the chosen readings."""
    kept: list[Item | Chapter] = []
    for part in chapter.items:
        if isinstance(part, Chapter):
            kept.append(_standing(part, chosen))
        elif part.only is None or chosen[part.only.reading] in part.only.options:
            kept.append(part)
    return replace(chapter, items=tuple(kept))
