"""Readings: every way to read a clause is found, and one of them chosen."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from fpplan.contract.errors import InputError
from fpplan.contract.readings import Pick, Reading, choices, choose, every, fixed, picks
from fpplan.contract.text import Text

ONE = Text("一", "one")
STEPS = Reading("steps", ONE, {"whole": ONE, "part": ONE}, "whole")
POINTS = Reading("points", ONE, {"25": ONE, "30": ONE}, "30")
NESTED = Pick("steps", {"whole": 1, "part": Pick("points", {"25": 2, "30": 3})})


@dataclass(frozen=True)
class Part:
    id: str
    value: object
    parts: tuple[object, ...] = ()


def test_every_value_under_any_reading():
    assert every(NESTED) == [1, 2, 3]
    assert every(None) == [None] and every(4) == [4]


def test_a_reading_that_is_still_open_is_our_mistake():
    assert fixed(5) == 5 and fixed(None) is None
    with pytest.raises(TypeError, match="'steps' has not been chosen"):
        fixed(NESTED)


def test_every_place_that_depends_on_a_reading_is_called_by_the_ids_around_it():
    tree = Part("small", 0, (Part("a", NESTED), Part("b", 1, (Part("c", Pick("points", {})),))))
    assert [(at, pick.reading) for at, pick in picks(tree, "small")] == [
        ("small.a", "steps"), ("small.a", "points"), ("small.b.c", "points")]
    assert list(picks(Part("small", 0), "small")) == []


@pytest.mark.parametrize(("chosen", "value"), [
    ({"steps": "whole", "points": "25"}, 1), ({"steps": "part", "points": "25"}, 2),
    ({"steps": "part", "points": "30"}, 3)])
def test_a_choice_goes_to_the_bottom_of_every_part(chosen, value):
    tree = Part("a", NESTED, (Part("b", NESTED), 7))
    assert choose(tree, chosen) == Part("a", value, (Part("b", value), 7))


def test_what_depends_on_no_reading_is_given_back_itself():
    part = Part("a", 1, (Part("b", ONE),))
    assert choose(part, {}) is part


def test_a_choice_is_the_one_asked_for_or_the_default():
    assert choices((STEPS, POINTS), {"points": "25"}, "small") == {
        "steps": "whole", "points": "25"}
    assert choices((), {}, "small") == {}


def test_wrong_choices_are_named_all_at_once_with_the_nearest():
    with pytest.raises(InputError) as caught:
        choices((STEPS, POINTS), {"step": "whole", "points": "35", "steps": "part"}, "small")
    assert str(caught.value).splitlines() == [
        'small: readings.step = "step": is not a reading of this scheme (nearest: "steps")',
        'small: readings.points = "35": is not an option; the options are 25, 30']
