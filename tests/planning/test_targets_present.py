"""What schemes ask today: targets of untagged items, and what is only listed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_scheme import item, small
from townships import scheme

from fpplan.contract.rules import PerEvent, Proportional, Shown, Threshold
from fpplan.planning.targets_present import commentary, flagged, presents
from fpplan.planning.targets_subject import subjects
from fpplan.scheme.aimed import with_targets

POINTS, LIANHE = (scheme(name).under() for name in ("thousand_point", "lianhe"))
TIMELY = "births_timely_and_right_percent"


def asking(*items, base=None):
    """A scheme of these items alone."""
    whole = scheme("lianhe")
    names = {name for each in items for name in each.rule.reads()}
    inputs = {inp.id: inp for known in (LIANHE, POINTS, small()) for inp in known.inputs}
    chapter = replace(small().chapters[0], items=items, points=None, cap=None, floor=None)
    return replace(whole, id="asking", chapters=(chapter,), base=base, payouts=(), readings=(),
                   inputs=tuple(inputs[name] for name in names))


def keys(*schemes, recorded=(), own=None):
    return [each.key for each in presents(schemes, recorded, own or {})]


def test_targets_of_the_schemes_that_are_built_in():
    found = {each.key: each for each in presents([POINTS, LIANHE], (), {})}
    assert {*found} == {"thousand_point.births_reported", "lianhe.srb"}
    srb = found["lianhe.srb"]
    assert (srb.target, srb.at_most, srb.graded, srb.every_unit) == (118, True, False, True)
    reported = found["thousand_point.births_reported"]
    assert (reported.name, reported.at_most, reported.graded, reported.every_unit) == (
        TIMELY, False, True, False)
    assert reported.target == 100 and reported.at("V01") == 100


def test_no_tagged_item_is_there():
    """Of births and procedures, rates too, and whatever is asked of them."""
    assert keys(asking(item("srb", Threshold("srb", 118, "most")))) == ["asking.srb"]
    assert keys(asking(item("rate", Threshold("crude_birth_rate", 13, "most")),
                       item("policy", Threshold("births_within_policy_percent", 80, "least")),
                       item("cut", Proportional("sterilisations", 40, 10)))) == []
    said = {f"{row.scheme}.{row.item}" for row in flagged([POINTS, LIANHE])}
    assert said and not said & {*keys(POINTS, LIANHE)}


@pytest.mark.parametrize("rule", [
    Threshold("srb", 118, "least"),  # nobody should ask for more boys
    Shown("srb"), PerEvent("srb", -1), Threshold("small_quality", 80, "least")])
def test_what_asks_for_nothing_that_can_be_a_target(rule):
    assert keys(asking(item("x", rule))) == []


def test_a_target_that_only_one_reading_of_the_clause_has_cannot_be_set():
    """The document names no number for second and later births; one reading takes that of all."""
    read = scheme("lianhe").under({"second_and_later_srb": "same_target"})
    assert keys(read) == ["lianhe.srb"]


def test_recorded_figures_are_no_forecast():
    assert keys(LIANHE, recorded=["srb"]) == []
    assert keys(LIANHE, recorded=["births"]) == ["lianhe.srb"]


def test_only_the_view_of_the_books_is_asked_for():
    rule = Threshold("srb", 118, "most")
    assert subjects()["srb"].views == ("reported",)
    assert keys(asking(item("x", rule, view="true"))) == []
    assert keys(asking(item("x", rule, view="reported"))) == ["asking.x"]


def test_a_target_by_unit_is_the_files_and_elsewhere_the_documents():
    own = {"lianhe.srb": {"V02": 125.0}}
    aimed = with_targets(LIANHE, own, ("V01", "V02", "town"))
    (found,) = presents([aimed], (), own)
    assert [found.at(unit) for unit in ("V01", "V02", "town")] == [118, 125, 118]
    aimed = with_targets(LIANHE, {"lianhe.srb": 130.0}, ("V01", "V02"))
    (found,) = presents([aimed], (), {"lianhe.srb": 130.0})
    assert found.at("V01") == found.at("V02") == 130


def test_ends_keep_a_target_apart_from_the_value_that_earns_nothing():
    """No points at 40 %, all at the target: that lies above 40."""
    (found,) = presents([asking(item("x", Proportional(TIMELY, 50, 90, 40)), base=100)], (), {})
    assert found.least > 40 and found.most == 100 and found.graded and not found.every_unit


def test_flagged_are_all_tagged_items_in_their_order():
    found = flagged([small(), LIANHE])
    assert [row.item for row in found[:2]] == ["sterilisations", "births"]
    assert found[0].tags == ("procedure_quota",) and found[1].tags == ("birth_limit",)
    assert {row.scheme for row in found} == {"small", "lianhe"}
    said = {(row.scheme, row.item) for row in found}
    for each in (small().under(), LIANHE):
        assert {i for s, i in said if s == each.id} == {
            i.id for i in each.items() if each.tags(i)}


def test_the_comment_adds_up_what_is_paid_for():
    """Visits 40 and quality 20; sterilisations 40 are the tagged ones; nobody need be the best."""
    found = commentary([small().under()])["small"]
    rows = {row["item"]: row for row in found["items"]}
    assert found["of_tagged_items"] == 40 and found["points_at_target"] == 100
    assert found["points_at_target"] == sum(abs(row["points_at_target"]) for row in rows.values())
    assert rows["complaints"]["points_for_each"] == -10
    assert rows["visits"]["points_for_each"] is None
    assert rows["sterilisations"]["target"] == 10 and rows["births"]["target"] == 15
    assert rows["births"]["tags"] == ["birth_limit"] and rows["complaints"]["target"] is None


def test_what_tagged_items_are_worth_moves_the_comment_alone():
    """An item taken times 1,000."""
    plain, heavy = small().under(), small().under().scaled(1000)
    assert commentary([heavy])["small"]["of_tagged_items"] == 40_000
    assert flagged([heavy]) == flagged([plain])
    for one in (POINTS, LIANHE):
        assert presents([one.scaled(1000)], (), {}) == presents([one], (), {})
