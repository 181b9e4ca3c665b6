"""Measures that the run carries out: what is due when, and what is recorded as done or late."""

from __future__ import annotations

from typing import Any

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.months import month_name
from fpplan.contract.text import Text, _
from fpplan.report.data import RunData
from fpplan.report.figures.common import capital, tag_words, year_label
from fpplan.report.numbers import num
from fpplan.report.plot import layout, wrap
from fpplan.store.names import EventName

__all__ = ["calendar"]

COLOURS = {"planned": "#46545c", "running": "#8a949a", "done": "#009e73", "late": "#d55e00",
           "short": "#d55e00", "missed": "#d55e00"}
MOST_BARS = 30  # the next dates are shown, the table has all


def calendar(data: RunData) -> list[Figure]:
    """One calendar of all measures of the run."""
    events = data.names.events
    if not events:
        return []
    dated = sorted((event for event in events if event.year and (event.from_date or event.to_date)
                    and not str(event.often)), key=lambda event: (event.from_date or event.to_date))
    shown = dated[:MOST_BARS]
    return [
        Figure(
            "calendar",
            Text("文件规定的措施何时开展，完成了没有？",
                 "Which measures run when, and are they done?"),
            both(lambda: _reading(data, events)),
            (
                Column("measure", _("measure")),
                Column("label", _("step")),
                Column("place", _("place")),
                Column("role", _("who")),
                Column("when", _("when")),
                Column("planned", _("times planned"), 0),
                Column("state", _("recorded")),
                Column("amounts", _("how much")),
                Column("tags", _("flag")),
                Column("document", _("document")),
            ),
            _table(data, events),
            both(lambda: _("Measures as the documents state them. Dates without a year come round"
                           " every year; what the scenario does not record is planned. Measures"
                           " move no births and no points; flagged ones stand here as documented"
                           " only. Recorded counts of 1-4 procedures show as “<5”.")),
            both(lambda: _("; ").join(dict.fromkeys(event.document for event in events))),
            _spec(data, shown) if shown else None,
        )
    ]  # fmt: skip


def _states() -> dict[str, str]:
    return {
        "planned": _("planned"), "running": _("running"), "done": _("done"), "late": _("late"),
        "short": _("less often than planned"), "missed": _("not done"),
        "before": _("before this run"), "after": _("after this run"),
    }


def _table(data: RunData, events: tuple[EventName, ...]) -> pl.DataFrame:
    names = {event.measure: str(event.label) for event in events if not event.part}
    rows = [
        {
            "measure": names.get(event.measure, event.measure),
            "label": str(event.label) if event.part else str(event.kind_label),
            "place": str(data.unit[event.unit_id].label), "role": str(event.role),
            "when": _when(data, event), "planned": event.planned if event.part else None,
            "state": _state(event), "amounts": str(event.amounts), "tags": tag_words(event.tags),
            "document": event.document,
        }
        for event in events
    ]  # fmt: skip
    words = ("measure", "label", "place", "role", "when", "state", "amounts", "tags", "document")
    return pl.DataFrame(rows, schema={**dict.fromkeys(words, pl.String), "planned": pl.Int64})


def _when(data: RunData, event: EventName) -> str:
    often = str(event.often)
    if often:
        year = data.period.get(event.year)
        return often if year is None else _("{often}, {year}").format(
            often=often, year=year_label(data, year))
    if event.from_date and event.to_date:
        if event.from_date == event.to_date:
            return event.from_date
        return _("{first} to {last}").format(first=event.from_date, last=event.to_date)
    if event.from_date:
        return _("from {date}").format(date=event.from_date)
    return _("by {date}").format(date=event.to_date) if event.to_date else _("no date is given")


def _state(event: EventName) -> str:
    word = _states()[event.state]
    if event.state == "late":
        return _("{days} days late").format(days=num(event.days_late))
    if event.state == "short":
        return _("{done} of {planned}").format(done=num(event.done), planned=event.planned)
    return word


def _spec(data: RunData, shown: list[EventName]) -> dict[str, Any]:
    labels: list[str] = []
    for event in shown:
        words = str(event.label) + (
            "" if event.unit_id == data.top.id else f" ({data.unit[event.unit_id].label})")
        label = wrap(capital(words), 26)
        labels.append(label + " " * labels.count(label))
    first = f"{month_name(0, data.meta.decision_month)}-01"
    traces = []
    for state, colour in COLOURS.items():
        rows = [(label, event) for label, event in zip(labels, shown, strict=True)
                if event.state == state]
        if rows:
            traces.append({
                "type": "scatter", "mode": "lines+markers", "name": _states()[state],
                "x": [x for _label, event in rows
                      for x in (max(event.from_date or event.to_date, first),
                                event.to_date or event.from_date, None)],
                "y": [y for label, _event in rows for y in (label, label, None)],
                "line": {"color": colour, "width": 6}, "hoverinfo": "skip",
                "marker": {"color": colour, "size": 9, "symbol": "diamond"},
            })
    lines = sum(label.count("<br>") + 1 for label in labels)
    return {
        "data": traces,
        "layout": layout(
            130 + 12 * len(labels) + 15 * lines,
            yaxis={"type": "category", "categoryorder": "array", "categoryarray": labels[::-1],
                   "automargin": True},
            xaxis={"type": "date", "tickformat": "%Y-%m", "nticks": 7},
        ),
    }  # fmt: skip


def _reading(data: RunData, events: tuple[EventName, ...]) -> str:
    steps = [event for event in events if event.part]
    counts = {state: sum(event.state == state for event in steps) for state in _states()}
    measures = len({event.measure for event in events})
    flagged = len({event.measure for event in events if event.tags})
    sentences = [
        _("{count} measures are carried out as documented, {flagged} of them flagged.").format(
            count=measures, flagged=flagged)
    ]
    if counts["done"] or counts["late"] or counts["short"] or counts["missed"]:
        sentences.append(
            _("Of their steps {done} are done, {late} late, {short} done less often than planned"
              " and {missed} not done; {planned} are planned.").format(**counts)
        )
    else:
        sentences.append(_("{planned} steps are planned in the years of this run.").format(
            planned=counts["planned"]))
    outside = counts["before"] + counts["after"]
    if outside:
        sentences.append(_("{count} have their dates outside this run.").format(count=outside))
    return " ".join(sentences)
