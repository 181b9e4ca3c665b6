"""Figures: shapes, years, and what stands for a year, a season or a window."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_scheme import item, own, small

from fpplan.api import Calendar, Figures, PerEvent, Proportional, Span, score
from fpplan.contract.figures import follows, part_ends, season_id, season_of, year_before

WINDOWS = Calendar(starts=10, windows=((0, 6), (-3, 9)))


def test_an_item_reads_its_window_and_a_rate_of_the_year_stands_for_it():
    share = own("share", "percent", range=(0, 100))
    bonus = small().chapters[-1]
    scheme = replace(small(), inputs=(share,), base=None, payouts=(), calendar=WINDOWS, chapters=(
        replace(bonus, items=(item("it", Proportional("small_share", 50, 100), calendar="w2"),)),))

    def earned(**columns):
        figures = Figures.build(["V01"], list(columns), {
            "small_share": np.array([[list(columns.values())]], dtype=float)})
        return score(figures, scheme).items["it"].central[0, 0].tolist()

    assert earned(**{"2014-10": 80}) == [40]
    assert earned(**{"2014-10": 80, "2014-10-w2": 60}) == [30]
    assert earned(**{"2014-10": 80, "2014-10-w1": 60}) == [40]
    assert earned(**{"2014-10-w2": 60, "2015-10-w2": 20}) == [30, 10]


def test_figures_of_the_wrong_shape_are_refused():
    with pytest.raises(ValueError, match="axes must be"):
        Figures.build(["V01"], ["2014"], {"srb": np.zeros((1, 2, 1))})


def test_a_count_by_season_adds_up_to_the_year():
    scheme = replace(small(), inputs=(*small().inputs, own("trips")), base=None, chapters=(
        replace(small().chapters[0], points=None, items=(
            item("trips", PerEvent("small_trips", 1)),)),))
    values = Figures.build(["V01"], ["2014-s1", "2014-s2"], {"small_trips": [[[3.0, 4.0]]]})
    assert score(values, scheme).items["trips"].central.item() == 7


def test_a_triple_is_a_value_with_its_ends_and_one_array_is_known():
    span = Figures.build(["V01"], ["2014"], {"a": ([[[2]]], [[[1]]], [[[3]]])}).values["a", None]
    assert (span.central.item(), span.low.item(), span.high.item()) == (2, 1, 3)
    assert not span.certain and span.map(lambda array: array * 0).certain
    known = Span.known(np.array([1.0, np.nan]))
    assert known.certain and Span(known.central, known.low + 0, known.high + 0).certain
    calls = []
    doubled = known.map(lambda array: calls.append(1) or 2 * array)
    assert len(calls) == 1 and doubled.high is doubled.central and doubled.central[0] == 2


@pytest.mark.parametrize("wrong", [np.zeros((1, 1)), np.zeros((1, 1, 2)), np.zeros((1, 2, 1))])
def test_each_end_must_have_the_axes(wrong):
    right = np.zeros((5, 1, 1))
    with pytest.raises(ValueError, match=r"srb: axes must be \(draw, unit, period\)"):
        Figures.build(["V01"], ["2014"], {("srb", "true"): (right, wrong, right)})


def test_ids_of_parts_and_of_years_before():
    assert season_id("2014-10", 2) == "2014-10-s2" and season_of("2014-10-s2") == "2014-10"
    assert [season_of(period) for period in ("2014", "2014-10", "2014-w1")] == [None] * 3
    assert year_before("2014") == "2013" and year_before("2014-10", 3) == "2011-10"
    assert year_before("1000", 1) == "0999"
    assert follows([]) == [] and follows(["2013", "2014", "2014", "2015-10"]) == [
        False, True, False, False]


@given(st.from_regex(r"[1-9][0-9]{3}(-(0[1-9]|1[0-2]))?", fullmatch=True), st.integers(1, 9))
def test_a_season_belongs_to_its_year(year, part):
    assert season_of(season_id(year, part)) == year
    figures = Figures.build(["V01"], [season_id(year, part), f"{year}-w1"], {})
    assert figures.years == (year,)


def test_years_stand_in_the_order_of_first_mention():
    figures = Figures.build([], ["2015-s1", "2014", "2015", "2016-10-w2"], {})
    assert figures.years == ("2015", "2014", "2016-10")


def row(*values):
    return np.array([[values]], dtype=float)


def test_a_view_of_its_own_goes_before_the_one_that_serves_both():
    figures = Figures.build(["V01"], ["2014"], {("a", "true"): row(1), "a": row(2)})
    assert figures.column("a", "true", ["2014"])[0].central.item() == 1
    assert figures.column("a", "reported", ["2014"])[0].central.item() == 2
    assert figures.column("b", "true", ["2014"]) is None and figures.names() == {"a"}
    assert not figures.column("a", "true", ["2013"])[1].any()  # a year that is not there


def test_a_part_of_the_year_that_is_not_given():
    periods = ["2014", "2014-s1", "2014-s2"]
    rate, count = own("rate", "percent"), own("trips")
    plain = Figures.build(["V01"], periods, {"small_rate": row(60, 40, 0),
                                             "small_trips": row(7, 3, 0)})
    given = np.array([[True, True, False]])
    figures = replace(plain, given={("small_rate", None): given, ("small_trips", None): given})
    ends = ("-s1", "-s2")
    span, known = figures.lookup(rate, "true", ends)
    assert span.central[0, 0, 0].tolist() == [40, 60] and known.all()  # the year's rate stands
    span, known = figures.lookup(count, "true", ends)
    assert known[0, 0].tolist() == [True, False]  # the year's count does not
    assert np.isnan(figures.lookup(own("other"), "true", ends)[0].central).all()


@given(st.lists(st.integers(0, 50), min_size=2, max_size=4), st.integers(0, 300), st.booleans(),
       st.booleans())
def test_a_year_that_is_given_stands_and_else_all_its_seasons(seasons, year, has_year, whole):
    periods = ["2014", *(season_id("2014", at + 1) for at in range(len(seasons)))]
    given = np.array([[has_year, *[True] * (len(seasons) - 1), whole]])
    figures = replace(Figures.build(["V01"], periods, {"small_trips": row(year, *seasons)}),
                      given={("small_trips", None): given})
    span, known = figures.lookup(own("trips"), "reported")
    assert span.central.shape == (1, 1, 1, 1) and known.item() == (has_year or whole)
    if known.item():
        assert span.central.item() == (year if has_year else sum(seasons))


def test_the_parts_that_an_item_reads():
    thirds = replace(small(), calendar=Calendar(parts=(4, 4, 4), windows=((0, 6),)))
    assert part_ends(thirds, "season") == ("-s1", "-s2", "-s3")
    assert part_ends(thirds, "w1") == ("-w1",)
    assert part_ends(thirds, "year") == () == part_ends(small(), "season")
