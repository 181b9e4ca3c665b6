"""`fpplan tasks`: hours, clients, aims and tags of every task, and a line that uses it."""

from __future__ import annotations

import json
import tomllib

import pytest

from fpplan.api import Fill
from fpplan.cli import main
from fpplan.commands.tasks import AIMS, KINDS, WHO
from fpplan.programme import tasks
from fpplan.programme.tasks import core_tasks


def listed(capsys) -> dict[str, dict]:
    assert main(["tasks", "--json"]) == 0
    return {row["id"]: row for row in json.loads(capsys.readouterr().out)["tasks"]}


def test_every_task_is_listed_with_its_hours(capsys):
    found = listed(capsys)
    assert {*core_tasks()} <= {*found}
    assert all(row["hours_per_client"] > 0 for row in found.values())
    assert found["postpartum_followup"]["parameter"] == "programme.postpartum_followup_hours"


def test_examples_stand_and_nothing_tagged_fills_an_input(capsys):
    for name, row in listed(capsys).items():
        if row["tags"]:
            assert not row["plannable"]
            head, _bracket, rest = row["example"].partition("] ")
            assert tomllib.loads(f"{head}]\n{rest}")["base"]["hours"]["all"] == {name: 10}
        else:
            made = eval(row["example"], {"Fill": Fill})
            assert list(made.faults()) == [] and name in made.tasks


def test_aims_kinds_and_clients_have_words():
    assert {*AIMS} == {*tasks.AIMS} and {*KINDS} == {*tasks.KINDS}
    assert {pattern for task in core_tasks().values() if isinstance(task.clients, tuple)
            for pattern in task.clients} == {*WHO}


@pytest.mark.parametrize(("lang", "words"), [
    ("en", ("3 working hours for one", "For: women after a birth, each month",
            "women in union, once in 12 months", "1 a month in each unit", "Acts on nothing.",
            "No plan moves hours")),
    ("zh", ("每例3个工时", "服务对象：生育后的妇女，每月一次", "不影响任何比率。", "标记"))])
def test_people_read_it(capsys, lang, words):
    assert main(["tasks", "--lang", lang]) == 0
    out = capsys.readouterr().out
    for word in words:
        assert word in out, word
