"""Rights flags: what a clause must be for each of them, and what it must not."""

import pytest
from one_chapter import scheme_of
from small_scheme import item, own, small

from fpplan.api import Coupled, PerEvent, PerUnit, Proportional, Shown, Text, Threshold
from fpplan.audit.audit import audit
from fpplan.audit.ends import item_ends
from fpplan.audit.probe import Probe
from fpplan.audit.rights import (
    BETWEEN,
    FLAGS,
    FOUND,
    NOT_FOUND,
    OPEN,
    Flag,
    beside_demand,
    demand_state,
    rights_flags,
)
from fpplan.audit.targets import chance_targets


def flag(result, name):
    return next(each for each in result.flags if each.id == name)


def test_tagged_money_and_numbers_are_flagged():
    result = audit(small())
    assert {each.id for each in flag(result, "F1").items} == {"sterilisations"}
    assert {each.id for each in flag(result, "F3").payouts} == {"quota_pay"}


def state_of(scheme, births=24):
    """Flags that were not left, with the clauses they name."""
    probe = Probe.of(scheme)
    found = rights_flags(probe, item_ends(probe), chance_targets(scheme, births))
    assert [each.id for each in found] == [*FLAGS]
    return {each.id: [name for name, _text, _quote in each.clauses()] for each in found
            if each.state != NOT_FOUND}


def test_a_scheme_of_quality_has_no_flag():
    assert state_of(scheme_of(item("good", PerUnit("small_quality", 20, 80, 1)),
                              own=(own("quality", "percent"),))) == {}


def test_a_quota_on_procedures():
    """A number with a target, points for each, and more weight than quality has."""
    assert state_of(scheme_of(item("cut", Proportional("sterilisations", 40, 10)))) == {
        "F1": ["cut"], "F2": ["cut"], "F3": ["cut"], "F8": ["cut"]}


def test_points_for_each_procedure_are_no_quota_and_still_pay():
    assert state_of(scheme_of(item("each", PerEvent("sterilisations", 2)))) == {
        "F3": ["each"], "F8": ["each"]}


def test_a_procedure_that_is_only_shown_is_none():
    assert state_of(scheme_of(item("seen", Shown("sterilisations")))) == {}


def test_a_share_of_one_method_is_no_number():
    found = state_of(scheme_of(item("kind", Threshold("long_acting_percent", 60))))
    assert found["F5"] == ["kind"] and "F1" not in found


def test_births_that_move_points_are_paid_for():
    found = state_of(scheme_of(item("few", PerUnit("crude_birth_rate", 20, 15, 1))))
    assert found["F3"] == ["few"]


@pytest.mark.parametrize("name", ["late_abortions", "terminations_per_100_births"])
def test_terminations_that_are_counted(name):
    assert state_of(scheme_of(item("ended", Shown(name)))) == {"F4": ["ended"]}


def test_a_penalty_and_a_check_on_persons():
    scheme = scheme_of(item("fees", Threshold("fees_collected_percent", 90, "least", 10)),
                       item("checks", Threshold("iud_pregnancy_check_percent", 95, "least", 5)))
    assert state_of(scheme) == {"F6": ["fees"], "F8": ["fees"], "F9": ["checks"]}


def test_procedures_may_weigh_as_much_as_quality():
    def scheme(points):
        return scheme_of(item("cut", Proportional("sterilisations", points, 10)),
                         item("good", PerUnit("small_quality", 20, 80, 1)),
                         own=(own("quality", "percent"),))

    assert "F8" not in state_of(scheme(20)) and state_of(scheme(21))["F8"] == ["cut"]


def test_what_luck_decides_is_in_nobodys_hands():
    scheme = scheme_of(item("share", Threshold("births_within_policy_percent", 90)))
    assert state_of(scheme)["F7"] == ["share"]
    assert "F7" not in state_of(scheme, 2000)


def test_what_another_level_earns_is_in_nobodys_hands_here():
    assert state_of(scheme_of(item("above", Coupled("small_parent")),
                              own=(own("parent", "points", "activity"),))) == {"F7": ["above"]}


def test_a_flag_names_its_payouts_with_their_words():
    found = flag(audit(small()), "F3")
    assert ("quota_pay", Text("结扎补助", "pay per procedure"), "一句") in found.clauses()
    assert found.sentence == FLAGS["F3"]


@pytest.mark.parametrize(("gaps", "state", "names"), [
    ({}, OPEN, ["iuds", "cuts"]),  # nobody has simulated demand
    ({"iuds": (0, 0), "cuts": (0.5, 0.5)}, NOT_FOUND, []),  # half a person is no gap
    ({"iuds": (0, 0.6), "cuts": (0, 0)}, BETWEEN, ["iuds"]),
    ({"iuds": (0, 0.6), "cuts": (0.6, 0.6)}, FOUND, ["cuts"]),
    ({"iuds": (9, 9)}, FOUND, ["iuds"]),  # what is unknown cannot take it back
    ({"iuds": (0, 9)}, OPEN, ["cuts"]),
    ({"visits": (3, 3), "iuds": (0, 0), "cuts": (0, 0)}, FOUND, ["visits"]),  # not asked for
    ({"elsewhere": (9, 9), "iuds": (0, 0), "cuts": (0, 0)}, NOT_FOUND, []),
])
def test_a_quota_beside_demand(gaps, state, names):
    assert demand_state(["iuds", "cuts"], ["visits", "iuds", "cuts"], gaps) == (state, names)


def test_the_second_flag_is_settled_by_demand():
    scheme = scheme_of(item("cut", Proportional("sterilisations", 40, 10)))
    asked = Flag("F2", OPEN, tuple(scheme.items()))
    assert beside_demand(asked, scheme, {"cut": (2, 5)}) == Flag("F2", FOUND, asked.items)
    assert beside_demand(asked, scheme, {"cut": (0, 0)}) == Flag("F2", NOT_FOUND)
    assert audit(scheme, gaps={"cut": (0, 5)}).flags[1] == Flag("F2", BETWEEN, asked.items)
