"""TOML written here reads back through the standard library as it was."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.scenario.toml import dumps

text = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
scalars = (st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | text
           | st.dates() | (st.times() | st.datetimes()).map(lambda t: t.replace(fold=0)))
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4),
    max_leaves=20,
)
tables = st.dictionaries(text, values, max_size=6)


@given(tables)
def test_round_trip(table):
    again = tomllib.loads(dumps(table))
    assert again == table
    assert repr_of(again) == repr_of(table)


def repr_of(value):
    """Types and signs too: 1, 1.0 and True are equal, 0.0 and -0.0 as well."""
    if isinstance(value, dict):
        return sorted((key, repr_of(part)) for key, part in value.items())
    return [repr_of(part) for part in value] if isinstance(value, list) else repr(value)


@given(st.dictionaries(text, st.dictionaries(text, scalars, max_size=3), max_size=5))
def test_the_order_of_one_kind_of_table_is_kept(table):
    assert list(tomllib.loads(dumps(table))) == list(table)


def test_numbers_that_are_none_read_back():
    assert tomllib.loads(dumps({"a": float("inf"), "b": float("-inf")})) == {
        "a": float("inf"), "b": float("-inf")}
    assert dumps({"a": float("nan")}) == "a = nan\n"


@pytest.mark.parametrize("value", [None, object(), {1: 2}, [None], {"a": {"b": None}}])
def test_what_toml_cannot_hold_is_refused(value):
    with pytest.raises(TypeError):
        dumps({"a": value})
