"""The page of a frontier."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from fpplan.planning.frontier import Spot
from fpplan.planning.plan_fresh import Gain
from fpplan.report.frontier_page import frontier_lines


@pytest.mark.parametrize(("outcomes", "says"), [
    (4.0, "true outcomes can be better: 100 % of the hours, for outcomes gives 4.0"),
    (2.0, "nothing was found that is better in true outcomes"),
])
def test_a_place_without_points_is_told_without_them(outcomes, says):
    own = Spot("base", "own", 10, None, None, 0, 3.0, 0, None, None, None)  # type: ignore[arg-type]
    found = Spot("x", "found", 10, None, None, 0, outcomes, 0, 1, 0, None)  # type: ignore[arg-type]
    first, second = frontier_lines(SimpleNamespace(spots=(own, found)))  # type: ignore[arg-type]
    assert first.endswith("No scheme here gives untagged points.") and "–" not in first
    assert says in second


@pytest.mark.parametrize(("points", "outcomes", "worse", "says"), [
    (-0.4, 8.5, (), True), (-9.0, 8.5, (), False), (-0.4, 1.5, (), False),
    (-0.4, 8.5, ("unmet_need_percent",), False), (3.0, 8.5, (), True)])
def test_serving_better_at_the_same_points_is_told(points, outcomes, worse, says):
    """Errors of 1: what is beyond twice of them counts."""
    def gain(mean):
        return Gain(0, mean, mean, 1.0, mean, mean)

    own = Spot("base", "own", 10, None, 50.0, 0, 30.0, 0, None, None, None, True)  # type: ignore[arg-type]
    other = Spot("followup", "variant", 10, None, 50 + points, 0, 30 + outcomes, 0, None, None,
                 None, True, worse, gain(points), gain(outcomes))  # type: ignore[arg-type]
    lines = frontier_lines(SimpleNamespace(spots=(own, other)))  # type: ignore[arg-type]
    told = [line for line in lines if "cannot be told from today's: followup" in line]
    assert bool(told) == says
    if told:
        assert f"outcomes by +{outcomes}" in told[0]
