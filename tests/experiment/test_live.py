"""`live`: the same whatever the chunks are and wherever they are lived."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor

import numpy as np
import pytest
from small_world import (
    AUDITS,
    BASE,
    ELSEWHERE,
    FOLLOWUP,
    PLANS,
    all_bytes,
    births,
    births_and_prepared,
    counted_pools,
    small_pools,
    town,
    whole,
)

from fpplan.experiment import world as world_module
from fpplan.experiment.live import live
from fpplan.experiment.lived import lived
from fpplan.experiment.world import world_of

DRAWS = (0, 12)


@pytest.fixture(scope="module")
def alone(world):
    """Births (plan, draw) of all plans, lived in one chunk."""
    (found,) = live(world, PLANS, DRAWS, 7, births, chunk=12)
    return found


def test_each_plan_is_lived_as_it_would_be_by_itself(world):
    ((*found,),) = live(world, PLANS, (0, 8), 7, all_bytes, chunk=8)
    assert [(name, draws) for name, draws, _ in found] == [(name, (0, 8)) for name in PLANS]
    for name, _draws, given in found:
        assert given == whole(lived(town(), PLANS[name], (0, 8), 7).tallies), name
    of = {name: given for name, _draws, given in found}
    assert of["same"] == of["base"] and len({*of.values()}) == 3
    assert of["audits"][0] == of["base"][0] and of["audits"][1] != of["base"][1]


@pytest.mark.parametrize("chunk", [1, 5, 8])
def test_chunks_of_any_size_give_the_same(world, alone, chunk):
    parts = list(live(world, PLANS, DRAWS, 7, births, chunk=chunk))
    assert len(parts) == -(-12 // chunk)
    assert np.array_equal(np.concatenate(parts, axis=1), alone)


def test_plans_in_a_row_are_named_by_their_place(world):
    ((*found,),) = live(world, [AUDITS, FOLLOWUP], (4, 8), 7, all_bytes)
    assert [name for name, *_ in found] == ["0", "1"]
    assert found[0][2] == whole(lived(world, AUDITS, (4, 8), 7).tallies)


def test_threads_give_the_same(alone):
    with ThreadPoolExecutor(3) as threads:
        parts = list(live(town(), PLANS, DRAWS, 7, births, threads, chunk=4))
    assert np.array_equal(np.concatenate(parts, axis=1), alone)


def test_processes_give_the_same(alone):
    told = []
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn"), small_pools) as processes:
        parts = list(live(town(), PLANS, DRAWS, 7, births, processes, chunk=8,
                          progress=lambda done, of: told.append((done, of))))
    assert np.array_equal(np.concatenate(parts, axis=1), alone)
    assert told == [(0, 12), (8, 12), (12, 12)]


def test_a_process_prepares_each_of_two_worlds_once(alone):
    """Two worlds in turn, twice each, through the same processes."""
    (elsewhere,) = live(world_of(ELSEWHERE), [ELSEWHERE], DRAWS, 7, births, chunk=12)
    worlds = [(town(), PLANS, alone), (world_of(ELSEWHERE), [ELSEWHERE], elsewhere)]
    last: dict[int, list[str]] = {}
    with ProcessPoolExecutor(2, multiprocessing.get_context("spawn"),
                             counted_pools) as processes:
        for world, plans, expected in (*worlds, *worlds):
            parts = list(live(world, plans, DRAWS, 7, births_and_prepared, processes, chunk=4))
            assert len(parts) == 3
            assert np.array_equal(np.concatenate([part for part, *_ in parts], axis=1), expected)
            for _part, process, prepared in parts:
                last[process] = max(last.get(process, []), prepared, key=len)
    assert last
    for prepared in last.values():
        assert sorted(prepared) == sorted({*prepared})
        assert {*prepared} <= {BASE.before_hash, ELSEWHERE.before_hash}


def test_one_past_serves_every_plan_of_a_chunk(monkeypatch, pools):
    real, seen = world_module.burn_in, []

    def counted(population, sets, set_of, draws, *more):
        seen.append(draws)
        return real(population, sets, set_of, draws, *more)

    world = town()
    assert world.clients  # its own past, at central values
    monkeypatch.setattr(world_module, "burn_in", counted)
    list(live(world, PLANS, DRAWS, 7, births, chunk=4))
    assert seen == [(0, 4), (4, 8), (8, 12)]


def test_only_one_life_is_held_at_a_time(world):
    """A reducer that takes the second plan has not had the third lived."""
    def first_only(lives):
        return next(iter(lives)).name

    told = []
    assert list(live(world, PLANS, (0, 8), 7, first_only, chunk=4,
                     progress=lambda done, of: told.append((done, of)))) == ["base", "base"]
    assert told == [(0, 8), (4, 8), (8, 8)]


def test_progress_counts_draws_of_all_plans_together(world):
    told = []
    list(live(world, [BASE, AUDITS], (2, 10), 7, births, chunk=4,
              progress=lambda done, of: told.append((done, of))))
    assert told[0] == (0, 8) and told[-1] == (8, 8)
    assert told == sorted(told) and {of for _done, of in told} == {8}


def test_chunks_that_wait_are_given_up_when_nobody_asks(world):
    """Futures that never run: closing the iterator cancels them."""
    class Idle(ThreadPoolExecutor):
        def submit(self, work, *given):
            future = Future()
            if not made:
                future.set_result("first")
            made.append(future)
            return future

    made: list[Future] = []
    with Idle(1) as idle:
        lives = live(world, [BASE], (0, 16), 7, births, idle, chunk=4)
        assert next(lives) == "first"
        lives.close()
    assert len(made) == 4 and [each.cancelled() for each in made] == [False, True, True, True]


def test_what_fails_in_a_chunk_is_told(world):
    def broken(lives):
        raise KeyError("of the reducer")

    for executor in (None, ThreadPoolExecutor(1)):
        with pytest.raises(KeyError, match="of the reducer"):
            list(live(world, [BASE], (0, 8), 7, broken, executor, chunk=4))
        if executor is not None:
            executor.shutdown()
