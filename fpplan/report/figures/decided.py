"""What the first year can no longer change, and what the second year can still gain."""

from __future__ import annotations

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.report.data import RunData, difference_summary
from fpplan.report.figures.births import decided_share
from fpplan.report.figures.common import simulated_source, year_label, year_words
from fpplan.report.numbers import joined, num, percent, signed, span
from fpplan.store.names import IndicatorName

__all__ = ["decided", "indicator_differences"]


def indicator_differences(data: RunData, view: str = "true") -> pl.DataFrame:
    """Variant minus base for every indicator of the top unit: (variant, period, name, ...)."""
    frame = data.indicator_draws.filter(pl.col("view") == view)
    return difference_summary(
        frame.select("variant", "draw", "period", "name", "value"), ["period", "name"],
        data.base.id,
    )  # fmt: skip


def decided(data: RunData) -> list[Figure]:
    """Table: for each indicator, the largest effect of any variant in each year."""
    if not data.changed or len(data.years) < 1:
        return []
    differences = indicator_differences(data).filter(pl.col("mean").is_not_null())
    rows, still = [], []
    for name, indicator in data.indicators.items():
        parts = {
            period.id: differences.filter(
                (pl.col("name") == name) & (pl.col("period") == period.id)
            )
            for period in data.years
        }
        if not any(len(part) for part in parts.values()):
            continue
        if not any(_moves(part, indicator) for part in parts.values()):
            still.append(indicator.label)
            continue
        row = {"label": str(indicator.label), "unit": str(indicator.unit)}
        row |= {period: _largest(data, part, indicator) for period, part in parts.items()}
        rows.append(row)
    if not rows:
        return []
    return [
        Figure(
            "decided",
            Text("哪些已成定局，第二年还能争取什么？",
                 "What is already decided, and what can the second year still gain?"),
            both(lambda: _reading(data) + _unmoved(still)),
            (Column("label", _("indicator")), Column("unit", _("unit")),
             *(Column(period.id, year_label(data, period)) for period in data.years)),
            pl.DataFrame(rows),
            both(lambda: _("For each indicator, the variant that moves the true figure of {place}"
                           " most: the mean difference from “{base}” with the same luck, and the"
                           " range of 9 runs in 10.").format(
                place=data.top.label, base=data.base.label)),
            simulated_source(data),
        )
    ]  # fmt: skip


def _moves(part: pl.DataFrame, indicator: IndicatorName) -> bool:
    """Whether any variant's mean effect is more than nothing at the indicator's decimals."""
    largest = part["mean"].abs().max()
    return isinstance(largest, float) and round(largest, indicator.decimals) > 0


def _unmoved(still: list[Text]) -> str:
    if not still:
        return ""
    labels = joined([str(label) for label in still])
    return " " + _("No variant moves {indicators}.").format(indicators=labels)


def _largest(data: RunData, part: pl.DataFrame, indicator: IndicatorName) -> str:
    if not len(part):
        return ""
    row = part.sort(pl.col("mean").abs(), descending=True, maintain_order=True).row(0, named=True)
    if not _moves(part, indicator):
        return _("no difference")
    return _("{change} ({span}), “{variant}”").format(
        change=signed(row["mean"], indicator.decimals),
        span=span(row["q05"], row["q95"], indicator.decimals),
        variant=data.variant[row["variant"]].label,
    )


def _reading(data: RunData) -> str:
    share = decided_share(data)
    sentences = []
    if share is not None:
        sentences.append(
            _("{share} of the first year's births are already conceived; what is decided now"
              " shows in births nine months later.").format(share=percent(share))
        )  # fmt: skip
    births = (
        data.months.filter(pl.col("month") >= 0)
        .with_columns(value=pl.col("births"), period=_year_of(data))
        .group_by("variant", "draw", "period")
        .agg(pl.col("value").sum())
        .sort("variant", "draw", "period")
        .filter(pl.col("period").is_not_null())
    )
    found = difference_summary(births, ["period"], data.base.id)
    for period in data.years:
        part = found.filter(pl.col("period") == period.id)
        if len(part):
            row = part.sort(pl.col("mean").abs(), descending=True,
                            maintain_order=True).row(0, named=True)
            sentences.append(
                _("In {year} the largest effect of a variant on births is {change} of about"
                  " {total} (“{variant}”).").format(
                    year=year_words(data, period), change=signed(row["mean"], 1),
                    total=num(_births(data, period.id)),
                    variant=data.variant[row["variant"]].label,
                )
            )  # fmt: skip
    return " ".join(sentences)


def _year_of(data: RunData) -> pl.Expr:
    found: pl.Expr = pl.lit(None, pl.String)
    for period in data.years:
        inside = pl.col("month").is_between(period.first, period.last)
        found = pl.when(inside).then(pl.lit(period.id)).otherwise(found)
    return found


def _births(data: RunData, period: str) -> float:
    year = data.period[period]
    base = data.months.filter(
        (pl.col("variant") == data.base.id) & pl.col("month").is_between(year.first, year.last)
    )
    return float(base["births"].sum()) / max(1, base["draw"].n_unique())
