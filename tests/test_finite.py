"""What JSON cannot hold never reaches it."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.finite import finite, json_text


def test_no_number_that_json_lacks_is_written():
    odd = {"a": [float("nan"), 1.5, (float("-inf"), True)], "b": {"c": float("inf")}}
    assert finite(odd) == {"a": [None, 1.5, [None, True]], "b": {"c": None}}
    assert json_text({"零": float("inf")}) == '{"零": null}'


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.floats(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside) | st.tuples(inside),
    max_leaves=6)


@given(PLAIN)
def test_what_is_written_is_read_again(data):
    text = json_text(data)
    assert json.loads(text, parse_constant=pytest.fail) == finite(data)
    assert finite(finite(data)) == finite(data)


def test_whole_numbers_words_and_truth_stay_what_they_are():
    given_ = {"a": 1, "b": True, "c": "nan", "d": None, "e": 1e308, "f": 10**400}
    assert finite(given_) == given_ and finite(given_)["b"] is True


def test_the_form_is_that_of_json():
    assert json_text({"b": 1, "a": "村"}, indent=1, sort_keys=True) == \
        '{\n "a": "村",\n "b": 1\n}'
    with pytest.raises(TypeError):
        json_text({"a": object()})
