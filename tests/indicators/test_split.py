"""The sex ratio splits into chance, selection and misreporting without a rest."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_people import HISTORIES, plan

from fpplan.books.parameters import REPORTING_PARAMETERS
from fpplan.contract.months import Period
from fpplan.experiment import world as world_module
from fpplan.experiment.lived import lived as live_one
from fpplan.experiment.world import world_of
from fpplan.indicators.core import core_indicators
from fpplan.indicators.evaluate import evaluate
from fpplan.indicators.split import PARTS, split
from fpplan.population import pool

PEOPLE = {"resident": {"V01": 12000, "V02": 9000, "V03": 9000}}
YEARS = [Period("y1", 0, 11), Period("y2", 12, 23)]
PARENTS = {"town": None, "V01": "town", "V02": "town", "V03": "town"}
NATURAL = 100 * 0.5122 / (1 - 0.5122)
NAMES = ["srb", "srb_without_selection", "girls_not_born"]
RIGHT = dict.fromkeys(REPORTING_PARAMETERS, 0.0)
OFF = {"selection.willing": 0.0}
ON = {"selection.willing": 1.0, "selection.ready_slope": 2.0}


@pytest.fixture(scope="module", autouse=True)
def _small_pools():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "HISTORIES", HISTORIES)
        patch.setattr(world_module, "EXPECTED_DRAWS", 4)
        yield


def lived(parameters, reporting):
    """Split of the town in each year of each draw, and the indicators behind it."""
    resolved = plan(PEOPLE, parameters=parameters, reporting=reporting)
    one = live_one(world_of(resolved), resolved, (0, 16), 3, "chance")
    table = evaluate(one.tallies, YEARS, NAMES, parents=PARENTS)

    def counts(name, view="true"):
        at = table.names.index(name)
        v = ("true", "reported").index(view)
        return table.numerator[v, ..., at], table.denominator[v, ..., at]

    boys, girls = counts("srb")
    unborn = counts("girls_not_born")[0]
    books = counts("srb", "reported")
    return split(NATURAL, boys, girls, unborn, *books), (boys, girls, unborn, *books)


def within_chance(boys, girls):
    n = (boys + girls).sum()
    return abs(boys.sum() / n - 0.5122) < 4 * np.sqrt(0.25 / n)


def test_selection_off_and_girls_omitted():
    found, (boys, girls, unborn, boys_in, girls_in) = lived(OFF, RIGHT | {
        "reporting.omission_in_girl": 0.3, "reporting.omission_out_girl": 0.3})
    town = np.s_[:, 3]
    assert unborn.sum() == 0 and np.array_equal(found.selection, np.zeros_like(boys))
    assert within_chance(boys[town], girls[town])
    assert np.array_equal(boys_in, boys)
    assert girls_in[town].sum() < 0.75 * girls[town].sum()
    assert (found.misreporting[town] > 20).all()


def test_selection_on_and_the_books_right():
    found, (boys, girls, unborn, boys_in, girls_in) = lived(ON, RIGHT)
    town = np.s_[:, 3]
    assert np.array_equal(boys_in, boys) and np.array_equal(girls_in, girls)
    assert np.array_equal(found.misreporting, np.zeros_like(boys))
    assert (found.selection[town] > 5).all() and unborn[town].sum() > 100
    # with the girls not born beside those born, only luck is left
    assert within_chance(boys[town], girls[town] + unborn[town])
    assert not within_chance(boys[town], girls[town])


def test_counts_add_up_over_units_and_years():
    _, counts = lived(ON, {})
    for count in counts:
        assert np.array_equal(count[:, 3], count[:, :3].sum(axis=1))
        assert np.array_equal(count, np.round(count))


@given(*(st.integers(0, 300) for _ in range(5)), st.floats(90, 120))
def test_the_parts_leave_no_rest(boys, girls, unborn, boys_in, girls_in, natural):
    found = split(natural, *(np.array(n) for n in (boys, girls, unborn, boys_in, girls_in)))
    whole = natural + sum(getattr(found, part) for part in PARTS)
    if girls and girls_in:
        assert whole == pytest.approx(float(found.books))
    else:
        assert np.isnan(whole)
    if not unborn and girls:
        assert found.selection == 0


def test_perfect_books_are_the_truth_in_every_slot_and_every_indicator():
    world = world_of(plan(PEOPLE, hours={"all": {
        "counselling": 60.0, "postpartum_followup": 20.0, "record_audit": 4.0}}, reporting=RIGHT))
    found = live_one(world, world.base, (0, 4), 1).tallies
    assert found.table.index("clients").size and found.total("true", "clients").sum() > 0
    for at, slot in enumerate(found.slots):
        assert np.array_equal(found.true[..., at], found.reported[..., at]), slot
    table = evaluate(found, YEARS, parents=PARENTS)
    for name, indicator in core_indicators().items():
        if len(indicator.views) == 2:
            assert np.array_equal(table.of(name, "true"), table.of(name, "reported"),
                                  equal_nan=True), name
    for name in ("births_omitted", "births_late_reported", "births_false", "birth_labels_wrong"):
        assert not table.of(name, "true").any()
