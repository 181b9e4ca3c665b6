"""Whether figures could be one of a run's draws: exact at the ends, even in between."""

from __future__ import annotations

import numpy as np

from fpplan.indicators.agreement import agreement


def draws(number: int = 2000, seed: int = 1) -> np.ndarray:
    """Three figures; the first two go together."""
    rng = np.random.default_rng(seed)
    first = rng.normal(300, 20, number)
    return np.stack([first, 40 + 0.1 * first + rng.normal(0, 1, number),
                     np.exp(rng.normal(5, 0.2, number))], axis=1)


def test_the_middle_is_a_run_of_the_place_and_the_far_end_is_none():
    found = draws()
    assert agreement(found, found.mean(axis=0)) > 0.98
    assert agreement(found, found.mean(axis=0) + np.array([200, 0, 0])) == 1 / 2001


def test_draws_of_the_place_are_called_so_as_often_as_they_should():
    """Of other draws one in ten has p below .1: what the share means."""
    found, others = draws(), draws(1000, seed=2)
    low = np.mean([agreement(found, one) < 0.1 for one in others])
    assert abs(low - 0.1) < 0.03  # three standard errors of 1,000


def test_figures_that_go_apart_where_they_should_go_together_are_far():
    """Each is within its own range; together no draw has them."""
    found = draws()
    together, apart = (found.mean(axis=0) + np.array([20, side, 0]) for side in (2, -2))
    assert agreement(found, together) > 0.2 and agreement(found, apart) < 0.05


def test_a_figure_that_only_restates_another_counts_once():
    """A rate of births by people who hardly vary: what its own small luck is does not matter."""
    found = draws()
    rate = found[:, :1] / 27.2 + np.random.default_rng(3).normal(0, 1e-3, (2000, 1))
    twice = np.concatenate([found, rate], axis=1)
    given = found.mean(axis=0) + np.array([20, 2, 0])
    restated = np.append(given, given[0] / 27.2 + 0.01)  # ten of the rate's own deviations
    assert abs(agreement(twice, restated) - agreement(found, given)) < 0.1


def test_too_few_draws_tell_nothing():
    found = draws(29)
    assert agreement(found, found[0]) is None
    assert agreement(draws(30), found[0]) is not None
    with_gaps = draws(40)
    with_gaps[::2, 2] = np.nan  # a ratio without girls
    assert agreement(with_gaps, found[0]) is None
    assert agreement(np.ones((50, 2)), np.ones(2)) is None  # nothing varies
