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
                Column("ends", _("if figures that nobody has are at their ends"), number=True),
                Column("chance", _("chance of it, average unit"), number=True),
                Column("tags", _("flag")),
            ),
            whole,
            both(lambda: _("“{variant}”, {year}: money in yuan summed over units; consequences by"
                           " how often they follow. Where a figure is not known, its middle stands"
                           " for it and the ends are said; ends of prizes among peers do not add"
                           " up. Cuts are below 0 where a scheme takes money"
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
    scheme, name, unit, draw, value, low, high (leaf units, or a parent where its parts are not
    known)."""
    periods = [one.id for one in data.names.periods
               if period.first <= one.first <= period.last and one.last - one.first == 11]
    frame = data.run.collect(
        shown_payouts(data.run).filter(
            pl.col("variant") == data.base.id, pl.col("view") == "reported",
            pl.col("period").is_in(periods))
    ).with_columns(pl.col(one).cast(pl.String) for one in ("unit", "period", "scheme", "name"))
    leaves = [unit.id for unit in data.leaves]
    known = frame.filter(pl.col("unit").is_in(leaves), pl.col("high").is_not_null()).select(
        "scheme", "name").unique()
    below = frame.filter(pl.col("unit").is_in(leaves)).join(known, on=["scheme", "name"])
    top = frame.filter(pl.col("unit") == data.top.id).join(known, on=["scheme", "name"],
                                                           how="anti")
    return pl.concat([below, top]).select("scheme", "name", "unit", "period", "draw", "value",
                                          "low", "high")


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
        cells: dict[str, str] = {"yuan": "", "range": "", "ends": "", "chance": ""}
        if _money(name):
            sums = _sums(part)
            cells["yuan"] = num(mean_of(sums["value"]))
            low, high = (sums["value"].quantile(at, "linear") for at in (LOW, HIGH))
            if low is not None and high is not None and high - low > 0.5:
                cells["range"] = span(low, high)
            low, high = _ends(sums, name)
            if low is not None and high is not None and high - low > 0.5:
                cells["ends"] = span(low, high)
        else:
            cells["chance"] = _chance(part)
        table.append({"source": _label_of(data, name), "role": str(name.role),
                      "label": str(name.label), **cells, "tags": tag_words(name.tags)})
    words = ("source", "role", "label", "yuan", "range", "ends", "chance", "tags")
    return pl.DataFrame(table, schema=dict.fromkeys(words, pl.String))


def _sums(part: pl.DataFrame) -> pl.DataFrame:
    """Money over all units by draw, with its ends."""
    return part.drop_nulls("value").group_by("draw").agg(
        total(pl.col(name)) for name in ("value", "low", "high"))


def _ends(sums: pl.DataFrame, name: PayoutName) -> tuple[float | None, float | None]:
    """The expected ends of money over all units. What one unit gets of a prize another does not,
    so that the ends of units do not add up."""
    if name.among_peers:
        return None, None
    return mean_of(sums["low"]), mean_of(sums["high"])


def _chance(part: pl.DataFrame) -> str:
    """How often a consequence follows, from the least to the most where that is not known."""
    least, most = mean_of(part["low"].drop_nulls()), mean_of(part["high"].drop_nulls())
    if least is None or most is None or most - least < 1e-9:
        return percent(least)
    return _("{low} to {high}").format(low=percent(least), high=percent(most))


def _by_unit(data: RunData, rows: pl.DataFrame, names: tuple[PayoutName, ...],
             period: PeriodName) -> list[Figure]:
    """Expected money by role and unit; none where no unit is paid by itself."""
    order = {unit.id: at for at, unit in enumerate(data.names.units)}
    table: list[dict[str, Any]] = []
    for name in (one for one in names if _money(one)):
        means = _of(rows, name).drop_nulls("value").group_by("unit").agg(
            mean(pl.col(one)) for one in ("value", "low", "high"))
        for row in sorted(means.to_dicts(), key=lambda row: order[row["unit"]]):
            table.append({"place": str(data.unit[row["unit"]].label), "role": str(name.role),
                          "source": _label_of(data, name), "label": str(name.label),
                          "yuan": row["value"], "low": row["low"], "high": row["high"],
                          "tags": tag_words(name.tags)})
    if len({row["place"] for row in table}) < 2:
        return []
    words = ("place", "role", "source", "label", "tags")
    frame = pl.DataFrame(table, schema={
        **dict.fromkeys(words, pl.String), **dict.fromkeys(("yuan", "low", "high"), pl.Float64)})
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
                Column("low", _("least, if figures that nobody has are at their ends"), 0),
                Column("high", _("most"), 0),
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
    least = most = 0.0
    for name in money:
        found = _sums(_of(rows, name))
        expected = mean_of(found["value"]) or 0.0
        sums[bool(name.tags)] += expected
        low, high = _ends(found, name)
        least, most = least + (expected if low is None else low), most + (
            expected if high is None else high)
    sentences = [
        _("{count} payments and consequences follow from schemes and measures; {flagged} of them"
          " are flagged.").format(count=len(names), flagged=flagged)
    ]
    if money:
        sentences.append(
            _("In the first year {yuan} yuan are expected, {tagged} of them for flagged"
              " items.").format(yuan=num(sums[True] + sums[False]), tagged=num(sums[True])))
    if most - least > 0.5:
        sentences.append(_("That takes the middle of what is not known; it may be anything from"
                           " {low} to {high} yuan.").format(low=num(least), high=num(most)))
    return " ".join(sentences)
