"""Measures as data: what a document gives, pays, runs or plans, with amounts and dates.

Nothing here acts: no measure moves a rate or earns points. A later model may read them. Four
kinds: `Benefit` (given to people, with eligibility), `PayoutPlan` (to staff, by role),
`Campaign` (from a date to a date) and `ActivityPlan` (steps with dates).

Dates are written "2014-07-20" or "2014-07"; where the document does not state the year,
"--07-20" or "--07". An end before its start in the year is in the year after.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from fpplan.contract.clauses import Clause
from fpplan.contract.readings import Pick, Reading, choices, choose
from fpplan.contract.tags import STAFF_PRESSURE, tag_of
from fpplan.contract.text import Text

__all__ = ["AMOUNT_UNITS", "EVERY", "ActivityPlan", "Amount", "Benefit", "Campaign", "Condition",
           "Consequence", "Measure", "PayoutPlan", "PlanStep"]

AMOUNT_UNITS = {
    "yuan": Text("元", "yuan"), "percent": Text("%", "%"), "count": Text("", ""),
    "days": Text("天", "days"), "months": Text("个月", "months"),
    "years": Text("年（岁）", "years"), "hours": Text("小时", "hours"),
    "points": Text("分", "points"),
}
EVERY = {
    "week": Text("每周", "every week"), "month": Text("每月", "every month"),
    "quarter": Text("每季度", "every quarter"), "half_year": Text("每半年", "every half-year"),
    "year": Text("每年", "every year"),
}


@dataclass(frozen=True)
class Amount:
    """How much: money, days, a share, a number of things.

    `value` None: the document gives no figure. `limit` says whether it is exactly, at least or
    at most so much. `per` is what it is counted by ("per household and month"), `role` who
    gets or does it, `paid_by` who bears it. `about`: what it is given for, where the measure
    as a whole is about something else.
    """

    id: str
    text: Text
    value: float | Pick[float | None] | None
    unit: str
    per: Text | None = None
    limit: Literal["exactly", "least", "most"] = "exactly"
    role: Text | None = None
    paid_by: Text | None = None
    about: str | None = None


@dataclass(frozen=True)
class Condition:
    """What somebody must be, do or have to be eligible, and what that is about (None: residence,
    age and the like)."""

    id: str
    text: Text
    about: str | None = None


@dataclass(frozen=True)
class Consequence:
    """What follows without a sum of money: praise, a talk, a post lost, a service refused."""

    id: str
    text: Text
    role: Text | None = None
    about: str | None = None


@dataclass(frozen=True)
class PlanStep:
    """One thing to be done: from `starts`, `by` a date, or `every` so often (`times` in each).

    `amounts` is how much of it, `role` who does it.
    """

    id: str
    text: Text
    starts: str | Pick[str | None] | None = None
    by: str | Pick[str | None] | None = None
    every: str | None = None
    times: int = 1
    amounts: tuple[Amount, ...] = ()
    role: Text | None = None
    about: str | None = None


@dataclass(frozen=True)
class Measure:
    """What every kind of measure has. Not used itself: see the four kinds.

    `about` are words of the closed list of subjects; the tags follow from them. The id
    starts with the plugin's id.
    """

    kind: ClassVar[Text]

    id: str
    text: Text
    clause: Clause
    about: tuple[str, ...]
    amounts: tuple[Amount, ...] = ()
    consequences: tuple[Consequence, ...] = ()
    roles: tuple[Text, ...] = ()
    starts: str | Pick[str | None] | None = None
    ends: str | Pick[str | None] | None = None
    steps: tuple[PlanStep, ...] = ()
    eligibility: tuple[Condition, ...] = ()
    readings: tuple[Reading, ...] = ()

    def parts(self) -> Iterator[Amount | Condition | Consequence | PlanStep]:
        """Every part inside, the amounts of steps included."""
        yield from self.eligibility
        yield from self.amounts
        yield from self.consequences
        for step in self.steps:
            yield step
            yield from step.amounts

    @property
    def subjects(self) -> tuple[str, ...]:
        """What it and its parts are about, each word once."""
        words = [*self.about, *(part.about for part in self.parts() if part.about)]
        return tuple(dict.fromkeys(words))

    @property
    def tags(self) -> frozenset[str]:
        """The tags that follow from what it is about."""
        return frozenset(tag for word in self.subjects if (tag := tag_of(word)))

    def tags_of(self, step: PlanStep) -> frozenset[str]:
        """The tags of one step: of what it and its amounts are about (of what the measure as a
        whole is about, where they do not say), and those of the measure that its words speak of."""
        from fpplan.contract.wording import spoken

        parts: tuple[PlanStep | Amount, ...] = (step, *step.amounts)
        words = [part.about for part in parts if part.about] or self.about
        own = {tag for word in words if (tag := tag_of(word))}
        texts = [text for part in parts for text in (part.text.zh, part.text.en)]
        own |= {said.tag for said in spoken(texts)} & self.tags
        return frozenset(own | {STAFF_PRESSURE} & self.tags if own else own)

    def under(self, readings: Mapping[str, str] | None = None) -> Any:
        """The measure with every reading chosen (defaults where none is asked for).

        Raises InputError for unknown readings or options.
        """
        return choose(self, choices(self.readings, readings or {}, self.id))


@dataclass(frozen=True)
class Benefit(Measure):
    """Money, goods, leave or a service for people. One that asks for a method, an order of
    births, a certificate or the like in return is a conditional benefit."""

    kind = Text("待遇", "benefit")

    @property
    def tags(self) -> frozenset[str]:
        """As of every measure; a condition that is tagged makes it a conditional benefit."""
        asked = {tag_of(part.about) for part in self.eligibility if part.about}
        return super().tags | ({"conditional_benefit"} if asked - {None} else frozenset())


@dataclass(frozen=True)
class PayoutPlan(Measure):
    """Pay, subsidies, cuts and other consequences for staff, by role. Where it is about
    something tagged it is staff pressure."""

    kind = Text("奖惩", "payouts by role")

    @property
    def tags(self) -> frozenset[str]:
        """As of every measure; anything tagged presses on staff."""
        found = super().tags
        return found | {STAFF_PRESSURE} if found else found


@dataclass(frozen=True)
class Campaign(Measure):
    """Work for a limited time, from `starts` to `ends`."""

    kind = Text("专项行动", "campaign")


@dataclass(frozen=True)
class ActivityPlan(Measure):
    """Steps with their dates, amounts and roles."""

    kind = Text("工作计划", "activity plan")
