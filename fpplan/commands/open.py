"""`fpplan open`: write the report of a run again, in another language, and open it."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from fpplan.commands import Lang, PluginsDir
from fpplan.commands.demo import has_display
from fpplan.contract.text import _, language

__all__ = ["command"]


def command(
    run: Annotated[Path, typer.Argument(
        metavar="FOLDER", help=_("The folder of a run or of a projection."))],
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
) -> None:
    """Write the report of a finished run in the language asked for and open it."""
    from fpplan.projection.store import KIND, kind_of

    if kind_of(run) == KIND:
        from fpplan.report.projection import write_page

        path = write_page(run, language())
    else:
        from fpplan.commands import loaded_plugins
        from fpplan.report import write_report

        path = write_report(run, language(), tuple(loaded_plugins().sections.values()))
    print(_("Report: {path}").format(path=path))
    if has_display():
        webbrowser.open(path.resolve().as_uri())
