"""Targets on few births: exact chances of small numbers by hand."""

from dataclasses import replace

import pytest
from one_chapter import scheme_of
from small_scheme import item, own, small

from fpplan.api import (
    Chapter,
    Input,
    Pace,
    PeerGroup,
    Proportional,
    Rank,
    Shown,
    Text,
    Threshold,
)
from fpplan.audit.audit import audit
from fpplan.audit.targets import RATE, chance_targets


def test_a_poor_unit_passes_a_target_far_away():
    scheme = small()
    births = Chapter("sex_ratio", Text("性别比", "sex ratio"), (
        item("srb", Threshold("srb", 400, "most")),))
    given = Input("srb", Text("性别比", "sex ratio"), "boys_per_100_girls")
    result = audit(replace(scheme, chapters=(*scheme.chapters, births),
                           inputs=(*scheme.inputs, given)), births=240)
    (target,) = result.targets
    assert target.good_fails < 1e-6 and target.poor_passes > 0.3 and target.by_chance


def target_of(rule, births, **more):
    (found,) = chance_targets(scheme_of(item("one", rule), **more), births)
    return found


def test_two_births_against_a_sex_ratio():
    """At most 117 boys per 100 girls: of two births one boy at most. A girl or two save it."""
    found = target_of(Threshold("srb", 117, "most"), 2)
    assert (found.good, found.poor, found.at) == (105, 120, "most")
    assert found.good_fails == pytest.approx((105 / 205) ** 2)
    assert found.poor_passes == pytest.approx(1 - (120 / 220) ** 2)
    assert found.reliability is None


def test_two_births_against_a_share():
    """At least 90 %: both must be."""
    found = target_of(Threshold("births_within_policy_percent", 90), 2)
    assert (found.good, found.poor) == (92, 88)
    assert found.good_fails == pytest.approx(1 - 0.92**2)
    assert found.poor_passes == pytest.approx(0.88**2)
    assert found.reliability == pytest.approx(0.05**2 / (0.05**2 + 0.9 * 0.1 / 2))


def test_a_share_that_must_stay_low():
    """At most 10 %, of two births none; the better unit lies below."""
    found = target_of(Threshold("higher_order_percent", 10, "most"), 2)
    assert (found.good, found.poor) == (8, 12)
    assert found.good_fails == pytest.approx(1 - 0.92**2)
    assert found.poor_passes == pytest.approx(0.88**2)


@pytest.mark.parametrize(("target", "good", "poor"), [(100, 100, 98), (1, 3, 0)])
def test_true_shares_stay_between_0_and_100(target, good, poor):
    found = target_of(Threshold("births_within_policy_percent", target), 24)
    assert (found.good, found.poor) == (good, poor)


def test_a_share_of_all_births_fails_by_the_first_miss_in_every_unit():
    """Who is always right never fails, and a poor unit passes with luck: 0.98 to the births."""
    found = target_of(Threshold("births_within_policy_percent", 100), 24)
    assert found.good_fails == pytest.approx(0)
    assert found.poor_passes == pytest.approx(0.98**24)
    assert found.births_decided == 80  # 0.98^79 is 0.203, 0.98^80 is 0.199
    assert found.people_decided == pytest.approx(80 / RATE * 1000)


def test_no_unit_is_large_enough_where_the_good_one_misses():
    found = target_of(Threshold("srb", 104, "most"), 24)  # below the natural 105
    assert found.births_decided is None and found.people_decided is None
    assert found.by_chance


def test_points_by_degrees_are_not_decided_by_chance():
    found = target_of(Proportional("births_within_policy_percent", 10, 90), 2)
    assert found.good_fails > 0.05 and found.graded and not found.by_chance


def test_targets_on_anything_else_are_left_out():
    items = [item("procedures", Threshold("sterilisations", 9)),
             item("use", Threshold("mcpr_percent", 80)),
             item("seen", Shown("srb")),
             item("pace", Pace("srb", 110, "most", days="small_days")),
             item("best", Rank("srb_first", "all", {1: 5}, most=False))]
    scheme = scheme_of(*items, own=(own("days"),), peers=(PeerGroup("all", Text("全", "all")),))
    assert chance_targets(scheme, 24) == []


def test_a_share_of_births_of_the_plugins_own_is_one():
    def third(of):
        return (own("third", "percent", "order_or_policy_status", factor=100.0,
                    numerator=("reported births[order=3]",), denominator=(of,)),)

    rule = Threshold("small_third", 10, "most")
    assert target_of(rule, 2, own=third("reported births")).good_fails == pytest.approx(
        1 - 0.92**2)
    assert chance_targets(scheme_of(item("one", rule), own=third("reported people")), 2) == []
