"""Figures of people, births and deaths, and the pyramid."""

from __future__ import annotations

import pytest

from fpplan.report.projection.people import _ticks

# What the session's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("projection_page")


def test_the_outline_of_a_pyramid_goes_round_its_bars(pages):
    assert '"shape":"vhv"' in pages["en"]  # steps half-way between two groups, at their border


@pytest.mark.parametrize(("most", "ticks"), [(0.5, [0.0]), (7, [0, 2, 4, 6]),
                                             (1450, [0, 500, 1000])])
def test_ticks_are_round(most, ticks):
    assert _ticks(most) == ticks
