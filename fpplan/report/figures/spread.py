"""Where a spread comes from: chance, or what nobody knows exactly."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.indicators.variance import LEVEL, Split, split
from fpplan.report.data import RunData
from fpplan.report.figures.common import capital, simulated_source, year_months, year_words
from fpplan.report.figures.scores import score_year
from fpplan.report.numbers import num, percent, span
from fpplan.report.plot import VARIANT_COLOURS, layout, wrap
from fpplan.store.names import UnitName

__all__ = ["spread", "spreads"]

_SHOWN = ("crude_birth_rate", "srb", "births_within_policy_percent", "higher_order_percent",
          "mcpr_percent", "unmet_need_percent", "births_reported_percent")


@dataclass(frozen=True)
class Spread:
    """One number of one place over draws: an indicator, or a scheme's total."""

    what: Text
    unit: Text
    decimals: int
    place: UnitName
    split: Split

    @property
    def deviation(self) -> float:
        """Standard deviation of a draw, in the number's own unit."""
        return math.sqrt(max(self.split.parameters, 0.0) + self.split.chance)


def spreads(data: RunData) -> list[Spread]:
    """Headline indicators (true view, base, last year) and scheme totals (the first year that
    is scored), for the whole place and for a village of middle size; empty without sets."""
    if data.meta.uncertainty != "both" or data.meta.sets < 2 or not data.years:
        return []
    places = [data.top]
    if data.villages:
        by_size = sorted(data.villages, key=lambda unit: (unit.people, unit.id))
        places.append(by_size[len(by_size) // 2])
    found = []
    draws = _indicators(data, places)
    for name in (name for name in _SHOWN if name in data.indicators):
        row = data.indicators[name]
        found += [(row.label, row.unit, row.decimals, place, draws, name) for place in places]
    for scheme in data.point_schemes:
        year = score_year(data, scheme)
        total = data.item_of_role(scheme.id, "total")
        if year is not None and total is not None:
            frame = data.total_draws(scheme.id).filter(
                pl.col("variant").cast(pl.String) == data.base.id, pl.col("period") == year.id
            ).rename({"item": "name"})  # fmt: skip
            points = both(lambda: _("points"))
            found += [(scheme.label, points, 0, place, frame, total.id) for place in places]
    rows = []
    for what, unit, decimals, place, frame, name in found:
        values = frame.filter(pl.col("unit") == place.id, pl.col("name") == name).sort("draw")
        numbers = values["value"].cast(pl.Float64).fill_null(math.nan).to_numpy()
        parts = split(numbers, data.meta.repeats) if numbers.size else None
        if parts is not None:
            rows.append(Spread(what, unit, decimals, place, parts))
    return rows


def _indicators(data: RunData, places: list[UnitName]) -> pl.DataFrame:
    return data.run.collect(
        data.run.table("indicators")
        .filter(pl.col("variant") == data.base.id, pl.col("view") == "true",
                pl.col("period") == data.years[-1].id,
                pl.col("unit").is_in([place.id for place in places]),
                pl.col("name").is_in(list(_SHOWN)))
        .select("unit", "name", "draw", "value")
        .with_columns(pl.col("unit", "name").cast(pl.String))
    )  # fmt: skip


def spread(data: RunData) -> list[Figure]:
    """One figure: how far each number moves, and how much of that is chance."""
    rows = spreads(data)
    if not rows:
        return []
    table = pl.DataFrame([_row(row) for row in rows])
    labels = [
        wrap(_("{what}, {where}").format(what=capital(str(row.what)), where=row.place.label), 34)
        for row in rows
    ]
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
            both(lambda: _reading(data, rows)),
            (
                Column("what", _("figure")),
                Column("where", _("place")),
                Column("deviation", _("standard deviation"), number=True),
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


def _row(row: Spread) -> dict[str, Any]:
    return {
        "what": capital(str(row.what)), "where": str(row.place.label), "unit": str(row.unit),
        "deviation": num(row.deviation, max(row.decimals, 1)), "share": row.split.share,
        "share_words": percent(row.split.share),
        "interval": span(row.split.low * 100, row.split.high * 100),
    }  # fmt: skip


def _reading(data: RunData, rows: list[Spread]) -> str:
    year = year_words(data, data.years[-1])
    parts = [
        _("{what} of {where} in {year} moves by {sd} {unit} (standard deviation), {share} of the"
          " variance because parameters are not known exactly.").format(
            what=capital(str(row.what)), where=row.place.label, year=year, unit=row.unit,
            sd=num(row.deviation, max(row.decimals, 1)), share=percent(row.split.share))
        for row in rows if row.what == rows[0].what
    ]  # fmt: skip
    return " ".join([*parts, _("Better data would narrow that part; nothing narrows chance but"
                               " more births: larger units or more years.")])
