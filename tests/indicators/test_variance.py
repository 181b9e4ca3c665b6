"""The split of variance against what was put in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.indicators.variance import LEVEL, split


def made_up(between: float, within: float, sets: int, repeats: int, seed: int) -> np.ndarray:
    luck = np.random.default_rng(seed)
    groups = luck.normal(0, between, (sets, 1)) + luck.normal(0, within, (sets, repeats))
    return groups.ravel()


def test_by_hand():
    found = split(np.array([1.0, 3.0, 7.0, 9.0]), 2)
    # means 2 and 8: between 2 * 18 = 36, within 2, parameters (36 - 2) / 2
    assert found is not None
    assert (found.parameters, found.chance) == (17.0, 2.0)
    assert found.share == pytest.approx(17 / 19)


@pytest.mark.parametrize("truth", [0.0, 0.2, 0.8])
def test_the_interval_holds_the_truth_as_often_as_it_says(truth):
    held = low = 0
    for seed in range(400):
        found = split(made_up(truth**0.5, (1 - truth) ** 0.5, 60, 4, seed), 4)
        held += found.low <= truth <= found.high
        low += found.high < truth
    # a share of 0 is also held where the interval begins at 0
    wanted = (1 + LEVEL) / 2 if truth == 0 else LEVEL
    assert held / 400 == pytest.approx(wanted, abs=4 * (0.1 * 0.9 / 400) ** 0.5)
    assert low / 400 < 0.12


def test_mean_over_many_runs_is_right_even_when_parameters_do_nothing():
    found = [split(made_up(0.0, 1.0, 20, 4, seed), 4).parameters for seed in range(500)]
    assert abs(np.mean(found)) < 4 * np.std(found) / 500**0.5
    assert min(found) < 0


def test_nothing_to_say():
    assert split(np.ones(8), 4) is None
    assert split(np.arange(4.0), 4) is None
    assert split(np.array([1.0, np.nan, 2.0, 3.0]), 2) is None


def test_no_chance_at_all():
    assert split(np.array([1.0, 1.0, 2.0, 2.0]), 2).share == 1.0


def test_a_broken_set_is_a_mistake_of_ours():
    with pytest.raises(ValueError, match="sets of 4"):
        split(np.zeros(6), 4)


@given(st.lists(st.floats(-1e6, 1e6), min_size=8, max_size=40).filter(lambda v: len(v) % 4 == 0),
       st.floats(0.1, 100), st.floats(-100, 100))
def test_scale_and_origin_change_no_share(values, scale, origin):
    one = split(np.array(values), 4)
    if one is None or one.chance < 1e-3:
        return
    two = split(np.array(values) * scale + origin, 4)
    assert two.share == pytest.approx(one.share, abs=1e-6)
    assert one.low <= one.share <= one.high
