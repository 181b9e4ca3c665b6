"""Clients who are reached: as many as there are and no more, by luck that variants share."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from two_villages import base_table

from fpplan.contract.text import Text
from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import load_setting
from fpplan.programme.clients import due, reached, with_clients
from fpplan.programme.coverage import coverage
from fpplan.programme.tasks import core_tasks
from fpplan.scenario.models import Base
from fpplan.scenario.resolve import Resolved
from fpplan.tallies import Tallies, slot_table

CENTRAL = ParameterSets(None)
GROUPS = load_setting("china_rural").method_groups
TASKS = core_tasks()
EXPECTED = {name: np.array([20.0, 8.0]) for name in TASKS}
PLAIN = next(name for name, task in TASKS.items() if isinstance(task.clients, float))


def served(clients=EXPECTED, **hours: float):
    base = Base.model_validate(base_table(staff={}, hours={"all": hours}))
    plan = Resolved("s", Text("小", "s"), "", "v", None, base, base)
    return coverage(plan, CENTRAL, clients, TASKS)


def town(draws: int = 40, women: int = 240, draws_from: int = 0) -> Tallies:
    """Two villages with women in union in the first alone, months -12..23."""
    table = slot_table(("iud",), ("resident",))
    true = np.zeros((draws, 2, 36, len(table)), np.int32)
    true[:, 0, :, table.match("in_union")[0]] = women
    return Tallies.unreported(true, ("iud",), ("resident",), ("V01", "V02"), -12,
                              (draws_from, draws_from + draws), GROUPS)


def counted(coverage_, tallies=None, seed=0):
    tallies = town() if tallies is None else tallies
    sets = np.zeros(tallies.true.shape[0], np.int64)
    return with_clients(tallies, coverage_, TASKS, seed=seed, set_of_draw=sets)


def of(tallies: Tallies, task: str = "counselling") -> np.ndarray:
    return tallies.total("true", f"clients[task={task}]")


def test_there_are_as_many_clients_as_the_task_says():
    """Women in union are told once a year: a twelfth of 240 in each month."""
    waiting = due(TASKS["counselling"], town(), served(counselling=20.0))
    assert (waiting[:, 0] == 240 / TASKS["counselling"].every_months).all()
    assert (waiting[:, 1] == 0).all()
    plain = due(TASKS[PLAIN], town(), served({**EXPECTED, PLAIN: np.array([3.5, 0.0])}))
    assert (plain[:, 0] == 3.5).all() and (plain[:, 1] == 0).all()


def test_slots_of_services_follow_and_every_other_slot_stays():
    before = town()
    found = counted(served(counselling=20.0), before)
    names = tuple(before.table.names)
    assert tuple(found.table.names)[:len(names)] == names
    assert np.array_equal(found.true[..., :len(names)], before.true)
    more = {name.partition("task=")[2].rstrip("]") for name in found.table.names[len(names):]}
    assert more == {name for name, task in TASKS.items()
                    if task.kind == "service" and not isinstance(task.clients, float)}
    assert PLAIN not in more
    assert np.array_equal(found.reported, found.true) and found.true.dtype == np.int32


def test_no_hours_reach_nobody_and_endless_hours_what_the_ceiling_lets():
    assert (of(counted(served())) == 0).all()
    found = of(counted(served(counselling=1e6)))[:, 0]
    ceiling = TASKS["counselling"].ceiling
    each = 240 / TASKS["counselling"].every_months
    error = np.sqrt(ceiling * each / found.size)
    assert found.mean() == pytest.approx(ceiling * each, abs=4 * error)
    assert found.max() <= 240 and found.var() > 0


def test_better_service_reaches_the_same_people_and_more():
    """Variants share their luck: draw by draw nobody is lost."""
    few, many = (of(counted(served(counselling=hours))) for hours in (5.0, 15.0))
    assert (many >= few).all() and (many > few).any()
    assert np.array_equal(few, of(counted(served(counselling=5.0, meetings=50.0))))


def test_luck_is_of_draw_unit_month_task_and_seed():
    some = served(counselling=20.0)
    whole = of(counted(some, town(40)))
    part = of(counted(some, town(20, draws_from=20)))
    assert np.array_equal(whole[20:], part)  # however the draws are cut
    other = of(counted(some, town(40), seed=1))
    assert not np.array_equal(whole, other)
    assert len({whole[draw, 0].tobytes() for draw in range(40)}) == 40
    assert len({whole[:, 0, month].tobytes() for month in range(36)}) == 36


def test_what_was_counted_once_is_read_and_not_drawn_again():
    some = served(counselling=20.0, **{PLAIN: 20.0})
    tallies = counted(some)
    sets = np.zeros(40, np.int64)
    books = replace(tallies, reported=tallies.true + 1)
    for view, more in (("true", 0), ("reported", 1)):
        found = reached(TASKS["counselling"], books, some, view, seed=99, set_of_draw=sets)
        assert np.array_equal(found, of(tallies) + more)
        plain = reached(TASKS[PLAIN], books, some, view, seed=0, set_of_draw=sets)
        assert plain.shape == (40, 2, 36) and plain[:, 0].sum() > 0
        assert (plain <= np.ceil(EXPECTED[PLAIN])[:, None]).all()


def test_each_draw_has_the_coverage_of_its_set():
    base = served(counselling=1e6)
    none = np.zeros_like(base.values)
    two = replace(base, values=np.concatenate([none, base.values]))
    found = with_clients(town(4), two, TASKS, seed=0, set_of_draw=np.array([0, 1, 1, 0]))
    assert (of(found)[:, 0].sum(axis=1) > 0).tolist() == [False, True, True, False]
