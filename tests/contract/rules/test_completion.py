"""Tasks: done of what was to be done, in a year and split over its seasons."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from one_cell import gap, points, said

from fpplan.contract.rules import Completion, SplitTarget
from fpplan.contract.text import Text


def test_nothing_of_no_task_is_null_and_something_is_all():
    assert np.isnan(points(Completion("a", "b", 40), a=0, b=0))
    assert points(Completion("a", "b", 40, 5), a=2, b=0) == 50


def test_a_split_needs_as_many_seasons_as_shares():
    with pytest.raises(ValueError, match="3 seasons are needed"):
        SplitTarget("a", "b", 10, (4, 3, 3)).points(
            {"a": np.zeros((1, 1, 1, 2)), "b": np.ones((1, 1, 1, 1))})


def test_cases_beyond_the_task_that_earn_elsewhere():
    rule = Completion("a", "b", 100, beyond=5, rewarded="c")
    names = {name: Text(name, name) for name in "abc"}
    text = rule.say({"a": 13.0, "b": 10.0, "c": 2.0}, names)
    assert "Of those beyond the task, 2 earn under another clause only." in text
    assert "1 beyond the task × 5: 5 more." in text


@given(st.integers(0, 60), st.integers(1, 30))
def test_points_go_with_the_share_of_the_task_up_to_all_of_them(done, task):
    rule = Completion("a", "b", 30, beyond=5)
    earned = points(rule, a=done, b=task)
    assert gap(rule, a=done, b=task) == task - done
    if done <= task:
        assert earned == pytest.approx(30 * done / task)
    else:
        assert earned == 30 + 5 * (done - task)


def test_a_task_may_be_so_many_for_each():
    rule = Completion("a", "b", 40, times=2)
    assert points(rule, a=6, b=4) == 30 and gap(rule, a=6, b=4) == 2
    assert said(rule, a=6.0, b=4.0) == "a: 6 of a task of 8, 75 % of 40 points = 30."


@pytest.mark.parametrize(("rewarded", "earned"), [(0, 55), (2, 45), (3, 40), (9, 40)])
def test_what_earns_elsewhere_is_the_first_to_be_past_the_task(rewarded, earned):
    rule = Completion("a", "b", 40, beyond=5, rewarded="c")
    assert points(rule, a=13, b=10, c=rewarded) == earned
    assert rule.reads() == ("a", "b", "c") and rule.direction()["c"] == -1


def test_a_task_without_points_is_met_or_missed_only():
    assert said(Completion("a", "b", 0), a=3.0, b=4.0) == "a: 3 of a task of 4."


SPLIT = SplitTarget("a", "b", 100, (4, 3, 3), beyond=5)


def by_season(rule, done, task, **more):
    found = rule.points({"a": np.array(done, dtype=float).reshape(1, 1, 1, -1),
                         **{name: np.full((1, 1, 1, 1), float(value))
                            for name, value in {"b": task, **more}.items()}})
    return found[0, 0, 0].tolist()


def test_each_season_has_its_share_of_the_task_and_of_the_points():
    assert SPLIT.full_by_part(3) == pytest.approx((40, 30, 30)) and SPLIT.full == 100
    assert by_season(SPLIT, [20, 15, 15], 50) == pytest.approx([40, 30, 30])
    assert by_season(SPLIT, [10, 15, 15], 50) == pytest.approx([20, 30, 30])
    # what is done past a season's share is not carried to the next
    assert by_season(SPLIT, [35, 0, 15], 50) == pytest.approx([40, 0, 30])


def test_what_is_past_the_year_s_task_earns_in_the_last_season_that_counts():
    assert by_season(SPLIT, [20, 15, 17], 50) == pytest.approx([40, 30, 30 + 10])
    found = by_season(SPLIT, [2, 1, 0], 0)  # no task: something done is all, nothing is null
    assert found[:2] == pytest.approx([40, 30 + 15]) and np.isnan(found[2])
    rewarded = SplitTarget("a", "b", 100, (1, 1), beyond=5, rewarded="c")
    assert by_season(rewarded, [6, 7], 10, c=2) == pytest.approx([50, 50 + 5])


@given(st.lists(st.integers(0, 40), min_size=3, max_size=3), st.integers(1, 60))
def test_a_split_year_never_earns_more_than_the_whole_one(done, task):
    whole = Completion("a", "b", 100, beyond=5)
    assert sum(by_season(SPLIT, done, task)) <= points(whole, a=sum(done), b=task) + 1e-9
    gaps = SPLIT.gap({"a": np.array(done, dtype=float).reshape(1, 1, 1, 3),
                      "b": np.full((1, 1, 1, 1), float(task))})
    assert gaps[0, 0, 0].tolist() == [task - sum(done)] * 3


def test_a_split_is_told_over_the_whole_year():
    names = {name: Text(name, name) for name in "ab"}
    told = SPLIT.explain({"a": (10.0, 15.0, 27.0), "b": (50.0,)}, names, (0.0,) * 3)
    assert told[0] == ("Season 1: 10 of 20 (a share of 40 % of the year's task), 50 % of 40 "
                       "points = 20.")
    assert told[-1] == "2 beyond the year's task × 5: 10 more." and len(told) == 4
    (null,) = SPLIT.explain({"a": (1.0, 1.0, 1.0), "b": (float("nan"),)}, names, (1.0, 2.0, 3.0))
    assert null == "There is nothing to count it on (0 of 0): 6 points."
    with pytest.raises(TypeError, match="whole year"):
        SPLIT.say({}, names)
