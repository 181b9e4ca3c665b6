"""Every task does in the engine what the catalogue says of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fpplan.experiment.world import World
from fpplan.place.setting import load_setting
from fpplan.programme.tasks import ON_REACH, TARGETS, core_tasks
from fpplan.workload.effects import EffectRow, effects


@pytest.fixture(scope="module")
def rows():
    return effects(people=12_000, draws=4, seed=5)


def test_every_effect_of_every_task_holds(rows):
    assert [row for row in rows if not row.inside] == []
    tasks = core_tasks()
    moved = {(row.task, row.target) for row in rows if row.task and row.target}
    assert moved == {(name, target) for name, task in tasks.items() for target in task.effects
                     if target not in ON_REACH}  # all women of the setting are within reach
    still = {row.task for row in rows if not row.target}
    assert still == {name for name, task in tasks.items() if not task.effects}
    assert {target for _task, target in moved} == set(TARGETS) - set(ON_REACH)


def test_enough_events_to_see_an_effect(rows):
    for row in rows:
        if row.target and row.size:
            assert row.events > 200 and 0 < row.error < 0.2


def test_what_cannot_happen_in_a_setting_has_no_row():
    rows = effects(load_setting("kenya"), people=12_000, draws=4, seed=5)
    assert [row for row in rows if not row.inside] == []
    moved = {target for row in rows if (target := row.target)}
    # The setting has no sex selection, and services bring women within reach, which no tally
    # counts, instead of moving uptake.
    assert moved == set(TARGETS) - {"selection_access", "uptake", "uptake_postpartum", *ON_REACH}


def test_tagged_tasks_move_nothing(rows):
    tagged = {name for name, task in core_tasks().items() if task.tags}
    assert len(tagged) >= 8
    assert all(row.measured == 0.0 for row in rows if row.task in tagged)


def test_a_task_that_did_more_than_its_source_would_show(monkeypatch):
    """The catalogue's size doubled on the way into the engine alone."""
    told = World.shifts
    monkeypatch.setattr(World, "shifts", lambda *given: 2 * told(*given))
    found = [row for row in effects(people=12_000, draws=4, seed=5) if row.task == "home_visits"]
    assert found and not any(row.inside for row in found)


def test_outside_the_interval_is_outside():
    row = EffectRow("t", "uptake", "p", 0.2, 0.1, 0.3, 0.21, 0.01, 900, "a source")
    assert row.inside
    assert not replace(row, measured=0.3).inside
    assert not replace(row, measured=0.2, size=0.9).inside
    assert not EffectRow("t", "", "", 0.0, 0.0, 0.0, 0.1, 0.0, 0, "none").inside
