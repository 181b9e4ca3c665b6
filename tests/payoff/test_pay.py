"""Money and sanctions follow from figures and missed targets, apart from points."""

import numpy as np
import pytest
from small_scheme import figures, small
from townships import scheme

from fpplan.api import Figures, score
from fpplan.errors import InputError
from fpplan.payoff import pay
from fpplan.scheme.points import NO, PERHAPS, YES


def paid(values):
    return pay(values, score(values, small()))


def test_money_follows_its_rule_with_its_ends():
    yuan = paid(figures(visits=(7, 5, 9), sterilisations=3)).yuan
    assert [float(part[0, 0, 0]) for part in (
        yuan["visit_pay"].central, yuan["visit_pay"].low, yuan["visit_pay"].high)] == [35, 25, 45]
    assert yuan["quota_pay"].central[0, 0, 0] == 1500


def test_money_never_enters_points():
    rich = small()
    from dataclasses import replace
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
    from dataclasses import replace

    from fpplan.scheme.evaluate import without_tagged

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
