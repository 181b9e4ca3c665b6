"""`fpplan rules`: every rule and every way to fill, each with a line that stands."""

from __future__ import annotations

import inspect
import json

import pytest

from fpplan import api
from fpplan.cli import main
from fpplan.commands.rules import FILLS, RULES
from fpplan.contract.fills import BY, COUNTS
from fpplan.indicators.core import core_indicators
from fpplan.programme.tasks import core_tasks

NAMES = {name: getattr(api, name) for name in api.__all__ if name not in ("explain", "score")}


def test_every_rule_of_the_api_and_every_way_to_fill_is_there():
    rules = {name for name, each in NAMES.items() if inspect.isclass(each)
             and issubclass(each, api.Rule) and each is not api.Rule}
    assert {*RULES} == rules and tuple(FILLS) == BY


@pytest.mark.parametrize("name", RULES)
def test_the_line_of_a_rule_makes_it(name):
    made = eval(RULES[name][1], NAMES)
    assert type(made).__name__ == name and made.reads() is not None and made.full >= 0


@pytest.mark.parametrize("by", FILLS)
def test_the_line_of_a_fill_makes_it(by):
    made = eval(FILLS[by][1], NAMES)
    assert made.by == by and list(made.faults()) == []
    assert not any(core_tasks()[task].tags for task in made.tasks)
    assert made.indicator is None or made.indicator in core_indicators()


def test_machines_read_it(capsys):
    assert main(["rules", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    threshold = next(row for row in found["rules"] if row["name"] == "Threshold")
    assert threshold["arguments"] == {"value": "…", "target": "…", "at": "least",
                                      "full_points": 0.0}
    assert {row["by"]: tuple(row["counts"]) for row in found["fills"]} == COUNTS


@pytest.mark.parametrize(("lang", "words"), [
    ("en", ('Arguments: value, target, at="least", full_points=0', "fill = Fill.same_as: ",
            "Counts: done, missed, percent, standing", "Arguments: why=None")),
    ("zh", ("达到目标得满分", "参数：", "可计："))])
def test_people_read_it(capsys, lang, words):
    assert main(["rules", "--lang", lang]) == 0
    out = capsys.readouterr().out
    for word in words:
        assert word in out, word
