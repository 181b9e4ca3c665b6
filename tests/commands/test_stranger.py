"""What a stranger's plugin brings reaches a run, its report and the command line."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import polars as pl
import pytest

from fpplan.cli import main
from fpplan.store import Run

ROOT = Path(__file__).parents[2]
STRANGER = ROOT / "tests" / "stranger" / "src"
NOT_USING = "stranger_clinic_not_using_percent"


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("plugins")
    shutil.copytree(STRANGER / "stranger_clinic", place / "stranger_clinic",
                    ignore=shutil.ignore_patterns("__pycache__"))
    return place


@pytest.fixture(scope="module")
def run(folder, tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("run")
    text = (ROOT / "scenarios" / "lianhe.toml").read_text("utf-8")
    base = text[: text.index("[variant.")]
    assert base.count("\nschemes = [") == 1
    scenario = place / "clinic.toml"
    scenario.write_text(base.replace("\nschemes = [", '\nschemes = ["stranger_clinic", '), "utf-8")
    assert main(["--plugins-dir", str(folder), "run", str(scenario), "--draws", "4",
                 "--out", str(place / "run"), "--json"]) == 0
    return place / "run"


def test_a_strangers_indicator_is_worked_out_and_scored(run):
    found = Run.open(run)
    shown = found.collect(found.table("indicators").filter(pl.col("name") == NOT_USING))
    assert set(shown["view"].cast(pl.String)) == {"true", "reported"}
    assert shown["value"].is_between(0.1, 60).all()
    ratio = 100 * shown["numerator"] / shown["denominator"]
    assert (ratio - shown["value"]).abs().max() < 1e-9
    (name,) = [row for row in found.names.indicators if row.id == NOT_USING]
    assert (str(name.unit), name.direction, name.tags) == ("%", "down", ())
    points = found.collect(found.table("points").filter(
        (pl.col("scheme") == "stranger_clinic") & (pl.col("item") == "reach")))
    assert points["value"].is_between(0, 10).all()
    assert points["value"].n_unique() > 10  # it is simulated, not a range
    assert (points["low"] == points["high"]).all()
    (item,) = [row for row in found.names.items if (row.scheme, row.id) == (
        "stranger_clinic", "reach")]
    assert item.missing == ()
    assert found.meta.plugins["stranger_clinic"] == ""  # a folder has no version


def test_a_strangers_section_stands_in_the_report(run, folder, capsys):
    page = (run / "report.html").read_text("utf-8")
    section = page[page.index('<section class="part" id="stranger_clinic_reach"'):]
    assert "Whom has the clinic not reached?" in section[: section.index("</section>")]
    assert main(["open", str(run), "--lang", "zh", "--plugins-dir", str(folder)]) == 0
    capsys.readouterr()
    assert "诊所还没有覆盖到谁" in (run / "report.html").read_text("utf-8")
    assert main(["open", str(run), "--lang", "en"]) == 0  # without the plugin: without its section
    assert 'id="stranger_clinic_reach"' not in (run / "report.html").read_text("utf-8")


def test_the_audit_of_a_scheme_sets_its_quotas_beside_the_runs_demand(run, capsys):
    assert main(["audit", "lianhe", "--run", str(run), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    (flag,) = [each for each in found["flags"] if each["id"] == "F2"]
    assert flag["state"] == "found"
    assert {"iud_after_first_son"} <= {clause["id"] for clause in flag["clauses"]}
    assert 20 < found["births"] < 60 and found["people"] == pytest.approx(27_200 / 13)


def test_a_section_that_fails_costs_only_itself(run, tmp_path, capsys):
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "__init__.py").write_text('''
from fpplan.api import ReportSection, Text, hookimpl

@hookimpl
def fpplan_figures():
    return [ReportSection("bad_one", Text("坏", "Bad"), lambda data: 1 / 0)]
''', "utf-8")
    assert main(["--plugins-dir", str(tmp_path), "open", str(run)]) == 0
    page = (run / "report.html").read_text("utf-8")
    assert "This section could not be made: ZeroDivisionError: division by zero" in page
    assert 'id="expect"' in page and 'id="basis"' in page


def test_a_strangers_command_is_listed_and_called(folder, capsys):
    assert main(["--plugins-dir", str(folder), "stranger_clinic_visits", "3"]) == 0
    assert capsys.readouterr().out == "6 visits\n"
    assert main(["--plugins-dir", str(folder), "--help"]) == 0
    shown = capsys.readouterr().out
    assert "stranger_clinic_visits" in shown and "How many home visits" in shown
    assert main(["--plugins-dir", str(folder), "stranger_clinic_visits", "--help"]) == 0
    assert "births" in capsys.readouterr().out.lower()
    assert main(["--plugins-dir", str(folder), "stranger_clinic_visits", "many"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert main(["stranger_clinic_visits", "3"]) == 2  # not loaded: not there


def test_a_command_that_cannot_be_made_does_not_keep_ours_from_starting(tmp_path, capsys):
    (tmp_path / "odd").mkdir()
    (tmp_path / "odd" / "__init__.py").write_text('''
from fpplan.api import hookimpl

def odd(thing: "Nowhere"): ...

@hookimpl
def fpplan_commands():
    return {"odd": odd}
''', "utf-8")
    assert main(["--plugins-dir", str(tmp_path), "--help"]) == 0
    said = capsys.readouterr()
    assert "odd: this command of a plugin cannot be used" in said.err
    assert "validate" in said.out
    assert main(["--plugins-dir", str(tmp_path), "validate", "lianhe"]) == 0


def test_an_indicator_that_the_setting_cannot_give_is_named(tmp_path, capsys):
    (tmp_path / "pill").mkdir()
    (tmp_path / "pill" / "__init__.py").write_text('''
from fpplan.api import Indicator, Text, hookimpl

@hookimpl
def fpplan_indicators():
    one = Text("一", "one")
    return [Indicator.of("pill_rings", one, ["starts[method=ring]"], unit="count",
                         about="procedure", definition=one, source="ours")]
''', "utf-8")
    assert main(["--plugins-dir", str(tmp_path), "run", "lianhe", "--draws", "4", "--out",
                 str(tmp_path / "run"), "--no-report", "--json"]) == 0
    assert 'Not worked out: pill_rings: there is no method of starts "ring"' \
        in capsys.readouterr().err
