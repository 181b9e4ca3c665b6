"""Method use: the share of married women of reproductive age who use each method."""

from __future__ import annotations

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.report.data import RunData, summary
from fpplan.report.figures.common import month_date, range_columns, simulated_source
from fpplan.report.numbers import joined, num, signed
from fpplan.report.plot import METHOD_COLOURS, band, layout, line
from fpplan.store.sums import total

__all__ = ["methods"]

MOST = 5  # methods drawn one by one; the others are in the table


def methods(data: RunData) -> list[Figure]:
    """Use by method, month by month, for the base; variants by dashed lines."""
    if not data.slots("in_union_by_order") or not data.methods:
        return []
    shares = _shares(data)
    base = shares.filter(pl.col("variant") == data.base.id)
    now = base.filter(pl.col("month") == -1).sort("mean", descending=True, maintain_order=True)
    drawn = now["method"].to_list()[:MOST]
    if not drawn:
        return []
    traces = []
    for place, method in enumerate(drawn):
        colour = METHOD_COLOURS[place % len(METHOD_COLOURS)]
        label = str(data.methods[method].label)
        part = base.filter(pl.col("method") == method)
        dates = [month_date(data, month) for month in part["month"]]
        traces.append(band(dates, part["q05"].to_list(), part["q95"].to_list(), label, colour,
                           legend=False))  # fmt: skip
        traces.append(line(dates, part["mean"].to_list(), label, colour))
        for at, variant in enumerate(data.changed):
            other = shares.filter(
                (pl.col("variant") == variant.id) & (pl.col("method") == method)
                & (pl.col("month") >= 0)
            )  # fmt: skip
            traces.append(
                line([month_date(data, month) for month in other["month"]],
                     other["mean"].to_list(), label, colour,
                     dash=("dash", "dot", "dashdot")[at % 3], width=1.5, legend=False)
            )  # fmt: skip
    last = int(base["month"].max() or 0)  # type: ignore[arg-type]
    table = _table(data, base, last)
    return [
        Figure(
            "methods",
            Text("避孕方法的使用会怎样变化？", "How will the use of methods change?"),
            both(lambda: _reading(data, shares, last)),
            (Column("label", _("method")), Column("now", _("at the decision"), 1, "%"),
             *range_columns(1, "%")),
            table,
            both(lambda: _("Women in union who use the method, as a percentage of all women in"
                           " union, at the end of each month. Bands: 9 runs in 10. Full line:"
                           " “{base}”; {others}.").format(
                base=data.base.label,
                others=joined(_dashes(data)) or _("no other variant"),
            )),
            simulated_source(data),
            {
                "data": traces,
                "layout": layout(
                    360, y=_("% of women in union"),
                    xaxis={"type": "date", "tickformat": "%Y-%m", "nticks": 7},
                    yaxis={"rangemode": "tozero"},
                ),
            },
        )
    ]  # fmt: skip


def _dashes(data: RunData) -> list[str]:
    kinds = [_("dashed"), _("dotted"), _("dash-dotted")]
    return [
        _("{dash}: “{variant}”").format(dash=kinds[at % len(kinds)], variant=variant.label)
        for at, variant in enumerate(data.changed)
    ]


def _shares(data: RunData) -> pl.DataFrame:
    """Percentage of women in union by (variant, month, method): mean and quantiles."""
    using = {f"using_{method}": method for method in data.methods}
    return (
        data.months.filter(pl.col("in_union") > 0)
        .with_columns((pl.col(column) / pl.col("in_union") * 100) for column in using)
        .unpivot(list(using), index=["variant", "draw", "month"], variable_name="method")
        .group_by("variant", "month", "method")
        .agg(summary())
        .with_columns(
            pl.col("variant").cast(pl.String), pl.col("method").replace_strict(using)
        )
        .sort("variant", "method", "month")
    )


def _table(data: RunData, base: pl.DataFrame, last: int) -> pl.DataFrame:
    now = base.filter(pl.col("month") == -1).select("method", now="mean")
    end = base.filter(pl.col("month") == last)
    return (
        end.join(now, on="method", how="left", maintain_order="left")
        .sort("mean", descending=True, maintain_order=True)
        .with_columns(
            label=pl.col("method").map_elements(
                lambda name: str(data.methods[name].label), pl.String
            )
        )
    )


def _reading(data: RunData, shares: pl.DataFrame, last: int) -> str:
    base = shares.filter(pl.col("variant") == data.base.id)
    end = base.filter(pl.col("month") == last).sort("mean", descending=True, maintain_order=True)
    before = dict(
        base.filter(pl.col("month") == -1).select("method", "mean").iter_rows()
    )
    parts = [
        _("{method} {share} % ({change} points)").format(
            method=data.methods[row["method"]].label, share=num(row["mean"], 1),
            change=signed(row["mean"] - before[row["method"]], 1),
        )
        for row in end.head(3).iter_rows(named=True)
        if row["method"] in before
    ]  # fmt: skip
    whole = end.select(total(pl.col("mean"))).item()
    sentence = _("At the end of {month} {total} % of women in union use a method: {parts}.").format(
        month=month_date(data, last)[:7], total=num(whole, 1), parts=joined(parts)
    )
    return sentence + " " + _("Changes are from the month before the decision.")
