"""What a plan leaves on the table: points of tagged items, told and never searched."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from small_scheme import changed, small
from townships import scheme

from fpplan.contract.rules import PerEvent
from fpplan.experiment.read import read_of
from fpplan.indicators.table import IndicatorTable
from fpplan.planning import plan_commentary
from fpplan.planning.plan_commentary import DRAWS, left_on_the_table

# Of the small scheme sterilisations are tagged: 40 points at 10 of them.
FILLED = {"small_visits": 10.0, "small_visits_due": 10.0, "small_quality": 80.0}


@pytest.fixture
def left(small_place, monkeypatch):
    """What is left of some schemes where both villages have these figures, by village."""
    def of(schemes, seen=None, **filled):
        problem, lived = small_place, []
        reads = [read_of(problem.resolved, each) for each in schemes]
        world = SimpleNamespace(
            reads=lambda _plan: tuple(reads), formulas={"crude_birth_rate": None},
            periods=lambda read: [SimpleNamespace(period=p) for p in read[0].periods])
        periods = tuple(reads[0].periods)

        def table(names, asked):
            assert tuple(asked) == periods
            value = np.full((2, DRAWS, 2, len(periods), len(names)), 12.0)
            return IndicatorTable(value, value, value, ("V01", "V02"), periods, names, (0, DRAWS))

        def fill(asked, units):
            shape = (DRAWS, len(units), len(asked))
            return {name: np.broadcast_to(np.reshape(value, (1, -1, 1)), shape)
                    for name, value in (FILLED | filled).items()}

        def live(_world, plans, draws, seed, reduce, *, chunk):
            lived.append((plans, draws, seed, chunk))
            yield reduce(iter([SimpleNamespace(world=world, plan=plans[0], indicators=table,
                                               filled=fill, sample=None)]))

        monkeypatch.setattr(plan_commentary, "live", live)
        found = left_on_the_table(replace(problem, world=world), seen or problem.own, 7)
        return found, lived
    return of


@pytest.fixture
def small_place(small):
    return small[0]


def test_it_is_full_points_less_those_that_are_expected(left):
    """The task of 10 is met in V01 and half met in V02: 40 and 20 of 40 points."""
    found, _lived = left([small()], sterilisations=[10.0, 5.0])
    assert found["small"]["points_left_on_the_table"] == pytest.approx(10)
    assert {*found["small"]["what"]} == {"zh", "en"}


def test_untagged_items_have_no_part_in_it(left):
    found, _lived = left([small()], sterilisations=[10.0, 10.0], small_visits=0.0,
                         small_quality=0.0)
    assert found["small"]["points_left_on_the_table"] == 0


def test_a_tagged_item_earns_no_more_than_its_full_points(left):
    """30 points for every case are above the none that are full."""
    each = changed("sterilisations", rule=PerEvent("sterilisations", 30))
    found, _lived = left([each], sterilisations=[10.0, 0.0])
    assert found["small"]["points_left_on_the_table"] == 0


def test_schemes_without_points_leave_none_and_nothing_is_lived_for_them(left):
    found, lived = left([scheme("lianhe")])
    assert found == {} and lived == []


def test_the_plan_is_lived_once_on_few_draws(left, small_place):
    hours = small_place.own.hours.copy()
    hours[0, 0, 0] += 1
    _found, lived = left([small()], replace(small_place.own, hours=hours), sterilisations=1.0)
    ((plans, draws, seed, chunk),) = lived
    assert (draws, seed, chunk) == ((0, DRAWS), 7, DRAWS)
    (plan,) = plans
    assert plan.hours("V01", small_place.tasks[0], 0) == hours[0, 0, 0]


def test_what_tagged_items_are_worth_shows_here(left):
    found, _lived = left([small().scaled(1000)], sterilisations=[10.0, 5.0])
    assert found["small"]["points_left_on_the_table"] == pytest.approx(10_000)
