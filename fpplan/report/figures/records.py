"""True against reported: what happens and what the books will say."""

from __future__ import annotations

from typing import Any

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.report.data import RunData
from fpplan.report.figures.common import at, simulated_source, year_months, year_words
from fpplan.report.numbers import num, percent, signed
from fpplan.report.plot import layout, wrap
from fpplan.store.names import PeriodName

__all__ = ["births_in_view", "records"]

TRUE, REPORTED = "#46545c", "#e69f00"


def births_in_view(data: RunData, variant: str, period: PeriodName) -> dict[str, float] | None:
    """Mean births of the top unit in one period, {"true": ..., "reported": ...}; None where
    no indicator counts them."""
    for name in (one for one in ("births", "crude_birth_rate") if one in data.indicators):
        rows = [
            at(data.indicator_summary, name=name, unit=data.top.id, period=period.id, view=view,
               variant=variant)
            for view in ("true", "reported")
        ]  # fmt: skip
        if rows[0] and rows[1] and rows[0]["numerator"] and rows[1]["numerator"]:
            return {"true": rows[0]["numerator"], "reported": rows[1]["numerator"]}
    return None


def records(data: RunData) -> list[Figure]:
    """Births in both views by variant, and every indicator's gap in the table."""
    if not data.years:
        return []
    period = data.years[0]
    found = {variant.id: births_in_view(data, variant.id, period) for variant in data.variants}
    births = {name: pair for name, pair in found.items() if pair is not None}
    if data.base.id not in births:
        return []
    labels = [wrap(str(data.variant[name].label), 12) for name in births]
    counts = list(births.values())
    traces: list[dict[str, Any]] = [
        {
            "type": "bar", "x": labels, "y": [count[view] for count in counts], "name": name,
            "text": [num(count[view]) for count in counts], "textposition": "outside",
            "cliponaxis": False, "hoverinfo": "skip", "textfont": {"size": 12},
            "marker": {"color": colour, "pattern": {"shape": pattern}},
        }
        for view, name, colour, pattern in (
            ("true", _("what happens"), TRUE, ""),
            ("reported", _("what the books say"), REPORTED, "/"),
        )
    ]  # fmt: skip
    return [
        Figure(
            "records",
            Text("实际发生的与账上写的差多少？",
                 "How far are the books from what happens?"),
            both(lambda: _reading(data, period, births)),
            (
                Column("label", _("indicator")),
                Column("variant", _("variant")),
                Column("true", _("what happens"), number=True),
                Column("reported", _("what the books say"), number=True),
                Column("gap", _("books minus truth"), number=True),
                Column("unit", _("unit")),
            ),
            _table(data, period),
            both(lambda: _("{place}, {year}, means over runs. Late and missed births and wrong"
                           " labels are predicted from assumed rates; audits find some of"
                           " them.").format(
                place=data.top.label, year=year_months(data, period))),
            simulated_source(data),
            {
                "data": traces,
                "layout": layout(
                    320, y=_("births in the year"), barmode="group", bargap=0.35,
                    xaxis={"type": "category"}, yaxis={"rangemode": "tozero"},
                ),
            },
        )
    ]  # fmt: skip


def _table(data: RunData, period: PeriodName) -> pl.DataFrame:
    rows = []
    for name, indicator in data.indicators.items():
        for variant in data.variants:
            pair = [
                at(data.indicator_summary, name=name, unit=data.top.id, period=period.id,
                   view=view, variant=variant.id)
                for view in ("true", "reported")
            ]  # fmt: skip
            true, reported = (None if row is None else row["mean"] for row in pair)
            if true is not None and reported is not None:
                rows.append(
                    {
                        "label": str(indicator.label), "variant": str(variant.label),
                        "true": num(true, indicator.decimals),
                        "reported": num(reported, indicator.decimals),
                        "gap": signed(reported - true, indicator.decimals),
                        "unit": str(indicator.unit),
                    }
                )  # fmt: skip
    words = ("label", "variant", "true", "reported", "gap", "unit")
    return pl.DataFrame(rows, schema=dict.fromkeys(words, pl.String))


def _reading(data: RunData, period: PeriodName, births: dict[str, dict[str, float]]) -> str:
    base = births[data.base.id]
    missing = base["true"] - base["reported"]
    sentences = [
        _("Of {true} births in {year} the books would show {reported}: {missing} ({share}) are"
          " late, missing or not yet found.").format(
            true=num(base["true"]), year=year_words(data, period),
            reported=num(base["reported"]), missing=num(missing),
            share=percent(missing / base["true"] if base["true"] else None))
    ]  # fmt: skip
    for variant in data.changed:
        other = births.get(variant.id, base)
        change = (other["true"] - other["reported"]) - missing
        if abs(change) >= 0.5:
            sentences.append(
                _("With “{variant}” {change} births are missing.").format(
                    variant=variant.label, change=_more_or_fewer(change))
            )  # fmt: skip
    srb = [
        at(data.indicator_summary, name="srb", unit=data.top.id, period=period.id, view=view,
           variant=data.base.id)
        for view in ("true", "reported")
    ]  # fmt: skip
    if srb[0] and srb[1] and srb[0]["mean"] is not None and srb[1]["mean"] is not None:
        sentences.append(
            _("The sex ratio at birth is {true} among the births and {reported} in the"
              " books.").format(true=num(srb[0]["mean"], 1), reported=num(srb[1]["mean"], 1))
        )  # fmt: skip
    return " ".join(sentences)


def _more_or_fewer(change: float) -> str:
    word = _("{number} more") if change > 0 else _("{number} fewer")
    return word.format(number=num(abs(change)))
