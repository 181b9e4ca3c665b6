"""What a plan is judged by is what the run scores: targets, and indicators of plugins."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from plan_small import made_up, small_raw, small_scenario

from fpplan.experiment.response import Column, Seen
from fpplan.experiment.world import world_of
from fpplan.loading import known_names
from fpplan.planning.plan import Wanted, set_up
from fpplan.planning.plan_objective import judge_of
from fpplan.plugins import load_plugins
from fpplan.population import pool
from fpplan.scenario import loads, resolve
from fpplan.scenario.limits import Limits
from fpplan.scenario.toml import dumps

STRANGER = Path(__file__).parents[1] / "stranger" / "src"
REPORTED = "births_timely_and_right_percent"
OWN = "stranger_clinic_not_using_percent"


@pytest.fixture(autouse=True)
def _small_pools(monkeypatch):
    monkeypatch.setattr(pool, "HISTORIES", 1200)


def seen(judge, **shares: float) -> Seen:
    """Four draws in which these indicators have these values, and nothing else happened."""
    shape = (4, len(judge.resolved.leaves), len(judge.periods), len(judge.columns))
    above = np.zeros(shape)
    for c, column in enumerate(judge.columns):
        above[..., c] = shares.get(column.name, 0.0)
    return Seen(above, np.full(shape, 100.0))


def township(**base):
    return small_scenario(small_raw((900, 1500), schemes=["thousand_point"], readings={
        "thousand_point.check_points": "25"}, **base))[1]


@pytest.mark.parametrize("objective", ["points", "worst-decile"])
def test_a_plan_is_judged_by_the_targets_of_its_scenario(objective):
    """A target of 50 for one village: 80 of 100 reported in time are all that it asks, where the
    scheme's own 100 gives 96 of 120 points."""
    plain, aimed = township(), township(
        targets={"thousand_point.births_reported": {"V01": 50.0}})
    judges = [judge_of(world, objective) for world in (plain, aimed)]
    assert judges[0].columns == judges[1].columns
    before, after = (judge.points_in(seen(judge, **{REPORTED: 80.0}), None) for judge in judges)
    assert np.allclose((after - before)[:, 0], 24.0)
    assert np.array_equal(after[:, 1], before[:, 1])
    scores = [judge.scores(seen(judge, **{REPORTED: 80.0})).points for judge in judges]
    assert np.allclose(scores[1] - scores[0], after - before)


def test_plans_and_frontiers_are_set_up_with_them():
    world = township(targets={"thousand_point.births_reported": 50.0})
    _problem, judge = set_up(world, Wanted("points", Limits()))
    told = judge.points_in(seen(judge, **{REPORTED: 50.0}), None)
    assert np.array_equal(told, judge.points_in(seen(judge, **{REPORTED: 99.0}), None))
    assert (told > judge.points_in(seen(judge, **{REPORTED: 40.0}), None)).all()


def test_whether_a_village_passes_goes_by_its_target():
    judges = [judge_of(world, "pass", mark=100.0) for world in (township(), township(
        targets={"thousand_point.births_reported": {"V01": 50.0}}))]
    marks = [judge.points_in(seen(judge, **{REPORTED: 80.0}), None) for judge in judges]
    between = float((marks[0][0, 0] + marks[1][0, 0]) / 2)
    judges = [judge_of(judge.world, "pass", mark=between) for judge in judges]
    passed = [judge.scores(seen(judge, **{REPORTED: 80.0})).passed for judge in judges]
    assert not passed[0][:, 0].any() and passed[1][:, 0].all()


def test_an_indicator_of_a_plugin_is_read_as_the_run_reads_it():
    plugins = load_plugins([STRANGER], entry_points=False)
    raw = small_raw((900, 1500), schemes=["stranger_clinic"], readings={}, activities={},
                    services={})
    variants = resolve(loads(dumps(raw), "small", known_names(plugins)))
    world = world_of(variants, schemes=plugins.schemes, indicators=plugins.indicators)
    judge = judge_of(world, "points")
    assert OWN in world.formulas
    assert {Column(OWN, view) for view in world.formulas[OWN].views} <= set(judge.columns)
    # 10 points at 1 % and none from 25 % on: 13 % is half-way
    one, half, none = (judge.points_in(seen(judge, **{OWN: value}), None)
                       for value in (1.0, 13.0, 25.0))
    assert np.allclose(one - half, 5.0) and np.allclose(half - none, 5.0)


def test_outcomes_count_from_the_worst_to_the_best_that_hours_make_of_them():
    problem, judge, table = made_up(people=(900, 900))
    on = judge.on(table)
    for outcome in on.outcomes:  # 0.9 is the ceiling of both, reached with all hours
        assert (outcome.worst, outcome.share_of_best) == pytest.approx((0.0, 0.9), abs=0.02)
    none, parts = np.zeros((1, *problem.own.hours.shape)), []
    for hours in (none, problem.own.hours[None]):
        parts.append(on.scores(table.predict(hours)).parts.sum(axis=1).mean(axis=0))
    assert np.allclose(parts[0], 0, atol=1e-9)
    assert ((parts[1] >= 0) & (parts[1] <= 100)).all()
