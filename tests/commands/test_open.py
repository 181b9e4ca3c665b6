"""`fpplan open`: the report of a finished run again, in the language asked for."""

from __future__ import annotations

import webbrowser

import pytest
from small_run import write

from fpplan.cli import main


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write(tmp_path_factory.mktemp("runs") / "run", 4, draws=4)


@pytest.fixture
def opened(monkeypatch):
    """Addresses that a browser was asked for."""
    found: list[str] = []
    monkeypatch.setattr(webbrowser, "open", found.append)
    return found


def test_the_report_is_written_in_another_language_and_opened(folder, monkeypatch, capsys, opened):
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    before = {one.name: one.read_bytes() for one in folder.iterdir()}
    assert main(["open", str(folder), "--lang", "zh"]) == 0
    page = folder / "report.html"
    assert '<html lang="zh' in page.read_text("utf-8")
    assert str(page) in capsys.readouterr().out
    assert opened == [page.resolve().as_uri()]
    assert {name: (folder / name).read_bytes() for name in before} == before


def test_where_nobody_looks_it_is_written_only(folder, monkeypatch, opened):
    monkeypatch.setenv("CI", "1")
    assert main(["open", str(folder), "--lang", "en"]) == 0
    assert '<html lang="en' in (folder / "report.html").read_text("utf-8") and opened == []


def test_it_needs_a_finished_run(tmp_path, capsys, opened):
    assert main(["open", str(tmp_path / "nothing")]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1 and opened == []
