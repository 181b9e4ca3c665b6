"""Somebody else's plugin: a clinic's score card, what the clinic gives to mothers, settings."""

from pathlib import Path

from fpplan.api import (
    Amount,
    Benefit,
    Chapter,
    Clause,
    Input,
    Item,
    Measure,
    PerEvent,
    Proportional,
    Scheme,
    Text,
    hookimpl,
)

DOCUMENT = "the clinic's own plan"


def _clause(zh: str, en: str) -> Clause:
    return Clause(DOCUMENT, en, Text(zh, en))


@hookimpl
def fpplan_schemes() -> list[Scheme]:
    """The score card: counselling and supply."""
    counselling = Item(
        "counselling", Text("咨询", "Counselling"),
        _clause("接受咨询者达到80%", "80 % are counselled"),
        Proportional("stranger_clinic_counselled_percent", 70, 80))
    supply = Item(
        "supply", Text("供应", "Supply"), _clause("每断供一次扣10分", "10 off for each stock-out"),
        PerEvent("stranger_clinic_stockouts", -10, base=30), floor=0)
    inputs = (
        Input("stranger_clinic_counselled_percent", Text("受咨询比例", "people counselled"),
              "percent", range=(0, 100), about="service"),
        Input("stranger_clinic_stockouts", Text("断供次数", "stock-outs"), "count",
              default="none_recorded", about="service"),
    )
    return [Scheme("stranger_clinic", Text("诊所评分", "The clinic's score card"), DOCUMENT,
                   (Chapter("card", Text("评分", "Card"), (counselling, supply), points=100),),
                   inputs, base=100)]


@hookimpl
def fpplan_measures() -> list[Measure]:
    """What the clinic gives to every mother, whatever she chooses."""
    return [Benefit(
        "stranger_clinic_visit", Text("产后上门访视", "home visits after a birth"),
        _clause("每名产妇访视两次", "two visits to every mother"), ("service",),
        amounts=(Amount("visits", Text("访视次数", "visits"), 2, "count"),))]


@hookimpl
def fpplan_settings() -> list[Path]:
    """Every folder beside this file that holds a setting (the test puts one there)."""
    return [found.parent for found in sorted(Path(__file__).parent.glob("*/setting.toml"))]
