"""Lianhe planned with a few draws; `evidence/plan.py` has the whole of it."""

from __future__ import annotations

import numpy as np
from plan_small import feasible_at_random

from fpplan.commands.scenarios import open_scenario
from fpplan.planning.plan import Wanted, make
from fpplan.planning.plan_options import limits_of
from fpplan.planning.response_fill import Effort
from fpplan.planning.search import Sheet
from fpplan.plugins import load_plugins


def test_lianhe_beats_random_allocations_and_is_never_worse_than_today():
    plugins = load_plugins([])
    base = open_scenario("lianhe", plugins)["base"]
    made = make(base, plugins.schemes, Wanted(
        "outcomes", limits_of(base), step=240, effort=Effort(8, 8), fresh=16,
        may_worsen=("all",)))
    lean = made.judge.searched()
    sheet = Sheet(made.table.only(lean.columns, lean.periods), lean)
    assert made.found.value >= sheet.values(feasible_at_random(made.problem, 500)).max() - 1e-9
    assert made.problem.broken(made.decision) == []
    assert made.gain.mean > 3 * made.gain.error > 0
    assert np.array_equal(np.rint(made.decision.hours / 4), made.decision.hours / 4)
