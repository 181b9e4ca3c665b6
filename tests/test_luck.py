"""Counter-based luck: uniform, the same by every road, and monotone where it must be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom, chi2, kstest

from fpplan.contract.ids import hash64
from fpplan.luck import counts_below, fold, fold_array, key_of, mix64, unit_interval

PARTS = st.integers(-(2**63), 2**64 - 1)
TOP = 2**64 - 1


def keys(count, *parts):
    return fold_array(fold(*parts), np.arange(count))


@given(st.lists(PARTS, max_size=6))
def test_fold_is_key_of_part_by_part(parts):
    key = np.uint64(0)
    for part in parts:
        key = np.uint64(key_of(key, np.uint64(part & TOP)))
    assert int(key) == fold(*parts)


@given(PARTS.filter(lambda x: x >= 0), st.lists(PARTS.filter(lambda x: x >= 0), min_size=1))
def test_fold_array_is_fold_of_each(base, parts):
    found = fold_array(fold(base), np.array(parts, np.uint64))
    assert found.dtype == np.uint64
    assert found.tolist() == [fold(base, part) for part in parts]


def test_a_fold_over_negative_numbers_is_the_same_in_an_array():
    months = np.arange(-36, 24)
    assert fold_array(fold("months"), months).tolist() == [fold("months", int(m)) for m in months]


def test_a_name_is_its_hash():
    assert fold(3, "V01", 7) == fold(3, hash64("V01"), 7)


def test_keys_that_were_once_given_out_stay():
    """Everything drawn so far rests on these; they change only with a marked changelog line."""
    assert fold() == 0
    assert fold(0) == 0xE220A8397B1DCDAF  # the first output of SplitMix64 from seed 0
    assert int(mix64(np.uint64(1))) == 0x5692161D100B05E5


def test_order_and_depth_of_parts_matter():
    assert len({fold(), fold(0), fold(0, 0), fold(1, 2), fold(2, 1), fold(3), fold("1")}) == 7


def test_every_byte_is_uniform():
    """Chi-square of all eight bytes, over counters and over keys that differ by one part."""
    count = 1 << 18
    for found in (keys(count, 0), keys(count, 1, "V01"),
                  np.array([fold(i, 5) for i in range(1 << 14)], np.uint64)):
        seen = found.view(np.uint8).reshape(-1, 8)
        for byte in range(8):
            each = np.bincount(seen[:, byte], minlength=256)
            expected = len(seen) / 256
            statistic = ((each - expected) ** 2 / expected).sum()
            assert chi2.sf(statistic, 255) > 1e-5, byte
            assert chi2.cdf(statistic, 255) > 1e-5, byte  # nor too even


def test_one_bit_in_moves_half_of_the_bits_out():
    base = np.array([fold(i) for i in range(2000)], np.uint64)
    out = fold_array(0, base)
    for bit in (0, 1, 31, 32, 63):
        changed = np.bitwise_count(out ^ fold_array(0, base ^ np.uint64(1 << bit)))
        assert abs(changed.mean() - 32) < 4 * 4 / np.sqrt(2000)


def test_neighbouring_keys_are_unrelated():
    u = unit_interval(keys(200_000, 4))
    assert kstest(u, "uniform").pvalue > 1e-4
    assert abs(np.corrcoef(u[:-1], u[1:])[0, 1]) < 4 / np.sqrt(u.size)
    other = unit_interval(keys(200_000, 5))
    assert abs(np.corrcoef(u, other)[0, 1]) < 4 / np.sqrt(u.size)


def test_a_uniform_is_never_zero_and_never_one():
    ends = unit_interval(np.array([0, TOP, TOP - 5000], np.uint64))
    assert 0 < ends[0] < 1e-15
    assert 1 - 1e-15 < ends[1] < 1


@pytest.mark.parametrize(("n", "p"), [(1, 0.3), (7, 0.5), (12, 0.02), (40, 0.93), (300, 0.51),
                                      (5000, 0.4), (60_000, 0.0007), (60_000, 0.9)])
def test_a_count_is_the_inverse_of_its_uniform(n, p):
    """Against scipy's quantiles, at the uniforms that the keys stand for."""
    some = keys(2000, "binomial", n)
    found = np.array([counts_below(n, p, key) for key in some])
    uniforms = ((some >> np.uint64(32)).astype(float) + 0.5) / 2**32
    assert np.array_equal(found, binom.ppf(uniforms, n, p))


def test_counts_at_the_edges():
    for key in keys(50, "edges"):
        assert counts_below(0, 0.5, key) == 0
        assert counts_below(9, 0.0, key) == 0
        assert counts_below(9, 1.0, key) == 9
        assert counts_below(9, 1e-300, key) == 0
        assert counts_below(9, 1 - 1e-16, key) == 9
        assert 0 <= counts_below(3, 0.5, key) <= 3
    for key in (np.uint64(0), np.uint64(TOP)):
        assert 0 <= counts_below(500, 0.2, key) <= 500
        assert 0 <= counts_below(500, 0.8, key) <= 500


@pytest.mark.parametrize(("n", "p"), [(1_000_000, 0.3), (1_000_000, 0.7), (3_000_000, 0.0004)])
def test_large_counts_have_the_right_mean_and_spread(n, p):
    """Where the chance of none at all is too small for a float."""
    found = np.array([counts_below(n, p, key) for key in keys(400, "large")], float)
    spread = np.sqrt(n * p * (1 - p))
    assert abs(found.mean() - n * p) < 4 * spread / 20
    assert 0.8 < found.std() / spread < 1.2


@given(st.integers(0, 3000), st.floats(0, 1), st.floats(0, 1), st.integers(0, TOP))
def test_a_count_never_falls_as_its_probability_rises(n, p, q, key):
    low, high = sorted((p, q))
    least, most = (counts_below(n, x, np.uint64(key)) for x in (low, high))
    assert 0 <= least <= most <= n


@given(st.integers(0, 3000), st.floats(0, 1), st.integers(0, TOP))
def test_a_count_never_falls_as_there_are_more(n, p, key):
    assert counts_below(n, p, np.uint64(key)) <= counts_below(n + 1, p, np.uint64(key))
