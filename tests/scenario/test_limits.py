"""`[base.limits]`: ends in order, names that are there, and no figure of births or procedures."""

from __future__ import annotations

import tomllib
from dataclasses import replace

import pytest
from pydantic import ValidationError
from small import GOOD, KNOWN

from fpplan.scenario.draft import Draft
from fpplan.scenario.limits import Limits, PostLimit, TaskLimit, UnitLimit, check


def notes(limits: dict, known=KNOWN) -> list[tuple]:
    found: list[tuple] = []
    check(Draft({**tomllib.loads(GOOD)["base"], "limits": limits}), known,
          lambda path, rule, value=None, near=None: found.append((path, rule, value, near)))
    return found


@pytest.mark.parametrize("model", [UnitLimit, TaskLimit])
def test_the_least_is_not_above_the_most(model):
    assert model(least=3, most=3).least == 3
    assert model(least=3).most is None and model(most=0).least is None
    with pytest.raises(ValidationError, match="least must not be above most"):
        model(least=3.1, most=3)
    with pytest.raises(ValidationError, match="greater than or equal to 0"):
        model(least=-1)


def test_posts_are_whole_and_coverage_is_a_share():
    assert PostLimit() == PostLimit(least=0, each_least=0)
    for model, fields in ((PostLimit, {"most": 1.5}), (TaskLimit, {"coverage": 1.1}),
                          (UnitLimit, {"coverage": 0.5})):  # the last is of tasks alone
        with pytest.raises(ValidationError):
            model(**fields)


@pytest.mark.parametrize("name", ["births", "sterilisations", "srb", "users", "targets"])
def test_no_other_figure_can_be_a_limit(name):
    with pytest.raises(ValidationError, match="Extra inputs are not permitted"):
        Limits(**{name: 3})


def test_what_is_there_is_not_noted():
    assert notes({"units": {"V01": {"most": 3}}, "tasks": {"meetings": {"least": 1}},
                  "posts": {"worker": {"most": 2}}}) == []
    assert notes({}) == []


def test_each_name_that_is_not_there_is_noted_with_the_nearest():
    found = notes({"units": {"town": {"most": 3}, "V1": {"most": 3}},
                   "tasks": {"home_checks": {"least": 1}, "meeting": {"least": 1}},
                   "posts": {"workers": {"most": 2}}})
    assert [(path, near) for path, _rule, _value, near in found] == [
        (("limits", "units", "town"), None), (("limits", "units", "V1"), "V01"),
        (("limits", "tasks", "home_checks"), None), (("limits", "tasks", "meeting"), "meetings"),
        (("limits", "posts", "workers"), "worker")]
    assert {rule for path, rule, *_rest in found if path[1] == "tasks"} == {
        "is no task that leadership may move hours to"}


def test_tasks_that_nobody_knows_are_not_checked():
    assert notes({"tasks": {"anything": {"least": 1}}}, replace(KNOWN, plannable=None)) == []
    assert len(notes({"tasks": {"meetings": {"least": 1}}},
                     replace(KNOWN, plannable=frozenset()))) == 1
