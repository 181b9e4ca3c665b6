"""`fpplan workload` from the command line."""

from __future__ import annotations

import json
import shutil
from functools import partial
from importlib.resources import files
from pathlib import Path

import pytest

from fpplan.cli import main
from fpplan.workload.effects import effects

ROOT = Path(__file__).parents[2]
STRANGER = ROOT / "tests" / "stranger" / "src" / "stranger_clinic"

# What the module's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("workload")


@pytest.fixture(scope="module")
def scenario(tmp_path_factory) -> str:
    text = files("fpplan").joinpath("data/templates/scenario.toml.txt").read_text("utf-8")
    path = tmp_path_factory.mktemp("plans") / "small.toml"
    path.write_text(text.replace("@NAME@", "small"), "utf-8")
    return str(path)


@pytest.mark.parametrize(("words", "said"), [
    (["--draws", "6"], "--draws = 6: must be a multiple of 4, or 0"),
    (["--draws", "-4"], "must be a multiple of 4"),
    (["--step", "0"], "--step = 0.0: must be above 0 and at most 744"),
    (["--variant", "folowup"], 'nearest: "followup"'),
    (["--unit", "V3"], "there is no such unit"),
])
def test_bad_options_are_one_line(scenario, words, said, capsys):
    assert main(["workload", scenario, *words]) == 2
    fault = capsys.readouterr().err
    assert said in fault and len(fault.strip().splitlines()) == 1


def test_all_at_once_and_what_is_missing(scenario, capsys):
    assert main(["workload", scenario, "--draws", "6", "--step", "0", "--unit", "V3",
                 "--variant", "x"]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 4
    assert main(["workload"]) == 2
    assert "missing: SCENARIO" in capsys.readouterr().err


def test_it_prints_hours_clients_and_what_goes_undone(scenario, capsys):
    assert main(["workload", scenario, "--draws", "0", "--unit", "V01"]) == 0
    said = capsys.readouterr().out
    for words in ("hours needed", "Month by month, Village 1", "clients reached",
                  "What goes undone, most first", "scored items take"):
        assert words in said, words


def test_json_and_page(scenario, tmp_path, capsys):
    page = tmp_path / "hours.html"
    assert main(["workload", scenario, "--draws", "8", "--json", "--out", str(page),
                 "--variant", "followup"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["variant"] == "followup" and len(found["units"]) == 2
    effects = found["one_more_hour"]["effects"]
    assert {row["of"] for row in effects} == {"indicator", "scheme"}
    text = page.read_text("utf-8")
    assert "workload_units" in text and "workload_effects" in text
    assert not Path(f"{page}.part").exists()


def test_the_table_of_effects(capsys):
    assert main(["workload", "--effects", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert all(row["holds"] for row in rows) and len(rows) > 35
    assert all(len(row["source"]) > 20 for row in rows)


def test_a_town_with_measures_and_a_plugins_indicator(tmp_path, capsys):
    """Measures of plugins, and indicators that plugins bring, are there as in a run."""
    shutil.copytree(STRANGER, tmp_path / "plugins" / "stranger_clinic")
    town = (ROOT / "scenarios" / "town_plan.toml").read_text("utf-8")
    assert "[base.measures." in town and town.count("\nschemes = [") == 1
    path = tmp_path / "town.toml"
    path.write_text(town.replace("\nschemes = [", '\nschemes = ["stranger_clinic", '), "utf-8")
    assert main(["--plugins-dir", str(tmp_path / "plugins"), "workload", str(path), "--draws", "4",
                 "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["one_more_hour"]["effects"]
    moved = {row["name"]: row for row in rows if row["task"] == "counselling"}
    assert moved["stranger_clinic_not_using_percent"]["per_hour"] < 0
    assert moved["stranger_clinic_not_using_percent"]["of"] == "indicator"
    assert moved["stranger_clinic"]["of"] == moved["town_plan"]["of"] == "scheme"
    assert moved["stranger_clinic"]["per_hour"] > 0  # the clinic is scored by its own indicator


def test_a_page_and_the_effects_of_another_setting(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("fpplan.workload.effects.effects", partial(effects, people=4000, draws=4))
    page = tmp_path / "hours.html"
    assert main(["workload", "kenya", "--draws", "0", "--out", str(page)]) == 0
    assert "workload_effects" in page.read_text("utf-8")
    capsys.readouterr()
    assert main(["workload", "kenya", "--effects", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert all(row["holds"] for row in rows)
    assert "selection_access" not in {row["target"] for row in rows}
