"""Quotas on methods beside what women would choose by themselves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import polars as pl

from fpplan.report.data import RunData
from fpplan.report.figure import Column, Figure, both
from fpplan.report.figures.common import capital, year_months
from fpplan.report.hide import HIDDEN, hidden
from fpplan.report.numbers import num, span
from fpplan.report.plot import layout, wrap
from fpplan.runs.names import Quota
from fpplan.text import Text, _

__all__ = ["Demand", "demands", "quotas"]

VOLUNTARY, QUOTA, RECORDED = "#009e73", "#46545c", "#d55e00"


@dataclass(frozen=True)
class Demand:
    """A quota in people a year, beside voluntary demand at both ends.

    `gap_low` and `gap_high` are the quota above the high and the low end of demand, `imposed`
    the recorded number above them; both at least 0. Recorded numbers are None where unknown.
    """

    quota: Quota
    eligible: float
    target: float
    low: float
    high: float
    recorded: float | None

    @property
    def gap_low(self) -> float:
        """The quota above the high end of voluntary demand."""
        return max(0.0, self.target - self.high)

    @property
    def gap_high(self) -> float:
        """The quota above the low end of voluntary demand."""
        return max(0.0, self.target - self.low)

    @property
    def imposed(self) -> tuple[float, float] | None:
        """The recorded number above the high and above the low end of voluntary demand."""
        if self.recorded is None:
            return None
        return max(0.0, self.recorded - self.high), max(0.0, self.recorded - self.low)

    @property
    def hides(self) -> bool:
        """Whether the recorded number is a small count that must not show."""
        counts = self.quota.target_unit == "count"
        return counts and bool(hidden({"recorded": self.recorded}, {}))


def demands(data: RunData) -> list[Demand]:
    """Every quota of the run with its demand in the first planning year (base)."""
    if not data.years:
        return []
    period = data.years[0]
    found = []
    for place, quota in enumerate(data.names.quotas):
        if not data.slots(quota.eligible):
            continue
        months = data.months.filter(pl.col("variant") == data.base.id)
        if quota.eligible_kind == "stock":
            months = months.filter(pl.col("month") == period.first)
        else:
            months = months.filter(pl.col("month").is_between(period.first, period.last))
        draws = max(1, months["draw"].n_unique())
        eligible = float(months[f"eligible_{place}"].sum()) / draws
        scale = eligible / 100 if quota.target_unit == "percent" else 1.0
        found.append(
            Demand(
                quota, eligible, quota.target * scale, eligible * quota.uptake_low,
                eligible * quota.uptake_high,
                None if quota.recorded is None else quota.recorded * scale,
            )
        )  # fmt: skip
    return found


def quotas(data: RunData) -> list[Figure]:
    """One figure for all quotas on methods."""
    found = demands(data)
    if not found:
        return []
    labels = [wrap(str(demand.quota.label), 18) for demand in found]
    traces: list[dict[str, Any]] = [
        {
            "type": "bar", "orientation": "h", "y": labels, "width": 0.4,
            "base": [demand.low for demand in found],
            "x": [demand.high - demand.low for demand in found],
            "marker": {"color": VOLUNTARY}, "hoverinfo": "skip",
            "name": _("voluntary demand, low to high end (assumed)"),
        },
        {
            "type": "scatter", "mode": "markers", "y": labels,
            "x": [demand.target for demand in found], "hoverinfo": "skip",
            "marker": {"color": QUOTA, "size": 13, "symbol": "line-ns",
                       "line": {"width": 3, "color": QUOTA}},
            "name": _("quota"),
        },
        {
            "type": "scatter", "mode": "markers", "y": labels,
            "x": [None if demand.hides else demand.recorded for demand in found],
            "marker": {"color": RECORDED, "size": 10, "symbol": "diamond"}, "hoverinfo": "skip",
            "name": _("recorded in the document"),
        },
    ]  # fmt: skip
    return [
        Figure(
            "quotas",
            Text("避孕方法的任务指标与自愿需求相差多少？",
                 "How do the quotas on methods compare with what women would choose?"),
            both(lambda: _reading(found)),
            (
                Column("label", _("quota")),
                Column("eligible_label", _("eligible")),
                Column("eligible", _("how many a year"), 0),
                Column("target", _("quota"), 0),
                Column("demand", _("voluntary demand (ends assumed)"), number=True),
                Column("gap", _("demand gap"), number=True),
                Column("recorded", _("recorded"), number=True),
                Column("imposed", _("recorded above voluntary demand"), number=True),
            ),
            _table(found),
            both(lambda: _("People a year, {place}, {year}. Voluntary demand: eligible women"
                           " times the share who take the method within a year where there is no"
                           " quota, at its low and high end (assumed). A demand gap is a quota"
                           " above voluntary demand: only pressure or false reports could fill"
                           " it. fpplan proposes no such quota, and these numbers move no births"
                           " in the model.").format(
                place=data.top.label, year=year_months(data, data.years[0]))),
            both(lambda: _("; ").join(
                dict.fromkeys(demand.quota.source for demand in found if demand.quota.source))),
            {
                "data": traces,
                "layout": layout(
                    120 + 62 * len(found), x=_("people a year"),
                    yaxis={"type": "category", "autorange": "reversed", "automargin": True},
                    xaxis={"rangemode": "tozero"},
                ),
            },
        )
    ]  # fmt: skip


def _table(found: list[Demand]) -> pl.DataFrame:
    rows = []
    for demand in found:
        recorded, imposed = num(demand.recorded), ""
        if demand.imposed is not None:
            imposed = span(*demand.imposed)
        if demand.hides:
            recorded, imposed = HIDDEN, HIDDEN
        rows.append(
            {
                "label": str(demand.quota.label),
                "eligible_label": str(demand.quota.eligible_label),
                "eligible": demand.eligible, "target": demand.target,
                "demand": span(demand.low, demand.high),
                "gap": span(demand.gap_low, demand.gap_high),
                "recorded": recorded, "imposed": imposed,
            }
        )  # fmt: skip
    return pl.DataFrame(rows)


def _reading(found: list[Demand]) -> str:
    sentences = []
    for demand in found:
        if demand.gap_low > 0.5:
            sentences.append(
                _("{quota}: {target} are asked for, {demand} would choose it; {gap} more could"
                  " come only from pressure or false reports.").format(
                    quota=capital(str(demand.quota.label)), target=num(demand.target),
                    demand=span(demand.low, demand.high),
                    gap=span(demand.gap_low, demand.gap_high))
            )  # fmt: skip
        elif demand.gap_high > 0.5:
            sentences.append(
                _("{quota}: {target} are asked for; {demand} would choose it, so it may or may"
                  " not be met by choice.").format(
                    quota=capital(str(demand.quota.label)), target=num(demand.target),
                    demand=span(demand.low, demand.high))
            )  # fmt: skip
        else:
            sentences.append(
                _("{quota}: {target} are asked for, no more than would choose it.").format(
                    quota=capital(str(demand.quota.label)), target=num(demand.target))
            )  # fmt: skip
    return " ".join(sentences)
