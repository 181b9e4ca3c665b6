"""`fpplan inputs`: what the items of a scheme may read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.contract.text import _

if TYPE_CHECKING:
    from fpplan.commands.listing import Entry
    from fpplan.contract.items import Input
    from fpplan.plugins import Plugins

__all__ = ["command", "input_line"]


def command(
    scheme: Annotated[str | None, typer.Option("--scheme", metavar="SCHEME", help=_(
        "Only what this scheme brings."))] = None,
    json: AsJson = False,
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
) -> None:
    from fpplan.commands import loaded_plugins
    from fpplan.commands.listing import print_entries

    plugins = loaded_plugins()
    found = _inputs(plugins, scheme)
    if json:
        print_json({"inputs": [_data(plugins, inp, readers) for inp, readers in found]})
    else:
        print_entries(_entry(plugins, inp, readers) for inp, readers in found)


def _inputs(plugins: Plugins, scheme: str | None) -> list[tuple[Input, list[str]]]:
    """Every input with the schemes that bring it: indicators first, then by scheme. Raises
    InputError for a scheme that there is not."""
    from fpplan.contract.items import Input

    chosen = plugins.schemes if scheme is None else {scheme: plugins.scheme(scheme)}
    found = {} if scheme is not None else {
        name: Input(name, indicator.text, indicator.unit, about=indicator.about)
        for name, indicator in plugins.indicators.items()}
    readers: dict[str, list[str]] = {}
    for each in chosen.values():
        for name, inp in each.by_input.items():
            if name not in plugins.indicators or scheme is not None:
                found.setdefault(name, inp)
            readers.setdefault(name, []).append(each.id)
    return [(inp, readers.get(name, [])) for name, inp in found.items()]


def input_line(inp: Input) -> str:
    """How a scheme declares the input; its range is what it lies in where it is not given."""
    from fpplan.commands.listing import call
    from fpplan.contract.tags import core_inputs
    from fpplan.contract.units import UNITS

    kept: dict[str, Any] = {}
    if inp.default != "needed":
        kept["default"] = inp.default
    elif inp.range is not None:
        kept["range"] = inp.range
    elif UNITS[inp.unit].high <= 1000:
        kept["range"] = (UNITS[inp.unit].low, UNITS[inp.unit].high)
    if inp.id not in core_inputs() and inp.about:
        kept["about"] = inp.about
    for key in ("numerator", "denominator"):
        if getattr(inp, key):
            kept[key] = getattr(inp, key)
    if inp.factor != 1:
        kept["factor"] = inp.factor
    if inp.fill is not None:
        kept["fill"] = inp.fill
    return call("Input", (inp.id, inp.text, inp.unit), kept)


def _entry(plugins: Plugins, inp: Input, readers: list[str]) -> Entry:
    from fpplan.commands.listing import Entry, tagged
    from fpplan.contract.units import UNITS

    facts = [_("Unit: {unit}").format(unit=UNITS[inp.unit].label), *tagged(inp.tags)]
    facts.append(_source(plugins, inp))
    if readers:
        facts.append(_("Read by: {names}").format(names=", ".join(readers)))
    return Entry(inp.id, inp.text, tuple(facts), input_line(inp))


def _source(plugins: Plugins, inp: Input) -> str:
    """Where its number comes from."""
    if inp.id in plugins.indicators:
        return _("Simulated: an indicator")
    if inp.numerator:
        return _("Simulated: counted by the scheme")
    if inp.fill is not None and not inp.tags:
        from fpplan.commands.rules import FILLS

        return _("Filled, unless it is recorded: {how}").format(how=FILLS[inp.fill.by][0])
    return _("Recorded in a scenario or in figures")


def _data(plugins: Plugins, inp: Input, readers: list[str]) -> dict[str, Any]:
    return {
        "id": inp.id, "zh": inp.text.zh, "en": inp.text.en, "unit": inp.unit,
        "about": inp.subject, "tags": sorted(inp.tags), "default": inp.default,
        "range": list(inp.range) if inp.range else None,
        "indicator": inp.id in plugins.indicators, "counted": bool(inp.numerator),
        "fill": None if inp.fill is None else {
            "by": inp.fill.by, "counts": inp.fill.counted, "tasks": list(inp.fill.tasks)},
        "schemes": readers, "example": input_line(inp),
    }
