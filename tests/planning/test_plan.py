"""`fpplan plan` from the command line: what it writes, what it refuses, what never enters."""

from __future__ import annotations

import csv
import json
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest
from plan_small import small_raw, small_scenario

from fpplan import commands
from fpplan.cli import main
from fpplan.contract.errors import InputError
from fpplan.contract.items import Chapter
from fpplan.contract.tags import core_inputs
from fpplan.planning.outcomes import outcomes_known
from fpplan.planning.plan_objective import judge_of
from fpplan.programme.tasks import core_tasks, plannable_tasks
from fpplan.scenario import loads, resolve
from fpplan.scenario.toml import dumps

# What the module's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("plan")

QUICK = ["--draws", "8", "--fresh", "16"]


def write(path: Path, raw) -> Path:
    path.write_text(dumps(raw), "utf-8")
    return path


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A folder with a small scenario and its plan for true outcomes."""
    path = tmp_path_factory.mktemp("plan")
    file = write(path / "small.toml", small_raw((1500, 2400)))
    assert main(["plan", str(file), "--objective", "outcomes", *QUICK, "--out",
                 str(path / "plans" / "a"), "--candidate", "followup"]) == 0
    return path


def told(folder: Path):
    return json.loads((folder / "plan.json").read_text("utf-8"))


def test_it_writes_a_variant_that_can_be_run(folder):
    out = folder / "plans" / "a"
    assert main(["validate", str(out / "plan.toml")]) == 0
    variants = resolve(loads((out / "plan.toml").read_text("utf-8"), "plan"))
    assert set(variants) == {"base", "followup", "audits", "plan"}
    rows = list(csv.DictReader((out / "allocation.csv").read_text("utf-8").splitlines()))
    for row in rows:
        hours = variants["plan"].hours(row["unit"], row["task"], 0)
        assert hours == float(row["plan_hours_per_month"])
    assert not list(folder.glob("plans/*.part"))


def test_it_gains_on_fresh_draws_and_says_how_sure(folder):
    data = told(folder / "plans" / "a")
    gain = data["gain_on_fresh_draws"]
    assert gain["gain"] > 2 * gain["standard_error"] > 0
    assert data["fresh_draws"][0] >= 8 + data["table_draws"] // 2
    assert data["hours_per_month"]["plan"] <= data["hours_per_month"]["own"]
    assert data["candidates"]["followup"] < data["table_value"]["plan"]
    assert 0 < len(data["moves"]) <= 10
    assert data["binds"]
    assert set(data["worth_of_one_more_hour"]) == {"V01", "V02"}


def test_the_same_seed_gives_the_same_bytes(folder):
    out = folder / "plans" / "b"
    assert main(["plan", str(folder / "small.toml"), "--objective", "outcomes", *QUICK, "--out",
                 str(out), "--candidate", "followup"]) == 0
    for file in (folder / "plans" / "a").iterdir():
        assert (out / file.name).read_bytes() == file.read_bytes(), file.name


def test_pages_are_whole_in_both_languages(folder):
    for lang, word in (("en", "Which moves matter most?"), ("zh", "<html lang=\"zh-CN\">")):
        text = (folder / "plans" / "a" / f"plan.{lang}.html").read_text("utf-8")
        assert word in text
        assert "http" not in text.split("<script>")[0]


def heavier(scheme, times: float):
    """The scheme with the points of its tagged items multiplied."""
    def each(chapter: Chapter) -> Chapter:
        return replace(chapter, items=tuple(
            each(part) if isinstance(part, Chapter) else
            replace(part, weight=part.weight * times) if scheme.tags(part) else part
            for part in chapter.items))
    return replace(scheme, chapters=tuple(each(chapter) for chapter in scheme.chapters))


@pytest.mark.parametrize("objective", [["points"], ["pass", "--mark", "270"]])
def test_tagged_points_change_no_byte_but_the_commentary(folder, tmp_path, monkeypatch, objective):
    file, words = str(folder / "small.toml"), ["--objective", *objective, *QUICK]
    assert main(["plan", file, *words, "--out", str(tmp_path / "once")]) == 0
    plugins = commands.loaded_plugins()
    for name, scheme in plugins.schemes.items():
        plugins.schemes[name] = heavier(scheme, 1000)
    monkeypatch.setattr(commands, "loaded_plugins", lambda: plugins)
    assert main(["plan", file, *words, "--out", str(tmp_path / "heavy")]) == 0
    names = {path.name for path in (tmp_path / "once").iterdir()}
    assert {"plan.toml", "plan.json", "allocation.csv", "plan.zh.html", "commentary.json"} <= names
    for name in names - {"commentary.json"}:
        assert (tmp_path / "once" / name).read_bytes() == (tmp_path / "heavy" / name).read_bytes()
    assert (tmp_path / "once" / "commentary.json").read_text() != (
        tmp_path / "heavy" / "commentary.json").read_text()


@pytest.mark.parametrize(("words", "says"), [
    (["--objective", "births"], "must be one of points, pass, outcomes, worst-decile"),
    (["--outcome", "sterilisations=1"], "is tagged procedure_quota"),
    (["--outcome", "births_within_policy_percent"], "is tagged birth_limit"),
    (["--outcome", "terminations_per_100_births=-1"], "the number 0 or more"),
    (["--cover", "iud_after_first_son_percent=0.9"], "nothing tagged is ever a lever or a limit"),
    (["--least", "sterilisations=9"], "nothing tagged is ever a lever or a limit"),
    (["--budget", "births=300"], "limits speak of hours, people, money and coverage only"),
    (["--posts", "village_worker=3..1"], "least must not be above most"),
    (["--cover", "counseling=0.5"], 'nearest: "counselling"'),
    (["--cover", "counselling=1.5"], "a share between 0 and 1"),
    (["--candidate", "folowup"], 'nearest: "followup"'),
    (["--objective", "pass", "--scheme", "thousand_point"], "say how many untagged points pass"),
    (["--mark", "900"], "goes with --objective pass only"),
    (["--draws", "10"], "must be a multiple of 4"),
    (["--step", "0"], "must be whole minutes"),
    (["--view", "wished"], "must be one of true, reported"),
    (["--budget", "10", "--unit-least", "20"], "no allocation can be feasible"),
    (["--budget", "100", "--candidate", "followup"], "followup: this candidate is infeasible"),
])
def test_refusals_are_one_line_each(folder, capsys, words, says):
    capsys.readouterr()
    assert main(["plan", str(folder / "small.toml"), *words, "--out",
                 str(folder / "never")]) == 2
    error = capsys.readouterr().err
    assert says in error
    assert "Traceback" not in error
    assert not (folder / "never").exists()


@pytest.mark.parametrize(("path", "value", "says"), [
    (("limits", "tasks"), {"sterilisations": {"least": 3}}, "no task that leadership may move"),
    (("limits", "births"), 300, "births"),
    (("limits", "units"), {"lianhe": {"most": 30}}, "no such unit without parts"),
    (("limits", "hours_per_month"), -1, "hours_per_month"),
])
def test_limits_of_a_file_are_checked_with_it(path, value, says):
    raw = small_raw((600,))
    raw["base"].setdefault(path[0], {})[path[1]] = value
    with pytest.raises(InputError) as fault:
        small_scenario(raw)
    assert says in str(fault.value)


def test_limits_are_no_lever():
    raw = small_raw((600,))
    raw["variant"] = {"more": {"why": {"zh": "多", "en": "more"},
                               "set": {"limits.hours_per_month": 900}}}
    with pytest.raises(InputError):
        small_scenario(raw)


def test_tagged_tasks_and_figures_never_enter_by_python():
    tagged = replace(core_tasks()["counselling"], id="quota", tags=frozenset(["procedure_quota"]))
    documented = replace(core_tasks()["counselling"], id="shown", plannable=False)
    assert set(plannable_tasks({"quota": tagged, "shown": documented})) == set()
    inputs = core_inputs()
    assert not [name for name in outcomes_known(core_tasks())
                if name in inputs and inputs[name].tags]
    _scenario, world, _plugins = small_scenario()
    for name, known in inputs.items():
        if known.tags:
            with pytest.raises(InputError, match="never an objective"):
                judge_of(world, "outcomes", weights={name: 1.0})
    for objective in ("points", "worst-decile", "pass"):
        judge = judge_of(world, objective)
        assert not [c.name for c in judge.columns if c.name in inputs and inputs[c.name].tags]


def test_one_village_of_three_births_and_a_budget_of_nothing(tmp_path):
    file = write(tmp_path / "one.toml", small_raw((200,)))
    assert main(["plan", str(file), "--objective", "points", "--budget", "0", *QUICK, "--out",
                 str(tmp_path / "out")]) == 0
    plan = tomllib.loads((tmp_path / "out" / "plan.toml").read_text("utf-8"))
    data = told(tmp_path / "out")
    assert data["hours_per_month"]["plan"] == 0
    assert set(plan["variant"]["plan"]["set"].values()) == {0}
    assert data["own_breaks"]


def test_another_folder_is_left_alone(folder, tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    assert main(["plan", str(folder / "small.toml"), *QUICK, "--out", str(tmp_path / "mine")]) == 2
    assert "holds something else" in capsys.readouterr().err
    assert [p.name for p in (tmp_path / "mine").iterdir()] == ["letter.txt"]
