"""The kinds of tags that each document's items, payouts and measures carry together."""

import pytest
from townships import plugins, scheme

PROCEDURE, BIRTH, FAMILY = "procedure_quota", "birth_limit", "family_penalty"
WATCH, BENEFIT, STAFF = "surveillance", "conditional_benefit", "staff_pressure"

TAGS = {
    "town_plan": {PROCEDURE, BIRTH, FAMILY, WATCH, STAFF},
    "community_ranking": {PROCEDURE, WATCH, BENEFIT, STAFF},
    "lianhe": {PROCEDURE, BIRTH, FAMILY, WATCH, STAFF},
    "self_inspection": {PROCEDURE, FAMILY, WATCH, BENEFIT},
    "hunan_town": {PROCEDURE, BIRTH, FAMILY, WATCH, BENEFIT, STAFF},
    "county_implementation": {PROCEDURE, BIRTH, FAMILY, BENEFIT, STAFF},
}


@pytest.mark.parametrize("name", TAGS)
def test_tags_of_a_document(name):
    found = plugins()
    chosen = scheme(name)
    tags = {tag for item in chosen.items() for tag in chosen.tags(item)}
    tags |= {tag for payout in chosen.payouts for tag in chosen.payout_tags(payout)}
    for measure in found.loaded[name].measures:
        tags |= found.measures[measure].tags
    assert tags == TAGS[name]


ITEMS = {
    "town_plan": {
        PROCEDURE: {"sterilisation_task", "sterilisation_accountability", "long_acting",
                    "long_acting_timely", "late_abortions",
                    "used_in_42_days", "parity_two", "parity_one", "parity_unfit", "remedial"},
        BIRTH: {"within_policy", "birth_rate"}, FAMILY: {"fees_levied", "fees_collected"},
        WATCH: {"pregnancies_6", "pregnancies_8", "migrants_verified", "checks", "visits",
                "applicants", "checked", "calls", "uncleared", "first_certificates",
                "second_certificates"},
        STAFF: {"passed", "veto"}},
    "community_ranking": {PROCEDURE: {"long_acting"}, WATCH: {"pregnancies"}},
    "self_inspection": {
        PROCEDURE: {"methods_after", "methods_due", "migrant_methods"},
        FAMILY: {"cases_opened", "cases_handled", "fees", "case_files", "court_cases"},
        WATCH: {"handbooks", "permits", "followups", "checks", "migrant_files",
                "migrant_certificates", "migrant_feedback"},
        BENEFIT: {"allowance", "support_files", "support_list"}},
    "hunan_town": {BIRTH: {"within_policy", "births", "births_inside"},
                   FAMILY: {"fees", "incidents", "petitions"},
                   STAFF: {"tasks", "staff", *(f"staff_quarter_{n}" for n in (1, 2, 3, 4))},
                   WATCH: {"meetings", "migrant_reports", "contracts", "migrant_papers",
                           "birth_papers"}},
    "county_implementation": {BIRTH: {"veto"}, FAMILY: {"handled"},
                              STAFF: {"targets", "monthly", "campaign", "inspection", "veto",
                                      "standard", "own_inspection"}},
}


@pytest.mark.parametrize("name", ITEMS)
def test_tags_item_by_item(name):
    chosen = scheme(name)
    found: dict[str, set[str]] = {}
    for item in chosen.items():
        for tag in chosen.tags(item):
            found.setdefault(tag, set()).add(item.id)
    assert found == ITEMS[name]
