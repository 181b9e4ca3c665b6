"""Printed rates: what they print as, and which counts print so."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.matching.cells import Cell, printed

RULES = ("half_up", "half_even", "truncated")


def _prints_as(cell: Cell, numerator: int, denominator: int) -> bool:
    """Whether a rule that the cell allows prints the ratio as the cell's value."""
    rules = RULES if cell.rounding == "any" else (cell.rounding,)
    return any(
        printed(numerator, denominator, decimals=cell.decimals, rounding=rule,
                factor=cell.factor) == cell.value
        for rule in rules
    )


@pytest.mark.parametrize(
    ("numerator", "denominator", "rule", "decimals", "value"),
    [
        (25, 87, "truncated", 2, "28.73"),
        (25, 87, "half_up", 2, "28.74"),
        (52, 181, "half_up", 2, "28.73"),
        (19, 33, "truncated", 2, "57.57"),
        (19, 33, "half_even", 2, "57.58"),
        (1, 8, "half_up", 0, "13"),  # 12.5: a tie
        (1, 8, "half_even", 0, "12"),
        (3, 8, "half_even", 0, "38"),  # 37.5: the even neighbour is above
        (0, 5, "half_up", 1, "0.0"),
    ],
)
def test_worked_by_hand(numerator, denominator, rule, decimals, value):
    assert printed(numerator, denominator, decimals=decimals, rounding=rule) == Decimal(value)
    assert Cell.of("rate", "a", "b", value, rounding=rule).span().holds(numerator, denominator)


@given(
    rule=st.sampled_from((*RULES, "any")),
    factor=st.sampled_from((1, 100, 1000)),
    decimals=st.integers(0, 3),
    digits=st.integers(0, 3000),
    denominator=st.integers(1, 400),
    numerator=st.integers(0, 400),
)
def test_span_is_what_prints_as_the_value(rule, factor, decimals, digits, denominator, numerator):
    value = Decimal(digits).scaleb(-decimals)
    cell = Cell.of("rate", "a", "b", value, decimals=decimals, rounding=rule, factor=factor)
    span = cell.span()
    prints = _prints_as(cell, numerator, denominator)
    assert span.holds(numerator, denominator) == prints
    least, most = span.numerators(denominator)
    assert (least <= numerator <= most) == prints
    greatest = span.most_denominator(numerator)
    within = span.least_denominator(numerator) <= denominator
    assert (within and (greatest is None or denominator <= greatest)) == prints


@given(
    rule=st.sampled_from(RULES),
    decimals=st.integers(0, 4),
    denominator=st.integers(1, 500),
    data=st.data(),
)
def test_ends_of_a_span_are_exact(rule, decimals, denominator, data):
    """The neighbours just outside a run of numerators print as something else."""
    numerator = data.draw(st.integers(0, 2 * denominator))
    value = printed(numerator, denominator, decimals=decimals, rounding=rule)
    cell = Cell.of("rate", "a", "b", value, decimals=decimals, rounding=rule)
    least, most = cell.span().numerators(denominator)
    assert least <= numerator <= most
    for outside in (least - 1, most + 1):
        assert outside < 0 or not _prints_as(cell, outside, denominator)


def test_zero_denominator_never_fits():
    assert not Cell.of("rate", "a", "b", "0").span().holds(0, 0)


def test_decimals_are_those_shown():
    assert Cell.of("rate", "a", "b", "6.20").decimals == 2
    assert Cell.of("rate", "a", "b", 13.05).value == Decimal("13.05")
    assert Cell.of("rate", "a", "b", 100).decimals == 0
    assert Cell.of("rate", "a", "b", 6.2, decimals=2).shown() == "6.20"


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"rounding": "nearest"}, "rounding"),
        ({"factor": 10}, "factor"),
        ({"decimals": -1}, "decimals"),
        ({"decimals": 1}, "value"),
        ({"value": "-0.5"}, "value"),
        ({"value": "many"}, "value"),
        ({"value": float("inf")}, "value"),
        ({"value": "1e999999"}, "value"),
        ({"numerator": ""}, "numerator"),
        ({"numerator": "a + "}, "numerator"),
        ({"denominator": "b + b"}, "denominator"),
    ],
)
def test_faults_name_the_field(change, field):
    words = {"numerator": "a", "denominator": "b", "value": "72.39", **change}
    cell = Cell.of("rate", **words)
    assert [name for name, _, _ in cell.faults()] == [field]


def test_printing_refuses_what_it_cannot_print():
    with pytest.raises(ValueError, match="denominator"):
        printed(1, 0, decimals=1, rounding="half_up")
    with pytest.raises(ValueError, match="any"):
        printed(1, 2, decimals=1, rounding="any")
