"""Money by rule: cuts by role, posts borne by several levels, funds, prizes, conditions."""


import numpy as np
import pytest
from townships import build, scheme

from fpplan.api import score
from fpplan.contract.points import NO, YES
from fpplan.payoff import explain_payout, pay


def test_town_plan_cuts_by_role_where_the_task_is_missed():
    values = {inp.id: 0 for inp in scheme("town_plan").inputs}
    values |= {"sterilisations": [4, 5], "town_plan_village_cadres": 5,
               "town_plan_subsidy_yuan": 1000, "town_plan_assessments_failed": [1, 0]}
    figures_ = build("town_plan", 2, **values)
    result = pay(figures_, score(figures_, scheme("town_plan")))
    cuts = {name: result.yuan[f"cut_{name}"].central[0, :, 0].tolist()
            for name in ("cadre", "secretary", "women", "clerk")}
    assert cuts == {"cadre": [-300, 0], "secretary": [-500, 0], "women": [-400, 0],
                    "clerk": [-500, 0]}
    assert result.sanctions["explain_leader"][0, :, 0].tolist() == [YES, NO]
    assert result.sanctions["reward"][0, :, 0].tolist() == [NO, YES]
    assert result.sanctions["clerk_dismissed"][0, :, 0].tolist() == [YES, NO]
    assert result.tags["cut_cadre"] == {"procedure_quota", "staff_pressure"}


def test_town_plan_holds_to_account_for_one_a_cadre_in_both_places():
    values = {inp.id: 0 for inp in scheme("town_plan").inputs}
    values |= {"sterilisations": 6, "town_plan_village_cadres": 5,
               "town_plan_subsidy_yuan": 1000}
    figures_ = build("town_plan", 1, **values)
    two = score(figures_, scheme("town_plan"), {"cadre_task": "two"})
    result = pay(figures_, two)
    assert two.gaps["sterilisation_task"].central.item() == 4  # 2 for each of five cadres
    assert result.yuan["cut_clerk"].central.item() == 0
    assert result.sanctions["explain_leader"].item() == NO


@pytest.mark.parametrize(("births", "known", "cards", "follows"), [
    (70, 70, 1, YES), (90, 70, 1, NO), (70, 90, 1, NO), (70, 70, 0, NO)])
def test_qianshan_removes_who_had_all_three_low(births, known, cards, follows):
    values = {inp.id: 0 for inp in scheme("qianshan").inputs}
    values |= {"qianshan_marriages_births_known_percent": births,
               "qianshan_pregnancies_known_percent": known, "qianshan_cards_missing": cards}
    figures_ = build("qianshan", 1, **values)
    points = score(figures_, scheme("qianshan"))
    assert pay(figures_, points).sanctions["removed"].item() == follows
    said = explain_payout(figures_, points, "removed", unit="V01").lines()
    assert any("where all of these targets are missed" in line for line in said)


def test_a_complaint_counts_in_its_month_and_the_quarter_by_its_points_alone():
    complaint = np.zeros((5, 12))
    complaint[0, 4] = 1
    found = communities(community_ranking_key_tasks_percent=[100, 20, 15, 10, 5],
                        community_ranking_complaints=complaint, long_acting_timely_percent=60)
    assert found.sanctions["month_blame"][0, 0, 0] == YES  # at the bottom of that month
    assert found.yuan["quarter_prize"].central[0, 0, 0] == 8000  # and first in every quarter


def communities(readings=None, count=5, **changes):
    """Five communities (or so many), alike but for what is changed."""
    values = {inp.id: 0 for inp in scheme("community_ranking").inputs}
    values |= {name: 1 for name in values if "_weight_" in name}
    values |= {"long_acting_timely_percent": 72, "pregnancies_known_6_months_percent": 75,
               "community_ranking_platform_percent": 100, **changes}
    figures_ = build("community_ranking", count, **values)
    return pay(figures_, score(figures_, scheme("community_ranking"), readings))


def test_community_prizes_of_each_quarter_go_to_the_first_three():
    found = communities(community_ranking_key_tasks_percent=[90, 80, 70, 60, 50])
    assert found.yuan["quarter_prize"].central[0, :, 0].tolist() == [8000, 6000, 4000, 0, 0]
    tied = communities(community_ranking_key_tasks_percent=[90, 90, 70, 60, 50])
    assert tied.yuan["quarter_prize"].central[0, :, 0].tolist() == [7000, 7000, 4000, 0, 0]


def test_thirteen_tied_communities_share_what_is_there_for_three():
    fund = 4 * 4500
    shared = communities(count=13).yuan["quarter_prize"]
    assert shared.certain and shared.central.sum() == pytest.approx(fund)
    lot = communities({"ties": "by_lot"}, 13).yuan["quarter_prize"]
    assert lot.central.sum() == pytest.approx(fund)
    assert set(lot.low[0, :, 0]) == {0} and set(lot.high[0, :, 0]) == {8000}
    every = communities({"ties": "all"}, 13).yuan["quarter_prize"]
    assert every.central.sum() == 13 * 8000  # 104,000 yuan
    all_down = communities(count=13, community_ranking_complaints=1).yuan["quarter_prize"]
    assert all_down.central.sum() == pytest.approx(fund)


def test_the_bottom_three_are_criticised_only_below_standard():
    ladder = {"community_ranking_key_tasks_percent": [90, 80, 70, 60, 50]}
    above = communities(**ladder)
    assert above.sanctions["month_blame"][0, :, 0].tolist() == [NO] * 5
    below = communities(**ladder, long_acting_timely_percent=[71, 72, 72, 72, 71])
    assert below.sanctions["month_blame"][0, :, 0].tolist() == [NO, NO, NO, NO, YES]
    assert below.sanctions["quarter_last_worker"][0, :, 0].tolist() == [NO, NO, NO, NO, YES]


def test_a_verified_complaint_puts_a_community_at_the_bottom_in_its_month():
    complaint = np.zeros((5, 12))
    complaint[0, 4] = 1
    found = communities(community_ranking_key_tasks_percent=[90, 80, 70, 60, 50],
                        community_ranking_complaints=complaint)
    assert found.sanctions["month_blame"][0, :, 0].tolist() == [YES, NO, NO, NO, NO]
    # three quarters are won as before; in the second it is placed behind all others
    assert found.yuan["quarter_prize"].central[0, :, 0].tolist() == [6000, 6500, 4500, 1000, 0]


def test_community_posts_and_cases():
    found = communities(community_ranking_worker_months=[12, 6, 0, 0, 0], sterilisations=3,
                        community_ranking_pregnancies_above_target=2)
    assert found.yuan["worker_post"].central[0, :, 0].tolist() == [3600, 1800, 0, 0, 0]
    assert found.yuan["sterilisation_pay"].central[0, 0, 0] == 1500
    assert found.yuan["above_target_pay"].central[0, 0, 0] == 400
    assert found.tags["sterilisation_client"] == {"procedure_quota", "conditional_benefit",
                                                  "staff_pressure"}
    assert found.tags["worker_post"] == frozenset()


def test_hunan_warns_who_is_last_twice_running():
    tasks = [[90] * 12, [50, 95, 50, 50, *[95] * 8], [60] * 12]
    values = {inp.id: 0 for inp in scheme("hunan_town").inputs}
    values |= {"hunan_town_group_tasks_percent": tasks, "hunan_town_times_last_before": [0, 0, 0]}
    figures_ = build("hunan_town", 3, **values)
    found = pay(figures_, score(figures_, scheme("hunan_town")))
    assert found.sanctions["last"][0, :, 0].tolist() == [NO, YES, YES]
    assert found.sanctions["last_twice"][0, :, 0].tolist() == [NO, YES, YES]
    calm = [[90] * 12, [50, 95] * 6, [60] * 12]
    values["hunan_town_group_tasks_percent"] = calm
    figures_ = build("hunan_town", 3, **values)
    found = pay(figures_, score(figures_, scheme("hunan_town")))
    assert found.sanctions["last_twice"][0, :, 0].tolist() == [NO, NO, NO]


def test_the_county_shares_its_fund_and_bars_posts_for_three_years():
    own_id = "county_implementation"
    values = {inp.id: 0 for inp in scheme(own_id).inputs}
    values |= {name: 1 for name in values if "_weight_" in name}
    values |= {f"{own_id}_targets_percent": [90, 80, 70, 60], f"{own_id}_advanced_fund_yuan": 9000,
               f"{own_id}_vetoes": [0, 0, 1, 0], f"{own_id}_own_births_2_before": [0, 1, 0, 0]}
    figures_ = build(own_id, 4, **values)
    found = pay(figures_, score(figures_, scheme(own_id)))
    # the third is vetoed: its points are nothing and the fourth takes the third place
    assert found.yuan["advanced_award"].central[0, :, 0].tolist() == [3000, 3000, 0, 3000]
    assert found.sanctions["delegate_barred"][0, :, 0].tolist() == [NO, YES, NO, NO]
    assert found.tags["delegate_barred"] == {"family_penalty", "staff_pressure"}
    by_place = pay(figures_, score(figures_, scheme(own_id), {"advanced": "by_place"}))
    assert by_place.yuan["advanced_award"].central[0, :, 0].tolist() == [4500, 3000, 0, 1500]
