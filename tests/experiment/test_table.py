"""Filling the response table: what it finds, its error, the file that keeps it."""

from __future__ import annotations

import numpy as np
import pytest
from plan_small import small_raw, small_scenario

from fpplan.experiment import table as module
from fpplan.experiment.response import USEFUL
from fpplan.experiment.table import ENOUGH, Effort, coverage_columns, grid_of, table
from fpplan.planning.plan_objective import judge_of
from fpplan.planning.problem import Decision, asked, problem_of, with_decision
from fpplan.scenario.limits import Limits

# What the module's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("response")


def filled(problem, judge, folder, seed=0):
    return table(asked(problem), judge.columns, judge.periods, seed, Effort(8, 8), folder)


@pytest.fixture(scope="module")
def lived(tmp_path_factory):
    """(problem, judge, table, folder of the cache) of a real, small township."""
    _scenario, world, _plugins = small_scenario(small_raw((3000, 2500)))
    problem = problem_of(world, world.base, Limits())
    judge = judge_of(world, "points")
    folder = tmp_path_factory.mktemp("tables")
    return problem, judge, filled(problem, judge, folder), folder


def test_it_finds_which_tasks_move_anything(lived):
    problem, _judge, table, _folder = lived
    moving = {problem.tasks[t] for t in table.moving}
    assert {"counselling", "postpartum_followup", "record_audit"} <= moving
    assert table.cells > 0
    assert table.above.shape[1] == len(moving)


def test_its_error_is_measured_where_everything_moves(lived):
    *_rest, table, _folder = lived
    errors = {(e.column.name, e.column.view): e for e in table.errors}
    # Over six seeds the error was 0.010 of the change for care (standard deviation 0.006, at most
    # 0.021) and 0.28 for met need (0.08, at most 0.43), where services act on each other.
    care = errors["coverage.postpartum_followup", "true"]
    assert care.change > 0.1
    assert care.error < 0.03 * care.change
    need = errors["demand_satisfied_percent", "true"]
    assert 0 < need.error < 0.5 * need.change
    assert len(errors) == len(table.columns)
    assert all(np.isfinite([e.error, e.change]).all() for e in table.errors)


def test_it_is_read_back_and_nothing_is_lived_again(lived, monkeypatch):
    problem, judge, table, folder = lived

    def never(*_given, **_named):
        raise AssertionError("lived again")

    for name in ("live", "lived"):
        monkeypatch.setattr(module, name, never)
    again = filled(problem, judge, folder)
    for name in ("levels", "above", "below", "grid", "reach"):
        assert np.array_equal(getattr(again, name), getattr(table, name))
    assert again.errors == table.errors
    with pytest.raises(AssertionError, match="lived again"):
        filled(problem, judge, folder, seed=1)


def test_a_damaged_file_is_lived_anew(lived, tmp_path, monkeypatch):
    problem, judge, table, folder = lived
    name = next(folder.glob("*.npz")).name
    (tmp_path / name).write_bytes(b"PK\x03\x04 cut short")
    monkeypatch.setattr(module, "_live", lambda *_given: dict(np.load(folder / name)))
    again = filled(problem, judge, tmp_path)
    assert np.array_equal(again.above, table.above)
    assert (tmp_path / name).stat().st_size > 1000


@pytest.mark.parametrize("times", [3.0, 0.3, 0.0])
def test_coverage_is_predicted_as_it_is_expected(lived, times):
    """Other hours of follow-up: the table's mean coverage against what services give under many
    parameter sets, other sets than the table's."""
    problem, judge, table, _folder = lived
    hours = problem.own.hours.copy()
    hours[:, problem.tasks.index("postpartum_followup")] *= times
    plan = with_decision(problem, Decision(hours, problem.own.posts))
    column = next(col for col in judge.columns if col.task == "postpartum_followup")
    c = judge.columns.index(column)
    before, after = (
        coverage_columns(problem.world, one, (50_000, 50_000 + 4 * 256), 0, [column], judge.periods)
        .mean(axis=0)[..., 0] for one in (problem.resolved, plan))
    said = table.predict(hours[None]).above[..., c].mean(axis=0)
    own = table.spread.above[..., c].mean(axis=0)
    assert np.abs(after - before).max() > 0.03
    assert np.allclose(said / own, after / before, atol=0.05 if times else 1e-9)


def test_a_pool_gives_a_village_no_more_hours_than_are_of_use():
    """With 400 posts in the township one village could have 50,000 hours: the table looks at those
    that people have a use for."""
    raw = small_raw((900, 1500))
    raw["base"]["staff"]["township_worker"]["number"]["number"] = 400
    _scenario, world, _plugins = small_scenario(raw)
    problem = problem_of(world, world.base, Limits())
    t = problem.tasks.index("postpartum_followup")
    grid, reach = (array[:, t, 0] for array in grid_of(
        asked(problem), only=frozenset(["postpartum_followup"])))
    assert (grid[:, -1] > 30_000).all()
    assert (grid[:, USEFUL] < 500).all()
    assert (reach[:, USEFUL] >= ENOUGH * reach[:, -1]).all()
    assert (np.diff(grid, axis=1) >= 0).all()
    assert (np.diff(reach, axis=1) >= 0).all()
    halfway = (reach > 0.1) & (reach < 0.8)
    assert (halfway.sum(axis=1) >= 4).all()
