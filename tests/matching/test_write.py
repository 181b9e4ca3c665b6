"""What a match writes into a scenario file."""

from __future__ import annotations

import tomllib

import pytest

from fpplan.contract.text import speaking
from fpplan.matching.match import Match
from fpplan.matching.write import with_scales
from fpplan.population.rates import Scales

TEXT = """\
# Ours.
[base]
setting = "china_rural"  # where

[base.scales]
uptake = 9.0

# The staff.
[base.staff]
hours = 2
"""
FOUND = Match(Scales(exposure=1.23456789, selection_2=-2 / 3), ("srb_first",),
              {"births": 355, "srb_second_and_later": 280.487805}, {}, {
                  "births": 354.98765432, "srb_second_and_later": 100 / 3}, ("births",), 9)


def test_scales_and_aims_are_written_to_six_figures():
    base = tomllib.loads(with_scales(TEXT, FOUND))["base"]
    assert base["scales"] == {**Scales()._asdict(), "exposure": 1.23457, "selection_2": -0.666667}
    assert base["matched"]["aims"] == {
        "births": {"aimed": 355, "reached": 354.988},
        "srb_second_and_later": {"aimed": 280.488, "reached": 33.3333}}


def test_a_reader_is_told_what_a_match_is_not():
    note = tomllib.loads(with_scales(TEXT, FOUND))["base"]["matched"]["note"]
    assert "a match has no interval" in note
    assert "births stays more than a standard error away" in note
    assert "srb_first is below the natural ratio" in note
    with speaking("zh"):
        assert note != tomllib.loads(with_scales(TEXT, FOUND))["base"]["matched"]["note"]


def test_everything_else_stays():
    written = with_scales(TEXT, FOUND)
    for line in ("# Ours.", 'setting = "china_rural"  # where', "# The staff.", "hours = 2"):
        assert line in written.splitlines()
    assert "uptake = 9.0" not in written
    assert written.count("# Written by `fpplan match`") == 2


def test_a_second_match_takes_the_place_of_the_first():
    assert with_scales(with_scales(TEXT, FOUND), FOUND) == with_scales(TEXT, FOUND)


@pytest.mark.parametrize("text", ["", "schema = 1\n", "[base]\nscales = { uptake = 1.0 }\n"])
def test_a_file_that_cannot_be_changed_table_by_table_is_refused(text):
    with pytest.raises(ValueError, match="base"):
        with_scales(text, FOUND)
