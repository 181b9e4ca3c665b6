"""A scheme as a plan reads it: its readings, its targets, whom it scores, and when."""

from __future__ import annotations

import numpy as np
import pytest
from small_people import plan
from small_scheme import small
from townships import scheme

from fpplan.contract.errors import InputError
from fpplan.experiment.read import read_of, readings_of
from fpplan.indicators.table import IndicatorTable

POINTS = scheme("thousand_point")
PLAN = plan(schemes=["thousand_point"], readings={
    "thousand_point.check_points": "25", "lianhe.window": "to_date"})


def figures(read, value):
    """What a scheme is given where every indicator has one value, in two draws."""
    names = tuple(read.scheme.by_input)
    shape = (2, 2, len(read.units), len(read.periods), len(names))
    table = IndicatorTable(np.full(shape, value), np.full(shape, 100.0), np.full(shape, value),
                           read.units, read.periods, names, (0, 2))
    return read.figures(table)


def test_only_readings_of_the_scheme_are_its_own():
    assert readings_of(PLAN, "thousand_point") == {"check_points": "25"}
    assert readings_of(PLAN, "thousand") == {}
    assert readings_of(PLAN, "lianhe") == {"window": "to_date"}


def test_it_is_read_as_the_plan_chooses():
    other = plan(readings={"thousand_point.check_points": "30"})
    one, two = (read_of(each, POINTS) for each in (PLAN, other))
    assert one.id == two.id == "thousand_point" and one.scheme != two.scheme
    # The same from a scheme that was read otherwise before.
    assert read_of(PLAN, two.scheme).scheme == one.scheme


def test_a_reading_that_the_scheme_does_not_have_is_refused():
    with pytest.raises(InputError, match="check_points"):
        read_of(plan(readings={"thousand_point.check_points": "29"}), POINTS)


def test_points_are_of_leaves_and_targets_of_their_parents_too():
    assert read_of(PLAN, POINTS).units == ("V01", "V02")
    targets = scheme("lianhe")
    assert targets.base is None
    assert read_of(PLAN, targets).units == ("V01", "V02", "town")
    assert read_of(PLAN, targets, ("V02",)).units == ("V02",)


def test_years_come_before_their_seasons_and_lie_within_the_plan():
    read = read_of(PLAN, POINTS)
    assert read.years and read.periods[:len(read.years)] == read.years
    assert all(0 <= p.first <= p.last < 24 for p in read.periods)
    assert len(read_of(plan(horizon=12), POINTS).years) < len(read.years)


def test_targets_of_the_plan_are_those_that_score():
    """Half of the births in time: 60 of 120 points, but all of them where 50 are the target."""
    aimed = plan(readings=dict(PLAN.base.readings),
                 targets={"thousand_point.births_reported": {"V02": 50.0}})
    before, after = (
        read.points(figures(read, 50.0)).items["births_reported"].central[:, :, 0]
        for read in (read_of(each, POINTS) for each in (PLAN, aimed)))
    assert np.allclose(before, 60.0)
    assert np.allclose(after[:, 0], 60.0) and np.allclose(after[:, 1], 120.0)


def test_a_target_of_a_tagged_item_is_refused():
    tagged = next(item for item in POINTS.under().items() if POINTS.tags(item))
    with pytest.raises(InputError, match="tagged"):
        read_of(plan(targets={f"thousand_point.{tagged.id}": 1.0}), POINTS)


def test_without_tagged_items_nothing_else_changes():
    read = read_of(PLAN, POINTS)
    bare = read.untagged()
    kept = {item.id for item in bare.scheme.items()}
    assert kept == {item.id for item in read.scheme.items() if not read.scheme.tags(item)}
    assert kept < {item.id for item in read.scheme.items()}
    assert (bare.plan, bare.units, bare.years) == (read.plan, read.units, read.years)
    whole, some = (each.points(figures(each, 50.0)) for each in (read, bare))
    assert np.allclose(whole.items["births_reported"].central,
                       some.items["births_reported"].central)


def test_money_follows_from_the_figures_and_their_points():
    read = read_of(plan(), small())
    given = figures(read, 50.0)
    found = read.payouts(given, read.points(given))
    assert found.units == read.units and set(found.sanctions) == {"talk"}
    assert np.allclose(found.yuan["visit_pay"].central, 5 * 50.0)
    assert found.tags["quota_pay"] and not found.tags["visit_pay"]
