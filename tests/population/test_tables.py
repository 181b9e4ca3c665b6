"""Thresholds: as near to the probabilities as 32 bits are, and moved by services alone."""

from __future__ import annotations

import numpy as np
import pytest
from reference.reading import one_set
from scipy.special import expit, logit
from small_people import METHODS, tables_of, true_rates

from fpplan.population.events import MOST_METHODS, NEVER, TABLES
from fpplan.population.rates import TARGETS
from fpplan.population.state import LATER, NO_MORE, NOW
from fpplan.population.tables import (
    SHIFTED,
    compiled,
    cumulated,
    logits,
    shift_tables,
    thresholds,
)

ROOM = 2.0**32


@pytest.fixture(scope="module")
def some():
    return true_rates(numbers=range(3), strata=2)


@pytest.fixture(scope="module")
def tables(some):
    rule = np.full((2, 7, 7, 7), NEVER, np.uint8)
    rule[0, 0] = rule[1, :, 0] = 36
    return compiled(some, rule)


def test_every_threshold_is_its_probability(some, tables):
    assert tables.shape == (3, 2)
    for name in some._fields:
        p = cumulated(name, getattr(some, name))
        found = tables[name][tuple(slice(0, size) for size in p.shape)]
        assert np.abs(found / ROOM - p).max() <= 1 / ROOM + 1e-15, name  # 1e-15: of the sums


def test_thresholds_of_outcomes_never_fall(some, tables):
    for name in ("leave", "union", "child_death", "first_want", "want", "lose",
                 "want_after_birth", "insusceptible", "next", "choose"):
        used = tables[name][tuple(slice(0, n) for n in getattr(some, name).shape)]
        assert (np.diff(used.astype(np.int64), axis=-1) >= 0).all(), name


def test_certain_and_impossible():
    assert thresholds(np.array([0.0, 1.0, 0.5, 1 - 1e-15])).tolist() == [
        0, 2**32 - 1, 2**31, 2**32 - 1]


def test_nobody_takes_up_a_method_that_is_not_offered(some, tables):
    assert tables["choose"].shape[-1] == MOST_METHODS - 1
    assert not tables["choose"][..., len(METHODS):].any()
    assert not tables["stop"][:, :, len(METHODS) + 1:].any()
    assert not tables["conceive"][:, :, len(METHODS) + 1:].any()


def test_the_policy_is_the_same_in_every_set(tables):
    assert (tables["allowed"] == tables["allowed"][0]).all()
    assert (tables["allowed"][0, 0, 0] == 36).all()
    assert (tables["allowed"][0, 0, 1] == NEVER).all() and tables["allowed"][0, 1, 6, 0, 6] == 36


def test_no_shift_leaves_the_thresholds_within_one(some, tables):
    own = tables[1].copy()
    shift_tables(*(part[1] for part in logits(some)), np.zeros(len(TARGETS)), own)
    for name in TABLES.names:
        off = np.abs(own[name].astype(np.int64) - tables[1][name].astype(np.int64)).max()
        assert off <= (1 if name in SHIFTED or name == "gate_stop" else 0), name


@pytest.mark.parametrize("target", TARGETS[:4])
def test_a_target_moves_its_own_rows_by_its_logit(some, tables, target):
    own, shift = tables[2].copy(), np.zeros(len(TARGETS))
    shift[TARGETS.index(target)] = -0.4
    shift_tables(*(part[2] for part in logits(some)), shift, own)
    table = {"uptake": "uptake", "uptake_postpartum": "uptake", "stop": "stop",
             "selection_access": "select"}[target]
    rows = {"uptake": (0, slice(None), 0), "uptake_postpartum": (0, slice(None), 1)}.get(
        target, (0,))
    for name in TABLES.names:
        if name not in (table, f"gate_{table}"):
            assert np.array_equal(own[name], tables[2][name]), name
    p = getattr(some, table)[2:3]
    moved = np.zeros(p.shape, bool)
    moved[rows] = True
    if target == "stop":
        moved[:, :, :, NOW] = False
    expected = np.where(moved & (p > 0), expit(logit(np.where(p > 0, p, 0.5)) - 0.4), p)
    found = own[table][tuple(slice(0, size) for size in p.shape[1:])]
    assert np.abs(found / ROOM - expected[0]).max() <= 1.5 / ROOM
    assert (moved & (p > 0)).any()


def test_a_shift_of_one_method_moves_its_users_alone_on_top_of_stopping(some, tables):
    """And the reference reads it the same."""
    own, shift = tables[1].copy(), np.zeros(len(TARGETS) + len(METHODS))
    shift[TARGETS.index("stop")], shift[len(TARGETS) + 4] = 0.2, 0.7  # of method 5
    shift_tables(*(part[1] for part in logits(some)), shift, own)
    p = some.stop[1]
    by = np.full(p.shape, 0.2)
    by[:, :, NOW] = 0.0
    by[:, 5] += 0.7
    expected = np.where(p > 0, expit(logit(np.where(p > 0, p, 0.5)) + by), p)
    found = own["stop"][:, :p.shape[1]] / ROOM
    assert np.abs(found - expected).max() <= 1.5 / ROOM and (p[:, 5] > 0).any()
    assert np.array_equal(own["gate_stop"], own["stop"].max(axis=(-3, -2, -1)))
    assert one_set(some, 1, shift).stop == pytest.approx(expected)
    short = tables[1].copy()
    shift_tables(*(part[1] for part in logits(some)), shift[:len(TARGETS)], short)
    assert np.array_equal(np.delete(own["stop"], 5, axis=1), np.delete(short["stop"], 5, axis=1))


def test_services_leave_stopping_of_women_who_want_a_birth_now_to_the_bit(some, tables):
    """While others move: with and without what supply says of a method."""
    for supply in (0.0, 0.7):
        found = []
        for service in (0.0, -0.9):
            own = tables[0].copy()
            shift = np.array([0.4, 0.4, service, 0.4, 0.0, 0.0, 0.0, supply])  # of method 1
            shift_tables(*(part[0] for part in logits(some)), shift, own)
            found.append(own["stop"])
        assert np.array_equal(found[0][:, :, NOW], found[1][:, :, NOW])
        for want in (LATER, NO_MORE):
            assert (found[1][:, 1, want] < found[0][:, 1, want]).all()
        same = np.array_equal(found[1][:, :, NOW], tables[0]["stop"][:, :, NOW])
        assert same == (supply == 0.0)


def test_a_gate_is_the_greatest_threshold_behind_it(some, tables):
    """Under shifts too; a gate too low would lose events."""
    shift = np.array([0.3, -0.3, 0.9, -0.9])
    own = tables[0].copy()
    shift_tables(*(part[0] for part in logits(some)), shift, own)
    gates = [name for name in TABLES.names if name.startswith("gate_") and name != "gate_want"]
    assert gates
    for each in (tables.ravel(), own):
        for name in gates:
            table = each[name.removeprefix("gate_")]
            kept = each[name].ndim  # tables and the axes that the gate tells apart
            assert np.array_equal(each[name], table.max(axis=tuple(range(kept, table.ndim)))), name


def test_a_want_stays_between_its_gates_in_every_row(tables):
    for each in tables.ravel():
        for want in range(3):
            low, high = (int(end) for end in each["gate_want"][want])
            now, later = (each["want"][want, ..., k].astype(np.int64) for k in range(2))
            ends = [(0, now), (now, later), (later, 2**32)][want]
            assert np.all(ends[0] <= low) and np.all(high <= ends[1])
            assert low < high


def test_what_never_and_what_always_happens_does_not_move():
    some = true_rates({
        "selection.first_ready": 0.0, "selection.ready_slope": 9.0, "selection.willing": 1.0,
        "selection.access_phi": 0.0}, when=2030.5)
    own = tables_of(some)
    shift_tables(*(part[0] for part in logits(some)), np.full(len(TARGETS), 3.0), own)
    assert not own["select"][0, 0].any()
    assert (own["select"][0, 1:, 0, 1] == 2**32 - 1).all()
    assert not own["stop"][0, 0].any()
    permanent = [METHODS.index(m) + 1 for m in ("female_sterilisation", "male_sterilisation")]
    assert not own["stop"][0, permanent].any()
