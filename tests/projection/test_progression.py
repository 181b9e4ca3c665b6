"""Parity progression from lives whose chances are known."""

from __future__ import annotations

import numpy as np
import pytest

from fpplan.population.state import AGED, DEAD, PRESENT, STATE
from fpplan.population.years import GONE, Year
from fpplan.projection.progression import ORDERS, count_progress, progression


def table(chance, women=1000):
    """Counts with the same chance at every age, by order."""
    counts = np.zeros((2, 7, ORDERS))
    counts[0] = women
    counts[1] = women * np.asarray(chance)
    return counts


def test_a_constant_chance_gives_the_geometric_answer():
    """35 years of chance p: 1 - (1 - p)^35 have a first birth."""
    found = progression(table([0.05, 0.0, 0.0, 0.0]))
    assert found[0] == pytest.approx(1 - 0.95**35)
    assert found[1] == 0.0 and np.isnan(found[2]) and np.isnan(found[3])


def test_later_orders_have_fewer_years():
    found = progression(table([0.1, 0.1, 0.1, 0.1]))
    assert (np.diff(found) < 0).all() and (found > 0).all()
    # Twice 0.1 a year: the chance of a second birth by 50 is that of a negative binomial.
    twice = 1 - 0.9**35 - 35 * 0.1 * 0.9**34
    assert found[0] * found[1] == pytest.approx(twice)


def test_an_age_without_women_passes_nobody_on():
    counts = table([0.1, 0.2, 0.0, 0.0])
    counts[:, 3:, 1] = 0
    found = progression(counts)
    assert np.isfinite(found[:2]).all() and found[1] < progression(table([0.1, 0.2, 0, 0]))[1]


def test_years_are_counted_from_the_women_themselves():
    states = np.zeros((1, 6), STATE)
    states["here"] = [PRESENT, PRESENT, DEAD, AGED, PRESENT, PRESENT]
    states["order"] = [1, 2, 1, 3, 2, 1]
    states["stratum"] = [0, 0, 0, 0, 0, 1]
    orders = np.array([[0, 2, 0, 3, 0, 0]], np.uint8)
    ages = np.array([[6, 12, 6, 34, 0, 6]], np.uint8)
    year = Year(0, np.zeros(0), np.zeros(0), np.zeros(0), states, np.array([0, 5, 6]), orders, ages)
    found = count_progress(year, np.array([True, False]))
    assert found.shape == (1, 2, 2, 7, ORDERS)
    women, births = found[0, 0]
    assert women[1, 0] == 1 and women[2, 2] == 1 and women[6, 3] == 1 and women[0, 0] == 1
    assert women.sum() == 4  # who died is left out
    assert births[1, 0] == 1 and births[0, 0] == 1 and births[0, 1] == 1  # twins, or two births
    assert births.sum() == 3
    assert not found[0, 1].any()  # her stratum is not counted
    later = Year(0, np.zeros(0), np.zeros(0), np.zeros(0), states, np.array([0, 5, 6]),
                 np.full((1, 6), GONE, np.uint8), ages)
    assert not count_progress(later, np.array([True, True])).any()
