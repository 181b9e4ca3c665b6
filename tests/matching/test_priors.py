"""How far scales may go, and what is named when they went further."""

from __future__ import annotations

import numpy as np
import pytest
from small_people import base_table, plan, resolved_of

from fpplan.experiment.world import world_of
from fpplan.matching.priors import FAR, PLACES, UNSTATED, distance, inside, remarks, spreads
from fpplan.population.rates import Scales


def said(**scales):
    return {one.id: one for one in remarks(world_of(plan(scales=scales)))}


def test_a_spread_is_the_catalogues():
    """Deterrence is -0.75 (-1.15 to -0.35), uptake 0 (-.4 to .4): 95 % intervals."""
    found = spreads(world_of(plan()))
    assert set(found) == set(Scales._fields)
    own = {name: np.sqrt(found[name] ** 2 - PLACES.get(name, 0) ** 2) for name in found}
    assert own["deterrence"] == pytest.approx(0.4 / 1.96, rel=0.1)
    assert own["uptake"] == pytest.approx(0.4 / 1.96, rel=0.1)
    # .54 (.44 to .64) after a son, .60 (.50 to .70) after a daughter
    assert own["progression_2"] == pytest.approx(0.41 / 1.96, rel=0.1)
    # no parameter says how sure the setting is of these
    assert (found["exposure"], found["progression_1"]) == (
        PLACES["exposure"], PLACES["progression_1"])


def test_a_spread_of_selection_holds_how_places_differ():
    found = spreads(world_of(plan()))
    own = np.sqrt(found["selection_2"] ** 2 - PLACES["selection_2"] ** 2)
    assert found["selection_2"] > found["selection_3"]  # of third births no source says how much
    # logit of willing (.4 to .68 about .549) times ready (.85 to 1.32 about 1.055), about .36
    assert own == pytest.approx(np.hypot(0.135, 0.112) / (1 - 0.36), rel=0.15)


def test_a_range_that_a_scenario_gives_is_its_prior():
    table = base_table()
    table["parameters"] = {"want.deterrence_logit": {"value": -0.75, "range": (-1.55, 0.05),
                                                     "why": "a test"}}
    found = spreads(world_of(resolved_of(table)))
    own = np.sqrt(found["deterrence"] ** 2 - PLACES["deterrence"] ** 2)
    assert own == pytest.approx(0.8 / 1.96, rel=0.1)


def test_what_nobody_does_has_a_spread_too():
    """Without couples who insist on a son there is no logit to take the spread of."""
    town = plan(parameters={"selection.willing": 0.0})
    found = spreads(world_of(town))
    assert found["selection_1"] == PLACES["selection_1"] and found["selection_3"] == UNSTATED


def test_distance_is_on_the_scale_of_the_prior():
    assert distance("deterrence", -0.4, 0.2) == pytest.approx(-2)
    assert distance("exposure", np.exp(0.3), 0.15) == pytest.approx(2)


def test_neutral_scales_and_those_within_the_catalogue_give_no_cause_for_remarks():
    assert said() == {}
    assert said(deterrence=0.35, progression_2=-0.35, exposure=1.3, selection_2=0.9,
                selection_3=0.55) == {}


def test_a_scale_beyond_two_standard_deviations_is_named_with_its_distance():
    (one,) = said(deterrence=-0.9).values()
    assert one.id == "scales.deterrence" and "scale deterrence" in one.about.en
    away = 0.9 / spreads(world_of(plan()))["deterrence"]
    assert away > FAR and f"-0.9 lies {away:.1f} standard deviations" in one.words.en
    assert "scales.exposure" in said(exposure=1.4) and "scales.exposure" in said(exposure=0.7)


def test_a_scale_at_the_end_of_its_search_is_called_so():
    end = round(FAR * spreads(world_of(plan()))["selection_2"], 4)
    assert "is the end of the search" in said(selection_2=end)["scales.selection_2"].words.en
    assert "is the end of the search" in said(selection_2=-end)["scales.selection_2"].words.en
    assert "scales.selection_2" not in said(selection_2=0.95 * end)
    beyond = said(selection_2=3.97)["scales.selection_2"].words.en
    assert "end of the search" not in beyond and "3.97 lies" in beyond


def test_selection_that_no_source_knows_is_named():
    """Lianhe before: 96.5 % of female fetuses after a daughter."""
    found = said(selection_2=3.9671)
    assert inside(world_of(plan(scales={"selection_2": 3.9671})))["resident"][2] > 0.96
    words = found["scales.selected.resident"].words.en
    assert "more than 75 % is assumed to happen nowhere" in words
    assert "scales.selected.resident" not in said(selection_2=1.1)


def test_wishes_the_wrong_way_round_are_named():
    """Under a rule that allows a second birth after a daughter only, deterrence of 2.3 made more
    women want one after a son. The setting's own wishes are no fault of a match."""
    found = said(deterrence=2.3)["scales.wanted.resident"].words.en
    assert "after a son (85 %) than after a daughter (60 %)" in found
    assert "scales.wanted.resident" not in said(deterrence=-0.9)
    table = base_table(scales={"progression_2": 1.0}, parameters={
        "want.another_after_one_son": 0.9})
    named = {one.id for one in remarks(world_of(resolved_of(table)))}
    assert "scales.wanted.resident" not in named
