"""Users, starts and clients stand in the books more often than they are."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fpplan.books.services import CLIENTS, STARTS, USERS, overstate
from fpplan.luck import fold, fold_array
from fpplan.tallies import Tallies, record_table, slot_table

METHODS, STRATA, TASKS, UNITS = ("iud", "condom"), ("resident", "migrant"), ("a", "b"), ("V", "W")
TABLE = slot_table(METHODS, STRATA, TASKS)
NAMES = ("using", "starts", "clients")


def served(draws=3, months=12, *, women=1000, using=50, starts=20, clients=40):
    """Numbers of each method, order class, stratum and task, the same in every month."""
    true = np.zeros((draws, 2, months, len(TABLE)), np.int32)
    for name, number in (("in_union_by_order", women), ("using", using), ("starts", starts),
                         ("clients", clients), ("births", 3)):
        true[..., TABLE.index(name).ravel()] = number
    records = record_table(STRATA)
    record = np.zeros((*true.shape[:3], len(records)), np.int32)
    return Tallies(true, true, record, TABLE, records, UNITS, -12, (0, draws))


def keys_of(draws):
    return fold_array(fold("a test"), np.arange(draws * 4)).reshape(draws, 2, 2)


def books(tallies, shares, set_of=None, keys=None):
    """The reported view under shares (users, starts, clients) of every set and unit."""
    draws, given = tallies.true.shape[0], np.array(shares, float)
    if given.ndim == 1:
        given = np.broadcast_to(given, (1, 2, 3)).copy()
    reported = tallies.true.copy()
    whose = np.zeros(draws, np.int64) if set_of is None else np.array(set_of)
    overstate(tallies, reported, given, whose, keys_of(draws) if keys is None else keys)
    return replace(tallies, reported=reported)


def more(found):
    """How many more stand in the books, by family."""
    gap = found.reported.astype(np.int64) - found.true
    return {name: gap[..., TABLE.index(name)] for name in NAMES}


def test_honest_books_are_the_truth():
    found = books(served(), (0, 0, 0))
    assert np.array_equal(found.reported, found.true)


@pytest.mark.parametrize("which", [USERS, STARTS, CLIENTS])
def test_each_share_moves_its_own_figures_alone(which):
    found = books(served(), np.eye(3)[which])
    gap = more(found)
    for at, name in enumerate(NAMES):
        true = found.true[..., TABLE.index(name)]
        assert np.array_equal(gap[name], true if at == which else 0 * true), name  # each twice
    ours = np.concatenate([TABLE.index(name).ravel() for name in NAMES])
    assert np.array_equal(np.delete(found.reported, ours, -1), np.delete(found.true, ours, -1))


def test_shares_are_those_of_the_parameters():
    found = books(served(40), (0.2, 0.3, 0.1))
    for name, share in zip(NAMES, (0.2, 0.3, 0.1), strict=True):
        true = found.true[..., TABLE.index(name)]
        # users are the same all year: one month tells as much as twelve
        gap, true = (each[:, :, :1] if name == "using" else each
                     for each in (more(found)[name], true))
        assert abs(gap.sum() - share * true.sum()) < 4 * np.sqrt(true.sum() * share * (1 - share))


def test_users_are_never_more_than_the_women_in_union():
    """2 × 50 use; of 130 women 30 are left to be written as users, of 100 nobody."""
    table = TABLE.index("using")
    for women, left in ((130, 30), (100, 0), (99, 0)):
        found = books(served(women=women), (1, 0, 0))
        by_order = found.reported[..., table].sum(axis=3)
        assert (by_order == 100 + left).all()
    assert not more(found)["using"].any()


def test_users_in_the_books_stay_the_same_from_month_to_month():
    """Stocks that do not move do not move in the books; what is counted anew each month does."""
    gap = more(books(served(), (0.3, 0.3, 0.3)))
    assert (gap["using"] == gap["using"][:, :, :1]).all() and gap["using"].any()
    assert (gap["starts"] != gap["starts"][:, :, :1]).any()
    assert (gap["clients"] != gap["clients"][:, :, :1]).any()


def test_sets_and_units_have_their_own_shares():
    shares = np.zeros((2, 2, 3))
    shares[1, 0], shares[0, 1, 2] = (1, 0, 0), 1
    gap = more(books(served(3), shares, set_of=(0, 1, 1)))
    assert gap["using"].any(axis=(2, 3, 4, 5)).tolist() == [
        [False, False], [True, False], [True, False]]
    assert gap["clients"].any(axis=(2, 3)).tolist() == [
        [False, True], [False, False], [False, False]]


def test_a_greater_share_never_writes_fewer():
    some, many = (more(books(served(), (share,) * 3)) for share in (0.2, 0.3))
    for name in NAMES:
        assert (some[name] <= many[name]).all() and some[name].sum() < many[name].sum()


def test_luck_is_of_a_method_and_of_a_draw_alone():
    """A draw by itself is what it was, and a method keeps its luck beside others."""
    found = books(served(), (0.3, 0.3, 0.3))
    alone = served(1)
    assert np.array_equal(books(alone, (0.3, 0.3, 0.3), keys=keys_of(3)[2:]).reported,
                          found.reported[2:])
    assert not np.array_equal(more(found)["using"][:, :, :, 0], more(found)["using"][:, :, :, 1])
    without = served()
    without.true[..., TABLE.match("using[method=iud]")] = 0
    assert np.array_equal(more(books(without, (0.3, 0, 0)))["using"][..., 1, :, :],
                          more(found)["using"][..., 1, :, :])


def test_where_nobody_is_nobody_is_written():
    found = books(served(using=0, starts=0, clients=0), (1, 1, 1))
    assert np.array_equal(found.reported, found.true)
