"""What one more hour of each plannable task brings."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from fpplan.contract.tags import core_inputs
from fpplan.experiment.world import World
from fpplan.programme.tasks import core_tasks, plannable_tasks
from fpplan.workload.marginal import _paired, marginal


@pytest.fixture(scope="module")
def found(work, plans):
    return marginal(work, work.base, draws=16, seed=1, step=20.0)


def test_only_plannable_tasks_and_untagged_figures(found):
    tasks = {each.task for each in found.effects}
    assert tasks == set(plannable_tasks(core_tasks()))
    assert not any(core_tasks()[name].tags for name in tasks)
    names = {each.name for each in found.effects if each.of == "indicator"}
    assert names and not any(core_inputs()[name].tags for name in names)
    assert {each.name for each in found.effects if each.of == "scheme"} == {"thousand_point"}


def test_services_lower_unmet_need_and_meetings_change_nothing(found):
    of = {(each.task, each.name): each for each in found.effects}
    assert of["counselling", "unmet_need_percent"].per_hour < 0
    assert of["home_visits", "unmet_need_percent"].per_hour < 0
    assert all(each.per_hour == 0 for each in found.effects if each.task == "meetings")
    assert all(np.isfinite(each.error) for each in found.effects if np.isfinite(each.per_hour))
    assert of["record_audit", "births_found_by_audit"].per_hour > 0
    assert of["record_audit", "mcpr_percent"].per_hour == 0


def test_the_error_is_that_of_parameter_sets():
    before = np.zeros(8)
    value = np.array([1.0, 1, 1, 1, 3, 3, 3, 3]) * 2.0
    mean, error = _paired(value, before, 2.0)
    assert mean == 2.0 and error == pytest.approx(np.std([1, 3], ddof=1) / np.sqrt(2))
    assert np.isnan(_paired(np.full(8, np.nan), before, 1.0)).all()


def test_chunks_change_nothing(work, plans, found, monkeypatch):
    monkeypatch.setattr(World, "chunk", lambda self: 8)
    monkeypatch.setattr("fpplan.workload.marginal.plannable_tasks",
                        lambda tasks: ("counselling",))
    again = marginal(work, work.base, draws=16, seed=1, step=20.0)
    same = [each for each in found.effects if each.task == "counselling"]
    assert [each.per_hour for each in again.effects] == [each.per_hour for each in same]


def test_scores_go_by_the_targets_that_the_plan_sets(work, plans, monkeypatch):
    monkeypatch.setattr("fpplan.workload.marginal.plannable_tasks", lambda tasks: ("counselling",))
    base = work.base
    easy = replace(base, base=base.base.model_copy(update={
        "targets": {"thousand_point.births_reported": 40.0}}))
    points = []
    for plan in (base, easy):
        found = marginal(work, plan, draws=4, seed=1, step=20.0)
        points += [each.base for each in found.effects if each.of == "scheme"]
    assert len(points) == 2 and points[1] > points[0] + 1
