"""The chance to pass each simulated target."""

from __future__ import annotations

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.contract.units import decimals_apart
from fpplan.report.data import RunData
from fpplan.report.figures.common import (
    at,
    simulated_source,
    tag_words,
    village_notes,
    year_label,
    year_months,
    year_words,
)
from fpplan.report.numbers import exact, joined, num, percent, span
from fpplan.report.plot import layout, wrap
from fpplan.store.names import ItemName, PeriodName, SchemeName

__all__ = ["CLEAR", "by_chance", "forecast_items", "pass_chance", "targets"]

CLEAR = 0.9  # "likely" and "unlikely" in words
YEAR_COLOURS = ("#46545c", "#56b4e9", "#e69f00")


def forecast_items(data: RunData, scheme: SchemeName) -> list[ItemName]:
    """Items whose figure is simulated, so that a chance can be given. Recorded figures have
    none: they stand among the flagged items or the published table."""
    return [
        item
        for item in data.items(scheme.id, "item")
        if item.target is not None
        and item.reads in data.indicators
        and set(item.tags) <= {"birth_limit", "staff_pressure"}
    ]


def pass_chance(data: RunData, scheme: SchemeName, item: str, unit: str, period: str,
                variant: str) -> float | None:  # fmt: skip
    """Share of runs in which an item passes; None where it is never known."""
    row = at(data.points, scheme=scheme.id, item=item, unit=unit, period=period, variant=variant)
    return None if row is None else row["mean"]


def targets(data: RunData) -> list[Figure]:
    """For each scheme of targets: the top unit's chances, then those of the villages."""
    found = []
    for scheme in data.target_schemes:
        items = forecast_items(data, scheme)
        years = data.scheme_years(scheme)
        if items and years:
            found.append(_chances(data, scheme, items, years))
            if data.villages:
                found.append(_villages(data, scheme, items, years[0]))
    return found


def _chances(data: RunData, scheme: SchemeName, items: list[ItemName],
             years: list[PeriodName]) -> Figure:  # fmt: skip
    traces = []
    for place, period in enumerate(years):
        shares = [
            pass_chance(data, scheme, item.id, data.top.id, period.id, data.base.id)
            for item in items
        ]
        traces.append(
            {
                "type": "bar", "orientation": "h", "name": year_label(data, period),
                "y": [_target_words(item) for item in items],
                "x": [None if share is None else share * 100 for share in shares],
                "text": [percent(share) for share in shares], "textposition": "outside",
                "cliponaxis": False, "hoverinfo": "skip", "textfont": {"size": 12},
                "marker": {"color": YEAR_COLOURS[place % len(YEAR_COLOURS)]},
            }
        )  # fmt: skip
    table = _table(data, scheme, items, years)
    decimals = max((decimals_apart([row["target"], row["mean"]]) for row in table.iter_rows(
        named=True) if row["mean"] is not None), default=2)  # none looks like the target it misses
    return Figure(
        f"targets_{scheme.id}",
        Text(f"{data.top.label.zh}能完成哪些目标？",
             f"Which targets will {data.top.label.en} meet?"),
        both(lambda: _reading(data, scheme, years[0])),
        (
            Column("label", _("target")),
            Column("period", _("year")),
            Column("variant", _("variant")),
            Column("target", _("target"), decimals),
            Column("mean", _("expected"), decimals),
            Column("span", _("9 runs in 10"), number=True),
            Column("unit", _("unit")),
            Column("chance", _("chance to pass"), number=True),
            Column("tags", _("flag")),
        ),
        table,
        both(lambda: _("Share of runs in which the figure as it would be reported meets the"
                       " target, “{variant}”. Targets on births are forecast so that services can"
                       " be ready; fpplan never proposes them.").format(
            variant=data.base.label)),
        both(lambda: _("{document}; {run}").format(
            document=scheme.document, run=simulated_source(data))),
        {
            "data": traces,
            "layout": layout(
                90 + 54 * len(items), x=_("chance to pass, %"), barmode="group", bargap=0.3,
                xaxis={"range": [0, 118], "tickvals": [0, 25, 50, 75, 100]},
                yaxis={"type": "category", "autorange": "reversed", "automargin": True},
            ),
        },
    )  # fmt: skip


def _target_words(item: ItemName) -> str:
    sign = "≥" if item.direction == "at_least" else "≤"
    return f"{wrap(str(item.label))}<br>{sign} {exact(item.target)}"


def _table(data: RunData, scheme: SchemeName, items: list[ItemName],
           years: list[PeriodName]) -> pl.DataFrame:  # fmt: skip
    rows = []
    for item in items:
        for period in years:
            for variant in data.variants:
                figure = at(data.indicator_summary, name=item.reads, unit=data.top.id,
                            period=period.id, view="reported", variant=variant.id)  # fmt: skip
                rows.append(
                    {
                        "label": str(item.label), "period": year_label(data, period),
                        "variant": str(variant.label), "target": item.target,
                        "mean": figure and figure["mean"],
                        "span": span(figure["q05"], figure["q95"], item.decimals)
                        if figure else "",
                        "unit": str(item.unit),
                        "chance": percent(pass_chance(data, scheme, item.id, data.top.id,
                                                      period.id, variant.id)),
                        "tags": tag_words(item.tags),
                    }
                )  # fmt: skip
    return pl.DataFrame(rows, schema_overrides={"mean": pl.Float64, "target": pl.Float64})


def by_chance(
    data: RunData, scheme: SchemeName, period: PeriodName
) -> tuple[list[str], list[str], list[str]]:
    """The top unit's forecast targets in words: likely met, open, unlikely (base)."""
    found: tuple[list[str], list[str], list[str]] = ([], [], [])
    for item in forecast_items(data, scheme):
        share = pass_chance(data, scheme, item.id, data.top.id, period.id, data.base.id)
        if share is not None:
            place = 0 if share >= CLEAR else 2 if 1 - share >= CLEAR else 1
            words = _("{item} ({share})").format(item=item.label, share=percent(share))
            found[place].append(words)
    return found


def _reading(data: RunData, scheme: SchemeName, period: PeriodName) -> str:
    likely, undecided, unlikely = by_chance(data, scheme, period)
    sentences = []
    if likely:
        sentences.append(_("Likely to be met: {items}.").format(items=joined(likely)))
    if unlikely:
        sentences.append(_("Unlikely to be met: {items}.").format(items=joined(unlikely)))
    if undecided:
        sentences.append(_("Open: {items}.").format(items=joined(undecided)))
    sentences += data.names.compared(scheme)
    return _("In {year}:").format(year=year_words(data, period)) + " " + " ".join(sentences)


def _villages(data: RunData, scheme: SchemeName, items: list[ItemName],
              period: PeriodName) -> Figure:  # fmt: skip
    shares = [
        [
            pass_chance(data, scheme, item.id, village.id, period.id, data.base.id)
            for item in items
        ]
        for village in data.villages
    ]
    labels = [wrap(str(village.label), 14) for village in data.villages]
    plot = layout(
        90 + 26 * len(labels), legend=False,
        xaxis={"side": "top", "type": "category", "tickangle": 0, "showgrid": False},
        yaxis={"type": "category", "autorange": "reversed", "showgrid": False},
    )  # fmt: skip
    plot["margin"] = {**plot["margin"], "t": 70}
    plot["height"] += 40
    notes = village_notes(data, plot)
    if notes:  # the axis is above
        plot["annotations"][-1] |= {"yshift": -8}
    table = pl.DataFrame(
        [
            {"unit": str(village.label), **{
                item.id: percent(share) for item, share in zip(items, row, strict=True)
            }}
            for village, row in zip(data.villages, shares, strict=True)
        ]
    )  # fmt: skip
    return Figure(
        f"targets_villages_{scheme.id}",
        Text("同样的目标用到各村，达标的可能性有多大？",
             "What would be each village's chance under the same targets?"),
        both(lambda: _("A village has few births, so the same target is passed or failed largely"
                       " by luck: the chances here say more about the size of a village than"
                       " about its work.")),
        (Column("unit", _("village")),
         *(Column(item.id, str(item.label), number=True) for item in items)),
        table,
        both(lambda: _("Share of runs in which each village's own reported figure meets the"
                       " township's target, “{variant}”, {year}. In %.").format(
            variant=data.base.label, year=year_months(data, period))),
        simulated_source(data),
        {
            "data": [
                {
                    "type": "heatmap", "x": [wrap(str(item.label), 11) for item in items],
                    "y": labels,
                    "z": [[None if one is None else one * 100 for one in row] for row in shares],
                    "zmin": 0, "zmax": 100, "showscale": False, "hoverinfo": "skip",
                    "colorscale": [[0, "#f7d9c4"], [0.5, "#f5f5f0"], [1, "#bfdbea"]],
                    "text": [
                        ["–" if one is None else num(one * 100) for one in row] for row in shares
                    ],
                    "texttemplate": "%{text}", "xgap": 2, "ygap": 2,
                }
            ],
            "layout": plot,
        },
        notes,
    )  # fmt: skip
