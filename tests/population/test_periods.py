"""Months that share a period are alike, and no two periods are. What makes one is tested with the
setting's calendar (test_when.py)."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.place.setting import load_setting
from fpplan.population.periods import periods

SETTING = load_setting("china_rural")
MONTH = st.builds("{:04d}-{:02d}".format, st.integers(1985, 2030), st.integers(1, 12))
SPANS = st.tuples(st.integers(-60, 20), st.integers(1, 60))


@given(MONTH, SPANS)
def test_every_month_has_a_period_and_every_period_a_month(month, span):
    first, length = span
    found, period_of = periods(SETTING, month, first, first + length)
    assert period_of.shape == (length,) and period_of.dtype == np.int64
    assert sorted(set(period_of.tolist())) == list(range(len(found)))
    assert len(set(found)) == len(found)


@given(MONTH, SPANS)
def test_the_rates_of_a_month_are_those_of_the_middle_of_its_year(month, span):
    first, length = span
    found, period_of = periods(SETTING, month, first, first + length)
    year, calendar = (int(part) for part in month.split("-"))
    assert [found[k].when for k in period_of] == [
        year + (calendar - 1 + at) // 12 + 0.5 for at in range(first, first + length)]


@given(MONTH, SPANS, st.integers(1, 30))
def test_a_longer_run_has_the_same_months(month, span, more):
    """What comes later changes nothing of what was before."""
    first, length = span
    (short, one), (long, other) = (
        periods(SETTING, month, first, first + n) for n in (length, length + more))
    assert [short[k] for k in one] == [long[k] for k in other[:length]]


@pytest.mark.parametrize("policy_of", [[0, 0, 1, 1, 0, 0, 2], [3, 1, 1, 1, 1, 1, 1]])
def test_each_month_knows_its_policy_and_the_one_before(policy_of):
    found, period_of = periods(SETTING, "2014-01", 0, 6, policy_of)
    assert [(found[k].before, found[k].policy) for k in period_of] == [
        (policy_of[at], policy_of[at + 1]) for at in range(6)]
