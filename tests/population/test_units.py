"""Passing over quiet months changes nothing: `run_units` ends in the states and counts of plain
steps of every woman in every month, to the byte."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reference.lives import women_at_random
from reference.made_up import made_up_policy, made_up_rates
from reference.women import rows

from fpplan.luck import fold, fold_array
from fpplan.population import quiet
from fpplan.population.engine import follow
from fpplan.population.events import NEVER
from fpplan.population.rates import TARGETS
from fpplan.population.slots import slots_of
from fpplan.population.state import ABSENT, DEAD, EMPTY, LEFT, PRESENT
from fpplan.population.tables import compiled, logits, shift_tables
from fpplan.population.units import _together, run_units
from fpplan.tallies import slot_table

METHODS, STRATA, UNITS, MONTHS = 4, 2, 2, 30
SET_OF = np.array([0, 0, 1])
FIRST, KEEP = -3, 2  # the first month, and that from which months are counted
STAYING = np.array([[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]])  # rows of `want` that change nothing
KINDS = ("still", "quiet", "lively", "certain")


def rates_of(kind, rng):
    """Made-up rates of two sets: none at all, low, high, or of 0 and 1 alone."""
    made = made_up_rates(rng, methods=METHODS, strata=STRATA, sets=2)
    staying = np.broadcast_to(STAYING[:, None, None], made.want.shape)
    names = ("death", "leave", "child_death", "union", "uptake", "stop", "conceive", "lose")
    if kind != "certain":
        factor = {"still": 0.0, "quiet": 0.03, "lively": 1.0}[kind]
        moved = {name: getattr(made, name) * factor for name in names}
        moved["want"] = factor * made.want + (1 - factor) * staying
    else:
        moved = {}
        for name in names:
            old = getattr(made, name)
            outcomes = old.ndim > 3 and name not in ("uptake", "stop", "conceive")
            sure = rng.random(old.shape[:-1] if outcomes else old.shape) < (
                0.01 if name in ("death", "leave") else 0.1)
            if outcomes:  # one of them, which a row of the made-up rates allows
                sure = sure[..., None] & (np.arange(old.shape[-1]) == rng.integers(
                    old.shape[-1], size=old.shape[:-1])[..., None])
            moved[name] = np.where(sure & (old > 0), 1.0, 0.0)
        other = rng.integers(0, 3, made.want.shape[:-1])[..., None] == np.arange(2)
        moved["want"] = np.where(rng.random(other.shape[:-1])[..., None] < 0.1, other, staying)
    return made._replace(reconsider=made.reconsider * 0, **moved)


def case(kind, seed, women):
    """The arguments of `run_units` but the last one: three periods, the rule of the last with a
    month of reconsidering, and shifts that stay, change and stop."""
    rng = np.random.default_rng(seed)
    first, last = rates_of(kind, rng), rates_of(kind, rng)
    turning = last._replace(reconsider=made_up_rates(
        rng, methods=METHODS, strata=STRATA, sets=2).reconsider)
    allowed = np.where(rng.random(1) < 0.2, np.uint8(NEVER), made_up_policy(rng, STRATA))
    periods = [(first, allowed), (turning, np.zeros_like(allowed)), (last, allowed * 0)]
    tables = np.stack([compiled(*each) for each in periods], axis=1)
    moved = tuple(np.stack(parts, axis=1)
                  for parts in zip(*(logits(each[0]) for each in periods), strict=True))
    period_of = np.repeat([0, 1, 2, 0, 2], [10, 1, 9, 3, MONTHS - 23])
    shifts = np.zeros((2, UNITS, MONTHS, len(TARGETS) + METHODS - 1))  # then those of methods
    shifts[:, 0, 4:8, :len(TARGETS)] = rng.uniform(-1, 1, (2, 1, len(TARGETS)))
    shifts[:, 1, 6:26] = rng.uniform(-2, 2, (2, 20, shifts.shape[-1]))
    draws = SET_OF.size
    states = rows(women_at_random(draws * women, METHODS, STRATA, rng)).reshape(draws, women)
    here = [PRESENT, ABSENT, EMPTY, DEAD, LEFT]
    states["here"] = rng.choice(here, states.shape, p=[0.6, 0.25, 0.05, 0.05, 0.05])
    keys = fold_array(fold("units", seed), np.arange(states.size)).reshape(states.shape)
    enters = rng.integers(FIRST - 2, FIRST + MONTHS + 2, women).astype(np.int16)
    offsets = np.array([0, int(rng.integers(0, women + 1)), women])
    slots = slots_of(table_of(), STRATA)
    return (states, keys, enters, rng.random(women) < 0.5, offsets, tables, period_of, moved,
            shifts, SET_OF, FIRST, KEEP, slots)


def table_of():
    return slot_table(tuple(f"m{k}" for k in range(1, METHODS)), ("a", "b"))


def quickly(states, *rest):
    lives = states.copy()
    out = np.zeros((SET_OF.size, UNITS, FIRST + MONTHS - KEEP, len(table_of())), np.int32)
    run_units(lives, *rest, out)
    return lives, out


def plainly(states, keys, enters, moving, offsets, tables, period_of, moved, shifts, set_of,
            first, keep, slots):
    """`step` for every woman in every month, unit by unit with the tables of the month."""
    lives = states.copy()
    out = np.zeros((set_of.size, UNITS, first + MONTHS - keep, len(table_of())), np.int32)
    for d, number in enumerate(set_of):
        for u in range(UNITS):
            span = slice(offsets[u], offsets[u + 1])
            own, coming = lives[d, span], enters[span]
            for m, period in enumerate(period_of):
                now = tables[number, period].copy()
                if shifts[number, u, m].any():
                    shift_tables(*(each[number, period] for each in moved), shifts[number, u, m],
                                 now)
                arrive = (own["here"] == ABSENT) & (coming == first + m)
                own["here"][arrive] = PRESENT
                strata = own["stratum"][arrive & moving[span]]
                counted = follow(own, keys[d, span], now, first + m, 1, slots, len(table_of()))[0]
                np.add.at(counted, slots["moves_in"][strata], 1)
                if first + m >= keep:
                    out[d, u, first + m - keep] = counted
    return lives, out


@example(kind="still", seed=1, women=150)
@example(kind="quiet", seed=2, women=400)
@example(kind="lively", seed=3, women=300)
@example(kind="certain", seed=4, women=300)
@given(kind=st.sampled_from(KINDS), seed=st.integers(0, 2**32), women=st.integers(1, 140))
@settings(max_examples=25, deadline=None)
def test_quick_is_plain_to_the_byte(kind, seed, women):
    given_ = case(kind, seed, women)
    quick, plain = quickly(*given_), plainly(*given_)
    for name in plain[0].dtype.names:
        assert np.array_equal(quick[0][name], plain[0][name]), name
    assert quick[0].tobytes() == plain[0].tobytes()
    assert np.array_equal(quick[1], plain[1])
    assert quick[1].dtype == plain[1].dtype


def test_months_are_in_fact_passed_over(monkeypatch):
    """Without limits nothing is noticed but what is sure: so the test above can fail."""
    given_ = case("lively", 5, 300)
    usual = quiet.watched
    monkeypatch.setattr(quiet, "watched", lambda tables: np.zeros_like(usual(tables)))
    blind, plain = quickly(*given_), plainly(*given_)
    assert not np.array_equal(blind[1], plain[1])
    deaths = table_of().index("deaths_women").ravel()
    assert blind[1][..., deaths].sum() < plain[1][..., deaths].sum() / 2


def test_who_is_watched_by_greatest_thresholds():
    """No threshold of a row is above its limit, in any period."""
    rng = np.random.default_rng(6)
    tables = np.stack([compiled(rates_of("lively", rng), made_up_policy(rng, STRATA))
                       for _ in range(2)], axis=1)
    found = quiet.watched(tables)
    assert found.shape == (2, STRATA)
    for name in ("death", "union", "conceive", "lose", "leave", "child_death"):
        greatest = tables[name].max(axis=tuple(a for a in range(tables[name].ndim) if a not in (
            0, 2)))
        assert np.array_equal(found[name].max(axis=tuple(range(2, found[name].ndim))), greatest)
    assert (found["death"][:, :, 0] == tables["death"][..., :5].max(axis=(1, -1))).all()
    # A want that always changes, and one that never does.
    tables["want"] = 0
    tables["want"][..., 1, :, :, 1] = 2**32 - 1
    found = quiet.watched(tables)
    assert (found["want_below"][:, :, 0] == 1).all() and (
        found["want_above"][:, :, 0] == 2**32 - 1).all()
    assert not found["want_below"][:, :, 1].any() and (found["want_above"][:, :, 1] == 1).all()
    assert not found["want_below"][:, :, 2].any() and not found["want_above"][:, :, 2].any()


@pytest.mark.parametrize(("set_of", "groups"), [
    ([0], [(0, 1)]),
    ([0, 0, 0, 0, 0], [(0, 4), (4, 5)]),
    ([0, 1, 1, 2, 2, 2, 2, 2], [(0, 1), (1, 3), (3, 7), (7, 8)]),
    ([], []),
])
def test_draws_of_one_set_are_lived_together(set_of, groups):
    assert list(map(tuple, _together(np.array(set_of, np.int64)).tolist())) == groups
