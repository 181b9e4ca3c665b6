"""`fpplan scenarios list`: the ready-made scenarios, each with one sentence on the place."""

from __future__ import annotations

from typing import Any

import typer

from fpplan.commands import AsJson, Lang, PluginsDir, print_json
from fpplan.contract.text import _

__all__ = ["app"]

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)


@app.callback()  # typer would drop the name of an app's only command
def _group() -> None:
    pass


@app.command("list", help=_("List the ready-made scenarios."))
def list_scenarios(json: AsJson = False, lang: Lang = None, plugins_dir: PluginsDir = None
                   ) -> None:
    from fpplan.commands import loaded_plugins
    from fpplan.loading import known_names
    from fpplan.scenario.load import load, ready_made

    plugins = loaded_plugins()
    known = known_names(plugins)
    found = {name: load(name, known) for name in ready_made()}
    if json:
        print_json({"scenarios": [_row(name, found[name]) for name in found]})
        return
    from rich.table import Table

    from fpplan.commands.printing import console

    table = Table(_("name"), _("title"), _("what it is"), _("schemes"))
    for name, scenario in found.items():
        table.add_row(name, str(scenario.title), str(scenario.summary or ""),
                      ", ".join(scenario.base.schemes))
    console().print(table)


def _row(name: str, scenario: Any) -> dict[str, Any]:
    said = scenario.summary
    return {"id": name, "zh": scenario.title.zh, "en": scenario.title.en,
            "summary": None if said is None else {"zh": said.zh, "en": said.en},
            "document": scenario.document, "setting": scenario.base.setting,
            "schemes": list(scenario.base.schemes), "variants": list(scenario.variant)}
