"""Numbers in words."""

import math

import pytest

from fpplan.contract.text import speaking
from fpplan.report.numbers import ABSENT, joined, num, percent, signed, span


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [(1234.5, 0, "1,234"), (1234567.891, 2, "1,234,567.89"), (-3.25, 1, "−3.2"), (-0.04, 1, "0.0"),
     (0.0, 0, "0"), (None, 0, ABSENT), (math.nan, 2, ABSENT)],
)  # fmt: skip
def test_num(value, decimals, text):
    assert num(value, decimals) == text


def test_signed():
    assert [signed(x, 1) for x in (2.0, -2.0, 0.0, -0.01, None)] == [
        "+2.0", "−2.0", "0.0", "0.0", ABSENT,
    ]  # fmt: skip


def test_percent_never_claims_certainty_that_is_not_there():
    assert [percent(x) for x in (0, 0.001, 0.5, 0.999, 1)] == [
        "0 %", "under 1 %", "50 %", "over 99 %", "100 %",
    ]  # fmt: skip
    assert percent(None) == ABSENT


def test_lists_and_ranges():
    assert joined([]) == "" and joined(["a"]) == "a"
    assert joined(["a", "b", "c"]) == "a, b and c"
    assert span(-1, 2.5, 1) == "−1.0 to 2.5"
    with speaking("zh"):
        assert joined(["甲", "乙", "丙"]) == "甲、乙、丙"
