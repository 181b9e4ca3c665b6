"""Gates only save work: opened wide, every woman ends in the same state with the same counts.
And the parallel engine does what following one list of women does."""

from __future__ import annotations

import numpy as np
import pytest

from fpplan.luck import fold, fold_array
from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import load_setting
from fpplan.population.engine import follow
from fpplan.population.events import NEVER
from fpplan.population.pool import Girls, entrant
from fpplan.population.rates import TARGETS, Scales, rates
from fpplan.population.slots import slots_of
from fpplan.population.tables import compiled, logits, shift_tables
from fpplan.population.units import run_units
from fpplan.tallies import slot_table

WOMEN, MONTHS = 1500, 300
GATES = ("gate_death", "gate_leave", "gate_child_death", "gate_union", "gate_stop",
         "gate_conceive", "gate_lose", "gate_reconsider")
ALWAYS = 2**32 - 1


@pytest.fixture(scope="module")
def made():
    setting = load_setting("china_rural")
    allowed = np.full((1, 7, 7, 7), NEVER, np.uint8)
    allowed[:, 0] = 0
    allowed[:, 1, 0] = 48
    own = rates(setting, [ParameterSets(None, parameters=setting.parameters)], Scales(), 2014.5)
    table = slot_table(setting.method_ids, ("resident",))
    keys = fold_array(fold("gates"), np.arange(WOMEN))
    return own, compiled(own, allowed), logits(own), table, slots_of(table, 1), keys


def test_gates_opened_wide_change_nothing(made):
    _, tables, _, table, slots, keys = made
    wide = tables.copy()
    for gate in GATES:
        wide[gate] = ALWAYS
    wide["gate_want"] = (ALWAYS, 0)
    ends = []
    for each in (tables, wide):
        women = entrant(WOMEN, 0, Girls(0.05), keys)
        counted = follow(women, keys, each[0], -MONTHS, MONTHS, slots, len(table))
        ends.append((women, counted))
    assert np.array_equal(ends[0][0], ends[1][0])
    assert np.array_equal(ends[0][1], ends[1][1])
    assert ends[0][1][:, table.index("births").ravel()].sum() > WOMEN  # something did happen


def test_gates_closed_would_be_seen(made):
    _, tables, _, table, slots, keys = made
    closed = tables.copy()
    closed["gate_conceive"] = 0
    women = entrant(WOMEN, 0, Girls(0.05), keys)
    counted = follow(women, keys, closed[0], -MONTHS, MONTHS, slots, len(table))
    assert counted[:, table.index("births").ravel()].sum() == 0


@pytest.mark.parametrize("shift", [0.0, 0.7])
def test_the_parallel_engine_follows_each_woman(made, shift):
    _, tables, shifted, table, slots, keys = made
    moved = np.full((1, 1, 24, len(TARGETS)), shift)
    women = entrant(WOMEN, 0, Girls(0.05), keys)
    women["years"] = 8
    women["union"] = 1
    chunk, alone = women[None].copy(), women.copy()
    out = np.zeros((1, 1, 24, len(table)), np.int32)
    run_units(chunk, keys[None], np.full(WOMEN, -999, np.int16), np.zeros(WOMEN, bool),
              np.array([0, WOMEN]), tables[:, None], np.zeros(24, np.int64),
              tuple(each[:, None] for each in shifted), moved, np.zeros(1, np.int64), -12, -12,
              slots, out)
    own = tables[0].copy()
    if shift:
        shift_tables(*(each[0] for each in shifted), moved[0, 0, 0], own)
    counted = follow(alone, keys, own, -12, 24, slots, len(table))
    assert np.array_equal(chunk[0], alone)
    assert np.array_equal(out[0, 0], counted)


@pytest.mark.parametrize("shift", [0.0, -0.4])
def test_in_each_month_the_tables_of_its_period_hold(made, shift):
    """Month by month with the tables of the month, shifted anew in each of them."""
    own, _, _, table, slots, keys = made
    setting = load_setting("china_rural")
    allowed = np.zeros((1, 7, 7, 7), np.uint8)
    sets = ParameterSets(None, parameters=setting.parameters)
    by_period = [own, rates(setting, [sets], Scales(uptake=1.0), 1995.5, season=0.3)]
    tables = np.stack([compiled(each, allowed) for each in by_period], axis=1)
    shifted = tuple(np.stack(parts, axis=1) for parts in zip(*map(logits, by_period), strict=True))
    period_of = np.array([0, 0, 1, 1, 1, 0, 1, 0])
    moved = np.full((1, 1, 8, len(TARGETS)), shift)
    moved[:, :, 4] = 0.0
    women = entrant(WOMEN, 0, Girls(0.05), keys)
    women["years"], women["union"] = 8, 1
    chunk, alone = women[None].copy(), women.copy()
    out = np.zeros((1, 1, 8, len(table)), np.int32)
    run_units(chunk, keys[None], np.full(WOMEN, -999, np.int16), np.zeros(WOMEN, bool),
              np.array([0, WOMEN]), tables, period_of, shifted, moved, np.zeros(1, np.int64), 0, 0,
              slots, out)
    for month, period in enumerate(period_of):
        record = tables[0, period].copy()
        if moved[0, 0, month].any():
            shift_tables(*(each[0, period] for each in shifted), moved[0, 0, month], record)
        counted = follow(alone, keys, record, month, 1, slots, len(table))
        assert np.array_equal(out[0, 0, month], counted[0]), month
    assert np.array_equal(chunk[0], alone)
