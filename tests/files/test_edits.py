"""Edits of scenario files keep everything else, comments and order too."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from fpplan.files.edits import with_tables

LIANHE = (Path(__file__).parents[2] / "scenarios" / "lianhe.toml").read_text("utf-8")
SCALES = {"scales": {"exposure": 1.5, "uptake": 0.0}}


def test_only_the_tables_named_change():
    found = with_tables(LIANHE, SCALES, "Written here.")
    before, after = LIANHE.splitlines(), found.splitlines()
    assert [line for line in after if line not in before] == ["# Written here.", "exposure = 1.5"]
    gone = {line.split(" =")[0] for line in before if line not in after}
    scales = {name for name in tomllib.loads(LIANHE)["base"]["scales"] if name != "uptake"}
    assert gone == scales  # the remark on who wrote them stands above what was matched, too
    assert tomllib.loads(found)["base"]["scales"] == SCALES["scales"]


def test_written_again_it_is_the_same():
    once = with_tables(LIANHE, SCALES, "Written here.")
    assert with_tables(once, SCALES, "Written here.") == once


def test_comments_before_the_next_table_stay():
    text = "[base.scales]\nexposure = 1.0\n\n# The staff.\n[base.staff]\nhours = 2\n"
    assert "# The staff." in with_tables(text, SCALES, "W")


def test_a_table_that_is_not_there_yet_comes_below_base():
    text = "[base]\nsetting = 'x'\n\n[variant.more]\nlabel = 'm'\n"
    found = with_tables(text, {"targets": {"a.b": {"V01": 90.5}}}, "W")
    assert tomllib.loads(found)["base"]["targets"] == {"a.b": {"V01": 90.5}}
    assert tomllib.loads(found)["variant"] == {"more": {"label": "m"}}


def test_nested_tables_have_a_line_each():
    found = with_tables(LIANHE, {"matched": {"note": "n", "aims": {
        "births": {"aimed": 1.0, "reached": 2.0}, "srb": {"aimed": 3.0, "reached": 4.0}}}}, "W")
    assert "aims.births = {aimed = 1.0, reached = 2.0}" in found.splitlines()


@pytest.mark.parametrize("text", [
    "x = 1\n", "[base]\nscales = 3\n", "[base]\nscales = { exposure = 1.0 }\n"])
def test_what_would_not_keep_the_rest_is_refused(text):
    with pytest.raises(ValueError, match="base"):
        with_tables(text, SCALES, "W")
