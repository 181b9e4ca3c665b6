"""Patterns of tallies are read without knowing the slots."""

from __future__ import annotations

from fpplan.tallies import parse_pattern


def test_parse_pattern_splits_labels_and_values():
    assert parse_pattern("people") == ("people", {})
    assert parse_pattern("births[order=2|3,sex=f]") == (
        "births", {"order": ("2", "3"), "sex": ("f",)})
