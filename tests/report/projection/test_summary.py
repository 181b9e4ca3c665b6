"""The first words of a projection's page."""

from __future__ import annotations

import pytest

from fpplan.report.projection.data import ProjectionData
from fpplan.report.projection.summary import _expect

# What the session's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("projection_page")


def test_one_year_stands_beside_the_year_before(folder):
    one = ProjectionData(folder)
    one.years = one.years[:1]
    said = [str(each) for each in _expect(one)]
    assert f"in {one.before.label} and" in said[1] and f"in {one.years[0].label}." in said[1]
