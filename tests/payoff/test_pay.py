"""Money and sanctions follow from figures and missed targets, apart from points."""

from dataclasses import replace

import numpy as np
import pytest
from one_payout import paid_for, several, yuan
from small_scheme import figures, own, small
from townships import scheme

from fpplan.api import Calendar, Figures, PerEvent, score
from fpplan.contract.errors import InputError
from fpplan.contract.points import NO, NULL, PERHAPS, YES
from fpplan.payoff import pay


def paid(values):
    return pay(values, score(values, small()))


def test_money_follows_its_rule_with_its_ends():
    yuan = paid(figures(visits=(7, 5, 9), sterilisations=3)).yuan
    assert [float(part[0, 0, 0]) for part in (
        yuan["visit_pay"].central, yuan["visit_pay"].low, yuan["visit_pay"].high)] == [35, 25, 45]
    assert yuan["quota_pay"].central[0, 0, 0] == 1500


def test_money_never_enters_points():
    rich = small()
    poor = replace(rich, payouts=())
    assert score(figures(), rich).total.central == score(figures(), poor).total.central


def test_a_sanction_follows_where_the_target_is_missed():
    assert paid(figures(visits=9)).sanctions["talk"][0, 0, 0] == YES
    assert paid(figures(visits=10)).sanctions["talk"][0, 0, 0] == NO
    assert paid(figures(visits=(9, 8, 11))).sanctions["talk"][0, 0, 0] == PERHAPS


def test_payouts_carry_the_tags_of_what_they_reward():
    tags = paid(figures()).tags
    assert tags["visit_pay"] == frozenset()
    assert tags["quota_pay"] == {"procedure_quota", "staff_pressure"}


def test_a_needed_figure_that_is_missing_is_named():

    from fpplan.contract.layout import without_tagged

    values = figures(sterilisations=None)
    points = replace(score(values, without_tagged(small())), scheme=small().under())
    with pytest.raises(InputError, match="sterilisations"):
        pay(values, points)


def test_lianhe_holds_cadres_to_account_for_the_fee_task():
    lianhe = scheme("lianhe")
    values = Figures.build(["lianhe"], ["2014"], {
        inp.id: np.full((1, 1, 1), 100.0) for inp in lianhe.inputs})
    assert pay(values, score(values, lianhe)).sanctions["fee_accountability"][0, 0, 0] == NO
    low = {name: np.full((1, 1, 1), 50.0) for name, _view in values.values}
    values = Figures.build(["lianhe"], ["2014"], low)
    result = pay(values, score(values, lianhe))
    assert result.sanctions["fee_accountability"][0, 0, 0] == YES
    assert result.tags["fee_accountability"] == {"family_penalty", "staff_pressure"}


@pytest.mark.parametrize(("visits", "rate", "met", "missed"), [
    (10, 15, YES, NO), (9, 15, NO, YES), (10, 16, NO, YES), (9, 16, NO, YES),
    ((9, 8, 11), 15, PERHAPS, PERHAPS), ((9, 8, 11), 16, NO, YES),
])
def test_several_targets_all_met_or_one_missed(visits, rate, met, missed):
    values = figures(visits=visits, crude_birth_rate=rate)
    for which, expected in (("met", met), ("missed", missed)):
        scheme = several(**{which: ("visits", "births")})
        found = pay(values, score(values, scheme))
        (state,) = [int(array[0, 0, 0]) for array in found.sanctions.values()]
        assert state == expected
        (tags,) = found.tags.values()
        assert tags == {"birth_limit", "staff_pressure"}


def test_a_target_that_is_not_known_pays_nothing_unless_another_decides():
    nothing_due = figures(visits=0, visits_due=0, crude_birth_rate=np.nan)
    some = figures(visits=9, crude_birth_rate=np.nan)
    asked = {"missed": ("visits", "births")}
    for values, expected in ((nothing_due, NULL), (some, YES)):
        found = pay(values, score(values, several(**asked)))
        (state,) = found.sanctions.values()
        assert state.item() == expected
    found = pay(some, score(some, several(met=("visits", "births"))))
    (state,) = found.sanctions.values()
    assert state.item() == NO


def test_money_by_part_of_the_year_follows_in_the_parts_that_are_asked_for():

    rich = small()
    quarters = Calendar(parts=(3, 3, 3, 3))
    bonus = replace(several().payouts[0], sanction=None, calendar="season",
                    yuan=PerEvent("small_visits", 100.0), when=PerEvent("small_audits", 1.0))
    scheme = replace(rich, calendar=quarters, payouts=(bonus,),
                     inputs=(*rich.inputs, own("audits", default="none_recorded")))
    periods = ["2014", *(f"2014-s{part}" for part in range(1, 5))]
    values = Figures.build(["V01"], periods, {
        "small_visits": np.array([[[10.0, 1, 2, 3, 4]]]),
        "small_audits": np.array([[[2.0, 0, 1, 0, 1]]]),
        **{name: np.full((1, 1, 5), value) for name, value in (
            ("small_visits_due", 10.0), ("small_quality", 80.0), ("sterilisations", 10.0),
            ("crude_birth_rate", 12.0))}})
    points = score(values, scheme)
    (yuan,) = pay(values, points).yuan.values()
    assert yuan.central.item() == 100 * (2 + 4)  # not all ten: two quarters were not audited
    always = replace(scheme, payouts=(replace(bonus, when=None),))
    (yuan,) = pay(values, score(values, always)).yuan.values()
    assert yuan.central.item() == 1000


def test_a_reward_follows_where_the_target_is_met_and_no_veto_bars_it():
    reward = {"met": "visits", "barred": ("grave",)}
    found = paid_for(reward, figures(3, visits=[10, 10, 9], grave=[0, 1, 0])).sanctions["it"]
    assert found[0, :, 0].tolist() == [YES, NO, NO]
    open_ = paid_for(reward, figures(visits=10, grave=(0, 0, 1))).sanctions["it"]
    assert open_[0, 0, 0] == PERHAPS
    null = paid_for({"met": "births"}, figures(crude_birth_rate=np.nan)).sanctions["it"]
    assert null[0, 0, 0] == NULL


def test_money_with_a_veto_that_may_take_effect_has_both_ends():
    money = {"yuan": PerEvent("small_visits", 5), "barred": ("grave",)}
    assert yuan(paid_for(money, figures(visits=4, grave=(0, 0, 1)))) == [[20], [0], [20]]
    assert yuan(paid_for(money, figures(visits=4, grave=1))) == [[0], [0], [0]]
