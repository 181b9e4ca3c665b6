"""What comes with fpplan comes by the hooks: what they do not bring is not there."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pluggy
import pytest
from fake_run import make_run

import fpplan
from fpplan import builtin
from fpplan.contract import hooks
from fpplan.contract.figure import ReportSection
from fpplan.contract.hooks import hookimpl
from fpplan.contract.text import Text
from fpplan.indicators.core import core_indicators
from fpplan.loading import known_names, open_world
from fpplan.plugins import load_plugins
from fpplan.report import build
from fpplan.report.sections import SECTIONS
from fpplan.store import Run

DATA = Path(fpplan.__file__).parent / "data"
LEFT_OUT = "couple_years_of_protection"


@pytest.fixture(scope="module")
def fake(tmp_path_factory):
    return Run.open(make_run(tmp_path_factory.mktemp("report") / "run"))


def test_ours_stand_before_everybody_elses():
    plugins = load_plugins()
    assert list(plugins.indicators.values())[:len(core_indicators())] == [
        *core_indicators().values()]
    assert list(plugins.sections.values())[:len(SECTIONS)] == [*SECTIONS]


def test_an_indicator_that_the_hook_does_not_bring_is_not_known(monkeypatch):
    @hookimpl
    def fewer():
        return [each for name, each in core_indicators().items() if name != LEFT_OUT]

    assert LEFT_OUT in open_world("kenya", load_plugins()).formulas
    monkeypatch.setattr(builtin, "fpplan_indicators", fewer)
    plugins = load_plugins()
    assert set(core_indicators()) - set(plugins.indicators) == {LEFT_OUT}
    assert LEFT_OUT not in open_world("kenya", plugins).formulas
    assert "births" in known_names(plugins).figures


def test_a_section_that_the_hook_does_not_bring_is_on_no_page(monkeypatch, fake):
    @hookimpl
    def fewer():
        return [section for section in SECTIONS if section.id != "books"]

    monkeypatch.setattr(builtin, "fpplan_figures", fewer)
    page = build(fake, "en", tuple(load_plugins(entry_points=False).sections.values()))
    assert 'id="books"' not in page and 'id="basis"' in page
    assert 'id="books"' in build(fake, "en")


def test_a_strangers_section_stands_before_what_a_page_rests_on(fake):
    def broken(_data):
        raise KeyError("of the plugin")

    said = build(fake, "en", [*SECTIONS, ReportSection("own", Text("自己", "Own"), broken)])
    assert said.index('id="tagged"') < said.index('id="own"') < said.index('id="basis"')
    assert "could not be made: KeyError" in said


def test_a_mistake_of_ours_is_no_sentence_on_a_page(monkeypatch, fake):
    from fpplan.report.figures import births

    def broken(_data):
        raise KeyError("of ours")

    monkeypatch.setattr(births, "births", broken)
    with pytest.raises(KeyError, match="of ours"):
        build(fake, "en")


def test_to_know_what_there_is_loads_nothing_heavy():
    said = subprocess.run(
        [sys.executable, "-c", "import sys\nfrom fpplan.plugins import load_plugins\n"
         "assert load_plugins().sections\nprint(*sorted(sys.modules))"],
        capture_output=True, text=True, check=True).stdout.split()
    assert not {"numpy", "numba", "polars", "plotly", "pydantic", "scipy",
                "fpplan.report.figures.births"} & {*said}


@pytest.fixture(scope="module")
def manager():
    found = pluggy.PluginManager(hooks.PROJECT)
    found.add_hookspecs(hooks)
    found.register(builtin)
    found.check_pending()
    return found


def test_it_brings_what_a_plugin_may_bring_but_no_scheme(manager):
    brought = {name for name in vars(manager.hook) if name.startswith("fpplan_")
               and getattr(manager.hook, name).get_hookimpls()}
    assert brought == {"fpplan_tasks", "fpplan_parameters", "fpplan_settings",
                       "fpplan_indicators", "fpplan_figures"}


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
