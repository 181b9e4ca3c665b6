"""Figures of a projection: fertility, progression, sex ratios and methods."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import polars as pl

from fpplan.contract.figure import Column, Figure, both
from fpplan.contract.text import Text, _
from fpplan.projection.numbers import ASFR, PROGRESSION, SHARE
from fpplan.report.figures.common import capital
from fpplan.report.numbers import num, span
from fpplan.report.plot import INK, METHOD_COLOURS, VARIANT_COLOURS, layout, line, marked
from fpplan.report.projection.data import ProjectionData, dates, fan, fan_table, simulated

__all__ = ["FERTILITY"]

_ORDERS = ("srb_first", "srb_second", "srb_third_and_later")
_SIBLINGS = ("srb_second_after_boy", "srb_second_after_girl", "srb_third_after_boys",
             "srb_third_after_girls", "srb_third_after_both")


def total_fertility(data: ProjectionData) -> list[Figure]:
    """The total fertility rate by year."""
    frame = data.of("tfr")
    columns, table = fan_table(data, frame, 2)
    last = frame.row(-1, named=True)
    if last["mean"] is None:
        return []
    given = both(lambda: _(" The rates were given in a file: this figure shows what the accounts"
                           " made of them.") if data.accounting else "")
    return [
        Figure(
            "tfr", Text("妇女平均生育几个孩子？", "How many children do women have?"),
            both(lambda: _("Total fertility in {year}: {tfr} children per woman ({span}).").format(
                year=data.years[-1].label, tfr=num(last["mean"], 2),
                span=span(last["q05"], last["q95"], 2)) + str(given)),
            columns, table, _definition(data, "tfr"), simulated(data),
            {"data": fan(dates(data, frame), frame, _("total fertility rate"), INK),
             "layout": layout(320, y=_("children per woman"), legend=False, xaxis=data.time_axis,
                              yaxis={"rangemode": "tozero"})},
        )
    ]  # fmt: skip


def by_age(data: ProjectionData) -> list[Figure]:
    """Age-specific fertility in the first and the last projected year."""
    ages = [f"{age}–{age + 4}" for age in range(15, 50, 5)]
    years = [data.years[0], data.years[-1]]
    rows = [[data.at(name, year) for name in ASFR] for year in years]
    if any(row["mean"] is None for part in rows for row in part):
        return []
    traces: list[dict[str, Any]] = []
    for year, part, colour, dash in zip(years, rows, VARIANT_COLOURS, ("solid", "dash"),
                                        strict=False):
        traces += fan(ages, pl.DataFrame(part), str(year.label), colour, dash=dash)
    table = pl.DataFrame({
        "age": ages, **{f"{key}{at}": [row[key] for row in part]
                        for at, part in enumerate(rows) for key in ("mean", "q05", "q95")}})
    peak = max(range(len(ages)), key=lambda at: rows[1][at]["mean"])
    return [
        Figure(
            "asfr", Text("妇女在什么年龄生育？", "At what ages do women have children?"),
            both(lambda: _("In {year} women aged {ages} are expected to have the most children:"
                           " {rate} births per 1,000 of them.").format(
                year=years[1].label, ages=ages[peak], rate=num(rows[1][peak]["mean"]))),
            (Column("age", _("age")),
             *(Column(f"{key}{at}", _("{what}, {year}").format(what=what, year=year.label), 1)
               for at, year in enumerate(years)
               for key, what in (("mean", _("expected")), ("q05", _("5 % of runs are below")),
                                 ("q95", _("95 % of runs are below"))))),
            table,
            both(lambda: _("Births to women of each five-year age group per 1,000 of their"
                           " woman-years (ASFR). Births under 15 count at 15-19, those from 50 on"
                           " at 45-49. Bands: half of the runs and 9 runs in 10.")),
            simulated(data),
            {"data": traces,
             "layout": layout(340, x=_("age"), y=_("births per 1,000 women"),
                              xaxis={"type": "category"}, yaxis={"rangemode": "tozero"})},
        )
    ]  # fmt: skip


def progressions(data: ProjectionData) -> list[Figure]:
    """Period parity progression ratios by order."""
    return _lines(
        data, "progression", PROGRESSION,
        Text("生了几个孩子的妇女会再生下一个？", "Who goes on to another child?"), "%", 1,
        before=False)  # fmt: skip


def sex_ratios(data: ProjectionData) -> list[Figure]:
    """Sex ratios at birth by order, and by the sexes of earlier children."""
    return [
        *_lines(data, "srb_order", ("srb", *_ORDERS),
                Text("各孩次出生人口性别比是多少？",
                     "What is the sex ratio at birth by birth order?"),
                _("boys per 100 girls"), 0, mark=data.natural),
        *_lines(data, "srb_siblings", _SIBLINGS,
                Text("前孩性别不同，出生人口性别比有何差别？",
                     "How does the sex ratio differ by the sex of earlier children?"),
                _("boys per 100 girls"), 0, mark=data.natural),
    ]


def method_use(data: ProjectionData) -> list[Figure]:
    """Use of any and of modern methods, and unmet need."""
    return _lines(
        data, "mcpr", ("method_use_percent", "mcpr_percent", "unmet_need_percent"),
        Text("避孕率会怎样变化？", "How will the use of methods change?"), "%", 1)


def method_mix(data: ProjectionData) -> list[Figure]:
    """What users use."""
    names = tuple(name for name in data.numbers if name.startswith(SHARE))
    return _lines(data, "method_mix", names,
                  Text("避孕者采用哪些方法？", "Which methods do users use?"), "%", 1)


def _lines(data: ProjectionData, name: str, numbers: Sequence[str], question: Text, unit: str,
           decimals: int, *, mark: float | None = None, before: bool = True) -> list[Figure]:
    """Several numbers over the years: the expected values, a band of 9 runs in 10 for each."""
    found = {one: data.of(one, before=before) for one in numbers if data.has(one)}
    # What hardly any run has births for says nothing.
    found = {one: frame for one, frame in found.items() if _usual(frame, data.meta.draws)}
    if not found:
        return []
    traces: list[dict[str, Any]] = []
    highest = 0.0
    for at, (one, frame) in enumerate(found.items()):
        label = capital(str(data.numbers[one].label))
        colour = METHOD_COLOURS[at % len(METHOD_COLOURS)]
        dash = ("solid", "dash", "dot")[at // len(METHOD_COLOURS) % 3]
        if len(found) <= 3:
            traces += fan(dates(data, frame), frame, label, colour, dash=dash)
        else:
            traces.append(line(dates(data, frame), frame["mean"].to_list(), label, colour,
                               dash=dash))
        highest = max(highest, *(value for value in frame["mean"] if value is not None))
    label_of = {period.id: str(period.label) for period in [data.before, *data.years]}
    table = pl.concat([
        frame.select(pl.lit(capital(str(data.numbers[one].label))).alias("what"),
                     pl.col("period").replace(label_of).alias("label"), "mean", "q05", "q50",
                     "q95")
        for one, frame in found.items()])
    more: dict[str, Any] = {"xaxis": data.time_axis, "yaxis": {"rangemode": "tozero"}}
    if mark is not None:
        drawn = marked(mark, _("natural: {ratio}").format(ratio=num(mark)), axis="y")
        more |= {"shapes": [drawn["shape"]], "annotations": [drawn["note"]]}
        if highest > 4 * mark:  # one very high line must not flatten all others
            ticks = [t for t in (50, 100, 200, 500, 1000, 2000, 5000, 10_000) if t < 2 * highest]
            more["yaxis"] = {"type": "log", "range": [math.log10(50), math.log10(1.4 * highest)],
                             "tickvals": ticks, "ticktext": [num(t) for t in ticks]}
            drawn["note"]["y"] = math.log10(mark)
    return [
        Figure(
            name, question, both(lambda: _reading(data, tuple(found), decimals)),
            (Column("what", _("figure")), Column("label", _("year")),
             Column("mean", _("expected"), decimals, unit),
             Column("q05", _("5 % of runs are below"), decimals, unit),
             Column("q50", _("half of the runs are below"), decimals, unit),
             Column("q95", _("95 % of runs are below"), decimals, unit)),
            table, _definitions(data, tuple(found)), simulated(data),
            {"data": traces, "layout": layout(360 + 14 * len(found), y=unit, **more)},
        )
    ]  # fmt: skip


def _usual(frame: pl.DataFrame, draws: int) -> bool:
    """Whether half of the runs have a number in half of the years."""
    there = frame["draws"].fill_null(0).to_list()
    return 2 * sorted(there)[len(there) // 2] >= draws


def _reading(data: ProjectionData, names: Sequence[str], decimals: int) -> str:
    last = data.years[-1]
    parts = []
    for name in names:
        row = data.at(name, last)
        if row["mean"] is not None:
            parts.append(_("{what} {number} {unit} ({span})").format(
                what=data.numbers[name].label, number=num(row["mean"], decimals),
                unit=data.numbers[name].unit, span=span(row["q05"], row["q95"], decimals)))
    return _("Expected in {year}, with the range of 9 runs in 10: {parts}.").format(
        year=last.label, parts=_("; ").join(parts))


def _definitions(data: ProjectionData, names: Sequence[str]) -> Text:
    rows = [data.numbers[name] for name in names]
    shared = dict.fromkeys((row.definition.zh, row.definition.en) for row in rows)
    if len(shared) == 1:
        zh, en = next(iter(shared))
    else:
        zh = "；".join(f"{row.label.zh}：{row.definition.zh}" for row in rows)
        en = " ".join(f"{capital(row.label.en)}: {row.definition.en}" for row in rows)
    means = both(lambda: _("An expected rate is that of all runs together."))
    return Text(f"{zh.rstrip('。')}。{means.zh}", f"{en} {means.en}")


def _definition(data: ProjectionData, name: str) -> Text:
    row = data.numbers[name]
    bands = both(lambda: _("Bands: half of the runs and 9 runs in 10."))
    return Text(f"{row.definition.zh}。{bands.zh}", f"{row.definition.en} {bands.en}")


FERTILITY = (total_fertility, by_age, progressions, sex_ratios, method_use, method_mix)
