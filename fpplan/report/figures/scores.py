"""How each village would score: the distribution under each variant."""

from __future__ import annotations

from typing import Any

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.report.data import RunData
from fpplan.report.figures.common import (
    by_village,
    colour_of,
    simulated_source,
    village_notes,
    year_months,
    year_words,
)
from fpplan.report.numbers import num, span
from fpplan.report.plot import layout, rgba, wrap
from fpplan.store.names import PeriodName, SchemeName
from fpplan.store.sums import mean_of

__all__ = ["score_year", "scored_units", "scores", "unit_totals"]

_SPREAD = 0.78  # of the height of a village, for its variants


def score_year(data: RunData, scheme: SchemeName) -> PeriodName | None:
    """The first whole year of its own calendar that a scheme has points for."""
    return next(iter(data.scheme_years(scheme)), None)


def scored_units(data: RunData) -> pl.DataFrame:
    """Units that scores are about: the villages, or the top unit where there are none."""
    units = data.villages or [data.top]
    return pl.DataFrame({"unit": [unit.id for unit in units]})


def unit_totals(data: RunData, scheme: SchemeName, role: str, period: str) -> pl.DataFrame:
    """A scheme's total by (variant, unit) over draws."""
    item = data.item_of_role(scheme.id, role)
    return data.totals.filter(
        (pl.col("scheme") == scheme.id)
        & (pl.col("item") == (item.id if item else ""))
        & (pl.col("period") == period)
    )


def scores(data: RunData) -> list[Figure]:
    """Box for each village and variant, for each scheme that gives points."""
    found = []
    for scheme in data.point_schemes:
        period = score_year(data, scheme)
        if period is not None:
            figure = _one(data, scheme, period)
            if figure is not None:
                found.append(figure)
    return found


def _one(data: RunData, scheme: SchemeName, period: PeriodName) -> Figure | None:
    total = unit_totals(data, scheme, "total", period.id)
    villages = by_village(data, total).filter(pl.col("mean").is_not_null())
    if not len(villages):
        return None
    base = villages.filter(pl.col("variant") == data.base.id)
    untagged = unit_totals(data, scheme, "untagged", period.id).filter(
        pl.col("variant") == data.base.id
    )
    table = base.join(untagged.select("unit", untagged="mean"), on="unit", how="left",
                      maintain_order="left")
    beside = bool((base["high"] - base["low"]).max())
    place = {label: at for at, label in enumerate(base["unit_label"])}
    traces: list[dict[str, Any]] = []
    for at, variant in enumerate(data.variants):
        part = villages.filter(pl.col("variant") == variant.id)
        shift = (at - (len(data.variants) - 1) / 2) * _SPREAD / len(data.variants)
        rows = [place[label] + shift for label in part["unit_label"]]
        traces += _ranges(part, rows, str(variant.label), colour_of(data, variant.id))
    plot = layout(
        100 + (14 * len(data.variants) + 8) * len(base), x=_("points"),
        xaxis={"domain": [0, 0.68] if beside else [0, 1], "range": _around(villages)},
        yaxis={
            "tickvals": list(place.values()), "ticktext": [wrap(one, 14) for one in place],
            "range": [len(base) - 0.4, -0.6], "zeroline": False, "showgrid": False,
        },
    )  # fmt: skip
    if beside:
        traces.append(_open_range(base))
        plot["xaxis2"] = {**plot["xaxis"], **_open_axis(base)}
    notes = village_notes(data, plot)
    return Figure(
        f"scores_{scheme.id}",
        Text(f"各村按{scheme.label.zh}能得多少分？",
             f"What would each village score under {_the(scheme.label.en)}?"),
        both(lambda: _reading(data, scheme, period, table)),
        (
            Column("unit_label", _("village")),
            Column("mean", _("expected"), 0, _("points")),
            Column("q05", _("low end (1 run in 20 is below)"), 0),
            Column("q95", _("high end (1 run in 20 is above)"), 0),
            Column("low", _("if unpublished inputs are at their worst"), 0),
            Column("high", _("if they are at their best"), 0),
            Column("untagged", _("without flagged items"), 0, _("points")),
        ),
        table,
        both(lambda: _("Points of {year} on the figures as they would be reported. Dot: the middle"
                       " run; thick line: half of the runs; thin line: 9 runs in 10. On the right,"
                       " grey: how far the expected score moves with inputs that no document"
                       " gives (“{variant}”).").format(
            year=year_months(data, period), variant=data.base.label)),
        simulated_source(data),
        {"data": traces, "layout": plot},
        notes,
    )  # fmt: skip


def _open_axis(base: pl.DataFrame) -> dict[str, Any]:
    """The axis on the right: the ends of what unpublished inputs do."""
    low, high = _least(base, "low"), _most(base, "high")
    room = 0.18 * (high - low)  # for the two numbers at the ends
    return {"domain": [0.74, 1], "title": {}, "range": [low - room, high + room],
            "tickvals": [low, high], "ticktext": [num(low), num(high)]}


def _the(label: str) -> str:
    return f"the {label[0].lower()}{label[1:]}" if label[:1].isupper() else label


def _around(villages: pl.DataFrame) -> list[float]:
    """An axis that ends a little outside everything drawn on it."""
    low, high = _least(villages, "q05"), _most(villages, "q95")
    room = max(1.0, 0.03 * (high - low))
    return [low - room, high + room]


def _least(frame: pl.DataFrame, column: str) -> float:
    return float(frame.select(pl.col(column).min()).item())


def _most(frame: pl.DataFrame, column: str) -> float:
    return float(frame.select(pl.col(column).max()).item())


def _open_range(base: pl.DataFrame) -> dict[str, Any]:
    return {
        "type": "bar", "orientation": "h", "y": list(range(len(base))),
        "base": base["low"].to_list(), "x": (base["high"] - base["low"]).to_list(),
        "width": 0.5, "marker": {"color": "rgba(138,151,158,0.55)"}, "hoverinfo": "skip",
        "xaxis": "x2", "name": _("where inputs that no document gives leave it"),
    }  # fmt: skip


def _ranges(part: pl.DataFrame, rows: list[float], name: str, colour: str) -> list[dict[str, Any]]:
    """A thin line for 9 runs in 10, a thick one for half of them, a dot for the middle."""
    found = []
    for low, high, width in (("q05", "q95", 1.5), ("q25", "q75", 6.0)):
        x: list[float | None] = []
        y: list[float | None] = []
        for row, first, last in zip(rows, part[low], part[high], strict=True):
            x += [first, last, None]
            y += [row, row, None]
        found.append(
            {"type": "scatter", "mode": "lines", "x": x, "y": y, "hoverinfo": "skip",
             "line": {"color": rgba(colour, 0.95 if width < 2 else 0.6), "width": width},
             "showlegend": False}
        )  # fmt: skip
    found.append(
        {"type": "scatter", "mode": "markers", "x": part["q50"].to_list(), "y": rows,
         "marker": {"color": colour, "size": 8, "line": {"color": "#ffffff", "width": 1}},
         "hoverinfo": "skip", "name": name}
    )  # fmt: skip
    return found


def _reading(data: RunData, scheme: SchemeName, period: PeriodName, table: pl.DataFrame) -> str:
    ordered = table.sort("mean", maintain_order=True)
    worst, best = ordered.row(0, named=True), ordered.row(-1, named=True)
    mean = mean_of(table["mean"]) or 0
    sentences = [
        _("In {year} the villages score {mean} points on average as things are").format(
            year=year_words(data, period), mean=num(mean))
        + (_(" (full marks without bonus: {full}).").format(full=num(scheme.full))
           if scheme.full else _(".")),
        _("Expected scores run from {low} ({worst}) to {high} ({best}).").format(
            low=num(worst["mean"]), worst=data.unit[worst["unit"]].label,
            high=num(best["mean"]), best=data.unit[best["unit"]].label),
        _("Within one village 9 runs in 10 lie {width} points apart or less, so places in a"
          " ranking are largely luck where the lines overlap.").format(
            width=num(mean_of(table["q95"] - table["q05"]) or 0)),
    ]  # fmt: skip
    if (table["high"] - table["low"]).max():
        sentences.append(
            _("Inputs that no document gives leave the average open from {span}.").format(
                span=span(mean_of(table["low"]), mean_of(table["high"])))
        )  # fmt: skip
    sentences += data.names.compared(scheme)
    same, items = _same_everywhere(data, scheme, period)
    if same:
        sentences.append(
            _("{count} of its {all} items are the same in every village: what they read is neither"
              " simulated nor recorded by village.").format(count=same, all=items)
        )  # fmt: skip
    return " ".join(sentences)


def _same_everywhere(data: RunData, scheme: SchemeName, period: PeriodName) -> tuple[int, int]:
    """How many items that read nothing simulated give every village the same, and of how many."""
    items = data.items(scheme.id, "item")
    asked = [row.id for row in items if row.reads not in data.indicators]
    villages = [unit.id for unit in data.villages]
    if len(villages) < 2:
        return 0, len(items)
    known = data.points.filter(
        (pl.col("scheme") == scheme.id) & (pl.col("period") == period.id)
        & (pl.col("variant") == data.base.id) & pl.col("item").is_in(asked)
        & pl.col("unit").is_in(villages)
    ).group_by("item").agg(pl.col("mean", "low", "high").round(9).n_unique())
    same = known.filter((pl.col("mean") == 1) & (pl.col("low") == 1) & (pl.col("high") == 1))
    return len(same), len(items)
