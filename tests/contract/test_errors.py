"""Messages for what a user can put right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.contract.errors import FpplanError, InputError, Problem, Problems, nearest, shown


def test_a_problem_says_where_what_and_which_rule():
    problem = Problem("plan.toml", "base.hours.all.meeting", "is not a task", 12.0, "meetings")
    assert str(problem) == ('plan.toml: base.hours.all.meeting = 12.0: is not a task '
                            '(nearest: "meetings")')


@pytest.mark.parametrize(("problem", "line"), [
    (Problem("f", "", "is empty"), "f: is empty"),
    (Problem("", "k", "is missing"), "k: is missing"),
    (Problem("", "", "nothing to do"), "nothing to do"),
    (Problem("f", "k", "must be above 0", 0), "f: k = 0: must be above 0"),
    (Problem("f", "k", "r", "text"), 'f: k = "text": r'),
    (Problem("f", "k", "r", False), "f: k = False: r"),
])
def test_parts_that_are_not_there_leave_no_trace(problem, line):
    assert str(problem) == line


def test_all_problems_of_a_file_come_at_once():
    problems = Problems("f.toml")
    problems.raise_if_any()
    problems.add("a", "is missing")
    problems.unknown("b", "codnom", ["condom", "iud"], "is not a method")
    with pytest.raises(InputError) as raised:
        problems.raise_if_any()
    assert str(raised.value).splitlines() == [
        "f.toml: a: is missing", 'f.toml: b = "codnom": is not a method (nearest: "condom")']
    assert raised.value.problems == tuple(problems)
    assert isinstance(raised.value, FpplanError)


def test_a_single_problem():
    with pytest.raises(InputError, match='f: k = 3: r \\(nearest: "n"\\)'):
        raise InputError.one("f", "k", "r", 3, "n")


def test_the_nearest_name_is_offered_only_when_near():
    valid = ["counselling", "meetings", "records"]
    assert nearest("counseling", valid) == "counselling"
    assert nearest("meeting", valid) == "meetings"
    assert nearest("xyz", valid) is None
    assert nearest("", valid) is None
    assert nearest("a", []) is None
    assert nearest(3, valid) is None


@given(st.one_of(st.text(), st.integers(), st.lists(st.text()), st.floats()))
def test_a_message_is_one_short_line_whatever_the_value(value):
    line = shown(value)
    assert len(line) <= 60
    assert len(line.splitlines()) <= 1
    assert len(str(Problem("f", "k", "r", value)).splitlines()) == 1
