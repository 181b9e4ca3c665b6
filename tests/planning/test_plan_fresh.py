"""Decisions on fresh draws, and what one gains over another there."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fpplan.experiment.response import Seen
from fpplan.planning import plan_fresh
from fpplan.planning.plan_fresh import fresh, gain_of


def test_the_standard_error_is_of_parameter_sets():
    rng = np.random.default_rng(0)
    of_set = np.repeat(rng.normal(size=50), 4)
    gain = gain_of(None, np.zeros(200), of_set)
    assert gain.mean == pytest.approx(of_set.mean())
    assert gain.error == pytest.approx(of_set[::4].std(ddof=1) / np.sqrt(50))


@settings(max_examples=30)
@given(st.lists(st.floats(-100, 100), min_size=8, max_size=40), st.floats(-50, 50))
def test_the_same_gain_in_every_draw_has_no_error(own, more):
    own = np.array(own[:len(own) // 4 * 4])
    gain = gain_of(None, own, own + more)
    assert (gain.own, gain.plan) == (pytest.approx(own.mean()), pytest.approx(own.mean() + more))
    for part in (gain.mean, gain.low, gain.high):
        assert part == pytest.approx(more, abs=1e-9)
    assert gain.error == pytest.approx(0, abs=1e-9)


def test_nine_draws_in_ten_lie_between_its_ends():
    gaps = np.arange(101.0)
    gain = gain_of(None, np.zeros(101), gaps)
    assert (gain.low, gain.high) == (pytest.approx(5), pytest.approx(95))


def test_one_set_of_parameters_tells_no_error():
    gain = gain_of(None, np.zeros(4), np.ones(4))
    assert gain.mean == 1 and np.isnan(gain.error)


def test_draws_without_a_value_do_not_count():
    own, plan = np.array([1.0, np.nan, 3.0, 4.0] * 2), np.array([2.0, np.nan, 4.0, 5.0] * 2)
    gain = gain_of(None, own, plan)
    assert gain.mean == pytest.approx(1) and gain.low == gain.high == pytest.approx(1)


def test_the_worst_years_are_those_of_each_plan_by_itself(small):
    """The worst tenth of 40 draws are four: 0 of today's, 10 of the plan's, each in other draws."""
    judge = replace(small[1], objective="worst-decile")
    own, plan = np.full(40, 50.0), np.full(40, 50.0)
    own[:4], plan[-4:] = 0.0, 10.0
    gain = gain_of(judge, own, plan)
    assert (gain.own, gain.plan, gain.mean) == (0, 10, 10)


def people(shares) -> Seen:
    """Both services reach these shares of V01's and V02's people in a draw, (draw, unit)."""
    above = np.broadcast_to(np.asarray(shares, float)[:, :, None, None] * 100,
                            (len(shares), 2, 2, 2)).copy()
    return Seen(above, np.full(above.shape, 100.0))


SHARES = [[[0.1, 0.5], [0.2, 0.4], [0.3, 0.3]], [[1.0, 0.0], [0.0, 1.0], [0.5, 0.5]]]


@pytest.fixture
def lives(monkeypatch):
    """Draw after draw of `SHARES` for two decisions is lived; it is stopped before `stop`."""
    asked = {}

    def put(stop=None):
        def live(world, plans, draws, seed, reduce, *, chunk, progress):
            asked.update(plans=plans, draws=draws, seed=seed)
            for at in range(draws[1] - draws[0]):
                if at == stop:
                    raise KeyboardInterrupt
                yield reduce(iter([SHARES[k][at:at + 1] for k in range(len(plans))]))

        monkeypatch.setattr(plan_fresh, "live", live)
        monkeypatch.setattr(plan_fresh, "seen", lambda one, _columns, _periods: people(one))
        return asked
    return put


def test_outcomes_are_of_all_people_by_draw(small, lives):
    problem, judge, _table = small
    asked = lives()
    found = fresh(problem, judge, [problem.own, problem.own], (8, 11), 5)
    assert (asked["draws"], asked["seed"], len(asked["plans"])) == ((8, 11), 5, 2)
    for one, shares in zip(found, SHARES, strict=True):
        mean = 100 * np.array(shares) @ [900 / 2400, 1500 / 2400]
        assert {*one.outcomes} == {o.column.name for o in judge.outcomes}
        for values in one.outcomes.values():
            assert values == pytest.approx(mean)
        assert one.points["points_true"].tolist() == [0, 0, 0]  # there is no scheme
        assert one.scores.outcomes.sum(axis=1) == pytest.approx(mean)


def test_outcomes_are_shares_whatever_counts_a_hundred(small, lives):
    problem, judge, _table = small
    lives()
    measured = replace(judge, outcomes=tuple(o.measured(0.2, 0.6) for o in judge.outcomes))
    one, _two = fresh(problem, measured, [problem.own, problem.own], (0, 3), 5)
    assert one.outcomes["coverage.preconception_check"] == pytest.approx([35, 32.5, 30])


def test_interrupted_the_draws_that_all_have_lived_are_kept(small, lives):
    lives(stop=2)
    problem, judge, _table = small
    found = fresh(problem, judge, [problem.own, problem.own], (8, 11), 5)
    assert [one.scores.points.shape[0] for one in found] == [2, 2]


def test_interrupted_before_the_first_there_is_nothing_to_keep(small, lives):
    lives(stop=0)
    problem, judge, _table = small
    with pytest.raises(KeyboardInterrupt):
        fresh(problem, judge, [problem.own], (8, 11), 5)
