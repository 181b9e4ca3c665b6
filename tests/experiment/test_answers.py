"""Which items of a scheme answer to a plan."""

from __future__ import annotations

import pytest

from fpplan.experiment.answers import answers, levers_of
from fpplan.loading import open_world
from fpplan.plugins import load_plugins


@pytest.fixture(scope="module")
def world():
    return open_world("lianhe", load_plugins())


@pytest.fixture(scope="module")
def found(world):
    return {read.id: {each.id: each for each in answers(world, world.base, read)}
            for read in world.reads(world.base)}


def test_every_item_is_answered_in_the_documents_order(world, found):
    for read in world.reads(world.base):
        assert list(found[read.id]) == [item.id for item in read.scheme.items()]


def test_a_tagged_item_is_never_live(world, found):
    for read in world.reads(world.base):
        for item in read.scheme.items():
            if read.scheme.tags(item):
                assert found[read.id][item.id].state in ("tagged", "shown")


def test_boards_answer_to_publicity_and_are_paper(found):
    boards = found["thousand_point"]["boards"]
    assert (boards.state, boards.kind, boards.moved_by) == ("live", "paper", ("publicity",))
    assert boards.full == 10 and boards.inputs == {"thousand_point_boards_missed": "filled"}
    aware = found["thousand_point"]["awareness"]
    assert (aware.state, aware.kind) == ("live", "service")


def test_births_in_the_books_answer_to_records_and_audits(world, found):
    reported = found["thousand_point"]["births_reported"]
    assert reported.state == "live" and set(reported.moved_by) >= {"records", "record_audit"}


def test_what_is_recorded_moves_nothing(world, found):
    assert found["lianhe"]["data_accuracy"].state == "recorded"
    assert levers_of(world, world.base, "population_data_accuracy_percent") == ()
