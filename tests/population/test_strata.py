"""Strata: their own rates, moves between them, girls in a union, seasons."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from small_people import (
    KEPT_FROM,
    LABEL,
    count,
    entering_of,
    lived,
    month_by_month,
    near,
    past_of,
    plan,
    populated,
    run,
    still,
    women,
)

from fpplan.contract.text import Text
from fpplan.luck import fold, fold_array
from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import Table
from fpplan.population.pool import Girls, entrant
from fpplan.population.rates import Scales, rates
from fpplan.population.simulate import prepare
from fpplan.population.start import seat
from fpplan.population.state import ABSENT, IN_UNION, LATER, NEVER_YET, NOW, PRESENT

KEPT = -KEPT_FROM
PEOPLE = {"resident": {"V01": 2000, "V02": 600}, "migrant": {"V01": 1000, "V02": 300}}


def strata(**resident):
    return {"resident": {"label": LABEL, "policy": "rule", **resident},
            "migrant": {"label": LABEL, "policy": "rule", "moves": {"resident": 0.3}}}


@pytest.fixture(scope="module")
def moving():
    return populated(plan(PEOPLE, strata=strata(moves={"migrant": 0.15})))


def per(counts, town, name, stratum):
    return count(counts, town.table, f"{name}[stratum={stratum}]")


def test_women_and_people_in_are_out_each_month_and_stratum(moving):
    """With moves between strata: month by month, read from the women themselves."""
    past = past_of(moving, 8)
    counts, after, offsets = month_by_month(moving, past)
    unit = np.repeat(np.arange(2), np.diff(offsets))
    entering = entering_of(moving, past)
    changed = 0
    for m, (before, states) in enumerate(pairwise(after)):
        for s, name in enumerate(("resident", "migrant")):
            for u in range(2):
                mine = unit == u
                now = ((states["here"] == PRESENT) & (states["stratum"] == s))[:, mine]
                was = ((before["here"] == PRESENT) & (before["stratum"] == s))[:, mine]
                assert (per(counts, moving, "women", name)[:, u, m] == now.sum(axis=1)).all()
                came_out = [per(counts, moving, f"stratum_changes_{way}", name)[:, u, m]
                            for way in ("in", "out")]
                crossed = ((states["here"] != ABSENT) & (states["stratum"] == s)
                           & (before["stratum"] != s))[:, mine].sum(axis=1)
                assert (came_out[0] == crossed).all()
                turned = entering[:, u, s, m]
                gone = ((states["here"] == 4) & (before["here"] == PRESENT)
                        & (states["stratum"] == s))[:, mine].sum(axis=1)
                assert (now.sum(axis=1) == was.sum(axis=1) + turned + came_out[0] - came_out[1]
                        + per(counts, moving, "moves_in", name)[:, u, m]
                        - per(counts, moving, "moves_out", name)[:, u, m]
                        - per(counts, moving, "deaths_women", name)[:, u, m] - gone).all()
                changed += came_out[0].sum()
    assert changed > 1000
    ways = [count(counts, moving.table, f"stratum_changes_{way}") for way in ("in", "out")]
    assert np.array_equal(*ways)


def test_people_move_with_their_women(moving):
    values = {"mortality.scale": 0.0}
    counts = lived(moving, 6, values=values)
    for name in ("resident", "migrant"):
        people = per(counts, moving, "people", name)
        gain = (per(counts, moving, "births", name) + per(counts, moving, "moves_in", name)
                + per(counts, moving, "stratum_changes_in", name)
                - per(counts, moving, "moves_out", name)
                - per(counts, moving, "stratum_changes_out", name)
                - per(counts, moving, "deaths_women", name))
        assert np.array_equal(np.diff(people, axis=2), gain[:, :, 1:])


def test_moves_have_their_rate(moving):
    counts = lived(moving, 40)
    for name, rate in (("resident", 0.15), ("migrant", 0.3)):
        there = per(counts, moving, "women", name)[:, :, :-1].sum()
        out = per(counts, moving, "stratum_changes_out", name)[:, :, 1:].sum()
        assert out == pytest.approx(there * rate / 12, rel=0.04)


def test_a_woman_who_moves_lives_on_under_her_new_strata_rates():
    """From the month in which she moves: there she dies of no rate, or surely conceives."""
    tables = np.repeat(still(), 2)
    tables["leave"][0, :, :, 2] = 2**32 - 1  # everyone of stratum 0 moves to stratum 1
    tables["conceive"][1] = 2**32 - 1
    states = women(50)
    counts, table = run(states, tables, 1)
    assert (states["stratum"] == 1).all() and (states["stage"] == 1).all()
    assert count(counts, table, "conceptions[stratum=s1]")[0] == 50
    assert count(counts, table, "stratum_changes_out[stratum=s0]")[0] == 50
    assert count(counts, table, "stratum_changes_in[stratum=s1]")[0] == 50
    assert count(counts, table, "women[stratum=s1]")[0] == 50


def test_a_stratum_sets_rates_of_its_own():
    own = {"want.another_after_one_son": {"value": 0.99, "why": "a test"},
           "leave.per_year": {"value": 0.4, "range": [0.3, 0.5], "why": "a test"}}
    town = populated(plan(PEOPLE, strata=strata(parameters=own)))
    plain = populated(plan(PEOPLE, strata=strata()))
    sets = ParameterSets(range(20), 3, None, town.setting.parameters)
    resident, migrant = town.of_strata(sets)
    assert migrant is sets
    assert (resident["want.another_after_one_son"] > 0.95).all()
    assert resident["leave.per_year"].min() > 0.2 > sets["leave.per_year"].max()
    assert np.array_equal(resident["want.first_now"], sets["want.first_now"])
    # the roll balances leavers of each stratum by its own rate
    movers = [np.bincount(t.roll.stratum[t.roll.moving], minlength=2) for t in (town, plain)]
    assert movers[0][0] > 30 * movers[1][0] and movers[0][1] == movers[1][1]
    counts, before = lived(town, 12), lived(plain, 12)
    assert per(counts, town, "moves_out", "resident").sum() > (
        20 * per(before, plain, "moves_out", "resident").sum())


def test_girls_can_be_in_a_union_at_fifteen():
    keys = fold_array(fold("at 15"), np.arange(100_000))
    girls = entrant(100_000, 1, Girls(0.05, 0.2, 0.7), keys)
    united = girls["union"] == IN_UNION
    assert near(united.sum(), 0.2, 100_000)
    assert near((girls["want"][united] == NOW).sum(), 0.7, united.sum())
    assert (girls["union"][~united] == NEVER_YET).all() and (girls["want"][~united] == LATER).all()
    plain = entrant(100_000, 1, Girls(0.05), keys)
    assert np.array_equal(plain["fecund"], girls["fecund"])
    assert (plain["union"] == NEVER_YET).all()
    town = populated(plan(parameters={"union.at_15_share": 0.5}))
    states, _keys = seat(town.roll, town.pools, town.girls, town.units, 0, (0, 4))
    young = states[:, town.roll.group < 0]
    assert near((young["union"] == IN_UNION).sum(), 0.5, young.size)


def test_conceptions_follow_the_season(monkeypatch):
    """Twice as likely from January to June: as many more conceptions, whenever the run starts."""
    town = populated(plan({"resident": {"V01": 6000}}))
    factors = np.array([2.0] * 6 + [1.0] * 6)
    table = Table("conception_by_calendar_month", None, factors, "ratio", "made up", "assumed",
                  Text("月", "month"))
    setting = replace(town.setting, tables={**town.setting.tables, table.id: table})
    monkeypatch.setattr("fpplan.population.simulate.load_setting", lambda _name: setting)
    monkeypatch.setattr("fpplan.population.pool.HISTORIES", 1200)
    seasonal = prepare(plan({"resident": {"V01": 6000}}))
    assert len(seasonal.periods) > len(town.periods)
    found = count(lived(seasonal, 24), seasonal.table, "conceptions").sum(axis=(0, 1))
    calendar = (7 + np.arange(-KEPT, seasonal.horizon)) % 12
    ratio = found[calendar < 6].sum() / found[calendar >= 6].sum()
    assert 1.5 < ratio < 2.0  # fewer are left to conceive where many have
    sets = ParameterSets(None, 0, None, setting.parameters)
    spring = rates(setting, [sets], Scales(), 2014.5, season=4 / 3)
    assert spring.conceive.max() < 1
