"""The loop itself: nothing happens by itself, and extremes are lived through."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from small_people import (
    METHODS,
    count,
    entering_of,
    lived,
    near,
    opened,
    past_of,
    plan,
    populated,
    run,
    still,
    tables_of,
    true_rates,
    women,
)

from fpplan.luck import fold, fold_array
from fpplan.population.engine import follow
from fpplan.population.rates import TARGETS
from fpplan.population.simulate import live
from fpplan.population.slots import CELLS, SLOTS, cells_of, put, slots_of, spread
from fpplan.population.start import girls, merged, seat
from fpplan.population.state import (
    ABSENT,
    AGED,
    FIELDS,
    LATER,
    NO_MORE,
    NOW,
    ON_CAP,
    PAST,
    PRESENT,
    SINCE_CAP,
)
from fpplan.population.units import run_units
from fpplan.tallies import slot_table

TOP = np.uint32(2**32 - 1)
NINE = 9


def everybody(number=3000, seed=1):
    """Women of all kinds, none of them pregnant or insusceptible."""
    rng = np.random.default_rng(seed)
    order = rng.integers(0, 5, number)
    sons = rng.integers(0, order + 1)
    return women(number, union=rng.integers(0, 3, number), order=order, sons=sons,
                 daughters=order - sons, want=rng.integers(0, 3, number),
                 method=rng.integers(0, 7, number), fecund=rng.integers(0, 5, number),
                 since=rng.integers(0, 61, number), years=rng.integers(0, 30, number),
                 months=rng.integers(0, 12, number))


def test_slots_are_those_of_the_tallies():
    table = slot_table(METHODS, ("a", "b"))
    slots = slots_of(table, 2)
    assert slots.shape == (2,)
    written = [np.concatenate([slots[name][s][slots[name][s] > 0].ravel() for name in SLOTS.names])
               for s in range(2)]
    assert not set(written[0]) & set(written[1])
    others = {*table.match("people"), *table.match("deaths_others")}
    assert set(written[0]) | set(written[1]) | {0} | others == set(range(len(table)))
    for name in SLOTS.names:
        assert set(slots[name][1].ravel()) - {0} <= set(table.match(f"{name}[stratum=b]"))


def test_zero_rates_freeze_everyone_but_for_age_and_counters():
    before = everybody()
    after = before.copy()
    counts, table = run(after, still(), 40)
    flows = [k for k, kind in enumerate(table.kinds) if kind == "flow"]
    assert not counts[:, flows].any()
    stays = set(FIELDS) - {"since", "on", "years", "months"}
    for field in stays:
        assert np.array_equal(after[field], before[field]), field
    age = before["years"].astype(int) * 12 + before["months"] + 40
    assert np.array_equal(after["years"].astype(int) * 12 + after["months"], age)
    assert np.array_equal(after["since"], np.minimum(before["since"] + 40, SINCE_CAP))
    assert np.array_equal(after["on"], np.where(before["method"] > 0, ON_CAP, 0))
    stocks = [k for k, kind in enumerate(table.kinds) if kind == "stock"]
    by_age = {*table.match("women"), *table.match("in_union"), *table.match("unmet_need")}
    fixed = [k for k in stocks if k not in by_age]
    assert (counts[:, fixed] == counts[0, fixed]).all()


def test_women_who_turn_fifty_go():
    states = women(10, years=34, months=np.arange(10))
    counts, table = run(states, still(), 12)
    there = count(counts, table, "women")
    assert there.tolist() == [10, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
    assert (states["here"] == AGED).all()


def test_all_sterile_have_no_children():
    tables = tables_of(true_rates())
    states = women(20_000, fecund=0, want=NOW)
    counts, table = run(states, tables, 60)
    for name in ("conceptions", "births", "miscarriages", "terminations", "pregnant"):
        assert not count(counts, table, name).any(), name
    assert count(counts, table, "starts").any()


@pytest.mark.parametrize(("fields", "needs"), [
    # pregnant, or insusceptible after a birth: by what she wanted when she conceived
    ({"stage": 5, "meant": NOW, "want": NO_MORE}, False),
    ({"stage": 12, "meant": LATER, "want": NOW}, True),
    ({"stage": 20, "meant": NO_MORE, "want": NOW}, True),
    ({"stage": 39, "meant": NOW, "want": LATER}, False),
    # after a loss and at all other times: by what she wants
    ({"stage": 41, "meant": NO_MORE, "want": NOW}, False),
    ({"meant": NOW, "want": LATER}, True),
    ({"want": NO_MORE, "fecund": 0}, True),  # who is sterile does not know it
    # no use and no birth in five years of union
    ({"want": NO_MORE, "since": 60}, False),
    ({"want": NO_MORE, "since": 60, "on": PAST}, True),
    ({"want": NO_MORE, "since": 59, "order": 0}, True),
    ({"want": NO_MORE, "since": 60, "stage": 3, "meant": LATER}, True),
    # menses over, by class and age; a pregnant woman is asked back all the same
    ({"want": NO_MORE, "fecund": 0, "years": 24}, True),
    ({"want": NO_MORE, "fecund": 0, "years": 25}, False),
    ({"want": NO_MORE, "fecund": 1, "years": 29}, True),
    ({"want": NO_MORE, "fecund": 1, "years": 30}, False),
    ({"want": NO_MORE, "fecund": 2, "years": 34}, True),
    ({"fecund": 1, "years": 30, "stage": 2, "meant": NO_MORE}, True),
    # users, and women outside unions
    ({"want": NO_MORE, "method": 1}, False),
    ({"want": NO_MORE, "union": 2}, False),
])
def test_need_is_counted_as_surveys_count_it(fields, needs):
    states = women(1, **{"since": 30, "order": 1, "fecund": 3, **fields})
    cells = np.zeros(CELLS, np.int32)
    table = slot_table(METHODS, ("a",))
    put(cells, cells_of(states[0]), 1)
    stocks = np.zeros(len(table), np.int64)
    spread(cells, stocks, slots_of(table, 1)[0])
    assert stocks[table.match("unmet_need")].sum() == needs


def test_five_years_of_union_without_birth_or_use_end_the_need_of_the_childless():
    tables = still()
    tables["union"][:, 0, :, 0] = 2**32 - 1
    tables["first_want"][..., 0] = 0  # later
    states = women(10, union=0, since=60, order=0, want=LATER, fecund=0)
    counts, table = run(states, tables, 70)
    need = count(counts, table, "unmet_need")
    assert need[:59].tolist() == [10] * 59 and not need[59:].any()


def test_a_sterile_town_has_no_births_once_the_past_is_over():
    values = {"fecundability.sterile": 1 - 1e-9}
    town = populated(plan(parameters=values))
    counts = lived(town, 4, values=values)
    assert not count(counts, town.table, "births").any()
    assert count(counts, town.table, "women").all()


def test_all_pregnant_give_birth_in_their_ninth_month_of_gestation():
    tables = still()
    tables["male"] = 2**31
    stage = np.concatenate([np.arange(1, 16)] * 200)
    states = women(3000, stage=stage)
    counts, table = run(states, tables, 12)
    gestation = np.where(stage >= 10, stage - 6, stage)
    due = np.bincount(NINE - gestation, minlength=12)
    births = count(counts, table, "births")
    assert births.tolist() == due.tolist()
    assert (states["order"] == 1).all() and births.sum() == 3000
    male = count(counts, table, "births[sex=m]").sum()
    known = ((stage >= 4) & (stage <= 9)).sum()
    assert near(male - known, 0.5, (stage <= 3).sum())
    assert not count(counts, table, "conceptions").any()


def test_all_pregnancies_can_be_lost():
    tables = still()
    tables["lose"][..., 0] = TOP
    tables["lose"][..., 1] = TOP
    tables["insusceptible"][:, :, 2:] = TOP
    stage = np.resize(np.arange(1, 16), 1500)
    states = women(1500, stage=stage)
    counts, table = run(states, tables, 1)
    gestation = np.where(stage >= 10, stage - 6, stage)
    assert count(counts, table, "miscarriages")[0] == (gestation < 7).sum()
    assert count(counts, table, "stillbirths")[0] == (gestation >= 7).sum()
    assert not count(counts, table, "births").any()
    assert not count(counts, table, "pregnant").any()


def test_certain_selection_leaves_boys_only():
    tables = still()
    tables["male"], tables["select"] = 2**31, TOP
    tables["insusceptible"][:, :, 3:] = TOP
    states = women(8000, stage=1, order=2, daughters=2, want=LATER)
    counts, table = run(states, tables, 10)
    boys = count(counts, table, "births[sex=m]").sum()
    assert count(counts, table, "births[sex=f]").sum() == 0
    assert near(boys, 0.5, 8000)
    ended = count(counts, table, "selective_terminations[order=3]")
    assert ended.sum() == 8000 - boys
    assert ended.nonzero()[0].tolist() == [2]  # on entering the fourth month


def test_one_woman():
    town = populated(plan({"resident": {"V01": 4}}))
    counts = lived(town, 50)
    women_ = count(counts, town.table, "women")
    assert women_.max() <= 3 and women_.any()


def test_a_unit_without_women():
    town = populated(plan({"resident": {"V01": 0, "V02": 900}, "migrant": {"V01": 0, "V02": 0}}))
    counts = lived(town, 6)
    assert not counts[:, 0].any()
    assert not count(counts, town.table, "women[stratum=migrant]").any()
    assert count(counts, town.table, "births[stratum=resident]").any()


def test_nobody_anywhere():
    town = populated(plan({"resident": {"V01": 0}}))
    assert not lived(town, 3).any()


def test_two_hundred_thousand_women_in_a_unit():
    """A unit of the size of a county: the same rates as in a village, with less chance."""
    big = populated(plan({"resident": {"V01": 760_000, "V02": 7_600}}, horizon=12))
    assert np.diff(big.roll.offsets)[0] > 200_000
    counts = lived(big, (0, 1))
    women_, births = (count(counts, big.table, name)[0].astype(float)
                      for name in ("women", "births"))
    assert women_[0].min() > 190_000
    rate = births.sum(axis=1) / women_.sum(axis=1)
    error = rate[0] / np.sqrt(births[1].sum())
    assert abs(rate[0] - rate[1]) < 4 * error
    assert (count(counts, big.table, "using")[0, 0] < women_[0]).all()


@pytest.mark.parametrize("shift", [0.0, -1.5, 1.5])
def test_gates_spare_work_and_change_nothing(town, shift):
    """Opened wide, every row is looked up: the same lives and counts to the byte."""
    past = past_of(town, 4)
    shifts = np.zeros((1, 2, town.horizon, len(TARGETS)))
    shifts[:, :, 5:, 2] = shift
    found = live(town, past, shifts)
    wide = live(town, replace(past, tables=opened(past.tables)), shifts)
    assert found.tobytes() == wide.tobytes()
    tables = tables_of(true_rates())
    states = everybody(4000)
    wide_states = states.copy()
    keys = fold_array(fold("gates"), np.arange(states.size))
    table = slot_table(METHODS, ("s0",))
    slots = slots_of(table, 1)
    counts = [follow(lives, keys, some, 0, 60, slots, len(table)) for lives, some in (
        (states, tables), (wide_states, opened(tables)))]
    assert np.array_equal(*counts) and counts[0].sum() > 0
    assert states.tobytes() == wide_states.tobytes()


def test_the_absent_live_nothing():
    states = women(5, here=ABSENT)
    before = states.copy()
    counts, _ = run(states, tables_of(true_rates()), 12)
    assert not counts.any() and np.array_equal(states, before)


def test_moving_women_and_girls_come_in_their_month(town):
    """With nothing else happening, there are as many as came."""
    past = past_of(town, 3)
    p, entering = town, entering_of(town, past)
    coming = merged(p.roll.coming(0, p.horizon), girls(entering, 0))
    states, keys = seat(coming, p.pools, p.girls, p.units, past.seed, past.draws)
    tables = np.repeat(opened(still())[None, None], 2, axis=2)
    counts = np.zeros((3, 2, p.horizon, len(p.table)), np.int32)
    quiet = np.zeros((1, 2, p.horizon, len(TARGETS)))
    run_units(states, keys, coming.enters, coming.moving, coming.offsets, tables,
              np.zeros(p.horizon, np.int64), past.logits, quiet, past.set_of, 0, 0, p.slots, counts)
    assert (states["here"] != ABSENT).all()
    for u in range(2):
        mine = coming.unit == u
        came = np.bincount(coming.enters[mine], minlength=p.horizon)
        women_ = count(counts, p.table, "women")[:, u]
        aged = states[:, mine]["here"] == AGED
        assert (women_ <= np.cumsum(came)).all()
        assert (women_[:, -1] + aged.sum(axis=1) == came.sum()).all()
        moved = np.bincount(coming.enters[mine & coming.moving], minlength=p.horizon)
        assert (count(counts, p.table, "moves_in")[:, u] == moved).all()


@pytest.mark.parametrize("target", range(4))
def test_a_shift_in_the_engine_moves_what_it_says(town, past, counts, target):
    """uptake, uptake after a birth, stopping, access to sex selection."""
    shifts = np.zeros((1, 2, town.horizon, len(TARGETS)))
    shifts[..., target] = 1.0
    moved = live(town, past, shifts)

    def total(pattern, which):
        return count(which, town.table, pattern)[:, :, 12:].sum()

    pattern = ("starts", "starts", "stops", "selective_terminations")[target]
    assert total(pattern, moved) > 1.02 * total(pattern, counts)
    if target == 3:
        assert total("births[sex=f]", moved) < total("births[sex=f]", counts)


def test_wants_do_not_change_in_pregnancy():
    tables = still()
    tables["want"][:] = TOP  # everyone would want a birth now
    states = women(300, stage=np.resize(np.arange(0, 9), 300), want=NO_MORE)
    pregnant = states["stage"] > 0
    run(states, tables, 1)
    assert (states["want"] == np.where(pregnant, NO_MORE, NOW)).all()
    assert (states["here"] == PRESENT).all()
