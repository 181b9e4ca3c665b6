"""`fpplan frontier`: cheaper is never more, the scenario's own spot is on it, refusals."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from plan_small import small_raw

from fpplan.cli import main
from fpplan.planning.frontier import Spot, _beats, _best_marked
from fpplan.planning.plan_fresh import Gain
from fpplan.scenario.toml import dumps

# What the module's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("frontier")


@pytest.fixture(scope="module")
def spots(tmp_path_factory) -> list[dict]:
    folder = tmp_path_factory.mktemp("frontier")
    file = folder / "small.toml"
    file.write_text(dumps(small_raw((600, 900))), "utf-8")
    assert main(["frontier", str(file), "--budgets", "0,1", "--draws", "8", "--fresh", "8", "--out",
                 str(folder / "out")]) == 0
    found = {path.name for path in Path(folder / "out").iterdir()}
    assert found == {"frontier.csv", "frontier.json", "frontier.en.html", "frontier.zh.html"}
    return json.loads((folder / "out" / "frontier.json").read_text("utf-8"))["spots"]


def test_the_scenario_and_its_variants_are_on_it(spots):
    assert [s["name"] for s in spots if s["kind"] == "own"] == ["base"]
    assert {s["name"] for s in spots if s["kind"] == "variant"} == {"followup", "audits"}


def test_budgets_are_kept_and_more_hours_serve_people_better(spots):
    own = next(s for s in spots if s["kind"] == "own")
    found = {(s["budget"], s["mix"]): s for s in spots if s["kind"] == "found"}
    assert found[0.0, 0.0]["hours_per_month"] == 0
    assert found[1.0, 0.0]["hours_per_month"] <= own["hours_per_month"] + 1e-9
    assert found[1.0, 0.0]["outcomes"] > own["outcomes"] > found[0.0, 0.0]["outcomes"]


def test_what_is_on_the_frontier_is_beaten_by_nothing(spots):
    for spot in spots:
        beaten = any(
            other["hours_per_month"] <= spot["hours_per_month"]
            and other["points"] >= spot["points"] and other["outcomes"] >= spot["outcomes"]
            and (other["hours_per_month"], other["points"], other["outcomes"])
            != (spot["hours_per_month"], spot["points"], spot["outcomes"])
            for other in spots)
        assert spot["best"] == (not beaten)


def test_beating_needs_something_better():
    one = Spot("a", "found", 10, None, 5.0, 0, 3.0, 0, 1, 1, None)  # type: ignore[arg-type]
    assert not _beats(one, one)
    assert _beats(one, Spot("b", "found", 11, None, 5.0, 0, 3.0, 0, 1, 1, None))  # type: ignore[arg-type]


@pytest.mark.parametrize(("words", "says"), [
    (["--budgets", "0,half"], "is a list of shares"),
    (["--budgets", "1", "--least", "meetings=400"], "no allocation can be feasible"),
])
def test_refusals(tmp_path, capsys, words, says):
    file = tmp_path / "small.toml"
    file.write_text(dumps(small_raw((600,))), "utf-8")
    assert main(["frontier", str(file), *words, "--draws", "8", "--out", str(tmp_path / "x")]) == 2
    assert says in capsys.readouterr().err


def test_what_narrows_choice_is_neither_best_nor_keeps_another_from_it():
    found = {name: Spot(name, "variant", 100.0, None, 50.0, 0.0, outcomes, 0.0, None, None, None,  # type: ignore[arg-type]
                        more_outcomes=Gain(0.0, 9.0, 9.0, 1.0, 7.0, 11.0), narrows=narrows)
             for name, outcomes, narrows in (("less", 80.0, True), ("plain", 60.0, False),
                                             ("poor", 40.0, False))}
    best = {spot.name: spot.best for spot in _best_marked(list(found.values()))}
    assert best == {"less": False, "plain": True, "poor": False}
    assert found["plain"].serves_better and not found["less"].serves_better
