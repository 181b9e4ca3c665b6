"""Supply: methods on offer and out of stock, as shifts of uptake and of stopping as a whole."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from two_villages import base_table

from fpplan.parameters import ParameterSets
from fpplan.programme.coverage import FIRST_MONTH, REFERENCE
from fpplan.programme.supply import Demand, demand, missing, supply_shifts
from fpplan.programme.tasks import TARGETS
from fpplan.scenario.models import Base
from fpplan.scenario.resolve import Resolved
from fpplan.tallies import Tallies, slot_table
from fpplan.text import Text

METHODS = ("iud", "pill", "condom")
CENTRAL = ParameterSets(None)
WANTED = Demand(METHODS, np.array([[0.5, 0.2, 0.3]] * 2), np.array([[0.7, 0.1, 0.2]] * 2),
                np.array([0.02, 0.02]))
UPTAKE, AFTER, STOP, SELECT = (TARGETS.index(name) for name in (
    "uptake", "uptake_postpartum", "stop", "selection_access"))
SWITCH = 0.4


def moved(plan, wanted=WANTED):
    return supply_shifts(plan, CENTRAL, wanted, FIRST_MONTH, REFERENCE)[0]


def test_the_same_supply_moves_nothing(make_plan):
    assert (moved(make_plan()) == 0).all()
    assert (moved(make_plan(reference={"supply": {"condom": {"stock_out": 0.3}}})) == 0).all()


def test_a_stock_out_lowers_uptake_by_the_visits_in_vain(make_plan):
    plan = make_plan(supply={"condom": {"stock_out": 0.5}})
    found = moved(plan)
    kept = 1 - (1 - SWITCH) * 0.5 * 0.3
    assert (found[:, :36] == 0).all()
    assert found[:, 36:, UPTAKE] == pytest.approx(np.log(kept))
    assert np.array_equal(found[..., UPTAKE], found[..., AFTER])
    assert (found[..., SELECT] == 0).all()
    # users of condoms who find none and do not switch stop, on top of 2 % a month
    assert found[:, 36:, STOP] == pytest.approx(np.log1p((1 - SWITCH) * 0.5 * 0.2 / 0.02))


def test_a_method_that_needs_no_refill_makes_nobody_stop(make_plan):
    found = moved(make_plan(supply={"iud": {"stock_out": 0.5}}))
    assert (found[..., STOP] == 0).all() and (found[:, 36:, UPTAKE] < 0).all()


def test_one_method_more_raises_uptake_as_a_whole(make_plan):
    plan = make_plan(reference={"supply": {"pill": {"offered": False}}},
                     supply={"pill": {"offered": True}})
    found = moved(plan)[:, 36:, UPTAKE]
    assert found == pytest.approx(0.13 - np.log(1 - (1 - SWITCH) * 0.2))


def test_nothing_in_stock_stops_uptake(make_plan):
    plan = make_plan(supply={name: {"stock_out": 1.0} for name in METHODS})
    assert (moved(plan)[:, 36:, UPTAKE] < -20).all()


def test_stock_by_season_month_and_unit(make_base):
    base = make_base(supply={"condom": {"stock_out": [0.1, 0.2, 0.3], "out": ["2014-10"],
                                        "units": {"V02": 0.9}}})
    found = missing(base, METHODS, ("V01", "V02"), 0, 12)[..., 2]
    assert found[0].tolist() == [0.1, 0.1, 1.0, 0.1, *[0.2] * 4, *[0.3] * 4]
    assert found[1].tolist() == [0.9, 0.9, 1.0, *[0.9] * 9]


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(METHODS))
def test_more_stock_never_lowers_uptake_or_raises_stopping(a, b, method):
    reference = Base.model_validate(base_table())
    found = []
    for out in sorted((a, b)):
        base = Base.model_validate(base_table(supply={method: {"stock_out": out}}))
        plan = Resolved("s", Text("小", "s"), "", "v", None, base, reference)
        found.append(moved(plan)[:, 36:])
    assert (found[0][..., UPTAKE] >= found[1][..., UPTAKE] - 1e-12).all()
    assert (found[0][..., STOP] <= found[1][..., STOP] + 1e-12).all()


def test_demand_is_read_from_the_reference_year():
    table = slot_table(("iud", "condom"), ("resident",))
    true = np.zeros((1, 2, 12, len(table)), dtype=np.int32)
    true[:, 0, :, table.match("starts[method=condom]")[0]] = 3
    true[:, 0, :, table.match("starts[method=iud]")[0]] = 1
    true[:, 0, :, table.match("using[method=iud,order=1]")[0]] = 100
    true[:, 0, :, table.match("stops[method=iud]")[0]] = 2
    tallies = Tallies.unreported(true, ("iud", "condom"), ("resident",), ("A", "B"), -12, (0, 1))
    found = demand(tallies, ("iud", "condom"), *REFERENCE)
    assert found.chosen.tolist() == [[0.25, 0.75], [0.25, 0.75]]  # B has no starts: all units'
    assert found.used.tolist() == [[1.0, 0.0], [1.0, 0.0]]
    assert found.stops.tolist() == [0.02, 0.02]
