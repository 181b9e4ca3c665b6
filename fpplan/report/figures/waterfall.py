"""Where the points go: from full marks to the expected score, chapter by chapter."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.report.data import RunData
from fpplan.report.figures.common import (
    simulated_source,
    tag_words,
    village_notes,
    year_months,
)
from fpplan.report.figures.scores import score_year, scored_units
from fpplan.report.numbers import joined, num, signed
from fpplan.report.plot import layout, wrap
from fpplan.store.names import ItemName, PeriodName, SchemeName
from fpplan.store.sums import mean

__all__ = ["expected_items", "waterfall"]

LOSS, GAIN, SUM = "#d55e00", "#009e73", "#46545c"


def expected_items(data: RunData, scheme: SchemeName, period: str) -> pl.DataFrame:
    """Mean over villages of each row of a scheme (base): (item, mean, low, high)."""
    return (
        data.points.filter(
            (pl.col("scheme") == scheme.id)
            & (pl.col("period") == period)
            & (pl.col("variant") == data.base.id)
        )
        .join(scored_units(data), on="unit", how="semi")
        .group_by("item")
        .agg(mean(pl.col("mean", "low", "high")))
    )


def waterfall(data: RunData) -> list[Figure]:
    """A waterfall for each scheme that gives points."""
    found = []
    for scheme in data.point_schemes:
        period = score_year(data, scheme)
        if period is not None and data.item_of_role(scheme.id, "total") is not None:
            found.append(_one(data, scheme, period))
    return found


def _one(data: RunData, scheme: SchemeName, period: PeriodName) -> Figure:
    means = {row["item"]: row for row in expected_items(data, scheme, period.id).to_dicts()}
    total = data.item_of_role(scheme.id, "total")
    assert total is not None
    groups = [row for row in data.items(scheme.id, "chapter") if not row.parent]
    groups = groups or data.items(scheme.id, "item")
    full = scheme.full if scheme.full is not None else sum(row.full or 0 for row in groups)
    steps = [
        (row, (means[row.id]["mean"] or 0) - (row.full or 0), means[row.id])
        for row in groups
        if row.id in means and means[row.id]["mean"] is not None
    ]
    end = means.get(total.id, {"mean": None, "low": None, "high": None})
    rest = (end["mean"] or 0) - full - sum(change for _row, change, _mean in steps)
    bars = _bars(full, steps, rest, end)
    lines = max(label.count("<br>") + 1 for label in bars[0]["y"])
    plot = layout(
        80 + (10 + 16 * lines) * len(bars[0]["y"]), legend=False, x=_("points"),
        yaxis={"type": "category", "autorange": "reversed", "automargin": True},
        xaxis={"rangemode": "tozero"},
    )  # fmt: skip
    notes = village_notes(data, plot)
    return Figure(
        f"waterfall_{scheme.id}",
        Text(f"{scheme.label.zh}的分数丢在哪里？",
             f"Where do the points go ({scheme.label.en[:1].lower()}{scheme.label.en[1:]})?"),
        both(lambda: _reading(full, steps, end)),
        (
            Column("label", _("chapter or item")),
            Column("full", _("full marks"), 0),
            Column("mean", _("expected"), 1, _("points")),
            Column("low", _("lowest"), 1),
            Column("high", _("highest"), 1),
            Column("tags", _("flag")),
        ),
        _table(data, scheme, means),
        both(lambda: _("Average village, “{variant}”, {year}. Each bar is what a chapter adds to or"
                       " takes from full marks; in brackets, the ends that inputs which no"
                       " document gives leave open.").format(
            variant=data.base.label, year=year_months(data, period))),
        both(lambda: _("{document}; {run}").format(
            document=scheme.document, run=simulated_source(data))),
        {"data": bars, "layout": plot},
        notes,
    )  # fmt: skip


Step = tuple[ItemName, float, dict[str, Any]]


def _bars(full: float, steps: list[Step], rest: float, end: dict[str, Any]) -> list[dict[str, Any]]:
    """Bars from full marks down to the score; the numbers stand in the labels, where there
    is room for them on a telephone too."""
    labels, starts, sizes, colours = [], [], [], []

    def bar(label: str, start: float, size: float, colour: str, text: str) -> None:
        labels.append(f"{wrap(label, 24)}<br><b>{text}</b>")
        starts.append(start)
        sizes.append(size)
        colours.append(colour)

    def ends(low: float, high: float, offset: float, show: Callable[[float], str]) -> str:
        if high - low <= 0.5:
            return ""
        return " " + _("({low} to {high})").format(low=show(low - offset), high=show(high - offset))

    bar(_("Full marks"), 0, full, SUM, num(full))
    at = full
    for row, change, means in steps:
        colour = LOSS if change < 0 else GAIN
        text = signed(change) + ends(means["low"], means["high"], row.full or 0, signed)
        bar(str(row.label), min(at, at + change), abs(change), colour, text)
        at += change
    if abs(rest) > 0.5:
        bar(_("Caps and floors"), min(at, at + rest), abs(rest), GAIN if rest > 0 else LOSS,
            signed(rest))  # fmt: skip
    if end["mean"] is not None:
        text = num(end["mean"]) + ends(end["low"], end["high"], 0, num)
        bar(_("Expected score"), 0, end["mean"], SUM, text)
    return [
        {
            "type": "bar", "orientation": "h", "y": labels, "x": sizes, "base": starts,
            "marker": {"color": colours}, "hoverinfo": "skip",
        }
    ]  # fmt: skip


def _table(data: RunData, scheme: SchemeName, means: dict[str, dict[str, Any]]) -> pl.DataFrame:
    rows = []
    inside = data.items(scheme.id, "chapter", "item")
    depth = {"": -1}
    for row in inside:  # a chapter stands before what it holds
        depth[row.id] = depth.get(row.parent, -1) + 1
    for row in [*inside, *data.items(scheme.id, "total", "untagged")]:
        found = means.get(row.id)
        if found is not None:
            indent = "\u2003" * depth.get(row.id, 0)
            rows.append(
                {
                    "label": indent + str(row.label), "full": row.full, "mean": found["mean"],
                    "low": found["low"], "high": found["high"], "tags": tag_words(row.tags),
                }
            )  # fmt: skip
    numbers = dict.fromkeys(("full", "mean", "low", "high"), pl.Float64)
    return pl.DataFrame(rows, schema={"label": pl.String, **numbers, "tags": pl.String})


def _reading(full: float, steps: list[Step], end: dict[str, Any]) -> str:
    losses = sorted((step for step in steps if step[1] < 0), key=lambda step: step[1])[:3]
    words = [
        _("{chapter} ({points})").format(chapter=row.label, points=signed(change))
        for row, change, _mean in losses
    ]
    found = _("Of {full} full marks an average village can expect {number}.").format(
        full=num(full), number=num(end["mean"])
    )
    if words:
        found += " " + _("Most is lost in {chapters}.").format(chapters=joined(words))
    return found
