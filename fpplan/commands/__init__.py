"""One module a command; `fpplan.cli` assembles them.

A module `NAME.py` defines `command(...)`, annotated for typer, or `app`, a typer app with
commands of its own. It imports little at its top: what is heavy stands inside the function.
Options that several commands share are here.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from contextvars import ContextVar
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import fpplan
from fpplan.contract.errors import InputError
from fpplan.contract.text import LANGUAGES, _, set_language
from fpplan.finite import json_text

__all__ = ["AsJson", "Lang", "PluginsDir", "loaded_plugins", "options", "plugins_folder",
           "print_json", "tell"]

_REMARKS = 5  # that are printed

if TYPE_CHECKING:
    from fpplan.plugins import Plugins

_plugins_dir: ContextVar[Path | None] = ContextVar("plugins_dir", default=None)


def _speak(lang: str | None) -> str | None:
    """`fpplan.cli` has already looked for --lang; this serves callers of a single command."""
    if lang is not None:
        if lang not in LANGUAGES:
            raise InputError.one("", "--lang", _("must be one of {options}").format(
                options=", ".join(LANGUAGES)), lang)
        set_language(lang)
    return lang


def _use_plugins_dir(folder: Path | None) -> Path | None:
    if folder is not None:
        _plugins_dir.set(folder)
    return folder


def forget_plugins_dir() -> None:
    """One call's `--plugins-dir` must not reach the next call of the same process."""
    _plugins_dir.set(None)


def plugins_folder(args: Sequence[str] = ()) -> Path | None:
    """The folder of `--plugins-dir`, seen already or standing in `args`, else of the environment
    variable FPPLAN_PLUGINS_DIR."""
    given = [word.partition("=")[2] for word in args if word.startswith("--plugins-dir=")]
    given += [after for word, after in pairwise(args) if word == "--plugins-dir"]
    named = (*given, os.environ.get("FPPLAN_PLUGINS_DIR"))[0]
    return _plugins_dir.get() or (Path(named) if named else None)


def loaded_plugins() -> Plugins:
    """The installed plugins, and those of `--plugins-dir` (before or after the command) or of
    the environment variable FPPLAN_PLUGINS_DIR. Those that could not be loaded are named on
    standard error, one line each. Raises InputError for a folder not there."""
    from fpplan.plugins import load_plugins

    folder = plugins_folder()
    plugins = load_plugins([] if folder is None else [folder])
    for problem in plugins.broken:
        typer.echo(_("Plugin not loaded: {problem}").format(problem=problem), err=True)
    plugins.told = True
    return plugins


Lang = Annotated[
    str | None,
    typer.Option("--lang", metavar="zh|en", callback=_speak, is_eager=True,
                 help=_("Language of what is printed.")),
]
PluginsDir = Annotated[
    Path | None,
    typer.Option("--plugins-dir", metavar="FOLDER", callback=_use_plugins_dir, is_eager=True,
                 help=_("Load each plugin folder of FOLDER too.")),
]
AsJson = Annotated[bool, typer.Option("--json", help=_("Print JSON for machines."))]


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"fpplan {fpplan.__version__}")
        raise typer.Exit()


def options(
    ctx: typer.Context,
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
    version: Annotated[bool, typer.Option(
        "--version", callback=_version, is_eager=True, help=_("Print the version and exit."))
    ] = False,
) -> None:
    """The options that stand before any command; without a command, the help."""
    if ctx.invoked_subcommand is None:
        typer.echo(ctx.get_help())


def print_json(data: Any) -> None:
    """Print `data` to standard output as JSON that people can read too."""
    typer.echo(json_text(data, indent=2))


def tell(remarks: Iterable[str]) -> None:
    """Remarks on standard error, a line each: the first of many and how many more."""
    listed = list(remarks)
    for line in listed[:_REMARKS]:
        print(line, file=sys.stderr)
    if len(listed) > _REMARKS:
        print(_("… and {more} more remarks of this kind; `fpplan validate --json` has all").format(
            more=len(listed) - _REMARKS), file=sys.stderr)
