"""The published table beside the simulated year before the decision."""

from __future__ import annotations

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.report.data import RunData
from fpplan.report.figures.common import at, simulated_source, year_months
from fpplan.report.figures.tagged import hidden_keys, recorded_words, shows
from fpplan.report.numbers import num, signed
from fpplan.store.names import PublishedFigure

__all__ = ["published"]


def published(data: RunData) -> list[Figure]:
    """A table: published, target, simulated in the year before, difference."""
    if not data.names.published or data.before is None:
        return []
    away = hidden_keys(data, data.names.published)
    rows = []
    for figure in data.names.published:
        simulated = _simulated(data, figure)
        known = simulated is not None and figure.simulated
        rows.append(
            {
                "label": str(figure.label), "value": recorded_words(data, figure, away),
                "simulated": num(simulated, figure.decimals) if known else _("not simulated"),
                "difference": signed(simulated - figure.value, figure.decimals)
                if known and simulated is not None and shows(data, figure, away) else "",
                "target": _known(figure.target, figure.decimals), "unit": str(figure.unit),
                "matched": _("matched, no interval") if figure.matched and known else "",
                "source": figure.source,
            }
        )  # fmt: skip
    before = data.before
    return [
        Figure(
            "published",
            Text("模拟的过去一年与公布的数字对得上吗？",
                 "Does the simulated year before agree with the published figures?"),
            both(lambda: _reading(data)),
            (
                Column("label", _("figure")),
                Column("value", _("published"), number=True),
                Column("simulated", _("simulated, {year}").format(
                    year=year_months(data, before)), number=True),
                Column("difference", _("difference"), number=True),
                Column("target", _("target"), number=True),
                Column("unit", _("unit")),
                Column("matched", _("note")),
                Column("source", _("source")),
            ),
            pl.DataFrame(rows),
            both(lambda: _("Simulated: mean over runs of the figure as it would be reported for the"
                           " twelve months before the decision, {place}. “Matched, no interval”:"
                           " rates were scaled to meet this figure, so that agreement is no"
                           " proof.").format(place=data.top.label)),
            simulated_source(data),
        )
    ]  # fmt: skip


def _known(value: float | None, decimals: int) -> str:
    return "" if value is None else num(value, decimals)


def _simulated(data: RunData, figure: PublishedFigure) -> float | None:
    if data.before is None:
        return None
    row = at(data.indicator_summary, name=figure.id, unit=figure.unit_id or data.top.id,
             period=data.before.id, view="reported", variant=data.base.id)  # fmt: skip
    return None if row is None else row["mean"]


def _reading(data: RunData) -> str:
    parts = []
    away = hidden_keys(data, data.names.published)
    for figure in data.names.published:
        simulated = _simulated(data, figure)
        if simulated is not None and figure.simulated:
            parts.append(
                _("{label} {published} published, {simulated} simulated").format(
                    label=figure.label, published=recorded_words(data, figure, away),
                    simulated=num(simulated, figure.decimals))
            )  # fmt: skip
    return _("; ").join(parts) + _(".") if parts else _("No published figure is simulated.")
