"""The commands give the numbers that are kept of them (the rest: make evidence-twins)."""

from __future__ import annotations

import pytest
from kept_numbers import (
    COMMANDS,
    PLACES,
    asked,
    differences,
    flat,
    numbers,
    same,
    workshop,
    written,
)

# Places and commands that cost little; every kind of place and every kind of command but frontier.
QUICK = ("run", "targets", "project", "score")
CHEAP = [(name, command) for name, command in asked()
         if (command in QUICK and not PLACES[name].ready) or command == "score"
         or (name, command) in {("renamed", "workload"), ("aimed", "plan")}]

# The places' files are written once, by one worker.
pytestmark = pytest.mark.xdist_group("twins")


@pytest.fixture(scope="module")
def shop():
    with workshop() as made:
        yield made


@pytest.mark.parametrize(("name", "command"), CHEAP)
def test_the_numbers_are_those_kept(shop, name, command):
    found = numbers(name, command, shop)
    assert found
    assert differences(name, command, found) == []


def test_every_place_and_command_is_kept():
    from kept_numbers import EXPECTED

    kept = {(path.parent.name, path.stem) for path in EXPECTED.glob("*/*.csv")
            if path.parent.name != "places"}
    assert kept == {*asked()}
    assert {command for _name, command in kept} == {*COMMANDS}


def test_a_number_that_moved_came_or_went_is_told(shop, tmp_path, monkeypatch):
    found = {"births": 12, "share": 0.25, "gone": 1.5, "unknown": None, "met": True}
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "run.csv").write_text(written(found), "utf-8")
    monkeypatch.setattr("kept_numbers.EXPECTED", tmp_path)
    assert differences("a", "run", found) == []
    assert differences("a", "run", found | {"share": 0.25 * (1 + 1e-10)}) == []
    del found["gone"]
    told = differences("a", "run", found | {"births": 13, "share": 0.25 * (1 + 1e-8), "new": 3,
                                            "unknown": 1.0, "met": False})
    assert [line.split(": ", 1)[1] for line in told] == [
        "births: 12 is now 13", "gone: 1.5 is now nothing", "met: true is now false",
        "new: nothing is now 3", "share: 0.25 is now 0.2500000025",
        "unknown: null is now 1.0"]


@pytest.mark.parametrize(("kept", "value", "equal"), [
    ("100000000000", 100000000000, True), ("100000000000", 100000000001, False),
    ("100000000000.0", 100000000001.0, True), ("3", 3.0, True), ("3", 3.0000000001, False),
    ("1.5", 1.5 + 1e-12, True), ("null", None, True), ("null", 0.0, False), ("nan", 1.0, False),
])
def test_whole_numbers_are_equal_and_others_close(kept, value, equal):
    assert same(kept, value) is equal


def test_rows_go_by_what_they_are_about():
    assert flat({"a": [{"unit": "V01", "task": "visits", "hours": 3, "unit_label": "x"},
                       {"unit": "V02", "task": "visits", "hours": 4.5, "unit_label": "x"}],
                 "b": [1, 2], "c": {"d": None, "e": "word"}}) == {
        "a/V01,visits/hours": 3, "a/V02,visits/hours": 4.5, "b/0": 1, "b/1": 2, "c/d": None}
