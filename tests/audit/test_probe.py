"""The made-up unit of a probe: every target exactly met, and what one more or one less moves."""

import math

import numpy as np
import pytest
from one_chapter import core, scheme_of
from small_scheme import item, own, small

from fpplan.api import (
    Completion,
    PerEvent,
    PerUnit,
    Proportional,
    SplitTarget,
    Step,
    Threshold,
)
from fpplan.audit.probe import Probe, bounds, met_at, tasks_of
from fpplan.contract.points import NULL, YES

RATE = "births_reported_percent"


def test_bounds_are_those_of_the_unit_unless_the_input_has_its_own():
    assert bounds(core(RATE)) == (0, 100)
    assert bounds(core("sterilisations")) == (0, math.inf)
    assert bounds(own("plaque", possible=(0, 1))) == (0, 1)


@pytest.mark.parametrize(("rule", "met"), [
    (Threshold(RATE, 95), {RATE: 95}),
    (Proportional("sterilisations", 10, 9.2), {"sterilisations": 10}),  # people are whole
    (PerUnit("small_plaque", 5, 3, 1), {"small_plaque": 1}),  # no more than is possible
    (Step(RATE, ((80, 2), (90, 5), (95, 5))), {RATE: 90}),  # the first step with all points
    (PerEvent("births_omitted", -2), {}),
    (Completion("small_visits", "small_due", 40, times=2), {"small_visits": 24, "small_due": 12}),
    (Completion("sterilisations", "sterilisation_task", 40),  # no range: a task is assumed
     {"sterilisations": 10, "sterilisation_task": 10}),
])
def test_where_a_target_is_exactly_met(rule, met):
    scheme = scheme_of(item("one", rule), own=(
        own("plaque", possible=(0, 1)), own("visits"), own("due", range=(10, 15))))
    assert met_at(rule, scheme) == met


def test_only_tasks_set_a_task():
    assert tasks_of(Completion("small_visits", "small_due", 40)) == ("small_due",)
    assert tasks_of(SplitTarget("small_visits", "small_due", 40, (1, 1))) == ("small_due",)
    assert tasks_of(Threshold(RATE, 95)) == ()


@pytest.mark.parametrize(("at", "strictest"), [("least", 97), ("most", 90)])
def test_of_several_targets_the_strictest_is_met(at, strictest):
    items = [item(f"at_{target}", Threshold(RATE, target, at, 5)) for target in (90, 97, 95)]
    probe = Probe.of(scheme_of(*items))
    assert probe.values[RATE] == strictest
    met = probe.at([{}]).met.values()
    assert {int(state) for states in met for state in states.ravel()} <= {YES, NULL}


def test_what_has_no_target_is_at_its_usual_value():
    scheme = scheme_of(
        item("one", PerEvent("small_events", 1)), item("two", PerEvent("small_middle", 1)),
        item("three", PerEvent("small_central", 1)), own=(
            own("events", default="none_recorded", range=(4, 6)), own("middle", range=(4, 6)),
            own("central", range=(4, 6), central=4.5)))
    assert Probe.of(scheme).values == {"small_events": 0, "small_middle": 5, "small_central": 4.5}


def test_changes_move_an_input_or_set_it():
    probe = Probe.of(scheme_of(item("good", Proportional("sterilisations", 40, 10)),
                               item("bad", PerEvent("births_omitted", -2))))
    moved = probe.at([{}, {"sterilisations": -5.0}, {"births_omitted": 3.0}])
    assert moved.total.central[:, 0, 0].tolist() == [40, 20, 34]
    put = probe.at([{"sterilisations": 5.0}, {"sterilisations": 2.5, "births_omitted": 1.0}],
                   to=True)
    assert put.total.central[:, 0, 0].tolist() == [20, 8]


def test_effects_are_told_by_item_and_in_total():
    by_item, total = Probe.of(small().under()).effects([
        {"small_visits": 1.0}, {"small_visits": -1.0}, {"small_complaints": 2.0},
        {"small_quality": -1.0}])
    assert by_item["visits"] == pytest.approx([5, -40 / 15, 0, 0])  # a task of 15
    assert by_item["complaints"] == [0, 0, -20, 0]
    assert by_item["quality"] == [0, 0, 0, -1]
    assert total == pytest.approx([5, -40 / 15, -20, -1])


def test_effects_have_no_dust_of_floating_point():
    """0.1 three times is not 0.3."""
    items = [item(f"n{n}", PerEvent("births_omitted", 0.1)) for n in range(3)]
    items.append(item("all", PerEvent("births_omitted", -0.3)))
    assert Probe.of(scheme_of(*items)).effects([{"births_omitted": 1.0}])[1] == [0]


def test_steps_stay_inside_what_is_possible():
    probe = Probe.of(scheme_of(
        item("whole", Threshold(RATE, 100)), item("inner", Threshold("srb", 110, "most")),
        item("bad", PerEvent("births_omitted", -2))))
    assert probe.steps(RATE) == {-1: -1}
    assert probe.steps("births_omitted") == {1: 1}
    assert probe.steps("srb") == {1: 1, -1: -1}


def test_one_event_more_is_one_in_one_season():
    """The clause is read three times a year, the event happens once."""
    probe = Probe.of(scheme_of(item("bad", PerEvent("births_omitted", -2), calendar="season"),
                               parts=(4, 4, 4)))
    assert probe.by_season == {"births_omitted"}
    assert probe.effects([{"births_omitted": 1.0}])[1] == [-2]
    assert probe.at([{"births_omitted": 1.0}], to=True).total.central.ravel().tolist() == [-6]


def test_a_split_task_is_met_in_every_season_by_its_share():
    rule = SplitTarget("sterilisations", "sterilisation_task", 40, (2, 1, 1), beyond=5)
    probe = Probe.of(scheme_of(item("task", rule, calendar="season"), parts=(4, 4, 4)))
    assert dict(probe.split) == {"sterilisations": (0.5, 0.25, 0.25)}
    assert not probe.by_season
    assert np.allclose(probe.at([{}]).total.central, 40)
    assert probe.effects([{"sterilisations": 1.0}, {"sterilisations": -1.0}])[1] == pytest.approx(
        [5, -4])
