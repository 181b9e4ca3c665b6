"""Exact binomial arithmetic against sums written out and the published table."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.indicators.chance import (
    MOST_BIRTHS,
    at_target,
    births_decided,
    births_to_tell,
    boy_share,
    chance_at_most,
    ratio_range,
    reliability,
    share_range,
)


def written_out(births, share, counts):
    return sum(math.comb(births, n) * share**n * (1 - share) ** (births - n) for n in counts)


@given(st.integers(1, 60), st.floats(0.01, 0.99), st.integers(1, 99))
def test_a_share_meets_its_target_with_the_sum_of_the_counts_that_do(births, share, target):
    least = [n for n in range(births + 1) if 100 * n >= target * births]
    most = [n for n in range(births + 1) if 100 * n <= target * births]
    assert at_target(births, share, target / 100, "least") == pytest.approx(
        written_out(births, share, least), abs=1e-9)
    assert at_target(births, share, target / 100, "most") == pytest.approx(
        written_out(births, share, most), abs=1e-9)


@given(st.integers(1, 400), st.floats(90, 140), st.floats(95, 130))
def test_a_sex_ratio_is_the_same_as_its_share_of_boys(births, ratio, target):
    assert at_target(births, boy_share(ratio), boy_share(target), "most") == pytest.approx(
        chance_at_most(births, ratio, target), abs=1e-9)


@pytest.mark.parametrize(("births", "fails"), [
    (12, 0.52), (24, 0.43), (36, 0.37), (120, 0.18), (240, 0.09), (600, 0.02)])
def test_chance_to_fail_92_percent_at_a_true_94_as_published(births, fails):
    assert 1 - at_target(births, 0.94, 0.92, "least") == pytest.approx(fails, abs=0.006)


@pytest.mark.parametrize(("ratio", "births"), [
    (115, 4_740), (120, 2_050), (130, 760), (145, 325)])
def test_births_to_tell_are_near_the_published_normal_approximation(ratio, births):
    found = births_to_tell(boy_share(106), boy_share(ratio))
    assert births <= found <= 1.07 * births  # exact tests need a little more


def test_births_to_tell_looks_both_ways():
    low = births_to_tell(0.9, 0.8)
    assert births_to_tell(0.1, 0.2) == low


def test_births_decided_is_the_first_from_which_on_it_holds():
    found = births_decided(0.94, 0.90, 0.92, "least", 0.05, 0.2)
    births = np.arange(found - 1, 2 * found)
    right = ((1 - at_target(births, 0.94, 0.92, "least") <= 0.05)
             & (at_target(births, 0.90, 0.92, "least") <= 0.2))
    assert not right[0] and right[1:].all()


def test_no_unit_is_large_enough_where_a_good_one_lies_beyond_the_target():
    assert births_decided(0.5, 0.6, 0.45, "most", 0.05, 0.2) is None
    assert MOST_BIRTHS > 60_000


def test_ranges_of_shares_and_ratios():
    assert share_range(24, 100) == (100, 100) and share_range(24, 0) == (0, 0)
    low, high = share_range(24, 94, 0.95)
    assert (round(low), round(high)) == (83, 100)
    assert [round(end) for end in ratio_range(24, 106, 0.95)] == [50, 243]


@pytest.mark.parametrize(("births", "found"), [(12, 0.29), (24, 0.45), (36, 0.55), (120, 0.80)])
def test_reliability_as_published(births, found):
    assert reliability(births, 0.92, 0.05) == pytest.approx(found, abs=0.006)
    assert reliability(0, 0.92, 0.05) == 0
