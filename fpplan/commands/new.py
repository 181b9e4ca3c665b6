"""`fpplan new scheme`, `scenario` and `setting`: something of one's own that works, to change."""

from __future__ import annotations

import os
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from fpplan.commands import Lang, PluginsDir, loaded_plugins
from fpplan.errors import InputError, nearest
from fpplan.ids import ID_RULE, is_id
from fpplan.text import _
from fpplan.writing import whole_file

__all__ = ["app", "new_scenario", "new_scheme", "new_setting"]

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

MARK = "@NAME@"  # stands in the templates for the name
SCHEME_FILES = {  # template: file of the plugin
    "scheme.py.txt": "__init__.py",
    "scheme.cases.toml.txt": f"{MARK}.cases.toml",
    "scheme.figures.csv.txt": "figures.csv",
    "scheme.test.py.txt": f"test_{MARK}.py",
}

Folder = Annotated[Path, typer.Option("--dir", metavar="FOLDER", help=_("Where to put it."))]


@app.command("scheme", help=_("Write a plugin with a small scheme, its figures, cases and test."))
def scheme(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_(
        "The id of the plugin and of its scheme."))],
    folder: Folder = Path(),
    lang: Lang = None,
) -> None:
    made = new_scheme(name, folder)
    typer.echo(_("Written: {path}").format(path=made))
    typer.echo(_("Next: `fpplan score {name} {figures} --plugins-dir {folder}`").format(
        name=name, figures=made / "figures.csv", folder=folder))


@app.command("scenario", help=_("Write a small scenario that runs, with comments."))
def scenario(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The id of the scenario."))],
    folder: Folder = Path(),
    lang: Lang = None,
) -> None:
    made = new_scenario(name, folder)
    typer.echo(_("Written: {path}").format(path=made))
    typer.echo(_("Next: `fpplan run {path}`").format(path=made))


@app.command("setting", help=_("Copy a setting's numbers for a place of your own."))
def setting(
    name: Annotated[str, typer.Argument(metavar="NAME", help=_("The id of the setting."))],
    like: Annotated[str, typer.Option("--from", metavar="SETTING", help=_(
        "The setting whose numbers to start from."))] = "china_rural",
    folder: Folder = Path(),
    lang: Lang = None,
    plugins_dir: PluginsDir = None,
) -> None:
    loaded_plugins()  # a setting of theirs may be the start
    made = new_setting(name, folder, like)
    typer.echo(_("Written: {path}").format(path=made))
    typer.echo(_("Next: change its numbers and their sources, choose it in a scenario by "
                 '`setting = "{name}"`, and run that with `--plugins-dir {folder}`').format(
                     name=name, folder=folder))


def new_setting(name: str, folder: Path, like: str) -> Path:
    """Copy the setting `like` to FOLDER/NAME under its new id, whole or not at all.

    Raises InputError.
    """
    from fpplan.population.folders import SETTING_FILES, setting_folder, setting_ids

    source = setting_folder(like)
    if source is None:
        raise InputError.one("", "--from", _("is not a setting"), like,
                             nearest(like, setting_ids()))
    if name in setting_ids():
        raise InputError.one("", "NAME", _("is the id of another setting as well"), name)
    made = _place(name, folder / name)
    part = made.with_name(f"{name}.part")
    try:
        part.mkdir(parents=True)
        for file in SETTING_FILES:
            text = (source / file).read_text("utf-8")
            if file == SETTING_FILES[0]:
                text = text.replace(f'id = "{like}"', f'id = "{name}"', 1)
            (part / file).write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, made)
    except OSError as error:
        if not isinstance(error, FileExistsError):
            shutil.rmtree(part, ignore_errors=True)
        raise _cannot(made, error) from error
    return made


def new_scheme(name: str, folder: Path) -> Path:
    """Write the plugin folder FOLDER/NAME, whole or not at all. Raises InputError."""
    made = _place(name, folder / name)
    part = made.with_name(f"{name}.part")
    try:
        part.mkdir(parents=True)
        for template, file in SCHEME_FILES.items():
            text = _filled(template, name)
            (part / file.replace(MARK, name)).write_text(text, encoding="utf-8", newline="\n")
        os.replace(part, made)
    except OSError as error:
        if not isinstance(error, FileExistsError):
            shutil.rmtree(part, ignore_errors=True)
        raise _cannot(made, error) from error
    return made


def new_scenario(name: str, folder: Path) -> Path:
    """Write the scenario FOLDER/NAME.toml, whole or not at all. Raises InputError."""
    made = _place(name, folder / f"{name}.toml")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with whole_file(made) as part:
            part.write_text(_filled("scenario.toml.txt", name), encoding="utf-8", newline="\n")
    except OSError as error:
        raise _cannot(made, error) from error
    return made


def _place(name: str, made: Path) -> Path:
    """Where it will be. Raises InputError for a name that is no id and for what is there."""
    if not is_id(name):
        raise InputError.one("", "NAME", ID_RULE, name)
    if made.exists():
        raise InputError.one(made, "", _("is there already; nothing was written"))
    return made


def _cannot(made: Path, error: OSError) -> InputError:
    return InputError.one(made, "", _("cannot be written ({reason})").format(
        reason=error.strerror))


def _filled(template: str, name: str) -> str:
    text = files("fpplan").joinpath("data", "templates", template).read_text("utf-8")
    return text.replace(MARK, name)
