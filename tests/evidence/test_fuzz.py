"""500 damaged files of the fuzzer, in child processes with its limits; all 10,000 are
evidence/fuzz.py."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[2] / "evidence"))

import fuzz


@pytest.mark.parametrize("kind", fuzz.KINDS)
def test_what_is_damaged_is_good_before(kind, tmp_path):
    """Else every case would be refused for the same fault."""
    place = tmp_path / fuzz.PLACE
    place.mkdir()
    for name, raw in fuzz.KINDS[kind].make(None).items():
        (place / name).write_bytes(raw)
    assert fuzz.KINDS[kind].read(place / fuzz.KINDS[kind].main) is not None


def test_500_damaged_files_are_read_or_refused_in_words_of_ours():
    rows, failed = fuzz.fuzz(500, list(fuzz.KINDS), 1)
    assert failed == []
    assert sum(row[1] for row in rows) == 500
    assert all(row[3] > row[1] / 4 for row in rows), "most damage is seen"


def test_it_would_be_seen(tmp_path):
    path = tmp_path / "x.csv"
    for said, column in ((f"{path}: line 1: is wrong", "refused"), ("line 1: is wrong",
                         "no_place_or_rule"), (f"{path}: line 1: invalid literal", "foreign_words"),
                         (f"{path}: " + "x" * 9999, "no_place_or_rule"), ("", "no_place_or_rule")):
        assert fuzz.judged(said, path)[0] == column
