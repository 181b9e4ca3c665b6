"""Years of a population: everyone adds up, and memory does not grow with the years."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from small_people import KEPT_FROM, count, entering_of, lived, past_of, plan, populated, small

from fpplan.population.pyramid import FEMALE
from fpplan.population.rates import TARGETS
from fpplan.population.state import AGED, PRESENT
from fpplan.population.years import lived as lived_years
from fpplan.population.years import women_by_age

STRATA = ("resident", "migrant")
KEPT = -KEPT_FROM


@pytest.fixture(scope="module")
def lasting():
    """Nineteen years and five months: girls born in the first years have daughters."""
    return populated(plan({"resident": {"V01": 1500, "V02": 0}, "migrant": {"V01": 60, "V02": 300}},
                          horizon=233))


@pytest.fixture(scope="module")
def years(lasting):
    return list(lived_years(lasting, past_of(lasting, 4), no_services(lasting)))


def no_services(town):
    return np.zeros((1, len(town.units), town.horizon, len(TARGETS)))


def per_stratum(counts, table, family):
    return np.stack([count(counts, table, f"{family}[stratum={s}]") for s in STRATA], axis=-1)


def test_people_in_are_people_out_each_month_unit_and_stratum(lasting, years):
    counts = np.concatenate([past_of(lasting, 4).counts, *(y.counts for y in years)], axis=2)
    assert counts.shape[2] == KEPT + 233
    flow = {name: per_stratum(counts, lasting.table, name) for name in (
        "births", "moves_in", "moves_out", "deaths_women", "deaths_others")}
    change = (flow["births"] + flow["moves_in"] - flow["moves_out"] - flow["deaths_women"]
              - flow["deaths_others"])
    people = per_stratum(counts, lasting.table, "people")
    assert np.array_equal(np.diff(people, axis=2), change[:, :, 1:])
    assert (people[:, :, KEPT - 1] == lasting.people).all()
    assert flow["births"].sum() > 0 and flow["deaths_others"].sum() > 0


def test_the_stock_of_people_is_the_pyramid_and_the_women(lasting, years):
    """At the end of each whole year the account of flows agrees with those who are counted."""
    for year in years[:-1]:
        women = per_stratum(year.counts, lasting.table, "women")[:, :, -1]
        people = per_stratum(year.counts, lasting.table, "people")[:, :, -1]
        assert np.array_equal(people, women + year.others.sum(axis=(-2, -1)))
        assert (year.others >= 0).all() and not year.others[..., FEMALE, 15:50].any()


def test_women_by_age_are_those_of_the_tallies(lasting, years):
    for year in years:
        by_age = women_by_age(year.states, year.offsets, np.ones(2, bool))
        groups = by_age.reshape(*by_age.shape[:2], 7, 5).sum(axis=-1)
        for g in range(7):
            assert np.array_equal(groups[..., g], count(
                year.counts, lasting.table, f"women[age={15 + 5 * g}]")[:, :, -1])


def by_unit(chosen, year):
    """Women of each unit who are chosen: (draw, unit)."""
    return np.stack([chosen[:, first:stop].sum(axis=1)
                     for first, stop in pairwise(year.offsets)], axis=1)


def test_girls_of_14_and_women_of_49_change_sides(lasting, years):
    """Year by year: who is in the pyramid at 14 enters or dies; who is seen to turn 50 joins."""
    for before, year in pairwise(years[:-1]):
        def flow(name, of=year):
            return count(of.counts, lasting.table, name).sum(axis=2)

        women = [count(y.counts, lasting.table, "women")[:, :, -1] for y in (before, year)]
        aged = by_unit(year.states["here"] == AGED, year)
        entered = (women[1] - women[0] - flow("moves_in") + flow("moves_out")
                   + flow("deaths_women") + aged)
        girls = before.others[..., FEMALE, 14].sum(axis=2)
        assert (entered <= girls).all() and entered.sum() > 0.97 * girls.sum()
        joined = year.others[..., FEMALE, 50].sum(axis=2)
        assert (joined <= aged).all() and joined.sum() > 0.97 * aged.sum()


def test_simulated_girls_turn_15_in_the_month_of_their_birth():
    """After fifteen years newcomers are the survivors of simulated births, draw by draw."""
    town = populated(plan({"resident": {"V01": 3000, "V02": 900}}, horizon=192,
                          parameters={"leave.per_year": 0.0}))
    first, *_, last = lived_years(town, past_of(town, 4, values={"leave.per_year": 0.0}),
                                  no_services(town))
    born = count(first.counts, town.table, "births[sex=f]")
    age = last.states["years"].astype(int) * 12 + last.states["months"]
    there = last.states["here"] == PRESENT
    for month in range(12):
        # Who arrives in a month is a month older at its end; nobody moves in.
        entered = by_unit(there & (age == 12 - month) & (last.ages == 0), last)
        assert (entered <= born[:, :, month]).all()
    entered = by_unit(there & (age <= 12) & (last.ages == 0), last)
    assert entered.sum() > 0.93 * born.sum()
    assert len(set(entered.sum(axis=1).tolist())) > 1


def test_a_run_does_not_depend_on_how_far_it_looks(lasting, years):
    shorter = populated(plan({"resident": {"V01": 1500, "V02": 0},
                              "migrant": {"V01": 60, "V02": 300}}, horizon=190))
    counts = np.concatenate([y.counts for y in years], axis=2)
    assert np.array_equal(lived(shorter, 4)[:, :, KEPT:], counts[:, :, :190])


def test_chunks_of_draws_give_the_same_bytes_after_fifteen_years(lasting, years):
    past = past_of(lasting, (1, 3))
    for year, whole in zip(lived_years(lasting, past, no_services(lasting)), years, strict=True):
        assert year.counts.tobytes() == whole.counts[1:3].tobytes()
        assert year.others.tobytes() == whole.others[1:3].tobytes()


def test_memory_does_not_grow_with_the_years(lasting, years):
    """Places for women stay near the women that there are: who is gone is dropped."""
    for year in years:
        there = (year.orders != 255).sum(axis=1).max()
        assert year.states.shape[1] < 1.15 * there + 60


def test_entrants_of_the_first_years_are_the_settings_girls():
    town = small()
    past = past_of(town, 24)
    entering = entering_of(town, past)
    for year in range(2):
        cohort = town.birthdays[:, :, 14 - year]
        months = entering[..., 12 * year:12 * year + 12]
        assert (months <= cohort).all()
        share = months.sum() / (24 * cohort.sum())
        expected = np.exp(-(year + 0.5) * town.hazards(past.sets, year)[0, 0, FEMALE, 14])
        assert abs(share - expected) < 0.002
