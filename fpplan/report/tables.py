"""The figures of a finished run as tables of numbers, for people with a spreadsheet.

A table a question; what must not show on the page does not show here (`fpplan.store.shown`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from fpplan.contract.errors import FpplanError
from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.tags import tag_words
from fpplan.contract.text import Text, _
from fpplan.report.data import RunData, summary
from fpplan.report.figures.common import simulated_source, year_months
from fpplan.store.shown import shown_payouts
from fpplan.store.sums import mean

__all__ = ["MOST_ROWS", "QUESTIONS", "sheet_names", "tables"]

MOST_ROWS = 1_000_000  # of a sheet, which has 1,048,576
QUESTIONS = ("points", "indicators", "payouts", "items")
_ROLES = ("total", "untagged")


def sheet_names() -> dict[str, str]:
    """What the sheets are called, at most 31 characters."""
    return {"points": _("points by unit"), "indicators": _("indicators"),
            "payouts": _("payouts"), "items": _("items by unit")}


def tables(data: RunData) -> list[Figure]:
    """The tables of a run in the language in force, those without rows left out. Raises FpplanError
    for one of more rows than a sheet has."""
    found = [made(data) for made in (_points, _indicators, _payouts, _items)]
    for figure in found:
        if len(figure.table) > MOST_ROWS:
            raise FpplanError(_("the table “{name}” has {rows} rows, more than a sheet holds")
                              .format(name=sheet_names()[figure.id], rows=len(figure.table)))
    return [figure for figure in found if len(figure.table)]


def _whole_years(data: RunData) -> list[str]:
    return [period.id for period in data.names.periods if period.last - period.first == 11]


def _placed(data: RunData, frame: pl.DataFrame, *more: Sequence[str]) -> pl.DataFrame:
    """Rows of whole years in the run's own order, with labels of variant, unit and year; `more`
    are orders of further columns: the column, then its values."""
    frame = frame.filter(pl.col("period").is_in(_whole_years(data)))
    orders = [("variant", *(row.id for row in data.variants)),
              ("unit", *(row.id for row in data.names.units)),
              ("period", *(row.id for row in data.names.periods)), *more]
    ranks = [pl.col(name).replace_strict({value: at for at, value in enumerate(values)},
                                         default=len(values), return_dtype=pl.Int64)
             for name, *values in orders]
    frame = frame.sort(ranks)
    return frame.with_columns(
        pl.col("variant").replace_strict({row.id: str(row.label) for row in data.variants})
        .alias("variant_label"),
        pl.col("unit").replace_strict({row.id: str(row.label) for row in data.names.units})
        .alias("place"),
        pl.col("period").replace_strict({row.id: year_months(data, row)
                                         for row in data.names.periods}).alias("months"))


def _where() -> tuple[Column, ...]:
    """The columns that say what a row is about."""
    return (Column("variant_label", _("variant")), Column("unit", _("unit id")),
            Column("place", _("unit (place)")), Column("months", _("months")))


def _labelled(frame: pl.DataFrame, keys: Sequence[str],
              labels: Mapping[Any, Mapping[str, Any]], schema: Mapping[str, Any]
              ) -> pl.DataFrame:
    """A frame with what is known of the names in its `keys`; rows of no known name are left out."""
    known = pl.DataFrame(
        [{**dict(zip(keys, key, strict=True)), **row} for key, row in labels.items()],
        schema={**dict.fromkeys(keys, pl.String), **schema})
    return frame.join(known, on=list(keys), how="inner", maintain_order="left")


def _schemes(data: RunData) -> tuple[str, ...]:
    return ("scheme", *(row.id for row in data.names.schemes))


def _scheme_labels(data: RunData) -> dict[str, str]:
    labels = {row.measure: str(row.label) for row in data.names.events if not row.part}
    return labels | {row.id: str(row.label) for row in data.names.schemes}


def _points(data: RunData) -> Figure:
    """Totals by unit and year."""
    labels = {(row.scheme, row.id): {"label": str(row.label), "full": row.full}
              for row in data.names.items if row.role in _ROLES}
    names = _scheme_labels(data)
    frame = _labelled(data.totals, ("scheme", "item"), labels,
                      {"label": pl.String, "full": pl.Float64})
    frame = _placed(data, frame, _schemes(data)).with_columns(
        pl.col("scheme").replace_strict(names, default=pl.col("scheme")).alias("scheme_label"))
    return Figure(
        "points", Text("各单位得多少分？", "How many points does each unit get?"),
        both(lambda: _("Totals by unit and year, as the books have it.")),
        (*_where(), Column("scheme_label", _("scheme")), Column("label", _("points of")),
         Column("mean", _("expected"), 1), Column("q05", _("5 % of runs"), 1),
         Column("q95", _("95 % of runs"), 1),
         Column("low", _("least, if figures that nobody has are at their ends"), 1),
         Column("high", _("most"), 1), Column("full", _("full points"), 1)), frame,
        both(lambda: _("Means over runs. Points that rest on a hidden count take the middle of "
                       "their ends.")), simulated_source(data))


def _indicators(data: RunData) -> Figure:
    """Indicators by unit and year, what is true beside what the books say."""
    labels = {(row.id,): {"label": str(row.label), "unit_label": str(row.unit),
                          "tags": tag_words(row.tags)} for row in data.names.indicators}
    keys = ["variant", "unit", "period", "name"]
    kept = ("mean", "q05", "q95")
    views = [data.indicator_summary.filter(pl.col("view") == view)
             .select(*keys, *(pl.col(name).alias(f"{view}_{name}") for name in kept))
             for view in ("true", "reported")]
    frame = views[0].join(views[1], on=keys, how="full", coalesce=True)
    frame = _labelled(frame, ("name",), labels,
                      dict.fromkeys(("label", "unit_label", "tags"), pl.String))
    frame = _placed(data, frame, ("name", *data.indicators))
    return Figure(
        "indicators", Text("每个单位实际怎样，账上怎样？",
                           "What happens in each unit, and what do the books say?"),
        both(lambda: _("Indicators by unit and year, true and reported.")),
        (*_where(), Column("label", _("indicator")), Column("unit_label", _("unit of measure")),
         Column("true_mean", _("true, expected"), 2), Column("true_q05", _("true, 5 % of runs"), 2),
         Column("true_q95", _("true, 95 % of runs"), 2),
         Column("reported_mean", _("reported, expected"), 2),
         Column("reported_q05", _("reported, 5 % of runs"), 2),
         Column("reported_q95", _("reported, 95 % of runs"), 2), Column("tags", _("flag"))), frame,
        both(lambda: _("A ratio is the ratio of what is expected. Indicators are simulated; what "
                       "is flagged is never planned for.")), simulated_source(data))


def _payouts(data: RunData) -> Figure:
    """Money and consequences by unit and year."""
    names = _scheme_labels(data)
    keys = ["variant", "unit", "period", "scheme", "name"]
    labels = {(row.scheme, row.id): {
        "label": str(row.label), "role": str(row.role), "money": row.unit.en == "yuan",
        "tags": tag_words(row.tags)} for row in data.names.payouts}
    frame = data.run.collect(
        shown_payouts(data.run).filter(pl.col("view") == "reported").group_by(keys).agg(
            mean(pl.col("value")).alias("mean"), *summary()[1:], mean(pl.col("low", "high")))
    ).with_columns(pl.col(key).cast(pl.String) for key in keys)
    frame = _labelled(frame, ("scheme", "name"), labels, {
        "label": pl.String, "role": pl.String, "money": pl.Boolean, "tags": pl.String})
    frame = _placed(data, frame, ("name", *dict.fromkeys(row.id for row in data.names.payouts)))
    money = pl.col("money")
    frame = frame.with_columns(
        pl.col("scheme").replace_strict(names, default=pl.col("scheme")).alias("source"),
        *(pl.when(money).then(pl.col(name)).alias(f"yuan_{name}")
          for name in ("mean", "q05", "q95", "low", "high")),
        pl.when(~money).then(100 * pl.col("mean")).alias("chance"))
    return Figure(
        "payouts", Text("谁得多少钱，什么后果？", "Who is paid what, and what follows for whom?"),
        both(lambda: _("Money and consequences by unit, year and role.")),
        (*_where(), Column("source", _("scheme or measure")), Column("role", _("who")),
         Column("label", _("what follows")), Column("yuan_mean", _("yuan, expected"), 0),
         Column("yuan_q05", _("yuan, 5 % of runs"), 0),
         Column("yuan_q95", _("yuan, 95 % of runs"), 0),
         Column("yuan_low", _("least, if figures that nobody has are at their ends"), 0),
         Column("yuan_high", _("most"), 0), Column("chance", _("chance of it, %"), 0),
         Column("tags", _("flag"))), frame,
        both(lambda: _("An empty cell is not known, or rests on a count that does not show. What "
                       "is flagged stands as documented; fpplan proposes no such payment.")),
        simulated_source(data))


def _items(data: RunData) -> Figure:
    """Every item and chapter by unit and year."""
    names = _scheme_labels(data)
    rows = [row for row in data.names.items if row.role not in _ROLES]
    labels = {(row.scheme, row.id): {
        "label": str(row.label), "full": row.full, "target": row.target,
        "kind": _("chapter") if row.role == "chapter" else _("item"),
        "measure": str(row.unit), "document": row.document, "tags": tag_words(row.tags)}
        for row in rows}
    frame = _labelled(data.points, ("scheme", "item"), labels, {
        "label": pl.String, "full": pl.Float64, "target": pl.Float64, "kind": pl.String,
        "measure": pl.String, "document": pl.String, "tags": pl.String})
    frame = _placed(data, frame, _schemes(data),
                    ("item", *dict.fromkeys(row.id for row in rows))).with_columns(
        pl.col("scheme").replace_strict(names, default=pl.col("scheme")).alias("scheme_label"))
    return Figure(
        "items", Text("每个项目得多少分？", "What does each item get?"),
        both(lambda: _("Items and chapters by unit and year, as the books have it.")),
        (*_where(), Column("scheme_label", _("scheme")), Column("kind", _("kind")),
         Column("label", _("title")), Column("mean", _("points or 1 for met, expected"), 2),
         Column("low", _("least, if figures that nobody has are at their ends"), 2),
         Column("high", _("most"), 2), Column("full", _("full points"), 1),
         Column("target", _("target"), 2), Column("measure", _("unit of measure")),
         Column("document", _("document")), Column("tags", _("flag"))), frame,
        both(lambda: _("Means over runs; a scheme without points has the share of runs in which a "
                       "target is met. Flagged items are scored as documented.")),
        simulated_source(data))
