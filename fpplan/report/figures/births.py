"""Births by month: what came before, what is already decided, what is open."""

from __future__ import annotations

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.report.data import RunData, summary
from fpplan.report.figures.common import (
    colour_of,
    month_date,
    range_columns,
    simulated_source,
    year_words,
)
from fpplan.report.numbers import num, percent, span
from fpplan.report.plot import band, layout, line, shade

__all__ = ["CONCEIVED_BEFORE", "births", "births_by_year", "decided_share"]

CONCEIVED_BEFORE = 9  # births of months 0-8 were conceived before the decision month


def decided_share(data: RunData) -> float | None:
    """Share of the first year's births (base) that were conceived before it began."""
    if not data.years:
        return None
    first = data.years[0]
    base = data.months.filter(pl.col("variant") == data.base.id)
    year = base.filter(pl.col("month").is_between(first.first, first.last))
    total = float(year["births"].sum())
    early = float(year.filter(pl.col("month") < CONCEIVED_BEFORE)["births"].sum())
    return early / total if total else None


def births_by_year(data: RunData, variant: str) -> list[dict[str, float]]:
    """Births of each planning year over draws: mean and quantiles."""
    found = []
    for period in data.years:
        months = data.months.filter(
            (pl.col("variant") == variant)
            & pl.col("month").is_between(period.first, period.last)
        )
        years = months.group_by("draw").agg(pl.col("births").sum())
        found.append(years.select(summary("births")).row(0, named=True))
    return found


def births(data: RunData) -> list[Figure]:
    """Births by month with the fan of the base and the line of each variant."""
    if not data.slots("births") or not data.years:
        return []
    monthly = (
        data.months.group_by("variant", "month")
        .agg(summary("births"))
        .sort("variant", "month")
        .with_columns(pl.col("variant").cast(pl.String))
    )
    base = monthly.filter(pl.col("variant") == data.base.id)
    dates = [month_date(data, month) for month in base["month"]]
    grey = colour_of(data, data.base.id)
    traces = [
        band(dates, base["q05"].to_list(), base["q95"].to_list(), _("9 runs in 10"), grey),
        line(dates, base["mean"].to_list(), _("expected, “{variant}”").format(
            variant=data.base.label), grey),
    ]  # fmt: skip
    for variant in data.changed:
        part = monthly.filter((pl.col("variant") == variant.id) & (pl.col("month") >= 0))
        traces.append(
            line([month_date(data, month) for month in part["month"]], part["mean"].to_list(),
                 str(variant.label), colour_of(data, variant.id), dash="dash")
        )  # fmt: skip
    under_way = shade(month_date(data, 0), month_date(data, CONCEIVED_BEFORE),
                      _("already conceived"))  # fmt: skip
    years = births_by_year(data, data.base.id)
    table = base.with_columns(
        label=pl.Series([date[:7] for date in dates], dtype=pl.String)
    ).select("label", "mean", "q05", "q95")
    return [
        Figure(
            "births",
            Text("今后每个月会出生多少孩子？", "How many births will there be each month?"),
            both(lambda: _reading(data, years)),
            (Column("label", _("month")), *range_columns(1, _("births"))),
            table,
            both(lambda: _("True live births of all simulated units by month of birth. Shaded:"
                           " conceived before the decision month, whatever is decided.")),
            simulated_source(data),
            {
                "data": traces,
                "layout": layout(
                    340, y=_("births a month"), shapes=[under_way["shape"]],
                    annotations=[under_way["note"]],
                    xaxis={"type": "date", "tickformat": "%Y-%m", "nticks": 7},
                    yaxis={"rangemode": "tozero"},
                ),
            },
        )
    ]  # fmt: skip


def _reading(data: RunData, years: list[dict[str, float]]) -> str:
    sentences = [
        _("{place} can expect {number} births in {year}; 9 runs in 10 give {span}.").format(
            place=data.top.label, number=num(found["mean"]), year=year_words(data, period),
            span=span(found["q05"], found["q95"]),
        )
        for period, found in zip(data.years, years, strict=True)
    ]  # fmt: skip
    share = decided_share(data)
    if share is not None:
        sentences.append(
            _("Of the first year's births {share} were conceived before the decision month:"
              " no decision changes how many they are.").format(share=percent(share))
        )  # fmt: skip
    return " ".join(sentences)
