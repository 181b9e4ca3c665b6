"""Every measure of the township plugins has the tasks that its work needs."""

from __future__ import annotations

import pytest

from fpplan.commands import loaded_plugins
from fpplan.programme.tasks import core_tasks

# What each measure that is work of staff is made of; money and leave for people or staff need
# the hours of whoever hands them out.
WORK = {
    "town_plan_monthly_work": ("meetings", "records", "pregnancy_tracking", "fee_collection"),
    "community_ranking_sterilisation_money": ("conditional_benefits",),
    "community_ranking_iud_money": ("conditional_benefits",),
    "lianhe_hundred_days": ("fee_collection", "procedure_mobilisation", "sex_selection_leads",
                            "records"),
    "self_inspection_plan": ("record_audit", "records", "migrant_checks"),
    "qianshan_performance_pay": ("meetings",),
    "qianshan_nine_ones": ("migrant_checks",),
    "qianshan_booklet": ("migrant_service",),
    "qianshan_audits": ("record_audit",),
    "hunan_town_campaign": ("procedure_mobilisation",),
    "hunan_town_publicity": ("publicity", "staff_training", "opinion_monitoring"),
    "hunan_town_support": ("conditional_benefits",),
    "college_benefits_services": ("conditional_benefits",),
    "county_implementation_awards": ("conditional_benefits",),
    "county_implementation_villages": ("publicity", "case_enforcement"),
    "county_implementation_network": ("supply_points", "counselling"),
    "jiangmen_district_sterilisation_award": ("conditional_benefits",),
    "jiangmen_district_girls": ("conditional_benefits", "care_for_girls"),
    "jiangmen_district_gifts": ("conditional_benefits",),
    "jiangmen_district_publicity": ("publicity", "lectures"),
    "jiangmen_district_migrants": ("migrant_checks",),
    "jingmen_district_free_services": ("health_screening", "procedure_mobilisation"),
    "jingmen_district_service_card": ("migrant_service",),
    "jingmen_district_year": ("publicity", "supply_points", "complaint_handling", "records"),
    "sex_ratio_action_two_months": ("facility_inspection", "sex_selection_leads",
                                    "pregnancy_tracking", "care_for_girls", "case_enforcement"),
    "sex_ratio_action_year": ("facility_inspection", "pregnancy_tracking", "care_for_girls"),
    "school_plan_round": ("meetings", "health_screening", "pregnancy_checks", "family_support"),
    "migrant_supply_year_plan": ("supply_points", "supply_delivery", "publicity",
                                 "migrant_service"),
    "supply_network_plan": ("supply_points", "supply_delivery", "staff_training", "lectures",
                            "health_screening", "door_supply"),
    "youth_network_plan": ("youth_education", "staff_training"),
    "rectification_spring": ("procedure_mobilisation", "pregnancy_checks", "fee_collection",
                             "meetings"),
    "publicity_plan_year": ("publicity", "press_items", "broadcast_without_message",
                            "opinion_monitoring"),
    "youth_care_help": ("family_support",),
    "youth_care_six_acts": ("family_support", "community_mobilisation"),
    "hardship_families_support": ("family_support",),
    "only_child_insurance_cover": ("conditional_benefits",),
    "only_child_insurance_campaign": ("conditional_benefits", "publicity"),
    "community_service_plan": ("counselling", "postpartum_followup", "antenatal_care",
                               "health_screening", "records", "home_visits"),
    "tech_park_agreement": ("meetings", "counselling"),
    "village_led_acceptance": ("record_audit", "publicity", "certificates"),
    "two_clearances_campaign": ("record_audit", "records"),
    "two_clearances_staff": ("staff_training",),
}
# Leave, pay and rules about staff or money: nothing that takes hours of tasks.
NO_WORK = {
    "college_benefits_late_marriage", "college_benefits_late_childbearing",
    "college_benefits_procedure_leave", "college_benefits_child_allowance",
    "college_benefits_medical", "college_benefits_pension", "college_benefits_award",
    "only_child_insurance_staff", "rectification_wages", "school_plan_veto",
}


@pytest.fixture(scope="module")
def measures():
    return loaded_plugins().measures


def test_every_measure_has_its_tasks(measures):
    assert set(WORK) | NO_WORK == set(measures)
    for name, tasks in WORK.items():
        assert set(tasks) <= set(core_tasks()), name


def test_what_only_tagged_measures_need_is_never_planned(measures):
    """A task that the model lets leaders plan is needed by some measure that is not tagged, or
    is one of the services in general."""
    for name, task in core_tasks().items():
        if task.tags:
            assert not task.plannable and task.effects == {} and task.acts_on == ()
            needing = [m for m, tasks in WORK.items() if name in tasks]
            assert all(measures[m].tags for m in needing), (name, needing)
