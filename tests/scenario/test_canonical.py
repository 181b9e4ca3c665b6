"""Equal content is equal text, on any machine and in any order."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fpplan.contract.text import Text
from fpplan.scenario.canonical import canonical_json, digest, plain
from fpplan.scenario.people import PolicyFrom, StateBefore
from fpplan.scenario.values import FrozenTable

leaf = st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text()
data = st.recursive(leaf, lambda inner: st.lists(inner, max_size=3)
                    | st.dictionaries(st.text(max_size=3), inner, max_size=3), max_leaves=8)


def turned(value):
    """The same content with every table's keys in the other order."""
    if isinstance(value, dict):
        return {key: turned(value[key]) for key in reversed(value)}
    return [turned(part) for part in value] if isinstance(value, list) else value


@settings(max_examples=30)
@given(data)
def test_it_is_one_line_that_reads_back_and_knows_no_order_of_keys(value):
    text = canonical_json(value)
    assert json.loads(text) == value and "\n" not in text
    assert canonical_json(turned(value)) == text


@pytest.mark.parametrize(("one", "other"), [
    (1, True), (1, 1.0), (1, "1"), ([], {}), ([1, 2], [2, 1]), ([[1], 2], [1, [2]]),
    ({"a": {"b": 1}}, {"a.b": 1}), ("\u00e9", "e\u0301"), (0.1 + 0.2, 0.3)])
def test_other_content_is_other_text(one, other):
    assert canonical_json(one) != canonical_json(other) and digest(one) != digest(other)


def test_what_json_has_no_number_for_is_refused():
    for odd in (float("nan"), float("inf")):
        with pytest.raises(ValueError, match="not JSON compliant"):
            canonical_json({"a": [odd]})


def test_models_are_tables_in_the_words_of_the_file_without_what_holds_nothing():
    assert plain(PolicyFrom(rule="two", since="2014-10")) == {"rule": "two", "from": "2014-10"}
    assert plain(PolicyFrom(rule="two")) == {"rule": "two"}
    assert plain(StateBefore(sons=0)) == {"sons": 0, "spacing_months": 0}  # 0 holds something
    assert plain([StateBefore(sons=0)], without=["spacing_months"]) == [{"sons": 0}]


def test_texts_tuples_and_frozen_tables_are_plain():
    found = plain(FrozenTable({"a": (1, Text("甲", "a")), 2: -0.0}))
    assert found == {"a": [1, {"zh": "甲", "en": "a"}], "2": 0.0}
    assert type(found) is dict and type(found["a"]) is list and str(found["2"]) == "0.0"


def test_the_digest_is_64_bits_of_blake2b():
    # printf '{}' | b2sum -l 64
    assert digest({}) == "01e7b720ff566d53"
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1}) != digest({"a": 1, "b": 3})
