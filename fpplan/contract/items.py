"""The parts of a scheme: chapters of items, each with its clause, rule, inputs and readings.

Nothing here calculates. Rules are in `fpplan.contract.rules`, evaluation in
`fpplan.scheme.evaluate`. Parts that depend on a reading are `Pick`s until `Scheme.under`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from fpplan.contract.clauses import Clause
from fpplan.contract.fills import Fill
from fpplan.contract.months import Calendar
from fpplan.contract.readings import Pick, every, fixed
from fpplan.contract.reads import tallies_tags
from fpplan.contract.tags import STAFF_PRESSURE, core_inputs, tag_of
from fpplan.contract.text import Text

if TYPE_CHECKING:
    from fpplan.contract.rules import Reweight, Rule

__all__ = ["Chapter", "Input", "Item", "Only", "Payout", "PeerGroup", "Sampled", "View",
           "full_points", "with_fills"]

Null = float | Literal["full"]


@dataclass(frozen=True)
class Input:
    """A number that items ask for, by name.

    `unit` is a key of `fpplan.contract.units.UNITS`. `default` is what an absent value means:
    "needed" (then `range`, the ends between which it must lie, is used with `central` or
    the middle) or "none_recorded" (0). An input of the plugin's own says what it is `about`
    (closed list) and may be a sum of tallies: `numerator` over `denominator` times `factor`.
    `sums_up` says that its value is computed from a whole scheme's points or comprehensive
    result, so that pressure by tagged items passes through it. `not_tagged_because` says why an
    untagged input whose label speaks of a procedure, a limit on births, a fee, monitoring or
    a tied benefit is none of these; it clears the words alone, and audits show it.
    `fill` says what fills it in a scenario that neither records nor counts it; an input that
    carries a tag has none.
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
    not_tagged_because: Text | None = None
    fill: Fill | None = None

    @property
    def subject(self) -> str | None:
        """What it is about: the core table's word, else the author's."""
        core = core_inputs().get(self.id)
        return core.about if core else self.about

    @property
    def tags(self) -> frozenset[str]:
        """The tags that an item carries for reading it."""
        subject = self.subject
        said = tag_of(subject) if subject else None
        found = self.needed_tags | {said} if said else self.needed_tags
        return found | {STAFF_PRESSURE} if self.sums_up else found

    @property
    def needed_tags(self) -> frozenset[str]:
        """The tags that the tallies it reads require, whatever it is said to be about."""
        return tallies_tags(self.numerator, self.denominator, self.subject)

    @property
    def own_count(self) -> bool:
        """Whether it is a count or rate that the plugin brings by itself and nothing tags, so that
        the author's word is all that stands behind it. Weights, sums of money and lines of a
        check-list (0 or 1) count nothing."""
        return (self.id not in core_inputs() and not self.tags
                and self.unit not in ("points", "yuan") and self.possible != (0, 1))


def with_fills(inputs: Iterable[Input], fills: Mapping[str, Fill]) -> tuple[Input, ...]:
    """Inputs with what fills them, by id: the same as `fill` of each, for a plugin that keeps all
    that it assumes of hours in one place.

    Raises KeyError for an id that is none of the inputs'.
    """
    found = tuple(replace(inp, fill=fills.get(inp.id, inp.fill)) for inp in inputs)
    for name in fills:
        if name not in {inp.id for inp in found}:
            raise KeyError(f"{name} is filled and is no input")
    return found


@dataclass(frozen=True)
class Only:
    """An item that stands only under some options of a reading."""

    reading: str
    options: tuple[str, ...]


@dataclass(frozen=True)
class Sampled:
    """A view: what is true, as a random sample of `n` would show it. Of percentages only."""

    n: int

    def __str__(self) -> str:
        return f"sampled({self.n})"


View = Literal["reported", "true"] | Sampled


@dataclass(frozen=True)
class Item:
    """The smallest clause that earns or loses by itself.

    `cap` and `floor` bound its points; `null` is what it earns where its input is 0/0
    ("full" = all its points). `calendar` "season" evaluates it in each part of the scheme's
    calendar and adds the parts up; "w1", "w2" … read a window of the calendar instead of the
    year. `weight` multiplies its points after cap and floor.
    `tags` is the author's word and optional: it must equal what the inputs say.
    `not_tagged_because` as for an input, of the words of its label and clause.
    """

    id: str
    text: Text
    clause: Clause
    rule: Rule | Pick[Rule]
    cap: float | Pick[float | None] | None = None
    floor: float | Pick[float | None] | None = None
    view: View | Pick[View] = "reported"
    calendar: str | Pick[str] = "year"
    null: Null | Pick[Null] = 0.0
    only: Only | None = None
    weight: float = 1.0
    tags: frozenset[str] | None = None
    not_tagged_because: Text | None = None

    @cached_property
    def inputs(self) -> tuple[str, ...]:
        """The inputs that it reads, under any reading."""
        return tuple(dict.fromkeys(name for rule in every(self.rule) for name in rule.reads()))

    @cached_property
    def derives(self) -> tuple[str, ...]:
        """What it reads of other items, under any reading (see `Rule.derives`)."""
        return tuple(dict.fromkeys(name for rule in every(self.rule) for name in rule.derives()))


@dataclass(frozen=True)
class Chapter:
    """A group of items (and of smaller groups) with a cap and a floor of its own.

    `points` is what the document says that it is worth; it must equal the sum of its items.
    `reweight` divides its points anew among its items by inputs of each unit.
    """

    id: str
    text: Text
    items: tuple[Item | Chapter, ...]
    kind: Literal["base", "bonus", "deduction"] = "base"
    points: float | Pick[float] | None = None
    cap: float | Pick[float | None] | None = None
    floor: float | Pick[float | None] | None = None
    reweight: Reweight | Pick[Reweight | None] | None = None

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
    """Money, a reward or a sanction that follows for one role in one unit and period.

    With `yuan` (any rule, its points read as yuan) it is money; with `sanction` it is a
    consequence in words. It follows where `missed` (an item) misses its target or `met` meets
    it, and where the points of `when` (any rule) are above 0, of those that are given; money
    without any of them always follows. Of several items `missed` asks that at least one misses
    its target, `met` that all meet theirs, `all_missed` that all miss theirs. Where one of the
    vetoes `barred` takes effect nothing follows. `calendar` as for an item; money by part of
    the year follows in those parts in which the points of `when` are above 0. `about` adds
    subjects of its own to those of its inputs (money that a client gets for a procedure is a
    conditional benefit).
    `not_tagged_because` as for an item. Money never enters points. `factor` multiplies the money
    of the document; a scenario may set it.
    """

    id: str
    text: Text
    clause: Clause
    role: Text
    yuan: Rule | Pick[Rule] | None = None
    sanction: Text | None = None
    missed: str | tuple[str, ...] | Pick[str | tuple[str, ...]] | None = None
    met: str | tuple[str, ...] | Pick[str | tuple[str, ...]] | None = None
    when: Rule | Pick[Rule] | None = None
    all_missed: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    calendar: str | Pick[str] = "year"
    about: tuple[str, ...] = ()
    not_tagged_because: Text | None = None
    factor: float = 1.0

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Its rules, under any reading."""
        return tuple(rule for part in (self.yuan, self.when) for rule in every(part) if rule)

    @property
    def inputs(self) -> tuple[str, ...]:
        """The inputs that it reads itself, under any reading."""
        return tuple(dict.fromkeys(name for rule in self.rules for name in rule.reads()))

    @property
    def items(self) -> tuple[str, ...]:
        """The items on which it depends by name, under any reading."""
        return (*self.asked("missed"), *self.asked("met"), *self.all_missed, *self.barred)

    def asked(self, which: Literal["missed", "met"]) -> tuple[str, ...]:
        """The items of `missed` or of `met`, under any reading where none is chosen."""
        found: dict[str, None] = {}
        for part in every(self.missed if which == "missed" else self.met):
            found |= dict.fromkeys((part,) if isinstance(part, str) else part or ())
        return tuple(found)


def full_points(part: Item | Chapter, calendar: Calendar) -> float:
    """The points of an item or chapter when targets are exactly met."""
    if isinstance(part, Chapter):
        return sum(full_points(inner, calendar) for inner in part.items)
    rule = fixed(part.rule)
    repeats = len(calendar.parts) if fixed(part.calendar) == "season" else 1
    return part.weight * rule.full * (1 if rule.spreads else repeats)
