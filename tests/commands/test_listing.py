"""Entries of the lists for authors: a copyable line each, in both languages."""

from __future__ import annotations

import pytest

from fpplan.api import Fill, Text
from fpplan.commands.listing import Entry, call, code, print_entries, tagged
from fpplan.contract.text import speaking


@pytest.mark.parametrize("value", [
    Text("上门“访视”", 'a "visit"'), (1, 2.5), ("one",), (), None, True, 3.0, "文",
    Fill.work("meetings", 4, 2, "month", "missed"), Fill.work("lectures", 0.5),
    Fill.share("complaint_handling", 2, of=1), Fill.share("home_visits", 2, of="home_visits",
                                                          counts="missed"),
    Fill.clients("counselling", "percent"), Fill.clients("counselling"),
    Fill.awareness("publicity"), Fill.told(), Fill.records(), Fill.stock("out"),
    Fill.staff("months", of="nurse"), Fill.staff(), Fill.same_as("births")])
def test_code_gives_back_the_value(value):
    made = eval(code(value), {"Fill": Fill, "Text": Text})
    if isinstance(value, Fill):
        assert made.counted == value.counted
        assert vars(made) | {"counts": ""} == vars(value) | {"counts": ""}
    else:
        assert made == value


def test_a_call_names_what_has_a_name():
    assert call("Rule", ("a", 2.0), {"at": "most"}) == 'Rule("a", 2, at="most")'


def test_tags_are_said_only_where_there_are_some():
    assert tagged(()) == ()
    with speaking("zh"):
        (said,) = tagged({"birth_limit"})
    assert "生育限制" in said


def test_a_line_of_code_is_not_folded(capsys):
    line = "x" * 300
    print_entries([Entry("one", Text("一", "first"), ("fact",), line)])
    assert capsys.readouterr().out.splitlines() == ["one: first", "  fact", f"  {line}"]
