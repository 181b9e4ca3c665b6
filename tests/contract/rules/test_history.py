"""Looking back over years, dated milestones, vetoes that last, windows across years."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from one_cell import points as of
from one_cell import said
from small_scheme import item, own, small

from fpplan.api import AgainstLastYear, Figures, LookBack, Milestone, Scheme, explain, score
from fpplan.contract.figures import follows, year_before


def alone(rule, *inputs, **more) -> Scheme:
    """The small scheme with its last chapter holding one item only."""
    scheme = small()
    return replace(scheme, inputs=inputs, base=None, payouts=(), chapters=(
        replace(scheme.chapters[-1], items=(item("it", rule, **more),)),))


EVENTS = own("events", default="none_recorded")
BACK = (own("events_1", default="none_recorded"), own("events_2", default="none_recorded"))
LOOK = LookBack("small_events", ("small_events_1", "small_events_2"), -2.0, base=10)


def points(scheme, years, **values):
    figures = Figures.build(["V01"], years, {
        f"small_{name}": np.asarray(row, dtype=float).reshape(1, 1, -1)
        for name, row in values.items()})
    return score(figures, scheme).items["it"].central[0, 0].tolist()


def test_history_inputs_are_used_before_the_first_year_and_figures_after():
    scheme = alone(LOOK, EVENTS, *BACK)
    assert points(scheme, ["2014"], events=[1], events_1=[2], events_2=[1]) == [10 - 8]
    # 2015 looks at its own 0, at 1 in 2014 and, two years back, at the input's 2
    assert points(scheme, ["2014", "2015", "2016"], events=[1, 0, 0], events_1=[2, 9, 9],
                  events_2=[1, 2, 9]) == [10 - 8, 10 - 6, 10 - 2]


def test_years_that_do_not_follow_each_other_are_not_taken_for_the_year_before():
    scheme = alone(LOOK, EVENTS, *BACK)
    assert points(scheme, ["2014", "2017"], events=[3, 0], events_1=[0, 1], events_2=[0, 0]
                  ) == [4, 8]
    assert follows(["2014", "2015", "2017", "2018-10", "2019-10"]) == [
        False, True, False, False, True]
    assert year_before("2014-10", 3) == "2011-10"


def test_any_number_of_events_can_count_once():
    scheme = alone(replace(LOOK, once=True), EVENTS, *BACK)
    assert points(scheme, ["2014"], events=[3], events_1=[2]) == [8]
    assert points(scheme, ["2014"], events=[0]) == [10]


@given(st.lists(st.integers(0, 4), min_size=3, max_size=7))
def test_a_look_back_is_a_sum_over_the_last_years(events):
    years = [str(2010 + at) for at in range(len(events))]
    scheme = alone(LOOK, EVENTS, *BACK)
    found = points(scheme, years, events=events)
    wanted = [10 - 2 * sum(events[max(0, at - 2):at + 1]) for at in range(len(events))]
    assert found == wanted


DONE = own("done")
LATE = own("late", default="none_recorded")


@pytest.mark.parametrize(("done", "late", "earned"), [
    (2, 0, 20), (3, 9, 20), (1, 4, 12), (0, 30, 0)])
def test_a_milestone_is_met_by_its_date_or_earns_less_for_each_day(done, late, earned):
    rule = Milestone("small_done", "--06-30", 2, 20, days_late="small_late", per_day=2)
    assert points(alone(rule, DONE, LATE), ["2014"], done=[done], late=[late]) == [earned]


@given(st.integers(0, 5), st.integers(0, 40))
def test_a_later_milestone_never_earns_more(done, late):
    rule = Milestone("a", "2014-06-30", 2, 20, days_late="b", per_day=2)

    def earned(done, late):
        return float(rule.points({"a": np.full((1,) * 4, float(done)),
                                  "b": np.full((1,) * 4, float(late))})[0, 0, 0, 0])
    assert earned(done, late + 1) <= earned(done, late) <= earned(done + 1, late) <= 20


def test_a_milestone_says_its_date():
    from fpplan.contract.text import Text
    said = Milestone("a", "--06-30", 2, 20).say({"a": 1.0}, {"a": Text("甲", "A")})
    assert said == "A: 1 of 2 by 06-30. Missed. 0 points."


RATIO = own("ratio", unit="boys_per_100_girls", about="sex_ratio")
BEFORE = own("before", unit="boys_per_100_girls", about="sex_ratio", range=(100.0, 130.0))


def test_not_above_last_year_reads_the_year_before_where_it_is_known():
    scheme = alone(AgainstLastYear("small_ratio", "small_before", full_points=5), RATIO, BEFORE)
    years = ["2014", "2015", "2016", "2018"]
    # 112 against the 112 given; 111 against 112; 111.5 against 111; for 2018 what is given
    assert points(scheme, years, ratio=[112, 111, 111.5, 120], before=[112, 130, 130, 119]
                  ) == [5, 5, 0, 0]
    rising = alone(AgainstLastYear("small_ratio", "small_before", "least", 5), RATIO, BEFORE)
    assert points(rising, years, ratio=[112, 111, 111.5, 120], before=[112, 130, 130, 119]
                  ) == [5, 0, 5, 5]


def test_not_above_last_year_is_null_without_a_figure_and_open_where_it_is_a_range():
    scheme = alone(AgainstLastYear("small_ratio", "small_before", full_points=5), RATIO, BEFORE,
                   null=2.0)
    assert points(scheme, ["2014"], ratio=[np.nan], before=[112]) == [2]
    figures = Figures.build(["V01"], ["2014"], {"small_ratio": np.full((1, 1, 1), 112.0)})
    found = score(figures, scheme)
    assert (found.items["it"].low.item(), found.items["it"].high.item()) == (0, 5)
    assert found.met["it"].item() == 1  # perhaps: the range of the year before holds both


def test_not_above_last_year_says_why():
    scheme = alone(AgainstLastYear("small_ratio", "small_before", full_points=5), RATIO, BEFORE)
    figures = Figures.build(["V01"], ["2014"], {"small_ratio": np.full((1, 1, 1), 112.0),
                                                "small_before": np.full((1, 1, 1), 110.5)})
    said = explain(figures, scheme, "it", unit="V01").sentences
    assert said == ("ratio: 112, the year before 110.5; it shall not rise. Missed by 1.5. "
                    "0 points.",)


def test_a_look_back_says_what_it_starts_from():
    values = {"a": 1.0, "b": 2.0, "c": 0.0}
    rule = LookBack("a", ("b", "c"), -2.0, base=10)
    assert said(rule, **values) == ("a, this year and the 2 before: 1, 2, 0. "
                                    "10 points, −2 for each: +4 points.")
    assert of(rule, **values) == 4
    once = LookBack("a", ("b", "c"), -2.0, once=True)
    assert said(once, **values).endswith("Any number of them counts once. "
                                         "−2 for each: −2 points.")
    assert rule.lags() == {"b": ("a", 1), "c": ("a", 2)}
