"""Where a run starts from: the pool of lives, and whether the start's margins last."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.report.data import RunData
from fpplan.report.figures.common import simulated_source
from fpplan.report.numbers import num, percent
from fpplan.store.sums import mean

__all__ = ["drift", "start"]

_AGES = range(15, 50, 5)
_FEW = 1000  # effective lives below which a start deserves a second look
_MOVED = 0.03  # a share of women in union that moved further deserves one too


def start(data: RunData) -> list[Figure]:
    """The pool that women came from, and the drift of the margins that it was raked to."""
    return [*_pool(data), *_margins(data)]


def _pool(data: RunData) -> list[Figure]:
    pools = data.meta.pool
    if not pools:
        return []
    strata = data.meta.resolved.get("strata", {})
    rows = [
        {"stratum": str(_label(strata, name)), "ages": f"{age}–{age + 4}", "lives": lives}
        for name, groups in pools.items()
        for age, lives in zip(_AGES, groups, strict=True)
    ]
    least = min(lives for groups in pools.values() for lives in groups)
    return [
        Figure(
            "start_pool",
            Text("模拟从哪里开始？", "Where does the simulation start from?"),
            both(lambda: _("Every woman starts from one of many simulated lives, weighted to the"
                           " scenario's margins. At least {lives} lives carry weight in each age"
                           " group.").format(lives=num(least))
                 + (" " + _("That is few: the margins ask for women who are rare in this"
                            " setting.") if least < _FEW else "")),
            (
                Column("stratum", _("group of the population")),
                Column("ages", _("age")),
                Column("lives", _("effective number of lives"), 0),
            ),
            pl.DataFrame(rows),
            both(lambda: _("Effective number: the squared sum of the weights over the sum of their"
                           " squares; the number of lives when all weigh the same.")),
            simulated_source(data),
        )
    ]  # fmt: skip


def _label(strata: Mapping[str, Any], name: str) -> Text:
    words = strata.get(name, {}).get("label")
    return Text(words["zh"], words["en"]) if words else Text(name, name)


def _births(count: str) -> Text:
    if count == "3":
        return both(lambda: _("{count} births and more").format(count=count))
    return both(lambda: _("{count} births so far").format(count=count))


def drift(data: RunData) -> list[dict[str, Any]]:
    """Each margin of the scenario (shares of women in union, month -36): what was asked for and
    what it is twelve months and one month before the decision, the mean over draws."""
    rows: list[dict[str, Any]] = []
    strata = data.meta.resolved.get("strata", {})
    for name, margins in data.meta.resolved.get("margins", {}).items():
        orders = dict(zip(("0", "1", "2", "3"), margins.get("order") or (), strict=False))
        asked = {f"in_union_by_order[order={at},stratum={name}]": (_births(at), share)
                 for at, share in orders.items()}
        asked |= {
            f"using[method={method},stratum={name}]": (data.methods[method].label, share)
            for method, share in (margins.get("method") or {}).items() if method in data.methods
        }
        whole = f"in_union_by_order[stratum={name}]"
        asked = {pattern: row for pattern, row in asked.items() if data.slots(pattern)}
        if not asked or not data.slots(whole):
            continue
        sums = data.month_sums({"whole": whole, **{pattern: pattern for pattern in asked}})
        means = (
            sums.filter(pl.col("variant").cast(pl.String) == data.base.id)
            .group_by("month").agg(mean(pl.col("whole", *asked)))
        )  # fmt: skip
        for pattern, (words, share) in asked.items():
            then = {
                month: at.row(0, named=True)[pattern] / at.row(0, named=True)["whole"]
                for month in (-12, -1)
                for at in [means.filter(pl.col("month") == month)]
                if len(at) and at.row(0, named=True)["whole"]
            }
            rows.append({"stratum": _label(strata, name), "margin": words, "asked": share,
                         "year_before": then.get(-12), "now": then.get(-1)})
    return rows


def _margins(data: RunData) -> list[Figure]:
    rows = drift(data)
    if not rows:
        return []
    def moved(row: dict[str, Any]) -> float:
        return 0.0 if row["now"] is None else abs(row["now"] - row["asked"])

    worst = max(rows, key=moved)
    words = [
        {**row, "stratum": str(row["stratum"]), "margin": str(row["margin"]),
         **{key: percent(row[key], 1) for key in ("asked", "year_before", "now")}}
        for row in rows
    ]
    return [
        Figure(
            "start_margins",
            Text("起点的构成是否保持不变？", "Does the make-up of the start last?"),
            both(lambda: _("Three years before the decision women in union were given the"
                           " scenario's shares. By the decision month “{margin}” has moved"
                           " furthest: from {asked} to {now}.").format(
                margin=worst["margin"], asked=percent(worst["asked"], 1),
                now=percent(worst["now"], 1))
                 + (" " + _("Shares and rates do not fit each other; check both.")
                    if moved(worst) > _MOVED else "")),
            (
                Column("stratum", _("group of the population")),
                Column("margin", _("women in union")),
                Column("asked", _("three years before"), number=True),
                Column("year_before", _("one year before"), number=True),
                Column("now", _("at the decision month"), number=True),
            ),
            pl.DataFrame(words),
            both(lambda: _("Shares of women in union, mean over runs, “{variant}”.").format(
                variant=data.base.label)),
            simulated_source(data),
        )
    ]  # fmt: skip
