"""Edges of the rules: steps, touching a target, nulls."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.contract.rules import (
    AgainstLastYear,
    Completion,
    ControlRatio,
    Coupled,
    Cut,
    LookBack,
    Milestone,
    Pace,
    PerEvent,
    PerUnit,
    PostPay,
    Proportional,
    Rank,
    Shown,
    SplitTarget,
    Step,
    Threshold,
    Veto,
)
from fpplan.contract.text import LANGUAGES, Text, speaking

RULES = [
    Completion("a", "b", 40, 5), Completion("a", "b", 40, 5, rewarded="c"),
    SplitTarget("a", "b", 100, (1,), 5), ControlRatio("a", 60, 3, 5), PerEvent("a", -2, 10),
    PerUnit("a", 20, 80, 1, 2), PerUnit("a", 20, 80, 1, 2, whole=False),
    Proportional("a", 60, 3, zero=5), Proportional("a", 40, 50, beyond=5), Shown("a"),
    Step("a", ((10, 5), (20, 8))), Threshold("a", 60, full_points=140), Veto("a", ("x",)),
    Coupled("a", 2), Cut("a", 30), PostPay("a", ((Text("区", "district"), 30),)),
    Completion("a", "b", 40, 5, times=2), LookBack("a", ("b", "c"), -2, 10),
    LookBack("a", ("b",), -2, once=True), Milestone("a", "--06-30", 2, 20),
    Milestone("a", "--06-30", 2, 20, days_late="b", per_day=3), Veto("a", ("x",), history=("b",)),
    Threshold("a", 60, "most", full_points=9), Pace("a", 60, "most", days="b"),
    AgainstLastYear("a", "b", full_points=5), AgainstLastYear("a", "b", "least", 5),
]


def points(rule, **values):
    x = {name: np.full((1, 1, 1, 1), float(value)) for name, value in values.items()}
    return float(rule.points(x)[0, 0, 0, 0])


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
@given(data=st.data())
def test_a_cell_alone_and_in_an_array_is_the_same(rule, data):
    size = data.draw(st.integers(2, 9))
    numbers = st.floats(0, 200) | st.integers(0, 200).map(float)
    x = {name: np.array(data.draw(st.lists(numbers, min_size=size, max_size=size))
                        ).reshape(size, 1, 1, 1) + (name == "b") for name in rule.reads()}
    together = rule.points(x)
    for at in range(size):
        alone = rule.points({name: array[at:at + 1] for name, array in x.items()})
        assert alone.tobytes() == together[at:at + 1].tobytes()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
def test_null_in_is_null_out(rule):
    x = {name: np.full((1, 1, 1, 1), np.nan) for name in rule.reads()}
    assert np.isnan(rule.points(x)).all()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
@given(data=st.data())
def test_a_rule_moves_the_way_it_says(rule, data):
    x = {name: np.full((1, 1, 1, 1), float(data.draw(st.integers(0, 99))) + 1)
         for name in rule.reads()}
    before = rule.points(x)
    for name, way in rule.direction().items():
        more = {**x, name: x[name] + 1.0}
        assert way * float((rule.points(more) - before)[0, 0, 0, 0]) >= -1e-9, name


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: type(rule).__name__)
def test_a_rule_says_what_it_does_in_both_languages(rule):
    names = {name: Text(name, name) for name in rule.reads()} | {"#x": Text("某项", "an item")}
    facts = {name: (3.0,) for name in rule.reads()}
    for lang in LANGUAGES:
        with speaking(lang):
            said = rule.explain(facts, names, (0.0,))
        assert said and all(line.strip() for line in said)


def test_a_target_touched_is_met_in_spite_of_rounding():
    almost = 70 * (1 - 1e-14)
    assert points(PerUnit("a", 25, 70, 1, 5), a=almost) == 25
    assert points(Threshold("a", 70, full_points=9), a=almost) == 9
    assert points(PerUnit("a", 25, 70, 1, 5), a=73 - 1e-13) == 40
    assert points(Step("a", ((70, 5),)), a=almost) == 5


@given(st.floats(0, 100))
def test_whole_steps_never_earn_more_than_parts(value):
    whole, parts = (points(PerUnit("a", 25, 70, 1, 5, whole=w), a=value) for w in (True, False))
    if value >= 70:
        assert whole <= parts + 1e-6 and parts - whole < 5
    else:
        assert whole >= parts - 1e-6 and whole - parts < 1


def test_nothing_of_no_task_is_null_and_something_is_all():
    assert np.isnan(points(Completion("a", "b", 40), a=0, b=0))
    assert points(Completion("a", "b", 40, 5), a=2, b=0) == 50


def test_a_split_needs_as_many_seasons_as_shares():
    with pytest.raises(ValueError, match="3 seasons are needed"):
        SplitTarget("a", "b", 10, (4, 3, 3)).points(
            {"a": np.zeros((1, 1, 1, 2)), "b": np.ones((1, 1, 1, 1))})


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
