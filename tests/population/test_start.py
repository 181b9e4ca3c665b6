"""Who is there at the start, who comes, and which lives they get."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_people import plan, populated

from fpplan.place.setting import load_setting
from fpplan.population.start import BURN_IN, HERE, _rounded, _spread, girls, merged, roll, seat
from fpplan.population.state import ABSENT, AGE_GROUPS, PRESENT
from fpplan.population.when import mortality_by_year, people_by_year

SETTING = load_setting("china_rural")
PEOPLE = np.array([[3000, 500], [17, 0], [20_000, 1]])
UNITS = ("V01", "V02", "V03")
WHEN = 2014.5
FEMALE = people_by_year(SETTING, "female", WHEN)


def listed(people=PEOPLE, units=UNITS, horizon=24, leave=0.005, exposure=1.0):
    return roll(SETTING, people, units, horizon, WHEN, [leave, leave], exposure)


@pytest.fixture(scope="module")
def women():
    return listed()


def unit_of(women):
    return np.repeat(np.arange(women.offsets.size - 1), np.diff(women.offsets))


@given(st.lists(st.floats(0, 1e4), min_size=1, max_size=30))
def test_rounding_keeps_the_sum_and_moves_each_by_less_than_one(parts):
    whole = _rounded(np.array(parts))
    assert whole.sum() == round(sum(parts)) or abs(sum(parts) % 1 - 0.5) < 1e-6
    assert (np.abs(whole - parts) < 1 + 1e-9).all()
    assert (whole >= 0).all()


@given(st.floats(0, 50), st.integers(1, 100), st.floats(0, 0.999))
def test_a_steady_flow_keeps_its_total(flow, months, phase):
    each = _spread(np.full(months, flow), phase)
    assert each.size == months and (each >= 0).all()
    assert abs(each.sum() - flow * months) < 1 + 1e-9
    assert each.max() - each.min() <= 1


def test_women_are_listed_by_unit(women):
    assert women.offsets[0] == 0 and women.offsets[-1] == women.women
    for part in (women.enters, women.moving, women.stratum, women.group, women.rank, women.among,
                 women.number):
        assert part.shape == (women.women,)


def test_every_woman_has_an_identity_of_her_own(women):
    unit = unit_of(women)
    pairs = set(zip(unit.tolist(), women.number.tolist(), strict=True))
    assert len(pairs) == women.women
    assert ((women.number >> np.uint64(56)) == women.stratum).all()


def test_the_numbers_at_the_start_are_those_of_the_age_structure(women):
    """Women who are 18-52 at the decision month and those of them whom death took before."""
    unit, start = unit_of(women), women.enters == HERE
    by_year = FEMALE[18:53].reshape(AGE_GROUPS, 5).sum(axis=1)
    alive = np.exp(-3 * mortality_by_year(SETTING, "female", WHEN)[15:50:5])
    for (u, s), people in np.ndenumerate(PEOPLE):
        chosen = start & (unit == u) & (women.stratum == s)
        found = np.bincount(women.group[chosen], minlength=AGE_GROUPS)
        assert (np.abs(found - people * by_year / alive) < 1).all()
        assert abs(found.sum() - (people * by_year / alive).sum()) <= 0.5


def test_girls_turn_fifteen_before_the_decision_as_the_age_structure_says(women):
    """Those of months -36..-1 are 15-17 at the decision month; later ones are the pyramid's."""
    unit, young = unit_of(women), women.group < 0
    assert not women.moving[young].any()
    assert women.enters[young].min() >= -BURN_IN and women.enters[young].max() < 0
    before = FEMALE[15:18].sum()
    for (u, s), people in np.ndenumerate(PEOPLE):
        mine = young & (unit == u) & (women.stratum == s)
        assert abs(mine.sum() - people * before) < 1.5


def test_those_who_come_in_some_months(women):
    """Parts of a list, and two lists as one, keep everybody and the order of units."""
    early, late = women.coming(HERE, -5), women.coming(-5, 24)
    assert early.enters.max() < -5 <= late.enters.min() and late.women > 0
    again = merged(early, late)
    assert np.array_equal(again.offsets, women.offsets)
    for part in ("enters", "stratum", "group", "rank", "among", "number"):
        for u in range(3):
            a, b = slice(*women.offsets[u:u + 2]), slice(*again.offsets[u:u + 2])
            assert sorted(getattr(women, part)[a]) == sorted(getattr(again, part)[b])


def test_places_for_girls_are_as_many_as_any_draw_needs():
    entering = np.array([[[[2, 0], [0, 1]]], [[[1, 0], [3, 0]]]])  # draw, unit, stratum, month
    places = girls(entering, 24)
    assert places.offsets.tolist() == [0, 6]
    assert places.enters.tolist() == [24, 24, 24, 24, 24, 25]
    assert places.stratum.tolist() == [0, 0, 1, 1, 1, 1]
    assert places.rank.tolist() == [0, 1, 0, 1, 2, 0]
    assert (places.group < 0).all() and len(set(places.number.tolist())) == 6
    assert girls(np.zeros((2, 3, 1, 12), np.int32), 0).offsets.tolist() == [0, 0, 0, 0]


def test_movers_balance_leavers(women):
    """Within 5 % over the run, by the rate at which women leave."""
    unit = unit_of(women)
    movers = women.moving & (unit == 2) & (women.stratum == 0)
    there = ((women.enters == HERE) & (unit == 2) & (women.stratum == 0)).sum()
    leavers = there * (1 - np.exp(-0.005 / 12)) * (BURN_IN + 24)
    assert movers.sum() == pytest.approx(leavers, rel=0.05)
    by_group = np.bincount(women.group[movers], minlength=AGE_GROUPS) / movers.sum()
    stock = np.bincount(women.group[(women.enters == HERE) & (unit == 2)], minlength=AGE_GROUPS)
    assert np.abs(by_group - stock / stock.sum()).max() < 1.5 / movers.sum() + 1e-9
    assert not listed(leave=0.0).moving.any()


@pytest.mark.parametrize("exposure", [0.5, 1.1, 2.0])
def test_exposure_is_women_for_each_of_the_settings(women, exposure):
    more = listed(exposure=exposure)
    for kind in ("start", "young", "moving"):
        counted = [{"start": (w.enters == HERE), "young": w.group < 0, "moving": w.moving}[kind]
                   for w in (women, more)]
        assert abs(counted[1].sum() - exposure * counted[0].sum()) <= 6


def test_a_longer_horizon_adds_women_and_changes_none(women):
    longer = listed(horizon=48)
    for u in range(3):
        a, b = slice(*women.offsets[u:u + 2]), slice(*longer.offsets[u:u + 2])
        short = {(n, e, g, r, m) for n, e, g, r, m in zip(
            women.number[a], women.enters[a], women.group[a], women.rank[a], women.among[a],
            strict=True)}
        long = {(n, e, g, r, m) for n, e, g, r, m in zip(
            longer.number[b], longer.enters[b], longer.group[b], longer.rank[b], longer.among[b],
            strict=True) if e < 24}
        # a month in which several turn 15 is one sample
        assert short == long
    assert longer.women > women.women


def test_units_do_not_know_each_other(women):
    alone = listed(PEOPLE[2:], UNITS[2:])
    part = slice(women.offsets[2], women.offsets[3])
    assert np.array_equal(alone.number, women.number[part])
    assert np.array_equal(alone.enters, women.enters[part])


def test_nobody_lives_in_an_empty_unit():
    empty = listed(np.array([[0], [100], [0]]))
    assert empty.offsets.tolist()[0:2] == [0, 0]
    assert empty.offsets[2] == empty.offsets[3] == empty.women > 0


# ---- seats


@pytest.fixture(scope="module")
def seated(town):
    return seat(town.roll, town.pools, town.girls, town.units, 5, (0, 30))


def test_a_woman_keeps_her_seat_and_key_in_any_chunk(town, seated):
    states, keys = seated
    for first, stop in ((0, 7), (7, 30), (29, 30)):
        some, own = seat(town.roll, town.pools, town.girls, town.units, 5, (first, stop))
        assert some.tobytes() == states[first:stop].tobytes()
        assert own.tobytes() == keys[first:stop].tobytes()


def test_all_keys_differ(seated):
    assert np.unique(seated[1]).size == seated[1].size


def test_a_unit_has_the_same_lives_whatever_else_is_in_the_plan(town, seated):
    one = populated(plan({"resident": {"V02": 700}, "migrant": {"V02": 300}}))
    states, keys = seat(one.roll, one.pools, one.girls, one.units, 5, (0, 30))
    part = slice(town.roll.offsets[1], town.roll.offsets[2])
    assert keys.tobytes() == np.ascontiguousarray(seated[1][:, part]).tobytes()
    assert states.tobytes() == np.ascontiguousarray(seated[0][:, part]).tobytes()


def test_who_is_to_come_is_absent_and_the_others_are_there(town, seated):
    states, _ = seated
    start = town.roll.enters == HERE
    assert (states["here"][:, start] == PRESENT).all()
    assert (states["here"][:, ~start] == ABSENT).all()
    assert (states["stratum"] == town.roll.stratum).all()
    young = town.roll.group < 0
    assert not states["years"][:, young].any() and not states["months"][:, young].any()
    older = ~young
    assert (states["years"][:, older] // 5 == town.roll.group[older]).all()


def test_systematic_sampling_gives_every_kind_its_share_to_within_one(town, seated):
    """In each draw, unit, stratum and age group: by births, and by births and method, the pool's
    own order, the number of women is the share of the pool within one."""
    roll_, (states, _) = town.roll, seated
    unit = unit_of(roll_)
    checked = 0
    for s, pool in enumerate(town.pools):
        for g in range(AGE_GROUPS):
            part = slice(pool.first[g], pool.first[g + 1])
            share = np.diff(pool.cumulative[part], prepend=0.0)
            kinds = pool.states["order"][part].astype(int) * 20 + pool.states["method"][part]
            below = np.cumsum(np.bincount(kinds, share, minlength=200))
            for u in range(2):
                mine = (unit == u) & (roll_.stratum == s) & (roll_.group == g) & (
                    roll_.enters == HERE)
                n = mine.sum()
                for draw in range(0, 30, 5):
                    w = states[draw, mine]
                    found = np.cumsum(np.bincount(
                        w["order"].astype(int) * 20 + w["method"], minlength=200))
                    assert np.abs(found - n * below).max() < 1 + 1e-6
                    checked += 1
    assert checked == 2 * 7 * 2 * 6


def test_a_sample_uses_one_uniform_and_steps_evenly(town, seated):
    """Where all snapshots weigh the same, the women of one sample stand at even steps."""
    states, _ = seated
    pool, unit = town.pools[0], unit_of(town.roll)
    g = 3
    size = pool.first[g + 1] - pool.first[g]
    mine = (unit == 0) & (town.roll.stratum == 0) & (town.roll.group == g) & (
        town.roll.enters == HERE)
    part = pool.states[pool.first[g]:pool.first[g + 1]]
    n = int(mine.sum())
    u = (np.arange(100_000) + 0.5) / 100_000
    places = np.ceil((np.arange(n)[:, None] + u) / n * size).astype(int) - 1
    starts = []
    for draw in range(8):
        fits = np.ones(u.size, bool)  # the uniforms by which every woman is where she is
        for at, woman in zip(places, states[draw, mine], strict=True):
            fits &= (part == woman)[at]
        assert fits.any()
        starts.append(u[fits].mean())
    assert len(set(starts)) == 8
    assert min(starts) < 0.4 and max(starts) > 0.6


def test_over_draws_the_samples_are_the_pool(town):
    states, _ = seat(town.roll, town.pools, town.girls, town.units, 9, (0, 400))
    pool, g = town.pools[0], 2
    part = slice(pool.first[g], pool.first[g + 1])
    share = np.diff(pool.cumulative[part], prepend=0.0)
    mine = (town.roll.stratum == 0) & (town.roll.group == g) & (town.roll.enters == HERE)
    for field in ("want", "fecund", "sons", "stage"):
        found = np.bincount(states[:, mine][field].ravel(), minlength=43) / (400 * mine.sum())
        expected = np.bincount(pool.states[field][part], share, minlength=43)
        assert np.abs(found - expected).max() < 5 * 0.5 / np.sqrt(400 * mine.sum())
