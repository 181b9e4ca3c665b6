"""A workload put together for readers, from figures made up by hand."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from fpplan.contract.text import Text, speaking
from fpplan.programme.activities import Done
from fpplan.programme.tasks import core_tasks
from fpplan.workload.marginal import Effect, Marginal
from fpplan.workload.need import Workload, workload
from fpplan.workload.summary import Summary

TASKS = ("counselling", "meetings", "records")
# Two villages, two months. Counselling needs 40 hours in V01, 20 in V02, and gets 10 in each; it
# meets a quarter of V01's clients and a half of V02's. Meetings need what they get.
SPENT = np.array([[[10.0, 30, 5], [10, 30, 5]], [[10, 30, 15], [10, 30, 15]]])
NEEDED = np.array([[[40.0, 30, 10], [40, 30, 10]], [[20, 30, 15], [20, 30, 15]]])
CLIENTS = np.array([[[80.0, 1, 0], [80, 1, 0]], [[20, 1, 0], [20, 1, 0]]])
REACHED = np.array([[[20.0, 0, 0], [20, 0, 0]], [[10, 0, 0], [10, 0, 0]]])


@pytest.fixture(scope="module")
def plan(plans):
    base = plans["base"]
    return replace(base, base=base.base.model_copy(update={"horizon": 2}))


@pytest.fixture
def told(plan):
    def of(**changes):
        work = {"available": np.array([[100.0, 80], [60, 60]]), "paid": SPENT / 0.5,
                "spent": SPENT, "needed": NEEDED, "clients": CLIENTS, "reached": REACHED,
                "done": {}, "records": 15.0, "taken": np.array([[2.0, 4], [0, 0]])}
        gains = changes.pop("gains", None)
        return Summary(plan, Workload(("V01", "V02"), TASKS, **(work | changes),
                                      known=core_tasks()), gains, (),
                       {"thousand_point": Text("千分制", "Thousand points")})
    return of


def test_the_summary_adds_up(world, plans):
    found = workload(world, world.base)
    told = Summary(plans["base"], found, None, (), {"thousand_point": Text("千分", "points")})
    units, together = told.by_unit(), told.by_month()
    assert sum(row["spent"] for row in units) == pytest.approx(
        np.mean([row["spent"] for row in together]))
    assert sum(row["needed"] for row in units) == pytest.approx(
        np.mean([row["needed"] for row in together]))
    assert [row["month"] for row in together][:2] == ["2014-08", "2014-09"]
    tasks = {row["task"]: row for row in told.by_task()}
    assert tasks["counselling"]["clients"] > tasks["counselling"]["reached"] > 0
    assert sum(row["spent"] for row in tasks.values()) == pytest.approx(
        sum(row["spent"] for row in units))
    boards = told.by_activity()[0]
    assert boards["due"] == 48 and boards["done"] == 48  # 6 working hours hold one of 4
    assert told.by_month("V01")[0]["spent"] < together[0]["spent"]
    data = told.as_dict()
    assert {row["unit"] for row in data["units"]} == {"V01", "V02"}
    assert data["scored_items"] == plans["base"].scored_items > 50


def test_a_unit_has_the_means_of_its_months(told):
    one, two = told().by_unit()
    assert (one["unit"], one["available"], one["spent"], one["paid"], one["needed"]) == (
        "V01", 90, 45, 90, 80)
    assert one["taken_by_records"] == 3 and two["taken_by_records"] == 0
    # a quarter of the clients of V01 is met, a half of those of V02
    assert (one["first_undone"], one["first_undone_percent"]) == ("counselling", 75)
    assert (two["first_undone"], two["first_undone_percent"]) == ("counselling", 50)


def test_a_unit_that_does_all_has_no_first_thing_undone(told):
    found = told(needed=SPENT, reached=CLIENTS)
    assert [(row["first_undone"], row["first_undone_percent"]) for row in found.by_unit()] == [
        (None, None)] * 2
    assert found.undone() == [] and found.undone("V01") == []


def test_pay_is_that_of_the_unit(told, plan):
    per_month = sum(row["pay_yuan_per_month"] for row in told().by_unit())
    assert per_month == pytest.approx(sum(
        (kind.pay_yuan_per_month or 0) * (kind.number.number if hasattr(kind.number, "pool")
                                          else sum(kind.number.values()))
        for kind in plan.base.staff.values()))


def test_months_are_those_of_the_plan_and_of_the_units_asked_for(told):
    assert told().months == ["2014-08", "2014-09"]
    together, below, one = (told().by_month(unit) for unit in (None, told().resolved.base.units[
        "V01"].parent, "V01"))
    assert together == below
    assert [row["available"] for row in together] == [160, 140]
    assert [row["available"] for row in one] == [100, 80]
    assert [row["taken_by_records"] for row in one] == [2, 4]
    assert [row["needed"] for row in one] == [80, 80]


def test_tasks_have_clients_where_they_meet_people(told):
    tasks = {row["task"]: row for row in told().by_task()}
    served = tasks["counselling"]
    assert (served["clients"], served["reached"], served["reached_percent"]) == (100, 30, 30)
    assert (served["spent"], served["needed"]) == (20, 60)
    assert tasks["meetings"]["clients"] is None and tasks["meetings"]["reached_percent"] is None
    assert told().by_task("V02")[0]["reached_percent"] == 50
    none = told(clients=CLIENTS * 0, reached=REACHED * 0).by_task()[0]
    assert none["clients"] == 0 and none["reached_percent"] is None


def test_what_is_undone_together_is_weighed_by_its_work(told):
    """75 % of V01's 40 hours and 50 % of V02's 20: 40 of 60. Records lack 5 of 25 hours, all of
    them in V01."""
    whole = told().undone()
    assert [(each.task, each.unit) for each in whole] == [("counselling", ""), ("records", "")]
    assert whole[0].share == pytest.approx(2 / 3)
    assert (whole[0].needed, whole[0].spent, whole[0].hours) == (60, 20, 40)
    assert whole[1].share == pytest.approx(5 / 25) and whole[1].hours == pytest.approx(5)
    town = told().resolved.base.units["V01"].parent
    assert [(each.unit, each.task, each.share) for each in told().undone(town)] == [
        (town, each.task, each.share) for each in whole]
    assert [(each.unit, each.task) for each in told().undone("V02")] == [("V02", "counselling")]


def test_activities_are_counted_from_the_first_month_where_units_take_part(told, plan):
    """Due monthly from two months before; V02 takes no part; a third of V01's is missed."""
    boards = plan.base.activities["boards"]
    count = np.array([[[1.0, 1, 1, 0.5], [np.nan] * 4]])
    done = Done(boards, count, count * 4, np.ones(4), 1, None, -2)
    (row,) = told(done={"boards": done}).by_activity()
    assert (row["activity"], row["task"], row["due"], row["done"]) == (
        "boards", boards.task, 2, 1.5)
    (row,) = told(done={"boards": done}).by_activity("V02")
    assert (row["due"], row["done"]) == (0, 0)
    both = Done(boards, np.ones((1, 2, 4)), np.ones((1, 2, 4)), np.ones(4), 1, None, -2)
    (row,) = told(done={"boards": both}).by_activity()
    assert (row["due"], row["done"]) == (4, 4)


@pytest.mark.parametrize(("lang", "words"), [("en", ("Thousand points", "unmet need")),
                                             ("zh", ("千分制", "未满足"))])
def test_names_are_in_the_language_in_force(told, lang, words):
    scheme = Effect("counselling", "scheme", "thousand_point", "", "2014-08", 1.0, 0.5, 40.0)
    indicator = replace(scheme, of="indicator", name="unmet_need_percent")
    with speaking(lang):
        assert told().name_of(scheme) == words[0]
        assert words[1] in told().name_of(indicator).lower()
        assert told().by_task()[0]["task_label"] == str(core_tasks()["counselling"].text)


def test_machines_are_given_the_same_and_no_number_that_is_none(told):
    effect = Effect("counselling", "scheme", "thousand_point", "", "2014-08", 0.25, float("nan"),
                    40.0)
    found = told(gains=Marginal((effect,), 16, 7, 8.0))
    data = json.loads(json.dumps(found.as_dict()), parse_constant=pytest.fail)
    assert data["one_more_hour"] == {"draws": 16, "seed": 7, "hours_added": 8.0, "effects": [{
        "task": "counselling", "of": "scheme", "name": "thousand_point", "unit": None,
        "period": "2014-08", "per_hour": 0.25, "standard_error": None, "as_it_stands": 40.0}]}
    assert data["together"]["months"] == found.by_month()
    assert data["units"][1]["tasks"] == found.by_task("V02")
    assert data["units"][0]["undone"][0] == {
        "task": "counselling", "needed": 40, "spent": 10, "undone_percent": 75}
    assert data["record_hours_per_month"] == 15
    assert "one_more_hour" not in told().as_dict()
