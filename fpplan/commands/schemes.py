"""`fpplan schemes`: list the schemes that are loaded, show what one asks for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.contract.text import _

if TYPE_CHECKING:
    from fpplan.contract.items import Item, Payout
    from fpplan.contract.rules import Rule
    from fpplan.contract.scheme import Scheme
    from fpplan.plugins import Plugins

__all__ = ["app"]

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.command("list", help=_("List the schemes that are loaded."))
def list_schemes(json: AsJson = False, lang: Lang = None, plugins_dir: PluginsDir = None) -> None:
    from fpplan.commands import loaded_plugins

    plugins = loaded_plugins()
    if json:
        print_json({"schemes": [_summary(plugins, scheme) for scheme in plugins.schemes.values()],
                    "measures": {plugin.id: list(plugin.measures)
                                 for plugin in plugins.loaded.values() if plugin.measures},
                    "settings": _settings(plugins),
                    "broken": [str(problem) for problem in plugins.broken]})
        return
    from rich.table import Table

    from fpplan.commands.printing import console

    table = Table(_("scheme"), _("title"), _("document"), _("base"), _("items"), _("plugin"))
    for scheme in plugins.schemes.values():
        row = _summary(plugins, scheme)
        base = row["base"]
        table.add_row(scheme.id, str(scheme.text), scheme.document,
                      "–" if base is None else f"{base:g}", str(row["items"]), row["plugin"])
    console().print(table)
    for plugin in plugins.loaded.values():
        if plugin.measures:
            console().print(_("Plugin {plugin} also brings {count} measures; `fpplan schemes show "
                              "{plugin}` lists them.").format(
                plugin=plugin.id, count=len(plugin.measures)), soft_wrap=True)
    console().print(_("Settings that a scenario may choose: {names}.").format(
        names=", ".join(_settings(plugins))), soft_wrap=True)


@app.command("show", help=_(
    "Show a scheme's items and the inputs that it asks for, and its plugin's measures."))
def show(
    scheme: Annotated[str, typer.Argument(metavar="SCHEME", help=_(
        "The id of a scheme, or of a plugin that brings measures."))],
    readings: Annotated[list[str] | None, typer.Option(
        "--reading", metavar="NAME=OPTION", help=_("Choose a reading; may be repeated."))] = None,
    template: Annotated[bool, typer.Option(
        "--template", help=_("Print an empty table of figures (CSV) to fill in."))] = False,
    scenario: Annotated[str | None, typer.Option("--scenario", metavar="NAME|FILE", help=_(
        "Show what answers to hours in this scenario."))] = None,
    json: AsJson = False,
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
) -> None:
    from fpplan.commands import loaded_plugins
    from fpplan.commands.measures import describe_measure, print_measures
    from fpplan.commands.printing import parse_readings, print_scheme
    from fpplan.scheme.figures_file import template as csv_template

    plugins = loaded_plugins()
    if scenario is not None:
        _answering(scheme, scenario, bool(readings), template, json, plugins)
        return
    measures = [plugins.measures[name] for plugin in plugins.loaded.values()
                if scheme == plugin.id or scheme in plugin.schemes for name in plugin.measures]
    if measures and scheme not in plugins.schemes:  # a plugin of measures alone
        if json:
            print_json({"measures": [describe_measure(measure) for measure in measures]})
        else:
            print_measures(measures)
        return
    found = plugins.scheme(scheme).under(parse_readings(readings))
    if template:
        typer.echo(csv_template(found), nl=False)
    elif json:
        print_json({**describe(found),
                    "measures": [describe_measure(measure) for measure in measures]})
    else:
        print_scheme(found)
        print_measures(measures)


def _answering(scheme: str, scenario: str, readings: bool, template: bool, json: bool,
               plugins: Plugins) -> None:
    from fpplan.commands.answering import answering, as_data, print_answering
    from fpplan.contract.errors import Problems

    problems = Problems("")
    for option, given in (("--reading", readings), ("--template", template)):
        if given:
            problems.add(option, _("does not go with --scenario: the scenario chooses the readings "
                                   "and gives the figures"))
    problems.raise_if_any()
    found = answering(scheme, scenario, plugins)
    if json:
        print_json(as_data(*found))
    else:
        print_answering(*found)


def _settings(plugins: Plugins) -> dict[str, str]:
    """Every setting that there is, id -> the plugin that brings it, "" for fpplan's own."""
    from fpplan.place.folders import setting_ids

    owner = {name: plugin.id for plugin in plugins.loaded.values() for name in plugin.settings}
    return {name: owner.get(name, "") 
            for name in sorted({*setting_ids(), *plugins.settings})}


def _summary(plugins: Plugins, scheme: Scheme) -> dict[str, Any]:
    chosen = scheme.under()
    plugin = next(each for each in plugins.loaded.values() if scheme.id in each.schemes)
    return {
        "id": scheme.id, "zh": scheme.text.zh, "en": scheme.text.en, "document": scheme.document,
        "base": chosen.base, "items": len(list(chosen.items())), "plugin": plugin.id,
        "version": plugin.version, "source": plugin.source,
    }


def describe(scheme: Scheme) -> dict[str, Any]:
    """A scheme (readings chosen) for machines: what it reads, its items and its readings."""
    from fpplan.contract.readings import fixed

    readers: dict[str, list[Item | Payout]] = {}
    seasonal: set[str] = set()
    for part, rule in _readers(scheme):
        for name in rule.reads():
            readers.setdefault(name, []).append(part)
            if fixed(part.calendar) == "season" and name not in rule.yearly():
                seasonal.add(name)
    for group in scheme.layout.reweighted:
        weights = fixed(group.reweight)
        for item in group.walk():
            if weights is not None and item.id in weights.weights:
                readers.setdefault(weights.weights[item.id], []).append(item)
    inputs = []
    for name, items in readers.items():
        inp = scheme.by_input[name]
        inputs.append({
            "id": name, "zh": inp.text.zh, "en": inp.text.en, "unit": inp.unit,
            "about": inp.subject, "tags": sorted(inp.tags), "own_count": inp.own_count,
            "not_tagged_because": None if inp.not_tagged_because is None else {
                "zh": inp.not_tagged_because.zh, "en": inp.not_tagged_because.en},
            "default": inp.default,
            "range": list(inp.range) if inp.range else None, "central": inp.central,
            "possible": list(inp.possible) if inp.possible else None,
            "by": "season" if name in seasonal else "year",
            "items": [item.id for item in items],
            "clauses": [{"document": item.clause.document, "quote": item.clause.quote,
                         "zh": item.clause.text.zh, "en": item.clause.text.en} for item in items],
        })
    return {
        "id": scheme.id, "zh": scheme.text.zh, "en": scheme.text.en, "document": scheme.document,
        "base": scheme.base, "parts": list(scheme.calendar.parts), "inputs": inputs,
        "items": [_item(scheme, item) for item in scheme.items()],
        "payouts": [_payout(scheme, payout) for payout in scheme.payouts],
        "readings": [{
            "id": reading.id, "zh": reading.text.zh, "en": reading.text.en,
            "default": reading.default, "chosen": (scheme.chosen or {})[reading.id],
            "options": {option: {"zh": text.zh, "en": text.en}
                        for option, text in reading.options.items()},
        } for reading in scheme.readings],
    }


def _readers(scheme: Scheme) -> Iterator[tuple[Item | Payout, Rule]]:
    """Every item and payout with each rule by which it reads (readings chosen)."""
    from fpplan.contract.readings import fixed

    for item in scheme.items():
        yield item, fixed(item.rule)
    for payout in scheme.payouts:
        for rule in payout.rules:
            yield payout, rule


def _payout(scheme: Scheme, payout: Payout) -> dict[str, Any]:
    return {
        "id": payout.id, "zh": payout.text.zh, "en": payout.text.en,
        "role": {"zh": payout.role.zh, "en": payout.role.en},
        "kind": "money" if payout.yuan is not None else "sanction",
        "rules": [type(rule).__name__ for rule in payout.rules], "inputs": list(payout.inputs),
        "missed": list(payout.asked("missed")), "met": list(payout.asked("met")),
        "all_missed": list(payout.all_missed), "barred": list(payout.barred),
        "calendar": payout.calendar, "tags": sorted(scheme.payout_tags(payout)),
        "clause": {"document": payout.clause.document, "quote": payout.clause.quote,
                   "zh": payout.clause.text.zh, "en": payout.clause.text.en},
    }


def _item(scheme: Scheme, item: Item) -> dict[str, Any]:
    from fpplan.contract.items import full_points
    from fpplan.contract.readings import fixed

    around = [group.id for group in scheme.groups()
              if any(inner.id == item.id for inner in group.walk())]
    return {
        "id": item.id, "zh": item.text.zh, "en": item.text.en, "chapters": around,
        "rule": type(fixed(item.rule)).__name__, "inputs": list(fixed(item.rule).reads()),
        "full": full_points(item, scheme.calendar), "cap": item.cap, "floor": item.floor,
        "view": str(item.view), "calendar": item.calendar, "null": item.null,
        "tags": sorted(scheme.tags(item)), "readings": list(scheme.readings_of(item.id)),
        "clause": {"document": item.clause.document, "quote": item.clause.quote,
                   "zh": item.clause.text.zh, "en": item.clause.text.en},
    }
