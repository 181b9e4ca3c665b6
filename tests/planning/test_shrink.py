"""Shrinkage against what is known in closed form."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.planning.shrink import Peers, peers, shrunk, weight


def test_the_precision_is_that_of_the_beta_distribution():
    a, b = 18.0, 2.0  # mean .9, variance ab / ((a+b)² (a+b+1))
    between = (a * b / ((a + b) ** 2 * (a + b + 1))) ** 0.5
    assert Peers(0.9, between).precision == pytest.approx(a + b)


def test_the_precision_of_events_is_that_of_the_gamma_distribution():
    shape, rate = 6.0, 40.0
    assert Peers(shape / rate, shape**0.5 / rate, events=True).precision == pytest.approx(rate)


@pytest.mark.parametrize(("a", "b", "sizes"), [(18, 2, (10, 60)), (4, 16, (20, 40)),
                                               (45, 5, (100, 300))])
def test_beta_binomial_units_are_found_again(a, b, sizes):
    luck = np.random.default_rng(0)
    n = luck.integers(*sizes, 4000)
    k = luck.binomial(n, luck.beta(a, b, 4000))
    found = peers(k, n)
    assert found.mean == pytest.approx(a / (a + b), abs=0.005)
    assert found.precision == pytest.approx(a + b, rel=0.12)


def test_gamma_poisson_units_are_found_again():
    luck = np.random.default_rng(0)
    n = luck.uniform(20, 400, 4000)
    found = peers(luck.poisson(n * luck.gamma(6, 1 / 40, 4000)), n, events=True)
    assert found.precision == pytest.approx(40, rel=0.12)


def test_units_of_one_true_rate_are_set_apart_by_luck_alone():
    luck = np.random.default_rng(0)
    n = luck.integers(10, 60, 20_000)
    k = luck.binomial(n, 0.8)
    found = peers(k, n)
    assert found.between < 0.01
    assert np.abs(shrunk(k, n, found) - 0.8).max() < 0.02
    assert np.abs(k / n - 0.8).max() > 0.3


def test_shrunk_rates_are_nearer_to_the_truth_than_own_ones_or_the_peers():
    luck = np.random.default_rng(1)
    n = luck.integers(15, 50, 3000)
    truth = luck.beta(18, 2, 3000)
    k = luck.binomial(n, truth)
    group = peers(k, n)

    def error(found) -> float:
        return float(((found - truth) ** 2).mean())

    assert error(shrunk(k, n, group)) < 0.9 * min(error(k / n), error(group.mean))


def test_nothing_to_count_is_the_peers_word():
    group = Peers(0.9, 0.05)
    assert shrunk(np.array([0.0]), np.array([0.0]), group)[0] == 0.9
    assert np.isnan(peers(np.zeros(2), np.zeros(2)).mean)
    assert peers(np.array([3.0]), np.array([4.0])).between == 0


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=9))
def test_a_shrunk_rate_lies_between_the_units_and_the_peers(rows):
    k = np.array([min(row) for row in rows], float)
    n = np.array([max(row) for row in rows], float)
    group = peers(k, n)
    if np.isnan(group.mean):
        return
    found, own = shrunk(k, n, group), np.divide(k, n, out=np.full(len(k), group.mean), where=n > 0)
    assert (found >= np.minimum(own, group.mean) - 1e-9).all()
    assert (found <= np.maximum(own, group.mean) + 1e-9).all()
    assert ((weight(n, group) >= 0) & (weight(n, group) <= 1)).all()
