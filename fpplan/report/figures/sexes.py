"""The sex ratio at birth in the books, and how much of it each cause may be.

Chance is known exactly. What girls not born and what births missing from the books add cannot be
told apart by a reported ratio: both are given as ranges over runs, which do not add up, and no
point is set between them.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.indicators.chance import NORMAL
from fpplan.indicators.split import PARTS, Split, split
from fpplan.report.data import HIGH, LOW, RunData
from fpplan.report.figures.common import simulated_source, year_months, year_words
from fpplan.report.numbers import num, signed
from fpplan.report.plot import layout, marked
from fpplan.store.names import PeriodName
from fpplan.store.sums import mean_of

__all__ = ["counts_of", "sexes"]

COLOURS = {"chance": "#8a949a", "selection": "#d55e00", "misreporting": "#e69f00"}
_KEYS = ("variant", "unit", "period", "draw")
# Births of all orders, and second and later ones: indicators of (ratio, ratio without selection).
_SETS = {"srb": "srb_without_selection",
         "srb_second_and_later": "srb_second_and_later_without_selection"}


def sexes(data: RunData) -> list[Figure]:
    """A figure for all births; the second and later ones stand in its table."""
    if not data.years or not {"srb", _SETS["srb"]} <= set(data.indicators):
        return []
    natural = _natural(data)
    found = {name: counts_of(data, name) for name, other in _SETS.items()
             if {name, other} <= set(data.indicators)}
    period = data.years[0]
    here = found["srb"].filter(
        (pl.col("variant") == data.base.id) & (pl.col("unit") == data.top.id)
        & (pl.col("period") == period.id))
    whole, draws = _expected(here, natural), _by_draw(here, natural)
    if any(np.isnan(value) for value in (whole.true, whole.books, whole.without_selection)):
        return []
    nothing = marked(0, "")
    return [
        Figure(
            "sex_ratio_parts",
            Text("出生人口性别比里运气、选择和错漏报各可能占多少？",
                 "How much of the sex ratio at birth may be chance, selection and misreporting?"),
            both(lambda: _reading(data, period, whole, draws)),
            (
                Column("births", _("births")),
                Column("place", _("place")),
                Column("year", _("year")),
                Column("variant", _("variant")),
                Column("natural", _("natural"), 1),
                *(Column(name, label, number=True) for name, label in _labels().items()),
                Column("books", _("in the books"), 1),
                Column("boys_in_books", _("boys in the books"), 1),
                Column("girls_in_books", _("girls in the books"), 1),
            ),
            _table(data, found, natural),
            both(lambda: _("Boys per 100 girls, above the natural ratio, in 9 of 10 runs. Chance:"
                           " boys against girls born or not born for their sex. Selection: girls"
                           " born instead. Misreporting: the books instead. A reported ratio cannot"
                           " tell selection from misreporting: the ranges are those of the"
                           " catalogue's parameters, and do not add up.")),
            simulated_source(data),
            {
                "data": _bars(draws),
                "layout": layout(
                    230, x=_("boys per 100 girls, above the natural ratio"), legend=False,
                    shapes=[nothing["shape"]],
                    yaxis={"type": "category", "autorange": "reversed", "automargin": True},
                ),
            },
        )
    ]  # fmt: skip


def _labels() -> dict[str, str]:
    return dict(zip(PARTS, (_("chance"), _("selection"), _("misreporting")), strict=True))


def _natural(data: RunData) -> float:
    """The natural ratio of the run's setting."""
    frame = data.run.collect(data.run.table("parameters").filter(
        pl.col("id") == "sex.male_at_birth"))
    if not len(frame):
        return NORMAL
    row = frame.row(0, named=True)
    male = row["value"] if row["scenario_value"] is None else row["scenario_value"]
    return float(100 * male / (1 - male))


def counts_of(data: RunData, name: str) -> pl.DataFrame:
    """Boys and girls by variant, unit, planning year and draw: boys, girls, unborn, and
    boys_in_books, girls_in_books."""
    rows = data.run.table("indicators").filter(
        pl.col("name").is_in([name, _SETS[name]]),
        pl.col("period").is_in([year.id for year in data.years]))
    frame = data.run.collect(rows).with_columns(
        pl.col(column).cast(pl.String) for column in ("variant", "unit", "period", "view", "name"))

    def part(view: str, which: str, **columns: str) -> pl.DataFrame:
        return frame.filter((pl.col("view") == view) & (pl.col("name") == which)).select(
            *_KEYS, **{new: pl.col(old) for new, old in columns.items()})

    found = part("true", name, boys="numerator", girls="denominator")
    for other in (part("true", _SETS[name], with_unborn="denominator"),
                  part("reported", name, boys_in_books="numerator", girls_in_books="denominator")):
        found = found.join(other, on=list(_KEYS), maintain_order="left")
    return found.with_columns(unborn=pl.col("with_unborn") - pl.col("girls")).drop("with_unborn")


_COUNTS = ("boys", "girls", "unborn", "boys_in_books", "girls_in_books")


def _expected(frame: pl.DataFrame, natural: float) -> Split:
    """The split of the mean counts over runs."""
    return split(natural, *(np.array(mean_of(frame[name]) or 0.0) for name in _COUNTS))


def _by_draw(frame: pl.DataFrame, natural: float) -> Split:
    """The split of each run."""
    return split(natural, *(frame[name].to_numpy() for name in _COUNTS))


def _range(values: Any) -> tuple[float, float]:
    """Nine runs in ten lie between these."""
    kept = values[~np.isnan(values)]
    if not kept.size:
        return float("nan"), float("nan")
    return float(np.quantile(kept, LOW)), float(np.quantile(kept, HIGH))


def _words(values: Any) -> str:
    low, high = _range(values)
    return _("{low} to {high}").format(low=signed(low, 0), high=signed(high, 0))


def _bars(draws: Split) -> list[dict[str, Any]]:
    """One bar for each part, over the range in 9 of 10 runs, each from nothing."""
    ends = {name: _range(getattr(draws, name)) for name in PARTS}
    return [
        {"type": "bar", "orientation": "h", "width": 0.5, "hoverinfo": "skip",
         "y": [f"{label}<br><b>{_words(getattr(draws, name))}</b>"
               for name, label in _labels().items()],
         "x": [high - low for low, high in ends.values()],
         "base": [low for low, _high in ends.values()],
         "marker": {"color": [COLOURS[name] for name in ends]}},
    ]  # fmt: skip


def _table(data: RunData, found: dict[str, pl.DataFrame], natural: float) -> pl.DataFrame:
    births = {"srb": _("all"), "srb_second_and_later": _("second and later")}
    rows = []
    for name, frame in found.items():
        for variant in data.variants:
            units = [data.top, *data.villages] if variant.id == data.base.id else [data.top]
            for unit in units:
                for year in data.years:
                    part = frame.filter(
                        (pl.col("variant") == variant.id) & (pl.col("unit") == unit.id)
                        & (pl.col("period") == year.id))
                    if len(part):
                        rows.append({
                            "births": births[name], "place": str(unit.label),
                            "year": year_months(data, year), "variant": str(variant.label),
                            **_row(part, natural)})
    words = ("births", "place", "year", "variant", *PARTS)
    return pl.DataFrame(rows, schema={**dict.fromkeys(words, pl.String),
                                      **dict.fromkeys(_NUMBERS, pl.Float64)})


_NUMBERS = ("natural", "books", "boys_in_books", "girls_in_books")


def _row(part: pl.DataFrame, natural: float) -> dict[str, Any]:
    draws = _by_draw(part, natural)
    return {"natural": natural, "books": float(_expected(part, natural).books),
            **{name: _words(getattr(draws, name)) for name in PARTS},
            **{name: mean_of(part[name]) for name in _NUMBERS[2:]}}


def _reading(data: RunData, period: PeriodName, whole: Split, draws: Split) -> str:
    return " ".join([
        _("In {year} the books would show {books} boys per 100 girls, where {natural} is natural:"
          " selection adds {selection} and misreporting {misreporting} (9 runs in 10). A reported"
          " ratio cannot tell the two apart: where there is more of the one, there is less of the"
          " other.").format(
            year=year_words(data, period), books=num(float(whole.books), 1),
            natural=num(whole.natural, 1), selection=_words(draws.selection),
            misreporting=_words(draws.misreporting)),
        _("Chance adds nothing on average, but in a single year it alone moves the ratio by"
          " {range} (9 runs in 10).").format(range=_words(draws.chance)),
    ])  # fmt: skip
