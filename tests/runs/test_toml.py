"""TOML that is written reads back as it was."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.runs.toml import to_toml

keys = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
plain = (
    st.booleans()
    | st.integers(-(2**62), 2**62)
    | st.floats(allow_nan=False)
    | st.text(st.characters(exclude_categories=["Cs"]))
)
values = st.recursive(
    plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(keys, inner, max_size=3),
    max_leaves=12,
)


@given(st.dictionaries(keys, values, max_size=5))
def test_round_trip(table):
    assert tomllib.loads(to_toml(table)) == table


def test_none_is_left_out_and_strangers_are_refused():
    assert to_toml({"a": None, "b": {"c": None, "d": 1}}) == "[b]\nd = 1\n"
    with pytest.raises(TypeError, match="set"):
        to_toml({"a": {1, 2}})
