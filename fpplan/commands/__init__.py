"""One module a command; `fpplan.cli` assembles them.

A module `NAME.py` defines `command(...)`, annotated for typer, or `app`, a typer app with
commands of its own. It imports little at its top: what is heavy stands inside the function.
Options that several commands share are here.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import fpplan
from fpplan.errors import InputError
from fpplan.finite import json_text
from fpplan.text import LANGUAGES, _, set_language

__all__ = ["AsJson", "Lang", "PluginsDir", "loaded_plugins", "options", "plugins_folder",
           "print_json"]

if TYPE_CHECKING:
    from fpplan.plugins import Plugins

_plugins_dir: Path | None = None


def _speak(lang: str | None) -> str | None:
    """`fpplan.cli` has already looked for --lang; this serves callers of a single command."""
    if lang is not None:
        if lang not in LANGUAGES:
            raise InputError.one("", "--lang", _("must be one of {options}").format(
                options=", ".join(LANGUAGES)), lang)
        set_language(lang)
    return lang


def _use_plugins_dir(folder: Path | None) -> Path | None:
    global _plugins_dir
    if folder is not None:
        _plugins_dir = folder
    return folder


def forget_plugins_dir() -> None:
    """One call's `--plugins-dir` must not reach the next call of the same process."""
    global _plugins_dir
    _plugins_dir = None


def plugins_folder(args: Sequence[str] = ()) -> Path | None:
    """The folder of `--plugins-dir`, seen already or standing in `args`, else of the environment
    variable FPPLAN_PLUGINS_DIR."""
    given = [word.partition("=")[2] for word in args if word.startswith("--plugins-dir=")]
    given += [after for word, after in pairwise(args) if word == "--plugins-dir"]
    named = (*given, os.environ.get("FPPLAN_PLUGINS_DIR"))[0]
    return _plugins_dir or (Path(named) if named else None)


def loaded_plugins() -> Plugins:
    """The installed plugins, and those of `--plugins-dir` (before or after the command) or of
    the environment variable FPPLAN_PLUGINS_DIR. Raises InputError for a folder not there."""
    from fpplan.plugins import load_plugins

    folder = plugins_folder()
    return load_plugins([] if folder is None else [folder])


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
