"""What one table must know of another; the words of most faults are in tests/bad_inputs."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from dataclasses import replace
from itertools import pairwise
from math import inf

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import GOOD, KNOWN

from fpplan.scenario.checks import check, unknown
from fpplan.scenario.draft import Draft
from fpplan.scenario.known import TargetOf
from fpplan.scenario.models import DEEPEST, MOST_STRATA, MOST_UNITS
from fpplan.scenario.people import MOST_A_YEAR

RAW = tomllib.loads(GOOD)["base"]
LABEL = {"zh": "村", "en": "village"}
IUD = "method.iud.failure_12m_percent"


def told(known=KNOWN, **sections) -> dict[tuple, tuple]:
    """By path: (rule, value, nearest) of what is noted of the good base with other sections."""
    found: dict[tuple, tuple] = {}

    def note(path, rule, value=None, near=None):
        assert path not in found, f"{path} is noted twice"
        found[path] = (rule, value, near)

    check(Draft({**deepcopy(RAW), **sections}), known, note)
    return found


def units(**parents) -> dict:
    return {name: {"label": LABEL, "level": f"l{name}", **({"parent": parent} if parent else {})}
            for name, parent in parents.items()}


def test_the_good_base_has_no_fault():
    assert told() == {}


def test_a_name_is_noted_only_when_names_are_known_and_it_is_none():
    found: list[tuple] = []

    def note(*given):
        found.append(given)

    assert not unknown(note, ("a",), "x", None, "no such")
    assert not unknown(note, ("a",), "x", {"x", "y"}, "no such") and found == []
    assert unknown(note, ["a", 1], "watr", ("water", "fire"), "no such", "watr")
    assert unknown(note, ("a",), "q", {"y", "x"}, "no such")
    assert found == [(("a", 1), "no such", "watr", "water"),
                     (("a",), "no such; known: x, y", None, None)]


def test_far_too_many_units_are_one_fault_at_once():
    many = {f"V{n}": {} for n in range(MOST_UNITS + 1)}
    assert told(units=many, horizon="x") == {
        ("units",): ("at most 10,000 units", MOST_UNITS + 1, None)}


def test_a_circle_of_units_is_told_once_and_shown():
    found = told(units=units(a="b", b="c", c="a", d="d", e="nobody"), population={}, hours={},
                 staff={}, published={}, measures={})
    assert found[("units", "a", "parent")] == (
        "units go round in a circle: a -> b -> c -> a", "b", None)
    assert found[("units", "d", "parent")][0] == "a unit cannot be its own parent"
    assert found[("units", "e", "parent")][0].startswith("there is no such unit")
    assert set(found) == {("units", name, "parent") for name in "ade"}


@pytest.mark.parametrize(("levels", "fault"), [(DEEPEST, False), (DEEPEST + 1, True)])
def test_levels_of_units_end(levels, fault):
    chain = {f"u{n}": f"u{n - 1}" if n else None for n in range(levels)}
    found = told(units=units(**chain), population={"resident": {f"u{levels - 1}": 100}},
                 hours={}, staff={}, published={}, measures={})
    assert [rule for rule, *_rest in found.values()] == ["at most 12 levels of units"] * fault


def test_no_more_strata_than_there_is_room_for():
    one = RAW["strata"]["resident"]
    for more in (0, 1):
        names = ["resident", *(f"s{n}" for n in range(MOST_STRATA - 1 + more))]
        found = told(strata=dict.fromkeys(names, one), margins={}, population={
            name: {"V01": 9, "V02": 9} for name in names})
        assert list(found) == [("strata",)] * more


@given(st.permutations(range(1, 13)), st.lists(st.integers(1, 11), unique=True, max_size=3))
@settings(max_examples=30)
def test_any_way_to_cut_the_year_is_good_and_what_is_lost_or_doubled_is_named(months, cuts):
    edges = [0, *sorted(cuts), 12]
    parts = [months[a:b] for a, b in pairwise(edges)]

    def seasons(some):
        return {"hours": {"all": {"meetings": 1}},
                "seasons": [{"id": f"s{n}", "months": part} for n, part in enumerate(some)]}

    assert told(**seasons(parts)) == {}
    doubled = told(**seasons([*parts, [months[0]]]))
    assert doubled[("seasons",)][0] == (
        f"calendar month {months[0]} stands in s0 and in s{len(parts)}; each month belongs to one "
        "season")
    if len(parts) > 1:
        lost = told(**seasons(parts[1:]))
        missing = ", ".join(str(month) for month in sorted(parts[0]))
        assert lost[("seasons",)][0] == f"no season has calendar month {missing}"


@given(st.dictionaries(st.sampled_from(["V01", "V02", "town", "V9"]), st.integers(0, 3)))
def test_people_stand_in_every_leaf_and_nowhere_else(people):
    found = told(population={"resident": people})
    at = {path[-1] for path in found if path[:2] == ("population", "resident")}
    assert at == {"V01", "V02"} ^ set(people)
    whole = sum(people.get(unit, 0) for unit in ("V01", "V02")) if {"V01", "V02"} <= set(people) \
        else None
    if whole == 0:
        assert {("units", "V01"), ("units", "V02")} <= set(found)


def test_everyone_together_is_no_more_than_a_prefecture():
    found = told(population={"resident": {"V01": 4_000_000, "V02": 1_000_001}})
    assert found == {("population",): ("at most 5,000,000 people in all", 5_000_001, None)}


def strata(**changes) -> dict:
    return {"strata": {"resident": {"label": LABEL, "policy": "girl_second", **changes},
                       "other": {"label": LABEL, "policy": "girl_second", "registered": False}},
            "population": {name: {"V01": 9, "V02": 9} for name in ("resident", "other")}}


@pytest.mark.parametrize(("changes", "path", "words"), [
    ({"policy": [{"rule": "girl_second", "from": "2014-01"}]}, ("policy", 0, "from"),
     "leave its month out"),
    ({"policy": [{"rule": "girl_second"}, {"rule": "girl_second"}]}, ("policy", 1, "from"),
     "is missing"),
    ({"policy": [{"rule": "girl_second"}, {"rule": "girl_second", "from": "2015-01"},
                 {"rule": "girl_second", "from": "2015-01"}]}, ("policy",), "begin later"),
    ({"moves": {"resident": 0.1}}, ("moves", "resident"), "does not move to itself"),
    ({"moves": {"other": MOST_A_YEAR + 0.1}}, ("moves",), "must be at most 2"),
])
def test_strata(changes, path, words):
    ((where, (rule, *_rest)),) = told(**strata(**changes)).items()
    assert where == ("strata", "resident", *path) and words in rule


def test_some_stratum_is_counted():
    assert told(**strata(registered=False), counted_by="residence") == {}
    found = told(**strata(registered=False))
    assert found == {("counted_by",): (
        "counts no stratum: none is registered, or none lives here", "registration", None)}


@pytest.mark.parametrize(("name", "value", "words"), [
    ("points.visits", 101, "must lie between 0 and 100"), ("points.visits", -1, "between 0 and"),
    ("points.births", 0, "is tagged birth_limit"), ("points.nothing", 1, "has no such item"),
    ("visits", 1, 'named "<scheme>.<item>"'), ("ranking.visits", 1, "is not among the schemes"),
])
def test_targets(name, value, words):
    ((where, (rule, *_rest)),) = told(targets={name: value}).items()
    assert where == ("targets", name) and words in rule


def test_targets_by_unit_are_checked_one_by_one():
    open_end = replace(KNOWN, targets={"points.visits": TargetOf(2, inf)})
    found = told(open_end, targets={"points.visits": {"V01": 10**6, "V02": 1, "V9": 3}})
    assert found == {("targets", "points.visits", "V02"): ("must be at least 2", 1, None),
                     ("targets", "points.visits", "V9"): (
                         "there is no such unit; known: town, V01, V02", None, None)}


@pytest.mark.parametrize(("value", "ends", "open_ends", "good"), [
    (50, None, None, True), (100.1, None, None, False), (0, None, None, True),
    (50, [0, 100], (False, False), True), (50, [0, 100], (True, False), False),
    (50, [1, 100], (True, False), True), (50, [1, 100], (True, True), False),
    (50, [1, 99], (True, True), True), (50, [1, 101], (False, False), False),
])
def test_a_range_of_a_parameter_lies_where_the_parameter_can(value, ends, open_ends, good):
    known = replace(KNOWN, open_ends={"here": {IUD: open_ends}} if open_ends else {})
    own = {"value": value, "why": "a test"} | ({"range": ends} if ends else {})
    for sections, path in ((dict(parameters={IUD: own}), ("parameters", IUD)),
                           (strata(parameters={IUD: own}) | {"parameters": {}},
                            ("strata", "resident", "parameters", IUD))):
        found = told(known, **sections)
        assert list(found) == ([] if good else [(*path, "range") if ends else path])


def test_a_stratum_has_rates_of_its_own_and_nothing_else():
    own = {"reporting.omission_out_girl": {"value": 0.1, "why": "a test"}}
    ((where, (rule, *_rest)),) = told(**strata(parameters=own)).items()
    assert where[-2:] == ("parameters", "reporting.omission_out_girl")
    assert "is not a rate of the population" in rule


def test_what_is_published_lies_before_the_decision():
    figure = RAW["published"]["crude_birth_rate"]
    for last, faults in (("2014-07", 0), ("2014-08", 1)):
        assert len(told(published={"crude_birth_rate": {**figure, "last": last}})) == faults


def test_aims_lie_in_the_year_that_a_match_lives():
    for first, last, faults in (("2013-08", "2014-07", set()), ("2013-07", "2014-07", {"first"}),
                                ("2013-10", "2014-08", {"last"})):
        found = told(aims={"first": first, "last": last})
        assert {where[-1] for where in found} == faults
        assert all("twelve months before" in rule for rule, *_rest in found.values())


def test_an_aim_has_a_value_for_the_option_that_is_chosen():
    found = told(aims={"births": {"reading": "points.window", "options": {"to_date": 61}}})
    assert found == {("aims", "births", "options"): (
        "has no value for the option that is chosen", "yearly", None)}
    assert ("aims", "mcpr_percent") in told(aims={"mcpr_percent": 101})
    assert told(aims={"srb_first": 101}) == {}  # boys for 100 girls are no percent
