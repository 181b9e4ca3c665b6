"""Which items of a scheme live under a plan, which are recorded, and which nobody knows."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fpplan.commands import loaded_plugins
from fpplan.experiment.answers import answers, levers_of
from fpplan.loading import open_world


@pytest.fixture(scope="module")
def lianhe():
    return open_world("lianhe", loaded_plugins())


@pytest.fixture(scope="module")
def found(lianhe):
    return {read.id: {each.id: each for each in answers(lianhe, lianhe.base, read)}
            for read in lianhe.reads(lianhe.base)}


def test_every_item_is_there_once_in_the_documents_order(lianhe, found):
    for read in lianhe.reads(lianhe.base):
        assert list(found[read.id]) == [item.id for item in read.scheme.items()]


def test_what_is_simulated_lives_by_the_work_that_moves_it(found):
    ratio = found["lianhe"]["srb"]
    assert (ratio.state, ratio.kind) == ("live", "outcome")
    assert "counselling" in ratio.moved_by and "meetings" not in ratio.moved_by


def test_what_is_filled_lives_by_its_task(found):
    assert found["thousand_point"]["meetings"].moved_by == ("meetings",)
    assert found["thousand_point"]["awareness"].kind == "service"


def test_tagged_items_are_never_live(lianhe, found):
    for read in lianhe.reads(lianhe.base):
        for item in read.scheme.items():
            if read.scheme.tags(item):
                assert found[read.id][item.id].state in ("tagged", "shown")


def test_what_the_scenario_records_stands_still(lianhe, found):
    recorded = found["lianhe"]["data_accuracy"]
    assert (recorded.state, recorded.moved_by) == ("recorded", ())
    (name,) = recorded.inputs
    assert levers_of(lianhe, lianhe.base, name) == ()


def test_without_wires_an_item_is_unknown_or_has_nothing_recorded(lianhe):
    base = lianhe.base.base.model_copy(update={"fills": {}, "services": {}, "activities": {}})
    plan = replace(lianhe.base, base=base)
    read = next(read for read in lianhe.reads(plan) if read.id == "thousand_point")
    states = {each.state for each in answers(lianhe, plan, read) if not each.moved_by}
    assert {"unknown", "none_recorded"} <= states
    assert {each.id: each for each in answers(lianhe, plan, read)}["awareness"].state == "unknown"
