"""What each variant changes, compared draw by draw with the same luck."""

from __future__ import annotations

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.report.data import RunData, difference_summary
from fpplan.report.figures.common import (
    by_village,
    colour_of,
    simulated_source,
    village_axis,
    village_notes,
    year_label,
    year_months,
    year_words,
)
from fpplan.report.figures.scores import scored_units
from fpplan.report.numbers import num, percent, signed, span
from fpplan.report.plot import layout, wrap
from fpplan.store.names import ItemName, SchemeName
from fpplan.store.sums import mean

__all__ = ["average_differences", "differences"]

SYMBOLS = ("circle", "square", "diamond")


def average_differences(data: RunData, scheme: SchemeName) -> pl.DataFrame:
    """Variant minus base of the average village: (variant, period, item, mean, ...)."""
    frame = (
        data.total_draws(scheme.id)
        .join(scored_units(data), on="unit", how="semi")
        .group_by("variant", "draw", "period", "item")
        .agg(mean(pl.col("value")))
        .sort("variant", "draw", "period", "item")
    )
    return difference_summary(frame, ["period", "item"], data.base.id)


def differences(data: RunData) -> list[Figure]:
    """For each scheme with points: the average village, then each village in the last year."""
    found = []
    for scheme in data.point_schemes if data.changed else []:
        average = average_differences(data, scheme)
        years = data.scheme_years(scheme)
        if years:
            found.append(_average(data, scheme, average))
            if data.villages:
                found.append(_villages(data, scheme, years[-1].id))
    return found


def _average(data: RunData, scheme: SchemeName, average: pl.DataFrame) -> Figure:
    items = {row.id: row for row in data.items(scheme.id, "total", "untagged")}
    years = data.scheme_years(scheme)
    rows = [
        {**row, "label": _("{total}, {year}").format(
            total=_total_words(items[row["item"]]), year=year_label(data, period)),
         "variant_label": str(data.variant[row["variant"]].label)}
        for item in items
        for period in years
        for row in average.filter(
            (pl.col("item") == item) & (pl.col("period") == period.id)
        ).to_dicts()
    ]  # fmt: skip
    table = pl.DataFrame(rows).with_columns(
        chance=pl.Series([percent(row["higher"]) for row in rows])
    )
    traces = []
    for place, variant in enumerate(data.changed):
        part = table.filter(pl.col("variant") == variant.id)
        traces.append(
            _ranges(part, [wrap(label, 18) for label in part["label"]], str(variant.label),
                    colour_of(data, variant.id), place)
        )  # fmt: skip
    plot = layout(
        100 + (30 + 14 * len(data.changed)) * len(items) * len(years),
        x=_("points more or less than “{variant}”").format(variant=data.base.label),
        scattermode="group", scattergap=0.55,
        yaxis={"type": "category", "autorange": "reversed", "automargin": True},
        xaxis={"zeroline": True, "zerolinewidth": 2, "zerolinecolor": "#46545c"},
    )  # fmt: skip
    return Figure(
        f"differences_{scheme.id}",
        Text("各方案能让得分差多少？", "How much would each variant change the score?"),
        both(lambda: _reading(data, scheme, average)),
        (
            Column("label", _("total")),
            Column("variant_label", _("variant")),
            Column("mean", _("mean difference"), 1, _("points")),
            Column("q05", _("low end (1 run in 20 is below)"), 1),
            Column("q95", _("high end (1 run in 20 is above)"), 1),
            Column("chance", _("runs in which it is higher"), number=True),
        ),
        table,
        both(lambda: _("Points of the average village minus those of “{variant}” in the same run:"
                       " same women, same luck, only the decision differs. Dot: mean; line: 9"
                       " runs in 10.").format(variant=data.base.label)),
        simulated_source(data),
        {"data": traces, "layout": plot},
    )  # fmt: skip


def _total_words(row: ItemName) -> str:
    return _("without flagged items") if row.role == "untagged" else _("all items")


def _ranges(part: pl.DataFrame, labels: list[str], name: str, colour: str,
            place: int) -> dict[str, object]:  # fmt: skip
    return {
        "type": "scatter", "mode": "markers", "orientation": "h", "x": part["mean"].to_list(),
        "y": labels, "name": name, "offsetgroup": str(place), "hoverinfo": "skip",
        "marker": {"color": colour, "size": 9, "symbol": SYMBOLS[place % len(SYMBOLS)]},
        "error_x": {
            "type": "data", "symmetric": False, "color": colour, "thickness": 2, "width": 4,
            "array": (part["q95"] - part["mean"]).to_list(),
            "arrayminus": (part["mean"] - part["q05"]).to_list(),
        },
    }  # fmt: skip


def _reading(data: RunData, scheme: SchemeName, average: pl.DataFrame) -> str:
    total = data.item_of_role(scheme.id, "total")
    sentences = []
    for variant in data.changed:
        parts = []
        for period in data.scheme_years(scheme):
            part = average.filter(
                (pl.col("variant") == variant.id) & (pl.col("period") == period.id)
                & (pl.col("item") == (total.id if total else ""))
            )  # fmt: skip
            if len(part):
                row = part.row(0, named=True)
                parts.append(
                    _("{change} points in {year} (9 runs in 10: {span}; higher in {share} of"
                      " runs)").format(
                        change=signed(row["mean"], 1), year=year_words(data, period),
                        span=span(row["q05"], row["q95"], 1), share=percent(row["higher"]))
                )  # fmt: skip
        sentences.append(
            _("“{variant}”: {parts}.").format(variant=variant.label, parts=_("; ").join(parts))
        )
    return " ".join(sentences)


def _villages(data: RunData, scheme: SchemeName, period: str) -> Figure:
    total = data.item_of_role(scheme.id, "total")
    frame = data.total_draws(scheme.id).filter(
        (pl.col("period") == period) & (pl.col("item") == (total.id if total else ""))
    )
    found = difference_summary(frame.drop("item", "period"), ["unit"], data.base.id)
    villages = by_village(data, found).filter(pl.col("mean").is_not_null())
    table = villages.with_columns(
        variant_label=pl.col("variant").replace_strict(
            {variant.id: str(variant.label) for variant in data.variants}
        )
    )
    traces = [
        _ranges(part, [wrap(label, 14) for label in part["unit_label"]], str(variant.label),
                colour_of(data, variant.id), place)
        for place, variant in enumerate(data.changed)
        for part in [table.filter(pl.col("variant") == variant.id)]
    ]  # fmt: skip
    plot = layout(
        90 + 16 * len(data.villages) * max(2, len(data.changed)), yaxis=village_axis(data),
        x=_("points more or less than “{variant}”").format(variant=data.base.label),
        scattermode="group", scattergap=0.5,
        xaxis={"zeroline": True, "zerolinewidth": 2, "zerolinecolor": "#46545c"},
    )  # fmt: skip
    notes = village_notes(data, plot)
    year = data.period[period]
    return Figure(
        f"differences_villages_{scheme.id}",
        Text("各方案对各村的得分有多大影响？", "What would each variant change in each village?"),
        both(lambda: _village_reading(data, table)),
        (
            Column("unit_label", _("village")),
            Column("variant_label", _("variant")),
            Column("mean", _("mean difference"), 1, _("points")),
            Column("q05", _("low end (1 run in 20 is below)"), 1),
            Column("q95", _("high end (1 run in 20 is above)"), 1),
        ),
        table,
        both(lambda: _("Points of each village in {year} minus those of “{variant}” in the same"
                       " run.").format(year=year_months(data, year), variant=data.base.label)),
        simulated_source(data),
        {"data": traces, "layout": plot},
        notes,
    )  # fmt: skip


def _village_reading(data: RunData, table: pl.DataFrame) -> str:
    sentences = []
    for variant in data.changed:
        part = table.filter(pl.col("variant") == variant.id)
        clear = part.filter((pl.col("q05") > 0) | (pl.col("q95") < 0))
        sentences.append(
            _("“{variant}”: mean differences from {span} points; in {count} of {all} villages 9"
              " runs in 10 agree on the direction.").format(
                variant=variant.label,
                span=span(_least(part), _most(part), 1),
                count=num(len(clear)), all=num(len(part)))
        )  # fmt: skip
    return " ".join(sentences)


def _least(part: pl.DataFrame) -> float:
    return float(part["mean"].min() or 0)  # type: ignore[arg-type]


def _most(part: pl.DataFrame) -> float:
    return float(part["mean"].max() or 0)  # type: ignore[arg-type]
