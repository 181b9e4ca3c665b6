"""What pydantic finds, in plain words: key as written, value, rule, nearest name."""

from __future__ import annotations

import tomllib
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AfterValidator, Field, ValidationError

from fpplan.scenario.messages import dotted, explain, known_words, valid_keys, without_tags
from fpplan.scenario.models import Base
from fpplan.scenario.values import HoursOf, Part, Refused, Share, Table, Word


@given(st.lists(st.text(st.characters(exclude_characters='"\\', min_codepoint=32,
                                      exclude_categories=["Cs", "Cc"]), max_size=6),
                min_size=1, max_size=4))
def test_a_path_is_written_as_toml_reads_it(path):
    found = tomllib.loads(f"{dotted(path)} = 1")
    for step in path:
        found = found[step]
    assert found == 1


def test_lists_are_counted_from_one():
    assert dotted(("base", "policy", 0, "rule")) == "base.policy[1].rule"
    assert dotted(("base", "readings", "lianhe.window")) == 'base.readings."lianhe.window"'
    assert dotted(()) == ""


def test_names_are_listed_when_they_are_few_and_none_is_near():
    assert known_words("zzz", ["iud", "condom"]) == "; known: iud, condom"
    assert known_words("condon", ["iud", "condom"]) == ""  # the nearest is offered instead
    assert known_words("zzz", []) == "; none is known"
    ten = [f"name_{number}" for number in range(10)]
    assert known_words("zzz", ten) == f"; known: {', '.join(ten)}"
    assert known_words("zzz", [*ten, "more"]) == ""


def test_forms_of_a_value_are_no_part_of_its_place():
    assert without_tags(("number", "<pool>", "number")) == ("number", "number")
    assert without_tags(("a", 0, "<x")) == ("a", 0, "<x")


def _even(text: str) -> str:
    raise Refused("no word is right", text[:3])


class Inner(Part):
    size: Share = 0.0
    since: Word | None = Field(default=None, alias="from")


class Small(Part):
    word: Word
    colour: Literal["red", "green"] = "red"
    number: Annotated[int, Field(strict=True, ge=2, le=20_000)] = 3
    three: tuple[Share, Share, Share] = (0.0, 0.0, 0.0)
    hours: HoursOf = (0.0,)
    inner: Inner = Inner()
    table: Table[Inner] = Field(default_factory=dict, validate_default=True)
    picky: Annotated[str, AfterValidator(_even)] = ""


def told(raw: dict) -> list[tuple]:
    found: list[tuple] = []
    with pytest.raises(ValidationError) as caught:
        Small.model_validate(raw)
    explain(caught.value, Small, raw,
            lambda path, rule, value=None, near=None: found.append(
                (dotted(path), rule, value, near)))
    return found


@pytest.mark.parametrize(("change", "line"), [
    ({"number": "3"}, ("number", "must be a whole number, without quotes", "3", None)),
    ({"number": 1}, ("number", "must be at least 2", 1, None)),
    ({"number": 10**6}, ("number", "must be at most 20,000", 10**6, None)),
    ({"word": 3}, ("word", "must be text in quotes", 3, None)),
    ({"colour": "gren"}, ("colour", "must be one of red, green", "gren", "green")),
    ({"colour": 3}, ("colour", "must be one of red, green", 3, None)),
    ({"inner": 3}, ("inner", "must be a table", 3, None)),
    ({"inner": {"size": float("nan")}}, ("inner.size", "must be a finite number", None, None)),
    ({"inner": {"sise": 1}}, ("inner.sise", "unknown key", 1, "size")),
    ({"inner": {"zzz": {}}}, ("inner.zzz", "unknown key; known: size, from", None, None)),
    ({"table": {"a.b": {"since": "x", "from": 1}}},
     ('table."a.b".from', "must be text in quotes", 1, None)),
    ({"three": [0.5, 0.5]}, ("three", "needs exactly 3 numbers and has 2", [0.5, 0.5], None)),
    ({"three": [0.1] * 4}, ("three", "needs exactly 3 numbers and has 4", [0.1] * 4, None)),
    ({"three": [0.5, 2, 0]}, ("three[2]", "must be at most 1", 2, None)),
    ({"hours": -1}, ("hours", "must be at least 0", -1, None)),  # written as one number, no [1]
    ({"hours": [3, -1]}, ("hours[2]", "must be at least 0", -1, None)),
    ({"picky": "abcdef"}, ("picky", "no word is right", "abc", None)),
])
def test_each_fault_says_where_and_which_rule(change, line):
    (path, rule, value, near), *others = told({"word": "x", **change})
    assert value is line[2] or value == line[2] or (line[2] is None and value != value)
    assert (path, rule, near) == (line[0], line[1], line[3])
    assert not others or "since" in str(change)  # a second one: the inner name of "from"


def test_a_key_that_is_missing_is_offered_what_looks_like_it():
    assert told({"wrod": "x"}) == [("word", "is missing", None, "wrod"),
                                   ("wrod", "unknown key", "x", "word")]
    # a key that means something of its own is not taken for a slip
    assert told({"number": 3}) == [("word", "is missing", None, None)]


def test_net_migration_is_told_what_to_write_instead():
    ((path, rule, value, near),) = told({"word": "x", "net_migration": 3})
    assert (path, value, near) == ("net_migration", 3, None) and "resident = false" in rule


def test_keys_of_a_table_are_those_of_the_file():
    assert valid_keys(Small, ()) == list(Small.model_fields)
    assert valid_keys(Small, ("inner",)) == ["size", "from"]
    assert valid_keys(Small, ("table", "any")) == ["size", "from"]
    assert valid_keys(Small, ("word",)) == valid_keys(Small, ("nowhere",)) == []
    assert valid_keys(Base, ("strata", "a", "policy", 0)) == ["rule", "from"]
    assert valid_keys(Base, ("staff", "worker", "number")) == ["pool", "number"]
