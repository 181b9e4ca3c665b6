"""`fpplan workload` from the command line."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from fpplan.cli import main

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
