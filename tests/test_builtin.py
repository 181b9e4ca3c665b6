"""What fpplan itself brings comes through the hooks of every plugin, and is all of it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pluggy
import pytest

import fpplan
from fpplan import builtin
from fpplan.contract import hooks

DATA = Path(fpplan.__file__).parent / "data"


@pytest.fixture(scope="module")
def manager():
    found = pluggy.PluginManager(hooks.PROJECT)
    found.add_hookspecs(hooks)
    found.register(builtin)
    found.check_pending()
    return found


def test_it_brings_tasks_parameters_and_settings_and_nothing_else(manager):
    brought = {name for name in vars(manager.hook) if name.startswith("fpplan_")
               and getattr(manager.hook, name).get_hookimpls()}
    assert brought == {"fpplan_tasks", "fpplan_parameters", "fpplan_settings"}


def test_every_file_of_parameters_and_every_setting_is_brought(manager):
    ((parameters,), (settings,), (tasks,)) = (
        manager.hook.fpplan_parameters(), manager.hook.fpplan_settings(),
        manager.hook.fpplan_tasks())
    assert {path.name for path in parameters} == {
        path.name for path in (DATA / "parameters").iterdir() if path.suffix == ".toml"}
    assert {path.name for path in settings} == {
        path.parent.name for path in (DATA / "settings").glob("*/setting.toml")}
    for folder in settings:
        assert all((folder / name).is_file() for name in (
            "setting.toml", "parameters.toml", "tables.toml"))
    assert tasks == [DATA / "tasks.toml"]


def test_no_parameter_stands_in_two_files(manager):
    (files,) = manager.hook.fpplan_parameters()
    names = [name for path in files for name in tomllib.loads(path.read_text("utf-8"))]
    assert len(names) == len(set(names)) > 0
