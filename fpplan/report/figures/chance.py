"""Small numbers: how far luck alone moves the sex ratio of a village."""

from __future__ import annotations

import math
from typing import Any

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.indicators.chance import chance_at_most, ratio_range
from fpplan.report.data import RunData
from fpplan.report.figures.common import (
    by_village,
    simulated_source,
    village_axis,
    village_notes,
    year_months,
)
from fpplan.report.numbers import ABSENT, num, percent, span
from fpplan.report.plot import layout, marked, wrap

__all__ = ["chance", "chance_at_most", "luck_words", "ratio_range"]

_SHOWN_MOST = 400.0


def chance(data: RunData) -> list[Figure]:
    """The spread of each village's simulated sex ratio in a year, and what luck alone gives."""
    if "srb" not in data.indicators or not data.villages or not data.years:
        return []
    period = data.years[0]
    found = data.indicator_summary.filter(
        (pl.col("name") == "srb") & (pl.col("view") == "true")
        & (pl.col("period") == period.id) & (pl.col("variant") == data.base.id)
    )  # fmt: skip
    villages = by_village(data, found).filter(pl.col("q50").is_not_null())
    if not len(villages):
        return []
    target = _target(data)
    births = [
        round(boys + girls)
        for boys, girls in zip(villages["numerator"], villages["denominator"], strict=True)
    ]
    natural = data.normal_ratio
    ranges = [ratio_range(one, natural) for one in births]
    table = villages.with_columns(
        births=pl.Series(births),
        luck=pl.Series([luck_words(low, high) for low, high in ranges]),
        normal=pl.Series(
            [percent(chance_at_most(one, natural, target)) if target else "" for one in births]
        ),
    )
    plot = layout(
        100 + 24 * len(table), x=_("boys per 100 girls"), yaxis=village_axis(data),
        xaxis={"rangemode": "tozero"},
    )  # fmt: skip
    if target is not None:
        lined = marked(target, _("target {value}").format(value=num(target)))
        plot["shapes"], plot["annotations"] = [lined["shape"]], [lined["note"]]
    notes = village_notes(data, plot)
    return [
        Figure(
            "chance",
            Text("一个村的出生性别比有多少是运气？",
                 "How much of a village's sex ratio is luck?"),
            both(lambda: _reading(data, births, target)),
            _columns(natural, target),
            table,
            both(lambda: _("Sex ratio of the true births of {year}, “{variant}”. The pale bar is"
                           " exact: what 9 years in 10 would show at that number of births if"
                           " every birth had the normal odds. Bars end at {most}.").format(
                year=year_months(data, period), variant=data.base.label, most=num(_SHOWN_MOST))),
            simulated_source(data),
            {"data": _traces(table, ranges, natural), "layout": plot},
            notes,
        )
    ]  # fmt: skip


def _traces(table: pl.DataFrame, ranges: list[tuple[float, float]], natural: float
            ) -> list[dict[str, Any]]:
    """A pale bar of what luck alone gives, and over it what the runs gave, by village."""
    labels = [wrap(label, 14) for label in table["unit_label"]]
    above = [min(high, _SHOWN_MOST) - middle
             for middle, high in zip(table["q50"], table["q95"], strict=True)]
    return [
        {
            "type": "bar", "orientation": "h", "y": labels,
            "base": [low for low, _high in ranges],  # infinite or NaN ends draw no bar
            "x": [max(0.0, min(high, _SHOWN_MOST) - low) for low, high in ranges], "width": 0.66,
            "marker": {"color": "rgba(86,180,233,0.35)"}, "hoverinfo": "skip",
            "name": _("luck alone, if the true ratio were {normal}").format(normal=num(natural)),
        },
        {
            "type": "scatter", "mode": "markers", "y": labels, "x": table["q50"].to_list(),
            "marker": {"color": "#46545c", "size": 8}, "hoverinfo": "skip",
            "error_x": {
                "type": "data", "symmetric": False, "color": "#46545c", "thickness": 1.6,
                "width": 4, "array": above, "arrayminus": (table["q50"] - table["q05"]).to_list(),
            },
            "name": _("simulated: middle, 9 runs in 10"),
        },
    ]  # fmt: skip


def _columns(natural: float, target: float | None) -> tuple[Column, ...]:
    passing = Column("normal", _("chance to pass at a normal ratio"), number=True)
    return (
        Column("unit_label", _("village")),
        Column("births", _("expected births"), 0),
        Column("q50", _("middle"), 0, _("boys per 100 girls")),
        Column("q05", _("low end (1 run in 20 is below)"), 0),
        Column("q95", _("high end (1 run in 20 is above)"), 0),
        Column("luck", _("luck alone at {normal}").format(normal=num(natural)), number=True),
        *(() if target is None else (passing,)),
    )


def _target(data: RunData) -> float | None:
    for item in data.names.items:
        if item.reads == "srb" and item.target is not None:
            return item.target
    return next((row.target for row in data.names.published if row.id == "srb"), None)


def luck_words(low: float, high: float) -> str:
    """The ends of `ratio_range` in words."""
    if math.isnan(low):
        return _("{absent} (no births expected)").format(absent=ABSENT)
    if math.isinf(low):
        return _("{absent} (so few births are of boys alone)").format(absent=ABSENT)
    if math.isinf(high):
        return _("{low} and more").format(low=num(low))
    return span(low, high)


def _reading(data: RunData, births: list[int], target: float | None) -> str:
    least, most = min(births), max(births)
    sentences = [
        _("A village has {least} to {most} births a year. With {least} births and a perfectly"
          " normal ratio, luck alone gives {span} in 9 years of 10.").format(
            least=num(least), most=num(most),
            span=luck_words(*ratio_range(least, data.normal_ratio)))
    ]  # fmt: skip
    if target is not None:
        sentences.append(
            _("The target of {target} would be missed there in {share} of years without any"
              " cause: decided by chance, it says nothing about the village's work.").format(
                target=num(target),
                share=percent(1 - chance_at_most(least, data.normal_ratio, target)))
        )  # fmt: skip
    return " ".join(sentences)
