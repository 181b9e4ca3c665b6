"""`Names` as one sparse table, and back without loss.

Every kind of thing has its own columns; columns of the same name mean the same and have the
same type. A `Text` becomes two columns, `label_zh` and `label_en`. What a row does not have
is null.
"""

from __future__ import annotations

from dataclasses import MISSING, Field, fields
from typing import Any, get_type_hints

import polars as pl

from fpplan.contract.text import Text
from fpplan.store import names as kinds
from fpplan.store.names import Names

__all__ = ["KINDS", "names_frame", "read_names", "units_frame"]

KINDS: dict[str, tuple[str, type]] = {  # kind -> (field of Names, row class)
    "unit": ("units", kinds.UnitName),
    "variant": ("variants", kinds.VariantName),
    "period": ("periods", kinds.PeriodName),
    "indicator": ("indicators", kinds.IndicatorName),
    "scheme": ("schemes", kinds.SchemeName),
    "item": ("items", kinds.ItemName),
    "input": ("inputs", kinds.InputName),
    "method": ("methods", kinds.MethodName),
    "published": ("published", kinds.PublishedFigure),
    "quota": ("quotas", kinds.Quota),
    "payout": ("payouts", kinds.PayoutName),
    "event": ("events", kinds.EventName),
    "assumption": ("assumptions", kinds.AssumptionName),
    "answer": ("answers", kinds.AnswerName),
}
_LATER = ("few_in", "among_peers", "period", "of_year", "lived_by", "not_done", "compared")
_TYPES: dict[Any, pl.DataType] = {
    str: pl.String(),
    bool: pl.Boolean(),
    int: pl.Int64(),
    float: pl.Float64(),
    float | None: pl.Float64(),
    tuple[str, ...]: pl.List(pl.String),
}


def _columns(row_class: type) -> dict[str, pl.DataType]:
    """The columns of one kind, a Text as two."""
    found: dict[str, pl.DataType] = {}
    for name, hint in get_type_hints(row_class).items():
        if hint is Text:
            found[f"{name}_zh"] = found[f"{name}_en"] = pl.String()
        else:
            found[name] = _TYPES[hint]
    return found


def _flat(row: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(row):
        value = getattr(row, field.name)
        if isinstance(value, Text):
            found[f"{field.name}_zh"], found[f"{field.name}_en"] = value.zh, value.en
        elif isinstance(value, tuple):
            found[field.name] = list(value)
        else:
            found[field.name] = value
    return found


def units_frame(names: Names) -> pl.DataFrame:
    """`units.parquet`: a row per unit, in the order of the scenario."""
    return pl.DataFrame([_flat(row) for row in names.units], schema=_columns(kinds.UnitName))


def names_frame(names: Names) -> pl.DataFrame:
    """`names.parquet`: (kind, position, and the columns of all kinds but units)."""
    schema: dict[str, Any] = {"kind": pl.String(), "position": pl.Int64()}
    rows: list[dict[str, Any]] = []
    for kind, (attribute, row_class) in KINDS.items():
        if kind == "unit":
            continue
        schema |= _columns(row_class)
        for position, row in enumerate(getattr(names, attribute)):
            rows.append({"kind": kind, "position": position, **_flat(row)})
    return pl.DataFrame(rows, schema=schema)


def read_names(units: pl.DataFrame, names: pl.DataFrame) -> Names:
    """`Names` from the two tables. KeyError when a column is missing."""
    found: dict[str, Any] = {"units": _rows(kinds.UnitName, units)}
    for kind, (attribute, row_class) in KINDS.items():
        if kind != "unit":
            part = names.filter(pl.col("kind") == kind).sort("position")
            found[attribute] = _rows(row_class, part)
    return Names(**found)


def _rows(row_class: type, frame: pl.DataFrame) -> tuple[Any, ...]:
    hints = get_type_hints(row_class)
    return tuple(
        row_class(
            **{field.name: _value(field, hints[field.name], row) for field in fields(row_class)}
        )
        for row in frame.iter_rows(named=True)
    )


def _value(field: Field[Any], hint: Any, row: dict[str, Any]) -> Any:
    # a folder that was written before the field was there lacks its column
    if hint is Text:
        if field.name in _LATER and f"{field.name}_zh" not in row:
            return Text("", "")
        return Text(row[f"{field.name}_zh"] or "", row[f"{field.name}_en"] or "")
    value = row.get(field.name) if field.name in _LATER else row[field.name]
    if hint == tuple[str, ...]:
        return tuple(value or ())
    if value is None and hint != (float | None) and field.default is not MISSING:
        return field.default
    return value
