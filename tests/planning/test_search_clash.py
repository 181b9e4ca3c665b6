"""Why no allocation can be feasible, and the smallest change that would do."""

from __future__ import annotations

import pytest

from fpplan.planning.problem import NoneFeasible
from fpplan.planning.search import Sheet, search
from fpplan.planning.search_clash import clash, none_feasible
from fpplan.planning.search_milp import LEAST, Program
from fpplan.scenario.limits import Limits, PostLimit, TaskLimit, UnitLimit


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
def test_a_clash_names_its_limits_and_the_smallest_change(small, within, limits, names, would):
    problem = within(limits)
    program = Program(problem)
    assert set(clash(program)) == names
    error = none_feasible(problem, program)
    assert isinstance(error, NoneFeasible)
    assert "no allocation can be feasible" in str(error)
    assert would in str(error)
    assert search(problem, Sheet(small[2], small[1]), program) is None


@pytest.mark.parametrize("budget", [39, 40])
def test_the_smallest_change_does(within, budget):
    limits = Limits(hours_per_month=budget, each_unit=UnitLimit(least=20))
    assert Program(within(limits)).feasible() == (budget == 40)


@pytest.mark.parametrize(("limits", "lines"), [
    # three posts of 300 yuan
    (Limits(yuan_per_month=600, posts={"village_worker": PostLimit(least=3)}),
     {"yuan_per_month = 600: 900 would do", "posts: 1 posts more or fewer than set would do"}),
    # 200 hours of meetings in each of two villages
    (Limits(hours_per_month=201, tasks={"meetings": TaskLimit(least=200)}),
     {"hours_per_month = 201: 400 would do",
      "tasks.meetings: minimum services at 50 % of what is set would do"}),
    # 90 hours for 900 people are 100 for 1,000; 10 for 1,500 are 6.67
    (Limits(hours_per_month=900, units={"V01": UnitLimit(least=90), "V02": UnitLimit(most=10)},
            difference_per_1000=90),
     {"difference_per_1000 = 90: 93.3333 would do",
      "units.least: 3 hours a month less in each unit would do",
      "units.most: 5 hours a month more in each unit would do"}),
    # what a post of 168 hours cannot give
    (Limits(hours_per_month=900, units={"V01": UnitLimit(least=300), "V02": UnitLimit(most=0)},
            tasks={"records": TaskLimit(least=1)}),
     {"units.most: 1 hours a month more in each unit would do",
      "tasks.records: minimum services at 99 % of what is set would do"}),
])
def test_each_limit_is_told_what_it_alone_would_have_to_become(within, limits, lines):
    problem = within(limits)
    told = str(none_feasible(problem, Program(problem))).splitlines()
    assert set(told[1:]) == lines


def test_what_does_not_help_alone_is_told_so(within):
    """With 50 hours allowed in V01 the 90 that it must have are still beyond the budget."""
    problem = within(Limits(hours_per_month=10, units={"V01": UnitLimit(least=90)},
                            each_unit=UnitLimit(most=50)))
    assert str(none_feasible(problem, Program(problem))).splitlines()[1:] == [
        "units.least: 80 hours a month less in each unit would do",
        "units.most: changing it alone would not do"]


def test_limits_that_can_be_kept_do_not_clash(within):
    assert clash(Program(within(Limits(hours_per_month=10)))) == ()


@pytest.mark.parametrize("limits", [
    Limits(hours_per_month=10, each_unit=UnitLimit(least=20), yuan_per_month=900,
           difference_per_1000=5),
    Limits(hours_per_month=100, tasks={"meetings": TaskLimit(least=60)}, posts={
        "village_worker": PostLimit(least=1)})])
def test_none_of_a_clash_could_be_left_out(within, limits):
    program = Program(within(limits))
    found = {*clash(program)}
    every = {*program.groups, LEAST}
    assert found and not program.feasible(without=every - found)
    for name in found:
        assert program.feasible(without=every - (found - {name}))
