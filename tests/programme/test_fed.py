"""Inputs of schemes that the programme fills: clients reached, awareness, activities."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_activities import CENTRAL, CLIENTS, GROUPS, KNOWN, MEMBER, YEARS, activity, planned

from fpplan.contract.months import Period
from fpplan.programme.clients import with_clients
from fpplan.programme.coverage import coverage
from fpplan.programme.fed import fed_inputs, feeds_any
from fpplan.tallies import Tallies, slot_table


def test_clients_reached_and_awareness():
    plan = planned({}, hours={"all": {"counselling": 20.0, "publicity": 5.0}}, services={
        "counselling": {"reached": "told", "reached_percent": "told_percent"},
        "publicity": {"awareness_percent": "aware"}})
    assert feeds_any(plan.base) and not feeds_any(planned({}).base)
    served = coverage(plan, CENTRAL, CLIENTS, KNOWN)
    table = slot_table(("iud",), ("resident",))
    true = np.zeros((400, 2, 36, len(table)), np.int32)
    true[:, 0, :, table.match("in_union")[0]] = 240
    tallies = Tallies.unreported(true, ("iud",), ("resident",), ("V01", "V02"), -12, (0, 400),
                                 GROUPS)
    one = {"tasks": KNOWN, "seed": 3, "set_of_draw": np.zeros(400, np.int64)}
    tallies = with_clients(tallies, served, **one)
    found = fed_inputs(plan.base, served, CENTRAL, tallies, YEARS, MEMBER, **one)
    share = served.of("counselling")[0, 0, 40]
    assert found["told"][:, 0, 0].mean() == pytest.approx(12 * 20 * share, rel=0.02)
    assert (found["told"][:, 1] == 0).all() and np.isnan(found["told_percent"][:, 1]).all()
    assert found["told_percent"][:, 0].mean() == pytest.approx(100 * share, rel=0.02)
    assert found["told"][:, 2].tolist() == found["told"][:, 0].tolist()
    known = 0.6 + 0.4 * served.of("publicity")[0, :, 40]
    assert found["aware"][0, :2, 0] == pytest.approx(100 * known)
    again = fed_inputs(plan.base, served, CENTRAL, tallies, YEARS, MEMBER, **one)
    assert all(np.array_equal(found[name], again[name], equal_nan=True) for name in found)
    # One number: what schemes read is what the tallies hold, in the books too.
    slot = tallies.table.match("clients[task=counselling]")[0]
    assert (found["told"][:, :2, 0] == tallies.true[:, :, 12:24, slot].sum(axis=2)).all()
    assert set(found) == {"told", "told_percent", "aware"}
    books = tallies.true.copy()
    books[:, 0, :, slot] += 1
    more = fed_inputs(plan.base, served, CENTRAL, replace(tallies, reported=books), YEARS, MEMBER,
                      **one)
    assert (more["told", "reported"] == found["told"] + np.array([12, 0, 12])[:, None]).all()
    assert (more["told_percent", "reported"][:, 0] >= found["told_percent"][:, 0]).all()
    assert set(more) - set(found) == {("told", "reported"), ("told_percent", "reported")}


def test_clients_by_a_plain_number_are_drawn_alike_for_both_views():
    plan = planned({}, hours={"all": {"family_support": 5.0}},
                   services={"family_support": {"reached": "helped"}})
    served = coverage(plan, CENTRAL, {**CLIENTS, "family_support": np.array([3.5, 0.0])},
                      KNOWN)
    table = slot_table(("iud",), ("resident",))
    tallies = Tallies.unreported(np.zeros((400, 2, 36, len(table)), np.int32), ("iud",),
                                 ("resident",), ("V01", "V02"), -12, (0, 400),
                                 GROUPS)
    one = {"tasks": KNOWN, "seed": 3, "set_of_draw": np.zeros(400, np.int64)}
    found = fed_inputs(plan.base, served, CENTRAL, with_clients(tallies, served, **one), YEARS,
                       MEMBER, **one)
    share = served.of("family_support")[0, 0, 40]
    assert set(found) == {"helped"} and 0 < share < 1
    assert found["helped"][:, 0, 0].mean() == pytest.approx(12 * 3.5 * share, rel=0.03)
    assert (found["helped"][:, 1] == 0).all()


def quiet_town(draws: int = 4):
    table = slot_table(("iud",), ("resident",))
    return Tallies.unreported(np.zeros((draws, 2, 36, len(table)), np.int32), ("iud",),
                              ("resident",), ("V01", "V02"), -12, (0, draws), GROUPS)


def fed(plan, periods=YEARS):
    served = coverage(plan, CENTRAL, CLIENTS, KNOWN)
    return fed_inputs(plan.base, served, CENTRAL, quiet_town(), periods, MEMBER, seed=0,
                      set_of_draw=np.zeros(4, np.int64), tasks=KNOWN)


def test_a_plan_that_names_no_input_fills_none():
    plan = planned({"boards": activity(done=None, missed=None, percent=None)},
                   services={"counselling": {"quality": 0.5}})
    assert fed(plan) == {}
    assert not feeds_any(plan.base)
    assert not feeds_any(planned({}, services={"counselling": {"quality": 0.5}}).base)


def test_what_is_filled_is_named_by_the_plan_and_stands_by_unit_and_period():
    months = [Period(str(m), m, m) for m in range(3)]
    found = fed(planned({"boards": activity(done="my_boards", missed=None, percent="my_share")}),
                months)
    assert set(found) == {"my_boards", "my_share"}
    assert all(array.shape == (4, 3, 3) for array in found.values())
    assert found["my_boards"][0].tolist() == [[1] * 3, [1] * 3, [2] * 3]  # the town is the sum
    assert (found["my_share"] == 100).all()


def test_awareness_without_any_work_is_that_of_those_who_are_not_reached():
    found = fed(planned({}, hours={"all": {"meetings": 1.0}},
                        services={"publicity": {"awareness_percent": "aware"}}))
    unreached = 100 * CENTRAL["programme.awareness_unreached"][0]
    assert 0 < unreached < 100 and found["aware"] == pytest.approx(np.full((4, 3, 2), unreached))
    endless = fed(planned({}, hours={"all": {"publicity": 1e6}},
                          services={"publicity": {"awareness_percent": "aware"}}))
    ceiling = KNOWN["publicity"].ceiling
    assert endless["aware"] == pytest.approx(
        np.full((4, 3, 2), unreached + (100 - unreached) * ceiling))
