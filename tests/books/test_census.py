"""A census-style count: what it finds, and that it knows nothing of the books."""

from __future__ import annotations

import numpy as np
import pytest
from test_report import ALL_KINDS, books, counted_all

from fpplan.books.parameters import CENSUS_PARAMETERS
from fpplan.books.report import report
from fpplan.place.parameters import ParameterSets
from fpplan.tallies import Tallies


def counted(tallies: Tallies, seed: int = 0, run_in: int = 60, **census: float) -> Tallies:
    """Counted with these chances and no other (nobody hidden); books as they are."""
    own = {**dict.fromkeys(CENSUS_PARAMETERS, 0.0),
           **{f"census.{name}": value for name, value in census.items()}}
    whose = np.zeros(tallies.true.shape[0], dtype=np.int64)
    audits = np.zeros((1, *tallies.true.shape[1:3]))
    return report(tallies, ParameterSets(None, central=own), audits, seed=seed,
                  set_of_draw=whose, run_in=run_in)


@pytest.fixture(scope="module")
def true(invent):
    return invent(births=40.0)


def test_a_count_that_misses_nobody_finds_every_birth_and_child(true):
    assert counted_all(counted(true)) > 0
    children = counted(true, run_in=0).total("record", "children_under_5")
    assert np.array_equal(children, np.cumsum(true.total("true", "births"), axis=2))


def test_children_are_the_births_of_sixty_months(invent):
    long = invent(draws=(0, 2), births=40.0, months=84)
    born = long.total("true", "births")
    found = counted(long).total("record", "children_under_5")
    assert np.array_equal(found[:, :, 83], born[:, :, 24:84].sum(axis=2))
    # before the first month stands its year over and over
    assert np.array_equal(found[:, :, 11], 5 * born[:, :, :12].sum(axis=2))


def test_who_is_hidden_at_birth_is_found_with_the_years(invent):
    long = invent(draws=(0, 30), births=90.0, months=72)
    found = counted(long, hidden_out_boy=0.35, found_by_5_years=0.6)
    boys = "births[sex=m,policy=out]"
    n = long.total("true", boys).sum()
    missing = n - found.total("record", "births_counted[sex=m,policy=out]").sum()
    stay = 0.4 ** 0.2
    first = 0.35 / np.mean(stay ** np.arange(5))
    assert abs(missing - n * first) < 4 * np.sqrt(n * first * (1 - first))
    for label in ("sex=f", "policy=in"):  # nobody else
        assert np.array_equal(found.total("record", f"births_counted[{label}]"),
                              found.total("true", f"births[{label}]"))
    # of children under five the stated share is missing on average
    away = (found.total("record", "children_under_5[sex=m]")
            - found.total("record", "children_counted[sex=m]"))[:, :, 71].sum()
    under = long.total("true", boys)[:, :, 12:72].sum()
    assert away / under == pytest.approx(0.35, abs=0.01)
    assert np.array_equal(found.total("record", "children_under_5[sex=f]"),
                          found.total("record", "children_counted[sex=f]"))


def test_the_count_knows_nothing_of_the_books_nor_they_of_it(true):
    names = ("births_counted", "children_under_5", "children_counted")
    good, bad = books(true), books(true, audit=0.5, **ALL_KINDS)
    for name in names:
        assert np.array_equal(good.total("record", name), bad.total("record", name))
    hidden = counted(true, hidden_in_boy=0.5, hidden_in_girl=0.5)
    assert np.array_equal(hidden.reported, counted(true).reported)


@pytest.mark.parametrize("name", ["hidden_in_boy", "hidden_out_girl"])
def test_more_hiding_never_counts_more(true, name):
    few, many = (counted(true, found_by_5_years=0.5, **{name: share}) for share in (0.1, 0.4))
    gap = few.total("record", "births_counted") - many.total("record", "births_counted")
    assert (gap >= 0).all() and gap.sum() > 0
    children = (few.total("record", "children_counted")
                - many.total("record", "children_counted")).sum(axis=(0, 1))
    assert (children > 0).all()


def test_the_same_bytes_for_any_chunks_and_other_units(invent, true):
    whole = counted(true, hidden_in_boy=0.2)
    parts = [counted(invent(draws, births=40.0), hidden_in_boy=0.2) for draws in ((0, 3), (3, 8))]
    assert np.array_equal(np.concatenate([p.record for p in parts]), whole.record)
    alone = counted(invent(births=40.0, units=("V02",)), hidden_in_boy=0.2)
    assert np.array_equal(whole.record[:, 1:], alone.record)
