"""Small things that several figures share."""

from __future__ import annotations

from typing import Any

import polars as pl

from fpplan.contract.figure import Column, both
from fpplan.contract.months import month_name
from fpplan.contract.tags import TAG_WORDS, tag_words
from fpplan.contract.text import Text, _
from fpplan.report.data import RunData
from fpplan.report.plot import VARIANT_COLOURS, assumed_split, wrap
from fpplan.store.names import PeriodName

__all__ = [
    "TAG_WORDS",
    "at",
    "by_village",
    "capital",
    "colour_of",
    "month_date",
    "range_columns",
    "simulated_source",
    "tag_words",
    "village_axis",
    "village_notes",
    "year_label",
    "year_months",
    "year_words",
]

def month_date(data: RunData, month: int) -> str:
    """A month index as the date of its first day, for a time axis."""
    return f"{month_name(month, data.meta.decision_month)}-01"


def year_words(data: RunData, period: PeriodName) -> str:
    """A planning year inside a sentence: "the first year"; another period by its months."""
    place = data.years.index(period) if period in data.years else len(_ORDINALS)
    return _ORDINALS[place]() if place < len(_ORDINALS) else year_months(data, period)


def year_label(data: RunData, period: PeriodName) -> str:
    """A planning year as a label: "first year"."""
    place = data.years.index(period) if period in data.years else len(_LABELS)
    return _LABELS[place]() if place < len(_LABELS) else year_months(data, period)


_ORDINALS = (
    lambda: _("the first year"),
    lambda: _("the second year"),
    lambda: _("the third year"),
)
_LABELS = (lambda: _("first year"), lambda: _("second year"), lambda: _("third year"))


def year_months(data: RunData, period: PeriodName) -> str:
    """A period as "2014-08 to 2015-07"."""
    decision = data.meta.decision_month
    return _("{first} to {last}").format(
        first=month_name(period.first, decision), last=month_name(period.last, decision)
    )


def at(frame: pl.DataFrame, **where: str) -> dict[str, Any] | None:
    """The one row of a frame that agrees with `where`, or None."""
    found = frame.filter(*(pl.col(key) == value for key, value in where.items()))
    return found.row(0, named=True) if len(found) else None


def colour_of(data: RunData, variant: str) -> str:
    """A variant's colour, the same in every figure."""
    place = [row.id for row in data.variants].index(variant)
    return VARIANT_COLOURS[place % len(VARIANT_COLOURS)]


def by_village(data: RunData, frame: pl.DataFrame) -> pl.DataFrame:
    """Only the rows of villages, in the order of the scenario, with the village's label."""
    order = pl.DataFrame(
        {
            "unit": [unit.id for unit in data.villages],
            "unit_label": [str(unit.label) for unit in data.villages],
        },
        schema={"unit": pl.String, "unit_label": pl.String},
    )
    return order.join(frame, on="unit", maintain_order="left")


def village_axis(data: RunData) -> dict[str, Any]:
    """A y axis with the villages from the top down."""
    labels = [wrap(str(unit.label), 14) for unit in data.villages]
    return {"type": "category", "categoryorder": "array", "categoryarray": labels[::-1],
            "automargin": True}  # fmt: skip


def village_notes(data: RunData, layout: dict[str, Any]) -> tuple[Text, ...]:
    """Say on the plot and beside it that the split of villages is assumed, when it is."""
    if not data.assumed_split:
        return ()
    layout.setdefault("annotations", []).append(assumed_split())
    layout["margin"] = {**layout["margin"], "b": layout["margin"]["b"] + 34}
    layout["height"] += 34
    return (
        both(lambda: _("Assumed split: how the people are spread over the villages is assumed.")),
    )


def range_columns(decimals: int, unit: str = "") -> tuple[Column, ...]:
    """Columns for an expected value and the range in which 9 of 10 runs fall."""
    return (
        Column("mean", _("expected"), decimals, unit),
        Column("q05", _("low end (1 run in 20 is below)"), decimals, unit),
        Column("q95", _("high end (1 run in 20 is above)"), decimals, unit),
    )


def simulated_source(data: RunData) -> Text:
    """Where a simulated number is from."""
    meta = data.meta
    return both(
        lambda: _("fpplan {version}, scenario {scenario}, {draws} runs, seed {seed}").format(
            version=meta.version, scenario=meta.scenario, draws=meta.draws, seed=meta.seed
        )
    )


def capital(words: str) -> str:
    """A label at the start of a sentence."""
    return words[:1].upper() + words[1:]
