"""Characters that command a terminal or turn the direction of text."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from fpplan.contract.characters import controls, visible

TURNS = {"LRE", "RLE", "PDF", "LRO", "RLO", "LRI", "RLI", "FSI", "PDI"}


def commands(char: str) -> bool:
    """By the tables of Unicode: a control other than tab and line ends, a mark that turns the
    direction of text, a line or paragraph separator."""
    kind = unicodedata.category(char)
    return (kind == "Cc" and char not in "\t\n\r") or kind in ("Zl", "Zp") \
        or unicodedata.bidirectional(char) in TURNS


def test_they_are_those_of_the_tables_of_unicode():
    plane = [chr(code) for code in range(0x3000)]
    assert [char for char in plane if controls(char)] == [char for char in plane if commands(char)]


def test_the_first_is_named_as_it_would_be_typed():
    assert controls("a\x1b[31m\x07") == "\\x1b"
    assert controls("村\u202e") == "\\u202e"
    assert controls("a\tb\r\n") is None and controls("") is None


@given(st.text(st.sampled_from("ab村\t\n\x00\x1b\x7f\x85\u2028\u202e\u2069")))
def test_what_is_visible_commands_nothing_and_says_the_same(text):
    shown = visible(text)
    assert controls(shown) is None and visible(shown) == shown
    assert shown.encode("unicode_escape").replace(b"\\\\", b"\\") == text.encode("unicode_escape")
