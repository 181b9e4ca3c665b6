"""Places: ties, the bottom, a condition, a complaint, quarters, last again and again."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.contract.rules import Rank, RepeatedLast
from fpplan.contract.rules.place import _count_above, _rows_above

BOTTOM = {-1: -3.0, -2: -2.0, -3: -1.0}


def ends(values, low=None, high=None):
    """(central, low, high) on (1, unit, 1, part) from values by unit, or by unit and part."""
    def shaped(rows):
        array = np.asarray(rows, dtype=float)
        return array.reshape(1, array.shape[0], 1, -1)
    return tuple(shaped(values if rows is None else rows) for rows in (None, low, high))


def award(rule, x, follows=(False,)):
    size = next(iter(x.values()))[0].shape[1]
    return [part[0, :, 0].tolist() for part in rule.award(x, range(size), follows)]


def test_ties_share_the_better_place_at_the_top_and_the_worse_at_the_bottom():
    top = Rank("a", "all", {1: 5, 2: 3, 3: 1})
    assert award(top, {"a": ends([9, 9, 7, 5])})[0] == [[5], [5], [1], [0]]
    low = Rank("a", "all", BOTTOM)
    assert award(low, {"a": ends([9, 7, 5, 5])})[0] == [[0], [-1], [-3], [-3]]


def test_tied_units_may_share_the_awards_of_their_places_or_draw_them_by_lot():
    x = {"a": ends([9, 9, 7, 5])}
    shared, low, high = award(Rank("a", "all", {1: 5, 2: 3, 3: 1}, ties="shared"), x)
    assert shared == low == high == [[4], [4], [1], [0]]
    lot, low, high = award(Rank("a", "all", {1: 5, 2: 3, 3: 1}, ties="lot"), x)
    assert (lot, low, high) == ([[4], [4], [1], [0]], [[3], [3], [1], [0]], [[5], [5], [1], [0]])
    bottom = {"a": ends([9, 7, 5, 5])}
    assert award(Rank("a", "all", BOTTOM, ties="shared"), bottom)[0] == [[0], [-1], [-2.5], [-2.5]]


@given(st.lists(st.integers(0, 3), min_size=1, max_size=60))
def test_no_tie_takes_more_than_there_is_for_the_places(values):
    prizes = {1: 2000.0, 2: 1500.0, 3: 1000.0}
    there = sum(list(prizes.values())[:len(values)])
    for ties in ("shared", "lot"):
        paid = award(Rank("a", "all", prizes, ties=ties), {"a": ends(values)})[0]
        assert sum(row[0] for row in paid) == pytest.approx(there)


def test_where_all_are_equal_everybody_is_first_and_nobody_last():
    both = Rank("a", "all", {1: 5, -1: -3})
    assert award(both, {"a": ends([4, 4, 4])})[0] == [[5], [5], [5]]
    assert award(both, {"a": ends([4])})[0] == [[5]]  # alone: first, not last


def test_two_units_that_are_tied_get_the_same_at_both_ends():
    rule = Rank("a", "all", {1: 5, 2: 3, -1: -3})
    assert award(rule, {"a": ends([6, 6])})[0] == [[5], [5]]
    assert award(rule, {"a": ends([6, 5])})[0] == [[5], [3 - 3]]


def test_a_unit_without_a_figure_has_no_place_and_the_others_close_up():
    rule = Rank("a", "all", {1: 5, 2: 3, -1: -3})
    assert award(rule, {"a": ends([9, np.nan, 7, 5])})[0] == [[5], [0], [3], [-3]]


def test_the_bottom_three_only_where_a_target_is_missed():
    rule = Rank("a", "all", BOTTOM, if_missed=("one", "two"))
    x = {"a": ends([9, 8, 7, 6]), "!one": ends([0, 0, 2, 0]), "!two": ends([-1, -1, -1, 0.5])}
    assert award(rule, x)[0] == [[0], [0], [-2], [-3]]
    met = {**x, "!one": ends([0] * 4), "!two": ends([-1] * 4)}
    assert award(rule, met)[0] == [[0]] * 4
    null = {**x, "!two": ends([np.nan] * 4)}  # nothing to count is not missed
    assert award(rule, null)[0] == [[0], [0], [-2], [0]]


def test_a_target_that_may_be_missed_gives_both_outcomes():
    rule = Rank("a", "all", {-1: -3.0}, if_missed=("one",))
    x = {"a": ends([9, 8]), "!one": ends([0, 0], [0, -1], [0, 2])}
    assert award(rule, x) == [[[0], [0]], [[0], [-3]], [[0], [0]]]


def test_a_complaint_places_behind_all_others_whatever_the_standard():
    rule = Rank("a", "all", BOTTOM, if_missed=("one",), bottom_if="bad")
    x = {"a": ends([9, 8, 7, 6, 5]), "!one": ends([0] * 5), "bad": ends([1, 0, 0, 0, 0])}
    assert award(rule, x)[0] == [[-3], [0], [0], [0], [0]]
    two = {**x, "bad": ends([1, 1, 0, 0, 0])}  # both last, tied
    assert award(rule, two)[0] == [[-3], [-3], [0], [0], [0]]
    top = Rank("a", "all", {1: 1.0}, bottom_if="bad")
    assert award(top, x)[0] == [[0], [1], [0], [0], [0]]


def test_one_that_is_barred_has_no_place():
    rule = Rank("a", "all", {1: 5, 2: 3}, barred_if="veto")
    x = {"a": ends([9, 8, 7]), "veto": ends([1, 0, 0])}
    assert award(rule, x)[0] == [[0], [5], [3]]
    perhaps = {"a": ends([9, 8, 7]), "veto": ends([0, 0, 0], [0, 0, 0], [1, 0, 0])}
    assert award(rule, perhaps)[1:] == [[[0], [3], [0]], [[5], [5], [3]]]


def test_a_quarter_is_the_sum_of_its_months_and_its_award_stands_in_the_last():
    rule = Rank("a", "all", {1: 2000, 2: 1500}, every=3)
    x = {"a": ends([[10, 10, 10, 0, 0, 0], [5, 5, 25, 1, 1, 1]])}
    assert award(rule, x)[0] == [[0, 0, 1500, 0, 0, 1500], [0, 0, 2000, 0, 0, 2000]]


@given(st.lists(st.one_of(st.integers(0, 6).map(float), st.just(float("nan"))), min_size=1,
                max_size=60))
def test_many_peers_are_counted_as_few_are(values):
    array = np.array(values).reshape(1, -1, 1, 1)
    with np.errstate(invalid="ignore"):
        slow = np.array([[sum(other > own + 1e-9 for other in values)] for own in values])
    fast = _rows_above(array + 1e-9, array)[0, :, 0, 0]
    known = ~np.isnan(array[0, :, 0, 0])
    assert (fast[known] == slow[known, 0]).all()
    counted = _count_above(array, array, range(len(values)))[0, :, 0, 0]
    assert (counted[known] == slow[known, 0]).all() and np.isnan(counted[~known]).all()


ROWS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)).map(sorted),
                min_size=2, max_size=4)


@given(ROWS, st.sampled_from([BOTTOM, {1: 4.0, -1: -3.0}, {-2: 7.0}]),
       st.sampled_from(["all", "shared", "lot"]))
def test_ranges_hold_every_outcome_at_the_bottom_too(rows, awards, ties):
    from itertools import product

    rule = Rank("a", "all", awards, ties=ties)
    low, central, high = zip(*rows, strict=True)
    _middle, least, most = rule.award({"a": ends(central, low, high)}, range(len(rows)), (False,))
    for corner in product((0, 2), repeat=len(rows)):
        values = ends([row[end] for row, end in zip(rows, corner, strict=True)])
        found = rule.award({"a": values}, range(len(rows)), (False,))[0]
        assert (least <= found).all() and (found <= most).all()


@given(st.lists(st.integers(0, 9), min_size=2, max_size=8), st.integers(1, 5))
def test_places_do_not_change_when_all_values_rise_together(values, more):
    rule = Rank("a", "all", {1: 4.0, -1: -3.0, -2: -1.0})
    assert award(rule, {"a": ends(values)}) == award(rule, {"a": ends([v + more for v in values])})


def runs(rule, years, follows, before=None):
    """`years` by unit: a list of values for each year."""
    array = np.asarray(years, dtype=float)[None]
    x = {"a": (array, array, array)}
    if before is not None:
        given = np.asarray(before, dtype=float).reshape(1, -1, 1, 1) * np.ones(
            (1, 1, array.shape[2], 1))
        x["before"] = (given, given, given)
    return rule.award(x, range(array.shape[1]), follows)[0][0].tolist()


def test_last_twice_running_warns_each_time():
    rule = RepeatedLast("a", "all")
    months = [[[9, 9, 9, 1]], [[1, 1, 1, 9]]]
    assert runs(rule, months, [False]) == [[[0, 0, 0, 0]], [[0, -1, -1, 0]]]


def test_a_run_goes_on_from_one_year_to_the_next_and_not_over_a_gap():
    rule = RepeatedLast("a", "all")
    both = [[[9, 9], [9, 2]], [[9, 1], [1, 9]]]
    assert runs(rule, both, [False, True])[1] == [[0, 0], [-1, 0]]
    assert runs(rule, both, [False, False])[1] == [[0, 0], [0, 0]]
    anew = RepeatedLast("a", "all", within_year=True)
    assert runs(anew, both, [False, True])[1] == [[0, 0], [0, 0]]


def test_the_year_before_is_a_history_input():
    rule = RepeatedLast("a", "all", before="before")
    assert runs(rule, [[[9, 9]], [[1, 9]]], [False], [0, 1]) == [[[0, 0]], [[-1, 0]]]
    assert runs(rule, [[[9, 9]], [[1, 9]]], [False], [1, 0]) == [[[0, 0]], [[0, 0]]]


def test_a_tie_or_a_missing_figure_breaks_a_run_as_it_should():
    rule = RepeatedLast("a", "all")
    assert runs(rule, [[[9, 1]], [[1, 1]], [[1, 1]]], [False]) == [
        [[0, 0]], [[0, 0]], [[0, 0]]]  # all equal in the second: nobody is last
    assert runs(rule, [[[9, 9, 9]], [[1, np.nan, 1]]], [False])[1] == [[0, 0, 0]]


@given(ROWS)
def test_repeated_last_holds_every_outcome(rows):
    from itertools import product

    rule = RepeatedLast("a", "all", times=1)
    low, central, high = zip(*rows, strict=True)
    _middle, least, most = rule.award({"a": ends(central, low, high)}, range(len(rows)), (False,))
    for corner in product((0, 2), repeat=len(rows)):
        values = ends([row[end] for row, end in zip(rows, corner, strict=True)])
        found = rule.award({"a": values}, range(len(rows)), (False,))[0]
        assert (least <= found).all() and (found <= most).all()


@pytest.mark.parametrize("rule", [Rank("a", "all", {1: 1}), RepeatedLast("a", "all")])
def test_a_rule_among_peers_has_no_points_alone(rule):
    with pytest.raises(TypeError, match="among peers"):
        rule.points({})


def test_the_least_can_rank_first():
    values = np.array([3.0, 1.0, 2.0]).reshape(1, 3, 1, 1)
    rule = Rank("a", "all", {1: 9}, most=False)
    assert rule.among(values, values, values, [0, 1, 2])[0].ravel().tolist() == [0, 9, 0]


def test_a_place_between_the_best_and_the_worst_counts_too():
    """Alone the second place earns: a unit that can be first to third can earn as well."""
    central, low, high = (np.array(row, dtype=float).reshape(1, 3, 1, 1)
                          for row in ([5, 6, 4], [0, 6, 4], [9, 6, 4]))
    _middle, least, most = Rank("a", "all", {2: 9}).among(central, low, high, [0, 1, 2])
    assert (least[0, 0, 0, 0], most[0, 0, 0, 0]) == (0, 9)
    _middle, least, most = Rank("a", "all", {1: 9, 3: 9}).among(central, low, high, [0, 1, 2])
    assert (least[0, 0, 0, 0], most[0, 0, 0, 0]) == (0, 9)  # second earns nothing


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5), st.integers(0, 5)).map(sorted),
                min_size=2, max_size=4))
def test_a_rank_of_ranges_holds_every_outcome(rows):
    """The ends hold the award of each combination of the units' own ends."""
    from itertools import product

    rule = Rank("a", "all", {1: 4, 2: 2})
    group = list(range(len(rows)))

    def shaped(values):
        return np.array(values, dtype=float).reshape(1, -1, 1, 1)

    low, central, high = (shaped(column) for column in zip(*rows, strict=True))
    _middle, least, most = rule.among(central, low, high, group)
    for ends in product((0, 2), repeat=len(rows)):
        values = shaped([row[end] for row, end in zip(rows, ends, strict=True)])
        award = rule.among(values, values, values, group)[0]
        assert (least <= award).all() and (award <= most).all()
