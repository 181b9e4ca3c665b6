"""Proposed targets in the scenario file: kept words, and met as often as they say."""

from __future__ import annotations

import pytest
from small_place import LIANHE, place, settled

from fpplan.commands import loaded_plugins
from fpplan.loading import known_names
from fpplan.planning.targets import targets
from fpplan.planning.targets_scenario import with_base_targets
from fpplan.scenario import loads, resolve

# The hand-out's fixture makes the same small place: one worker has its people.
pytestmark = pytest.mark.xdist_group("handout")


def test_the_scenario_keeps_its_words_and_loads_with_its_targets():
    before = place({"A": 300, "B": 700})
    proposals = {"thousand_point.births_reported": {"A": 88.5, "B": 90.0}}
    text = with_base_targets(before, proposals, 0.8)
    assert text.startswith(before.rstrip()[:2000])
    assert "met with 80 % at given staffing, of untagged items only" in text
    scenario = loads(text, "proposed", known_names(loaded_plugins()))
    assert scenario.base.targets == proposals
    again = with_base_targets(text, {"lianhe.srb": {"A": 130.0}}, 0.8)
    both = loads(again, "again", known_names(loaded_plugins())).base.targets
    assert both == {**proposals, "lianhe.srb": {"A": 130.0}}
    assert again.count("[base.targets") == 1 and again.count("Written by `fpplan targets`") == 1


def test_without_proposals_no_byte_changes():
    assert with_base_targets(LIANHE, {}, 0.8) == LIANHE


def test_a_target_that_is_set_again_is_the_new_one():
    once = with_base_targets(LIANHE, {"lianhe.srb": {"V01": 130.0}}, 0.8)
    twice = with_base_targets(once, {"lianhe.srb": {"V02": 125.0}}, 0.9)
    assert twice == with_base_targets(LIANHE, {"lianhe.srb": {"V02": 125.0}}, 0.9)


def test_variants_and_comments_of_the_file_stay():
    text = with_base_targets(LIANHE, {"thousand_point.births_reported": {"V01": 88.5}}, 0.9)
    assert "# Staff are assumed" in text and "[variant.followup]" in text
    plans = resolve(loads(text, "lianhe", known_names(loaded_plugins())))
    assert all(plan.base.targets == {"thousand_point.births_reported": {"V01": 88.5}}
               for plan in plans.values())


def test_targets_written_inside_base_are_not_lost():
    text = LIANHE.replace('horizon = 24', 'horizon = 24\ntargets = { "lianhe.srb" = 130 }')
    with pytest.raises(ValueError, match="table of its own"):
        with_base_targets(text, {"lianhe.srb": {"V01": 1.0}}, 0.8)


def test_proposed_targets_are_met_as_often_as_they_say():
    """End to end: the scenario as it was written, lived on other luck and scored."""
    from fpplan.experiment.lived import lived
    from fpplan.pipeline.execute import chunk_of

    text = place({"A": 400, "B": 900})
    found = targets(settled(text, 80), probability=0.7)
    proposed = with_base_targets(text, found.proposals(), 0.7)
    work = settled(proposed, 200, seed=5)
    chunk, = chunk_of(work, iter([lived(work.world, work.base, (0, 200), 5, name="base")]))
    block = next(block for block in chunk.points
                 if block.scheme == "thousand_point" and block.view == "reported")
    at = block.items.index("births_reported")
    full = next(item.full for item in _names(work) if item.id == "births_reported")
    for unit in ("A", "B"):
        points = block.value[:, block.units.index(unit), 0, at]
        share = (points >= full - 1e-6).mean()
        cell = found.line("births_timely_and_right_percent").cell(unit)
        assert share >= 0.6, (unit, share, cell.attainable)


def _names(work):
    from fpplan.pipeline.naming import names_of

    return names_of(work).items
