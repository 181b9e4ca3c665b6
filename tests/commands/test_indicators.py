"""`fpplan indicators`: each with its formula, unit, tag, and a line that reads it."""

from __future__ import annotations

import json

import pytest

from fpplan import api
from fpplan.cli import main
from fpplan.indicators.core import core_indicators


def listed(capsys) -> dict[str, dict]:
    assert main(["indicators", "--json"]) == 0
    return {row["id"]: row for row in json.loads(capsys.readouterr().out)["indicators"]}


def test_every_indicator_is_listed_with_a_line_that_stands(capsys):
    found = listed(capsys)
    assert {*core_indicators()} <= {*found}
    for name, row in found.items():
        made = eval(row["example"], vars(api))
        if row["tags"]:  # what is tagged fills nothing
            assert isinstance(made, api.Input) and made.id == name
            assert made.tags == {*row["tags"]}
        else:
            assert made == api.Fill.same_as(name)


def test_formulas_are_written_out(capsys):
    found = listed(capsys)
    assert found["births"]["formula"] == "births"
    assert found["crude_birth_rate"]["formula"].startswith("1000 × births ÷ ")
    for name, indicator in core_indicators().items():
        for pattern in (term.pattern for term in indicator.numerator):
            assert pattern in found[name]["formula"]


@pytest.mark.parametrize(("lang", "word"), [("en", "More is better."), ("zh", "越高越好。")])
def test_people_read_it(capsys, lang, word):
    assert main(["indicators", "--lang", lang]) == 0
    assert word in capsys.readouterr().out
