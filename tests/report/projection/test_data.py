"""What the figures of a projection read."""

from __future__ import annotations

import pytest

from fpplan.report.projection.data import ProjectionData

# What the session's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("projection_page")


def test_few_years_are_named_once_each(folder, pages):
    axis = ProjectionData(folder).time_axis
    assert (axis["dtick"], axis["tickformat"]) == ("M12", "%Y")
    assert pages["en"].count('"dtick":"M12"') >= 3  # people, births and deaths, fertility
    many = ProjectionData(folder)
    many.years = many.years * 10
    assert "dtick" not in many.time_axis and many.time_axis["nticks"] == 8
