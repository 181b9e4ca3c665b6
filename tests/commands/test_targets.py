"""`fpplan targets` from the command line: what it writes, and what it refuses in one line."""

from __future__ import annotations

import io
import json
import sys
import tomllib
from pathlib import Path

import pytest

from fpplan.cli import main
from fpplan.report.handout.files import FILES

LIANHE = Path(__file__).parents[2] / "scenarios" / "lianhe.toml"
RECORDED = "unit,indicator,found,of\nV01,births_timely_and_right_percent,30,50\n"

PLUGIN = '''
from fpplan.api import Chapter, Clause, Input, Item, Scheme, Text, Threshold, hookimpl

CLAUSE = Clause("a document", "一句", Text("说明", "what it says"))


@hookimpl
def fpplan_schemes():
    return [Scheme(
        "sly", Text("方案", "a scheme"), "a document",
        chapters=(Chapter("all", Text("全部", "all"), items=(
            Item("few", Text("少生", "few births"), CLAUSE, Threshold(INPUT, 9, "most")),
            Item("ratio", Text("性别比", "sex ratio"), CLAUSE, Threshold("srb", 130, "most")),
        )),),
        inputs=(INPUTS, Input("srb", Text("性别比", "sex ratio"), "boys_per_100_girls")))]
'''
HONEST = PLUGIN.replace("INPUTS", 'Input("crude_birth_rate", Text("率", "rate"), "per_1000")'
                        ).replace("INPUT", '"crude_birth_rate"')
LYING = PLUGIN.replace("INPUTS", 'Input("sly_few", Text("率", "rate"), "count", '
                       'about="service", numerator=("births",))').replace("INPUT", '"sly_few"')


def faults(capsys) -> list[str]:
    said = capsys.readouterr().err
    assert "Traceback" not in said
    return said.strip().splitlines()


@pytest.mark.parametrize(("words", "said"), [
    (["--probability", "0"], "--probability = 0.0: must lie above 0 and below 100"),
    (["--probability", "100"], "--probability = 100.0: must lie above 0"),
    (["--probability", "most"], "--probability"),
    (["--draws", "6"], "--draws = 6: must be a multiple of 4"),
    (["--threads", "0"], "--threads = 0: must be at least 1"),
    (["--period", "2014-07", "--draws", "4"], 'nearest: "2014-08"'),
    (["--recorded", "nowhere.csv"], "nowhere.csv: there is no such file"),
    (["--target", "crude_birth_rate=9"], "--target"),
    (["--indicator", "crude_birth_rate"], "--indicator"),
    (["--set", "lianhe.crude_birth_rate=9"], "--set"),
])
def test_bad_options_are_one_line_and_nothing_is_written(words, said, tmp_path, capsys):
    out = tmp_path / "out"
    assert main(["targets", "lianhe", "--out", str(out), *words]) == 2
    lines = faults(capsys)
    assert said in lines[0] and len(lines) == 1
    assert not out.exists()


def test_all_bad_options_at_once(capsys):
    assert main(["targets", "lianhe", "--draws", "5", "--probability", "101"]) == 2
    assert len(faults(capsys)) == 2


def test_a_folder_with_something_else_is_left_alone(tmp_path, capsys):
    (tmp_path / "holiday.jpg").write_bytes(b"x")
    assert main(["targets", "lianhe", "--draws", "4", "--out", str(tmp_path)]) == 2
    assert len(faults(capsys)) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["holiday.jpg"]


def test_every_fault_of_recorded_figures_at_once(tmp_path, capsys):
    table = tmp_path / "own.csv"
    table.write_text(RECORDED + "V99,crude_birth_rate,3,4\nV02,sterilisations,3,4\n"
                     "V03,births_timely_and_right_percent,9,4\n"
                     "V01,births_timely_and_right_percent,3,4\nV04,srb,x,-1\n", "utf-8")
    assert main(["targets", "lianhe", "--recorded", str(table), "--out",
                 str(tmp_path / "out")]) == 2
    lines = "\n".join(faults(capsys))
    for said in ('line 3, column 1 (A3 in Excel) = "V99"', "is tagged birth_limit",
                 "is tagged procedure_quota",
                 "must not be more than", "given twice", "must be a number of 0 or more"):
        assert said in lines
    assert not (tmp_path / "out").exists()


def test_a_thousands_separator_is_not_read_as_another_cell(tmp_path, capsys):
    """It became 1 of 20: a proposed target of 0 instead of 81.2, exit 0."""
    table = tmp_path / "own.csv"
    table.write_text(RECORDED.splitlines()[0] + "\n"
                     "V01,births_timely_and_right_percent,1,020,1,200\n", "utf-8")
    assert main(["targets", "lianhe", "--recorded", str(table), "--out",
                 str(tmp_path / "out")]) == 2
    (line,) = faults(capsys)
    assert 'own.csv: line 2, column 3 (C2 in Excel) = "1,020": the row has 6 cells' in line
    assert "write 1020" in line and not (tmp_path / "out").exists()


def test_the_hand_out_and_what_is_printed(tmp_path, capsys):
    table = tmp_path / "own.csv"
    table.write_text(RECORDED, "utf-8")
    out = tmp_path / "out"
    words = ["targets", "lianhe", "--draws", "8", "--recorded", str(table), "--out", str(out)]
    assert main([*words, "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert {path.name for path in out.iterdir()} == set(FILES)
    assert told["targets"] == json.loads((out / "targets.json").read_text("utf-8"))["targets"]
    line = next(row for row in told["indicators"]
                if row["indicator"] == "births_timely_and_right_percent")
    assert line["units"][0]["weight_of_own_figure"] is not None
    base = tomllib.loads((out / "scenario.toml").read_text("utf-8"))["base"]
    assert base["targets"] == told["targets"]
    assert main(["validate", str(out / "scenario.toml")]) == 0
    capsys.readouterr()
    assert main([*words, "--lang", "zh"]) == 0  # again into its own folder
    printed = capsys.readouterr()
    assert "handout.zh.html" in printed.out and "Traceback" not in printed.err


@pytest.mark.parametrize("name", ["kenya", "town_plan"])
def test_the_other_ready_made_places(name, tmp_path, capsys):
    """A place of other schemes, and one whose scenario carries out measures."""
    out = tmp_path / "out"
    assert main(["targets", name, "--draws", "4", "--json", "--out", str(out)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["indicators"] and main(["validate", str(out / "scenario.toml")]) == 0


def test_a_scenario_from_standard_input(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(LIANHE.read_bytes())))
    assert main(["targets", "-", "--draws", "4", "--json", "--out", str(tmp_path / "out")]) == 0
    assert b"[variant.followup]" in (tmp_path / "out" / "scenario.toml").read_bytes()


def plugin(folder, text: str):
    (folder / "plugins" / "sly").mkdir(parents=True)
    (folder / "plugins" / "sly" / "__init__.py").write_text(text, "utf-8")
    lianhe = LIANHE.read_text("utf-8")
    scenario = folder / "sly.toml"
    scenario.write_text(lianhe.replace('"thousand_point", "lianhe"',
                                       '"thousand_point", "lianhe", "sly"'), "utf-8")
    return ["--plugins-dir", str(folder / "plugins")], scenario


def test_a_plugins_tagged_item_gets_no_target(tmp_path, capsys):
    words, scenario = plugin(tmp_path, HONEST)
    out = tmp_path / "out"
    assert main(["targets", str(scenario), "--draws", "4", "--json", "--out", str(out),
                 *words]) == 0
    told = json.loads(capsys.readouterr().out)
    assert "sly.few" not in told["targets"]
    assert {"item": "sly.few", "tags": ["birth_limit"]} in told["flagged"]
    text = (out / "scenario.toml").read_text("utf-8")
    for block in ('\n[base.targets]\n"sly.few" = 12\n',
                  '\n[variant.fewer]\nwhy = { zh = "一", en = "one" }\n'
                  'set = { "targets.sly.few" = 12 }\n'):
        scenario.write_text(text.replace("[base.targets", "[base.gone") + block, "utf-8")
        assert main(["targets", str(scenario), "--draws", "4", "--out", str(tmp_path / "no"),
                     *words]) == 2
        assert any("sly.few" in line and "is tagged birth_limit" in line
                   for line in faults(capsys))


def test_a_plugin_that_calls_births_a_service_is_refused(tmp_path, capsys):
    words, scenario = plugin(tmp_path, LYING)
    assert main(["targets", str(scenario), "--draws", "4", "--out", str(tmp_path / "no"),
                 *words]) == 2
    assert any("sly" in line for line in faults(capsys))
    assert not (tmp_path / "no").exists()
