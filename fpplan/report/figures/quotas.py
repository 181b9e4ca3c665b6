"""Quotas on methods beside what women would choose by themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.hide import HIDDEN, hidden, so_few_people
from fpplan.report.data import RunData
from fpplan.report.figures.common import (
    capital,
    simulated_source,
    village_axis,
    village_notes,
    year_months,
)
from fpplan.report.numbers import num, span
from fpplan.report.plot import layout, wrap
from fpplan.store.names import Quota

__all__ = ["Demand", "demand_of", "demands", "quotas"]

VOLUNTARY, QUOTA, RECORDED = "#009e73", "#46545c", "#d55e00"


@dataclass(frozen=True)
class Demand:
    """A quota in one unit, in people a year, beside voluntary demand at both ends.
    See docs/model.md [E-voluntary].

    `target` lies between `target_low` and `target_high`. `gap_low` and `gap_high` are the quota
    above the high and the low end of demand, `imposed` the recorded number above them; all at
    least 0. `hides`: the recorded number is small, or would reveal a small one.
    """

    quota: Quota
    eligible: float
    wanting: float
    target_low: float
    target: float
    target_high: float
    recorded: float | None
    hides: bool = False

    @property
    def low(self) -> float:
        """Voluntary demand at its low end."""
        return self.wanting * self.quota.uptake_low

    @property
    def high(self) -> float:
        """Voluntary demand at its high end."""
        return self.wanting * self.quota.uptake_high

    @property
    def gap_low(self) -> float:
        """The least that the quota is above voluntary demand."""
        return max(0.0, self.target_low - self.high)

    @property
    def gap_high(self) -> float:
        """The most that the quota is above voluntary demand."""
        return max(0.0, self.target_high - self.low)

    @property
    def imposed(self) -> tuple[float, float] | None:
        """The recorded number above the high and above the low end of voluntary demand."""
        if self.recorded is None:
            return None
        return max(0.0, self.recorded - self.high), max(0.0, self.recorded - self.low)


def demands(data: RunData, unit: str | None = None) -> list[Demand]:
    """Every quota of the run (in one unit: of that unit) with its demand in the first planning
    year of the base."""
    women = data.quota_women
    found = []
    for quota in data.names.quotas:
        one = demand_of(quota, {pattern: by_unit[quota.unit_id]
                                for pattern, by_unit in women.items()})
        if one is not None:
            found.append(one)
    return [one for one in _hide(data, found) if unit in (None, one.quota.unit_id)]


def demand_of(quota: Quota, women: Mapping[str, float]) -> Demand | None:
    """A quota beside the demand of its unit's women, tally pattern -> expected number; None
    where nobody counted the eligible."""
    if quota.eligible not in women:
        return None
    eligible = women[quota.eligible]
    share = 1.0
    if quota.wanting in women and quota.among in women:
        among = women[quota.among]
        share = women[quota.wanting] / among if among else 0.0
    scale = eligible / 100 if quota.target_unit == "percent" else 1.0
    low, high = (quota.target if end is None else end
                 for end in (quota.target_low, quota.target_high))
    return Demand(quota, eligible, eligible * share, low * scale, quota.target * scale,
                  high * scale, None if quota.recorded is None else quota.recorded * scale)


def _hide(data: RunData, found: list[Demand]) -> list[Demand]:
    """Mark recorded numbers that must not show: 1 to 4, and totals that would reveal one.

    A number that follows from a recorded share is a count as well."""
    away: set[tuple[str, str, str]] = set()
    for scheme, item in {(one.quota.scheme, one.quota.item) for one in found}:
        counts = {one.quota.unit_id: None if one.recorded is None else round(one.recorded)
                  for one in found if (one.quota.scheme, one.quota.item) == (scheme, item)}
        sums = {unit.id: [part.id for part in data.names.units if part.parent == unit.id]
                for unit in data.names.units}
        sums = {total: parts for total, parts in sums.items()
                if any(counts.get(part) is not None for part in parts)}
        away |= {(scheme, item, unit) for unit in hidden(counts, sums)}
    return [
        Demand(one.quota, one.eligible, one.wanting, one.target_low, one.target, one.target_high,
               None if so_few_people(data.unit[one.quota.unit_id].people) else one.recorded,
               (one.quota.scheme, one.quota.item, one.quota.unit_id) in away)
        for one in found
    ]  # fmt: skip


def quotas(data: RunData) -> list[Figure]:
    """All quotas on methods in the whole place, then each task that villages have by village."""
    found = demands(data)
    top = [one for one in found if one.quota.unit_id == data.top.id]
    figures = [_whole(data, top)] if top else []
    tasks = dict.fromkeys((one.quota.scheme, one.quota.item) for one in found
                          if one.quota.unit_id != data.top.id)
    for scheme, item in tasks:
        rows = [one for one in found if (one.quota.scheme, one.quota.item) == (scheme, item)
                and any(one.quota.unit_id == unit.id for unit in data.villages)]
        if rows:
            figures.append(_by_village(data, rows))
    return figures


def _whole(data: RunData, found: list[Demand]) -> Figure:
    labels = [wrap(str(demand.quota.label), 18) for demand in found]
    return Figure(
        "quotas",
        Text("避孕方法的任务指标与自愿需求相差多少？",
             "How do the quotas on methods compare with what women would choose?"),
        both(lambda: _reading(found)),
        (Column("label", _("quota")), *_columns()),
        _table(found).with_columns(
            label=pl.Series([str(one.quota.label) for one in found], dtype=pl.String)),
        _definition(data),
        _source(data, found),
        {
            "data": _traces(found, labels),
            "layout": layout(
                140 + 62 * len(found), x=_("people a year"),
                yaxis={"type": "category", "autorange": "reversed", "automargin": True},
                xaxis={"rangemode": "tozero"},
            ),
        },
        (_flagged(),),
    )  # fmt: skip


def _by_village(data: RunData, found: list[Demand]) -> Figure:
    quota = found[0].quota
    names = {unit.id: str(unit.label) for unit in data.villages}
    labels = [wrap(names[one.quota.unit_id], 14) for one in found]
    plot = layout(150 + 30 * len(found), x=_("people a year"), yaxis=village_axis(data),
                  xaxis={"rangemode": "tozero"})
    notes = village_notes(data, plot)
    return Figure(
        f"quota_{quota.scheme}_{quota.item}",
        Text(f"{quota.label.zh}：各村的任务与自愿需求相差多少？",
             f"{capital(quota.label.en)}: quota and voluntary demand in each village"),
        both(lambda: _village_reading(found, names)),
        (Column("place", _("village")), *_columns()),
        _table(found).with_columns(
            place=pl.Series([names[one.quota.unit_id] for one in found], dtype=pl.String)),
        _definition(data),
        _source(data, found),
        {"data": _traces(found, labels), "layout": plot},
        (*notes, _flagged()),
    )  # fmt: skip


def _columns() -> tuple[Column, ...]:
    return (
        Column("eligible_label", _("eligible")),
        Column("eligible", _("how many a year"), 0),
        Column("wanting", _("of them use no method and want this"), 0),
        Column("target", _("quota"), number=True),
        Column("demand", _("voluntary demand (low to high end)"), number=True),
        Column("gap", _("demand gap"), number=True),
        Column("recorded", _("recorded"), number=True),
        Column("imposed", _("recorded above voluntary demand"), number=True),
    )


def _traces(found: list[Demand], labels: list[str]) -> list[dict[str, Any]]:
    spans = [one for one in found if one.target_high - one.target_low > 0.5]
    return [
        {
            "type": "bar", "orientation": "h", "y": labels, "width": 0.4,
            "base": [one.low for one in found], "x": [one.high - one.low for one in found],
            "marker": {"color": VOLUNTARY}, "hoverinfo": "skip",
            "name": _("voluntary demand, low to high end"),
        },
        {
            "type": "scatter", "mode": "markers", "y": labels,
            "x": [one.target for one in found], "hoverinfo": "skip",
            "marker": {"color": QUOTA, "size": 13, "symbol": "line-ns",
                       "line": {"width": 3, "color": QUOTA}},
            "error_x": {
                "type": "data", "symmetric": False, "visible": bool(spans), "color": QUOTA,
                "thickness": 1.5, "width": 0,
                "array": [one.target_high - one.target for one in found],
                "arrayminus": [one.target - one.target_low for one in found],
            },
            "name": _("quota") if not spans else _("quota (line: range)"),
        },
        {
            "type": "scatter", "mode": "markers", "y": labels,
            "x": [None if one.hides else one.recorded for one in found],
            "marker": {"color": RECORDED, "size": 10, "symbol": "diamond"}, "hoverinfo": "skip",
            "name": _("recorded in the document"), "showlegend": any(
                one.recorded is not None and not one.hides for one in found),
        },
    ]  # fmt: skip


def _definition(data: RunData) -> Text:
    return both(lambda: _(
        "People a year, {place}, {year}. Voluntary demand: of the women whom the quota is set on,"
        " those in union who use no method and want no more births (for an IUD: none now), times"
        " the share who take the method within a year in settings without a quota, at its low and"
        " high end. A demand gap is a quota above voluntary demand: only pressure or false reports"
        " could fill it. The simulation's own starts of methods rest on rates measured where quotas"
        " pressed, and are no measure of demand. fpplan proposes no such quota, and these numbers"
        " move no births in the model.").format(
            place=data.top.label, year=year_months(data, data.years[0])))


def _source(data: RunData, found: list[Demand]) -> Text:
    documents = dict.fromkeys(one.quota.source for one in found if one.quota.source)
    return both(lambda: _("; ").join((*documents, str(simulated_source(data)))))


def _flagged() -> Text:
    return both(lambda: _("For abortions, fees and births no demand and no gap is computed: they"
                          " are always flagged. Recorded counts of 1-4 show as “<5”, and totals"
                          " that would reveal one are hidden too."))


def _table(found: list[Demand]) -> pl.DataFrame:
    rows = []
    for one in found:
        recorded = num(one.recorded) if one.recorded is not None else ""
        imposed = span(*one.imposed) if one.imposed is not None else ""
        if one.hides:
            recorded, imposed = HIDDEN, HIDDEN
        rows.append(
            {
                "eligible_label": str(one.quota.eligible_label), "eligible": one.eligible,
                "wanting": one.wanting, "target": _asked(one),
                "demand": span(one.low, one.high), "gap": span(one.gap_low, one.gap_high),
                "recorded": recorded, "imposed": imposed,
            }
        )  # fmt: skip
    return pl.DataFrame(rows)


def _asked(one: Demand) -> str:
    if one.target_high - one.target_low > 0.5:
        return span(one.target_low, one.target_high)
    return num(one.target)


def _village_reading(found: list[Demand], names: dict[str, str]) -> str:
    sure = [one for one in found if one.gap_low > 0.5]
    asked = [sum(getattr(one, end) for one in found) for end in ("target_low", "target_high")]
    sentences = [
        _("{asked} are asked for in {count} villages together; {demand} would choose it.").format(
            asked=span(*asked) if asked[1] - asked[0] > 0.5 else num(asked[0]), count=len(found),
            demand=span(sum(one.low for one in found), sum(one.high for one in found)))
    ]  # fmt: skip
    if sure:
        worst = max(sure, key=lambda one: one.gap_low)
        sentences.append(
            _("In {count} of them the quota is above even the high end of voluntary demand, most"
              " in {place}: {gap} people a year.").format(
                count=len(sure), place=names[worst.quota.unit_id],
                gap=span(worst.gap_low, worst.gap_high))
        )  # fmt: skip
    return " ".join(sentences)


def _reading(found: list[Demand]) -> str:
    sentences = []
    for one in found:
        if one.gap_low > 0.5:
            sentences.append(
                _("{quota}: {target} are asked for, {demand} would choose it; {gap} more could"
                  " come only from pressure or false reports.").format(
                    quota=capital(str(one.quota.label)), target=_asked(one),
                    demand=span(one.low, one.high), gap=span(one.gap_low, one.gap_high))
            )  # fmt: skip
        elif one.gap_high > 0.5:
            sentences.append(
                _("{quota}: {target} are asked for; {demand} would choose it, so it may or may"
                  " not be met by choice.").format(
                    quota=capital(str(one.quota.label)), target=_asked(one),
                    demand=span(one.low, one.high))
            )  # fmt: skip
        else:
            sentences.append(
                _("{quota}: {target} are asked for, no more than would choose it.").format(
                    quota=capital(str(one.quota.label)), target=_asked(one))
            )  # fmt: skip
    return " ".join(sentences)
