"""`fpplan project` from the command line."""

from __future__ import annotations

import json
import tomllib

import pytest

from fpplan.cli import main


@pytest.mark.parametrize(("words", "said"), [
    (["--years", "0"], "--years = 0: must be from 1 to 50"),
    (["--years", "51"], "from 1 to 50"),
    (["--draws", "6"], "must be a multiple of 4"),
    (["--threads", "0"], "--threads = 0: must be at least 1"),
    (["--uncertainty", "chanse"], 'nearest: "chance"'),
    (["--asfr", "none.csv"], "none.csv: there is no such file"),
    (["--variant", "audit"], 'nearest: "audits"'),
    (["--trend", "asumed"], 'nearest: "assumed"'),
    (["--trend", "none.csv"], "none.csv: there is no such file"),
    (["--trend", "assumed", "--asfr", "-"], "fertility is given by --asfr already"),
    (["--trend", "-", "--migration", "-"], "standard input can be read once"),
    (["--migration", "none.csv"], "none.csv: there is no such file"),
])
def test_bad_options_are_one_line(words, said, tmp_path, capsys):
    assert main(["project", "lianhe", "--out", str(tmp_path / "made"), *words]) == 2
    fault = capsys.readouterr().err
    assert said in fault
    assert len(fault.strip().splitlines()) == 1
    assert not list(tmp_path.iterdir())


def test_all_bad_options_at_once(capsys):
    assert main(["project", "lianhe", "--draws", "0", "--years", "0", "--threads", "0"]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 3


def test_every_fault_of_a_fertility_file_is_a_line(tmp_path, capsys):
    file = tmp_path / "asfr.csv"
    file.write_text("year,age_group,asfr_per_1000\n2014,15-19,x\n2014,15-20,4\n")
    assert main(["project", "lianhe", "--asfr", str(file)]) == 2
    fault = capsys.readouterr().err.strip().splitlines()
    assert all(line.startswith(str(file)) for line in fault)
    missing = [line for line in fault if line.endswith("is missing")]
    assert len(missing) == 6 and len(fault) == 2 + len(missing)  # 20-24 to 45-49


def test_a_projection_is_made_and_opened_in_the_other_language(tmp_path, capsys, monkeypatch):
    file = tmp_path / "asfr.csv"
    rates = dict(zip(range(15, 50, 5), (10, 110, 100, 45, 15, 3, 1), strict=True))
    file.write_text("year,age_group,asfr_per_1000\n" + "".join(
        f"2014,{age}-{age + 4},{rate}\n" for age, rate in rates.items()))
    out = tmp_path / "made"
    assert main(["project", "lianhe", "--years", "2", "--draws", "4", "--asfr", str(file),
                 "--out", str(out), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["mode"] == "accounting" and found["projection"] == str(out)
    page = (out / "report.html").read_text("utf-8")
    assert "Accounting mode" in page and 'id="figure-pyramid"' in page
    assert "figure-mcpr" not in page and "figure-progression" not in page
    monkeypatch.setattr("fpplan.commands.open.has_display", lambda: False)
    assert main(["open", str(out), "--lang", "zh"]) == 0
    assert '<html lang="zh-CN">' in (out / "report.html").read_text("utf-8")
    assert main(["compare", str(out)]) == 2
    assert "is a projection, not a run" in capsys.readouterr().err


def test_help_says_what_the_modes_are(capsys):
    assert main(["project", "--help"]) == 0
    text = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "Accounting mode: fertility by age from a file, not simulated." in text
    assert "simulated lives, or given fertility" in text


def test_what_is_given_stands_in_the_folder(tmp_path, capsys):
    ratios, moves = tmp_path / "ratios.csv", tmp_path / "moves.csv"
    ratios.write_text("year,fertility_ratio,mortality_ratio\n2014,1,1\n2016,0.8,0.9\n")
    moves.write_text("year,net_per_1000\n2014,-4\n2020,-8\n")
    out = tmp_path / "made"
    words = ["project", "lianhe", "--years", "2", "--draws", "4", "--out", str(out), "--json"]
    assert main([*words, "--trend", str(ratios), "--migration", str(moves)]) == 0
    assert json.loads(capsys.readouterr().out)["trend"] == str(ratios)
    run = tomllib.loads((out / "run.toml").read_text("utf-8"))
    assert run["trend"]["given"] and run["trend"]["fertility_ratio"][-1] == 0.8
    assert run["migration"] == {"years": [2014, 2020], "net_per_1000": [-4.0, -8.0],
                                "by_age": False}
    page = (out / "report.html").read_text("utf-8")
    assert 'id="figure-backtest"' in page and "from a file, with an assumed spread" in page
    assert "−8 to −4" in page or "-8.0" in page or "−8.0" in page
    assert main([*words, "--trend", "none"]) == 0
    capsys.readouterr()
    run = tomllib.loads((out / "run.toml").read_text("utf-8"))
    assert "trend" not in run and "migration" not in run
    page = (out / "report.html").read_text("utf-8")
    assert "figure-backtest" not in page and "Rates do not change with the years" in page
