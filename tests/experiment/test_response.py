"""The response table: what it takes from few events, and how it adds up."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from plan_small import made_up

from fpplan.experiment.response import Seen, _hats, change

DRAWS, UNITS = 32, 12


def counts(p: np.ndarray, n: int, seed: int) -> Seen:
    """Events of n tries in each unit, with the same luck for any p: (draw, unit, 1, 1)."""
    luck = np.random.default_rng(seed).random((DRAWS, UNITS, n))
    above = (luck < np.broadcast_to(p, (UNITS,))[None, :, None]).sum(axis=2)
    return Seen(above[:, :, None, None].astype(float), np.full((DRAWS, UNITS, 1, 1), float(n)))


def logit(p):
    return np.log(p / (1 - p))


def test_a_strong_effect_is_found_on_its_scale():
    before, after = counts(np.array(0.2), 400, 1), counts(np.array(0.35), 400, 1)
    above, below = change(before, after, np.full(UNITS, 0.5), ("logit",))
    assert np.allclose(above[:, 0, 0], logit(0.35) - logit(0.2), atol=0.06)
    assert np.allclose(below, 0)


def test_units_that_differ_by_luck_alone_are_drawn_together():
    before, after = counts(np.array(0.2), 15, 2), counts(np.array(0.35), 15, 2)
    above, _below = change(before, after, np.full(UNITS, 0.5), ("logit",))
    alone = [logit(a) - logit(b) for a, b in zip(
        after.above.mean(axis=0)[:, 0, 0] / 15, before.above.mean(axis=0)[:, 0, 0] / 15,
        strict=True)]
    assert above.std() < 0.35 * np.std(alone)
    assert abs(above.mean() - (logit(0.35) - logit(0.2))) < 0.2


def test_units_that_do_differ_stay_apart():
    p = np.where(np.arange(UNITS) < 6, 0.22, 0.5)
    before, after = counts(np.array(0.2), 2000, 3), counts(p, 2000, 3)
    above, _below = change(before, after, np.full(UNITS, 0.5), ("logit",))
    assert np.allclose(above[:, 0, 0], logit(p) - logit(0.2), atol=0.05)


def test_what_cannot_be_told_from_nothing_is_nothing():
    before, after = counts(np.array(0.2), 20, 4), counts(np.array(0.2), 20, 5)  # other luck
    above, _below = change(before, after, np.full(UNITS, 0.5), ("logit",))
    assert np.abs(above).max() == 0


@given(st.lists(st.floats(0, 10), min_size=2, max_size=6, unique=True), st.floats(-2, 12))
def test_straight_lines_between_knots(knots, x):
    knots = np.sort(np.array(knots))
    values = np.sin(knots)
    hats = _hats(np.array([x]), knots)
    assert hats.sum() == pytest.approx(1)
    assert (hats * values).sum() == pytest.approx(np.interp(x, knots, values), abs=1e-6)


def test_no_move_gives_the_spread_to_the_bit():
    problem, _judge, table = made_up()
    found = table.predict(problem.own.hours[None])
    assert np.array_equal(found.above, table.spread.above)
    assert np.array_equal(found.below, table.spread.below)
