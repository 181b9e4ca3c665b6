"""`fpplan new scheme`, `scenario` and `setting`: something of one's own that works, to change."""

from __future__ import annotations

import keyword
import os
import shutil
import sys
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import typer

from fpplan.commands import Lang, PluginsDir, loaded_plugins, plugins_folder
from fpplan.contract.errors import InputError, nearest
from fpplan.contract.ids import ID_RULE, is_id
from fpplan.contract.text import _
from fpplan.writing import whole_file

__all__ = ["app", "new_scenario", "new_scheme", "new_setting"]

app = typer.Typer(add_completion=False, no_args_is_help=True, pretty_exceptions_enable=False)

MARK = "@NAME@"  # stands in the templates for the name
SCHEME_FILES = {  # template: file of the plugin
    "scheme.py.txt": "__init__.py",
    "scheme.cases.toml.txt": f"{MARK}.cases.toml",
    "scheme.figures.csv.txt": "figures.csv",
    "scheme.test.py.txt": f"test_{MARK}.py",
    "scheme.readme.md.txt": "README.md",
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
    from fpplan.place.folders import SETTING_FILES, setting_folder, setting_ids

    source = setting_folder(like)
    if source is None:
        raise InputError.one("", "--from", _("is not a setting"), like,
                             nearest(like, setting_ids()))
    if name in setting_ids():
        raise InputError.one("", "NAME", _("is the id of another setting as well"), name)
    texts = {file: (source / file).read_text("utf-8") for file in SETTING_FILES}
    texts[SETTING_FILES[0]] = texts[SETTING_FILES[0]].replace(
        f'id = "{like}"', f'id = "{name}"', 1)
    return _new_plugin(name, folder, texts)


def new_scheme(name: str, folder: Path) -> Path:
    """Write the plugin folder FOLDER/NAME, whole or not at all. Raises InputError."""
    if is_id(name):
        return _new_plugin(name, folder, {file.replace(MARK, name): _filled(template, name)
                                          for template, file in SCHEME_FILES.items()})
    raise InputError.one("", "NAME", ID_RULE, name)


def _new_plugin(name: str, folder: Path, texts: Mapping[str, str]) -> Path:
    """Write the files of a plugin, once they have been seen to load beside all that is loaded
    already. Raises InputError, with nothing written."""
    made = _place(name, folder / name)
    if keyword.iskeyword(name) or name in {*sys.stdlib_module_names, "fpplan"}:
        raise InputError.one("", "NAME", _(
            "is a name of Python's own, which a folder of this name would hide"), name)
    part = made.with_name(f"{name}.part")
    try:
        (part / name).mkdir(parents=True)
        for file, text in texts.items():
            (part / name / file).write_text(text, encoding="utf-8", newline="\n")
        _loads(name, part)
        os.replace(part / name, made)
        part.rmdir()
    except OSError as error:
        if not isinstance(error, FileExistsError):
            shutil.rmtree(part, ignore_errors=True)
        raise _cannot(made, error) from error
    except InputError:
        shutil.rmtree(part, ignore_errors=True)
        raise
    return made


def _loads(name: str, plugins: Path) -> None:
    """That the only plugin of a folder loads. Raises InputError with the name and why not."""
    from fpplan.plugins import load_plugins

    folder = plugins_folder()
    given = [] if folder is None or not folder.is_dir() else [folder]
    kept, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        loaded = load_plugins([*given, plugins])
    finally:
        sys.dont_write_bytecode = kept
    for problem in loaded.broken:
        if problem.where == name or Path(problem.where).parts[:1] == (name,):
            raise InputError.one("", "NAME", _(
                "is taken or cannot be loaded: {rule}").format(rule=problem.rule), name)


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
