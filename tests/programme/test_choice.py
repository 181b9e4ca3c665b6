"""What narrows choice can be run and compared, says so on every page, and is never proposed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from plan_small import small_raw, small_scenario

from fpplan.cli import main
from fpplan.scenario.toml import dumps
from fpplan.store import Run

# What the module's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("narrows")

WHY = {"zh": "看看", "en": "to see"}
REVERSIBLE = ("iud", "implant", "pill", "condom")


def raw(**variants):
    """A small township with variants that set these keys alone."""
    found = small_raw((600, 900))
    found["variant"] = {name: {"why": WHY, "set": dict(keys)} for name, keys in variants.items()}
    return found


def narrows(**variants):
    plans = small_scenario(raw(**variants))[1].variants
    return {name: plan.narrows for name, plan in plans.items()}


def test_what_narrows_choice():
    found = narrows(
        without={"supply.iud.offered": False},
        never={"supply.iud.stock_out": [1.0]},
        one_village={"supply.iud.units.V01": 1.0},
        short={"supply.iud.stock_out": [0.9]},
        a_month={"supply.iud.out": ["2014-10"]},
        hours={"hours.all.counselling": 9.0})
    assert found == {"base": False, "without": True, "never": True, "one_village": True,
                     "short": False, "a_month": False, "hours": False}


def test_against_what_the_base_offers():
    some = raw(more={"supply.iud.offered": True}, same={"hours.all.counselling": 9.0})
    some["base"]["supply"] = {"iud": {"offered": False}}
    plans = small_scenario(some)[1].variants
    assert not any(plan.narrows for plan in plans.values())
    some["base"]["supply"] = {name: {"offered": False} for name in REVERSIBLE}
    plans = small_scenario(some)[1].variants
    assert {name: plan.narrows for name, plan in plans.items()} == {
        "base": True, "more": False, "same": True}
    assert all("(narrows choice)" in plan.title.en for plan in plans.values())  # on every page


def test_the_mark_is_in_both_languages_and_there_once():
    world = small_scenario(raw(without={"supply.iud.offered": False}))[1]
    label = world.ahead(36).plan("without").label
    assert (label.en, label.zh) == ("without (narrows choice)", "without（缩小选择范围）")
    assert world.base.title == small_scenario(raw())[1].base.title


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("narrows")
    (path / "small.toml").write_text(dumps(raw(
        without={"supply.iud.offered": False}, more={"hours.all.counselling": 9.0})), "utf-8")
    assert main(["run", str(path / "small.toml"), "--draws", "8", "--out", str(path / "run")]) == 0
    return path


def test_it_stands_in_the_report_and_where_variants_are_compared(folder, capsys):
    page = (folder / "run" / "report.html").read_text("utf-8")
    assert "without (narrows choice)" in page and "more (narrows" not in page
    labels = {row.id: row.label for row in Run.open(folder / "run").names.variants}
    assert labels["without"].zh == "without（缩小选择范围）"
    assert main(["compare", str(folder / "run"), "--lang", "en"]) == 0
    assert "choice)" in capsys.readouterr().out  # a column's title is broken over lines
    assert main(["validate", str(folder / "small.toml"), "--lang", "en"]) == 0
    said = capsys.readouterr().out
    assert "without (narrows choice)" in said and "more (narrows" not in said


def test_a_projection_and_the_page_of_hours_say_it(folder, capsys):
    file = str(folder / "small.toml")
    assert main(["workload", file, "--variant", "without", "--draws", "0", "--lang", "en"]) == 0
    assert "without (narrows choice)" in " ".join(capsys.readouterr().out.split())
    out = folder / "projection"
    assert main(["project", file, "--variant", "without", "--years", "2", "--draws", "4",
                 "--out", str(out)]) == 0
    pages = [page.read_text("utf-8") for page in out.glob("*.html")]
    assert pages and any("narrows choice" in page for page in pages)


def test_no_plan_starts_from_it(folder, capsys):
    capsys.readouterr()
    assert main(["plan", str(folder / "small.toml"), "--candidate", "without", "--out",
                 str(folder / "plan")]) == 2
    said = capsys.readouterr().err
    assert "narrows choice" in said and len(said.strip().splitlines()) == 1


def test_on_the_frontier_it_is_marked_and_never_best(folder):
    out = folder / "frontier"
    assert main(["frontier", str(folder / "small.toml"), "--budgets", "1", "--draws", "8",
                 "--fresh", "8", "--out", str(out)]) == 0
    spots = {spot["name"]: spot for spot in
             json.loads((out / "frontier.json").read_text("utf-8"))["spots"]}
    assert spots["without"]["narrows_choice"] and not spots["without"]["best"]
    assert not spots["more"]["narrows_choice"]
    # Its hours are those of today, so that it would stand or fall with them.
    assert spots["without"]["outcomes"] == spots["base"]["outcomes"]
    for lang, mark in (("en", "without (narrows choice)"), ("zh", "without（缩小选择范围）")):
        assert mark in (out / f"frontier.{lang}.html").read_text("utf-8")
