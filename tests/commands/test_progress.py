"""A bar of long work goes to standard error, and is nothing when quiet."""

from __future__ import annotations

import pytest
import rich.progress

from fpplan.commands.progress import draws_bar


def test_quiet_work_gets_nothing_to_tell(capsys):
    with draws_bar("Simulating", quiet=True) as tick:
        assert tick is None
    assert capsys.readouterr() == ("", "")


def test_it_shows_how_far_the_work_is_and_leaves_standard_output_alone(monkeypatch, capsys):
    told = []
    update = rich.progress.Progress.update

    def seen(self, task, **changes):
        update(self, task, **changes)
        told.append((self.tasks[task].description, self.tasks[task].completed,
                     self.tasks[task].total))

    monkeypatch.setattr(rich.progress.Progress, "update", seen)
    with draws_bar("Simulating Lianhe", quiet=False) as tick:
        for done in (8, 40):
            tick(done, 40)
    assert told == [("Simulating Lianhe", 8, 40), ("Simulating Lianhe", 40, 40)]
    assert capsys.readouterr().out == ""


def test_a_fault_inside_is_passed_on_and_the_bar_ends(capsys):
    with pytest.raises(KeyboardInterrupt), draws_bar("Simulating", quiet=False) as tick:
        tick(1, 2)
        raise KeyboardInterrupt
    assert capsys.readouterr().out == ""
