"""What schemes bring with them: wires where nothing else fills an input, hours where staff have
some left."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_scheme import clause, own, small
from two_villages import base_table

from fpplan.api import Chapter, Fill, Item, PerEvent, Text
from fpplan.indicators.core import core_indicators
from fpplan.place.setting import load_setting
from fpplan.programme.tasks import core_tasks
from fpplan.programme.wires import asked_for, wired
from fpplan.scenario.models import Base
from fpplan.scenario.resolve import Resolved

TASKS = core_tasks()
PARAMETERS = load_setting("china_rural").parameters
BOARDS = Fill.work("publicity", 2.0, 1, "month", "missed")


def scheme(**fills):
    """A scheme that reads one input for each wire."""
    inputs = tuple(own(name, fill=fill) for name, fill in fills.items())
    items = tuple(Item(name, Text(name, name), clause(), PerEvent(f"small_{name}", 1))
                  for name in fills)
    return replace(small(), inputs=inputs, payouts=(), chapters=(
        Chapter("work", Text("工作", "work"), items=items),), readings=())


def plan(**changes):
    base = Base.model_validate(base_table(schemes=["small"], **changes))
    return Resolved("s", Text("小", "s"), "", "v", None, base, base)


def with_wires(one, given, variants=None):
    plans = {"base": one, **(variants or {})}
    return wired(plans, {"small": given}, core_indicators(), TASKS, PARAMETERS)


def test_a_named_scheme_fills_its_inputs_and_its_hours_come_from_what_is_left():
    found = with_wires(plan(), scheme(boards=BOARDS))["base"]
    assert found.brought.inputs == ("small_boards",)
    assert found.base.fills["small_boards"].task == "publicity"
    # Two working hours a month: a village worker works half of the hours, the pool .8 of them.
    for unit in ("V01", "V02"):
        hours = found.brought.hours["publicity"][unit]
        assert found.base.hours.at(unit, "publicity", 3) == (hours,) * 3
        assert hours * 0.8 >= 2 and hours * 0.5 <= 2.5
        assert found.base.hours.at(unit, "meetings", 3) == (30.0,) * 3
    assert not found.brought.cut


def test_a_plan_that_has_been_here_stays():
    once = with_wires(plan(), scheme(boards=BOARDS))
    again = wired(once, {"small": scheme(boards=BOARDS)}, core_indicators(), TASKS, PARAMETERS)
    assert again["base"].base == once["base"].base


@pytest.mark.parametrize("more", [
    {"inputs": {"small_boards": {"value": 3.0, "unit": "count", "status": "assumed",
                                 "source": "a test"}}},
    {"fills": {"small_boards": {"by": "work", "task": "meetings", "hours_each": 1.0}}},
    {"activities": {"boards": {"label": {"zh": "栏", "en": "b"}, "task": "meetings",
                               "hours_each": 1.0, "every": "month", "missed": "small_boards"}}},
    {"services": {"counselling": {"reached": "small_boards"}}},
])
def test_what_the_scenario_says_of_an_input_stands(more):
    found = with_wires(plan(**more), scheme(boards=BOARDS))["base"]
    assert found.base == plan(**more).base and not found.brought.inputs


def test_hours_that_a_scenario_gives_stay_as_they_are():
    hours = {"all": {"publicity": 1.0, "meetings": 30.0}}
    found = with_wires(plan(hours=hours), scheme(boards=BOARDS))["base"]
    assert found.brought.inputs == ("small_boards",) and not found.brought.hours
    assert found.base.hours == plan(hours=hours).base.hours


def test_all_hours_are_cut_in_proportion_where_staff_have_not_enough():
    full = {"all": {"meetings": 60.0, "counselling": 40.0}}
    staff = {"worker": base_table()["staff"]["worker"]}
    found = with_wires(plan(hours=full, staff=staff), scheme(boards=BOARDS))["base"]
    left = found.brought.cut["V01"]
    assert left == pytest.approx(100 / 104)
    for unit in ("V01", "V02"):
        given = {task: found.base.hours.at(unit, task, 3)[0] for task in found.base.hours.of(unit)}
        assert sum(given.values()) == pytest.approx(100, abs=0.1) and sum(given.values()) <= 100
        assert given["meetings"] == pytest.approx(60 * left, abs=1 / 60)
        assert given["publicity"] == pytest.approx(4 * left, abs=1 / 60)


def test_nobody_there_brings_no_hours():
    found = with_wires(plan(staff={}), scheme(boards=BOARDS))["base"]
    assert found.brought.inputs == ("small_boards",) and not found.brought.hours


def test_visits_ask_for_usual_clients_and_cases_for_their_number():
    found = with_wires(plan(), scheme(
        visits=Fill.clients("home_visits"), cases=Fill.share("complaint_handling", 2.0, of=3.0)))
    hours = found["base"].brought.hours
    people = np.array([3000, 1000])
    need = people / 1000 * TASKS["home_visits"].usual_clients_per_1000 * (
        PARAMETERS["programme.home_visits_hours"].value)
    given = np.array([hours["home_visits"][unit] for unit in ("V01", "V02")])
    assert (given > 0).all() and given[0] > given[1]
    assert sum(found["base"].brought.cut.values()) > 0  # so many visits are more than staff have
    assert (given < need / 0.5).all()


def test_a_reading_that_reads_another_input_brings_another_wire():
    given = small()
    assert set(asked_for(plan(), given)) == {
        "small_visits", "small_visits_due", "small_quality", "small_complaints", "small_grave",
        "sterilisations", "crude_birth_rate"}
    odd = plan(readings={"small.steps": "no such option"})
    assert set(asked_for(odd, given)) == set(asked_for(plan(), given))  # told where it is read


def test_variants_have_their_own_wires_and_the_base_past():
    quiet = plan(activities={"boards": {"label": {"zh": "栏", "en": "b"}, "task": "meetings",
                                        "hours_each": 1.0, "every": "month",
                                        "missed": "small_boards"}})
    found = with_wires(plan(), scheme(boards=BOARDS), {"quiet": quiet})
    assert not found["quiet"].brought.inputs and found["base"].brought.inputs
    assert found["quiet"].reference == found["base"].base
