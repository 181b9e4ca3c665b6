"""The thousand-point scheme as a whole."""

import numpy as np
import pytest
from townships import scheme

from fpplan.api import Figures, score
from fpplan.contract.items import full_points

A2 = scheme("thousand_point")
TARGETS = {
    "thousand_point_foundations_in_place": 4, "births_out_one_son_or_third_per_1000": 3,
    "fifth_births": 0, "sixth_and_later_births": 0, "births_timely_and_right_percent": 100,
    "births_reported_percent": 100, "iud_pregnancy_check_percent": 70,
    "birth_certificates_issued": 20, "birth_certificates_due": 20, "pre_conception_checks": 10,
    "pre_conception_checks_task": 10, "key_client_contacts_accurate_percent": 80,
    "deaths_reported_in_time_percent": 100, "awareness_percent": 95, "thousand_point_slogans": 10,
    "sterilisations": 4, "sterilisation_task": 4, "iud_insertions": 12, "iud_task": 12,
    "fees_levied_percent": 50, "fees_first_levy_percent": 60, "fee_cases_enforced": 1,
    "thousand_point_association_percent": 100,
}


def at_target(**changes) -> Figures:
    return Figures.build(["V01"], ["2014"], {
        name: np.full((1, 1, 1), float(value)) for name, value in {**TARGETS, **changes}.items()})


def total(readings=None, **changes) -> float:
    return float(score(at_target(**changes), A2, readings).total.central[0, 0, 0])


@pytest.mark.parametrize(("option", "base"), [("25", 1000), ("30", 1015)])
def test_every_target_met_gives_the_base_exactly(option, base):
    assert total({"check_points": option}) == base
    assert A2.under({"check_points": option}).base_total() == base


def test_chapters_are_worth_what_the_document_says():
    chosen = A2.under()
    worth = {chapter.id: full_points(chapter, chosen.calendar) for chapter in chosen.chapters}
    assert worth == {"leadership": 20, "population_plan": 180, "pre_pregnancy": 150,
                     "pre_conception": 120, "data_and_publicity": 90, "methods": 220, "fees": 200,
                     "association": 20, "bonuses": 0, "deductions": 0}


def test_checks_can_add_450_a_year():
    assert total(iud_pregnancy_check_percent=100) == 1000 + 450


def test_one_two_daughter_sterilisation_offsets_ten_omitted_births():
    assert total(two_daughter_sterilisations=1, births_omitted=10) == 1000


def test_a_concealed_death_costs_by_the_reading():
    assert total(deaths_concealed=1) == 1000 - 5
    assert total({"concealed_death": "two"}, deaths_concealed=1) == 1000 - 2
    assert total({"concealed_death": "three"}, deaths_concealed=1) == 1000 - 3


def test_criticism_by_the_township_costs_by_the_reading():
    criticised = {"thousand_point_criticisms_township": 1}
    assert total(**criticised) == 1000 - 5
    assert total({"township_criticism": "two"}, **criticised) == 1000 - 2
    assert total({"township_criticism": "both"}, **criticised) == 1000 - 7


def test_deductions_stop_at_nothing_only_where_a_reading_says_so():
    absent = {"thousand_point_meeting_absences": 12}
    assert total(**absent) == 1000 - 36
    assert total({"floors": "chapter"}, **absent) == 1000 - 20


def test_the_untagged_total_is_what_serves_people_and_records():
    points = score(at_target(), A2)
    # leadership 20, reporting 120, pre-conception 120, migrants 10 and deaths 20, publicity 30,
    # association 20
    assert points.untagged.central[0, 0, 0] == 340
    assert points.total.central[0, 0, 0] == 1000


# What the system's documentation lists as tagged, item by item.
TAGGED = {
    "procedure_quota": {"sterilisation_task", "two_daughter_sterilisations", "abortions",
                        "iud_task"},
    "birth_limit": {"births_control", "fifth_births", "sixth_births"},
    "family_penalty": {"fees_levied", "first_levy", "pieced_together", "enforced_cases",
                       "rich_cases", "blacklist", "cadre_breach", "cadre_breach_past",
                       "fee_undercut", "births_for_fee"},
    "surveillance": {"checks", "certificates", "key_clients", "contact_numbers",
                     "department_information", "leads"},
    "conditional_benefit": set(),
    "staff_pressure": {"sixth_births", "commended_city", "commended_above", "inspected_province",
                       "inspected_upper_city", "inspected_city", "ranked_first", "ranked_second",
                       "ranked_by_score", "failed_above", "failed_city"},
}


@pytest.mark.parametrize("tag", TAGGED)
def test_tags(tag):
    assert {item.id for item in A2.items() if tag in A2.tags(item)} == TAGGED[tag]


def test_places_of_a_season_follow_recorded_scores():
    values = dict(at_target().values)
    base = {name: np.repeat(np.repeat(span.central, 3, axis=1), 4, axis=2)
            for (name, _view), span in values.items()}
    scores = np.array([[[np.nan, 90, 80, 80], [np.nan, 85, 85, 90], [np.nan, 80, 85, 70]]])
    figures = Figures.build(["A", "B", "C"], ["2014", "2014-s1", "2014-s2", "2014-s3"],
                            {**base, "thousand_point_season_score": scores})
    points = score(figures, A2, {"season_rank": "scores"})
    assert points.items["ranked_by_score"].central[0, :, 0].tolist() == [4 + 0 + 2, 2 + 4 + 4, 4]
