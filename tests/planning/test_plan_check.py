"""Whether an answer stands on draws that it has not seen, and what is kept when it is stopped."""

from __future__ import annotations

import numpy as np
import pytest
from plan_small import small_raw, small_scenario

from fpplan.cli import main
from fpplan.experiment.table import Effort
from fpplan.planning import plan_check
from fpplan.planning.plan import Wanted, make
from fpplan.planning.plan_check import _covered, _falls
from fpplan.planning.plan_fresh import fresh
from fpplan.planning.problem import Decision
from fpplan.scenario.limits import Limits
from fpplan.scenario.toml import dumps

# What the module's fixtures make is made once, by one worker.
pytestmark = pytest.mark.xdist_group("plan_check")


@pytest.fixture(scope="module")
def place():
    """The world of a township of two villages."""
    return small_scenario(small_raw((600, 900)))[1]


@pytest.fixture(scope="module")
def made(place, tmp_path_factory):
    """(a plan, the folder of its response table)."""
    folder = tmp_path_factory.mktemp("tables")
    return make(place, wanted(), cache=folder), folder


def wanted(draws: int = 32) -> Wanted:
    return Wanted("outcomes", Limits(), effort=Effort(8, 8), fresh=draws)


def test_less_care_is_a_fall_by_as_much_as_services_reach_fewer(made):
    """Follow-up at half its hours: the fall is told without luck, other outcomes stand."""
    plan, _folder = made
    problem, judge = plan.problem, plan.judge
    hours = problem.own.hours.copy()
    hours[:, problem.tasks.index("postpartum_followup")] *= 0.5
    less = Decision(hours, problem.own.posts)
    own, plan_ = ((one, _covered(problem, judge, decision, 0)) for one, decision in zip(
        fresh(problem, judge, [problem.own, less], (8, 16), 0), (problem.own, less), strict=True))
    falls = _falls(judge, own, plan_)
    names = [o.column.name for o in judge.outcomes]
    at = names.index("coverage.postpartum_followup")
    assert falls[at] == pytest.approx((own[1][at] - plan_[1][at]).mean())
    assert falls[at] > 5
    assert not _falls(judge, own, own).any()
    assert not [name for name, fall in zip(names, falls, strict=True)
                if fall and name.startswith("coverage.") and name != names[at]]


def test_no_outcome_falls_on_the_fresh_draws(made):
    plan, _folder = made
    assert not plan.kept_own
    for outcome in plan.judge.outcomes:
        gain = plan.others[outcome.column.name]
        assert outcome.sign * gain.mean > -2.5 * gain.error - 0.1


def test_what_falls_on_the_check_is_asked_back(made, place, monkeypatch):
    """A fall that is found every time ends with today's hours."""
    _plan, folder = made
    asked = []

    def always(judge, _own, _plan):
        asked.append(1)
        return np.where(np.arange(len(judge.outcomes)) == 0, 5.0, 0.0)

    monkeypatch.setattr(plan_check, "_falls", always)
    plan = make(place, wanted(), cache=folder)
    assert plan.kept_own
    assert plan.decision.same_as(plan.problem.own)
    assert 1 <= len(asked) <= plan_check.TRIES + 1


@pytest.mark.parametrize(("stage", "number"), [
    ("search", 1), ("search", 3), ("check", 0),
    ("fresh", 4)])  # the first chunk is lived, and all that is told of it
def test_interrupted_it_keeps_the_best_so_far(made, place, stage, number):
    whole, folder = made
    told = []

    def stop(name, _done, _of):
        told.append(name)
        if told.count(stage) == number + 1 and name == stage and "stopped" not in told:
            told.append("stopped")
            raise KeyboardInterrupt

    plan = make(place, wanted(32), cache=folder, stage=stop)
    assert "stopped" in told
    assert not plan.found.whole
    assert plan.problem.broken(plan.decision) == []
    assert plan.found.value >= plan.own_value
    assert plan.found.value <= whole.found.value + 1e-6 or stage == "check"
    assert plan.draws[1] > plan.draws[0]


def test_interrupted_before_anything_is_found_nothing_is_written(tmp_path, monkeypatch, capsys):
    from fpplan.experiment import table

    def stop(*_given, **_named):
        raise KeyboardInterrupt

    monkeypatch.setattr(table, "live", stop)
    (tmp_path / "small.toml").write_text(dumps(small_raw((600,))), "utf-8")
    assert main(["plan", str(tmp_path / "small.toml"), "--draws", "8", "--out",
                 str(tmp_path / "out")]) == 130
    assert capsys.readouterr().err.strip().endswith("interrupted")
    assert not (tmp_path / "out").exists()
