"""`fpplan indicators`: the named formulas that a scheme may read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.contract.items import Input
from fpplan.contract.text import _

if TYPE_CHECKING:
    from fpplan.commands.listing import Entry
    from fpplan.contract.indicators import Indicator, Term

__all__ = ["command"]


def command(json: AsJson = False, lang: Lang = None, plugins_dir: PluginsDir = None) -> None:
    from fpplan.commands import loaded_plugins
    from fpplan.commands.listing import print_entries

    found = loaded_plugins().indicators.values()
    if json:
        print_json({"indicators": [_data(each) for each in found]})
    else:
        print_entries(map(_entry, found))


def _as_input(indicator: Indicator) -> Input:
    return Input(indicator.id, indicator.text, indicator.unit, about=indicator.about)


def _example(indicator: Indicator) -> str:
    """An input of the same name, or one of any name that is filled from it; what is tagged fills
    nothing."""
    from fpplan.commands.inputs import input_line
    from fpplan.commands.listing import call

    own = _as_input(indicator)
    return input_line(own) if own.tags else call("Fill.same_as", (indicator.id,))


def _entry(indicator: Indicator) -> Entry:
    from fpplan.commands.listing import Entry, tagged
    from fpplan.contract.units import UNITS

    better = {"up": _("More is better."), "down": _("Less is better."), "none": ""}
    facts = [str(indicator.definition),
             _("Unit: {unit}").format(unit=UNITS[indicator.unit].label),
             _("Formula: {formula}").format(formula=_formula(indicator)),
             better[indicator.direction], *tagged(_as_input(indicator).tags)]
    return Entry(indicator.id, indicator.text, tuple(filter(None, facts)), _example(indicator))


def _formula(indicator: Indicator) -> str:
    said = _sum(indicator.numerator)
    if indicator.denominator:
        said += f" ÷ {_sum(indicator.denominator)}"
    return said if indicator.factor == 1 else f"{indicator.factor:g} × {said}"


def _sum(terms: Iterable[Term]) -> str:
    words = [" ".join(filter(None, (
        f"{term.weight:g}" if term.weight != 1 else "", term.view, term.pattern, term.at)))
        for term in terms]
    return words[0] if len(words) == 1 else f"({' + '.join(words)})"


def _data(indicator: Indicator) -> dict[str, Any]:
    own = _as_input(indicator)
    return {
        "id": indicator.id, "zh": indicator.text.zh, "en": indicator.text.en,
        "definition": {"zh": indicator.definition.zh, "en": indicator.definition.en},
        "unit": indicator.unit, "decimals": indicator.decimals,
        "direction": indicator.direction, "views": list(indicator.views),
        "formula": _formula(indicator), "chance": indicator.chance, "about": own.subject,
        "tags": sorted(own.tags), "source": indicator.source, "example": _example(indicator),
    }
