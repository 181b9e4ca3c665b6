"""Prices of false reports, and what pays them back, by hand."""

import pytest
from one_chapter import scheme_of, two
from small_scheme import item

from fpplan.api import Completion, PerEvent, PerUnit, Pick, Proportional
from fpplan.audit.prices import (
    DEATH_RATE,
    KINDS,
    Price,
    PriceList,
    Thing,
    price_list,
    under_readings,
)
from fpplan.audit.probe import Probe

OMISSION = KINDS[0]


def prices_of(*items, births=24, people=2000, **more):
    found = price_list(Probe.of(scheme_of(*items, **more)), births, people)
    return {price.kind.id: (price.clause, price.everything) for price in found.prices}


def things_of(*items, **more):
    return {(thing.name, thing.move): thing
            for thing in price_list(Probe.of(scheme_of(*items, **more)), 24, 2000).things}


def share(name, each=1.2):
    return PerUnit(name, 10, 100, each, whole=False)


def test_a_clause_sets_a_price():
    assert prices_of(item("one", PerEvent("births_omitted", -2)),
                     item("two", PerEvent("births_false", -5))) == {
        "omission": (2, 2), "false_birth": (5, 5)}


def test_points_in_proportion_come_on_top():
    """One of 24 births is 100 ÷ 24 points of percent, each worth 1.2: 5 points."""
    assert prices_of(item("one", PerEvent("births_omitted", -2)),
                     item("share", share("births_reported_percent")))["omission"] == \
        pytest.approx((2, 7))


def test_a_share_alone_has_a_price_without_a_clause():
    assert prices_of(item("share", share("births_reported_percent"))) == {
        "omission": pytest.approx((0, 5))}


def test_a_false_birth_is_one_more_of_the_births_and_a_wrong_one_of_them():
    found = prices_of(item("share", share("births_timely_and_right_percent", 1.0)))
    assert found == {"label": pytest.approx((0, 100 / 24)), "false_birth": pytest.approx((0, 4))}


def test_a_concealed_death_is_one_of_the_deaths():
    deaths = item("share", share("deaths_reported_in_time_percent", 1.0))
    assert prices_of(deaths, people=1e5 / DEATH_RATE)["concealed_death"] == pytest.approx((0, 1))
    assert prices_of(deaths, people=3)["concealed_death"] == pytest.approx((0, 100))  # all there is


def test_what_costs_nothing_has_no_price():
    assert prices_of(item("one", PerEvent("births_omitted", 0)),
                     item("two", PerEvent("method_starts", 1))) == {}


def test_what_one_more_is_worth_past_the_target_and_short_of_it():
    found = things_of(item("task", Proportional("sterilisations", 40, 10, beyond=3)),
                      item("use", PerUnit("mcpr_percent", 20, 80, 2)))
    cut = found["sterilisations", 1]
    assert (cut.beyond, cut.short, cut.together, cut.worth) == (3, 4, 3, 3)
    use = found["mcpr_percent", 1]
    assert (use.beyond, use.short, use.worth) == (0, 2, 2)
    assert ("mcpr_percent", -1) not in found


def test_one_fewer_can_be_what_pays():
    """One fewer per 1,000 earns 3, one more loses 1; of what is 0 there is no fewer."""
    found = things_of(item("rate", PerUnit("crude_birth_rate", 20, 15, -3, above=-1)),
                      item("bad", PerEvent("method_starts", -2)))
    assert {key: (thing.beyond, thing.short) for key, thing in found.items()} == {
        ("crude_birth_rate", -1): (3, 1), ("method_starts", -1): (0, 2)}


def test_false_reports_and_tasks_are_nothing_that_one_does():
    found = things_of(item("one", PerEvent("births_omitted", 2)),
                      item("two", Completion("sterilisations", "sterilisation_task", 40, 5)))
    assert [*found] == [("sterilisations", 1)]


def test_a_case_that_is_among_others_earns_with_them():
    found = things_of(
        item("task", Completion("sterilisations", "sterilisation_task", 40, 5)),
        item("more", Completion("iud_insertions", "iud_task", 40,
                                rewarded="two_daughter_sterilisations")),
        item("two", PerEvent("two_daughter_sterilisations", 20)))
    assert found["two_daughter_sterilisations", 1].together == 20  # among insertions, worth 0
    both = things_of(
        item("task", Completion("sterilisations", "sterilisation_task", 40, 5)),
        item("two", PerEvent("two_daughter_sterilisations", 20)),
        item("said", Completion("sterilisations", "sterilisation_task", 0,
                                rewarded="two_daughter_sterilisations")))
    assert both["two_daughter_sterilisations", 1].together == 25


def test_things_stand_by_their_worth():
    found = price_list(Probe.of(scheme_of(
        item("one", PerEvent("method_starts", 1)), item("two", PerEvent("service_clients", 3)),
        item("three", PerEvent("pre_conception_checks", 2)))), 24, 2000)
    assert [thing.worth for thing in found.things] == [3, 2, 1]


def test_how_many_false_reports_a_thing_makes_good():
    assert Thing("visits", 1, 6, 9, 6).pays_back(2) == 3
    assert Thing("visits", 1, 0, 9, 0).pays_back(2) == 4.5  # past the target it earns nothing
    assert Thing("visits", 1, 6, 9, 6).pays_back(0) is None


def readings_of(*items, **more):
    scheme = scheme_of(*items, **more)
    return under_readings(scheme, price_list(Probe.of(scheme), 24, 2000), 24, 2000)


def test_a_reading_that_changes_a_price_is_listed_with_it():
    rule = Pick("how", {"a": PerEvent("births_omitted", -2), "b": PerEvent("births_omitted", -4)})
    assert readings_of(item("one", rule), readings=(two(),)) == [
        PriceList((Price(OMISSION, 4, 4),), (), "how", "b")]


def test_a_reading_that_changes_what_things_are_worth_lists_those():
    rule = Pick("how", {"a": PerEvent("method_starts", 1), "b": PerEvent("method_starts", 2)})
    (found,) = readings_of(item("one", rule), item("same", PerEvent("service_clients", 1)),
                           item("bad", PerEvent("births_omitted", -2)), readings=(two(),))
    assert (found.reading, found.option) == ("how", "b")
    assert [(thing.name, thing.worth) for thing in found.things] == [("method_starts", 2)]


def test_a_reading_that_changes_neither_is_not_listed():
    rule = Pick("how", {"a": PerEvent("births_omitted", -2),
                        "b": PerEvent("births_omitted", -2, base=10)})
    assert readings_of(item("one", rule), readings=(two(),)) == []
