"""What record audits find, and what a sampled inspection of the records would show."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.report.data import HIGH, LOW, RunData
from fpplan.report.figures.common import at, simulated_source, year_months
from fpplan.report.numbers import num, percent, span
from fpplan.store.names import PeriodName

__all__ = ["audits", "sample_range"]

SAMPLES = (10, 30, 100)  # births whose records an inspection looks at
_KINDS = ("births_omitted", "birth_labels_wrong", "births_false")
_RIGHT = "births_timely_and_right_percent"


def audits(data: RunData) -> list[Figure]:
    """One table: by variant and kind of error, how many happen and how many audits find, and
    how many wrong records samples of several sizes show."""
    if not data.years or not {*_KINDS, _RIGHT} <= set(data.indicators):
        return []
    period = data.years[0]
    rows = _rows(data, period)
    return [
        Figure(
            "audits",
            Text("核查能发现多少？抽查能看出多少？",
                 "What do audits find, and what would a sample of records show?"),
            both(lambda: _reading(data, period)),
            (
                Column("variant", _("variant")),
                Column("kind", _("what is wrong")),
                Column("happen", _("how many there are"), 1),
                Column("found", _("found by audits"), 1),
                Column("share", _("found, share"), number=True),
            ),
            pl.DataFrame(rows, schema={"variant": pl.String, "kind": pl.String,
                                       "happen": pl.Float64, "found": pl.Float64,
                                       "share": pl.String}),
            both(lambda: _("{place}, {year}, means over runs. Audits visit a share of households a"
                           " month and find only part of what is wrong there; what they find in a"
                           " year can be from before it. A sample of records is drawn at random"
                           " from the births that staff reported: its range holds the sampling"
                           " error (exact binomial) and the differences between runs.").format(
                place=data.top.label, year=year_months(data, period))),
            simulated_source(data),
        )
    ]  # fmt: skip


def _rows(data: RunData, period: PeriodName) -> list[dict[str, Any]]:
    rows = []
    for variant in data.variants:
        for name in _KINDS:
            pair = [at(data.indicator_summary, name=name, unit=data.top.id, period=period.id,
                       view=view, variant=variant.id) for view in ("true", "reported")]
            if pair[0] and pair[1] and pair[0]["mean"] is not None:
                happen, found = pair[0]["mean"], pair[1]["mean"] or 0.0
                rows.append({
                    "variant": str(variant.label), "kind": str(data.indicators[name].label),
                    "happen": happen, "found": found,
                    "share": percent(min(1.0, found / happen) if happen else None)})
    return rows


def sample_range(percents: Any, n: int) -> tuple[float, float]:
    """Between which shares of wrong records (in percent) a sample of `n` falls in 9 of 10 runs;
    `percents` (draw,) of right records in each run."""
    from scipy.stats import binom

    wrong = 1 - np.clip(np.asarray(percents, dtype=float), 0, 100) / 100
    wrong = wrong[~np.isnan(wrong)]
    if not len(wrong):
        return math.nan, math.nan  # no run has a record to look at
    chance = binom.cdf(np.arange(n + 1)[:, None], n, wrong).mean(axis=1)
    low, high = (int(np.argmax(chance >= share)) for share in (LOW, HIGH))
    return 100 * low / n, 100 * high / n


def _reading(data: RunData, period: PeriodName) -> str:
    rows = {row["kind"]: row for row in _rows(data, period)
            if row["variant"] == str(data.base.label)}
    kinds = [str(data.indicators[name].label) for name in _KINDS]
    sentences = [
        _("Of {missed} births missed in the year audits find {found}, of {wrong} wrong labels"
          " {seen}.").format(
            missed=num(rows[kinds[0]]["happen"], 1), found=num(rows[kinds[0]]["found"], 1),
            wrong=num(rows[kinds[1]]["happen"], 1), seen=num(rows[kinds[1]]["found"], 1))
    ]  # fmt: skip
    draws = data.indicator_draws.filter(
        (pl.col("variant") == data.base.id) & (pl.col("period") == period.id)
        & (pl.col("view") == "true") & (pl.col("name") == _RIGHT))["value"].to_numpy()
    draws = draws[~np.isnan(draws)]
    if not len(draws):
        return " ".join([*sentences, _("No birth is reported in any run: a sample has no record "
                                       "to look at.")])
    share = float(np.mean(draws))
    words = _("; ").join(
        _("{n} records: {span} %").format(n=n, span=span(*sample_range(draws, n)))
        for n in SAMPLES)
    sentences.append(
        _("{share} of the reported births are late or wrong; a random sample would show, 9 times in"
          " 10, of {samples}.").format(share=percent(1 - share / 100, 1), samples=words))
    return " ".join(sentences)
