"""The parts of a scheme: what an input is about, what an item reads, how groups nest."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_scheme import clause, item, own, small

from fpplan.api import (
    Calendar,
    Chapter,
    Completion,
    Input,
    Payout,
    PerEvent,
    Pick,
    Rank,
    Sampled,
    SplitTarget,
    Text,
    Threshold,
)
from fpplan.contract.items import full_points

ONE = Text("一", "one")


@pytest.mark.parametrize(("inp", "tags"), [
    (own("visits"), set()), (own("births", about="birth_count"), {"birth_limit"}),
    (own("total", "points", "staff", sums_up=True), {"staff_pressure"}),
    (own("born", about="service", numerator=("births",)), {"birth_limit"}),
    (own("fees", about="fee_or_penalty", numerator=("terminations",)),
     {"family_penalty", "procedure_quota"}),
    (own("unsaid", about=None), set()),
])
def test_an_input_is_tagged_by_its_subject_and_by_what_it_reads(inp, tags):
    assert inp.tags == tags


def test_the_core_table_goes_before_the_word_of_an_author():
    sly = Input("sterilisations", ONE, "count", about="service")
    assert sly.subject == "procedure" and sly.tags == {"procedure_quota"}


@pytest.mark.parametrize(("inp", "rests"), [
    (own("visits"), True), (own("share", "percent"), True), (own("done", possible=(0, 1)), False),
    (own("weight", "points"), False), (own("fund", "yuan"), False),
    (own("births", about="birth_count"), False), (Input("mcpr_percent", ONE, "percent"), False),
])
def test_what_rests_on_an_authors_word_alone(inp, rests):
    assert inp.own_count is rests


def test_an_item_reads_what_any_of_its_readings_reads_once():
    either = Pick("steps", {
        "whole": Completion("small_visits", "small_visits_due", 40),
        "fraction": Pick("other", {"a": PerEvent("small_visits", 1),
                                   "b": Rank("#service", "all", {1: 5}, if_missed=("births",))})})
    made = item("it", either)
    assert made.inputs == ("small_visits", "small_visits_due")
    assert made.derives == ("#service", "!births")


def chapters():
    inner = Chapter("inner", ONE, (item("b", PerEvent("small_visits", 1)),))
    return Chapter("outer", ONE, (item("a", PerEvent("small_visits", 1)), inner,
                                  item("c", PerEvent("small_visits", 1))))


def test_groups_are_walked_in_the_order_of_the_document():
    assert [each.id for each in chapters().walk()] == ["a", "b", "c"]
    assert [each.id for each in chapters().groups()] == ["outer", "inner"]


THIRDS = Calendar(parts=(4, 4, 4))


@pytest.mark.parametrize(("made", "points"), [
    (item("a", Threshold("x", 1, full_points=5)), 5),
    (item("a", Threshold("x", 1, full_points=5), weight=2.0), 10),
    (item("a", Threshold("x", 1, full_points=5), calendar="season"), 15),
    (item("a", Threshold("x", 1, full_points=5), calendar="w1"), 5),
    # a rule that spreads its points over the seasons has them once
    (item("a", SplitTarget("x", "y", 30, (1, 1, 1)), calendar="season"), 30),
    (Chapter("all", ONE, (item("a", Threshold("x", 1, full_points=5), calendar="season"),
                          Chapter("in", ONE, (item("b", PerEvent("x", -1, 4)),)))), 19),
])
def test_full_points_are_those_of_every_target_exactly_met(made, points):
    assert full_points(made, THIRDS) == points


def test_full_points_wait_for_the_readings():
    with pytest.raises(TypeError, match="has not been chosen"):
        full_points(small().item("quality"), Calendar())
    assert full_points(small().under().item("quality"), Calendar()) == 20


def test_a_payout_names_all_that_it_depends_on():
    paid = Payout("it", ONE, clause(), ONE, yuan=Pick("steps", {
        "whole": PerEvent("small_visits", 5), "fraction": PerEvent("small_quality", 5)}),
        missed=Pick("steps", {"whole": ("visits", "births"), "fraction": "births"}), met="quality",
        when=PerEvent("small_complaints", 1), barred=("grave",))
    assert paid.asked("missed") == ("visits", "births") and paid.asked("met") == ("quality",)
    assert paid.items == ("visits", "births", "quality", "grave")
    assert paid.inputs == ("small_visits", "small_quality", "small_complaints")
    bare = replace(paid, yuan=None, when=None, missed=None, met=None, barred=())
    assert bare.items == bare.inputs == bare.rules == ()


def test_a_sample_is_called_by_its_size():
    assert str(Sampled(30)) == "sampled(30)" and Sampled(30) != Sampled(31)
