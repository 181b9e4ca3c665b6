"""A scheme as data: its items, tags, readings and points."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_scheme import changed, figures, item, own, small

from fpplan.api import (
    Chapter,
    Only,
    Payout,
    PerEvent,
    Pick,
    Rank,
    Reweight,
    Scheme,
    Text,
    Veto,
    score,
)
from fpplan.contract.errors import InputError
from fpplan.contract.readings import picks

ONE = Text("一", "one")


def with_tagged_veto() -> Scheme:
    """The small scheme whose veto reads births."""
    scheme = small()
    return replace(scheme, inputs=tuple(
        replace(inp, about="birth_count") if inp.id == "small_grave" else inp
        for inp in scheme.inputs))


def test_items_and_groups_stand_in_the_order_of_the_document():
    assert [each.id for each in small().items()] == [
        "visits", "quality", "complaints", "sterilisations", "births", "best", "grave"]
    assert [group.id for group in small().groups()] == ["service", "quota", "bonus"]


def test_an_item_is_found_by_its_id_or_the_nearest_is_named():
    assert small().item("births").id == "births"
    with pytest.raises(InputError, match='small: item = "birth": is not an item of this scheme '
                                         '\\(nearest: "births"\\)'):
        small().item("birth")


def test_an_item_carries_the_tags_of_what_it_reads():
    tags = {each.id: small().tags(each) for each in small().items()}
    assert tags.pop("sterilisations") == {"procedure_quota"}
    assert tags.pop("births") == {"birth_limit"}
    assert set(tags.values()) == {frozenset()}


def test_a_rank_or_veto_of_tagged_inputs_is_pressure():
    scheme = with_tagged_veto()
    assert scheme.tags(scheme.item("grave")) == {"birth_limit", "staff_pressure"}
    # what the veto may take away is not tagged by it
    assert scheme.tags(scheme.item("visits")) == frozenset()


def test_a_weight_tags_the_item_whose_points_it_moves():
    scheme = small()
    service = replace(scheme.chapters[0], reweight=Reweight({"visits": "small_births"}))
    weighed = replace(scheme, inputs=(*scheme.inputs, own("births", about="birth_count")),
                      chapters=(service, *scheme.chapters[1:]))
    assert weighed.behind(weighed.item("visits")) == ("small_births",)
    assert weighed.tags(weighed.item("visits")) == {"birth_limit"}
    assert weighed.tags(weighed.item("complaints")) == frozenset()


def test_what_a_rank_of_points_reads_lies_behind_it_with_the_vetoes_on_it():
    scheme = replace(with_tagged_veto(), payouts=())
    ranked = replace(scheme, chapters=(*scheme.chapters[:2], replace(
        scheme.chapters[2], items=(item("first", Rank("#service", "all", {1: 50})),
                                   scheme.item("grave")))))
    assert {"small_visits", "small_quality", "small_grave"} <= set(
        ranked.behind(ranked.item("first")))
    assert ranked.tags(ranked.item("first")) == {"birth_limit", "staff_pressure"}
    asked = changed("best", rule=Rank("small_quality", "all", {-1: -5}, if_missed=("births",)))
    assert "crude_birth_rate" in asked.behind(asked.item("best"))
    assert asked.tags(asked.item("best")) == {"birth_limit", "staff_pressure"}


def test_payouts_carry_the_tags_of_their_items_and_of_their_own_subject():
    by_name = {payout.id: payout for payout in small().payouts}
    assert small().payout_tags(by_name["talk"]) == frozenset()
    assert small().payout_tags(replace(by_name["talk"], missed="births")) == {
        "birth_limit", "staff_pressure"}
    tied = Payout("gift", ONE, by_name["talk"].clause, ONE, yuan=PerEvent("small_visits", 5),
                  about=("conditional_benefit",))
    assert small().payout_tags(tied) == {"conditional_benefit"}
    assert small().under().payout_tags(by_name["quota_pay"]) == {
        "procedure_quota", "staff_pressure"}


def test_choosing_leaves_nothing_open_and_keeps_what_was_written():
    chosen = small().under({"steps": "fraction"})
    assert not list(picks(chosen.chapters, "")) and chosen.chosen == {"steps": "fraction"}
    assert chosen.item("quality").rule.whole is False
    assert list(picks(chosen.written.chapters, ""))  # as it was written
    assert chosen.under() is chosen and chosen.under({"steps": "fraction"}) is chosen
    with pytest.raises(ValueError, match="already been chosen"):
        chosen.under({"steps": "whole"})


def test_an_item_of_one_option_stands_under_it_only():
    scheme = changed("complaints", only=Only("steps", ("whole",)))
    assert "complaints" in {each.id for each in scheme.under().items()}
    other = scheme.under({"steps": "fraction"})
    assert "complaints" not in {each.id for each in other.items()}
    assert scheme.readings_of("complaints") == ("steps",)
    assert other.written.readings_of("complaints") == ("steps",)


def test_the_readings_that_decide_anything_about_an_item():
    scheme = small()
    capped = replace(scheme, chapters=(*scheme.chapters[:1], replace(
        scheme.chapters[1], cap=Pick("steps", {"whole": 40.0, "fraction": None})),
        *scheme.chapters[2:]))
    assert scheme.readings_of("quality") == ("steps",) and scheme.readings_of("births") == ()
    assert capped.readings_of("births") == capped.under().readings_of("births") == ("steps",)


def test_the_base_is_what_all_targets_met_earn():
    chosen = small().under()
    assert chosen.base_total() == 60 + 40 == chosen.base
    assert score(figures(), chosen).total.central.item() == chosen.base + 5  # and the first place


def test_tagged_points_are_scaled_in_groups_within_groups_too():
    scheme = small()
    inner = Chapter("inner", ONE, scheme.chapters[1].items)
    nested = replace(scheme, chapters=(scheme.chapters[0], Chapter("outer", ONE, (inner,))))
    weights = {each.id: each.weight for each in nested.scaled(7).items()}
    assert weights.pop("sterilisations") == weights.pop("births") == 7
    assert set(weights.values()) == {1.0}


def test_a_veto_on_the_whole_scheme_names_it_by_its_id():
    chosen = changed("grave", rule=Veto("small_grave", ("small",))).under()
    assert score(figures(grave=1), chosen).total.central.item() == 0
