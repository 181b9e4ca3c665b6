"""Where a spread comes from: chance, or what nobody knows exactly."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import polars as pl

from fpplan.indicators.variance import LEVEL, Split, split
from fpplan.report.data import RunData
from fpplan.report.figure import Column, Figure, both
from fpplan.report.figures.common import capital, simulated_source, year_months, year_words
from fpplan.report.figures.scores import score_year
from fpplan.report.numbers import num, percent, span
from fpplan.report.plot import VARIANT_COLOURS, layout, wrap
from fpplan.runs.names import PeriodName, UnitName
from fpplan.text import Text, _

__all__ = ["spread", "spreads"]

_SHOWN = ("crude_birth_rate", "srb", "births_within_policy_percent", "higher_order_percent",
          "mcpr_percent", "unmet_need_percent", "births_reported_percent")


def spreads(data: RunData) -> list[dict[str, Any]]:
    """The split of variance of headline indicators (true view, base, last year) and scheme
    totals, for the whole place and for a village of middle size; empty without sets."""
    if data.meta.uncertainty != "both" or data.meta.sets < 2 or not data.years:
        return []
    places = [data.top]
    if data.villages:
        by_size = sorted(data.villages, key=lambda unit: (unit.people, unit.id))
        places.append(by_size[len(by_size) // 2])
    period = data.years[-1]
    rows = []
    for name in (name for name in _SHOWN if name in data.indicators):
        indicator = data.indicators[name]
        for place in places:
            found = split(_indicator(data, name, place, period), data.meta.repeats)
            if found is not None:
                rows.append(_row(capital(str(indicator.label)), str(indicator.unit),
                                 indicator.decimals, place, found))
    for scheme in data.point_schemes:
        year = score_year(data, scheme)
        total = data.item_of_role(scheme.id, "total")
        if year is None or total is None:
            continue
        frame = data.total_draws(scheme.id).filter(
            pl.col("variant").cast(pl.String) == data.base.id, pl.col("period") == year.id,
            pl.col("item") == total.id)
        for place in places:
            values = frame.filter(pl.col("unit") == place.id).sort("draw")["value"].to_numpy()
            found = split(values, data.meta.repeats) if values.size else None
            if found is not None:
                rows.append(_row(str(scheme.label), _("points"), 0, place, found))
    return rows


def _indicator(data: RunData, name: str, place: UnitName, period: PeriodName) -> np.ndarray:
    rows = data.run.collect(
        data.run.table("indicators")
        .filter(pl.col("variant") == data.base.id, pl.col("unit") == place.id,
                pl.col("period") == period.id, pl.col("view") == "true", pl.col("name") == name)
        .select("draw", "value").sort("draw"))
    return rows["value"].cast(pl.Float64).fill_null(math.nan).to_numpy()


def _row(label: str, unit: str, decimals: int, place: UnitName, found: Split) -> dict[str, Any]:
    variance = max(found.parameters, 0.0) + found.chance
    return {
        "what": label, "where": str(place.label), "unit": unit, "sd": math.sqrt(variance),
        "sd_words": num(math.sqrt(variance), max(decimals, 1)), "share": found.share,
        "share_words": percent(found.share),
        "interval": span(found.low * 100, found.high * 100), "top": not place.parent,
    }


def spread(data: RunData) -> list[Figure]:
    """One figure: how far each number moves, and how much of that is chance."""
    rows = spreads(data)
    if not rows:
        return []
    table = pl.DataFrame(rows)
    labels = [wrap(_("{what}, {where}").format(what=row["what"], where=row["where"]), 34)
              for row in rows]
    parts = (
        (_("chance: the same parameters, other luck"), 1 - table["share"], "#9fb7c4"),
        (_("parameters that nobody knows exactly"), table["share"], VARIANT_COLOURS[1]),
    )
    traces = [
        {"type": "bar", "orientation": "h", "y": labels, "x": (100 * part).to_list(),
         "name": name, "marker": {"color": colour}, "hoverinfo": "skip"}
        for name, part, colour in parts
    ]
    plot = layout(
        120 + 34 * len(rows), x=_("% of the variance"), barmode="stack",
        yaxis={"type": "category", "categoryorder": "array", "categoryarray": labels[::-1],
               "automargin": True},
        xaxis={"range": [0, 100]},
    )  # fmt: skip
    period = data.years[-1]
    return [
        Figure(
            "spread",
            Text("波动有多少出于偶然，多少出于未知？",
                 "How much of the spread is chance, and how much do we not know?"),
            both(lambda: _reading(data)),
            (
                Column("what", _("figure")),
                Column("where", _("place")),
                Column("sd_words", _("standard deviation"), number=True),
                Column("unit", _("unit")),
                Column("share_words", _("share from parameters"), number=True),
                Column("interval", _("90 % interval of the share"), None, "%", number=True),
            ),
            table,
            both(lambda: _("Draws of {year}, “{variant}”, {sets} parameter sets of {repeats}"
                           " draws each; one-way analysis of variance with parameter sets as"
                           " groups, {level} interval from the F distribution.").format(
                year=year_months(data, period), variant=data.base.label,
                sets=num(data.meta.sets), repeats=num(data.meta.repeats),
                level=percent(LEVEL))),
            simulated_source(data),
            {"data": traces, "layout": plot},
        )
    ]  # fmt: skip


def _reading(data: RunData) -> str:
    rows = spreads(data)
    year = year_words(data, data.years[-1])
    parts = [
        _("{what} of {where} in {year} moves by {sd} {unit} (standard deviation), {share} of the"
          " variance because parameters are not known exactly.").format(
            what=row["what"], where=row["where"], year=year, sd=row["sd_words"],
            unit=row["unit"], share=row["share_words"])
        for row in rows if row["what"] == rows[0]["what"]
    ]  # fmt: skip
    return " ".join([*parts, _("Better data would narrow that part; nothing narrows chance but"
                               " more births: larger units or more years.")])
