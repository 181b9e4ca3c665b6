"""Activities: done in whole numbers with the hours of their task, missed or late otherwise."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_activities import CENTRAL, CLIENTS, GROUPS, KNOWN, MEMBER, YEARS, activity, planned

from fpplan.programme.activities import DAYS_A_MONTH, activities_done
from fpplan.programme.coverage import coverage
from fpplan.programme.fed import fed_inputs
from fpplan.tallies import Tallies, slot_table


def told(plan, periods=YEARS, member=MEMBER):
    """Inputs by name at central values, (unit, period)."""
    served = coverage(plan, CENTRAL, CLIENTS, KNOWN)
    table = slot_table(("iud",), ("resident",))
    tallies = Tallies.unreported(np.zeros((4, 2, 36, len(table)), np.int32), ("iud",),
                                 ("resident",), ("V01", "V02"), -12, (0, 4), GROUPS)
    found = fed_inputs(plan.base, served, CENTRAL, tallies, periods, member, seed=0,
                       set_of_draw=np.zeros(4, np.int64), tasks=KNOWN)
    assert all(array.shape == (4, 3, len(periods)) for array in found.values())
    return {name: array[0] for name, array in found.items()}


def test_what_fits_is_done_every_month():
    found = told(planned({"meeting": activity(target=2)}))
    assert found["done"][:2].tolist() == [[24, 24], [24, 24]] and found["done"][2, 0] == 48
    assert (found["missed"] == 0).all() and (found["percent"] == 100).all()


def test_what_does_not_fit_is_missed():
    found = told(planned({"meeting": activity(target=4)}))  # 16 hours are needed, 10 are there
    assert found["done"][0].tolist() == [24, 24]
    assert found["missed"][0].tolist() == [24, 24] and found["missed"][2, 0] == 48
    assert found["percent"] == pytest.approx(50.0)


def test_the_order_of_the_file_is_the_order_of_the_work():
    plan = planned({"first": activity(target=2, missed="a", done=None, percent=None),
                    "second": activity(missed="b", done=None, percent=None)})
    found = told(plan)  # 8 of 10 hours for the first: 2 are left, the second needs 4
    assert (found["a"] == 0).all() and found["b"][0].tolist() == [12, 12]


def test_a_quarter_gathers_hours():
    plan = planned({"event": activity(every="quarter", hours_each=25.0)})
    found = told(plan)
    assert found["done"][0].tolist() == [4, 4] and (found["missed"] == 0).all()
    more = told(planned({"event": activity(every="quarter", hours_each=31.0)}))
    assert (more["done"] == 0).all() and more["missed"][0].tolist() == [4, 4]


def test_what_is_late_counts_its_days():
    plan = planned({"site": activity(every=None, by="2014-09", hours_each=35.0,
                                     days_late="late")})
    found = told(plan)  # 10 hours a month from August: done in November, two months late
    assert found["done"][0].tolist() == [0, 0]  # not done by its date
    assert found["missed"][0].tolist() == [1, 0]
    assert found["late"][0] == pytest.approx([2 * DAYS_A_MONTH] * 2)
    assert found["late"][2, 0] == pytest.approx(2 * DAYS_A_MONTH)  # the slowest of the town
    early = told(planned({"site": activity(every=None, by="2014-12", hours_each=35.0,
                                           days_late="late")}))
    assert early["done"][0].tolist() == [1, 1] and (early["late"] == 0).all()


def test_units_that_take_no_part_have_no_figure():
    found = told(planned({"meeting": activity(units=["V02"])}))
    assert np.isnan(found["done"][0]).all() and found["done"][1].tolist() == [12, 12]
    assert found["done"][2].tolist() == [12, 12]


@given(st.floats(0, 60), st.floats(0, 60), st.integers(1, 5), st.floats(0.5, 20),
       st.sampled_from(["month", "quarter", "half_year", "year"]))
def test_more_hours_never_do_less_and_no_hour_is_used_twice(a, b, target, each, every):
    done = []
    for hours in sorted((a, b)):
        plan = planned({"x": activity(target=target, hours_each=each, every=every),
                        "y": activity(done="e", missed=None, percent=None)},
                       hours={"all": {"meetings": hours}})
        served = coverage(plan, CENTRAL, CLIENTS, KNOWN)
        found = activities_done(plan.base, served)
        spent = sum(one.hours for one in found.values())
        assert (spent <= hours + 1e-6).all()
        done.append(found["x"].count.sum())
        assert (found["x"].count >= 0).all()
    assert done[1] >= done[0]
