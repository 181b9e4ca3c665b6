"""What no text that people give may hold, wherever it stands."""

import re
from dataclasses import dataclass

import pytest

from fpplan.contract.errors import Problems
from fpplan.contract.given import refuse_in, refused
from fpplan.contract.text import Text


def test_all_places_of_a_part_are_looked_through():
    problems = Problems("x.toml")
    refuse_in({"base": {"units": {"11010519491231002X": {"label": Text("甲", "bell \x07")}},
                        "why": ["fine", "tel 13812345678"], "value": 110101199003070118}},
              problems)
    lines = [str(each) for each in problems]
    assert [line.split(": ")[1] for line in lines] == [
        "base.units.110…", "base.units.110….label.en", "base.why", "base.value"]
    assert "identity" in lines[0] and "\\x07" in lines[1] and "mobile" in lines[2]


@pytest.mark.parametrize("text", ["a\x1b[31mb", "a\x9bb", "a\u202eb", "a\x00b", "a\x7fb"])
def test_what_commands_a_terminal_is_refused(text):
    assert "control character" in refused(text)


def test_tabs_line_ends_and_joiners_stay():
    assert refused("a\tb\r\nc\u200d") is None


@dataclass(frozen=True)
class Part:
    id: str
    words: tuple[str, ...]
    inside: object = None


def faults(part: object, key: str = "") -> list[str]:
    problems = Problems("")
    refuse_in(part, problems, key)
    return [problem.key for problem in problems]


def test_parts_are_called_by_their_ids():
    bell = Part("bell", ("\x07",))
    assert faults(Part("outer", ("fine",), (bell, {"set": {"\x07"}})), "schemes") == [
        "schemes.outer.inside.bell.words", "schemes.outer.inside.set"]


@pytest.mark.parametrize("part", [
    None, 1.5, True, 10**16, 10**18, Part, b"\x07", {"a": [1, None, "plain"]}, Part("a", ())])
def test_what_holds_no_such_text_is_passed_over(part):
    assert faults(part) == []


def test_a_rule_does_not_repeat_what_it_refuses():
    for text in ("tel 13812345678", "11010519491231002X"):
        assert not set(re.findall(r"\d+", refused(text) or "")) and refused(text)
    assert refused("\x1b]0;13812345678") == "holds the control character \\x1b; take it out"


def test_what_is_nested_without_end_comes_to_one():
    loop: dict[str, object] = {"words": "\x07"}
    loop["again"] = loop
    assert faults(loop)[:2] == ["words", "again.words"] and len(faults(loop)) < 100
