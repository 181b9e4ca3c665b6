"""Why a payout follows: clause, figures, arithmetic and conditions, in both languages."""

from dataclasses import replace

import pytest
from small_scheme import figures, small
from townships import build, scheme

from fpplan.api import Text, score
from fpplan.contract.errors import InputError
from fpplan.contract.text import LANGUAGES, speaking
from fpplan.payoff import explain_payout, pay
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
    assert "It follows where the target is missed: sterilisation task (missed)." in text
    assert "Tagged quota on procedures; pressure on staff" in text
    with pytest.raises(InputError, match='nearest: "cut_clerk"'):
        explain_payout(figures_, points, "cut_clerks", unit="V01")


def several(**more):
    """The small scheme with one payout on two targets: visits done of those due, births at most
    15 per 1,000."""

    rich = small()
    return replace(rich, payouts=(replace(rich.payouts[-1], **{
        "missed": None, "met": None, "when": None, "yuan": None, "sanction": Text("奖", "award"),
        **more}),))


def test_an_explanation_names_every_target():
    values = figures(visits=9, crude_birth_rate=15)
    scheme = several(missed=("visits", "births"))
    said = explain_payout(values, score(values, scheme), scheme.payouts[0].id, unit="V01").lines()
    assert any("at least one of these targets is missed: visits (missed); births (met)" in line
               for line in said)
