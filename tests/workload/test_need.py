"""Hours needed against hours there are."""

from __future__ import annotations

import numpy as np
import pytest

from fpplan.workload.need import workload


@pytest.fixture(scope="module")
def found(world):
    return workload(world, world.base)


def test_axes_and_what_the_staff_have(world, found):
    units, months, tasks = found.spent.shape
    assert (units, months) == (2, 24) and tasks == len(found.tasks)
    assert found.available == pytest.approx(np.full((2, 24), 168 * 0.6))
    brought = world.base.brought.hours
    planned = [95.0 + sum(by[unit] for by in brought.values()) for unit in found.units]
    assert brought and not world.base.brought.cut
    assert found.paid.sum(axis=-1) == pytest.approx(np.repeat([planned], 24, axis=0).T)


def test_spent_hours_are_paid_hours_less_what_is_no_work(found):
    assert found.spent.sum(axis=-1) == pytest.approx(0.6 * found.paid.sum(axis=-1), abs=1 / 60)


def test_a_campaign_shows_in_its_months(found):
    followup = found.spent[:, :, found.task("postpartum_followup")]
    inside = np.isin(np.arange(24), [2, 3])
    assert (followup[:, inside] > followup[:, ~inside].max()).all()


def test_records_take_what_scored_items_need(plans, found):
    assert found.records == pytest.approx(plans["base"].scored_items * 0.25)
    records = found.spent[:, :, found.task("records")]
    assert (records >= min(found.records, 18.0) - 1e-9).all()
    planned = 30 * 0.6
    assert found.taken == pytest.approx(np.full((2, 24), max(found.records - planned, 0.0)))


def test_nobody_is_reached_who_is_not_there(found):
    assert (found.reached <= found.clients + 1e-9).all() and (found.reached >= 0).all()


def test_what_goes_undone_comes_most_first(found):
    for unit in found.units:
        rows = [each for each in found.undone() if each.unit == unit]
        assert rows and all(0 < each.share <= 1 for each in rows)
        assert [each.share for each in rows] == sorted((r.share for r in rows), reverse=True)
    assert "record_audit" not in {each.task for each in found.undone()}  # a sample has no end
