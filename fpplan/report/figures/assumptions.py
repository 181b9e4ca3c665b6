"""What the run rests on: assumptions, inputs without a document, and every parameter."""

from __future__ import annotations

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _, language
from fpplan.report.data import RunData
from fpplan.report.figures.tagged import hidden_keys, recorded_words

__all__ = ["assumptions"]


def assumptions(data: RunData) -> list[Figure]:
    """Tables of the scenario's assumptions, of its recorded inputs and of the parameters."""
    return [*_scenario(data), *_inputs(data), *_parameters(data)]


def _scenario(data: RunData) -> list[Figure]:
    rows = data.names.assumptions
    if not rows:
        return []
    table = pl.DataFrame(
        [
            {"text": str(row.text), "given": str(row.given), "source": row.source, "id": row.id}
            for row in rows
        ]
    )
    return [
        Figure(
            "assumptions",
            Text("哪些是假设的？", "What is assumed?"),
            both(lambda: _("{count} things that no document says had to be assumed for {place}."
                           " Each stands in the scenario file and can be changed there.").format(
                count=len(rows), place=data.top.label)),
            (
                Column("text", _("assumption")),
                Column("given", _("taken as")),
                Column("source", _("source")),
                Column("id", _("where it is set")),
            ),
            table,
            both(lambda: _("Assumptions of the scenario file.")),
            both(lambda: data.meta.document or data.meta.scenario),
        )
    ]  # fmt: skip


def _inputs(data: RunData) -> list[Figure]:
    rows = data.names.inputs
    if not rows:
        return []
    away = hidden_keys(data, [*data.names.published, *rows])
    table = pl.DataFrame(
        [
            {
                "label": str(row.label), "value": recorded_words(data, row, away),
                "unit": str(row.unit),
                "status": _("published") if row.status == "published" else _("assumed"),
                "source": row.source,
            }
            for row in rows
        ]
    )  # fmt: skip
    open_ends = sum(row.low is not None for row in rows)
    return [
        Figure(
            "inputs",
            Text("哪些数字是录入的，不是模拟的？", "Which numbers are recorded, not simulated?"),
            both(lambda: _("{count} inputs are taken as recorded; for {open} of them no document"
                           " gives a value, and a range stands in its place.").format(
                count=len(rows), open=open_ends)),
            (
                Column("label", _("input")),
                Column("value", _("value or range"), number=True),
                Column("unit", _("unit")),
                Column("status", _("status")),
                Column("source", _("source")),
            ),
            table,
            both(lambda: _("Points are counted at the stated value; the ends of the range give the"
                           " lowest and highest points. A recorded figure is as given, in truth as"
                           " in the books: the run knows nothing beside it.")),
            both(lambda: data.meta.document or data.meta.scenario),
        )
    ]  # fmt: skip


def _short(column: str) -> pl.Expr:
    return pl.col(column).map_elements(lambda one: f"{one:g}", pl.String)


def _parameters(data: RunData) -> list[Figure]:
    frame = data.run.collect(data.run.table("parameters"))
    if not len(frame):
        return []
    text = f"text_{'zh' if language() == 'zh' else 'en'}"
    words = {"sourced": _("sourced"), "assumed": _("assumed")}
    table = frame.with_columns(
        pl.coalesce("scenario_value", "value").alias("used")
    ).sort(pl.col("status") != "assumed", "id", maintain_order=True).select(
        label=pl.col(text),
        value=_short("used"),
        range=pl.when(pl.col("low") < pl.col("high"))
        .then(
            pl.concat_str(
                _short("low"), pl.lit("–"), _short("high")
            )
        )
        .otherwise(pl.lit("")),
        unit=pl.col("unit"),
        status=pl.col("status").replace(words),
        source=pl.when(pl.col("scenario_value").is_not_null())
        .then(pl.col("scenario_why"))
        .otherwise(pl.col("source")),
        id=pl.col("id"),
    )  # fmt: skip
    assumed = int((frame["status"] == "assumed").sum())
    changed = int(frame["scenario_value"].is_not_null().sum())
    return [
        Figure(
            "parameters",
            Text("模型的参数从哪里来？", "Where do the model's parameters come from?"),
            both(lambda: _("{count} parameters: {sourced} from a source, {assumed} assumed;"
                           " {changed} are set by the scenario.").format(
                count=len(frame), sourced=len(frame) - assumed, assumed=assumed,
                changed=changed)),
            (
                Column("label", _("parameter")),
                Column("value", _("value"), number=True),
                Column("range", _("95 % range"), number=True),
                Column("unit", _("unit")),
                Column("status", _("status")),
                Column("source", _("source")),
                Column("id", _("name")),
            ),
            table,
            both(lambda: _("Every parameter set draws each parameter from its range; assumed ones"
                           " stand first.")),
            both(lambda: _("the parameter catalogue of fpplan {version}").format(
                version=data.meta.version)),
        )
    ]  # fmt: skip
