"""What may be decided, and within which limits."""

from __future__ import annotations

import pytest
from plan_small import made_up

from fpplan.planning.problem import CandidateInfeasible
from fpplan.planning.search_milp import Program
from fpplan.scenario.limits import Limits


def test_a_candidate_that_breaks_a_limit_is_another_error():
    problem, *_rest = made_up(Limits(hours_per_month=10))
    with pytest.raises(CandidateInfeasible, match="today: this candidate is infeasible: hours_per"):
        problem.check(problem.own, "today")
    assert Program(problem).feasible()
