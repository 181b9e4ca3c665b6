"""Somebody else's plugin: a clinic's score card, an indicator of its own, what the clinic gives
to mothers, settings, a section of the report and a command."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fpplan.api import (
    Amount,
    Benefit,
    Chapter,
    Clause,
    Column,
    Figure,
    Indicator,
    Input,
    Item,
    Measure,
    PerEvent,
    Proportional,
    ReportSection,
    Scheme,
    Text,
    hookimpl,
)

if TYPE_CHECKING:
    from fpplan.report.data import RunData

DOCUMENT = "the clinic's own plan"
NOT_USING = "stranger_clinic_not_using_percent"


def _clause(zh: str, en: str) -> Clause:
    return Clause(DOCUMENT, en, Text(zh, en))


@hookimpl
def fpplan_indicators() -> list[Indicator]:
    """Women who want no child soon and use no method: whom the clinic has not reached."""
    return [Indicator.of(
        NOT_USING, Text("想避孕而未避孕", "unmet need of women in union"), ["unmet_need mean"],
        denominator=["in_union mean"], factor=100, unit="percent", about="service",
        direction="down", source=DOCUMENT, definition=Text(
            "有需求而未使用避孕方法的已婚妇女所占百分比",
            "women in union who need a method and use none, of women in union"))]


@hookimpl
def fpplan_schemes() -> list[Scheme]:
    """The score card: counselling, supply and reach."""
    counselling = Item(
        "counselling", Text("咨询", "Counselling"),
        _clause("接受咨询者达到80%", "80 % are counselled"),
        Proportional("stranger_clinic_counselled_percent", 60, 80))
    supply = Item(
        "supply", Text("供应", "Supply"), _clause("每断供一次扣10分", "10 off for each stock-out"),
        PerEvent("stranger_clinic_stockouts", -10, base=30), floor=0)
    reach = Item(
        "reach", Text("覆盖", "Reach"), _clause("未避孕者不超过1%", "at most 1 % unreached"),
        Proportional(NOT_USING, 10, 1, zero=25), null="full")
    inputs = (
        Input("stranger_clinic_counselled_percent", Text("受咨询比例", "people counselled"),
              "percent", range=(0, 100), about="service"),
        Input("stranger_clinic_stockouts", Text("断供次数", "stock-outs"), "count",
              default="none_recorded", about="service"),
        Input(NOT_USING, Text("想避孕而未避孕", "unmet need"), "percent", range=(0, 100),
              about="service"),
    )
    return [Scheme("stranger_clinic", Text("诊所评分", "The clinic's score card"), DOCUMENT,
                   (Chapter("card", Text("评分", "Card"), (counselling, supply, reach),
                            points=100),),
                   inputs, base=100)]


@hookimpl
def fpplan_measures() -> list[Measure]:
    """What the clinic gives to every mother, whatever she chooses."""
    return [Benefit(
        "stranger_clinic_visit", Text("产后上门访视", "home visits after a birth"),
        _clause("每名产妇访视两次", "two visits to every mother"), ("service",),
        amounts=(Amount("visits", Text("访视次数", "visits"), 2, "count"),))]


def reach(data: RunData) -> list[Figure]:
    """The indicator by village and variant, as a table."""
    import polars as pl

    table = data.indicator_summary.filter(
        (pl.col("name") == NOT_USING) & (pl.col("view") == "true")
        & (pl.col("period") == data.years[0].id))
    if not len(table):
        return []
    return [Figure(
        "stranger_clinic_reach_by_unit",
        Text("诊所还没有覆盖到谁？", "Whom has the clinic not reached?"),
        Text("每个单位第一年的平均值。", "The mean of the first year in each unit."),
        (Column("unit", str(Text("单位", "unit"))), Column("variant", str(Text("方案", "variant"))),
         Column("mean", str(Text("未覆盖", "not reached")), 1, "%")),
        table.select("unit", "variant", "mean"),
        Text("有需求而未使用避孕方法。", "In need of a method and using none."),
        Text("诊所计划", "the clinic's plan"))]


@hookimpl
def fpplan_figures() -> list[ReportSection]:
    """One section of the report."""
    return [ReportSection("stranger_clinic_reach", Text("诊所", "The clinic"), reach)]


def visits(births: Annotated[int, typer.Argument(min=0)]) -> None:
    """How many home visits so many births ask for."""
    typer.echo(f"{2 * births} visits")


@hookimpl
def fpplan_commands() -> dict[str, Callable[..., Any]]:
    """`fpplan stranger_clinic_visits BIRTHS`."""
    return {"stranger_clinic_visits": visits}


@hookimpl
def fpplan_settings() -> list[Path]:
    """Every folder beside this file that holds a setting (the test puts one there)."""
    return [found.parent for found in sorted(Path(__file__).parent.glob("*/setting.toml"))]
