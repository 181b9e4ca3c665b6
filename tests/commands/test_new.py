"""`fpplan new`: what it writes works as it stands, and nothing is overwritten."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fpplan.cli import main
from fpplan.experiment.answers import answers
from fpplan.loading import open_world
from fpplan.plugins import load_plugins
from fpplan.scenario import find, load, resolve


@pytest.fixture
def plugin(tmp_path, capsys) -> Path:
    assert main(["new", "scheme", "my_town", "--dir", str(tmp_path / "plugins")]) == 0
    assert "my_town" in capsys.readouterr().out
    return tmp_path / "plugins" / "my_town"


def test_a_new_scheme_loads_and_is_small(plugin):
    plugins = load_plugins([plugin.parent], entry_points=False)
    assert plugins.broken == []
    scheme = plugins.schemes["my_town"]
    assert len(list(scheme.items())) == 2 and len(scheme.readings) == 1
    assert not any(scheme.tags(item) for item in scheme.items())
    assert sorted(path.name for path in plugin.iterdir() if path.is_file()) == [
        "README.md", "__init__.py", "figures.csv", "my_town.cases.toml", "test_my_town.py"]


@pytest.mark.parametrize(("reading", "points"), [("share", [83, 100]), ("all_or_nothing",
                                                                        [35, 100])])
def test_a_new_scheme_scores_its_figures(plugin, capsys, reading, points):
    words = ["score", "my_town", str(plugin / "figures.csv"), "--plugins-dir", str(plugin.parent),
             "--reading", f"visits={reading}", "--json"]
    assert main(words) == 0
    results = json.loads(capsys.readouterr().out)["results"]
    # 72 of 90 % of 60 is 48, or nothing; one time out of stock leaves 35 of 40
    assert [row["total"]["central"] for row in results] == points


def own_test(plugin: Path) -> tuple[int, str]:
    done = subprocess.run([sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"],
                          cwd=plugin, capture_output=True, text=True, encoding="utf-8",
                          check=False)
    return done.returncode, done.stdout


def test_its_own_test_passes_and_can_fail(plugin):
    code, said = own_test(plugin)
    assert code == 0, said
    assert " passed" in said
    start = plugin / "__init__.py"
    start.write_text(start.read_text("utf-8").replace('_stockouts", -5', '_stockouts", -4'),
                     "utf-8")
    code, said = own_test(plugin)
    assert code == 1 and "supply-below" in said


def test_a_new_scheme_is_live_in_a_scenario_that_names_it(plugin, tmp_path):
    """Without a line of wiring: all its items answer to hours, and its README names the tasks."""
    assert main(["new", "scenario", "place", "--dir", str(tmp_path)]) == 0
    file = tmp_path / "place.toml"
    file.write_text(file.read_text("utf-8").replace('["thousand_point"]', '["my_town"]'), "utf-8")
    world = open_world(str(file), load_plugins([plugin.parent]))
    (read,) = world.reads(world.base)
    found = {each.id: each for each in answers(world, world.base, read)}
    assert {name: (each.state, each.moved_by) for name, each in found.items()} == {
        "visits": ("live", ("postpartum_followup",)), "supply": ("live", ("supply_delivery",))}
    told = (plugin / "README.md").read_text("utf-8")
    fills = {name: inp.fill for name, inp in read.scheme.by_input.items()}
    assert {fill.by for fill in fills.values()} == {"work", "clients"}
    for name, fill in fills.items():
        assert name in told and fill.task in told


def test_its_test_would_see_an_input_that_nothing_fills(plugin):
    start = plugin / "__init__.py"
    text = start.read_text("utf-8")
    unwired = text.replace(', fill=Fill.clients("postpartum_followup", "percent")', "")
    assert unwired != text
    start.write_text(unwired, "utf-8")
    code, said = own_test(plugin)
    assert code == 1 and "visits-postpartum_followup" in said


def test_a_new_scenario_is_valid_and_lives_two_ways(tmp_path, capsys):
    assert main(["new", "scenario", "my_place", "--dir", str(tmp_path)]) == 0
    file = tmp_path / "my_place.toml"
    assert main(["validate", str(file)]) == 0
    assert "2 simulated units" in capsys.readouterr().out
    assert set(resolve(load(find(str(file))))) == {"base", "followup"}
    assert main(["run", str(file), "--draws", "4", "--out", str(tmp_path / "run"), "--no-report",
                 "--json"]) == 0
    assert (tmp_path / "run" / "points.parquet").is_file()


@pytest.mark.parametrize(("kind", "made"), [("scheme", "mine"), ("scenario", "mine.toml")])
def test_nothing_is_overwritten(tmp_path, capsys, kind, made):
    words = ["new", kind, "mine", "--dir", str(tmp_path)]
    assert main(words) == 0
    file = tmp_path / made / "__init__.py" if kind == "scheme" else tmp_path / made
    file.write_text("changed", "utf-8")
    capsys.readouterr()
    assert main(words) == 2
    assert "is there already" in capsys.readouterr().err
    assert file.read_text("utf-8") == "changed"
    assert [path.name for path in tmp_path.iterdir()] == [made]


@pytest.mark.parametrize("kind", ["scheme", "scenario"])
@pytest.mark.parametrize("name", ["My", "1st", "a-b", "../up", "a__b", ""])
def test_a_name_is_an_id(tmp_path, capsys, kind, name):
    assert main(["new", kind, name, "--dir", str(tmp_path)]) == 2
    fault = capsys.readouterr().err
    assert "an id is lower-case" in fault and len(fault.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("kind", ["scheme", "scenario"])
def test_a_folder_that_is_a_file_is_one_line(tmp_path, capsys, kind):
    taken = tmp_path / "taken"
    taken.write_text("mine")
    assert main(["new", kind, "mine", "--dir", str(taken)]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 1
    assert taken.read_text() == "mine"


@pytest.mark.parametrize(("kind", "name", "why"), [
    ("scheme", "thousand_point", "other content"),
    ("scheme", "sex_ratio_action_key_year", "is the id of another scheme as well"),
    ("scheme", "class", "a name of Python's own"),
    ("scheme", "json", "a name of Python's own"),
    ("scheme", "fpplan", "a name of Python's own"),
    ("setting", "thousand_point", "other content"),
    ("setting", "china_rural", "is the id of another setting"),
])
def test_a_name_that_could_not_load_is_refused(tmp_path, capsys, kind, name, why):
    assert main(["new", kind, name, "--dir", str(tmp_path)]) == 2
    said = capsys.readouterr().err
    assert why in said and name in said and len(said.strip().splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["thousand_point_of_ours", "thousand", "lianhe_two"])
def test_a_name_beside_a_shipped_one_loads_with_it(tmp_path, name):
    assert main(["new", "scheme", name, "--dir", str(tmp_path)]) == 0
    plugins = load_plugins([tmp_path])
    assert plugins.broken == [] and {name, "thousand_point", "lianhe"} <= set(plugins.schemes)
    assert [path.name for path in tmp_path.iterdir()] == [name]
