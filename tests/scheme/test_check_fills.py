"""Wires of a scheme that are refused when its plugin is loaded."""

from dataclasses import replace

import pytest
from small_scheme import own, small

from fpplan.api import Fill, Input, Text
from fpplan.contract.errors import InputError
from fpplan.indicators.core import core_indicators
from fpplan.programme.tasks import core_tasks
from fpplan.scheme.check_fills import check_fills


def faults(*inputs: Input, others=()) -> list[str]:
    scheme = replace(small(), inputs=inputs)
    try:
        check_fills("small", [scheme], core_tasks(), core_indicators(),
                    {other.id: other for other in others})
    except InputError as error:
        return [str(problem) for problem in error.problems]
    return []


def test_sound_wires_of_untagged_inputs_pass():
    assert faults(own("boards", fill=Fill.work("publicity", 2)),
                  own("seen", fill=Fill.share("counselling", 1, of="home_visits")),
                  own("late", fill=Fill.same_as("births_timely_and_right_percent")),
                  own("nothing")) == []


def test_every_fault_is_told_at_once_where_it_stands():
    found = faults(own("boards", fill=Fill.work("publicty", 2)),
                   own("seen", fill=Fill.share("counselling", -1, of="visits")))
    assert len(found) == 3
    assert "small.inputs.small_boards.fill.task" in found[0] and "publicity" in found[0]
    assert "small.inputs.small_seen.fill.hours_each" in found[1]
    assert "small.inputs.small_seen.fill.of" in found[2]


@pytest.mark.parametrize("name", ["sterilisations", "crude_birth_rate"])
def test_a_tagged_input_is_never_filled(name):
    found = faults(Input(name, Text("数", "number"), "count", fill=Fill.clients("counselling")))
    assert len(found) == 1 and "it is recorded, never filled" in found[0]


@pytest.mark.parametrize(("fill", "key"), [
    (Fill.work("pregnancy_tracking", 1), "task"),
    (Fill.share("counselling", 1, of="certificates"), "of"),
    (Fill.same_as("sterilisations"), "indicator"),
    (Fill.same_as("births_within_policy_percent"), "indicator"),
])
def test_nothing_tagged_comes_in_by_another_name(fill, key):
    found = faults(own("boards", fill=fill))
    assert len(found) == 1
    assert f"fill.{key}" in found[0] and "would lose its tag" in found[0]


def test_an_input_of_two_schemes_is_filled_alike():
    one = replace(small(), id="other", inputs=(own("boards", fill=Fill.work("publicity", 2)),))
    assert faults(own("boards", fill=Fill.work("publicity", 2)), others=[one]) == []
    found = faults(own("boards", fill=Fill.work("publicity", 3)), others=[one])
    assert len(found) == 1 and "in the scheme other" in found[0]
