"""Figures that people have are scored and explained without any world."""

from __future__ import annotations

import subprocess
import sys

import pytest
from small_scheme import figures, small

from fpplan.experiment.score import explain, score


def test_points_follow_from_the_clauses():
    """9 of 10 visits due are 36 of 40 points; one complaint takes 10; 80 % quality all 20."""
    found = score(figures(small_visits=9, small_complaints=1), small())
    earned = {name: float(item.central[0, 0, 0]) for name, item in found.items.items()}
    assert (earned["visits"], earned["complaints"], earned["quality"]) == (36, -10, 20)


@pytest.mark.parametrize(("unit", "visits", "points"), [("V01", "10", 40), ("V02", "5", 20)])
def test_an_explanation_ends_at_the_points_that_were_scored(unit, visits, points):
    given = figures(2, small_visits=[10, 5])
    scored = score(given, small()).items["visits"].central[0, :, 0].tolist()
    told = explain(given, small(), "visits", unit=unit)
    assert told.points == scored[int(unit[-1]) - 1] == points
    assert ("small_visits", "visits", visits) in told.figures


def test_nothing_that_lives_is_loaded_for_it():
    """`fpplan score` of a workbook waits for no engine."""
    code = ("import sys, fpplan.experiment.score; "
            "print([m for m in sys.modules if m in ('numba', 'fpplan.population', "
            "'fpplan.programme', 'fpplan.books', 'fpplan.experiment.world')])")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
