"""Why a payout follows: clause, figures, arithmetic and conditions, in both languages."""


import pytest
from one_payout import several
from small_scheme import figures, small
from townships import build, scheme

from fpplan.api import Threshold, score
from fpplan.contract.errors import InputError
from fpplan.contract.text import LANGUAGES, speaking
from fpplan.payoff import explain_payout, pay
from fpplan.scheme.explain import explain
from fpplan.testing import random_figures


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
    assert "where the target is missed: sterilisations held to account for (missed)." in text
    assert "Tagged quota on procedures; pressure on staff" in text
    with pytest.raises(InputError, match='nearest: "cut_clerk"'):
        explain_payout(figures_, points, "cut_clerks", unit="V01")


def test_an_explanation_names_every_target():
    values = figures(visits=9, crude_birth_rate=15)
    scheme = several(missed=("visits", "births"))
    said = explain_payout(values, score(values, scheme), scheme.payouts[0].id, unit="V01").lines()
    assert any("at least one of these targets is missed: visits (missed); births (met)" in line
               for line in said)


def told(values, scheme, name=None, **more):
    return explain_payout(values, score(values, scheme), name or scheme.payouts[0].id, unit="V01",
                          **more)


def test_money_is_told_with_the_ends_of_what_is_not_known():
    known = told(figures(visits=7), small(), "visit_pay")
    assert (known.yuan, known.low, known.high, known.follows) == (35, 35, 35, None)
    assert known.lines()[0] == "pay per visit, for worker, V01, 2014: 35 yuan"
    assert "visits: 7  [small_visits]" in known.lines()
    open_ = told(figures(visits=(7, 5, 9)), small(), "visit_pay")
    assert open_.lines()[0].endswith("35 (from 25 to 45) yuan")


def test_money_is_called_yuan_and_no_points():
    lines = told(figures(visits=7), small(), "visit_pay").lines()
    assert "visits: 7. 5 yuan for each: 35 yuan." in lines
    assert not any("points" in line for line in lines)
    values = {inp.id: 0 for inp in scheme("qianshan").inputs}
    values |= {"qianshan_pregnancies_known_percent": 67.88}
    paid = build("qianshan", 1, **values)
    said = told(paid, scheme("qianshan"), "pregnancies_pay").lines()
    assert any(line.endswith("0 yuan less 12 × 50 yuan: −600 yuan.") for line in said)
    values = {inp.id: 1 for inp in scheme("pbf_scorecard").inputs}
    values |= {"pbf_scorecard_told_percent": 100}
    said = told(build("pbf_scorecard", 1, **values), scheme("pbf_scorecard"), "quality_bonus")
    assert said.yuan == 40_000
    told_in_all = "\n".join(said.sentences)
    assert "10,000 yuan." in told_in_all and "points." not in told_in_all


def test_the_place_reached_is_told_with_its_ties_and_with_what_is_not_known():
    own = "community_ranking"
    values = {inp.id: 0 for inp in scheme(own).inputs}
    values |= {name: 1 for name in values if "_weight_" in name}
    values |= {"long_acting_timely_percent": 72, f"{own}_key_tasks_percent": [60, 90, 90, 80, 50]}
    paid = build(own, 5, **values)
    points = score(paid, scheme(own))

    def said(unit):
        return explain_payout(paid, points, "quarter_prize", unit=unit).sentences

    assert any(line.endswith("Place 4 of 5.") for line in said("V01"))
    assert any(line.endswith("Places 1 to 2 of 5, shared.") for line in said("V02"))
    assert any("Yuan by place among peers" in line for line in said("V01"))
    ranked = figures(3, quality=([80, 70, 60], [80, 50, 50], [80, 75, 75]))
    found = explain(ranked, small(), "best", unit="V02")
    assert "Place 2 of 3. It may be any from 2 to 3, as not all is known." in found.sentences


@pytest.mark.parametrize(("visits", "follows", "state"), [
    (9, "follows", "missed"), (10, "does not follow", "met"), ((9, 8, 11), "may follow", "open")])
def test_a_consequence_is_told_with_the_target_on_which_it_rests(visits, follows, state):
    found = told(figures(visits=visits), small(), "talk")
    assert found.follows == found.result == follows and found.yuan is None
    assert f"It follows where the target is missed: visits ({state})." in found.lines()


def test_a_target_with_nothing_to_count_is_neither_missed_nor_met():
    for which in ("missed", "met"):
        found = told(figures(crude_birth_rate=float("nan")), several(**{which: "births"}))
        assert found.follows == "nothing to count"
        assert f"It follows where the target is {which}: births (nothing to count)." in \
            found.lines()


def test_what_bars_it_is_told():
    scheme = several(met="visits", barred=("grave",))
    said = told(figures(visits=10, grave=1), scheme)
    assert said.result == "does not follow"
    assert "Nothing follows where this veto takes effect: grave (follows)." in said.lines()
    assert "Nothing follows where this veto takes effect: grave (does not follow)." in told(
        figures(visits=10), scheme).lines()


def test_what_is_tagged_says_so():
    said = told(figures(), small(), "quota_pay")
    assert said.tags == ("procedure_quota", "staff_pressure")
    assert said.lines()[-1] == ("Tagged quota on procedures; pressure on staff: shown as "
                                "documented, never planned for.")
    assert told(figures(), small(), "visit_pay").tags == ()


def test_a_recorded_count_that_must_not_show_is_told_as_its_range():
    said = [told(figures(sterilisations=count), small(), "quota_pay") for count in (1, 3)]
    assert said[0] == said[1] and (said[0].low, said[0].high) == (500, 2000)


def test_chinese_stands_without_spaces_and_with_its_own_colon():
    bonus = several(yuan=Threshold("crude_birth_rate", 15, "most", 500), sanction=None)
    english, chinese = (bonus_lines(bonus, lang) for lang in LANGUAGES)
    assert english[2] == "crude birth rate: 12 per 1,000  [crude_birth_rate]"
    assert chinese[2] == "出生率：12 ‰  [crude_birth_rate]"
    assert ". " in english[3] and "。" in chinese[3] and "。 " not in chinese[3]


def bonus_lines(scheme, lang):
    with speaking(lang):
        return told(figures(), scheme).lines()


def test_unknown_names_are_refused_with_the_nearest():
    for key, bad in (("unit", "V02"), ("period", "2015")):
        with pytest.raises(InputError, match=f'{bad}": is not a'):
            explain_payout(figures(), score(figures(), small()), "talk",
                           **{"unit": "V01", key: bad})
