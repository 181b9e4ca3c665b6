"""Patterns of tallies are read without knowing the slots."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.tallies import parse_pattern


def test_parse_pattern_splits_labels_and_values():
    assert parse_pattern("people") == ("people", {})
    assert parse_pattern("births[order=2|3,sex=f]") == (
        "births", {"order": ("2", "3"), "sex": ("f",)})


NAMES = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
VALUES = st.lists(st.from_regex(r"@?[a-z0-9_]{1,6}", fullmatch=True), min_size=1, max_size=3)


@given(NAMES, st.dictionaries(NAMES, VALUES, max_size=4), st.sampled_from(["", " "]))
def test_what_was_written_is_read(family, labels, space):
    parts = f",{space}".join(f"{label}{space}={space}{'|'.join(values)}"
                             for label, values in labels.items())
    pattern = f"{family}[{parts}]" if labels else family
    assert parse_pattern(f"{space}{pattern}{space}") == (
        family, {label: tuple(values) for label, values in labels.items()})


@pytest.mark.parametrize(("pattern", "words"), [
    ("", "not a tally name"), ("Births", "not a tally name"), ("births[sex=f", "not a tally name"),
    ("births[sex=f]]", "not a tally name"), ("2births", "not a tally name"),
    ("births[sex]", 'not one "label=value"'), ("births[sex=]", 'not one "label=value"'),
    ("births[=f]", 'not one "label=value"'), ("births[sex=f,]", 'not one "label=value"'),
    ("births[sex=f,sex=m]", 'not one "label=value"'),
])
def test_what_is_no_pattern_is_refused_with_what_it_is(pattern, words):
    with pytest.raises(ValueError) as caught:
        parse_pattern(pattern)
    assert words in str(caught.value) and f'"{pattern}"' in str(caught.value)
