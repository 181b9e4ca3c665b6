"""What options may be, where output goes, and what reaches a terminal that shows no Chinese."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from fpplan.cli import main
from fpplan.commands.bounds import check, path_fault
from fpplan.contract.errors import InputError

LONG = "x" * 300


@pytest.mark.parametrize(("words", "line"), [
    (["run", "lianhe", "--draws", str(10**12)],
     "--draws = 1000000000000: must be at most 1,000,000"),
    (["run", "lianhe", "--threads", "-1"], "--threads = -1: must be at least 1"),
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


def test_every_value_of_every_parameter_is_checked_at_once():
    """Lists value by value; a flag is no number, and what was not given is no fault."""
    def option(name, *words):
        return SimpleNamespace(name=name, opts=words, param_type_name="option", metavar=None)

    argument = SimpleNamespace(name="scenario", opts=["scenario"], param_type_name="argument",
                               metavar=None)
    given = {"weights": [1.0, math.inf, 2e9], "below": 0, "seed": True, "draws": None,
             "scenario": "a\0b"}
    with pytest.raises(InputError) as caught:
        check([option("weights", "-w", "--weights"), option("below", "--below"),
               option("seed", "--seed"), option("draws", "--draws"), argument], given)
    assert [(each.key, each.rule[:23]) for each in caught.value.problems] == [
        ("--weights", "must be a finite number"), ("--weights", "must lie between -1,000"),
        ("--below", "must lie between 1 and "), ("SCENARIO", "holds a zero byte; no n")]


def test_a_path_that_can_be_is_no_fault():
    assert path_fault(Path("字" * 80)) is None  # 240 bytes, and ".part" has room
    assert path_fault(Path("字" * 81)) is not None
    assert path_fault(Path("/".join(["x" * 200] * 20))) is not None  # 4,019 bytes in all
    assert path_fault(Path("\ud800")) is not None
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
