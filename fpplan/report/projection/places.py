"""Figures of a projection: every unit, and where the spread comes from."""

from __future__ import annotations

import math

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.indicators.variance import split
from fpplan.report.figures.common import capital
from fpplan.report.numbers import num, percent, span
from fpplan.report.projection.data import ProjectionData, simulated

__all__ = ["PLACES"]

_SPLIT = ("births", "deaths", "people", "tfr", "srb", "mcpr_percent")


def units(data: ProjectionData) -> list[Figure]:
    """What every unit can expect in the last year."""
    last = data.years[-1]
    rows = []
    for unit in data.names.units:
        found = {name: data.at(name, last, unit.id) for name in ("people", "births", "deaths",
                                                                "tfr")}
        rows.append({
            "unit": str(unit.label), "now": float(unit.people),
            **{name: row["mean"] for name, row in found.items()},
            **{f"{name}_span": span(row["q05"], row["q95"], 2 if name == "tfr" else 0)
               for name, row in found.items()}})
    table = pl.DataFrame(rows)
    return [
        Figure(
            "units", Text("各地将来怎样？", "What can each place expect?"),
            both(lambda: _("{count} places; a place with others below it is their sum. Ranges: 9"
                           " runs in 10.").format(count=num(len(rows)))),
            (Column("unit", _("place")), Column("now", _("people in {month}").format(
                month=data.moments[0]), 0),
             *(column for name, label, decimals in (
                 ("people", _("people in {month}").format(month=data.moments[-1]), 0),
                 ("births", _("births in the last year"), 0),
                 ("deaths", _("deaths in the last year"), 0),
                 ("tfr", _("children per woman"), 2))
               for column in (Column(name, label, decimals),
                              Column(f"{name}_span", _("range"), number=True)))),
            table,
            both(lambda: _("Expected values of {year}; people as it ends. Women move in and out at"
                           " the setting's rate; nobody else moves between places.").format(
                year=last.label)),
            simulated(data),
        )
    ]  # fmt: skip


def spread(data: ProjectionData) -> list[Figure]:
    """How much of the spread of the last year is chance and how much parameters."""
    if data.meta.uncertainty != "both" or data.meta.sets < 2:
        return []
    names = [name for name in _SPLIT if data.has(name)]
    draws = data.folder.table("years").filter(
        pl.col("unit") == data.top.id, pl.col("period") == data.years[-1].id).sort("draw")
    rows = []
    for name in names:
        found = split(draws[name].fill_null(math.nan).to_numpy(), data.meta.repeats)
        if found is not None:
            row = data.numbers[name]
            deviation = math.sqrt(max(found.parameters, 0.0) + found.chance)
            rows.append({
                "name": name, "what": capital(str(row.label)), "unit": str(row.unit),
                "deviation": num(deviation, max(row.decimals, 1)), "share": percent(found.share),
                "interval": span(found.low * 100, found.high * 100)})
    if not rows:
        return []
    first = rows[0]
    return [
        Figure(
            "spread",
            Text("波动有多少出于偶然，多少出于未知？",
                 "How much of the spread is chance, and how much do we not know?"),
            both(lambda: _("{what} in {year}: standard deviation {sd}; {share} of the variance is"
                           " there because parameters are not known exactly.").format(
                year=data.years[-1].label, what=capital(str(data.numbers[first["name"]].label)),
                sd=first["deviation"], share=first["share"])),
            (Column("what", _("figure")), Column("deviation", _("standard deviation"), number=True),
             Column("unit", _("unit")), Column("share", _("share from parameters"), number=True),
             Column("interval", _("90 % interval of the share"), None, "%", number=True)),
            pl.DataFrame(rows),
            both(lambda: _("{sets} parameter sets of {repeats} draws each; one-way analysis of"
                           " variance with parameter sets as groups.").format(
                sets=num(data.meta.sets), repeats=num(data.meta.repeats))),
            simulated(data),
        )
    ]  # fmt: skip


def assumptions(data: ProjectionData) -> list[Figure]:
    """What a projection takes for granted."""
    horizon = len(data.years)
    rates = data.folder.migration.get("net_per_1000", [])
    lines = [
        *_years_do(data),
        _("Methods on offer, services and policy stay as the scenario says for {years}"
          " years; mortality, wanted family size and access to sex selection follow the setting's"
          " tables.").format(years=horizon)
        if not data.accounting else
        _("Births by age and year are those of the file; between years that it gives they are on a"
          " straight line, before and after it they stay. Women's unions, methods and births so"
          " far mean nothing in this mode and are left out."),
        _("For fifteen years girls who turn 15 are those of the setting's age structure, then those"
          " born in the simulation; each lives or dies in the pyramid until then."),
        _("Within a five-year group of the setting's tables ages follow a smooth curve that keeps"
          " the group's sum; deaths of infants are spread evenly over their first year."),
        _("Sexes of births: the natural ratio of the setting, without selection.")
        if data.accounting else
        _("Net moves from outside are those of the file: {rates} a year per 1,000 people, {ages}.")
        .format(rates=span(min(rates), max(rates), 1) if min(rates) < max(rates)
                else num(rates[0], 1),
                ages=_("by age and sex (mean of all ages)") if data.folder.migration["by_age"]
                else _("alike at all ages"))
        if rates else
        _("Boys, men, girls under 15 and women over 49 neither move nor change stratum."),
    ]
    return [
        Figure(
            "taken_for_granted",
            Text("推算以什么为前提？", "What does the projection take for granted?"),
            both(lambda: _("A projection says what follows from these, not what will happen.")),
            (Column("line", _("assumption")),),
            pl.DataFrame({"line": lines}),
            both(lambda: _("Every parameter with its range and source stands in"
                           " parameters.parquet of the folder.")),
            simulated(data),
        )
    ]  # fmt: skip


def _years_do(data: ProjectionData) -> list[str]:
    """What a trend takes for granted; that there is none, of simulated lives."""
    trend = data.folder.trend
    if not trend:
        return [] if data.accounting else [
            _("What women want and how soon does not change with the years.")]
    centre = (_("The middle of births and deaths follows the file, as ratios to the rates as they"
                " are.") if trend["given"] else
              _("Fertility drifts on as in the ten years before the start, each year less;"
                " mortality does so from where the setting's tables end."))
    return [centre, _(
        "Around it births and deaths scatter by steps from year to year with heavy tails, alike in"
        " all villages; women enter unions, come to want and conceive sooner or later, and go on"
        " to another child more or less often, so that births come out so.")]


PLACES = (units, spread, assumptions)
