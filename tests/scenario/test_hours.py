"""Plans with other hours: decided hours change, everything else stays."""

from __future__ import annotations

import numpy as np
from small_people import plan

from fpplan.scenario.hours import hours_at, with_hours, with_more_hours

TASKS = ("meetings", "home_visits")
SEASONS = [{"id": "s1", "months": [8, 9, 10, 11, 12, 1]},
           {"id": "s2", "months": [2, 3, 4, 5, 6, 7]}]
PLAN = plan(seasons=SEASONS, hours={"all": {"meetings": [30.0, 10.0], "counselling": 20.0},
                                    "units": {"V02": {"home_visits": 5.0}}})


def test_hours_are_those_of_each_unit_task_and_season():
    assert hours_at(PLAN, TASKS).tolist() == [[[30, 10], [0, 0]], [[30, 10], [5, 5]]]
    assert hours_at(PLAN, ()).shape == (2, 0, 2)


def test_hours_are_put_and_read_back():
    hours = np.arange(8.0).reshape(2, 2, 2)
    found = with_hours(PLAN, TASKS, hours)
    assert np.array_equal(hours_at(found, TASKS), hours)
    assert hours_at(found, ["counselling"]).tolist() == [[[20, 20]], [[20, 20]]]
    assert np.array_equal(hours_at(with_hours(PLAN, TASKS, hours_at(PLAN, TASKS)), TASKS),
                          hours_at(PLAN, TASKS))
    assert hours_at(PLAN, TASKS)[0, 0, 0] == 30  # the plan itself is left as it was
    assert found.reference == PLAN.reference and found.before_hash == PLAN.before_hash
    assert found.hours("V01", "meetings", -1) == PLAN.hours("V01", "meetings", -1)


def test_staff_stay_unless_they_are_given():
    hours = hours_at(PLAN, TASKS)
    assert with_hours(PLAN, TASKS, hours).base.staff == PLAN.base.staff
    assert with_hours(PLAN, TASKS, hours, {"nurse": 1}).base.staff == {"nurse": 1}


def test_hours_are_added_in_every_unit_and_season():
    more = with_more_hours(PLAN, "home_visits", 7.0)
    assert hours_at(more, ["home_visits"]).tolist() == [[[7, 7]], [[12, 12]]]
    assert more.hours("V01", "home_visits", 0) == 7
    assert more.hours("V01", "home_visits", -1) == 0  # the past stays as it was
    assert np.array_equal(hours_at(more, ["meetings"]), hours_at(PLAN, ["meetings"]))
