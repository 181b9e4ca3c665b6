"""Tables of `[base]` about work: staff, hours by task, campaigns, services, supply, activities.
Each is frozen, in the file's own words.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Discriminator, Field, Tag, model_validator

from fpplan.contract.fills import Every, Fill, FillBy
from fpplan.contract.months import absolute
from fpplan.contract.text import _
from fpplan.scenario.values import (
    Count,
    HoursOf,
    Month,
    Part,
    Positive,
    Posts,
    Refused,
    Share,
    Table,
    Times,
    Word,
    Words,
)

__all__ = ["COUNTED", "FED", "WINDOWS", "Activity", "Campaign", "Filled", "Hours", "Pool",
           "Service", "Staff", "Supply", "filled_by"]

WINDOWS: Mapping[str, int] = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
"""How often an activity is due, in months."""


COUNTED = ("reached", "reached_percent", "awareness_percent")
"""What of a service's clients an input of a scheme may count."""
FED = ("done", "missed", "percent", "days_late")
"""What of an activity an input of a scheme may count."""


class Pool(Part):
    """Staff shared by all units below one unit."""

    pool: Word
    number: Posts


def _number_kind(value: Any) -> str:
    return "<pool>" if isinstance(value, Pool) or (
        isinstance(value, Mapping) and "pool" in value) else "<by_unit>"


class Staff(Part):
    """A kind of staff: how many, where, with how many hours, at what pay."""

    label: Words
    number: Annotated[
        Annotated[Table[Posts], Tag("<by_unit>")] | Annotated[Pool, Tag("<pool>")],
        Discriminator(_number_kind),
    ]
    hours_per_month: Annotated[Positive, Field(le=744)]
    """Paid hours of one person; there are no more than 744 hours in a month."""
    productive: Share = 1.0
    """Share of the hours spent on the tasks; the rest is travel, meetings called from above."""
    vacancy: Share = 0.0
    pay_yuan_per_month: Count | None = None

    @property
    def hours_each(self) -> float:
        """Hours a month that one post brings, vacancies taken off."""
        return self.hours_per_month * (1 - self.vacancy)


class Hours(Part):
    """Hours per month in each leaf unit by task: one number, or one a season."""

    all: Table[HoursOf] = Field(default_factory=dict, validate_default=True)
    units: Table[Table[HoursOf]] = Field(default_factory=dict, validate_default=True)

    def at(self, unit: str, task: str, seasons: int) -> tuple[float, ...]:
        """Hours per month of a task in a unit, one number a season; 0 when not listed."""
        found = self.units.get(unit, {}).get(task, self.all.get(task, (0.0,)))
        return found * seasons if len(found) == 1 else found

    def of(self, unit: str) -> tuple[str, ...]:
        """Every task that a unit has hours for, in the file's order."""
        return tuple({**self.all, **self.units.get(unit, {})})

    def tasks(self) -> tuple[str, ...]:
        """Every task with hours anywhere, in the file's order."""
        listed = [*self.all, *(task for unit in self.units.values() for task in unit)]
        return tuple(dict.fromkeys(listed))


class Campaign(Part):
    """Work for a limited time: more hours of some tasks, taken from others or worked overtime."""

    label: Words
    first: Month
    last: Month
    every_year: bool = Field(default=False, strict=True)
    """The same calendar months of every year, those before included."""
    units: tuple[Word, ...] = ()
    """Leaf units that take part; all when empty."""
    hours: Annotated[Table[Count], Field(min_length=1)]
    """More hours a month in each unit, by task."""
    instead_of: Table[Count] = Field(default_factory=dict, validate_default=True)
    """Hours a month that other tasks lose meanwhile."""
    overtime: Annotated[Share, Field(le=1)] = 0.0
    """By how much the paid hours of the units' own staff grow meanwhile, as a share."""

    @model_validator(mode="after")
    def _in_order(self) -> Campaign:
        first, last = absolute(self.first), absolute(self.last)
        if first > last:
            raise Refused(_("first must not be after last"), self.first)
        if self.every_year and last - first > 11:
            raise Refused(_("a campaign of every year lasts 12 months at most"), self.last)
        return self

    def runs(self, month: int) -> bool:
        """Whether it is under way in a month, counted from year 0 (see `months.absolute`)."""
        first, last = absolute(self.first), absolute(self.last)
        if self.every_year:
            return (month - first) % 12 <= last - first
        return first <= month <= last


def _by_unit(value: Any) -> str:
    return "<by_unit>" if isinstance(value, Mapping) else "<number>"


_EachUnit = Annotated[
    Annotated[Table[Count], Tag("<by_unit>")] | Annotated[Count, Tag("<number>")],
    Discriminator(_by_unit),
]


class Service(Part):
    """How one task is offered: whom it is planned for, how far it can reach, how good it is,
    and which inputs of schemes its clients are counted in."""

    clients: _EachUnit | None = None
    """Planned clients a month, of each unit or by unit; those of the base's year when left out."""
    ceiling: Annotated[Positive, Field(le=1)] | None = None
    quality: Share = 1.0
    """Share of clients who are told all that they should be: other methods, side effects, what to
    do about them, and that they can switch. Continuation gains in proportion."""
    reached: Word | None = None
    reached_percent: Word | None = None
    awareness_percent: Word | None = None

    def clients_in(self, unit: str) -> float | None:
        """Planned clients a month of a unit, or None."""
        if isinstance(self.clients, Mapping):
            return self.clients.get(unit)
        return self.clients

    def feeds(self) -> dict[str, str]:
        """What is counted -> the input of schemes that it is counted in."""
        return {name: found for name in COUNTED
                if (found := getattr(self, name)) is not None}


_PerSeason = Annotated[
    tuple[Share, ...], BeforeValidator(lambda v: v if isinstance(v, list | tuple) else (v,))]


class Supply(Part):
    """Whether a method is on offer, and how often those who ask find it out of stock."""

    offered: bool = Field(default=True, strict=True)
    stock_out: _PerSeason = (0.0,)
    """Share of visits that find it out of stock: one number, or one a season."""
    out: tuple[Month, ...] = ()
    """Months in which there is none at all."""
    units: Table[Share] = Field(default_factory=dict, validate_default=True)
    """Stock-outs of single leaf units, in place of `stock_out`."""

    def missing(self, unit: str, season: int, month: int) -> float:
        """Share of visits in vain in a unit, season and month counted from year 0."""
        if not self.offered or any(absolute(each) == month for each in self.out):
            return 1.0
        if unit in self.units:
            return self.units[unit]
        return self.stock_out[season if len(self.stock_out) > 1 else 0]


class Activity(Part):
    """Something to be done by a date, or so many times in each month, quarter or year: a
    meeting, a board, a lecture, a press item, an audit, a training. It takes working hours of
    its task, and what is completed or missed is counted in inputs of schemes."""

    label: Words
    task: Word
    hours_each: Positive
    """Working hours for one."""
    target: Annotated[Times, Field(ge=1)] = 1
    every: Literal["month", "quarter", "half_year", "year"] | None = None
    starts: Month | None = None
    by: Month | None = None
    """The month by whose end it must be done."""
    units: tuple[Word, ...] = ()
    done: Word | None = None
    missed: Word | None = None
    percent: Word | None = None
    days_late: Word | None = None

    @model_validator(mode="after")
    def _due(self) -> Activity:
        if (self.every is None) == (self.by is None):
            raise Refused(_("give either every or by, not both and not neither"))
        if self.every is not None and (self.starts or self.days_late):
            raise Refused(_("starts and days_late go with by"))
        if self.by and self.starts and absolute(self.starts) > absolute(self.by):
            raise Refused(_("starts must not be after by"), self.starts)
        return self

    def feeds(self) -> dict[str, str]:
        """What is counted -> the input of schemes that it is counted in."""
        return {name: found for name in FED
                if (found := getattr(self, name)) is not None}


def _cases(value: Any) -> str:
    return "<task>" if isinstance(value, str) else "<number>"


class Filled(Part):
    """How an input of a scheme is filled: a scheme's own wire as it came with it, or one that the
    scenario puts in its place. See `fpplan.contract.fills.Fill` for what each way means."""

    by: FillBy
    counts: Word | None = None
    task: Word | None = None
    hours_each: Positive | None = None
    times: Annotated[Times, Field(ge=1)] = 1
    every: Every = "year"
    of: Annotated[
        Annotated[Word, Tag("<task>")] | Annotated[Positive, Tag("<number>")],
        Discriminator(_cases),
    ] | None = None
    indicator: Word | None = None
    year_starts: Annotated[int, Field(strict=True, ge=1, le=12)] | None = None
    """Calendar month in which years, half years and quarters begin; the decision month if none."""

    def fill(self) -> Fill:
        """The same as the contract has it."""
        return Fill(self.by, self.counts or "", self.task, self.hours_each, self.times, self.every,
                    self.of, self.indicator)

    @model_validator(mode="after")
    def _sound(self) -> Filled:
        for key, rule, value in self.fill().faults():
            raise Refused(f"{key}: {rule}", *(() if value is None else (value,)))
        return self


def filled_by(fill: Fill, year_starts: int | None) -> Filled:
    """A wire of a scheme whose years begin in a calendar month, as a scenario has it."""
    return Filled(by=fill.by, counts=fill.counts or None, task=fill.task,
                  hours_each=fill.hours_each, times=fill.times, every=fill.every, of=fill.of,
                  indicator=fill.indicator, year_starts=year_starts)
