"""Weights and payouts that a scenario sets: of untagged items only, for all units or by unit."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
from small_scheme import clause, figures, item, own, small

from fpplan.api import Chapter, Input, Payout, Proportional, Reweight, Step, Text
from fpplan.commands import loaded_plugins
from fpplan.contract.errors import InputError
from fpplan.contract.items import full_points
from fpplan.contract.readings import fixed
from fpplan.payoff import explain_payout, pay
from fpplan.scheme.evaluate import score
from fpplan.scheme.explain import explain
from fpplan.scheme.weighed import amount_of, payable, weighable, with_payouts, with_weights

UNITS = ("V01", "V02", "V03")
VALUES = {"visits": [3, 6, 10], "quality": [70, 80, 90], "complaints": [0, 1, 2]}


def factor(value: float):
    return SimpleNamespace(factor=value, yuan=None)


def yuan(value: float):
    return SimpleNamespace(factor=None, yuan=value)


def points(scheme, name):
    found = score(figures(3, **VALUES), scheme)
    return np.broadcast_to(found.items[name].central, (1, 3, 1))[0, :, 0]


# ---- weights

def test_nothing_set_changes_nothing():
    scheme = small().under()
    assert with_weights(scheme, {}, UNITS) is scheme
    assert with_weights(scheme, {"other.visits": 3.0}, UNITS) is scheme
    assert with_payouts(scheme, {"other.visit_pay": factor(2)}) is scheme


def test_a_weight_is_in_the_items_own_points():
    scheme = small().under()
    weighed = with_weights(scheme, {"small.visits": 50.0}, UNITS)
    assert full_points(weighed.item("visits"), weighed.calendar) == 50.0
    assert points(weighed, "visits") == pytest.approx(points(scheme, "visits") * 50 / 40)
    assert weighed.chosen == scheme.chosen and weighed.base_total() == 110
    # the same again, from a scheme that has been weighed or not
    assert with_weights(scheme, {"small.visits": 50.0}, UNITS) is weighed


def test_every_other_item_keeps_its_points():
    scheme = small().under()
    weighed = with_weights(scheme, {"small.visits": 50.0}, UNITS)
    for each in scheme.items():
        if each.id != "visits":
            assert (points(weighed, each.id) == points(scheme, each.id)).all(), each.id


def test_a_weight_of_nothing_leaves_an_item_out():
    weighed = with_weights(small().under(), {"small.visits": 0.0}, UNITS)
    assert (points(weighed, "visits") == 0).all()


def test_a_number_a_unit_is_each_units_own_scheme():
    scheme = small().under()
    by_unit = {"V01": 10.0, "V03": 80.0}
    weighed = with_weights(scheme, {"small.visits": by_unit}, UNITS)
    data = figures(3, **VALUES)
    found = score(data, weighed)
    for at, unit in enumerate(UNITS):
        alone = with_weights(scheme, {"small.visits": by_unit.get(unit, 40.0)}, UNITS)
        expected = score(data, alone)
        for part in ("total", "untagged"):
            assert getattr(found, part).central[0, at, 0] == pytest.approx(
                getattr(expected, part).central[0, at, 0])
        assert points(weighed, "visits")[at] == pytest.approx(points(alone, "visits")[at])
        assert explain(data, weighed, "visits", unit=unit).sentences == \
            explain(data, alone, "visits", unit=unit).sentences


def test_equal_numbers_for_every_unit_are_one_number():
    scheme = small().under()
    weighed = with_weights(scheme, {"small.visits": dict.fromkeys(UNITS, 50.0)}, UNITS)
    assert weighed.by_unit is None and weighed.item("visits").weight == 1.25


def test_an_explanation_says_what_the_plan_set():
    weighed = with_weights(small().under(), {"small.visits": 50.0}, UNITS)
    said = " ".join(explain(figures(3, **VALUES), weighed, "visits", unit="V01").sentences)
    assert "This plan counts the item 50 points at its target, not 40." in said
    other = " ".join(explain(figures(3, **VALUES), weighed, "quality", unit="V01").sentences)
    assert "This plan counts" not in other


def divided():
    """A chapter whose points are divided anew between an untagged and a tagged item."""
    return replace(small(), payouts=(), peers=(), readings=(), inputs=(
        own("visits", "percent"), Input("sterilisations", Text("结扎", "sterilisations"), "count"),
        own("w1", "points", "staff", range=(1, 1), possible=(0, 9))),
        chapters=(Chapter("all", Text("全", "all"), reweight=Reweight({"visits": "small_w1"}),
                          items=(item("visits", Proportional("small_visits", 60, 100)),
                                 item("sterilisations", Proportional("sterilisations", 40, 10)))),
                  )).under()


def test_a_weight_takes_nothing_from_a_tagged_item_where_points_are_divided_anew():
    scheme = divided()
    weighed = with_weights(scheme, {"small.visits": 90.0}, UNITS)
    data = figures(3, visits=50, sterilisations=5, w1=3)
    before, after = score(data, scheme), score(data, weighed)
    assert after.items["sterilisations"].central == pytest.approx(
        before.items["sterilisations"].central)
    assert after.items["visits"].central == pytest.approx(1.5 * before.items["visits"].central)
    by_unit = with_weights(scheme, {"small.visits": {"V02": 90.0}}, UNITS)
    found = score(data, by_unit).items["visits"].central[0, :, 0]
    assert found == pytest.approx(before.items["visits"].central[0, 0, 0] * np.array([1, 1.5, 1]))
    said = [explain(data, each, "visits", unit="V02").sentences for each in (scheme, by_unit)]
    (now,) = set(said[1]) - set(said[0])
    assert "90 points" in now  # the division is told as before


@pytest.mark.parametrize(("name", "rule"), [
    ("births", "birth_limit"), ("sterilisations", "procedure_quota"),
    ("complaints", "earns no points at its target"), ("nobody", "no such item")])
def test_python_is_refused_what_a_file_is_refused(name, rule):
    with pytest.raises(InputError, match=rule):
        with_weights(small().under(), {f"small.{name}": 10.0}, UNITS)


def test_no_tagged_item_of_any_scheme_can_be_weighed():
    weighed = 0
    for scheme in loaded_plugins().schemes.values():
        for name, weight in weighable(scheme).items():
            assert bool(weight.refusal) or not scheme.tags(scheme.item(name)), name
            weighed += not weight.refusal
    assert weighed > 50


def test_scaling_tagged_points_changes_nothing_that_can_be_set():
    for scheme in loaded_plugins().schemes.values():
        scaled = scheme.scaled(1000)
        assert weighable(scaled) == weighable(scheme)
        assert payable(scaled) == payable(scheme)


def test_weights_leave_tagged_points_of_every_scheme_alone():
    """Every untagged item of every scheme at half its points: no tagged weight moves."""
    for written in loaded_plugins().schemes.values():
        scheme = written.under()
        free = {f"{scheme.id}.{each.id}": full_points(each, scheme.calendar) / 2
                for each in scheme.items()
                if not weighable(written)[each.id].refusal
                and full_points(each, scheme.calendar) > 0}
        weighed = with_weights(scheme, free, UNITS)
        for each in scheme.items():
            now = weighed.item(each.id)
            half = f"{scheme.id}.{each.id}" in free
            assert now.weight == each.weight * (0.5 if half else 1), each.id
            assert weighed.layout.full[each.id] == pytest.approx(scheme.layout.full[each.id])


# ---- payouts

def test_a_factor_and_an_amount_pay_the_same():
    scheme = small().under()
    data = figures(3, **VALUES)
    before = pay(data, score(data, scheme)).yuan["visit_pay"].central
    for value in (factor(1.6), yuan(8.0)):  # 5 yuan a visit
        paid = with_payouts(scheme, {"small.visit_pay": value})
        found = pay(data, score(data, paid))
        assert found.yuan["visit_pay"].central == pytest.approx(1.6 * before)
        assert found.yuan["quota_pay"].central == pytest.approx(
            pay(data, score(data, scheme)).yuan["quota_pay"].central)


def test_an_explanation_of_money_says_the_factor():
    scheme = with_payouts(small().under(), {"small.visit_pay": factor(2)})
    data = figures(3, **VALUES)
    found = explain_payout(data, score(data, scheme), "visit_pay", unit="V02")
    assert "This plan pays 2 times what the document says." in found.sentences
    assert found.yuan == 2 * 5 * 6


def test_the_ends_of_money_are_multiplied_too():
    scheme = with_payouts(small().under(), {"small.visit_pay": factor(3)})
    data = figures(3, visits=None)
    span = pay(data, score(data, scheme)).yuan["visit_pay"]
    assert (span.low[0, 0, 0], span.high[0, 0, 0]) == (0, 150)


@pytest.mark.parametrize(("name", "value", "rule"), [
    ("quota_pay", factor(2), "procedure_quota"), ("talk", factor(2), "is no money"),
    ("nobody", factor(2), "no such payout")])
def test_payouts_that_cannot_be_set(name, value, rule):
    with pytest.raises(InputError, match=rule):
        with_payouts(small().under(), {f"small.{name}": value})


def test_an_amount_needs_one_that_the_document_states():
    steps = replace(small(), payouts=(Payout(
        "share", Text("份", "share"), clause(), Text("专干", "worker"),
        yuan=Step("small_visits", ((5, 0),))),))
    assert amount_of(fixed(steps.payouts[0].yuan)) is None
    assert payable(steps)["share"].most is None
    with pytest.raises(InputError, match="set a factor instead"):
        with_payouts(steps.under(), {"small.share": yuan(3)})
    assert with_payouts(steps.under(), {"small.share": factor(3)}).payouts[0].factor == 3


def test_no_tagged_payout_of_any_scheme_can_be_set():
    for scheme in loaded_plugins().schemes.values():
        for payout in scheme.payouts:
            assert payable(scheme)[payout.id].refusal or not scheme.payout_tags(payout)
