"""Girls who were not born because their sex was selected against."""

from __future__ import annotations

import numpy as np
import pytest

from fpplan.books.selected import MONTHS_TO_BIRTH, girls_not_born
from fpplan.luck import fold, fold_array
from fpplan.tallies import Tallies, record_table, slot_table

STRATA, UNITS = ("resident", "migrant"), ("V01", "V02")


def ended(draws=2, months=30, number=None):
    """Tallies with selective terminations alone, all different from place to place."""
    table = slot_table(("iud",), STRATA)
    true = np.zeros((draws, 2, months, len(table)), np.int32)
    at = table.index("selective_terminations")
    shape = (draws, 2, months, *at.shape)
    rng = np.random.default_rng(4)
    true[..., at] = rng.integers(0, 60, shape) if number is None else number
    return Tallies.unreported(true, ("iud",), STRATA, UNITS, -12, (0, draws))


def keys_of(tallies):
    shape = (tallies.true.shape[0], 2, 2)
    return fold_array(fold("a test"), np.arange(np.prod(shape))).reshape(shape)


def unborn(tallies, carried=(1.0,), set_of=None, keys=None):
    """Girls not born and terminations, (draw, unit, month, order, stratum)."""
    records = record_table(STRATA)
    record = np.zeros((*tallies.true.shape[:3], len(records)), np.int32)
    whose = np.zeros(tallies.true.shape[0], np.int64) if set_of is None else np.array(set_of)
    girls_not_born(tallies, record, np.array(carried), whose,
                   keys_of(tallies) if keys is None else keys)
    at = records.index("girls_not_born")
    assert not np.delete(record, at.ravel(), axis=-1).any()  # nothing else is written
    return record[..., at], tallies.true[..., tallies.table.index("selective_terminations")]


def test_they_would_have_been_born_half_a_year_later():
    """The fetus is at the start of its fourth month and would be born in its ninth."""
    assert MONTHS_TO_BIRTH == 6
    girls, before = unborn(ended())
    assert np.array_equal(girls[:, :, 6:], before[:, :, :-6])
    assert before.sum() > 1000


def test_the_first_half_year_is_that_of_a_year_later():
    """Their terminations lie before the tallies: the same calendar months stand in."""
    girls, before = unborn(ended())
    assert np.array_equal(girls[:, :, :6], before[:, :, 6:12])


@pytest.mark.parametrize("months", [1, 4, 8])
def test_of_less_than_a_year_no_month_is_missing(months):
    girls, before = unborn(ended(months=months))
    places = [(month - 6) if month >= 6 else (month - 6) % months for month in range(months)]
    assert np.array_equal(girls, before[:, :, places])


def test_each_set_has_its_own_chance_of_a_live_birth():
    girls, before = unborn(ended(4), (0.0, 1.0, 0.8), (0, 1, 2, 2))
    assert not girls[0].any() and np.array_equal(girls[1, :, 6:], before[1, :, :-6])
    some, of = girls[2:, :, 6:], before[2:, :, :-6]
    assert (some <= of).all()
    assert abs(some.sum() - 0.8 * of.sum()) < 4 * np.sqrt(of.sum() * 0.8 * 0.2)


def test_luck_is_of_each_place_month_and_order_alone():
    """Ten everywhere: cells differ, and a draw by itself is what it was among others."""
    many = ended(number=10)
    girls, _before = unborn(many, (0.5,))
    assert len(np.unique(girls[0, 0, :, 0, 0])) > 3
    parts = [girls[0], girls[1], girls[:, 0], girls[:, 1], girls[..., 0, :], girls[..., 1, :],
             girls[..., 0], girls[..., 1]]
    for one, other in zip(parts[::2], parts[1::2], strict=True):
        assert not np.array_equal(one, other)
    alone = Tallies.unreported(many.true[1:], ("iud",), STRATA, UNITS, -12, (1, 2))
    assert np.array_equal(unborn(alone, (0.5,), keys=keys_of(many)[1:])[0][0], girls[1])


def test_a_greater_chance_never_gives_fewer():
    some, more = (unborn(ended(), (chance,))[0] for chance in (0.5, 0.6))
    assert (some <= more).all() and some.sum() < more.sum()
