"""What a notebook imports: documented by examples that run."""

from __future__ import annotations

import doctest
import gc
import subprocess
import sys
from pathlib import Path

import pytest

import fpplan
from fpplan import library
from fpplan.contract.errors import FpplanError


def test_the_documented_examples_run(monkeypatch):
    monkeypatch.chdir(Path(__file__).parents[1])
    found = doctest.testmod(library, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert found.attempted >= 6 and found.failed == 0


def test_a_temporary_run_goes_with_its_last_reference():
    run = fpplan.run(fpplan.load("kenya"), draws=4)
    folder = run.path
    assert folder.is_dir() and run.points("rights_based").height
    with pytest.raises(FpplanError, match="points has no column places"):
        run.points(places="U01")
    del run
    gc.collect()
    assert not folder.exists()


def test_a_run_into_a_folder_is_the_one_of_the_command_line(tmp_path):
    run = fpplan.run(fpplan.load("kenya"), draws=4, out=tmp_path / "run")
    assert run.path == tmp_path / "run" and (tmp_path / "run" / "run.toml").is_file()


def test_faults_are_those_of_the_files():
    with pytest.raises(FpplanError, match="no ready-made scenario"):
        fpplan.load("lianhee")
    with pytest.raises(FpplanError, match="multiple of 4"):
        fpplan.run(fpplan.load("kenya"), draws=3)
    with pytest.raises(AttributeError, match="no attribute"):
        fpplan.lod  # noqa: B018


@pytest.mark.parametrize(("module", "heavy"), [
    ("fpplan", ("numpy", "numba", "polars", "plotly", "pydantic", "pluggy")),
    ("fpplan.api", ("numpy", "numba", "polars", "plotly", "pydantic", "scipy")),
])
def test_importing_it_loads_nothing_heavy(module, heavy):
    said = subprocess.run(
        [sys.executable, "-c", f"import sys, {module}; print(*sorted(sys.modules))"],
        capture_output=True, text=True, check=True).stdout.split()
    assert not {*heavy} & {*said}
