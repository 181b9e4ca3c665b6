"""Staff: hours by unit, season and task, and the part of them that reaches clients."""

from __future__ import annotations

import numpy as np
import pytest

from fpplan.programme.staff import pay_yuan_per_month, planned_hours, productive_share

UNITS = ("V01", "V02")
TASKS = ("counselling", "meetings")


def test_hours_come_by_unit_season_and_task(make_base):
    base = make_base(hours={"all": {"counselling": [1.0, 2.0, 3.0], "meetings": 5.0},
                            "units": {"V02": {"meetings": 7.0}}})
    hours = planned_hours(base, UNITS, TASKS)
    assert hours.shape == (2, 3, 2)
    assert hours[0].tolist() == [[1, 5], [2, 5], [3, 5]]
    assert hours[1].tolist() == [[1, 7], [2, 7], [3, 7]]


def test_the_most_productive_staff_are_filled_first(make_base):
    # V01 has 3/4 of the people and so 3/4 of two half-vacant town posts: 75 hours at 0.8,
    # then its own worker's 100 at 0.5.
    hours = np.array([[[60.0]], [[60.0]]])
    share = productive_share(make_base(), UNITS, hours)
    assert share[0, 0] == pytest.approx(0.8)
    assert share[1, 0] == pytest.approx((25 * 0.8 + 35 * 0.5) / 60)
    beyond = productive_share(make_base(), UNITS, hours * 10)
    assert beyond[0, 0] == pytest.approx((75 * 0.8 + 525 * 0.5) / 600)


def test_more_staff_never_lowers_what_is_done(make_base):
    hours = np.array([[[0.0]], [[90.0]]])
    staff = make_base().staff
    for kind in staff:
        doubled = {name: entry.model_dump(mode="python") for name, entry in staff.items()}
        for entry in doubled.values():
            entry["label"] = {"zh": "名", "en": "name"}
        number = doubled[kind]["number"]
        doubled[kind]["number"] = (
            {**number, "number": number["number"] * 2} if "pool" in number
            else {unit: n * 2 for unit, n in number.items()})
        more = productive_share(make_base(staff=doubled), UNITS, hours)
        assert (more >= productive_share(make_base(), UNITS, hours) - 1e-15).all()


def test_without_staff_hours_are_working_hours(make_base):
    share = productive_share(make_base(staff={}), UNITS, np.ones((2, 3, 1)))
    assert (share == 1).all()


def test_pay_counts_filled_posts(make_base):
    pay = pay_yuan_per_month(make_base(), UNITS)
    assert pay.tolist() == [300 + 0.75 * 2 * 0.5 * 1000, 300 + 0.25 * 2 * 0.5 * 1000]
