"""The full total beside the total with the flagged items absent."""

from __future__ import annotations

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.report.data import RunData
from fpplan.report.figures.common import (
    by_village,
    simulated_source,
    tag_words,
    village_axis,
    village_notes,
    year_months,
)
from fpplan.report.figures.scores import score_year, unit_totals
from fpplan.report.numbers import num
from fpplan.report.plot import GREY, layout, wrap
from fpplan.store.names import PeriodName, SchemeName
from fpplan.store.sums import mean_of

__all__ = ["untagged"]

FULL, UNTAGGED = "#46545c", "#009e73"


def untagged(data: RunData) -> list[Figure]:
    """A pair of points for each village and scheme."""
    found = []
    for scheme in data.point_schemes:
        period = score_year(data, scheme)
        if period is not None and data.item_of_role(scheme.id, "untagged") is not None:
            figure = _one(data, scheme, period)
            if figure is not None:
                found.append(figure)
    return found


def _one(data: RunData, scheme: SchemeName, period: PeriodName) -> Figure | None:
    base = pl.col("variant") == data.base.id
    full = unit_totals(data, scheme, "total", period.id).filter(base)
    without = unit_totals(data, scheme, "untagged", period.id).filter(base)
    table = by_village(data, full.select("unit", "mean")).join(
        without.select("unit", untagged="mean"), on="unit", how="left", maintain_order="left"
    )
    table = table.filter(pl.col("mean").is_not_null()).with_columns(
        flagged=pl.col("mean") - pl.col("untagged")
    )
    if not len(table):
        return None
    labels = [wrap(label, 14) for label in table["unit_label"]]
    joins: list[float | str | None] = []
    for label, low, high in zip(labels, table["untagged"], table["mean"], strict=True):
        joins += [(label, low), (label, high), (None, None)]  # type: ignore[list-item]
    traces = [
        {
            "type": "scatter", "mode": "lines", "y": [one[0] for one in joins],  # type: ignore[index]
            "x": [one[1] for one in joins], "line": {"color": GREY, "width": 1.5},  # type: ignore[index]
            "hoverinfo": "skip", "showlegend": False,
        },
        *(
            {
                "type": "scatter", "mode": "markers", "y": labels, "x": table[column].to_list(),
                "name": name, "marker": {"color": colour, "size": 10, "symbol": symbol},
                "hoverinfo": "skip",
            }
            for column, name, colour, symbol in (
                ("mean", _("all items"), FULL, "circle"),
                ("untagged", _("without flagged items"), UNTAGGED, "diamond"),
            )
        ),
    ]  # fmt: skip
    plot = layout(90 + 24 * len(table), x=_("points"), yaxis=village_axis(data),
                  xaxis={"rangemode": "tozero"})  # fmt: skip
    notes = village_notes(data, plot)
    return Figure(
        f"untagged_{scheme.id}",
        Text("分数里有多少来自标记项目？", "How much of the score comes from flagged items?"),
        both(lambda: _reading(data, scheme, table)),
        (
            Column("unit_label", _("village")),
            Column("mean", _("all items"), 0, _("points")),
            Column("untagged", _("without flagged items"), 0, _("points")),
            Column("flagged", _("from flagged items"), 0, _("points")),
        ),
        table,
        both(lambda: _("Expected points of {year}, “{variant}”. Flagged items read quotas on"
                       " procedures, limits on births, penalties on families, monitoring of"
                       " persons or benefits with conditions. Without them the scheme is scored"
                       " as if they were not there.").format(
            year=year_months(data, period), variant=data.base.label)),
        simulated_source(data),
        {"data": traces, "layout": plot},
        notes,
    )  # fmt: skip


def _reading(data: RunData, scheme: SchemeName, table: pl.DataFrame) -> str:
    items = data.items(scheme.id, "item")
    flagged = [item for item in items if item.tags]
    kinds = sorted({tag for item in flagged for tag in item.tags if tag != "staff_pressure"})
    return _(
        "On average {untagged} of {total} points do not come from flagged items. {count} of"
        " {all} items are flagged: {kinds}."
    ).format(
        untagged=num(mean_of(table["untagged"]) or 0),
        total=num(mean_of(table["mean"]) or 0),
        count=len(flagged), all=len(items), kinds=tag_words(tuple(kinds)) or _("none"),
    )  # fmt: skip
