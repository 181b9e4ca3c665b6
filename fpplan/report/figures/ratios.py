"""Sex ratio at birth and births within policy over the twelve months to each month."""

from __future__ import annotations

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.report.data import RunData, summary
from fpplan.report.figures.births import CONCEIVED_BEFORE
from fpplan.report.figures.common import colour_of, month_date, range_columns, simulated_source
from fpplan.report.numbers import num, span
from fpplan.report.plot import band, layout, line, marked, shade

__all__ = ["ratios"]

WINDOW = 12


def ratios(data: RunData) -> list[Figure]:
    """One fan for each ratio that the run's births allow."""
    if not data.years:
        return []
    found = []
    if data.slots("births[sex=m]"):
        found.append(
            _fan(
                data, "srb", "boys", "girls",
                Text("出生人口性别比会怎样？", "Where is the sex ratio at birth going?"),
                both(lambda: _("Boys per 100 girls among the true births of the twelve months"
                               " that end with each month. The normal ratio is about"
                               " {normal}.").format(normal=num(data.normal_ratio))),
                both(lambda: _("boys per 100 girls")), 1, ("srb",),
            )
        )  # fmt: skip
    if data.slots("births[policy=in]") and "births_within_policy_percent" in data.indicators:
        found.append(
            _fan(
                data, "within_policy", "inside", "births",
                Text("政策内出生的比例会怎样？", "How many births will be within policy?"),
                both(lambda: _("Births within policy, as a percentage of the true births of the"
                               " twelve months that end with each month. This is a forecast, so"
                               " that services can be ready; fpplan proposes no target for it.")),
                both(lambda: "%"), 1, ("births_within_policy_percent",),
            )
        )  # fmt: skip
    return found


def _fan(
    data: RunData, name: str, top: str, below: str, question: Text, definition: Text,
    unit: Text, decimals: int, targets: tuple[str, ...],
) -> Figure:  # fmt: skip
    rolling = (
        data.months.sort("variant", "draw", "month")
        .with_columns(
            pl.col(one).rolling_sum(WINDOW).over("variant", "draw").alias(one)
            for one in (top, below)
        )
        .filter(pl.col("month") >= -1, pl.col(below) > 0)
        .with_columns(ratio=pl.col(top) / pl.col(below) * 100)
        .group_by("variant", "month")
        .agg(summary("ratio"), expected=pl.col(top).sum() / pl.col(below).sum() * 100)
        .with_columns(mean=pl.col("expected"))  # the ratio of what is expected, as everywhere
        .drop("expected")
        .sort("variant", "month")
        .with_columns(pl.col("variant").cast(pl.String))
    )
    base = rolling.filter(pl.col("variant") == data.base.id)
    dates = [month_date(data, month) for month in base["month"]]
    colour = colour_of(data, data.base.id)
    traces = [
        band(dates, base["q05"].to_list(), base["q95"].to_list(), _("9 runs in 10"), colour, 0.14),
        band(dates, base["q25"].to_list(), base["q75"].to_list(), _("half of the runs"), colour,
             0.22),
        line(dates, base["mean"].to_list(), _("expected, “{variant}”").format(
            variant=data.base.label), colour),
    ]  # fmt: skip
    for variant in data.changed:
        part = rolling.filter(pl.col("variant") == variant.id)
        traces.append(
            line([month_date(data, month) for month in part["month"]], part["mean"].to_list(),
                 str(variant.label), colour_of(data, variant.id), dash="dash")
        )  # fmt: skip
    mark = shade(month_date(data, -1), month_date(data, CONCEIVED_BEFORE - 1),
                 _("all already conceived"))  # fmt: skip
    shapes, notes = [mark["shape"]], [mark["note"]]
    target = _target(data, targets)
    if target is not None:
        text = _("target {value}").format(value=num(target, decimals))
        lined = marked(target, text, axis="y")
        shapes.append(lined["shape"])
        notes.append(lined["note"])
    ends = base.filter(pl.col("month").is_in([period.last for period in data.years]))
    return Figure(
        name, question, both(lambda: _reading(data, ends, target, unit, decimals)),
        (Column("label", _("twelve months to")), *range_columns(decimals, str(unit))),
        base.with_columns(label=pl.Series([date[:7] for date in dates], dtype=pl.String)),
        definition, simulated_source(data),
        {
            "data": traces,
            "layout": layout(
                340, y=str(unit), shapes=shapes, annotations=notes,
                xaxis={"type": "date", "tickformat": "%Y-%m", "nticks": 7},
            ),
        },
    )  # fmt: skip


def _target(data: RunData, indicators: tuple[str, ...]) -> float | None:
    stated = [(row.id, row.target) for row in data.names.published]
    stated += [(item.reads, item.target) for item in data.names.items]
    return next((to for read, to in stated if read in indicators and to is not None), None)


def _reading(data: RunData, ends: pl.DataFrame, target: float | None, unit: Text,
             decimals: int) -> str:  # fmt: skip
    sentences = []
    for row in ends.iter_rows(named=True):
        sentences.append(
            _("In the twelve months to {month}: {number} {unit}; 9 runs in 10 give {span}.").format(
                month=month_date(data, row["month"])[:7], number=num(row["mean"], decimals),
                unit=unit, span=span(row["q05"], row["q95"], decimals),
            )
        )  # fmt: skip
    if target is not None:
        sentences.append(_("The target is {value}.").format(value=num(target, decimals)))
    return " ".join(sentences)
