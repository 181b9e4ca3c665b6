"""Time: whole months from the decision month, and the periods of a scheme's calendar.

Month 0 is the first decision month; history is negative. Files write "2014-03". A period
is an id with its first and last month, both included, and may cross calendar years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = ["Calendar", "Period", "absolute", "month_name", "parse_month"]

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
MONTH_RULE = 'a month is written "2014-03"'


def absolute(text: str) -> int:
    """Months since year 0 of "2014-03". Raises ValueError with the rule."""
    found = _MONTH.fullmatch(text)
    if not found:
        raise ValueError(MONTH_RULE)
    return int(found[1]) * 12 + int(found[2]) - 1


def parse_month(text: str, decision_month: str) -> int:
    """The month index of "2014-03" counted from the decision month."""
    return absolute(text) - absolute(decision_month)


def month_name(month: int, decision_month: str) -> str:
    """The "2014-03" of a month index."""
    year, rest = divmod(absolute(decision_month) + month, 12)
    return f"{year:04d}-{rest + 1:02d}"


@dataclass(frozen=True)
class Period:
    """An id with its first and last month index, both included."""

    id: str
    first: int
    last: int

    @property
    def months(self) -> int:
        """How many months it has."""
        return self.last - self.first + 1


@dataclass(frozen=True)
class Calendar:
    """When a scheme's year starts (calendar month 1-12) and how it is cut.

    `starts` None means that the document names no month: the year starts at the decision
    month. `parts` are lengths in months that add up to 12, such as (4, 4, 4) for three
    seasons; (12,) is a whole year. `windows` are other spans of months that clauses look at,
    as (first month counted from the start of the year, number of months): (-3, 9) begins
    three months before the year.
    """

    starts: int | None = None
    parts: tuple[int, ...] = (12,)
    windows: tuple[tuple[int, int], ...] = ()

    def __post_init__(self) -> None:
        if self.starts is not None and not 1 <= self.starts <= 12:
            raise ValueError("a calendar starts in a month from 1 to 12")
        if sum(self.parts) != 12 or min(self.parts) < 1:
            raise ValueError("the parts of a calendar are whole months that add up to 12")
        if any(length < 1 for _first, length in self.windows):
            raise ValueError("a window of a calendar has at least one month")

    def years(self, decision_month: str, first: int, last: int) -> list[Period]:
        """Whole scheme years inside the months first..last (indices), oldest first."""
        calendar_month = absolute(decision_month) % 12 + 1
        starts = calendar_month if self.starts is None else self.starts
        start = first + (starts - calendar_month - first) % 12
        found = []
        while start + 11 <= last:
            found.append(Period(_year_id(decision_month, start), start, start + 11))
            start += 12
        return found

    def seasons(self, year: Period) -> list[Period]:
        """The parts of a year, ids such as "2014-08-s1" (none where the year is not cut), and
        its windows, ids such as "2014-08-w1"."""
        found = []
        start = year.first
        for number, length in enumerate(self.parts if len(self.parts) > 1 else (), start=1):
            found.append(Period(f"{year.id}-s{number}", start, start + length - 1))
            start += length
        for number, (first, length) in enumerate(self.windows, start=1):
            begins = year.first + first
            found.append(Period(f"{year.id}-w{number}", begins, begins + length - 1))
        return found


def _year_id(decision_month: str, start: int) -> str:
    """"2014" for a year that starts in January, else its first month, "2014-08"."""
    name = month_name(start, decision_month)
    return name[:4] if name.endswith("-01") else name
