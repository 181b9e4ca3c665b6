"""What the township plugins' measures say, against the sums and dates of their documents."""

import pytest
from townships import plugins

from fpplan.contract.measures import Amount, Measure


def measure(name: str) -> Measure:
    return plugins().measures[name].under()


def yuan(name: str) -> dict[str, float | None]:
    return {part.id: part.value for part in measure(name).parts() if isinstance(part, Amount)}


def test_the_insurance_adds_up():
    cover = yuan("only_child_insurance_cover")
    assert cover["premium"] == 40 == cover["premium_child"] + cover["premium_parents"]
    assert cover["premium_parents"] == 2 * cover["premium_parent"]
    assert cover["cover_child"] == 15_000 == cover["cover_hospital"] + cover["cover_death"]
    assert cover["cover_parent"] == 22_000 == cover["cover_accident"] + cover["cover_medical"]


def test_the_insurance_runs_from_1_july_to_10_august_without_a_gap():
    campaign = measure("only_child_insurance_campaign")
    assert (campaign.starts, campaign.ends) == ("--07-01", "--08-10")
    dated = {(step.starts, step.by) for step in campaign.steps if step.by}
    assert dated == {("--07-01", "--07-10"), ("--07-11", "--07-20"), ("--07-21", "--08-10")}


def test_hardship_families_get_eleven_measures_for_nothing_in_return():
    support = measure("hardship_families_support")
    assert len(support.steps) == 11
    amounts = yuan("hardship_families_support")
    assert (amounts["college_inside"], amounts["college_outside"]) == (2000, 3000)
    assert (amounts["families_bereaved"], amounts["families_disabled"]) == (4, 4)
    assert support.tags == frozenset()


@pytest.mark.parametrize(("name", "tags"), [
    ("migrant_supply_year_plan", set()), ("supply_network_plan", set()),
    ("youth_network_plan", set()), ("youth_care_six_acts", set()),
    ("youth_care_help", {"surveillance"}), ("community_service_plan", {"surveillance"}),
    ("publicity_plan_year", {"surveillance"}),
    ("only_child_insurance_cover", {"conditional_benefit"}),
    ("only_child_insurance_campaign", {"conditional_benefit", "family_penalty"}),
    ("only_child_insurance_staff", {"conditional_benefit", "staff_pressure"})])
def test_tags_follow_from_what_a_measure_is_about(name, tags):
    assert measure(name).tags == tags


def test_the_six_acts_are_six():
    acts = measure("youth_care_six_acts").steps
    assert {step.text.en[0] for step in acts if step.text.en[0].isdigit()} == set("123456")


def test_young_people_are_reached_in_three_steps():
    shares = {step.id: [part.value for part in step.amounts]
              for step in measure("youth_network_plan").steps}
    assert shares["pupils"] == [50, 80, 95]
    assert shares["others"] == [30, 50, 80]
