"""The table problem as a mixed-integer linear one."""

from __future__ import annotations

import numpy as np

from fpplan.planning.search_milp import Pieces


def test_the_concave_hull_lies_above_and_touches():
    rng = np.random.default_rng(1)
    steps = np.sort(rng.integers(0, 50, (3, 2, 1, 8)), axis=-1)
    worth = rng.normal(size=steps.shape).cumsum(axis=-1)
    worth = np.where(np.diff(steps, axis=-1, prepend=-1) == 0, np.nan, worth)
    for at in np.ndindex(3, 2, 1):  # equal hours have equal worth
        for k in range(1, 8):
            if np.isnan(worth[*at, k]):
                worth[*at, k] = worth[*at, k - 1]
    hull = Pieces(steps, worth).concave()
    assert (hull.worth >= worth - 1e-9).all()
    for at in np.ndindex(3, 2, 1):
        x, y = np.unique(steps[at], return_index=True)
        slopes = np.diff(hull.worth[at][y]) / np.diff(x)
        assert (np.diff(slopes) <= 1e-9).all()
