"""What one decision gains over another on fresh draws."""

from __future__ import annotations

import numpy as np
import pytest

from fpplan.planning.plan_fresh import gain_of


def test_the_standard_error_is_of_parameter_sets():
    rng = np.random.default_rng(0)
    of_set = np.repeat(rng.normal(size=50), 4)
    gain = gain_of(None, np.zeros(200), of_set)
    assert gain.mean == pytest.approx(of_set.mean())
    assert gain.error == pytest.approx(of_set[::4].std(ddof=1) / np.sqrt(50))
