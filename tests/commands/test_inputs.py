"""`fpplan inputs`: all that items may read, where it comes from, and how it is declared."""

from __future__ import annotations

import json

import pytest

from fpplan import api
from fpplan.cli import main
from fpplan.contract.tags import core_inputs
from fpplan.plugins import load_plugins


@pytest.fixture(scope="module")
def plugins():
    return load_plugins([])


def listed(capsys, *words: str) -> dict[str, dict]:
    assert main(["inputs", "--json", *words]) == 0
    return {row["id"]: row for row in json.loads(capsys.readouterr().out)["inputs"]}


def test_everything_that_may_be_read_is_listed(capsys, plugins):
    found = listed(capsys)
    assert {*plugins.indicators, *core_inputs()} <= {*found}
    assert {*found} == {*plugins.indicators}.union(*(
        scheme.by_input for scheme in plugins.schemes.values()))
    assert found["births"]["indicator"] and found["births"]["tags"] == ["birth_limit"]


def test_every_example_is_an_input_with_the_same_tags(capsys, plugins):
    for name, row in listed(capsys).items():
        made = eval(row["example"], vars(api) | {"Input": api.Input, "Fill": api.Fill})
        assert (made.id, made.unit) == (name, row["unit"])
        assert made.tags == {*row["tags"]} - {"staff_pressure"}, name
        assert not (made.tags and made.fill)


def test_a_scheme_narrows_it(capsys, plugins):
    found = listed(capsys, "--scheme", "thousand_point")
    assert {*found} == {*plugins.schemes["thousand_point"].by_input}
    assert all(row["schemes"] == ["thousand_point"] for row in found.values())


def test_a_scheme_that_there_is_not_is_one_line(capsys):
    assert main(["inputs", "--scheme", "thousand_pint"]) == 2
    said = capsys.readouterr().err
    assert 'nearest: "thousand_point"' in said and said.count("\n") == 1


@pytest.mark.parametrize(("lang", "words"), [
    ("en", ("births: births", "Unit: count", "Tagged limit on births", "Simulated: an indicator")),
    ("zh", ("births：出生人数", "计量单位：例", "标记", "指标"))])
def test_people_read_it(capsys, lang, words):
    assert main(["inputs", "--lang", lang]) == 0
    out = capsys.readouterr().out
    assert all(word in out for word in words)
    assert 'Input("births", Text("出生人数", "births"), "count")' in out
