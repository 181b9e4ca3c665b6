"""Measures carried out in a run: what is due when, what is done or late, what is paid to whom.

A measure's data are read as they stand: nothing here moves a rate or earns a point. Dates
without a year come round every year; a date with its year lies in the run, before it or after
it. What a scenario does not record is planned: due, and neither done nor late. An amount is
paid as often a year as the scenario counts; an amount that is per nothing, once.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fpplan.contract.measures import (
    EVERY,
    Amount,
    Benefit,
    Measure,
    PayoutPlan,
    PlanStep,
)
from fpplan.contract.months import Period, month_name
from fpplan.contract.text import Text
from fpplan.scenario.models import MeasureRun

__all__ = ["Event", "Payment", "Year", "amounts_shown", "events", "payments", "receiver",
           "years_of"]

DAYS = {"week": 7}
MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
PEOPLE = Text("群众和家庭", "persons and families")
SPENDING = Text("工作经费", "cost of the work")

Span = tuple[date | None, date | None]  # from, until; None where it is not stated


@dataclass(frozen=True)
class Year:
    """A planning year: its period's id, its first and its last day."""

    id: str
    first: date
    last: date


@dataclass(frozen=True)
class Event:
    """A measure or one of its steps in one planning year (`year` "" outside the run).

    `state`: "planned" (nothing is recorded), "running" (a measure itself), "done", "late"
    (`days_late`), "short" (fewer times than planned), "missed", "before" or "after" (the dates
    of the document lie outside the run).
    """

    measure: str
    part: str
    text: Text
    role: Text | None
    unit: str
    year: str
    first: str
    last: str
    often: Text | None
    planned: int
    done: float | None
    days_late: float | None
    state: str


@dataclass(frozen=True)
class Payment:
    """Money of one amount in one unit and planning year; `yuan` None: the number of payments is
    not known."""

    measure: str
    amount: str
    unit: str
    year: str
    yuan: float | None


def years_of(decision_month: str, periods: Sequence[Period]) -> list[Year]:
    """Planning years by day."""
    return [Year(period.id, _first_day(month_name(period.first, decision_month)),
                 _last_day(month_name(period.last, decision_month))) for period in periods]


def events(measure: Measure, run: MeasureRun, years: Sequence[Year], top: str) -> list[Event]:
    """What a measure (readings chosen) plans in the years of a run, and what is recorded of
    it: for the whole place, and for units that are recorded by themselves."""
    window = years[0].first, years[-1].last
    whole = _whole(measure, window)
    found = []
    for start, end in whole:
        year = _year_of(end or start or window[0], years) or _year_of(start, years)
        overlaps = _overlaps((start, end), window)
        state = "running" if overlaps else _outside((start, end), window)
        if overlaps and year is None:
            year = years[0]
        found.append(Event(measure.id, "", measure.text, _joined(measure.roles), top,
                           year.id if year and overlaps else "", _said(start), _said(end), None, 1,
                           None, None, state))
    for step in measure.steps:
        mine = _steps(measure, step, whole, years, top)
        recorded = {top: run.done.get(step.id)} | {
            unit: at.done[step.id] for unit, at in run.units.items() if step.id in at.done}
        for unit, done in recorded.items():
            found += _recorded(mine, unit, done)
    return found


def payments(measure: Measure, run: MeasureRun, years: Sequence[Year], top: str
             ) -> list[Payment]:
    """The money of a measure (readings chosen) by unit and planning year.
    See docs/model.md [E-measure].
    """
    window = years[0].first, years[-1].last
    whole = _whole(measure, window)
    found = []
    for amount, step in _money(measure):
        spans = whole if step is None else _spans(step.starts, step.by, window, whole)
        active = [year for year in years if any(_paid_in(span, year) for span in spans)]
        once = step is not None and step.every is None and not (step.starts or step.by)
        if once and not _per_year(amount):
            active = active[:1]
        counts: dict[str, float | None] = {
            unit: at.counts[amount.id] for unit, at in run.units.items() if amount.id in at.counts}
        if amount.id in run.counts or not counts:
            counts[top] = run.counts.get(amount.id, _once(amount))
        assert isinstance(amount.value, int | float)
        for year in active:
            for unit, count in counts.items():
                found.append(Payment(measure.id, amount.id, unit, year.id,
                                     None if count is None else count * amount.value))
    return found


def receiver(measure: Measure, amount: Amount) -> Text:
    """Who gets an amount."""
    if amount.role is not None:
        return amount.role
    if isinstance(measure, PayoutPlan):
        return _joined(measure.roles) or SPENDING
    return PEOPLE if isinstance(measure, Benefit) else SPENDING


def _money(measure: Measure) -> Iterator[tuple[Amount, PlanStep | None]]:
    """Amounts of money with a figure, and the step that each stands in."""
    parts: list[tuple[Amount, PlanStep | None]] = [(amount, None) for amount in measure.amounts]
    parts += [(amount, step) for step in measure.steps for amount in step.amounts]
    yield from ((amount, step) for amount, step in parts
                if amount.unit == "yuan" and amount.value is not None)


def _once(amount: Amount) -> float | None:
    """How often an amount is paid in a year where nothing is counted: once when it is per
    nothing or per year, else not known; a ceiling is no payment."""
    plain = amount.per is None or _per_year(amount)
    return 1.0 if plain and amount.limit == "exactly" else None


def _per_year(amount: Amount) -> bool:
    return amount.per is not None and amount.per.en == "year"


def _joined(roles: Sequence[Text]) -> Text | None:
    if not roles:
        return None
    return Text("、".join(role.zh for role in roles), ", ".join(role.en for role in roles))


# Dates

def _day(text: str, year: int, last: bool) -> date:
    """The first or last day of "2014-07-20", "2014-07", "--07-20" or "--07" (in `year`)."""
    yearless = text.startswith("-")
    numbers = text.lstrip("-").split("-")
    y = year if yearless else int(numbers.pop(0))
    month = int(numbers[0])
    longest = monthrange(y, month)[1]
    day = min(int(numbers[1]), longest) if len(numbers) > 1 else (longest if last else 1)
    return date(y, month, day)


def _first_day(month: str) -> date:
    return _day(month, 0, last=False)


def _last_day(month: str) -> date:
    return _day(month, 0, last=True)


def _whole(measure: Measure, window: tuple[date, date]) -> list[Span]:
    """When a measure as a whole runs. One that begins on a date without a year and states no end
    begins once, in the calendar year in which the run begins, and goes on."""
    starts, ends = measure.starts, measure.ends
    if isinstance(starts, str) and starts.startswith("-") and ends is None:
        return [(_day(starts, window[0].year, last=False), None)]
    return _spans(starts, ends, window)


def _spans(starts: object, ends: object, window: tuple[date, date],
           otherwise: Sequence[Span] = ((None, None),)) -> list[Span]:
    """The spans between two dates of a document: those of every year that touch the window, or
    the one whose year is stated; `otherwise` where no date is stated."""
    texts = [text for text in (starts, ends) if text is not None]
    if not texts:
        return list(otherwise)
    assert all(isinstance(text, str) for text in texts)  # readings have been chosen
    every_year = any(str(text).startswith("-") for text in texts)
    found: list[Span] = []
    for year in range(window[0].year - 1, window[1].year + 1) if every_year else [0]:
        start = None if starts is None else _day(str(starts), year, last=False)
        end = None if ends is None else _day(str(ends), year, last=True)
        if start is not None and end is not None and end < start:
            end = _day(str(ends), year + 1, last=True)
        if not every_year or _touches((start, end), window):
            found.append((start, end))
    return list(dict.fromkeys(found))


def _touches(span: Span, window: tuple[date, date]) -> bool:
    """Whether a span that comes round every year belongs to the window: by its overlap, or
    where one end alone is stated by that day."""
    start, end = span
    if start is None or end is None:
        day = start or end
        return day is not None and window[0] <= day <= window[1]
    return start <= window[1] and end >= window[0]


def _overlaps(span: Span, window: tuple[date, date]) -> bool:
    start, end = span
    return (start is None or start <= window[1]) and (end is None or end >= window[0])


def _paid_in(span: Span, year: Year) -> bool:
    """Whether money of a span falls into a year: by its end where that alone is stated."""
    if span[0] is None and span[1] is not None:
        return year.first <= span[1] <= year.last
    return _overlaps(span, (year.first, year.last))


def _outside(span: Span, window: tuple[date, date]) -> str:
    return "after" if span[0] is not None and span[0] > window[1] else "before"


def _year_of(day: date | None, years: Sequence[Year]) -> Year | None:
    return next((year for year in years if day and year.first <= day <= year.last), None)


def _said(day: date | None) -> str:
    return "" if day is None else day.isoformat()


# Steps

def _steps(measure: Measure, step: PlanStep, whole: Sequence[Span], years: Sequence[Year],
           top: str) -> list[Event]:
    """The events of a step for the whole place, nothing recorded."""
    window = years[0].first, years[-1].last
    spans = _spans(step.starts, step.by, window, whole)

    def one(year: str, first: str, last: str, planned: int, state: str = "planned") -> Event:
        often = None if step.every is None else EVERY[step.every]
        return Event(measure.id, step.id, step.text, step.role, top, year, first, last, often,
                     planned, None, None, state)

    if step.every is not None:
        planned = [(year, _times(step.every, spans, year) * step.times) for year in years]
        found = [one(year.id, _said(year.first), _said(year.last), n) for year, n in planned if n]
        start, end = spans[0]
        return found or [one("", _said(start), _said(end), 0, _outside(spans[0], window))]
    if not (step.starts or step.by):
        inside = [span for span in spans if _overlaps(span, window)]
        if not inside:
            return [one("", _said(spans[0][0]), _said(spans[0][1]), 1, _outside(spans[0], window))]
        spans = inside[:1]
        return [one((_year_of(spans[0][0], years) or years[0]).id, _said(spans[0][0]),
                    _said(spans[0][1]), 1)]
    found = []
    for start, end in spans:
        year = _year_of(end, years) or _year_of(start, years)
        if year is None and not _overlaps((start, end), window):
            found.append(one("", _said(start), _said(end), 1, _outside((start, end), window)))
        elif year is not None:
            found.append(one(year.id, _said(start), _said(end), 1))
    return found or [one("", "", "", 0, "before")]


def _times(every: str, spans: Sequence[Span], year: Year) -> int:
    """How often something that comes so often falls into the spans within a year."""
    days, months = 0, set()
    for start, end in spans:
        first, last = max(start or year.first, year.first), min(end or year.last, year.last)
        if first > last:
            continue
        days += (last - first).days + 1
        at = first.year * 12 + first.month - 1
        months |= set(range(at, last.year * 12 + last.month))
    if every in DAYS:
        return days // DAYS[every]
    return -(-len(months) // MONTHS[every])


def _recorded(found: Sequence[Event], unit: str, done: str | int | None) -> list[Event]:
    """The events with what is recorded of them in a unit: the date of the one that was done,
    or how many times a year."""
    if done is None:
        return list(found)
    if isinstance(done, int):
        return [_counted(event, unit, done) for event in found]
    day = _day(done, 0, last=True)
    dated = [event for event in found if event.state not in ("before", "after")] or list(found)
    nearest = min(dated, key=lambda event: abs((_due(event) - day).days))
    return [_dated(event, unit, day) if event is nearest else _at(event, unit) for event in found]


def _due(event: Event) -> date:
    text = event.last or event.first
    return date.fromisoformat(text) if text else date.max


def _at(event: Event, unit: str, **changed: object) -> Event:
    return Event(**{**vars(event), "unit": unit, **changed})


def _counted(event: Event, unit: str, done: int) -> Event:
    if event.state in ("before", "after"):
        return _at(event, unit)
    state = "done" if done >= event.planned else "short" if done else "missed"
    return _at(event, unit, done=float(done), state=state)


def _dated(event: Event, unit: str, day: date) -> Event:
    late = None if not event.last else max(0, (day - _due(event)).days)
    return _at(event, unit, done=1.0, days_late=None if late is None else float(late),
               state="late" if late else "done")


def amounts_shown(measure: Measure) -> Mapping[str, bool]:
    """Which amounts of a measure (readings chosen) may show: recorded counts of procedures or
    breaches of 1 to 4 do not, nor a sum that would reveal one."""
    counted = {part.id: part.value for part in measure.parts()
               if isinstance(part, Amount) and part.unit == "count" and part.per is None
               and part.limit == "exactly" and isinstance(part.value, int | float)}
    away: set[str] = set()
    if {"procedure_quota", "family_penalty"} & measure.tags:
        small = {name for name, value in counted.items() if 1 <= value <= 4}
        away = set(small)
        for name, value in counted.items():
            rest = [v for other, v in counted.items() if other != name]
            if small and name not in small and abs(sum(rest) - value) < 1e-9:
                away.add(name)
    return {part.id: part.id not in away for part in measure.parts() if isinstance(part, Amount)}
