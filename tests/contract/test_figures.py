"""Figures: shapes, years, and what stands for a year, a season or a window."""

from dataclasses import replace

import numpy as np
import pytest
from small_scheme import item, own, small

from fpplan.api import Calendar, Figures, PerEvent, Proportional, Scheme, score


def alone(rule, *inputs, **more) -> Scheme:
    """The small scheme with its last chapter holding one item only."""
    scheme = small()
    return replace(scheme, inputs=inputs, base=None, payouts=(), chapters=(
        replace(scheme.chapters[-1], items=(item("it", rule, **more),)),))


WINDOWS = Calendar(starts=10, windows=((0, 6), (-3, 9)))


def test_an_item_reads_its_window_and_a_rate_of_the_year_stands_for_it():
    share = own("share", "percent", range=(0, 100))
    scheme = replace(alone(Proportional("small_share", 50, 100), share, calendar="w2"),
                     calendar=WINDOWS)

    def earned(**columns):
        figures = Figures.build(["V01"], list(columns), {
            "small_share": np.array([[list(columns.values())]], dtype=float)})
        return score(figures, scheme).items["it"].central[0, 0].tolist()

    assert earned(**{"2014-10": 80}) == [40]
    assert earned(**{"2014-10": 80, "2014-10-w2": 60}) == [30]
    assert earned(**{"2014-10": 80, "2014-10-w1": 60}) == [40]
    assert earned(**{"2014-10-w2": 60, "2015-10-w2": 20}) == [30, 10]


def cell(span):
    return tuple(float(part[0, 0, 0]) for part in (span.central, span.low, span.high))


def test_figures_of_the_wrong_shape_are_refused():
    with pytest.raises(ValueError, match="axes must be"):
        Figures.build(["V01"], ["2014"], {"srb": np.zeros((1, 2, 1))})


def test_a_count_by_season_adds_up_to_the_year():
    scheme = replace(small(), inputs=(*small().inputs, own("trips")), base=None, chapters=(
        replace(small().chapters[0], points=None, items=(
            item("trips", PerEvent("small_trips", 1)),)),))
    values = Figures.build(["V01"], ["2014-s1", "2014-s2"], {"small_trips": [[[3.0, 4.0]]]})
    assert cell(score(values, scheme).items["trips"])[0] == 7
