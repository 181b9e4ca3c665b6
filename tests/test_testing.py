"""What scheme plugins get for free finds what is wrong with them."""

from pathlib import Path

import numpy as np
import pytest
from small_scheme import changed, small
from townships import scheme

from fpplan.api import Proportional, Rank, Text, Threshold
from fpplan.commands.new import new_scheme
from fpplan.contract.errors import InputError
from fpplan.contract.units import impossible
from fpplan.plugins import load_plugins
from fpplan.testing import (
    Case,
    SchemeContract,
    only_item,
    points_by_hours,
    random_figures,
    read_cases,
    run_case,
    uncovered,
)

CASES = read_cases(Path(__file__).parent / "cases" / "thousand_point.cases.toml")


def test_a_missing_case_is_listed():
    kept = [case for case in CASES if not (case.item == "certificates" and case.at == "above")]
    assert uncovered(scheme("thousand_point"), kept) == ["certificates above"]


def test_a_wrong_case_is_told():
    case = Case("thousand_point", "leads", "above", {"sex_selection_leads_verified": 3},
                "3 × 20 = 60, not 61.", points=61)
    assert run_case(case, scheme("thousand_point")) == ["60.0 instead of 61 (3 × 20 = 60, not 61.)"]


def case(item: str, at: str = "at", **more) -> Case:
    given = {"small_visits": 10, "small_visits_due": 10, "small_quality": 80, "sterilisations": 10,
             "crude_birth_rate": 12}
    return Case("small", item, at, {**given, **more.pop("inputs", {})}, "by hand", **more)


@pytest.mark.parametrize("right", [
    case("visits", points=40), case("visits", inputs={"small_visits": 12}, points=50, gap=-2),
    case("quality", inputs={"small_quality": 79.5}, readings={"steps": "fraction"}, points=19.5),
    case("visits", group="service", inputs={"small_complaints": 3}, points=30),
    case("births", inputs={"crude_birth_rate": "null"}, met="null"),
    case("births", inputs={"crude_birth_rate": 16}, met="no", gap=1),
    case("visits", inputs={"small_grave": 1}, points=0),  # the veto on it comes along
])
def test_a_right_case_holds(right):
    assert run_case(right, small()) == []


@pytest.mark.parametrize(("wrong", "words"), [
    (case("visits", points=41), "40.0 instead of 41 (by hand)"),
    (case("visits", gap=1), "0.0 instead of 1 (by hand)"),
    (case("complaints", gap=float("nan")), "instead of nan"),
    (case("visits", met="no"), "met is yes, not no"),
    (case("visits"), "the case expects nothing"),
    (Case("small", "visits", "at", {"small_visits": 10}, "by hand", points=40),
     "visits: small_visits_due is needed and not in the case"),
])
def test_a_wrong_case_says_what_is_wrong(wrong, words):
    assert words in "\n".join(run_case(wrong, small()))


def test_cases_are_read_with_all_that_they_say(tmp_path):
    path = tmp_path / "small.cases.toml"
    path.write_text('scheme = "small"\n[[case]]\nitem = "quality"\nat = "below"\npoints = 5\n'
                    'worked = "5"\nreadings = {steps = "whole"}\ninputs = {small_quality = 65}\n')
    (found,) = read_cases(path)
    assert (found.scheme, found.points, found.inputs) == ("small", 5, {"small_quality": 65})
    assert str(found) == "quality-below,steps=whole"


def test_an_item_alone_takes_the_vetoes_on_it_and_what_it_ranks():
    def kept(scheme, name):
        return {each.id for each in only_item(scheme.under(), name).items()}

    assert kept(small(), "visits") == {"visits", "grave"}
    assert kept(small(), "births") == {"births"}
    assert kept(small(), "service") == {"visits", "quality", "complaints", "grave"}
    ranked = changed("best", rule=Rank("#quota", "all", {1: 5}, if_missed=("quality",)))
    assert kept(ranked, "best") == {"best", "sterilisations", "births", "quality"}


def test_what_no_case_covers_is_listed():
    held = {"visits": ("below", "at", "above"), "quality": ("below", "at", "above"),
            "complaints": ("at", "above"), "sterilisations": ("below", "at", "above"),
            "births": ("below", "at", "above"), "best": ("at",), "grave": ("at", "above")}
    cases = [case(name, at) for name, sides in held.items() for at in sides]
    assert uncovered(small(), cases) == ["quality steps=fraction"]
    cases.append(case("quality", readings={"steps": "fraction"}))
    assert uncovered(small(), cases) == []
    assert uncovered(small(), [each for each in cases if each.item != "grave"]) == [
        "grave above", "grave at"]
    # nothing lies beyond the end of a percentage
    best = changed("quality", rule=Threshold("small_quality", 100, full_points=20))
    cases = [each for each in cases if (each.item, each.at) != ("quality", "above")]
    assert uncovered(best, cases) == []


@pytest.mark.parametrize("seed", range(4))
def test_random_figures_are_possible_ones(seed):
    figures = random_figures(small().under(), seed)
    assert figures.names() == set(small().by_input)
    for (name, _view), span in figures.values.items():
        inp = small().by_input[name]
        known = span.central[~np.isnan(span.central)]
        assert all(impossible(float(value), inp.unit, inp.possible) is None for value in known)
        assert span.central.shape == (3, 2, 1)
        assert inp.unit != "count" or known.size == span.central.size  # a count is not null
    plain = random_figures(small().under(), seed, nulls=False)
    assert all((span.central > 0).all() for span in plain.values.values())


class Leaking(Proportional):
    """A rule that says that more is better and takes points for more."""

    def points(self, x):
        return -super().points(x)


class Silent(Threshold):
    """A rule that gives no reason."""

    def say(self, x, names):
        return " "


def contract(scheme):
    return type("Contract", (SchemeContract,), {"schemes": (scheme,)})()


CHECKS = [name for name in vars(SchemeContract) if name.startswith("test_")]


@pytest.mark.parametrize("check", CHECKS)
def test_a_sound_scheme_keeps_the_contract(check):
    getattr(contract(small()), check)()


@pytest.mark.parametrize(("check", "broken"), [
    ("is_sound", changed("visits", cap=-1.0)),
    ("is_sound", changed("visits", text=Text("", "visits"))),
    ("base_total_is_as_documented", changed("births", rule=Threshold("crude_birth_rate", 15, "most",
                                                                      full_points=3))),
    ("moves_the_way_the_clause_says", changed("sterilisations", rule=Leaking(
        "sterilisations", 40, 10))),
    ("every_item_is_explained_in_both_languages", changed("births", rule=Silent(
        "crude_birth_rate", 15, "most"))),
])
def test_a_broken_scheme_does_not(check, broken):
    with pytest.raises(AssertionError):
        getattr(contract(broken), f"test_{check}")()
    with pytest.raises(AssertionError, match="set `schemes`"):
        SchemeContract().test_is_sound()


def test_points_follow_hours_in_a_made_up_township(tmp_path):
    new_scheme("hours_count", tmp_path)
    plugins = load_plugins([tmp_path])
    none, same, more = points_by_hours("hours_count", plugins, "supply_delivery", [0, 0, 12])
    assert none == same and none["supply"] < more["supply"] <= 40
    assert none["visits"] == pytest.approx(more["visits"], abs=1)  # other work, other hours
    with pytest.raises(InputError, match="supply_delivery"):
        points_by_hours("hours_count", plugins, "supply_delivery", [-1])
