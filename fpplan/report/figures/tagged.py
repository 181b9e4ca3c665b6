"""Tagged items of the documents: shown as published, flagged, never as advice."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.hide import HIDDEN, PEOPLE, few, hidden, so_few_people
from fpplan.report.data import RunData
from fpplan.report.figures.common import tag_words
from fpplan.report.numbers import num
from fpplan.store.names import InputName, PublishedFigure

__all__ = ["hidden_keys", "recorded_words", "shows", "tagged"]


def hidden_keys(data: RunData, rows: Iterable[InputName | PublishedFigure]) -> set[str]:
    """Keys "unit/name" of recorded counts that must not show: small ones, and sums over
    units that would reveal one."""
    counts = {f"{row.unit_id}/{row.id}": row.value for row in rows if row.count}
    names = {key.split("/", 1)[1] for key in counts}
    parents = {unit.parent for unit in data.names.units if unit.parent}
    sums = {
        f"{parent}/{name}": [
            f"{unit.id}/{name}" for unit in data.names.units if unit.parent == parent
        ]
        for parent in parents
        for name in names
        if any(f"{unit.id}/{name}" in counts for unit in data.names.units if unit.parent == parent)
    }
    return hidden(counts, sums)


def shows(data: RunData, row: InputName | PublishedFigure, away: set[str]) -> bool:
    """Whether a recorded figure may show: not a small count, nor anything of very few people."""
    unit = data.unit.get(row.unit_id)
    if unit is not None and so_few_people(unit.people):
        return False
    return not (row.count and (few(row.value) or f"{row.unit_id}/{row.id}" in away))


def recorded_words(data: RunData, row: InputName | PublishedFigure, away: set[str]) -> str:
    """A recorded figure as it may show: hidden when small or of very few people, else with its
    decimals."""
    unit = data.unit.get(row.unit_id)
    if unit is not None and so_few_people(unit.people):
        return _("not shown: fewer than {people} people").format(people=PEOPLE)
    if not shows(data, row, away):
        return HIDDEN
    if row.value is not None:
        return num(row.value, row.decimals)
    if isinstance(row, InputName) and row.low is not None and row.high is not None:
        return _("{low} to {high}").format(low=f"{row.low:g}", high=f"{row.high:g}")
    return ""


def tagged(data: RunData) -> list[Figure]:
    """Two tables: published figures that items of quotas, limits, penalties or monitoring
    read, and the flagged items of each scheme."""
    return [*_published(data), *_items(data)]


def _published(data: RunData) -> list[Figure]:
    rows: list[InputName | PublishedFigure] = [
        row for row in data.names.published if row.tags and not row.simulated
    ]
    seen = {(row.unit_id, row.id) for row in rows} | {("", row.id) for row in rows}
    rows += [
        row
        for row in data.names.inputs
        if row.tags and row.status == "published" and (row.unit_id, row.id) not in seen
        and (row.value is not None or row.low is not None)
    ]  # fmt: skip
    if not rows:
        return []
    away = hidden_keys(data, [*data.names.published, *data.names.inputs])
    table = pl.DataFrame(
        [
            {
                "label": str(row.label),
                "unit_id": str(data.unit[row.unit_id].label) if row.unit_id in data.unit else "",
                "value": recorded_words(data, row, away),
                "target": num(row.target, row.decimals)
                if isinstance(row, PublishedFigure) and row.target is not None else "",
                "unit": str(row.unit), "tags": tag_words(row.tags), "source": row.source,
            }
            for row in rows
        ]
    )  # fmt: skip
    return [
        Figure(
            "tagged_published",
            Text("文件公布了哪些被标记的数字？", "Which flagged figures do the documents publish?"),
            both(lambda: _("{count} published figures read quotas on procedures, limits on births,"
                           " penalties on families or monitoring of persons. They stand here as"
                           " published. They are not simulated, not advised and not proposed as"
                           " targets.").format(count=len(rows))),
            (
                Column("label", _("figure")),
                Column("unit_id", _("place")),
                Column("value", _("published"), number=True),
                Column("target", _("target"), number=True),
                Column("unit", _("unit")),
                Column("tags", _("flag")),
                Column("source", _("source")),
            ),
            table,
            both(lambda: _("Recorded counts of 1-4 procedures or breaches show as “<5”, and totals"
                           " that would reveal one are hidden too.")),
            both(lambda: data.meta.document),
        )
    ]  # fmt: skip


def _items(data: RunData) -> list[Figure]:
    items = [item for item in data.names.items if item.role == "item" and item.tags]
    if not items:
        return []
    labels = {scheme.id: str(scheme.label) for scheme in data.names.schemes}
    table = pl.DataFrame(
        [
            {
                "scheme": labels.get(item.scheme, item.scheme), "label": str(item.label),
                "clause": str(item.clause), "tags": tag_words(item.tags),
                "document": item.document,
            }
            for item in items
        ]
    )  # fmt: skip
    return [
        Figure(
            "tagged_items",
            Text("各考核办法中哪些项目被标记？", "Which items of the schemes are flagged?"),
            both(lambda: _("{count} of {all} items are flagged by what they read. They are scored"
                           " as written, with and without them; no plan of fpplan ever pulls on"
                           " them.").format(
                count=len(items),
                all=sum(item.role == "item" for item in data.names.items))),
            (
                Column("scheme", _("scheme")),
                Column("label", _("item")),
                Column("clause", _("clause")),
                Column("tags", _("flag")),
                Column("document", _("document")),
            ),
            table,
            both(lambda: _("A flag comes from the inputs that an item reads, not from anyone's"
                           " opinion of it.")),
            both(lambda: _("one table of inputs and flags for all schemes")),
        )
    ]  # fmt: skip
