"""Where counts go: every slot once, and stocks that are the women who are there."""

from __future__ import annotations

import numpy as np
import pytest
from small_people import METHODS, count, run, still, women

from fpplan.population.slots import SLOTS, slots_of
from fpplan.population.state import DEAD, IN_UNION, PRESENT
from fpplan.tallies import AGE_GROUPS, ORDER_CLASSES, WANTS, slot_table

FEW = ("iud", "condom")


@pytest.fixture(scope="module")
def month():
    """2,000 women of all kinds after a month in which nobody decides anything; some died before."""
    rng, number = np.random.default_rng(3), 2000
    order = rng.integers(0, 7, number)
    sons = rng.integers(0, order + 1)
    method, stage = rng.integers(0, 7, number), rng.integers(0, 43, number)
    method[(stage > 0) & (stage < 16)] = 0  # nobody who is pregnant uses a method
    states = women(number, here=rng.choice([PRESENT, DEAD], number, p=[0.9, 0.1]),
                   union=rng.integers(0, 3, number), order=order, sons=sons,
                   daughters=order - sons, want=rng.integers(0, 3, number), method=method,
                   stage=stage, fecund=rng.integers(0, 5, number),
                   since=rng.integers(0, 61, number), years=rng.integers(0, 35, number))
    counts, table = run(states, still(), 1)
    return states[states["here"] == PRESENT], counts[0], table


def test_each_family_has_its_slots_and_no_slot_is_written_twice():
    table = slot_table(METHODS, ("a", "b"))
    slots = slots_of(table, 2)
    for s, stratum in enumerate(("a", "b")):
        for name in SLOTS.names:
            mine = slots[name][s]
            assert np.array_equal(np.unique(mine[mine > 0]),
                                  np.setdiff1d(table.match(f"{name}[stratum={stratum}]"), 0)), name


def test_a_setting_with_few_methods_has_no_slot_for_the_others():
    table = slot_table(FEW, ("a",))
    slots = slots_of(table, 1)[0]
    assert slots["starts"][:2].tolist() == table.index("starts")[:, 0].tolist()
    assert not slots["starts"][2:].any() and not slots["using"][2:].any()


def test_women_stand_at_their_age(month):
    states, counts, table = month
    for group, age in enumerate(AGE_GROUPS):
        there = states[states["years"] // 5 == group]
        assert count(counts, table, f"women[age={age}]") == there.size > 0
        assert count(counts, table, f"in_union[age={age}]") == (there["union"] == IN_UNION).sum()


def test_women_in_union_stand_at_their_births_and_at_what_they_use_or_want(month):
    states, counts, table = month
    united = states[states["union"] == IN_UNION]
    for order in ORDER_CLASSES:
        these = united[np.minimum(united["order"], 3) == int(order)]
        assert count(counts, table, f"in_union_by_order[order={order}]") == these.size > 0
        for number, method in enumerate(METHODS, start=1):
            assert count(counts, table, f"using[method={method},order={order}]") == (
                these["method"] == number).sum()
        for number, want in enumerate(WANTS):
            idle = these[these["method"] == 0]
            assert count(counts, table, f"not_using[want={want},order={order}]") == (
                idle["want"] == number).sum()


def test_users_and_those_who_use_nothing_are_all_in_union(month):
    _states, counts, table = month
    both = count(counts, table, "using") + count(counts, table, "not_using")
    assert both == count(counts, table, "in_union") == count(counts, table, "in_union_by_order")


def test_pregnancies_and_households(month):
    states, counts, table = month
    assert count(counts, table, "pregnant") == (
        (states["stage"] >= 1) & (states["stage"] <= 15)).sum() > 0
    united = states[states["union"] == IN_UNION]
    sons, daughters = united["sons"], united["daughters"]
    for name, which in (("one_son_households", (sons == 1) & (daughters == 0)),
                        ("two_daughter_households", (sons == 0) & (daughters == 2))):
        assert count(counts, table, name) == which.sum() > 0


def test_need_is_unmet_only_where_a_next_birth_is_not_wanted_now(month):
    _states, counts, table = month
    found = count(counts, table, "unmet_need")
    assert 0 < found <= count(counts, table, "in_union")
    wishing, _table = run(women(50, want=0), still(), 1)
    assert count(wishing[0], table, "unmet_need") == 0
