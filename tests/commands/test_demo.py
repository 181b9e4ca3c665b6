"""`fpplan demo`: what it runs, and when a browser opens."""

from __future__ import annotations

import webbrowser

import pytest

from fpplan.cli import main
from fpplan.commands import demo
from fpplan.scenario.load import ready_made


def test_the_demo_opens_nothing_on_a_build_server(monkeypatch):
    monkeypatch.setenv("CI", "1")
    monkeypatch.setenv("DISPLAY", ":0")
    assert not demo.has_display()
    monkeypatch.delenv("CI")
    assert demo.has_display()


@pytest.mark.parametrize(("platform", "display", "looks"), [
    ("linux", {}, False), ("linux", {"WAYLAND_DISPLAY": "wayland-0"}, True),
    ("linux", {"DISPLAY": ""}, False), ("darwin", {}, True), ("win32", {}, True)])
def test_a_desktop_is_told_by_its_display(monkeypatch, platform, display, looks):
    for name in ("CI", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in display.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(demo.sys, "platform", platform)
    assert demo.has_display() is looks


@pytest.mark.parametrize("looks", [True, False])
def test_it_runs_a_ready_made_place_and_opens_its_report(tmp_path, monkeypatch, capsys, looks):
    asked, opened = [], []

    def run(scenario, **options):
        asked.append((scenario, options))
        return options["out"]

    monkeypatch.setattr(demo, "run", run)
    monkeypatch.setattr(demo, "has_display", lambda: looks)
    monkeypatch.setattr(webbrowser, "open", opened.append)
    assert main(["demo", "--draws", "8", "--seed", "3", "--out", str(tmp_path)]) == 0
    ((scenario, options),) = asked
    assert scenario in ready_made()
    assert (options["draws"], options["seed"], options["out"]) == (8, 3, tmp_path)
    assert options["report"] and opened == [(tmp_path / "report.html").as_uri()] * looks
    assert ("Opening the report." in capsys.readouterr().out) is looks
