"""The periods of a run: the year before, planning years, and what schemes add."""

from __future__ import annotations

from dataclasses import replace

from small_people import plan
from small_scheme import small
from townships import scheme

from fpplan.contract.months import Calendar
from fpplan.experiment.periods import run_periods, scheme_years

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
