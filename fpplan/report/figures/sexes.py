"""The sex ratio at birth in the books, split into chance, selection and misreporting."""

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
TRUE, BOOKS = "#46545c", "#e69f00"
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
    normal = marked(natural, _("natural {ratio}").format(ratio=num(natural, 1)))
    return [
        Figure(
            "sex_ratio_split",
            Text("出生人口性别比里有多少是运气、选择和错漏报？",
                 "How much of the sex ratio at birth is chance, selection and misreporting?"),
            both(lambda: _reading(data, period, whole, draws)),
            (
                Column("births", _("births")),
                Column("place", _("place")),
                Column("year", _("year")),
                Column("variant", _("variant")),
                Column("natural", _("natural"), 1),
                *(Column(name, label, number=True) for name, label in _labels().items()),
                Column("books", _("in the books"), 1),
                Column("boys", _("boys born"), 1),
                Column("girls", _("girls born"), 1),
                Column("unborn", _("girls not born for their sex"), 1),
                Column("boys_in_books", _("boys in the books"), 1),
                Column("girls_in_books", _("girls in the books"), 1),
            ),
            _table(data, found, natural),
            both(lambda: _("Boys per 100 girls. Chance: boys against girls born or not born for"
                           " their sex, above the natural ratio; in brackets its range in 9 of 10"
                           " runs. Selection: girls born instead. Misreporting: the books instead."
                           " Natural + chance + selection + misreporting = the books, without a"
                           " rest; counts are means over runs and add up over places and years.")),
            simulated_source(data),
            {
                "data": _bars(whole, draws),
                "layout": layout(
                    260, x=_("boys per 100 girls"), legend=False, shapes=[normal["shape"]],
                    annotations=[normal["note"]],
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


def _bars(whole: Split, draws: Split) -> list[dict[str, Any]]:
    """One bar for each part, from where the part before ends; a thin line where it lies in 9
    of 10 runs; the true ratio and that of the books as points."""
    labels, starts, sizes, colours, ends = [], [], [], [], []
    at = whole.natural
    for name, label in _labels().items():
        size = float(getattr(whole, name))
        low, high = _range(getattr(draws, name))
        labels.append(f"{label}<br><b>{signed(size, 1)}</b>")
        starts.append(at)
        sizes.append(size)
        colours.append(COLOURS[name])
        ends.append((at + low, at + high))
        at += size
    points = [(_("born"), float(whole.true), TRUE), (_("in the books"), float(whole.books), BOOKS)]
    return [
        {"type": "bar", "orientation": "h", "y": labels, "x": sizes, "base": starts, "width": 0.5,
         "marker": {"color": colours}, "hoverinfo": "skip"},
        {"type": "scatter", "mode": "lines", "hoverinfo": "skip",
         "x": [x for pair in ends for x in (*pair, None)],
         "y": [y for label in labels for y in (label, label, None)],
         "line": {"color": TRUE, "width": 1.5}},
        *(
            {"type": "scatter", "mode": "markers", "x": [value], "hoverinfo": "skip",
             "y": [f"{label}<br><b>{num(value, 1)}</b>"],
             "marker": {"color": colour, "size": 12, "symbol": "diamond"}}
            for label, value, colour in points
        ),
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
    numbers = ("natural", "books", *_COUNTS)
    return pl.DataFrame(rows, schema={**dict.fromkeys(words, pl.String),
                                      **dict.fromkeys(numbers, pl.Float64)})


def _row(part: pl.DataFrame, natural: float) -> dict[str, Any]:
    whole, draws = _expected(part, natural), _by_draw(part, natural)
    low, high = _range(draws.chance)
    cells = {name: signed(float(getattr(whole, name)), 1) for name in PARTS}
    cells["chance"] += " " + _("({low} to {high})").format(
        low=signed(low, 0), high=signed(high, 0))
    return {"natural": natural, "books": float(whole.books), **cells,
            **{name: mean_of(part[name]) for name in _COUNTS}}


def _reading(data: RunData, period: PeriodName, whole: Split, draws: Split) -> str:
    low, high = _range(draws.chance)
    return " ".join([
        _("In {year} the books would show {books} boys per 100 girls: {natural} is natural,"
          " selection adds {selection} and misreporting {misreporting}.").format(
            year=year_words(data, period), books=num(float(whole.books), 1),
            natural=num(whole.natural, 1), selection=signed(float(whole.selection), 1),
            misreporting=signed(float(whole.misreporting), 1)),
        _("Chance adds nothing on average, but in a single year it alone moves the ratio by {low}"
          " to {high} (9 runs in 10).").format(low=signed(low, 0), high=signed(high, 0)),
    ])  # fmt: skip
