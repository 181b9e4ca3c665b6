"""`python -m fpplan` is the same as `fpplan`."""

from __future__ import annotations

import runpy
import sys

import pytest

from fpplan.cli import main


@pytest.mark.parametrize("words", [["--version"], ["schemes", "--jsn"], ["validate", "none.toml"]])
def test_it_prints_and_ends_as_the_command_does(words, capsys, monkeypatch):
    ended = main(words)
    said = capsys.readouterr()
    monkeypatch.setattr(sys, "argv", ["fpplan", *words])
    with pytest.raises(SystemExit) as exited:
        runpy.run_module("fpplan", run_name="__main__")
    assert (exited.value.code or 0) == ended == (0 if words == ["--version"] else 2)
    assert capsys.readouterr() == said and said.out + said.err


def test_importing_it_runs_nothing(capsys):
    runpy.run_module("fpplan.__main__", run_name="fpplan.__main__")
    assert capsys.readouterr() == ("", "")
