"""Money by rule: cuts by role, posts borne by several levels, funds, prizes, conditions."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_scheme import clause, figures, own, small
from townships import scheme

from fpplan.api import (
    Cut,
    Figures,
    Fund,
    Payout,
    PerEvent,
    PostPay,
    Proportional,
    Rank,
    Text,
    score,
)
from fpplan.contract.errors import InputError
from fpplan.contract.points import NO, NULL, PERHAPS, YES
from fpplan.contract.text import LANGUAGES, speaking
from fpplan.payoff import explain_payout, pay
from fpplan.testing import random_figures

ONE = Text("一", "one")


def paid(payout, values, **more):
    base = small()
    inputs = (*base.inputs, own("fund", "yuan", range=(0, 100)), own("pay", "yuan", range=(0, 9)))
    chosen = replace(base, inputs=inputs, payouts=(replace(Payout(
        "it", ONE, clause(), ONE, **{"sanction": ONE} if "yuan" not in payout else {}),
        **payout),), **more)
    return pay(values, score(values, chosen))


def yuan(found):
    span = found.yuan["it"]
    return [np.broadcast_to(part, (1, len(found.units), 1))[0, :, 0].tolist()
            for part in (span.central, span.low, span.high)]


def test_a_cut_follows_only_where_the_target_is_missed():
    cut = {"yuan": Cut("small_pay", 30), "missed": "visits"}
    assert yuan(paid(cut, figures(2, visits=[9, 10], pay=1000)))[0] == [-300, 0]
    perhaps = yuan(paid(cut, figures(visits=(9, 8, 11), pay=1000)))
    assert perhaps == [[-300], [-300], [0]]  # missed at the central 9


def test_a_reward_follows_where_the_target_is_met_and_no_veto_bars_it():
    reward = {"met": "visits", "barred": ("grave",)}
    found = paid(reward, figures(3, visits=[10, 10, 9], grave=[0, 1, 0])).sanctions["it"]
    assert found[0, :, 0].tolist() == [YES, NO, NO]
    open_ = paid(reward, figures(visits=10, grave=(0, 0, 1))).sanctions["it"]
    assert open_[0, 0, 0] == PERHAPS
    null = paid({"met": "births"}, figures(crude_birth_rate=np.nan)).sanctions["it"]
    assert null[0, 0, 0] == NULL


def test_money_with_a_veto_that_may_take_effect_has_both_ends():
    money = {"yuan": PerEvent("small_visits", 5), "barred": ("grave",)}
    assert yuan(paid(money, figures(visits=4, grave=(0, 0, 1)))) == [[20], [0], [20]]
    assert yuan(paid(money, figures(visits=4, grave=1))) == [[0], [0], [0]]


def test_a_post_is_borne_by_several_levels():
    rule = PostPay("m", ((Text("区", "district"), 30), (Text("街道", "subdistrict"), 170)))
    said = rule.say({"m": 10.0}, {"m": Text("月", "months")})
    assert said == "months: 10 × 200 yuan = 2,000 yuan (district 300, subdistrict 1,700)."


EQUAL = Fund("small_fund", "all", Rank("small_quality", "all", {1: 1.0, 2: 1.0}))


def test_a_fund_is_shared_in_proportion():
    by_quality = Fund("small_fund", "all", Proportional("small_quality", 1, 100))
    assert yuan(paid({"yuan": by_quality}, figures(3, quality=[50, 30, 20], fund=1000))
                )[0] == pytest.approx([500, 300, 200])
    assert yuan(paid({"yuan": EQUAL}, figures(3, quality=[90, 80, 70], fund=1000)))[0] == [
        500, 500, 0]


def test_a_fund_with_ties_nulls_and_nobody():
    assert yuan(paid({"yuan": EQUAL}, figures(3, quality=[90, 90, 90], fund=900))
                )[0] == pytest.approx([300, 300, 300])
    assert yuan(paid({"yuan": EQUAL}, figures(3, quality=[90, np.nan, np.nan], fund=900)))[0] == [
        900, 0, 0]
    assert yuan(paid({"yuan": EQUAL}, figures(2, quality=np.nan, fund=900)))[0] == [0, 0]
    # a barred unit's share is not spent
    money = {"yuan": EQUAL, "barred": ("grave",)}
    assert yuan(paid(money, figures(2, quality=[90, 80], fund=900, grave=[1, 0])))[0] == [0, 450]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=6))
def test_a_fund_never_pays_out_more_than_it_holds(shares):
    by_quality = Fund("small_fund", "all", Proportional("small_quality", 1, 100))
    values = figures(len(shares), quality=shares, fund=1000)
    assert sum(yuan(paid({"yuan": by_quality}, values))[0]) <= 1000 + 1e-6


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(0, 100)).map(sorted), min_size=2,
                max_size=4), st.data())
def test_shares_of_uncertain_values_hold_every_outcome(rows, data):
    by_quality = Fund("small_fund", "all", Proportional("small_quality", 1, 100))
    low, high = zip(*rows, strict=True)
    exact = [data.draw(st.integers(a, b)) for a, b in rows]
    _central, least, most = yuan(paid({"yuan": by_quality}, figures(
        len(rows), quality=(list(low), list(low), list(high)), fund=1000)))
    found = yuan(paid({"yuan": by_quality}, figures(len(rows), quality=exact, fund=1000)))[0]
    assert all(a - 1e-6 <= b <= c + 1e-6 for a, b, c in zip(least, found, most, strict=True))


def build(name, units, **values):
    """Figures of a township scheme: numbers for all, lists by unit, lists of lists by part."""
    chosen = scheme(name)
    parts = len(chosen.calendar.parts)
    periods = ["2014", *(f"2014-s{part + 1}" for part in range(parts if parts > 1 else 0))]

    def shaped(value):
        array = np.asarray(value, dtype=float)
        if array.ndim == 2:  # by unit and month
            array = np.concatenate([array.sum(axis=1, keepdims=True), array], axis=1)
        elif array.ndim == 1:
            array = np.repeat(array[:, None], len(periods), axis=1)
        return np.broadcast_to(array, (units, len(periods)))[None]

    return Figures.build([f"V{at + 1:02d}" for at in range(units)], periods,
                         {key: shaped(value) for key, value in values.items()})


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


def communities(**changes):
    """Five communities, alike but for what is changed."""
    values = {inp.id: 0 for inp in scheme("community_ranking").inputs}
    values |= {name: 1 for name in values if "_weight_" in name}
    values |= {"long_acting_timely_percent": 72, "pregnancies_known_6_months_percent": 75,
               "community_ranking_platform_percent": 100, **changes}
    figures_ = build("community_ranking", 5, **values)
    return pay(figures_, score(figures_, scheme("community_ranking")))


def test_community_prizes_of_each_quarter_go_to_the_first_three():
    found = communities(community_ranking_key_tasks_percent=[90, 80, 70, 60, 50])
    assert found.yuan["quarter_prize"].central[0, :, 0].tolist() == [8000, 6000, 4000, 0, 0]
    tied = communities(community_ranking_key_tasks_percent=[90, 90, 70, 60, 50])
    assert tied.yuan["quarter_prize"].central[0, :, 0].tolist() == [8000, 8000, 4000, 0, 0]


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


@pytest.mark.parametrize("name", ["town_plan", "community_ranking", "hunan_town",
                                  "county_implementation", "self_inspection", "lianhe"])
def test_every_payout_is_explained_in_both_languages(name):
    chosen = scheme(name)
    figures_ = random_figures(chosen, 3, draws=1, units=5)
    points = score(figures_, chosen)
    paid_ = pay(figures_, points)
    for lang in LANGUAGES:
        with speaking(lang):
            for payout in chosen.payouts:
                found = explain_payout(figures_, points, payout.id, unit="V02", paid=paid_)
                assert all(line.strip() for line in found.lines())
                assert found.as_dict()["title"] == payout.text.within(lang)


def test_an_explanation_agrees_with_the_payout():
    values = {inp.id: 0 for inp in scheme("town_plan").inputs}
    values |= {"sterilisations": 4, "town_plan_village_cadres": 5, "town_plan_subsidy_yuan": 1000}
    figures_ = build("town_plan", 1, **values)
    points = score(figures_, scheme("town_plan"))
    text = "\n".join(explain_payout(figures_, points, "cut_clerk", unit="V01").lines())
    assert "information clerk, V01, 2014: −500 yuan" in text
    assert "50 % of it is taken away: 500 yuan" in text
    assert "It follows where the target is missed: sterilisation task (missed)." in text
    assert "Tagged quota on procedures; pressure on staff" in text
    with pytest.raises(InputError, match='nearest: "cut_clerk"'):
        explain_payout(figures_, points, "cut_clerks", unit="V01")
