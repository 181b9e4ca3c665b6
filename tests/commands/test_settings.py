"""A setting of somebody's own, from the command line: made, checked, listed and run."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest

from fpplan.cli import main
from fpplan.place.folders import SETTING_FILES, setting_folder


@pytest.fixture
def place(tmp_path, capsys) -> Path:
    """A copy of the core's setting as a folder of data, without code."""
    made = tmp_path / "places" / "hills"
    assert main(["new", "setting", "hills", "--from", "kenya", "--dir", str(made.parent)]) == 0
    assert 'setting = "hills"' in capsys.readouterr().out
    return made


@pytest.fixture
def scenario(tmp_path) -> Path:
    assert main(["new", "scenario", "mine", "--dir", str(tmp_path)]) == 0
    path = tmp_path / "mine.toml"
    text = path.read_text("utf-8").replace('"china_rural"', '"hills"')
    path.write_text(text.replace("V01 = 2000", "V01 = 200").replace("V02 = 1500", "V02 = 150"),
                    "utf-8")
    return path


def test_a_new_setting_has_the_numbers_of_the_one_it_is_from(place):
    assert sorted(path.name for path in place.iterdir()) == sorted(SETTING_FILES)
    core = setting_folder("kenya")
    for file in SETTING_FILES[1:]:
        assert (place / file).read_text("utf-8") == (core / file).read_text("utf-8")


@pytest.mark.parametrize(("words", "said"), [
    (["Hills"], "an id is lower-case"),
    (["kenya"], "is the id of another setting as well"),
    (["other", "--from", "kenja"], 'nearest: "kenya"'),
    (["hills"], "is there already"),
])
def test_what_new_setting_refuses_is_one_line(place, capsys, words, said):
    assert main(["new", "setting", *words, "--dir", str(place.parent)]) == 2
    fault = capsys.readouterr().err
    assert said in fault and len(fault.strip().splitlines()) == 1


def test_validate_names_the_setting_and_what_is_wrong_with_it(place, scenario, capsys):
    folder = ["--plugins-dir", str(place.parent)]
    assert main(["validate", str(scenario), *folder, "--lang", "en"]) == 0
    assert "Setting Kenya" in capsys.readouterr().out
    assert main(["validate", str(scenario), *folder, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["setting"] == "hills"
    assert main(["validate", str(scenario)]) == 2
    assert "known: china_rural, kenya" in capsys.readouterr().err
    tables = place / "tables.toml"
    tables.write_text(tables.read_text("utf-8").replace("[amenorrhoea]", "[amenorhoea]"), "utf-8")
    assert main(["validate", str(scenario), *folder]) == 2
    lines = capsys.readouterr().err.strip().splitlines()
    assert 'base.setting = "hills": there is no such setting' in lines[-1]
    assert lines[:-1] == [
        'Plugin not loaded: hills/tables.toml: amenorhoea = "amenorhoea": is not a table of a '
        'setting (nearest: "amenorrhoea")',
        "Plugin not loaded: hills/tables.toml: amenorrhoea: is missing"]


def test_settings_are_listed_with_whose_they_are(place, capsys):
    folder = ["--plugins-dir", str(place.parent)]
    assert main(["schemes", "list", "--json", *folder]) == 0
    assert json.loads(capsys.readouterr().out)["settings"] == {
        "china_rural": "", "hills": "hills", "kenya": ""}
    assert main(["schemes", "list", "--lang", "en", *folder]) == 0
    assert "china_rural, hills, kenya" in " ".join(capsys.readouterr().out.split())


def test_a_run_says_whose_numbers_it_used(place, scenario, tmp_path, capsys):
    words = ["run", str(scenario), "--draws", "4", "--out", str(tmp_path / "run"), "--no-report",
             "--json", "--plugins-dir", str(place.parent)]
    assert main(words) == 0
    capsys.readouterr()
    run = tomllib.loads((tmp_path / "run" / "run.toml").read_text("utf-8"))
    assert run["resolved"]["setting"] == "hills"
    assert run["plugins"] == {**run["plugins"], "hills": ""}  # data has no version, but content
    assert len(run["content"]["plugins"]["hills"]) == len(run["content"]["setting"]) == 24
