"""Inputs that wires fill: what each way counts, by hand."""

from __future__ import annotations

import numpy as np
import pytest
from small_activities import CENTRAL, CLIENTS, GROUPS, KNOWN, MEMBER, YEARS, planned
from two_villages import base_table

from fpplan.programme.clients import with_clients
from fpplan.programme.coverage import coverage
from fpplan.programme.fed import fed_inputs
from fpplan.scenario.models import Base
from fpplan.scenario.resolve import Resolved
from fpplan.tallies import Tallies, slot_table

DRAWS = 40


def filled(hours, in_union=0, staff=None, reported=0, periods=YEARS, **fills):
    """Inputs by name, (draw, unit, period), of a plan with hours a month everywhere."""
    more = {}
    for table in ("services", "supply"):
        if table in fills:
            more[table] = fills.pop(table)
    plan = planned({}, hours={"all": hours}, fills=fills, **more)
    if staff is not None:
        base = Base.model_validate(base_table(staff=staff, hours={"all": hours}, fills=fills))
        plan = Resolved("s", plan.title, "", "v", None, base, base)
    served = coverage(plan, CENTRAL, CLIENTS, KNOWN)
    table = slot_table(("iud",), ("resident",))
    true = np.zeros((DRAWS, 2, 36, len(table)), np.int32)
    true[:, :, :, table.match("in_union")[0]] = in_union
    one = {"tasks": KNOWN, "seed": 3, "set_of_draw": np.zeros(DRAWS, np.int64)}
    tallies = with_clients(Tallies.unreported(
        true, ("iud",), ("resident",), ("V01", "V02"), -12, (0, DRAWS), GROUPS), served, **one)
    return served, fed_inputs(plan.base, served, CENTRAL, tallies, periods, MEMBER, **one)


def of_village(found, name):
    """The first village's first year, over draws."""
    return found[name][:, 0, 0]


def test_work_is_counted_done_missed_and_in_percent():
    ask = {"by": "work", "task": "publicity", "hours_each": 4.0, "times": 2, "every": "quarter"}
    for hours, done in ((2.0, 4), (1.0, 0), (3.0, 8), (20.0, 8)):
        _served, found = filled({"publicity": hours}, done=ask)
        assert (of_village(found, "done") == done).all(), hours
        _served, found = filled({"publicity": hours}, missed={**ask, "counts": "missed"})
        assert (of_village(found, "missed") == 8 - done).all()
        _served, found = filled({"publicity": hours}, share={**ask, "counts": "percent"})
        assert (of_village(found, "share") == 100 * done / 8).all()
    assert (found["share"][:, 2] == 100).all()  # the town, of both villages


def test_years_of_a_scheme_begin_in_its_own_month():
    ask = {"by": "work", "task": "publicity", "hours_each": 12.0}
    begun = {**ask, "year_starts": 2}  # the plan's year begins in August
    _served, found = filled({"publicity": 1.0}, own=ask)
    assert (of_village(found, "own") == 1).all()
    _served, found = filled({"publicity": 2.0}, own={**begun, "times": 2})
    # the first half year belongs to a window without its beginning; then six months' hours: one
    assert 1 <= of_village(found, "own")[0] <= 2


def test_what_stands_is_done_within_the_year_and_stands_above_where_it_stands_everywhere():
    ask = {"by": "work", "task": "publicity", "hours_each": 24.0, "counts": "standing"}
    _served, found = filled({"publicity": 2.0}, plan=ask)
    assert (found["plan"] == 1).all()
    _served, found = filled({"publicity": 1.0}, plan=ask)
    assert (found["plan"] == 0).all()


def test_two_wires_of_a_task_share_its_hours():
    ask = {"by": "work", "task": "publicity", "hours_each": 4.0, "times": 1, "every": "month"}
    _served, found = filled({"publicity": 6.0}, first=ask, second=ask)
    assert (of_village(found, "first") == 12).all() and (of_village(found, "second") == 0).all()
    _served, found = filled({"publicity": 8.0}, first=ask, second=ask)
    assert (of_village(found, "second") == 12).all()


def test_what_lapses_soonest_is_done_first():
    year = {"by": "work", "task": "publicity", "hours_each": 40.0}
    month = {"by": "work", "task": "publicity", "hours_each": 4.0, "every": "month"}
    cases = {"by": "share", "task": "publicity", "hours_each": 1.0, "of": 2.0}
    _served, found = filled({"publicity": 8.0}, year=year, month=month, cases=cases)
    assert of_village(found, "cases") == pytest.approx(100)  # two hours of each month
    assert (of_village(found, "month") == 12).all()  # four more
    assert (of_village(found, "year") == 0).all()  # two hours a month are left: 24 of 40
    _served, found = filled({"publicity": 10.0}, year=year, month=month, cases=cases)
    assert (of_village(found, "year") == 1).all()


def test_a_share_of_cases_is_dealt_with():
    ask = {"by": "share", "task": "complaint_handling", "hours_each": 2.0, "of": 3.0}
    for hours, percent in ((0.0, 0), (3.0, 50), (6.0, 100), (60.0, 100)):
        _served, found = filled({"complaint_handling": hours}, dealt=ask)
        assert of_village(found, "dealt") == pytest.approx(percent)
        _served, found = filled({"complaint_handling": hours}, open={**ask, "counts": "missed"})
        assert of_village(found, "open") == pytest.approx(36 * (1 - percent / 100))
    _served, found = filled({"complaint_handling": 10.0}, of_clients={**ask, "of": "counselling"})
    assert of_village(found, "of_clients") == pytest.approx(100 * 5 / 20)


def test_clients_are_those_that_services_count():
    wires = {name: {"by": "clients", "task": "counselling", "counts": name}
             for name in ("reached", "percent", "due", "missed")}
    served, found = filled({"counselling": 20.0}, in_union=240, **wires)
    share = served.of("counselling")[0, 0, 30]
    assert (of_village(found, "due") == 240).all()  # a visit a year, women in union of a year / 12
    assert of_village(found, "reached").mean() == pytest.approx(240 * share, rel=0.05)
    assert (of_village(found, "reached") + of_village(found, "missed") == 240).all()
    assert of_village(found, "percent") == pytest.approx(of_village(found, "reached") / 2.4)


def test_who_is_told_is_reached_by_a_service_of_quality():
    served, found = filled({"counselling": 20.0}, told={"by": "told", "task": "counselling"},
                           services={"counselling": {"quality": 0.5}})
    share = served.of("counselling")[0, 0, 30]
    assert 0 < share < 1 and of_village(found, "told") == pytest.approx(50 * share)


def test_records_in_order_are_kept_right_unkept_or_put_right():
    right = CENTRAL["programme.records_right_unkept"][0]
    finds = CENTRAL["reporting.audit_detection_label"][0]
    _served, found = filled({"meetings": 1.0}, order={"by": "records"})
    assert of_village(found, "order") == pytest.approx(100 * right)
    served, found = filled({"records": 5.0, "record_audit": 2.0}, order={"by": "records"})
    kept, seen = served.of("records")[0, 0, 30], served.of("record_audit")[0, 0, 30]
    wrong = (1 - right) * (1 - kept) * (1 - finds * (1 - (1 - seen) ** 12))
    assert found["order"][:, 0, 1] == pytest.approx(100 * (1 - wrong))
    assert (found["order"][:, 0, 1] > 100 * right).all()


def test_stock_and_visits_in_vain():
    methods = GROUPS["resupplied"]
    out = {next(iter(methods)): {"stock_out": 0.3}}
    wires = {"met": {"by": "stock"}, "vain": {"by": "stock", "counts": "out_percent"},
             "out": {"by": "stock", "counts": "out"}, "none": {"by": "stock", "counts": "standing"}}
    _served, found = filled({"meetings": 1.0}, supply=out, **wires)
    assert of_village(found, "vain") == pytest.approx(30 / len(methods))
    assert of_village(found, "met") == pytest.approx(100 - 30 / len(methods))
    assert (found["out"] == 1).all() and (found["none"] == 0).all()
    _served, found = filled({"meetings": 1.0}, **wires)
    assert (found["met"] == 100).all() and (found["vain"] == 0).all()
    assert (found["out"] == 0).all() and (found["none"] == 1).all()


def test_posts_that_are_filled():
    staff = {"worker": {"label": {"zh": "名", "en": "name"}, "number": {"V01": 2.0, "V02": 1.0},
                        "hours_per_month": 100.0, "vacancy": 0.25},
             "nurse": {"label": {"zh": "名", "en": "name"}, "number": {"V01": 1.0, "V02": 0.0},
                       "hours_per_month": 100.0}}
    wires = {f"{kind}_{counts}": {"by": "staff", "counts": counts,
                                  **({} if kind == "all" else {"of": kind})}
             for kind in ("all", "worker", "nurse")
             for counts in ("percent", "posts", "months", "standing")}
    _served, found = filled({"meetings": 1.0}, staff=staff, **wires)
    assert of_village(found, "worker_percent")[0] == pytest.approx(75)
    assert of_village(found, "all_percent")[0] == pytest.approx(100 * 2.5 / 3)
    assert found["worker_posts"][0, :, 0] == pytest.approx([1.5, 0.75, 2.25])
    assert found["worker_months"][0, 0, 0] == pytest.approx(18)
    assert found["nurse_standing"][0, :, 0].tolist() == [1, 0, 0]
