"""What a projection reports of each year: named numbers with label, definition and source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path

from fpplan.contract.indicators import Indicator, Term
from fpplan.contract.text import Text
from fpplan.indicators.core import core_indicators, load_indicators
from fpplan.place.setting import Setting
from fpplan.projection.progression import ORDERS

__all__ = ["AGES", "ASFR", "PROGRESSION", "SHARE", "formulas", "labels"]

ASFR = tuple(f"asfr_{age}_{age + 4}" for age in range(15, 50, 5))
PROGRESSION = tuple(f"progression_{order}" for order in range(ORDERS))
SHARE = "share_of_users_"  # before a method's id
AGES = ("under_15_percent", "aged_60_percent")
# What the books of accounting mode hold: no unions, methods or orders of birth.
_ACCOUNTS = ("births", "deaths", "people", "crude_birth_rate", "crude_death_rate",
             "natural_increase", "tfr", *ASFR, "srb")
_MORE = ("srb_first", "srb_second", "srb_third_and_later", "srb_second_after_boy",
         "srb_second_after_girl", "srb_third_after_boys", "srb_third_after_girls",
         "srb_third_after_both", "method_use_percent", "mcpr_percent", "unmet_need_percent")
_FROM = ("no birth", "one birth", "two births", "three births")
_FROM_ZH = ("0孩→1孩", "1孩→2孩", "2孩→3孩", "3孩→4孩")


@cache
def _own() -> dict[str, Indicator]:
    return load_indicators(Path(str(files("fpplan").joinpath("data/projection.toml"))))


def formulas(setting: Setting, accounting: bool) -> dict[str, Indicator]:
    """The numbers that are formulas over tallies, by name, in the order of the tables."""
    known = {**core_indicators(), **_own()}
    names = _ACCOUNTS if accounting else (*_ACCOUNTS, *_MORE)
    found = {name: replace(known[name], views=("true",)) for name in names}
    if accounting:
        return found
    for method in setting.methods:
        found[f"{SHARE}{method.id}"] = Indicator(
            f"{SHARE}{method.id}",
            Text(f"{method.text.zh}占避孕者比例", f"{method.text.en}, share of users"),
            (Term(f"using[method={method.id}]", at="end"),), (Term("using", at="end"),), 100.0,
            "percent", 1, "none",
            Text("年末采用该方法的在婚妇女÷采用任何方法的在婚妇女×100%",
                 "Women in union who use the method at the end of the year, of those who use any"
                 " (method mix)."),
            "Track20 and FP2030 core indicator definitions", views=("true",))
    return found


def labels(accounting: bool) -> Mapping[str, tuple[Text, Text, str, int, str]]:
    """Numbers that are no formula: label, definition, unit, decimals and source by name."""
    found = {}
    if not accounting:
        for order, name in enumerate(PROGRESSION):
            found[name] = (
                Text(f"孩次递进比 {_FROM_ZH[order]}",
                     f"parity progression from {_FROM[order]} to the next"),
                Text("按当年各年龄、孩次妇女的生育概率度过15—49岁的妇女中，生过该孩次者再生下一孩的比例",
                     "Of women who live from 15 to 49 with the year's chances of a next birth by"
                     " age and births so far, and come to so many births: the share who go on."),
                "percent", 1, "period table by age and parity, as in the Human Fertility Database")
    for name, zh, en in ((AGES[0], "15岁以下人口比例", "people under 15"),
                         (AGES[1], "60岁及以上人口比例", "people aged 60 and over")):
        found[name] = (Text(zh, en),
                       Text(f"年末{zh}", f"Share of all {en} at the end of the year."), "percent",
                       1, "United Nations, World Population Prospects, definitions")
    return found
