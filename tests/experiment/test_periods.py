"""The periods of a run: the year before, planning years, and what schemes add."""

from __future__ import annotations

from dataclasses import replace

from small_people import plan
from small_scheme import small
from townships import scheme

from fpplan.contract.months import Calendar
from fpplan.experiment.periods import (
    aimed_window,
    published_windows,
    run_periods,
    scheme_years,
    window_of,
)

JANUARY = replace(small(), calendar=Calendar(starts=1, parts=(6, 6)))


def test_without_schemes_there_are_the_year_before_and_the_years_ahead():
    found = run_periods(plan(), [])
    assert [(p.period.id, p.role) for p in found] == [
        ("2013-08", "before"), ("2014-08", "year"), ("2015-08", "year")]
    assert [(p.period.first, p.period.last) for p in found] == [(-12, -1), (0, 11), (12, 23)]


def test_a_scheme_without_a_calendar_of_its_own_adds_no_period():
    assert run_periods(plan(), [small()]) == run_periods(plan(), [])


def test_years_of_a_scheme_are_whole_and_lie_ahead():
    """Of 24 months from August 2014 only the calendar year 2015 is whole."""
    (year,) = scheme_years(plan(), JANUARY)
    assert (year.first, year.last) == (5, 16)
    assert scheme_years(plan(horizon=16), JANUARY) == []
    found = run_periods(plan(), [JANUARY])
    assert [p.role for p in found] == ["before", "year", "year", "part", "part", "part"]
    assert found[3].period == year
    assert [(p.period.first, p.period.last) for p in found[4:]] == [(5, 10), (11, 16)]


def test_the_same_id_always_means_the_same_months():
    many = [scheme(name).under() for name in ("thousand_point", "lianhe", "community_ranking")]
    found = run_periods(plan(), [*many, JANUARY, JANUARY])
    assert len({p.period.id for p in found}) == len(found)
    assert found == run_periods(plan(), [*many, JANUARY])
    assert all(-12 <= p.period.first <= p.period.last < 24 for p in found)


def figure(**months):
    return {"unit_id": "town", "value": 1, "decimals": 0, "source": "a table", **months}


def test_published_figures_are_read_over_their_own_months():
    """Ten published months are ten simulated months, once for all figures that have them."""
    ten = {"first": "2013-10", "last": "2014-07"}
    town = plan(published={"births": figure(**ten), "srb": figure(**ten), "tfr": figure(),
                           "crude_birth_rate": figure(first="2013-08", last="2014-01"),
                           "higher_order_percent": figure(first="2012-10", last="2013-07")})
    found = published_windows(town)
    assert [(w.period.first, w.period.last, w.role) for w in found] == [
        (-10, -1, "published"), (-12, -7, "published")]
    assert len({w.period.id for w in found} | {p.period.id for p in run_periods(town, [])}) == 5
    assert window_of("2012-10", "2013-07", "2014-08") is None  # no run keeps these months
    assert window_of(None, "2014-07", "2014-08") is None


def test_aims_cover_their_months_or_the_year_before():
    assert (aimed_window(plan()).first, aimed_window(plan()).last) == (-12, -1)
    ten = aimed_window(plan(aims={"first": "2013-10", "last": "2014-07"}))
    assert (ten.first, ten.last, ten.months) == (-10, -1, 10)
