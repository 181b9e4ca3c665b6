"""Why no allocation can be feasible, and the smallest change that would do."""

from __future__ import annotations

import pytest
from plan_small import made_up

from fpplan.planning.problem import NoneFeasible
from fpplan.planning.search import Sheet, search
from fpplan.planning.search_clash import clash, none_feasible
from fpplan.planning.search_milp import Program
from fpplan.scenario.limits import Limits, TaskLimit, UnitLimit


@pytest.mark.parametrize(("limits", "names", "would"), [
    (Limits(hours_per_month=10, each_unit=UnitLimit(least=20)),
     {"hours_per_month", "units.least"}, "hours_per_month = 10: 40 would do"),
    (Limits(hours_per_month=30, tasks={"publicity": TaskLimit(least=20)}),
     {"hours_per_month", "tasks.least"}, "hours_per_month = 30: 40 would do"),
    (Limits(hours_per_month=900, each_unit=UnitLimit(least=300)), {"staff", "units.least"},
     "staff: 144 hours a month more of staff time would do"),
    (Limits(hours_per_month=900, units={"V01": UnitLimit(least=90), "V02": UnitLimit(most=10)},
            difference_per_1000=5), {"units.least", "units.most", "difference_per_1000"},
     "would do"),
])
def test_a_clash_names_its_limits_and_the_smallest_change(limits, names, would):
    problem, *_rest = made_up(limits)
    program = Program(problem)
    assert set(clash(program)) == names
    error = none_feasible(problem, program)
    assert isinstance(error, NoneFeasible)
    assert "no allocation can be feasible" in str(error)
    assert would in str(error)
    assert search(problem, Sheet(*made_up(limits)[:0:-1]), program) is None


def test_the_smallest_change_does():
    problem, *_rest = made_up(Limits(hours_per_month=39, each_unit=UnitLimit(least=20)))
    assert not Program(problem).feasible()
    assert Program(made_up(Limits(hours_per_month=40, each_unit=UnitLimit(least=20)))[0]).feasible()
