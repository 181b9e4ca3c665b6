"""Amounts, dates and tags of the measures that documents without points bring."""

import pytest
from townships import plugins


def amounts(measure: str) -> dict[str, object]:
    return {amount.id: amount.value for amount in plugins().measures[measure].under().amounts}


def test_the_college_brings_measures_only():
    plugin = plugins().loaded["college_benefits"]
    assert not plugin.schemes
    assert len(plugin.measures) == 8
    assert all("conditional_benefit" in plugins().measures[name].tags for name in plugin.measures)


@pytest.mark.parametrize(("measure", "expected"), [
    ("late_marriage", {"national_days": 3, "more_days": 13}),
    ("late_childbearing", {"mother_days": 30, "certificate_days": 30, "father_days": 15,
                           "father_days_certificate": 15}),
    ("child_allowance", {"both": 10, "one_with_income": 5, "one_without_income": 10,
                         "until_age": 14}),
    ("medical", {"both_share": 25, "both_limit": 500, "one_share": 12.5, "one_limit": 250}),
    ("pension", {"share": 5}),
    ("award", {"both": 50, "one": 25}),
])
def test_amounts_of_the_college(measure: str, expected: dict[str, float]):
    assert amounts(f"college_benefits_{measure}") == expected


def test_refusing_contraception_is_a_family_penalty():
    services = plugins().measures["college_benefits_services"]
    assert {"family_penalty", "conditional_benefit"} <= services.tags
    assert {part.about for part in services.consequences} == {"fee_or_penalty"}


def test_the_father_s_leave_under_the_other_reading():
    leave = plugins().measures["college_benefits_late_childbearing"].under(
        {"father": "certificate"})
    assert {a.id: a.value for a in leave.amounts}["father_days"] == 0


@pytest.mark.parametrize(("measure", "amount", "value"), [
    ("jiangmen_district_sterilisation_award", "award", 1000),
    ("jiangmen_district_girls", "money", 39000),
    ("jiangmen_district_gifts", "gifts", 9782),
    ("jingmen_district_free_services", "money", 240000),
    ("qianshan_performance_pay", "pregnancies", 50),
    ("qianshan_performance_pay", "stake", 2000),
])
def test_amounts_of_the_reports(measure: str, amount: str, value: float):
    assert amounts(measure)[amount] == value


@pytest.mark.parametrize(("measure", "tags"), [
    ("jiangmen_district_sterilisation_award", {"conditional_benefit", "birth_limit",
                                               "procedure_quota"}),
    ("jiangmen_district_migrants", {"surveillance"}),
    ("qianshan_performance_pay", {"surveillance", "birth_limit", "family_penalty",
                                  "staff_pressure"}),
    ("rectification_spring", {"procedure_quota", "surveillance", "family_penalty"}),
    ("school_plan_veto", {"family_penalty", "staff_pressure"}),
    ("sex_ratio_action_two_months", {"surveillance", "family_penalty"}),
    ("tech_park_agreement", set()),
])
def test_tags_follow_from_what_they_are_about(measure: str, tags: set[str]):
    assert plugins().measures[measure].tags == tags


def test_dates_are_kept_as_the_documents_give_them():
    found = plugins().measures
    action, audit = found["sex_ratio_action_two_months"], found["two_clearances_campaign"]
    assert (action.starts, action.ends) == ("--06", "--07")
    assert (audit.starts, audit.ends) == ("2014-08", "2014-09")
    check = found["village_led_acceptance"].steps[0]
    assert (check.starts, check.by) == ("--03-25", "--03-27")


def test_a_scrubbed_year_is_the_runs_own():
    """Document 003 prints 2024 where its years are blanked."""
    dated = {measure.id for measure in plugins().measures.values()
             for date in (measure.starts, measure.ends, *(day for step in measure.steps for day in (
                 step.starts, step.by))) if str(date).startswith("2024")}
    assert dated == set()
