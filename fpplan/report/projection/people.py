"""Figures of a projection: how many people, births and deaths, and the pyramid."""

from __future__ import annotations

from typing import Any

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.report.numbers import num, percent, span
from fpplan.report.plot import GREY, INK, VARIANT_COLOURS, layout
from fpplan.report.projection.data import ProjectionData, dates, fan, fan_table, simulated
from fpplan.store.sums import total

__all__ = ["PEOPLE"]

_MALE, _FEMALE = VARIANT_COLOURS[1], VARIANT_COLOURS[2]
_GROUPS = [*range(0, 100, 5), 100]


def people(data: ProjectionData) -> list[Figure]:
    """The number of people at the end of each year."""
    frame = data.of("people")
    columns, table = fan_table(data, frame, 0)
    first, last = frame.row(0, named=True), frame.row(-1, named=True)
    return [
        Figure(
            "people", Text("将来有多少人口？", "How many people will there be?"),
            both(lambda: _("{place} has {now} people in {start} and can expect {then} in {end};"
                           " 9 runs in 10 give {span}.").format(
                place=data.top.label, now=num(first["mean"]), start=data.moments[0],
                then=num(last["mean"]), end=data.moments[-1],
                span=span(last["q05"], last["q95"]))),
            columns, table, _definition(data, "people"), simulated(data),
            {"data": fan([f"{month}-01" for month in data.moments], frame, _("people"), INK),
             "layout": layout(320, y=_("people"), legend=False, xaxis=data.time_axis)},
        )
    ]  # fmt: skip


def births_and_deaths(data: ProjectionData) -> list[Figure]:
    """Births and deaths of each year."""
    births, deaths = data.of("births"), data.of("deaths")
    columns, table = fan_table(data, births, 0)
    more = deaths.select(deaths="mean", deaths_q05="q05", deaths_q95="q95")
    x = dates(data, births)
    last = data.years[-1]
    born, died = (data.at(name, last) for name in ("births", "deaths"))
    return [
        Figure(
            "births_and_deaths",
            Text("每年出生、死亡多少人？", "How many births and deaths will there be each year?"),
            both(lambda: _("In {year} {place} can expect {births} births ({births_span}) and"
                           " {deaths} deaths ({deaths_span}).").format(
                year=last.label, place=data.top.label, births=num(born["mean"]),
                births_span=span(born["q05"], born["q95"]), deaths=num(died["mean"]),
                deaths_span=span(died["q05"], died["q95"]))),
            (*columns, Column("deaths", _("deaths, expected"), 0),
             Column("deaths_q05", _("deaths: 5 % of runs are below"), 0),
             Column("deaths_q95", _("deaths: 95 % of runs are below"), 0)),
            table.hstack(more),
            both(lambda: _("True live births, and deaths at all ages, of each year. Bands: half of"
                           " the runs and 9 runs in 10. The first year is the one before the"
                           " decision month.")),
            simulated(data),
            {"data": [*fan(x, births, _("births"), VARIANT_COLOURS[3]),
                      *fan(x, deaths, _("deaths"), VARIANT_COLOURS[0], dash="dash")],
             "layout": layout(340, y=_("persons a year"), xaxis=data.time_axis,
                              yaxis={"rangemode": "tozero"})},
        )
    ]  # fmt: skip


def pyramid(data: ProjectionData) -> list[Figure]:
    """People by sex and five-year age group, at the start and at the end."""
    frame = data.folder.table("pyramid").filter(pl.col("unit") == data.top.id)
    groups = (
        frame.with_columns(group=pl.col("age") // 5 * 5)
        .group_by("month", "sex", "group").agg(total(pl.col("mean")))
        .pivot("sex", index=["month", "group"], values="mean")
    )  # fmt: skip
    start, end = (groups.filter(pl.col("month") == month).sort("group")
                  for month in (data.moments[0], data.moments[-1]))
    labels = [f"{age}–{age + 4}" if age < 100 else "100+" for age in _GROUPS]
    traces: list[dict[str, Any]] = []
    for sex, name, colour, side in (("m", _("men and boys"), _MALE, -1),
                                    ("f", _("women and girls"), _FEMALE, 1)):
        traces.append({"type": "bar", "orientation": "h", "y": labels,
                       "x": [side * value for value in end[sex].to_list()], "name": name,
                       "marker": {"color": colour}, "hoverinfo": "skip", "offsetgroup": "a"})
    for sex, side in (("m", -1), ("f", 1)):
        traces.append({
            "type": "scatter", "mode": "lines", "y": labels,
            "x": [side * value for value in start[sex].to_list()],
            "line": {"color": GREY, "width": 2, "shape": "vhv"}, "hoverinfo": "skip",
            "name": _("as it is in {month}").format(month=data.moments[0]),
            "showlegend": side < 0})  # fmt: skip
    most = max(start["m"].max(), start["f"].max(), end["m"].max(), end["f"].max())  # type: ignore[type-var]
    ticks = _ticks(float(most))  # type: ignore[arg-type]
    table = pl.DataFrame({
        "group": labels, "m0": start["m"], "f0": start["f"], "m1": end["m"], "f1": end["f"]})
    young, old = (data.at(name, data.years[-1]) for name in (
        "under_15_percent", "aged_60_percent"))
    return [
        Figure(
            "pyramid",
            Text("人口年龄结构会怎样变化？", "How will the ages of the people change?"),
            both(lambda: _("In {month} {young} of the people are expected to be under 15 and {old}"
                           " to be 60 and over.").format(
                month=data.moments[-1], young=percent(young["mean"] / 100),
                old=percent(old["mean"] / 100))),
            (Column("group", _("age")),
             *(Column(key, _("{sex}, {month}").format(sex=sex, month=month), 0)
               for key, sex, month in (
                   ("m0", _("men and boys"), data.moments[0]),
                   ("f0", _("women and girls"), data.moments[0]),
                   ("m1", _("men and boys"), data.moments[-1]),
                   ("f1", _("women and girls"), data.moments[-1])))),
            table,
            both(lambda: _("Expected people by sex and five-year age group in {end} (bars) and in"
                           " {start} (line). Everyone is there: women 15-49 are simulated one by"
                           " one, the others by single year of age at the setting's mortality.")
                 .format(start=data.moments[0], end=data.moments[-1])),
            both(lambda: f"{simulated(data)}; " + _(
                "ages at the start and mortality: United Nations, World Population Prospects 2024,"
                " as the setting's tables say")),
            {"data": traces,
             "layout": layout(560, x=_("people"), barmode="overlay", bargap=0.06,
                              xaxis={"tickvals": [*(-t for t in ticks[:0:-1]), *ticks],
                                     "ticktext": [num(abs(t)) for t in
                                                  (*ticks[:0:-1], *ticks)]},
                              yaxis={"type": "category", "categoryorder": "array",
                                     "categoryarray": labels})},
            _scaled(data),
        )
    ]  # fmt: skip


def _scaled(data: ProjectionData) -> tuple[Text, ...]:
    """What a matched scale does to the ages at the start."""
    exposure = float(data.meta.resolved.get("scales", {}).get("exposure", 1.0))
    if exposure == 1.0:
        return ()
    return (both(lambda: _("The scenario's matched scale puts {number} women under 50 where the"
                           " setting's age structure has one; men and older women share what is"
                           " left of the people.").format(number=num(exposure, 2))),)


def _ticks(most: float) -> list[float]:
    """Round numbers from 0 up to about `most`, three or four of them."""
    step = 1.0
    while most / step > 4:
        step *= 2.5 if str(step).startswith("2") else 2
    return [step * k for k in range(int(most / step) + 1)]


def _definition(data: ProjectionData, name: str) -> Text:
    row = data.numbers[name]
    bands = both(lambda: _("Bands: half of the runs and 9 runs in 10."))
    return Text(f"{row.definition.zh}。{bands.zh}", f"{row.definition.en} {bands.en}")


PEOPLE = (people, births_and_deaths, pyramid)
