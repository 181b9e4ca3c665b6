"""Who is paid what: money and consequences that follow from schemes and measures, by role."""

from __future__ import annotations

from typing import Any

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.report.data import HIGH, LOW, RunData
from fpplan.report.figures.common import simulated_source, tag_words, year_label
from fpplan.report.numbers import num, percent, span
from fpplan.store.names import PayoutName, PeriodName
from fpplan.store.shown import shown_payouts
from fpplan.store.sums import mean, mean_of, total

__all__ = ["payouts"]


def payouts(data: RunData) -> list[Figure]:
    """Money by role in the whole place, and by unit."""
    names = data.names.payouts
    if not names or not data.years:
        return []
    period = data.years[0]
    rows = _rows(data, period)
    if not len(rows):
        return []
    whole = _whole(data, rows, names)
    return [
        Figure(
            "payouts",
            Text("考核办法和措施给谁发多少钱、带来什么后果？",
                 "Who is paid what, and what follows for whom?"),
            both(lambda: _reading(data, rows, names)),
            (
                Column("source", _("scheme or measure")),
                Column("role", _("who")),
                Column("label", _("what follows")),
                Column("yuan", _("yuan in the year, all units"), number=True),
                Column("range", _("9 runs in 10"), number=True),
                Column("chance", _("chance of it, average unit"), number=True),
                Column("tags", _("flag")),
            ),
            whole,
            both(lambda: _("“{variant}”, {year}: money in yuan summed over units; consequences by"
                           " how often they follow. Cuts are below 0 where a scheme takes money"
                           " away. “–”: how many payments there are is recorded nowhere. What is"
                           " paid for flagged items stands here as documented; fpplan proposes no"
                           " such payment.").format(
                variant=data.base.label, year=year_label(data, period))),
            simulated_source(data),
        ),
        *_by_unit(data, rows, names, period),
    ]  # fmt: skip


def _rows(data: RunData, period: PeriodName) -> pl.DataFrame:
    """Payouts by draw of the base in the scheme years that begin in a planning year: columns
    scheme, name, unit, draw, value (leaf units, or a parent where its parts are not known)."""
    periods = [one.id for one in data.names.periods
               if period.first <= one.first <= period.last and one.last - one.first == 11]
    frame = data.run.collect(
        shown_payouts(data.run).filter(
            pl.col("variant") == data.base.id, pl.col("view") == "reported",
            pl.col("period").is_in(periods))
    ).with_columns(pl.col(one).cast(pl.String) for one in ("unit", "period", "scheme", "name"))
    leaves = [unit.id for unit in data.leaves]
    known = frame.filter(pl.col("unit").is_in(leaves), pl.col("value").is_not_null()).select(
        "scheme", "name").unique()
    below = frame.filter(pl.col("unit").is_in(leaves)).join(known, on=["scheme", "name"])
    top = frame.filter(pl.col("unit") == data.top.id).join(known, on=["scheme", "name"],
                                                           how="anti")
    return pl.concat([below, top]).select("scheme", "name", "unit", "period", "draw", "value")


def _label_of(data: RunData, name: PayoutName) -> str:
    labels = {row.id: str(row.label) for row in data.names.schemes}
    labels |= {row.measure: str(row.label) for row in data.names.events if not row.part}
    return labels.get(name.scheme, name.scheme)


def _money(name: PayoutName) -> bool:
    return name.unit.en == "yuan"


def _of(rows: pl.DataFrame, name: PayoutName) -> pl.DataFrame:
    return rows.filter((pl.col("scheme") == name.scheme) & (pl.col("name") == name.id))


def _whole(data: RunData, rows: pl.DataFrame, names: tuple[PayoutName, ...]) -> pl.DataFrame:
    table = []
    for name in names:
        part = _of(rows, name)
        if not len(part):
            continue
        cells: dict[str, str] = {"yuan": "", "range": "", "chance": ""}
        if _money(name):
            sums = part.drop_nulls("value").group_by("draw").agg(total(pl.col("value")))["value"]
            cells["yuan"] = num(mean_of(sums))
            low, high = sums.quantile(LOW, "linear"), sums.quantile(HIGH, "linear")
            if low is not None and high is not None and high - low > 0.5:
                cells["range"] = span(low, high)
        else:
            cells["chance"] = percent(mean_of(part["value"].drop_nulls()))
        table.append({"source": _label_of(data, name), "role": str(name.role),
                      "label": str(name.label), **cells, "tags": tag_words(name.tags)})
    words = ("source", "role", "label", "yuan", "range", "chance", "tags")
    return pl.DataFrame(table, schema=dict.fromkeys(words, pl.String))


def _by_unit(data: RunData, rows: pl.DataFrame, names: tuple[PayoutName, ...],
             period: PeriodName) -> list[Figure]:
    """Expected money by role and unit; none where no unit is paid by itself."""
    order = {unit.id: at for at, unit in enumerate(data.names.units)}
    table: list[dict[str, Any]] = []
    for name in (one for one in names if _money(one)):
        means = _of(rows, name).drop_nulls("value").group_by("unit").agg(mean(pl.col("value")))
        for row in sorted(means.to_dicts(), key=lambda row: order[row["unit"]]):
            table.append({"place": str(data.unit[row["unit"]].label), "role": str(name.role),
                          "source": _label_of(data, name), "label": str(name.label),
                          "yuan": row["value"], "tags": tag_words(name.tags)})
    if len({row["place"] for row in table}) < 2:
        return []
    words = ("place", "role", "source", "label", "tags")
    frame = pl.DataFrame(table, schema={**dict.fromkeys(words, pl.String), "yuan": pl.Float64})
    return [
        Figure(
            "payouts_by_unit",
            Text("各单位各类人员分别发多少？", "How much is that by unit and role?"),
            both(lambda: _("{count} sums of money, by unit and role.").format(count=len(table))),
            (
                Column("place", _("place")),
                Column("role", _("who")),
                Column("source", _("scheme or measure")),
                Column("label", _("what follows")),
                Column("yuan", _("expected yuan in the year"), 0),
                Column("tags", _("flag")),
            ),
            frame,
            both(lambda: _("Means over runs, {year}.").format(year=year_label(data, period))),
            simulated_source(data),
        )
    ]  # fmt: skip


def _reading(data: RunData, rows: pl.DataFrame, names: tuple[PayoutName, ...]) -> str:
    money = [name for name in names if _money(name)]
    flagged = sum(bool(name.tags) for name in names)
    sums: dict[bool, float] = {True: 0.0, False: 0.0}
    for name in money:
        found = _of(rows, name).drop_nulls("value").group_by("draw").agg(total(pl.col("value")))
        sums[bool(name.tags)] += mean_of(found["value"]) or 0.0
    sentences = [
        _("{count} payments and consequences follow from schemes and measures; {flagged} of them"
          " are flagged.").format(count=len(names), flagged=flagged)
    ]
    if money:
        sentences.append(
            _("In the first year {yuan} yuan are expected, {tagged} of them for flagged"
              " items.").format(yuan=num(sums[True] + sums[False]), tagged=num(sums[True])))
    return " ".join(sentences)
