"""What fills an input of a scheme where a scenario neither records it nor counts it by itself.

A scheme that says this of its inputs is live in every scenario that names it: its items answer to
hours, supply, quality and staff without a line of wiring. Only untagged inputs are filled so.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from fpplan.contract.text import Text, _

__all__ = ["BY", "COUNTS", "Every", "Fill", "FillBy"]

FillBy = Literal["work", "share", "clients", "awareness", "told", "records", "stock", "staff",
                 "indicator"]
Every = Literal["month", "quarter", "half_year", "year"]

COUNTS: dict[str, tuple[str, ...]] = {
    "work": ("done", "missed", "percent", "standing"),
    "share": ("percent", "missed"),
    "clients": ("reached", "percent", "due", "missed"),
    "awareness": ("percent",),
    "told": ("percent",),
    "records": ("percent",),
    "stock": ("percent", "out_percent", "out", "standing"),
    "staff": ("percent", "posts", "months", "standing"),
    "indicator": ("value",),
}
"""What each way of filling can count; the first is meant where nothing is said."""

BY = tuple(COUNTS)
_TASKED = ("work", "share", "clients", "awareness", "told")


@dataclass(frozen=True)
class Fill:
    """How an input is filled. Build it with the class methods, which say what each means.

    `why` says what is assumed: hours for one, how often, which task stands for the clause.
    """

    by: FillBy
    counts: str = ""
    task: str | None = None
    hours_each: float | None = None
    times: int = 1
    every: Every = "year"
    of: str | float | None = None
    indicator: str | None = None
    why: Text | None = None

    @classmethod
    def work(cls, task: str, hours_each: float, times: int = 1, every: Every = "year",
             counts: str = "done", why: Text | None = None) -> Fill:
        """Something done `times` in each month, quarter, half year or year of the scheme, at
        `hours_each` working hours of a task for one. Counted as number done, as number
        missed, as percent done in time, or as "standing": what of it stands at the period's
        end, once it is done in the year (a plan, a rule, a contract)."""
        return cls("work", counts, task, hours_each, times, every, why=why)

    @classmethod
    def share(cls, task: str, hours_each: float, of: str | float, counts: str = "percent",
              why: Text | None = None) -> Fill:
        """Percent of cases that are dealt with (or the number that are not), at `hours_each`
        working hours of a task for one. `of`: how many cases a month there are in a unit, as
        a number, or the task whose clients they are."""
        return cls("share", counts, task, hours_each, of=of, why=why)

    @classmethod
    def clients(cls, task: str, counts: str = "reached", why: Text | None = None) -> Fill:
        """Clients of a task: the number reached, percent of those due, the number due, or the
        number due and not reached."""
        return cls("clients", counts, task, why=why)

    @classmethod
    def awareness(cls, task: str = "publicity", why: Text | None = None) -> Fill:
        """Percent who know: all whom a task reaches and a share of the others."""
        return cls("awareness", "percent", task, why=why)

    @classmethod
    def told(cls, task: str = "counselling", why: Text | None = None) -> Fill:
        """Percent of those due whom a service reaches and tells all that they should be told:
        coverage times quality."""
        return cls("told", "percent", task, why=why)

    @classmethod
    def records(cls, why: Text | None = None) -> Fill:
        """Percent of records in order: those kept up, those that are right unkept, and those
        that an audit puts right."""
        return cls("records", "percent", why=why)

    @classmethod
    def stock(cls, counts: str = "percent", why: Text | None = None) -> Fill:
        """Percent of visits that find their supplies in stock, percent that do not ("out_percent"),
        the number of methods that some visits do not find ("out"), or whether there is none such
        ("standing")."""
        return cls("stock", counts, why=why)

    @classmethod
    def staff(cls, counts: str = "percent", of: str | None = None, why: Text | None = None) -> Fill:
        """Percent of posts that are filled, how many are, how many months of work they bring,
        or whether there is anybody ("standing"); of one kind of staff or all."""
        return cls("staff", counts, of=of, why=why)

    @classmethod
    def same_as(cls, indicator: str, why: Text | None = None) -> Fill:
        """The same as an indicator, in either view."""
        return cls("indicator", "value", indicator=indicator, why=why)

    @property
    def counted(self) -> str:
        """What it counts, said or meant."""
        return self.counts or COUNTS[self.by][0]

    @property
    def tasks(self) -> tuple[str, ...]:
        """The tasks whose hours it answers to."""
        if self.by == "records":
            return ("records", "record_audit")
        return (self.task,) if self.task else ()

    def faults(self) -> Iterator[tuple[str, str, object]]:
        """(key, rule, value) of each thing that is not as it must be."""
        if self.by not in COUNTS:
            yield "by", _("is one of {names}").format(names=", ".join(BY)), self.by
            return
        if self.counted not in COUNTS[self.by]:
            yield "counts", _("is one of {names}").format(
                names=", ".join(COUNTS[self.by])), self.counts
        given = {"task": self.task, "hours_each": self.hours_each, "indicator": self.indicator,
                 "of": self.of}
        needed = {"task": self.by in _TASKED, "hours_each": self.by in ("work", "share"),
                  "indicator": self.by == "indicator", "of": self.by == "share"}
        for key, must in needed.items():
            if must and given[key] is None:
                yield key, _("is missing: “{by}” needs it").format(by=self.by), None
            if not must and given[key] is not None and not (key == "of" and self.by == "staff"):
                yield key, _("means nothing for “{by}”").format(by=self.by), given[key]
        if self.hours_each is not None and not 0 < self.hours_each <= 10_000:
            yield "hours_each", _("must be above 0 and at most 10,000 hours"), self.hours_each
        if not 1 <= self.times <= 1_000:
            yield "times", _("must lie between 1 and 1,000"), self.times
        if isinstance(self.of, float | int) and not 0 < self.of <= 1_000_000:
            yield "of", _("must be above 0 and at most a million cases a month"), self.of
