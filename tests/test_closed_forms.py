"""What can be worked out by hand, against women who live it through the engine."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import chi2
from small_people import (
    METHODS,
    WHEN,
    count,
    lived,
    near,
    plan,
    populated,
    run,
    still,
    tables_of,
    true_rates,
    women,
)

from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import load_setting
from fpplan.population.rates import Scales, rates
from fpplan.population.state import LATER, NO_MORE, WAS_IN_UNION
from fpplan.population.tables import compiled
from fpplan.population.when import mortality_by_year

MANY = 200_000
SETTING = load_setting("china_rural")
TOP = np.uint32(2**32 - 1)


def alike():
    """TABLES (1,) with the published failure of users who are all alike: one fecundability at
    every age and in every class; nothing else happens, and nobody conceives twice."""
    flat = {name: replace(SETTING.tables[name],
                          values=np.full_like(SETTING.tables[name].values, value))
            for name, value in (("fecundability_by_age", 0.1), ("childless_fecundability", 1.0))}
    setting = replace(SETTING, tables={**SETTING.tables, **flat})
    sets = ParameterSets(None, 0, {"fecundability.variation": 0.001}, setting.parameters)
    some = rates(setting, [sets], Scales(), WHEN)
    tables = still()
    tables["conceive"] = compiled(some, np.zeros((1, 7, 7, 7), np.uint8))[0]["conceive"]
    return tables


def conceived_in(months, tables, **who):
    states = women(MANY, **who)
    counts, table = run(states, tables, months)
    return count(counts, table, "conceptions")


def failing(method):
    """The chance of a year that a user of the reference group fails."""
    published = SETTING.parameters[f"method.{method}.failure_12m_percent"].value / 100
    return 1 - (1 - published) ** SETTING.parameters["method.failure_level"].value


@pytest.mark.parametrize("method", METHODS)
def test_users_fail_within_a_year_as_published_at_their_level(method):
    published = failing(method)
    found = conceived_in(12, alike(), method=METHODS.index(method) + 1).sum()
    assert near(found, published, MANY)


@pytest.mark.parametrize("method", ["pill", "condom"])
def test_a_years_chance_times_one_less_efficacy_is_not_what_is_simulated(method):
    """The shortcut takes a share (at most .79) of a share that is itself of a year."""
    published = failing(method)
    tables = alike()
    found = conceived_in(12, tables, method=METHODS.index(method) + 1).sum() / MANY
    error = np.sqrt(published * (1 - published) / MANY)
    assert (found - 0.79 * published) / error > 10


def test_waiting_times_without_a_method_are_geometric():
    tables = alike()
    p = SETTING.parameters["fecundability.level"].value
    found = conceived_in(24, tables, order=1)
    at_risk = MANY - np.concatenate([[0], np.cumsum(found)[:-1]])
    expected = at_risk * p
    statistic = ((found - expected) ** 2 / (expected * (1 - p))).sum()
    assert chi2.sf(statistic, 24) > 1e-4
    mean_wait = (np.arange(24) * found).sum() / found.sum()
    assert mean_wait == pytest.approx((1 - p) / p, rel=0.1)  # cut off after 24 months


def test_unequal_couples_wait_longer_than_equal_ones():
    """Heterogeneity: the quick conceive first, and those who are left are slower."""
    tables = still()
    tables["conceive"] = tables_of(true_rates())["conceive"]
    states = women(MANY, fecund=np.resize([1, 2, 3, 4], MANY), order=1)
    counts, table = run(states, tables, 12)
    found = count(counts, table, "conceptions")
    at_risk = MANY - np.concatenate([[0], np.cumsum(found)[:-1]])
    monthly = found / at_risk
    assert monthly[0] == pytest.approx(found[0] / MANY)
    assert monthly[11] < 0.8 * monthly[0]
    conceive = true_rates().conceive[0, 0, 0, 1:, 10, 0]
    assert near(found[0], conceive.mean(), MANY)
    assert near(found.sum(), 1 - ((1 - conceive[:, None]) ** 12).mean(), MANY, errors=5)


def test_continuation_of_a_method_is_the_published_one():
    tables = still()
    tables["stop"] = tables_of(true_rates())["stop"]
    tables["next"][..., 0] = TOP  # for none
    for number, method in enumerate(METHODS, start=1):
        p = SETTING.parameters[f"method.{method}.stop_12m_percent"].value / 100
        states = women(MANY // 4, method=number, want=LATER)
        tables["want"] = still()["want"]
        counts, table = run(states, tables, 12)
        assert near(count(counts, table, "stops").sum(), p, MANY // 4)


def test_couple_years_are_those_of_users_who_stop_at_their_rate():
    """Users at the end of each month, summed and divided by twelve: a geometric series."""
    tables = still()
    tables["stop"] = tables_of(true_rates())["stop"]
    tables["next"][..., 0] = TOP
    for method in ("pill", "condom"):
        number = METHODS.index(method) + 1
        p = SETTING.parameters[f"method.{method}.stop_12m_percent"].value / 100
        goes_on = (1 - p) ** (1 / 12)
        counts, table = run(women(MANY // 4, method=number, want=LATER), tables, 24)
        years = count(counts, table, f"using[method={method}]").sum() / 12
        expected = MANY / 4 / 12 * (goes_on * (1 - goes_on**24) / (1 - goes_on))
        # a woman's months of use lie between 0 and 24: her couple-years spread by 1 at most
        assert abs(years - expected) < 4 * np.sqrt(MANY / 4)


def test_women_die_at_the_published_rate():
    tables = still()
    tables["death"] = tables_of(true_rates())["death"]
    mortality = mortality_by_year(SETTING, "female", WHEN)
    for age in (15, 30, 45):
        states = women(MANY, years=age - 15)
        counts, table = run(states, tables, 36)
        assert near(count(counts, table, "deaths_women").sum(), -np.expm1(-3 * mortality[age]),
                    MANY)


def test_pregnancies_end_as_published():
    tables = still()
    some = true_rates()
    tables["lose"] = tables_of(some)["lose"]
    tables["insusceptible"][:, :2, 3:] = TOP
    tables["male"] = 2**31
    miscarried = SETTING.tables["miscarriage_by_age"].at(np.array([27.5]))[0]
    stillborn = SETTING.parameters["loss.stillbirths_per_1000"].value / 1000
    states = women(MANY, stage=1, want=0)
    counts, table = run(states, tables, 10)
    lost, still_, born = (count(counts, table, name).sum()
                          for name in ("miscarriages", "stillbirths", "births"))
    assert near(lost, miscarried, MANY)
    assert near(still_, stillborn, MANY - lost)
    assert born == MANY - lost - still_
    unwanted = SETTING.parameters["termination.unwanted"].value
    states = women(MANY, stage=1, want=NO_MORE)
    counts, table = run(states, tables, 10)
    ended = count(counts, table, "terminations").sum()
    survivors = MANY - count(counts, table, "miscarriages")[:3].sum()
    # ended before the third month's losses: between the two readings of who was there
    assert unwanted * survivors * 0.95 < ended < unwanted * MANY


def test_insusceptibility_after_a_birth_is_the_published_curve():
    tables = still()
    tables["insusceptible"] = tables_of(true_rates())["insusceptible"]
    tables["male"] = 2**31
    states = women(MANY, stage=9)
    run(states, tables, 1)
    months = states["stage"].astype(int) - 15
    months[states["stage"] == 0] = 0
    by_table = SETTING.tables["amenorrhoea"].at(np.arange(24.0))
    for month in (2, 3, 6, 12, 18):
        assert near((months <= month).sum(), by_table[month], MANY)


def test_twins_are_the_stated_share():
    tables = still()
    tables["twin"] = tables_of(true_rates())["twin"]
    tables["male"] = 2**31
    counts, table = run(women(MANY, stage=9), tables, 1)
    share = SETTING.parameters["twins.share"].value
    assert near(count(counts, table, "births").sum() - MANY, share, MANY)


def test_living_children_die_at_the_stated_rate():
    tables = still()
    tables["child_death"] = tables_of(true_rates())["child_death"]
    counts, table = run(women(MANY, order=3, sons=1, daughters=2), tables, 24)
    for sex, number, name in (("m", 1, "male"), ("f", 2, "female")):
        rate = mortality_by_year(SETTING, name, WHEN)[5:15].mean()
        died = count(counts, table, f"deaths_children[sex={sex}]").sum()
        expected = number * MANY * -np.expm1(-2 * rate)
        assert abs(died - expected) < 4 * np.sqrt(expected) + 0.01 * expected


@pytest.mark.parametrize(("name", "child"), [("male", "sons"), ("female", "daughters")])
def test_an_only_child_survives_as_in_the_life_table(name, child):
    """From birth on, at ages 1, 5 and 10."""
    tables = still()
    tables["child_death"] = tables_of(true_rates())["child_death"]
    states = women(MANY, years=0, order=1, since=0, **{child: 1})
    counts, table = run(states, tables, 120)
    died = np.cumsum(count(counts, table, f"deaths_children[sex={name[0]}]"))
    mx = mortality_by_year(SETTING, name, WHEN)
    lived_to = np.exp(-np.cumsum(mx[:5]))
    assert near(died[11], 1 - lived_to[0], MANY)
    assert near(died[59], 1 - lived_to[4], MANY)
    assert near(died[119], 1 - lived_to[4] * np.exp(-5 * mx[5:15].mean()), MANY)


def test_women_survive_as_in_the_life_table():
    """From 15 to 50 under the mortality of one year."""
    tables = still()
    tables["death"] = tables_of(true_rates())["death"]
    counts, table = run(women(MANY, years=0), tables, 419)
    survived = np.exp(-np.cumsum(mortality_by_year(SETTING, "female", WHEN)[15:50]))
    there = count(counts, table, "women")
    for age in (20, 35, 45):
        assert near(there[12 * (age - 15) - 1], survived[age - 16], MANY)


def test_unions_last_as_divorce_and_the_husbands_life_table_say():
    tables = still()
    tables["union"] = tables_of(true_rates())["union"]
    tables["union"][:, 2] = 0  # nobody marries again
    counts, table = run(women(MANY, years=10), tables, 120)
    divorce = SETTING.parameters["union.divorce_per_year"].value
    dies = mortality_by_year(SETTING, "male", WHEN)[27:37]
    lasting = np.exp(-np.cumsum(divorce + dies))
    before = np.concatenate([[1.0], lasting[:-1]])
    widowed = (before * -np.expm1(-divorce - dies) * dies / (divorce + dies)).sum()
    assert near(count(counts, table, "in_union")[-1], lasting[-1], MANY)
    assert near(count(counts, table, "union_ends[cause=widowhood]").sum(), widowed, MANY)
    assert near(count(counts, table, "union_ends").sum(), 1 - lasting[-1], MANY)


def test_the_widowed_and_divorced_marry_again_at_their_hazard():
    tables = still()
    tables["union"][:, 2] = tables_of(true_rates())["union"][:, 2]
    counts, table = run(women(MANY, years=15, union=WAS_IN_UNION), tables, 60)
    yearly = SETTING.tables["remarriage_hazard"].at(30.5 + np.arange(5))
    assert near(count(counts, table, "unions").sum(), -np.expm1(-yearly.sum()), MANY)


def test_selection_gives_the_ratio_that_it_was_derived_from():
    """After one daughter 163 boys to 100 girls, after two 233: census 2000, Ebenstein 2010."""
    tables = still()
    tables["select"] = tables_of(true_rates())["select"]
    tables["male"] = np.uint32(0.5122 * 2**32)
    tables["insusceptible"][:, 1, 3:] = TOP
    for daughters, ratio in ((1, 1.63), (2, 2.33)):
        counts, table = run(women(MANY, stage=1, order=daughters, daughters=daughters), tables, 9)
        boys, girls = (count(counts, table, f"births[sex={s}]").sum() for s in "mf")
        assert near(boys, ratio / (1 + ratio), boys + girls, errors=5)


@pytest.mark.parametrize("preference", ["none", "strong"])
def test_without_selection_every_order_has_the_natural_ratio(preference):
    """Stopping once there is a son moves families, not the ratio of any order."""
    off = {"selection.willing": 0.0}
    wants = ({"one_son": 0.1, "one_daughter": 0.95, "two_sons": 0.05, "son_and_daughter": 0.05,
              "two_daughters": 0.95, "more_with_son": 0.05, "more_daughters": 0.95}
             if preference == "strong" else dict.fromkeys(
                 ("one_son", "one_daughter", "two_sons", "son_and_daughter", "two_daughters",
                  "more_with_son", "more_daughters"), 0.6))
    values = {**off, **{f"want.another_after_{name}": p for name, p in wants.items()}}
    town = populated(plan({"resident": {"V01": 27_000}}, allow=[{}], parameters=values))
    counts = lived(town, 64, values=values)
    natural = SETTING.parameters["sex.male_at_birth"].value
    for order in ("1", "2", "3", "4|5|6"):
        boys, girls = (count(counts, town.table, f"births[order={order},sex={s}]").sum()
                       for s in "mf")
        assert boys + girls > 2000
        assert near(boys, natural, boys + girls), order
    assert count(counts, town.table, "selective_terminations").sum() == 0
    girls_only = count(counts, town.table, "births[order=2,prior=girls]").sum()
    boys_only = count(counts, town.table, "births[order=2,prior=boys]").sum()
    # but stopping does show in who goes on
    if preference == "strong":
        assert girls_only > 1.8 * boys_only
    else:
        assert 0.85 < girls_only / boys_only < 1.05


def test_entry_into_unions_follows_its_hazard():
    tables = still()
    tables["union"][:, 0] = tables_of(true_rates())["union"][:, 0]
    states = women(MANY, union=0, years=0)
    counts, table = run(states, tables, 180)
    yearly = SETTING.tables["first_union_hazard"].at(15.5 + np.arange(15))
    single = np.exp(-np.cumsum(yearly))
    in_union = count(counts, table, "in_union")[11::12]
    for age in (4, 7, 9, 14):
        assert near(in_union[age], 1 - single[age], MANY)
