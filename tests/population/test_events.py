"""The frozen order of events, and the shape of what they read. What each does to whom is
proved against the reference elsewhere."""

from __future__ import annotations

import numpy as np
import pytest
from small_people import METHODS, run, still, true_rates, women

from fpplan.luck import GOLDEN, MONTH_ORIGIN, fold, fold_array, mix64
from fpplan.population import events
from fpplan.population.engine import uniform
from fpplan.population.events import EVENTS, MOST_METHODS, TABLES
from fpplan.population.state import IN_UNION, NO_MORE, NOW, PAST, WAS_IN_UNION

TOP = np.uint32(2**32 - 1)


def test_numbers_of_events_are_frozen():
    """An event's number chooses its luck: the list may only grow at its end."""
    assert EVENTS == (
        "death", "leave", "child_death", "union", "want", "use", "conceive", "lose",
        "first_want", "choose", "fetus_sex", "select", "twin", "twin_sex", "insusceptible",
        "want_after_birth", "reconsider", "first_reach", "put_off")
    assert (events.DEATH, events.CONCEIVE, events.WANT_AFTER_BIRTH, events.RECONSIDER) == (
        0, 6, 15, 16)


@pytest.mark.parametrize("month", [-2000, -36, 0, 599])
def test_the_uniform_of_an_event_is_the_half_that_the_contract_names(month):
    for key in fold_array(fold("events"), np.arange(50)):
        for event in range(len(EVENTS)):
            with np.errstate(over="ignore"):
                counter = np.uint64(month + MONTH_ORIGIN) * np.uint64(64) + np.uint64(event // 2)
                pair = int(mix64(key + GOLDEN * counter))
            assert int(uniform(key, month, event)) == (
                pair >> 32 if event % 2 else pair & 0xFFFFFFFF)


def test_uniforms_of_events_and_months_are_unrelated():
    keys = fold_array(fold("unrelated"), np.arange(20_000))
    drawn = np.array([[uniform(key, m, e) for m in (0, 1) for e in range(len(EVENTS))]
                      for key in keys], float)
    together = np.corrcoef(drawn.T) - np.eye(drawn.shape[1])
    assert np.abs(together).max() < 5 / np.sqrt(keys.size)


def test_tables_have_room_for_every_rate():
    found = true_rates()
    gates = {name for name in TABLES.names if name.startswith("gate_")}
    assert {*TABLES.names} - gates == {*found._fields, "allowed"}
    assert {name.removeprefix("gate_") for name in gates} <= {*found._fields}
    for name in found._fields:
        axes = getattr(found, name).shape[2:]
        room = TABLES[name].shape
        assert len(axes) == len(room)
        assert all(a <= r for a, r in zip(axes, room, strict=True)), name
        fewer = [a for a, r in zip(axes, room, strict=True) if a < r]
        if name == "leave":
            assert fewer == [2]  # out, and to the one stratum
        else:
            assert all(a in (len(METHODS), len(METHODS) + 1) for a in fewer), name
    assert len(METHODS) < MOST_METHODS


def test_a_birth_of_twins_is_two_births_of_one_order_each():
    tables = still()
    tables["twin"], tables["male"] = TOP, TOP
    states = women(100, stage=9, order=1, daughters=1)
    counts, table = run(states, tables, 1)
    for order in (2, 3):
        assert counts[0, table.match(f"births[order={order},sex=m,policy=in]")].sum() == 100
    assert (states["order"] == 3).all() and (states["sons"] == 2).all()
    assert counts[0, table.match("births[prior=girls]")].sum() == 100
    assert counts[0, table.match("births[prior=both]")].sum() == 100


def test_a_method_survives_the_end_of_a_union_and_ends_with_its_failure():
    tables = still()
    tables["union"][:, 1] = TOP
    states = women(10, method=1, on=5)
    counts, table = run(states, tables, 1)
    assert counts[0, table.match("union_ends[cause=divorce]")].sum() == 10
    assert (states["method"] == 1).all() and (states["union"] == WAS_IN_UNION).all()
    assert not counts[0, table.match("using")].any()  # counts users in union only

    tables = still()
    tables["conceive"][:] = TOP
    states = women(10, method=1, on=5)
    counts, table = run(states, tables, 1)
    assert counts[0, table.match("conceptions")].sum() == 10
    assert not states["method"].any() and (states["on"] == PAST).all()
    assert not counts[0, table.match("stops")].any()  # failing is not stopping


def test_wanting_changes_by_want_and_not_on_the_wedding_day():
    tables = still()
    tables["want"][:] = 0  # no more, whatever was wanted before
    tables["first_want"][:] = TOP  # a birth now
    tables["union"][:, ::2] = TOP
    states = women(30, want=NOW, union=np.arange(30) % 3)
    run(states, tables, 1)
    assert (states["want"] == np.where(np.arange(30) % 3 == IN_UNION, NO_MORE, NOW)).all()
    assert (states["union"] == IN_UNION).all()
