"""Lianhe planned with a few draws; `evidence/plan.py` has the whole of it."""

from __future__ import annotations

import numpy as np
from plan_small import feasible_at_random

from fpplan.experiment.table import Effort
from fpplan.loading import open_world
from fpplan.planning.plan import Wanted, make
from fpplan.planning.plan_fresh import fresh, gain_of
from fpplan.planning.plan_options import limits_of
from fpplan.planning.problem import Decision
from fpplan.planning.search import Sheet
from fpplan.plugins import load_plugins


def test_lianhe_beats_random_allocations_and_is_never_worse_than_today():
    """2,000 random ones on the table, and the best 20 of them lived on the plan's fresh draws."""
    world = open_world("lianhe", load_plugins([]))
    made = make(world, Wanted(
        "outcomes", limits_of(world), step=240, effort=Effort(8, 8), fresh=16,
        may_worsen=("all",)))
    problem, judge, lean = made.problem, made.judge, made.judge.searched()
    sheet = Sheet(made.table.only(lean.columns, lean.periods), lean)
    hours = feasible_at_random(problem, 2000)
    values = sheet.values(hours)
    assert made.found.value >= values.max() - 1e-9
    assert problem.broken(made.decision) == []
    assert made.gain.mean > 3 * made.gain.error > 0
    assert np.array_equal(np.rint(made.decision.hours / 4), made.decision.hours / 4)
    best = [Decision(hours[i], problem.own.posts) for i in np.argsort(-values)[:20]]
    plan, *others = (judge.draws_of(one.scores) for one in fresh(
        problem, judge, [made.decision, *best], made.draws, made.wanted.seed))
    gains = [gain_of(judge, other, plan) for other in others]
    assert all(gain.mean > 0 for gain in gains)
    assert sum(gain.mean > 2 * gain.error for gain in gains) >= 15
