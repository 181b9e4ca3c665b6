"""`fpplan frontier`: shares of today's hours, and what is written of what was found."""

from __future__ import annotations

import csv
import json
import math
from types import SimpleNamespace

import pytest

from fpplan.cli import main
from fpplan.planning import frontier as planning
from fpplan.report import frontier_page as page


@pytest.fixture
def asked(monkeypatch):
    """What the command asks of planning, which answers with two spots made up by hand."""
    found = []

    def spot(name, **more):
        given = {"kind": "found", "hours": 10.0, "yuan": None, "points": math.nan,
                 "points_error": -0.0, "outcomes": 1.23456789, "outcomes_error": 0.5,
                 "budget": 1.0, "mix": 0.5, "best": True, "narrows": False,
                 "worse": ("srb", "births")}
        return SimpleNamespace(name=name, **{**given, **more})

    def draw(world, wanted, **options):
        found.append(SimpleNamespace(world=world, wanted=wanted, **options))
        return SimpleNamespace(
            problem=SimpleNamespace(resolved=SimpleNamespace(scenario="lianhe")), draws=(8, 16),
            yuan_per_hour=None, spots=(spot("base", worse=()), spot("other", yuan=-1e-9)),
            judge=SimpleNamespace(schemes=[SimpleNamespace(id="points")], outcomes=[
                SimpleNamespace(column=SimpleNamespace(name="unmet"), sign=-1, weight=2.0)]))

    monkeypatch.setattr(planning, "draw_frontier", draw)
    monkeypatch.setattr(page, "frontier_page", lambda _found, _seed, language: f"in {language}")
    monkeypatch.setattr(page, "frontier_lines", lambda _found: ["one line", "another"])
    return found


def test_budgets_are_shares_each_once_in_order(asked, tmp_path):
    assert main(["frontier", "lianhe", "--budgets", "1, 0.5,0,0.50", "--json", "--out",
                 str(tmp_path / "f")]) == 0
    (one,) = asked
    assert one.budgets == (1.0, 0.5, 0.0) and one.stage is None
    assert one.cache == tmp_path / ".tables"


@pytest.mark.parametrize("budgets", ["", "a", "0,,1", "-0.1", "nan", "inf", "10.1", "0;1"])
def test_what_is_no_list_of_shares_is_one_line(budgets, asked, capsys):
    assert main(["frontier", "lianhe", f"--budgets={budgets}"]) == 2
    said = capsys.readouterr().err
    assert "--budgets" in said and "such as 0,0.5,1" in said and said.count("\n") == 1
    assert asked == []


def test_the_same_numbers_stand_in_table_and_data(asked, tmp_path, capsys):
    out = tmp_path / "f"
    assert main(["frontier", "lianhe", "--seed", "7", "--json", "--out", str(out)]) == 0
    told = json.loads(capsys.readouterr().out)
    kept = json.loads((out / "frontier.json").read_text("utf-8"))
    assert told == {**kept, "frontier": str(out)}
    assert (kept["seed"], kept["fresh_draws"], kept["outcomes"]) == (7, [8, 16], {"unmet": -2.0})
    base, other = kept["spots"]
    assert base["points"] is base["yuan_per_month"] is None and base["outcomes"] == 1.234568
    assert str(other["yuan_per_month"]) == str(base["points_error"]) == "0.0"  # no -0.0
    rows = list(csv.DictReader((out / "frontier.csv").read_text("utf-8").splitlines()))
    assert [row["name"] for row in rows] == ["base", "other"]
    assert rows[0]["untagged_points"] == "" and rows[1]["outcomes_worse_than_now"] == "srb births"
    for language in ("en", "zh"):
        assert (out / f"frontier.{language}.html").read_text("utf-8") == f"in {language}"


def test_people_read_what_was_found_and_where_it_lies(asked, tmp_path, capsys):
    assert main(["frontier", "lianhe", "--out", str(tmp_path / "f")]) == 0
    said = capsys.readouterr().out
    assert "one line\nanother\n" in said
    assert str(tmp_path / "f" / "frontier.csv") in said


def test_effort_is_checked_as_that_of_a_plan(asked, capsys):
    assert main(["frontier", "lianhe", "--fresh", "10", "--step", "0"]) == 2
    assert len(capsys.readouterr().err.strip().splitlines()) == 2 and asked == []
