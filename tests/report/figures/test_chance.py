"""Luck of small numbers against exact values known from elsewhere."""

import math

import pytest

from fpplan.report.figures.chance import chance_at_most, ratio_range


@pytest.mark.parametrize(
    ("births", "above", "at_most"),
    [(12, 0.43, 0.49), (24, 0.48, 0.40), (36, 0.37, 0.48), (120, 0.31, 0.43), (600, 0.11, 0.38)],
)
def test_chance_at_most_gives_the_published_binomial_table(births, above, at_most):
    assert 1 - chance_at_most(births, 106, 117) == pytest.approx(above, abs=0.006)
    assert chance_at_most(births, 120, 117) == pytest.approx(at_most, abs=0.006)


@pytest.mark.parametrize(
    ("births", "low", "high"),
    [(12, 33, 300), (24, 50, 243), (36, 57, 200), (120, 74, 150), (240, 82, 138)],
)
def test_ratio_range_gives_the_published_ranges(births, low, high):
    found = ratio_range(births, 106, 0.95)
    assert [round(end) for end in found] == [low, high]


def test_edges():
    assert chance_at_most(0, 105, 118) == 0.0
    assert chance_at_most(1, 105, 118) == pytest.approx(100 / 205)  # the one girl
    assert ratio_range(3, 105)[1] == math.inf
    assert chance_at_most(50, 105, 100) == pytest.approx(
        sum(math.comb(50, b) * (105 / 205) ** b * (100 / 205) ** (50 - b) for b in range(26))
    )
