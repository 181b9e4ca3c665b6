"""Populations that several tests of this room look at."""

from __future__ import annotations

import pytest
from small_people import lived, month_by_month, past_of, small


@pytest.fixture(scope="session")
def town():
    """A small prepared population: two villages, two strata."""
    return small()


@pytest.fixture(scope="session")
def past(town):
    """24 draws of it at the decision month."""
    return past_of(town, 24)


@pytest.fixture(scope="session")
def counts(town):
    """True tallies of 24 draws, months -12 to 23."""
    return lived(town, 24)


@pytest.fixture(scope="session")
def months(town, past):
    """Months 0 to 23 of the same draws, stepped one at a time: counts, states after each."""
    return month_by_month(town, past)
