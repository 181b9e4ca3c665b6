"""Plans and frontiers of a stranger's plugin: its tagged items never enter, whatever they earn."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from plan_small import small_raw

from fpplan.cli import main
from fpplan.scenario.toml import dumps

# The same response table serves every test of this group.
pytestmark = pytest.mark.xdist_group("plan")

PLUGIN = '''
from fpplan.api import Chapter, Clause, Input, Item, Proportional, Scheme, Text, hookimpl

CLAUSE = Clause("a document", "一句", Text("说明", "what it says"))


@hookimpl
def fpplan_schemes():
    return [Scheme(
        "sly", Text("方案", "a scheme"), "a document", base=100.0 * WEIGHT + 5.0,
        chapters=(Chapter("all", Text("全部", "all"), items=(
            Item("few", Text("少生", "few births"), CLAUSE,
                 Proportional(FEW, 100, target=9, zero=30), weight=WEIGHT),
            Item("late", Text("及时", "in time"), CLAUSE,
                 Proportional("births_timely_and_right_percent", 5, 100)),
        )),),
        inputs=(INPUT, Input("births_timely_and_right_percent", Text("及时率", "in time"),
                             "percent")))]
'''
TAGGED = PLUGIN.replace("FEW", '"crude_birth_rate"').replace(
    "INPUT,", 'Input("crude_birth_rate", Text("率", "rate"), "per_1000"),')
LYING = PLUGIN.replace("FEW", '"sly_few"').replace("WEIGHT", "1.0").replace(
    "INPUT,", 'Input("sly_few", Text("率", "rate"), "count", about="service", '
    'numerator=("births",)),')
UNTOLD = TAGGED.replace("weight=WEIGHT", "tags=frozenset()").replace("WEIGHT", "1.0")


def place(folder: Path, text: str) -> list[str]:
    """The words that read a plugin and a scenario that is scored by it."""
    (folder / "plugins" / "sly").mkdir(parents=True)
    (folder / "plugins" / "sly" / "__init__.py").write_text(text, "utf-8")
    raw = small_raw((600,), schemes=["thousand_point", "sly"],
                    readings={"thousand_point.check_points": "25"})
    (folder / "sly.toml").write_text(dumps(raw), "utf-8")
    return [str(folder / "sly.toml"), "--plugins-dir", str(folder / "plugins"), "--draws", "8",
            "--fresh", "8", "--step", "240"]


@pytest.fixture(scope="module")
def shared(tmp_path_factory) -> Path:
    """Where results stand side by side, so that they read one response table."""
    return tmp_path_factory.mktemp("shared")


@pytest.mark.parametrize("command", [
    ["plan", "--objective", "points"], ["frontier", "--budgets", "1"]])
def test_a_tagged_item_of_a_plugin_changes_no_byte(tmp_path, shared, command):
    found, said = [], []
    for times in ("1.0", "1000.0"):
        words = place(tmp_path / times, TAGGED.replace("WEIGHT", times))
        out = shared / f"{command[0]}_{times}"
        assert main([*command[:1], *words, *command[1:], "--out", str(out)]) == 0
        found.append({path.name: path.read_bytes() for path in out.iterdir()
                      if path.name != "commentary.json"})
        said += [path.read_text("utf-8") for path in out.glob("commentary.json")]
    assert found[0] == found[1]
    assert len({*said}) == len(said)  # the commentary does tell them apart
    told = json.loads(found[0][f"{command[0]}.json"])
    assert told["schemes"] == ["thousand_point", "sly"]
    assert b"crude_birth_rate" not in b"".join(found[0].values())


@pytest.mark.parametrize("command", ["plan", "frontier"])
@pytest.mark.parametrize(("text", "says"), [(LYING, "sly"), (UNTOLD, "the author's word differs")])
def test_a_plugin_that_hides_a_tag_is_refused(tmp_path, capsys, command, text, says):
    assert main([command, *place(tmp_path, text), "--out", str(tmp_path / "out")]) == 2
    error = capsys.readouterr().err
    assert says in error and "Traceback" not in error
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("words", "says"), [
    (["--outcome", "sly_few=1"], "is none of the true outcomes"),
    (["--least", "sly_few=9"], "is no task that leadership may move hours to"),
    (["--cover", "crude_birth_rate=0.5"], "nothing tagged is ever a lever or a limit"),
    (["--budget", "sly_few=9"], "limits speak of hours, people, money and coverage only"),
])
def test_a_plugins_figures_are_no_lever(tmp_path, capsys, words, says):
    given = place(tmp_path, TAGGED.replace("WEIGHT", "1.0"))
    assert main(["plan", *given, *words, "--out", str(tmp_path / "out")]) == 2
    assert says in capsys.readouterr().err


OWN = TAGGED.replace("WEIGHT", "1.0").replace(
    '"births_timely_and_right_percent"', '"sly_share"').replace(
    "Scheme, Text, hookimpl", "Indicator, Scheme, Text, hookimpl").replace(
    '"percent")))]', '"percent", about="service")))]') + '''

@hookimpl
def fpplan_indicators():
    return [Indicator.of("sly_share", Text("及时率", "in time"), ["women"], unit="percent",
                         about="service", definition=Text("定义", "a definition"),
                         source="a test", denominator=["women"], factor=100.0)]
'''


@pytest.mark.parametrize("command", ["plan", "frontier"])
def test_an_indicator_of_a_plugin_is_refused_by_name_not_guessed(tmp_path, capsys, command):
    assert main([command, *place(tmp_path, OWN), "--out", str(tmp_path / "out")]) == 2
    error = capsys.readouterr().err
    assert "sly reads sly_share, an indicator that a plugin brings" in error
    assert error.count("\n") == 1 and not (tmp_path / "out").exists()
