"""What options may be, where output goes, and what reaches a terminal that shows no Chinese."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from fpplan.cli import main
from fpplan.commands.bounds import path_fault

LONG = "x" * 300


@pytest.mark.parametrize(("words", "line"), [
    (["run", "lianhe", "--draws", str(10**12)],
     "--draws = 1000000000000: must lie between 0 and 1,000,000"),
    (["run", "lianhe", "--threads", "-1"], "--threads = -1: must lie between 1 and 4,096"),
    (["run", "lianhe", "--seed", "9" * 30], "must lie between -9,223,372,036,854,775,808"),
    (["run", "lianhe", "--seed", "1.5"], "fpplan run: --seed: must be a whole number"),
    (["project", "lianhe", "--years", str(10**9)], "--years = 1000000000: must be from 1 to 50"),
    (["plan", "lianhe", "--objective", "pass", "--mark", "nan"],
     "--mark = nan: must be a finite number"),
    (["plan", "lianhe", "--budget", "hours=1e308"], "must be at most 1,000,000,000"),
    (["plan", "lianhe", "--posts", f"village_worker=1..{'9' * 30}"], "must be at most 100,000"),
    (["audit", "lianhe", "--people", "inf"], "--people = inf: must be a finite number"),
    (["audit", "lianhe", "--births", "0"], "--births = 0: must lie between 1 and 65,536"),
    (["targets", "lianhe", "--probability", "nan"], "must be a finite number"),
    (["workload", "lianhe", "--step", "nan"], "--step = nan: must be a finite number"),
    (["run", "lianhe", "--lang", "xx"], "must be one of en, zh"),
    (["run", "lianhe", "--out", "."], '--out = ".": is a folder that others lie in'),
    (["plan", "lianhe", "--out", "/"], '--out = "/": is a folder that others lie in'),
    (["run", "lianhe", "--out", LONG], "is too long for a path"),
    (["run", LONG], "is too long for a path"),
    (["new", "setting", LONG], "at most 80 characters"),
])
def test_an_option_out_of_bounds_is_one_line(words, line, capsys):
    assert main(words) == 2
    out, err = capsys.readouterr()
    assert out == "" and line in err and err.count("\n") == 1


def test_a_path_that_can_be_is_no_fault():
    assert path_fault(Path("runs/here"), written=True) is None
    assert path_fault(Path("."), written=False) is None
    assert path_fault(Path("a\0b")) is not None


@pytest.mark.parametrize(("encoding", "reads"), [("gbk", "gbk"), ("ascii", "ascii"),
                                                ("", "utf-8")])
def test_piped_output_is_in_the_encoding_that_is_asked_for(encoding, reads):
    given = {key: value for key, value in os.environ.items() if key != "PYTHONIOENCODING"}
    if encoding:
        given["PYTHONIOENCODING"] = encoding
    done = subprocess.run([sys.executable, "-m", "fpplan", "--lang", "zh", "--help"],
                          capture_output=True, env=given, check=True)
    told = done.stdout.decode(reads)
    assert ("用法" in told) == (encoding != "ascii") and b"Traceback" not in done.stderr
