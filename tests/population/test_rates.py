"""Rates: probabilities everywhere, each scale on its own table, failure as it was published."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.special import expit, logit
from small_people import METHODS, WHEN, true_rates

from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import load_setting
from fpplan.population.events import NEVER
from fpplan.population.rates import (
    Rates,
    Scales,
    monthly,
    rates,
    reconsidered,
    women_fecundability,
)
from fpplan.population.state import LATER, NO_MORE, NOW
from fpplan.population.when import able, mortality, mortality_by_year

SETTING = load_setting("china_rural")
CLOSED = ("choose", "next", "insusceptible")  # every outcome is listed
# one is left out
OPEN = ("leave", "union", "child_death", "first_want", "want", "lose", "want_after_birth")
YOUNG, OLD = slice(10, 20), slice(25, 35)  # ages 25-34, the reference; 40-49


@pytest.fixture(scope="module")
def many():
    return true_rates(numbers=range(400))


@pytest.fixture(scope="module")
def one():
    return true_rates()


def test_every_rate_is_a_probability_in_every_set(many):
    for name in Rates._fields:
        values = getattr(many, name)
        assert values.shape[:2] == (400, 1)
        assert np.isfinite(values).all(), name
        assert values.min() >= 0 and values.max() <= 1, name


def test_outcomes_add_up(many):
    for name in CLOSED:
        sums = getattr(many, name).sum(axis=-1)
        assert np.allclose(sums, 1, atol=1e-12), name
    for name in OPEN:
        sums = getattr(many, name).sum(axis=-1)
        assert sums.max() <= 1 + 1e-12, name
        assert sums.max() > 0, name


@pytest.mark.parametrize("values", [
    {"method.condom.stop_12m_percent": 99.0, "method.pill.failure_12m_percent": 95.0},
    {"loss.miscarriage_scale": 5.0, "loss.stillbirths_per_1000": 300.0},
    {"termination.unwanted": 1.0, "termination.mistimed": 0.0},
    {"want.give_up_per_year": 5.0, "want.later_to_now_per_year": 6.0},
    {"fecundability.level": 0.9, "fecundability.variation": 3.0},
    {"uptake.scale_logit": 8.0}, {"uptake.scale_logit": -8.0},
    {"sex.male_at_birth": 0.0}, {"selection.willing": 1.0, "selection.first_ready": 0.0},
    {"mortality.scale": 50.0}, {"selection.willing": 0.0},
    {"method.switch_share": 1.0}, {"twins.share": 0.9},
], ids=str)
def test_far_values_still_give_probabilities(values):
    found = true_rates(values, numbers=range(40))
    for name in Rates._fields:
        part = getattr(found, name)
        assert np.isfinite(part).all() and part.min() >= 0 and part.max() <= 1, name
    for name in OPEN:
        assert getattr(found, name).sum(axis=-1).max() <= 1 + 1e-12, name


def test_neutral_scales_change_nothing(one):
    for scales in (Scales(), Scales(exposure=1.0, uptake=0.0), Scales(exposure=1.3)):
        other = true_rates(scales=scales)
        for name in Rates._fields:
            assert np.array_equal(getattr(one, name), getattr(other, name)), (name, scales)


# Where each scale acts: table, index after (set, stratum).
ACTS = {
    "progression_1": ("union", (0, slice(None), 0)),
    "progression_2": ("want_after_birth", (slice(0, 2),)),
    "progression_3": ("want_after_birth", (slice(2, 4),)),
    "deterrence": ("want_after_birth", (slice(None), slice(None), slice(None), 0)),
    "selection_1": ("select", (0,)),
    "selection_2": ("select", (1,)),
    "selection_3": ("select", (slice(2, 4),)),
    "uptake": ("uptake", ()),
}


def test_every_scale_is_known():
    assert {*ACTS, "exposure"} == set(Scales._fields)


@pytest.mark.parametrize("scale", ACTS)
def test_a_scale_moves_its_own_rows_by_its_logit_and_no_other(one, scale):
    moved = true_rates(scales=Scales(**{scale: 0.7}))
    table, where = ACTS[scale]
    for name in Rates._fields:
        before, after = getattr(one, name), getattr(moved, name)
        if name != table:
            assert np.array_equal(before, after), name
            continue
        touched = np.zeros(before.shape, bool)
        touched[(0, 0, *where)] = True
        assert np.array_equal(before[~touched], after[~touched])
        listed = touched & (before > 0)
        assert listed.any()
        assert (after[listed] > before[listed]).all()
        if scale != "uptake":  # while insusceptible the ratio of uptake is not on that scale
            assert np.allclose(after[listed], expit(logit(before[listed]) + 0.7))
        else:
            assert np.allclose(after[0, 0, 0], expit(logit(before[0, 0, 0]) + 0.7))


def test_relative_fecundability_has_mean_one_in_the_reference_group(many):
    sets = ParameterSets(range(400), 0, None, SETTING.parameters)
    hazard = women_fecundability(SETTING, sets)
    level = -np.log1p(-sets["fecundability.level"])
    reference = hazard[:, 1:, YOUNG, 0].mean(axis=(1, 2))  # fecund, exposed, with births
    assert np.allclose(reference, level)
    assert (hazard[:, 0] == 0).all()
    by_class = hazard[:, 1:, 12, 0] / hazard[:, 1:, 12, 0].mean(axis=1, keepdims=True)
    assert (np.diff(by_class, axis=1) > 0).all()


def test_class_multipliers_have_mean_one_and_less_than_the_stated_variation():
    for variation in (0.2, 0.5, 0.9):
        sets = ParameterSets(None, 0, {"fecundability.variation": variation}, SETTING.parameters)
        hazard = women_fecundability(SETTING, sets)[0, 1:, :, 0]
        relative = hazard[:, 12] / hazard[:, 12].mean()
        assert relative.mean() == pytest.approx(1)
        # four equal slices keep most of the spread of the whole distribution, never more
        assert 0.8 * variation < relative.std() < variation


@pytest.mark.parametrize("method", METHODS)
def test_failure_in_the_reference_group_is_the_published_one_at_its_level(method):
    """Mean hazard over fecund classes and ages 25-34 is -L ln(1 - F12) / 12: at level L = 1 a
    homogeneous user conceives within 12 months with probability F12."""
    published = SETTING.parameters[f"method.{method}.failure_12m_percent"].value / 100
    published = 1 - (1 - published) ** SETTING.parameters["method.failure_level"].value
    number = METHODS.index(method) + 1
    conceive = true_rates().conceive[0, 0, number]
    hazard = -np.log1p(-conceive)[1:, YOUNG, 0].mean()
    assert -np.expm1(-12 * hazard) == pytest.approx(published, rel=1e-9)


def test_users_conceive_less_than_others_of_their_class_and_age(many):
    conceive = many.conceive[:, 0]
    for number in range(1, len(METHODS) + 1):
        fecund = conceive[:, :1, 1:, :34]
        assert (conceive[:, number:number + 1, 1:, :34] < fecund).all()


def test_older_women_conceive_less(one):
    assert (one.conceive[0, 0, 0, 1:, OLD, 0].max(axis=1)
            < one.conceive[0, 0, 0, 1:, YOUNG, 0].min(axis=1)).all()
    assert (one.conceive[0, 0, :, :, :, 1] <= one.conceive[0, 0, :, :, :, 0]).all()


def test_a_share_that_stops_within_a_year_is_the_published_one(one):
    for number, method in enumerate(METHODS, start=1):
        p = SETTING.parameters[f"method.{method}.stop_12m_percent"].value / 100
        monthly_stop = one.stop[0, 0, number, LATER]
        assert np.allclose(1 - (1 - monthly_stop) ** 12, p)
        assert (one.stop[0, 0, number, NOW] >= monthly_stop).all()
        assert (one.stop[0, 0, number, NO_MORE] <= monthly_stop).all()
    assert not one.stop[0, 0, 0].any()


def test_nobody_switches_to_her_own_or_to_a_permanent_method(one):
    following = one.next[0, 0]
    for number in range(1, len(METHODS) + 1):
        assert not following[number, :, number].any()
        for other, method in enumerate(SETTING.methods, start=1):
            if method.permanent:
                assert not following[number, :, other].any()
    assert (following[:, NOW, 0] == 1).all()
    share = SETTING.parameters["method.switch_share"].value
    assert np.allclose(following[1:, LATER, 1:].sum(axis=-1), share)


def test_losses_end_the_stated_share_of_pregnancies(one):
    """Walking through the nine months gives back miscarriage by age and stillbirth."""
    lose = one.lose[0, 0, :, :, NOW, 1]  # wanted, within policy: nobody ends it
    assert not lose[..., 1].any()
    left = np.cumprod(1 - lose[..., 0], axis=0)
    ages = SETTING.tables["miscarriage_by_age"].at(np.arange(17.5, 50, 5))
    assert np.allclose(1 - left[5], ages)
    still = SETTING.parameters["loss.stillbirths_per_1000"].value / 1000
    assert np.allclose(1 - left[8] / left[5], still)


@pytest.mark.parametrize(("want", "name"), [(LATER, "mistimed"), (NO_MORE, "unwanted")])
def test_terminations_end_the_stated_share_of_what_is_left(one, want, name):
    share = SETTING.parameters[f"termination.{name}"].value
    more = SETTING.parameters["termination.outside_policy_logit"].value
    for allowed, expected in ((1, share), (0, expit(logit(share) + more))):
        lose = one.lose[0, 0, :, :, want, allowed]
        ended = lose[..., 1] / (1 - lose[..., 0])  # given that it is not lost in that month
        assert np.allclose(1 - np.prod(1 - ended, axis=0), expected)
        assert not ended[[0, *range(3, 9)]].any()


def test_wants_after_a_birth_go_by_the_sexes_of_the_living(one):
    another = one.want_after_birth[0, 0, :, :, :, 1].sum(axis=-1)  # within policy
    value = {name: SETTING.parameters[f"want.another_after_{name}"].value for name in (
        "one_son", "one_daughter", "two_sons", "son_and_daughter", "two_daughters",
        "more_with_son", "more_daughters")}
    order, son, daughter = range(4), (0, 1), (0, 1)
    assert another[1, 1, 0] == pytest.approx(value["one_son"])
    assert another[1, 0, 1] == pytest.approx(value["one_daughter"])
    assert another[2, 1, 0] == pytest.approx(value["two_sons"])
    assert another[2, 1, 1] == pytest.approx(value["son_and_daughter"])
    assert another[2, 0, 1] == pytest.approx(value["two_daughters"])
    assert another[3, 1, 0] == another[3, 1, 1] == pytest.approx(value["more_with_son"])
    assert another[3, 0, 1] == pytest.approx(value["more_daughters"])
    outside = one.want_after_birth[0, 0, :, :, :, 0].sum(axis=-1)
    shift = SETTING.parameters["want.deterrence_logit"].value
    for at in np.ndindex(len(order), len(son), len(daughter)):
        assert logit(outside[at]) - logit(another[at]) == pytest.approx(shift)


def test_selection_is_ready_times_willing_times_able(one):
    """At the census of 2000: .356 after one daughter, .549 after two."""
    select = one.select[0, 0]
    assert np.allclose(select[1:, 0, 1], 0.356, atol=5e-4)
    assert np.allclose(select[1:, 0, 2], 0.549, atol=5e-5)
    assert np.allclose(select[0], 0.005, atol=1e-4)
    assert np.allclose(select[1:, 0, 0], select[0, 0, 0])  # without a living child
    assert np.allclose(select[1:, 1], 0.01, atol=2e-4)


@pytest.mark.parametrize("when", [2000.5, 2007.5, 2014.5])
def test_selection_hardly_moves_while_access_and_wanted_children_do_not(when):
    select = true_rates(when=when).select[0, 0, 1, 0]
    assert select[1] == pytest.approx(0.356, abs=0.02)
    assert select[2] == pytest.approx(0.549, abs=0.001)


def test_selection_follows_access_and_the_children_wanted():
    """Nobody selects before there is access; it grows while access spreads, and as fewer
    children are wanted couples are ready sooner."""
    years = [1979.5, 1984.5, 1989.5, 1994.5, 1999.5, 2022.5]
    one_daughter, two = (
        [true_rates(when=when).select[0, 0, 1, 0, girls] for when in years]
        for girls in (1, 2))
    assert one_daughter[0] == two[0] == 0
    assert (np.diff(one_daughter) > 0).all()
    assert (np.diff(two[:-1]) > 0).all() and two[-1] == pytest.approx(0.549, abs=1e-3)
    assert one_daughter[-1] > 0.5  # about one child wanted
    # the hazard of gaining access, summed over small steps
    sets = ParameterSets(None, 0, None, SETTING.parameters)
    rho, phi = sets["selection.access_rho"], sets["selection.access_phi"]
    t = np.arange(0, 12, 1e-4) + 0.5e-4
    gained = (expit(rho[0] * (t - phi[0])) * 1e-4).sum()
    assert able(rho, phi, 1992.0)[0] == pytest.approx(1 - np.exp(-gained), rel=1e-6)


def test_where_nobody_insists_on_a_son_there_is_no_selection():
    none = true_rates({"selection.willing": 0.0}, Scales(selection_2=5.0))
    assert not none.select.any()


def test_mortality_is_that_of_its_year_times_the_scale():
    for when in (1980.0, 2003.0, 2010.5, 2060.0):
        died = true_rates({"mortality.scale": 1.3}, when=when).death[0, 0]
        mx = mortality_by_year(SETTING, "female", when)[15:50]
        assert np.allclose(-12 * np.log1p(-died), 1.3 * mx)
    table = SETTING.tables["mortality_female"]
    assert np.allclose(mortality(SETTING, "female", 2003.0), table.values[2])
    half = mortality(SETTING, "female", 2005.5)
    assert np.allclose(half, np.sqrt(table.values[2] * table.values[3]))  # linear in the log
    assert np.allclose(mortality(SETTING, "female", 1950.0), table.values[0])
    assert np.allclose(mortality(SETTING, "female", 2090.0), table.values[-1])


def test_a_season_scales_every_hazard_of_conceiving(one):
    sets = ParameterSets(None, 0, None, SETTING.parameters)
    winter = rates(SETTING, [sets], Scales(), WHEN, season=1.2)
    assert np.allclose(np.log1p(-winter.conceive), 1.2 * np.log1p(-one.conceive))
    for name in set(Rates._fields) - {"conceive"}:
        assert np.array_equal(getattr(one, name), getattr(winter, name)), name


def test_a_yearly_rate_is_the_same_over_twelve_months():
    yearly = np.array([0.0, 0.004, 0.5, 3.0])
    assert np.allclose((1 - monthly(yearly)) ** 12, np.exp(-yearly))


def test_child_deaths_go_by_number_and_age_of_the_youngest(one):
    died = one.child_death[0, 0]
    assert not died[0, :, :, 0].any() and not died[:, 0, :, 1].any()
    girls = mortality_by_year(SETTING, "female", WHEN)
    boys = mortality_by_year(SETTING, "male", WHEN)
    for age, years in enumerate((slice(0, 1), slice(1, 5), slice(5, 15))):
        young = [monthly(each[years].mean()) for each in (boys, girls)]
        older = [monthly(each[5:15].mean()) for each in (boys, girls)]
        assert died[1, 0, age, 0] == pytest.approx(young[0])
        assert died[0, 1, age, 1] == pytest.approx(young[1])
        # of three sons and two daughters the youngest is a son with chance 3/5
        assert died[3, 2, age, 0] == pytest.approx(3 * (young[0] + 4 * older[0]) / 5)
        assert died[3, 2, age, 1] == pytest.approx(2 * (young[1] + 4 * older[1]) / 5)
    assert died[1, 0, 0, 0] > 5 * died[1, 0, 1, 0] > 5 * died[1, 0, 2, 0]


def test_unions_end_by_divorce_and_the_death_of_the_husband():
    found = true_rates({"union.divorce_per_year": 0.01, "union.age_gap_years": 3.0})
    ends = found.union[0, 0, 1]
    dies = mortality_by_year(SETTING, "male", WHEN)[18:53]
    assert np.allclose(ends.sum(axis=-1), monthly(0.01 + dies))
    assert np.allclose(ends[:, 1] / ends[:, 0], dies / 0.01)
    again = found.union[0, 0, 2]
    hazard = SETTING.tables["remarriage_hazard"].at(np.arange(35) + 15.5)
    assert np.allclose(again[:, 0], monthly(hazard)) and not again[:, 1].any()


def test_women_leave_to_each_stratum_as_the_moves_say():
    sets = ParameterSets(None, 0, {"leave.per_year": 0.01}, SETTING.parameters)
    moves = np.array([[0.0, 0.02, 0.03], [0.0, 0.0, 0.0], [0.5, 0.0, 0.0]])
    leave = rates(SETTING, [sets] * 3, Scales(), WHEN, moves=moves).leave[0]
    assert (leave == leave[:, :1, :1]).all()  # of all ages and unions alike
    each = leave[:, 0, 0]
    assert np.allclose(each.sum(axis=1), monthly(0.01 + moves.sum(axis=1)))
    assert np.allclose(each[:, 1:], each[:, :1] * moves / 0.01)


def test_who_reconsiders_makes_up_for_who_was_deterred(one):
    """Those who wanted no more outside policy, and the share of them who reconsider: together
    as many want another as would have within policy."""
    before = np.full((1, 7, 7, 7), NEVER, np.uint8)
    after = before.copy()
    before[0, 1, 0] = after[0, 1, 0] = 0  # allowed already
    after[0, 1] = 0
    after[0, 2] = 36  # waiting is no refusal
    gain = reconsidered(one, before, after)[0, 0]
    another = one.want_after_birth[0, 0].sum(axis=-1)
    for order, sons, daughters in ((1, 1, 0), (1, 2, 5), (2, 0, 2), (2, 1, 1)):
        outside, inside = another[order, min(sons, 1), min(daughters, 1)]
        share = gain[order, sons, daughters]
        assert 0 < share < 1
        assert outside + (1 - outside) * share == pytest.approx(inside)
    assert not gain[0].any() and not gain[1, 0].any() and not gain[3:].any()
    assert not reconsidered(one, after, before).any()
    assert not one.reconsider.any()


def test_insusceptibility_has_the_published_median():
    months = true_rates().insusceptible[0, 0, 2]
    cumulative = np.cumsum(months)
    assert cumulative[9] < 0.5 < cumulative[10]  # 9.3 months
    assert cumulative[6] == pytest.approx(0.2345)
    assert cumulative[24] == pytest.approx(1)


def test_strata_have_the_rates_of_their_own_parameters():
    """Alike where nothing is set; otherwise what is set, and nothing else."""
    sets = ParameterSets(range(3), 0, None, SETTING.parameters)
    other = ParameterSets(range(3), 0, {"leave.per_year": 0.2}, SETTING.parameters)
    found = rates(SETTING, [sets, other, sets], Scales(), WHEN)
    for name in Rates._fields:
        values = getattr(found, name)
        assert np.array_equal(values[:, 0], values[:, 2])
        assert np.array_equal(values[:, 0], values[:, 1]) == (name != "leave"), name


def test_fewer_methods_make_smaller_tables():
    two = SETTING.methods[:1] + SETTING.methods[5:]
    choice = SETTING.tables["method_choice"]
    setting = replace(SETTING, methods=two, tables={
        **SETTING.tables, "method_choice": replace(choice, values=choice.values[:, [0, 5]])})
    found = rates(setting, [ParameterSets(None, 0, None, setting.parameters)], Scales(), WHEN)
    assert found.next.shape == (1, 1, 3, 3, 3)
    assert np.allclose(found.choose.sum(axis=-1), 1)
    assert found.conceive.shape[2] == 3
