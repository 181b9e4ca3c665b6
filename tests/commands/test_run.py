"""`fpplan run` from the command line: what they refuse, in one line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from fpplan.cli import main


@pytest.fixture(scope="module")
def run_folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("runs") / "lianhe"
    assert main(["run", "lianhe", "--draws", "8", "--out", str(folder), "--no-report",
                 "--json"]) == 0
    return folder


@pytest.mark.parametrize(("words", "said"), [
    (["--draws", "0"], "--draws = 0: must be a multiple of 4"),
    (["--draws", "6"], "must be a multiple of 4"),
    (["--draws", "-4"], "must be a multiple of 4"),
    (["--threads", "0"], "--threads = 0: must be at least 1"),
    (["--uncertainty", "bot"], 'nearest: "both"'),
    (["--draws", "many"], "--draws"),
    (["--drows", "8"], "--draws"),
])
def test_bad_options_are_one_line(words, said, tmp_path, capsys):
    assert main(["run", "lianhe", "--out", str(tmp_path / "run"), *words]) == 2
    fault = capsys.readouterr().err
    assert said in fault
    assert len(fault.strip().splitlines()) == 1
    assert not (tmp_path / "run").exists()


def test_all_bad_options_at_once(capsys):
    assert main(["run", "lianhe", "--draws", "0", "--threads", "0"]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 2


def test_an_output_that_is_a_file(tmp_path, capsys):
    taken = tmp_path / "run"
    taken.write_text("mine")
    assert main(["run", "lianhe", "--draws", "4", "--out", str(taken), "--json"]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert taken.read_text() == "mine"


def test_a_folder_with_something_else_is_left_alone(tmp_path, capsys):
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    assert main(["run", "lianhe", "--draws", "4", "--out", str(tmp_path), "--json"]) == 2
    assert "Traceback" not in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["holiday.jpg"]


def test_no_such_scenario_offers_the_nearest(capsys):
    assert main(["run", "lianeh"]) == 2
    assert "lianhe" in capsys.readouterr().err


def test_an_interruption_is_one_line(monkeypatch, tmp_path, capsys):
    def interrupted(*_given, **_named):
        raise KeyboardInterrupt

    monkeypatch.setattr("fpplan.pipeline.execute._chunk", interrupted)
    assert main(["run", "lianhe", "--draws", "4", "--out", str(tmp_path / "run"), "--json"]) == 130
    assert capsys.readouterr().err.strip().splitlines()[-1] == "interrupted"
    assert not list((tmp_path / "run").glob("*.parquet"))


def test_compare_says_what_differs(run_folder, capsys):
    assert main(["compare", str(run_folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["unit"] == "lianhe" and found["view"] == "true"
    rows = {row["name"]: row for row in found["rows"]}
    assert rows["births"]["audits_difference"] == {"mean": 0.0, "q05": 0.0, "q95": 0.0}
    assert rows["births"]["base"]["mean"] > 300
