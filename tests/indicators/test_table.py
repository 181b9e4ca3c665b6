"""Indicators that have been worked out, as arrays."""

from __future__ import annotations

import numpy as np
import pytest

from fpplan.contract.months import Period
from fpplan.indicators.table import VIEWS, IndicatorTable

SHAPE = (2, 3, 2, 1, 2)  # view, draw, unit, period, name
VALUE = np.arange(np.prod(SHAPE), dtype=float).reshape(SHAPE)
TABLE = IndicatorTable(VALUE, VALUE, VALUE, ("V01", "V02"), (Period("2014", 0, 11),),
                       ("births", "srb"), (0, 3))


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("name", TABLE.names)
def test_an_indicator_is_given_on_its_axes(view, name):
    found = TABLE.of(name, view)
    assert found.shape == (3, 2, 1)
    for draw, unit, period in np.ndindex(found.shape):
        assert found[draw, unit, period] == VALUE[
            ("true", "reported").index(view), draw, unit, period, ("births", "srb").index(name)]


def test_what_is_true_is_given_where_no_view_is_asked_for():
    assert np.array_equal(TABLE.of("srb"), TABLE.of("srb", "true"))
    assert not np.array_equal(TABLE.of("srb"), TABLE.of("srb", "reported"))


def test_a_name_or_view_that_it_does_not_have_is_a_mistake_of_ours():
    for name, view in (("tfr", "true"), ("srb", "as_read")):
        with pytest.raises(ValueError):
            TABLE.of(name, view)  # type: ignore[arg-type]
