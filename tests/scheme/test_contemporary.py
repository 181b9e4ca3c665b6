"""The two contemporary schemes: what they reward and what they never do."""

import numpy as np
import pytest
from townships import plugins, scheme

from fpplan.api import Figures, score
from fpplan.contract.readings import every
from fpplan.contract.rules import Shown
from fpplan.contract.units import UNITS
from fpplan.payoff import pay

RIGHTS, CARD = scheme("rights_based"), scheme("pbf_scorecard")
MET = {
    "mcpr_percent": 50, "unmet_need_percent": 10, "demand_satisfied_percent": 75,
    "discontinuation_per_100_user_years": 18, "rights_based_mii_percent": 100,
    "rights_based_mii_plus_percent": 100, "rights_based_choice_percent": 100,
    "rights_based_stocked_out_percent": 0, "rights_based_records_agree_percent": 95,
}


def rights(readings=None, **changes) -> float:
    figures = Figures.build(["V01"], ["2014"], {
        name: np.full((1, 1, 1), float(value)) for name, value in {**MET, **changes}.items()})
    return float(score(figures, RIGHTS, readings).total.central[0, 0, 0])


@pytest.mark.parametrize("found", [RIGHTS, CARD], ids=lambda found: found.id)
def test_nothing_in_them_is_tagged(found):
    assert not any(found.tags(item) for item in found.items())
    assert not any(found.payout_tags(payout) for payout in found.payouts)


def test_use_of_methods_is_shown_under_every_reading_and_earns_nothing():
    assert all(isinstance(rule, Shown) for rule in every(RIGHTS.item("mcpr").rule))
    assert rights(mcpr_percent=5) == rights(mcpr_percent=95) == 100


@pytest.mark.parametrize(("points", "total"), [("choice_first", 100), ("own", 100), ("equal", 70),
                                               ("none", 0)])
def test_every_target_met_gives_what_the_reading_says(points, total):
    assert rights({"points": points}) == total


def test_own_weights_move_points_and_not_their_sum():
    heavy = {"rights_based_weight_records_agree": 4}
    assert rights({"points": "own"}, **heavy) == pytest.approx(100)
    # 15 × 4 + 85 = 145 for 100: the records count 60 ÷ 1.45
    assert rights({"points": "own"}, rights_based_records_agree_percent=75, **heavy) == \
        pytest.approx(100 - 60 / 1.45)


NOTHING = {inp.id: 0 for inp in CARD.inputs if "_weight_" not in inp.id}
FULL = {name: 100 if name.endswith("_percent") else 1 for name in NOTHING}


def card(quarters, readings=None):
    """Points of the year and yuan for what was found in each of four quarters."""
    periods = ["2014", *(f"2014-s{quarter}" for quarter in range(1, 5))]
    values = {name: np.asarray([[[np.nan, *(found[name] for found in quarters)]]], dtype=float)
              for name in NOTHING}
    figures = Figures.build(["V01"], periods, values)
    points = score(figures, CARD, readings)
    paid = pay(figures, points).yuan["quality_bonus"]
    return points.total.central.item(), paid.central.item()


# 49 of 100: all but 51; half: all but 50; by lines 5, 5, 5, 5, 5, 5, 5, 5, 8, 8, 4, 12, 8, 8, 6, 6
ALL_BUT_50 = {**FULL, "pbf_scorecard_told_percent": 0, **{f"pbf_scorecard_{name}": 0 for name in (
    "staff_trained", "private_room", "removal_offered", "referral_list", "plan_current",
    "referral_line")}}
ALL_BUT_51 = {**ALL_BUT_50, "pbf_scorecard_plan_current": 1, "pbf_scorecard_told_percent": 50,
              "pbf_scorecard_methods_in_stock": 0, "pbf_scorecard_stock_cards": 0}


def test_the_bonus_follows_each_quarters_own_score():
    assert card([NOTHING] * 4) == (0, 0)
    assert card([FULL] * 4) == (100, 40_000)
    assert card([NOTHING, ALL_BUT_50, FULL, FULL]) == (62.5, 25_000)
    points, yuan = card([ALL_BUT_51] * 4)
    assert points == 49 and yuan == 0
    told = {**FULL, "pbf_scorecard_told_percent": 50}
    assert card([told] * 4) == (94, 4 * 9400)
    assert card([ALL_BUT_50, told, FULL, FULL], {"bonus": "one_step"})[1] == 3 * 3000


def test_no_payout_of_any_scheme_reads_its_own_score_as_an_input_apart():
    for found in plugins().schemes.values():
        for payout in found.payouts:
            for name in payout.inputs:
                assert "score" not in found.by_input[name].text.en, (found.id, payout.id, name)


def test_the_card_is_worth_100_and_half_a_year_half_of_it():
    lines = {inp.id: np.asarray([[[0, 1, 1, 0, 0]]], dtype=float) for inp in CARD.inputs
             if UNITS[inp.unit].whole}
    lines["pbf_scorecard_told_percent"] = np.asarray([[[50, 100, 100, 0, 0]]], dtype=float)
    figures = Figures.build(["V01"], ["2014", *(f"2014-s{at}" for at in range(1, 5))], lines)
    assert float(score(figures, CARD).total.central[0, 0, 0]) == 50
