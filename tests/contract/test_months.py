"""Months and the periods of a calendar."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.contract.months import MONTH_RULE, Calendar, Period, absolute, month_name, parse_month

WRITTEN = st.builds("{:04d}-{:02d}".format, st.integers(1000, 9000), st.integers(1, 12))


def cut(points):
    """Lengths of the parts of a year that is cut after some of its months."""
    edges = [0, *sorted(points), 12]
    return tuple(b - a for a, b in itertools.pairwise(edges))


PARTS = st.sets(st.integers(1, 11)).map(cut)


@given(WRITTEN, st.integers(-5000, 5000))
def test_a_month_is_read_as_it_was_written(decision, month):
    assert parse_month(month_name(month, decision), decision) == month


@given(WRITTEN, WRITTEN)
def test_months_are_written_as_they_were_read(written, decision):
    assert month_name(parse_month(written, decision), decision) == written


def test_months_are_counted_from_the_decision_month():
    assert parse_month("2014-08", "2014-08") == 0
    assert parse_month("2015-01", "2014-08") == 5
    assert parse_month("2013-08", "2014-08") == -12
    assert month_name(-8, "2014-08") == "2013-12"
    assert absolute("0001-01") == 12


@pytest.mark.parametrize("text", ["", "2014", "2014-8", "2014-13", "2014-00", "14-08", "2014-08-01",
                                  " 2014-08", "2014-08\n", "2014/08", "二〇一四-08"])
def test_what_is_no_month_is_refused_with_the_rule(text):
    with pytest.raises(ValueError, match="2014-03"):
        absolute(text)
    assert "2014-03" in MONTH_RULE


def test_a_year_without_a_month_starts_at_the_decision():
    years = Calendar().years("2014-08", 0, 23)
    assert years == [Period("2014-08", 0, 11), Period("2015-08", 12, 23)]
    assert Calendar().years("2015-01", -12, 11) == [Period("2014", -12, -1), Period("2015", 0, 11)]


def test_years_cross_calendar_years_and_only_whole_ones_count():
    calendar = Calendar(starts=10)
    assert calendar.years("2014-08", -12, 23) == [
        Period("2013-10", -10, 1), Period("2014-10", 2, 13)]
    assert calendar.years("2014-08", 3, 13) == []
    assert Calendar(starts=1).years("2014-08", -12, 23) == [
        Period("2014", -7, 4), Period("2015", 5, 16)]
    assert calendar.years("2014-08", 0, 10) == []


def test_seasons_cut_a_year():
    calendar = Calendar(parts=(4, 3, 5))
    (year,) = calendar.years("2014-08", 0, 11)
    assert calendar.seasons(year) == [
        Period("2014-08-s1", 0, 3), Period("2014-08-s2", 4, 6), Period("2014-08-s3", 7, 11)]
    assert Calendar().seasons(year) == []


@given(st.one_of(st.none(), st.integers(1, 12)), PARTS, WRITTEN, st.integers(-60, 60),
       st.integers(0, 100))
def test_years_are_whole_and_follow_each_other(starts, parts, decision, first, months):
    calendar = Calendar(starts, parts)
    last = first + months - 1
    years = calendar.years(decision, first, last)
    begins = int(decision[-2:]) if starts is None else starts
    for year in years:
        assert first <= year.first and year.last <= last and year.months == 12
        assert absolute(month_name(year.first, decision)) % 12 + 1 == begins
        seasons = calendar.seasons(year)
        assert sum(season.months for season in seasons) in (0, 12)
        lived = [m for s in seasons for m in range(s.first, s.last + 1)]
        assert lived in ([], list(range(year.first, year.last + 1)))
        assert len({s.id for s in seasons}) == len(seasons)
    assert all(b.first == a.last + 1 for a, b in itertools.pairwise(years))
    assert len({year.id for year in years}) == len(years)
    # no whole year is left out: fewer than 12 months before the first start, and after the last
    left = months - 12 * len(years)
    assert left < 12 if starts is None and first % 12 == 0 else left <= 22


@pytest.mark.parametrize("wrong", [{"starts": 0}, {"starts": 13}, {"parts": ()},
                                   {"parts": (6, 5)}, {"parts": (0, 12)}, {"parts": (13, -1)},
                                   {"parts": (4, 4, 4, 4)}])
def test_bad_calendars_are_refused(wrong):
    with pytest.raises(ValueError, match="a calendar"):
        Calendar(**wrong)


WINDOWS = Calendar(starts=10, windows=((0, 6), (-3, 9)))


def test_windows_may_begin_before_their_year_and_cross_calendar_years():
    (year,) = WINDOWS.years("2014-01", 0, 23)
    assert year == Period("2014-10", 9, 20)
    assert WINDOWS.seasons(year) == [Period("2014-10-w1", 9, 14), Period("2014-10-w2", 6, 14)]
    with pytest.raises(ValueError, match="at least one month"):
        Calendar(windows=((0, 0),))
