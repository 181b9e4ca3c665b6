"""Working hours: campaigns, travel, overtime, and records that take from visits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from two_villages import base_table

from fpplan.contract.text import Text
from fpplan.place.parameters import ParameterSets
from fpplan.programme.coverage import coverage
from fpplan.programme.hours import (
    RECORDS,
    crowded,
    months_of,
    paid_hours,
    record_hours,
    working_hours,
)
from fpplan.programme.staff import effective_hours
from fpplan.programme.tasks import core_tasks
from fpplan.scenario.models import Base
from fpplan.scenario.monthly import planned_in
from fpplan.scenario.resolve import Resolved

UNITS = ("V01", "V02")
TASKS = ("counselling", "meetings", "records")
CENTRAL = ParameterSets(None)
KNOWN = core_tasks()
CLIENTS = {name: np.array([20.0, 8.0]) for name in KNOWN}
LABEL = {"zh": "名", "en": "name"}
MINUTE = 1 / 60


def campaign(**fields):
    return {"label": LABEL, "first": "2014-09", "last": "2014-10",
            "hours": {"counselling": 12.0}, **fields}


def worked(base, first=-12, stop=24):
    return working_hours(base, UNITS, TASKS, first, stop)


def test_a_campaign_moves_hours_in_its_months_alone(make_base):
    plain = make_base(staff={})
    moved = make_base(staff={}, campaigns={"push": campaign(instead_of={"meetings": 12.0})})
    before, after = worked(plain), worked(moved)
    inside = np.zeros(36, bool)
    inside[12 + 1:12 + 3] = True  # September and October 2014 are months 1 and 2
    assert np.array_equal(before[:, ~inside], after[:, ~inside])
    assert (after[:, inside, 0] == before[:, inside, 0] + 12).all()
    assert (after[:, inside, 1] == before[:, inside, 1] - 12).all()
    assert after.sum() == pytest.approx(before.sum(), abs=MINUTE)


@pytest.mark.parametrize("units", [(), ("V02",)])
def test_all_units_at_once_are_each_unit_by_itself(make_base, units):
    base = make_base(staff={}, campaigns={
        "push": campaign(instead_of={"meetings": 500.0}, units=units),
        "more": campaign(last="2015-03", hours={"counselling": 3.0, "records": 1.5})})
    kinds = months_of(base, 0, 12)
    for kind, found in paid_hours(base, UNITS, TASKS, kinds).items():
        for u, unit in enumerate(UNITS):
            alone = planned_in(base.hours, [base.campaigns[name] for name in kind.campaigns],
                               unit, kind.season, len(base.seasons))
            assert found[u].tolist() == [alone.get(task, 0.0) for task in TASKS]
    assert len({kind.campaigns for kind in kinds}) == 3


def test_a_campaign_of_every_year_and_of_some_units(make_base):
    base = make_base(staff={}, campaigns={"spring": campaign(
        first="2014-12", last="2015-01", every_year=True, units=["V02"])})
    found = worked(base)
    more = np.flatnonzero(found[1, :, 0] != 20.0) - 12
    assert more.tolist() == [-8, -7, 4, 5, 16, 17]
    assert (found[0, :, 0] == 20.0).all()
    assert [kind.campaigns for kind in months_of(base, 3, 6)] == [(), ("spring",), ("spring",)]


def test_the_road_takes_its_share_of_the_hours(make_base):
    units = {name: unit.model_dump(mode="python") for name, unit in make_base().units.items()}
    for unit in units.values():
        unit["label"] = LABEL
        unit.pop("area")
        unit.pop("parent") if unit["parent"] is None else None
    units["V02"]["travel"] = 0.25
    base = make_base(units=units)
    assert worked(base)[1] == pytest.approx(0.75 * worked(make_base())[1])
    assert np.array_equal(worked(base)[0], worked(make_base())[0])
    assert effective_hours(base, UNITS)[1] == pytest.approx(
        0.75 * effective_hours(make_base(), UNITS)[1])


def test_effective_hours_are_posts_less_vacancies_less_what_is_not_work(make_base):
    # own worker 100 h at 0.5; 3/4 and 1/4 of two half-vacant posts of 100 h at 0.8
    assert effective_hours(make_base(), UNITS).tolist() == [50 + 60, 50 + 20]
    assert effective_hours(make_base(), UNITS, np.array([0.2, 0.0])).tolist() == [60 + 60, 70]


@given(st.lists(st.floats(0, 200), min_size=4, max_size=4), st.floats(0, 300),
       st.lists(st.booleans(), min_size=4, max_size=4))
def test_no_hour_is_made_or_lost_by_records(hours, needed, visits):
    tasks = ("counselling", "meetings", RECORDS, "publicity")
    before = np.array(hours).reshape(1, 1, 4)
    after = crowded(before, tasks, np.array([needed]), visits)[0]
    assert (after >= 0).all()
    assert after.sum() == pytest.approx(before.sum(), abs=MINUTE)
    assert after[0, 0, 2] == pytest.approx(max(hours[2], min(needed, sum(hours))), abs=MINUTE)
    others = [0, 1, 3]
    assert (after[0, 0, others] <= before[0, 0, others] + MINUTE).all()
    kept = sum(hours[i] for i in others if not visits[i])
    visited = sum(hours[i] for i in others if visits[i])
    if needed - hours[2] <= visited and visited > 0:  # visits were enough: the rest is untouched
        assert sum(after[0, 0, i] for i in others if not visits[i]) == pytest.approx(
            kept, abs=MINUTE)


def test_more_scored_items_crowd_out_visits(make_plan):
    plan = make_plan(reference={"hours": {"all": {
        "counselling": 40.0, "meetings": 20.0, "records": 10.0}}})
    few, many = (coverage(replace(plan, scored_items=n), CENTRAL, CLIENTS, KNOWN)
                 for n in (4, 60))
    assert record_hours(CENTRAL, 60) == pytest.approx(15.0)  # 15 minutes each
    assert (many.of("counselling") < few.of("counselling")).all()
    assert np.array_equal(many.of("meetings"), few.of("meetings"))
    assert many.hours.sum() == pytest.approx(few.hours.sum(), abs=MINUTE)
    assert few.of("counselling").tobytes() == coverage(plan, CENTRAL, CLIENTS, KNOWN).of(
        "counselling").tobytes()


STAFF = st.lists(st.tuples(st.floats(0, 5), st.floats(1, 744), st.floats(0, 1), st.floats(0, 1),
                           st.booleans()), min_size=1, max_size=4)


@given(STAFF, st.integers(0, 3), st.floats(0, 300), st.floats(0, 60), st.integers(0, 150),
       st.floats(0, 0.9))
def test_doubling_staff_never_lowers_coverage(kinds, which, visits, records, items, road):
    def plan(times):
        staff = {}
        for k, (number, hours, productive, vacancy, pool) in enumerate(kinds):
            n = number * (times if k == which % len(kinds) else 1)
            staff[f"k{k}"] = {
                "label": LABEL, "hours_per_month": hours, "productive": productive,
                "vacancy": vacancy,
                "number": {"pool": "town", "number": n} if pool else {"V01": n, "V02": n}}
        table = base_table(staff=staff, hours={"all": {
            "counselling": visits, "meetings": 10.0, "records": records}})
        table["units"] = {**table["units"], "V02": {**table["units"]["V02"], "travel": road}}
        base = Base.model_validate(table)
        return replace(Resolved("s", Text("小", "s"), "", "v", None, base, base),
                       scored_items=items)

    one, two = (coverage(plan(times), CENTRAL, CLIENTS, KNOWN).values for times in (1.0, 2.0))
    assert (two >= one - 1e-9).all()


def test_no_hours_cover_nobody_whatever_the_task(make_plan):
    found = coverage(make_plan(reference={"hours": {}}), CENTRAL, CLIENTS, KNOWN)
    assert (found.values == 0).all() and (found.hours == 0).all()


def test_endless_hours_reach_the_ceiling_of_every_task(make_plan):
    endless = {"all": dict.fromkeys(KNOWN, 1e6)}
    found = coverage(make_plan(reference={"staff": {}, "hours": endless}), CENTRAL, CLIENTS, KNOWN)
    for name, task in core_tasks().items():
        assert found.of(name) == pytest.approx(task.ceiling)


def test_a_service_may_plan_its_clients_and_its_ceiling(make_plan):
    services = {"counselling": {"clients": {"V01": 40.0, "V02": 8.0}, "ceiling": 0.5}}
    found = coverage(make_plan(reference={"staff": {}, "services": services}), CENTRAL, CLIENTS,
                     KNOWN)
    wanted = 0.5 * (1 - np.exp(-20 / (0.5 * np.array([40.0, 8.0]) * 0.5)))
    assert found.of("counselling")[0, :, 40] == pytest.approx(wanted)
    at = found.tasks.index("counselling")
    assert found.clients[:, at].tolist() == [40.0, 8.0]
