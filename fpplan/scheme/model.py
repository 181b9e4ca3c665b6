"""A scheme as data: chapters of items, each with its clause, rule, inputs and readings.

Nothing here calculates. Rules are in `fpplan.scheme.rules`, evaluation in
`fpplan.scheme.evaluate`. Parts that depend on a reading are `Pick`s until `Scheme.under`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from fpplan.errors import InputError, nearest
from fpplan.months import Calendar
from fpplan.scheme.readings import Pick, Reading, choices, choose, every, fixed, picks
from fpplan.tags import STAFF_PRESSURE, core_inputs, slot_tag, tag_of
from fpplan.text import Text, _

if TYPE_CHECKING:
    from fpplan.scheme.rules import Rule

__all__ = ["Chapter", "Clause", "Input", "Item", "Only", "Payout", "PeerGroup", "Scheme"]

Null = float | Literal["full"]


@dataclass(frozen=True)
class Clause:
    """Where an item comes from: the document, a few of its own words, what it says."""

    document: str
    quote: str
    text: Text


@dataclass(frozen=True)
class Input:
    """A number that items ask for, by name.

    `unit` is a key of `fpplan.scheme.units.UNITS`. `default` is what an absent value means:
    "needed" (then `range`, the ends between which it must lie, is used with `central` or
    the middle) or "none_recorded" (0). An input of the plugin's own says what it is `about`
    (closed list) and may be a sum of tallies: `numerator` over `denominator` times `factor`.
    `sums_up` says that its value is computed from a whole scheme's points or comprehensive
    result, so that pressure by tagged items passes through it.
    """

    id: str
    text: Text
    unit: str
    default: Literal["needed", "none_recorded"] = "needed"
    range: tuple[float, float] | None = None
    central: float | None = None
    possible: tuple[float, float] | None = None
    about: str | None = None
    numerator: tuple[str, ...] = ()
    denominator: tuple[str, ...] = ()
    factor: float = 1.0
    sums_up: bool = False

    @property
    def subject(self) -> str | None:
        """What it is about: the core table's word, else the author's."""
        core = core_inputs().get(self.id)
        return core.about if core else self.about

    @property
    def tags(self) -> frozenset[str]:
        """The tags that an item carries for reading it."""
        subject = self.subject
        found = {tag_of(subject), slot_tag(self.numerator, subject)} if subject else set()
        if self.sums_up:
            found.add(STAFF_PRESSURE)
        return frozenset(tag for tag in found if tag)


@dataclass(frozen=True)
class Only:
    """An item that stands only under some options of a reading."""

    reading: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """The smallest clause that earns or loses by itself.

    `cap` and `floor` bound its points; `null` is what it earns where its input is 0/0
    ("full" = all its points). `calendar` "season" evaluates it in each part of the scheme's
    calendar and adds the parts up. `weight` multiplies its points after cap and floor.
    `tags` is the author's word and optional: it must equal what the inputs say.
    """

    id: str
    text: Text
    clause: Clause
    rule: Rule | Pick[Rule]
    cap: float | Pick[float | None] | None = None
    floor: float | Pick[float | None] | None = None
    view: Literal["reported", "true"] = "reported"
    calendar: Literal["year", "season"] | Pick[Literal["year", "season"]] = "year"
    null: Null | Pick[Null] = 0.0
    only: Only | None = None
    weight: float = 1.0
    tags: frozenset[str] | None = None

    @property
    def inputs(self) -> tuple[str, ...]:
        """The inputs that it reads, under any reading."""
        return tuple(dict.fromkeys(name for rule in every(self.rule) for name in rule.reads()))


@dataclass(frozen=True)
class Chapter:
    """A group of items (and of smaller groups) with a cap and a floor of its own.

    `points` is what the document says that it is worth; it must equal the sum of its items.
    """

    id: str
    text: Text
    items: tuple[Item | Chapter, ...]
    kind: Literal["base", "bonus", "deduction"] = "base"
    points: float | Pick[float] | None = None
    cap: float | Pick[float | None] | None = None
    floor: float | Pick[float | None] | None = None

    def walk(self) -> Iterator[Item]:
        """Every item inside, in the document's order."""
        for part in self.items:
            if isinstance(part, Chapter):
                yield from part.walk()
            else:
                yield part

    def groups(self) -> Iterator[Chapter]:
        """The chapter itself and every group inside, outermost first."""
        yield self
        for part in self.items:
            if isinstance(part, Chapter):
                yield from part.groups()


@dataclass(frozen=True)
class PeerGroup:
    """A named list of units that are ranked against each other. No units = all that are scored."""

    id: str
    text: Text
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class Payout:
    """Money or a sanction that follows for one role in one unit and period.

    With `yuan` (any rule, its points read as yuan) it is money; with `sanction` it is a
    consequence in words that follows when `missed` (an item) misses its target. Money never
    enters points.
    """

    id: str
    text: Text
    clause: Clause
    role: Text
    yuan: Rule | Pick[Rule] | None = None
    sanction: Text | None = None
    missed: str | None = None


@dataclass(frozen=True)
class Scheme:
    """One assessment scheme.

    `base` is the documented total of its base chapters (None: it gives no points). Once the
    readings are `chosen`, `written` is the scheme as it was before.
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

    def tags(self, item: Item) -> frozenset[str]:
        """What an item is tagged with: the union over the inputs it reads. A rank or veto
        that reads a tagged input is staff pressure as well."""
        presses = any(rule.presses for rule in every(item.rule))
        return self._tags_of(item.inputs, presses)

    def payout_tags(self, payout: Payout) -> frozenset[str]:
        """What a payout is tagged with: money or a sanction for a tagged input is staff
        pressure as well."""
        names = [name for rule in every(payout.yuan) if rule for name in rule.reads()]
        if payout.missed is not None:
            names += self.item(payout.missed).inputs
        return self._tags_of(names, presses=True)

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
        chapters = tuple(_standing(choose(chapter, chosen), chosen) for chapter in self.chapters)
        return replace(self, chapters=chapters, chosen=chosen, written=self,
                       base=choose(self.base, chosen), payouts=choose(self.payouts, chosen))

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


def full_points(part: Item | Chapter, calendar: Calendar) -> float:
    """The points of an item or chapter when targets are exactly met."""
    if isinstance(part, Chapter):
        return sum(full_points(inner, calendar) for inner in part.items)
    rule = fixed(part.rule)
    repeats = len(calendar.parts) if fixed(part.calendar) == "season" else 1
    return part.weight * rule.full * (1 if rule.spreads else repeats)


def _standing(chapter: Chapter, chosen: Mapping[str, str]) -> Chapter:
    """The chapter without the items that do not stand under the chosen readings."""
    kept: list[Item | Chapter] = []
    for part in chapter.items:
        if isinstance(part, Chapter):
            kept.append(_standing(part, chosen))
        elif part.only is None or chosen[part.only.reading] in part.only.options:
            kept.append(part)
    return replace(chapter, items=tuple(kept))
