"""The published table beside what the simulated books show for the same months."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.indicators.agreement import agreement
from fpplan.report.data import HIGH, LOW, RunData
from fpplan.report.figures.common import simulated_source, year_months
from fpplan.report.figures.tagged import hidden_keys, recorded_words, shows
from fpplan.report.numbers import num, signed, span
from fpplan.store.names import PeriodName, PublishedFigure

__all__ = ["published"]

_LIKELY = 0.05  # joint p below which the published figures are called no year of this place


def published(data: RunData) -> list[Figure]:
    """A table: published, target, simulated in the books of the same months, difference."""
    if not data.names.published or data.before is None:
        return []
    away = hidden_keys(data, data.names.published)
    found = [_Compared.of(data, figure) for figure in data.names.published]
    return [
        Figure(
            "published",
            Text("模拟的账面数字与公布的数字对得上吗？",
                 "Do the simulated books agree with the published figures?"),
            both(lambda: _reading(data, found, away)),
            (
                Column("label", _("figure")),
                Column("value", _("published"), number=True),
                Column("simulated", _("simulated, in the books"), number=True),
                Column("range", _("9 runs in 10"), number=True),
                Column("difference", _("difference"), number=True),
                Column("months", _("months")),
                Column("target", _("target"), number=True),
                Column("unit", _("unit")),
                Column("matched", _("note")),
                Column("source", _("source")),
            ),
            pl.DataFrame([_row(data, each, away) for each in found]),
            both(lambda: _("Published figures are books: beside them stands what the simulated"
                           " books show of {place} in the same months, mean over runs and the"
                           " range of 9 runs in 10. A rate to date is one of its own months, not"
                           " of a year. “Matched, no interval”: rates were scaled to come near this"
                           " figure, so that agreement is no proof.").format(
                               place=data.top.label)),
            simulated_source(data),
            notes=tuple(both(lambda row=row: f"{row.text}: {row.given}")  # type: ignore[misc]
                        for row in data.names.assumptions if row.id.startswith("scales.")),
        )
    ]  # fmt: skip


@dataclass(frozen=True)
class _Compared:
    """A published figure with the books of its months in each draw (none where not simulated)."""

    figure: PublishedFigure
    period: PeriodName | None
    mean: float | None
    draws: np.ndarray

    @classmethod
    def of(cls, data: RunData, figure: PublishedFigure) -> _Compared:
        period = data.period.get(figure.period) if figure.period else data.before
        nothing = cls(figure, period, None, np.empty(0))
        if not figure.simulated or period is None:
            return nothing
        rows = data.run.collect(data.run.table("indicators").filter(
            pl.col("variant") == data.base.id, pl.col("view") == "reported",
            pl.col("name") == figure.id, pl.col("period") == period.id,
            pl.col("unit") == (figure.unit_id or data.top.id)).sort("draw"))
        if not len(rows):
            return nothing
        value, below = (rows[name].cast(pl.Float64).fill_null(np.nan).to_numpy()
                        for name in ("value", "denominator"))
        there = np.isfinite(value) & (below > 0)
        if not there.any():
            return nothing
        # The ratio of what is expected, as everywhere on the page.
        mean = float((value[there] * below[there]).sum() / below[there].sum())
        return cls(figure, period, mean * figure.of_year, value * figure.of_year)

    @property
    def ends(self) -> tuple[float, float]:
        """Between these lie nine runs in ten."""
        kept = self.draws[np.isfinite(self.draws)]
        return float(np.quantile(kept, LOW)), float(np.quantile(kept, HIGH))

    @property
    def outside(self) -> bool:
        """Whether the published figure lies outside nine runs in ten, as it is printed."""
        half = 0.5 * 10.0**-self.figure.decimals
        low, high = self.ends
        return not low - half <= self.figure.value <= high + half


def _row(data: RunData, one: _Compared, away: set[str]) -> dict[str, str]:
    figure, shown = one.figure, shows(data, one.figure, away)
    known = one.mean is not None
    notes = [_("matched, no interval")] if figure.matched and known else []
    if known and shown and one.outside:
        notes.append(_("outside 9 runs in 10"))
    return {
        "label": str(figure.label), "value": recorded_words(data, figure, away),
        "simulated": num(one.mean, figure.decimals) if known else _("not simulated"),
        "range": span(*one.ends, figure.decimals) if known else "",
        "difference": signed(one.mean - figure.value, figure.decimals)
        if one.mean is not None and shown else "",
        "months": year_months(data, one.period) if known and one.period else "",
        "target": "" if figure.target is None else num(figure.target, figure.decimals),
        "unit": str(figure.unit), "matched": _("; ").join(notes), "source": figure.source,
    }  # fmt: skip


def _joint(data: RunData, found: list[_Compared], away: set[str]) -> float | None:
    """The joint p-value of the figures that may show; None where there are not two of them."""
    some = [one for one in found if one.mean is not None and shows(data, one.figure, away)]
    if len(some) < 2:
        return None
    return agreement(np.stack([one.draws for one in some], axis=1),
                     np.array([one.figure.value for one in some]))


def _reading(data: RunData, found: list[_Compared], away: set[str]) -> str:
    parts = [
        _("{label} {published} published, {simulated} in the simulated books ({range})").format(
            label=one.figure.label, published=recorded_words(data, one.figure, away),
            simulated=num(one.mean, one.figure.decimals),
            range=span(*one.ends, one.figure.decimals))
        for one in found if one.mean is not None
    ]  # fmt: skip
    if not parts:
        return _("No published figure is simulated.")
    said = [_("; ").join(parts) + _(".")]
    beyond = [str(one.figure.label) for one in found
              if one.mean is not None and shows(data, one.figure, away) and one.outside]
    if beyond:
        said.append(_("Outside 9 runs in 10: {figures}.").format(figures=_("; ").join(beyond)))
    joint = _joint(data, found, away)
    if joint is not None:
        words = (_("Taken together the published figures lie as far from the middle as {share} %"
                   " of the runs or fewer: this place does not make such a table by chance.")
                 if joint < _LIKELY else
                 _("Taken together they are like a run of this place: {share} % of the runs lie as"
                   " far from the middle, or further."))
        said.append(words.format(share=num(100 * joint, 1)))
    return " ".join(said)
