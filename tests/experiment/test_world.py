"""A world: prepared once, and on its own whatever else the process lives in."""

from __future__ import annotations

import pickle
import re
import shutil
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from small_people import plan
from small_scheme import small
from small_world import (
    AUDITS,
    BASE,
    ELSEWHERE,
    FOLLOWUP,
    PEOPLE,
    PLACE,
    PLANS,
    births,
    tallies,
    town,
    whole,
)

from fpplan.contract.fills import Fill
from fpplan.contract.months import Period
from fpplan.experiment import world as module
from fpplan.experiment.live import live
from fpplan.experiment.world import world_of
from fpplan.indicators.evaluate import evaluate
from fpplan.matching.match import measure
from fpplan.place.folders import setting_folder
from fpplan.place.setting import load_setting
from fpplan.population.rates import Scales
from fpplan.programme.wires import not_done

SPANS = ((0, 8), (8, 16), (0, 8))


@pytest.fixture
def prepared(monkeypatch, pools):
    """How often each base was prepared: units' names -> times."""
    real, seen = module.prepare, Counter()

    def counted(base, *given):
        seen[base.before_hash] += 1
        return real(base, *given)

    monkeypatch.setattr(module, "prepare", counted)
    return seen


def test_population_is_prepared_once(prepared):
    world = town()
    assert not prepared  # nothing is, before anything is asked for
    for resolved in PLANS.values():
        tallies(world, resolved, (0, 4), 0)
    assert world.population is world.population and world.chunk() % 4 == 0
    assert prepared == {BASE.before_hash: 1}


def test_a_world_that_looks_further_ahead_is_another_one(world):
    longer = world.ahead(36)
    assert longer.population is not world.population
    assert (longer.population.horizon, world.population.horizon) == (36, 24)
    assert set(longer.variants) == set(PLANS)
    assert {each.base.horizon for each in longer.variants.values()} == {36}


def test_clients_are_the_same_for_every_variant(world):
    one, two = world_of(BASE).clients, world_of(FOLLOWUP).clients
    assert {k: v.tolist() for k, v in one.items()} == {k: v.tolist() for k, v in two.items()}
    assert {k: v.tolist() for k, v in one.items()} == {
        k: v.tolist() for k, v in world.clients.items()}
    assert (one["postpartum_followup"] > 0).all()
    assert one["postpartum_followup"][0] > one["postpartum_followup"][1]


def test_expected_tallies_rest_on_no_seed(world):
    one, two = (world.expected({}, 8) for _ in range(2))
    assert one.true.tobytes() == two.true.tobytes()
    assert list(one.months) == list(range(-12, 0))
    assert world.expected({}, 4).true.tobytes() == one.true[:4].tobytes()
    assert measure(one)["births"] > 0


def test_scales_stand_instead_of_the_scenarios_own(world):
    more = world.scaled(Scales(exposure=1.5)).expected({}, 8).total("true", "births").sum()
    assert more > 1.2 * world.expected({}, 8).total("true", "births").sum()


def test_the_groups_of_tallies_are_those_of_the_setting(world, base):
    assert base.groups == world.setting.method_groups
    assert base.total("true", "using[method=@any]").sum() == base.total("true", "using").sum()


def test_a_method_may_have_any_name(tmp_path, pools):
    """A copied setting whose injectable is called otherwise: three data files and no code. Users of
    it are still those whom supplies are brought to, and every indicator counts them."""
    shutil.copytree(setting_folder("kenya"), tmp_path / "kenya")
    for file in (tmp_path / "kenya").glob("*.toml"):
        text = file.read_text("utf-8")
        file.write_text(re.sub(r"\binjectable\b", "shot", text), "utf-8")
    there = plan(PEOPLE, setting="kenya", hours={"all": {"supply_delivery": 20.0}})
    own, renamed = (world_of(there, setting=load_setting("kenya", inside))
                    for inside in (None, tmp_path))
    assert "injectable" in own.setting.method_ids and "shot" in renamed.setting.method_ids
    assert len(own.setting.method_ids) == len(renamed.setting.method_ids)
    assert own.clients["supply_delivery"].sum() > 50
    assert {task: found.tolist() for task, found in renamed.clients.items()} == {
        task: found.tolist() for task, found in own.clients.items()}
    year = Period("2013-08", -12, -1)
    names = list(own.formulas)
    one, other = (evaluate(world.expected({}, 4), [year], names) for world in (own, renamed))
    assert np.array_equal(one.value, other.value, equal_nan=True)
    assert one.of("short_acting_percent").min() > 0


def test_two_worlds_taken_in_turn_are_each_as_alone(prepared):
    """Each is prepared once, however often one follows the other."""
    alone = {}
    for name, make in (("town", town), ("elsewhere", lambda: world_of(ELSEWHERE))):
        world = make()
        alone[name] = [whole(tallies(world, world.base, span, 5)) for span in SPANS]
    prepared.clear()
    first, second = town(), world_of(ELSEWHERE)
    for at, span in enumerate(SPANS):
        for name, world in (("town", first), ("elsewhere", second)):
            assert whole(tallies(world, world.base, span, 5)) == alone[name][at]
    assert prepared == {BASE.before_hash: 1, ELSEWHERE.before_hash: 1}


def test_two_worlds_in_two_threads_are_each_as_alone(prepared):
    alone = [list(live(world, world.variants, (0, 16), 5, births, chunk=8))
             for world in (town(), world_of(ELSEWHERE))]
    prepared.clear()
    worlds = town(), world_of(ELSEWHERE)
    with ThreadPoolExecutor(2) as threads:
        waiting = [threads.submit(lambda world: list(live(
            world, world.variants, (0, 16), 5, births, chunk=8)), world)
            for world in worlds]
        found = [each.result() for each in waiting]
    for one, other in zip(found, alone, strict=True):
        assert all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))
    assert prepared == {BASE.before_hash: 1, ELSEWHERE.before_hash: 1}


def test_threads_that_ask_one_world_at_once_prepare_it_once(prepared):
    world = town()
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _n: world.population, range(4)))
        clients = list(threads.map(lambda _n: world.clients, range(4)))
    assert all(each is found[0] for each in found)
    assert all(each is clients[0] for each in clients)
    assert prepared == {BASE.before_hash: 1}


def test_a_plan_of_another_world_is_refused(world):
    with pytest.raises(ValueError, match="a plan of another world"):
        tallies(world, plan({"resident": {"V01": 3001, "V02": 1000}}, **PLACE), (0, 4), 0)
    with pytest.raises(ValueError, match="a plan of another world"):  # other hours before
        tallies(world, plan(PEOPLE, hours={"all": {"meetings": 1.0}}), (0, 4), 0)


def test_it_is_sent_without_what_can_be_made_anew(world, base):
    assert world.clients and world.formulas
    sent = pickle.dumps(world)
    assert len(sent) < 1_000_000 < world.population.pools[0].states.nbytes + base.true.nbytes
    again = pickle.loads(sent)
    assert not {"_population", "_expected", "_formulas", "_packed"} & set(vars(again))
    assert not hasattr(again._past, "kept")
    assert list(again.variants) == list(PLANS)
    assert whole(tallies(again, again.plan("audits"), (4, 8), 3)) == whole(
        tallies(world, AUDITS, (4, 8), 3))


def test_periods_are_those_of_the_plan_and_its_schemes(world):
    found = world.periods()
    assert [p.role for p in found] == ["before", "year", "year"]
    assert all(a.period.last + 1 == b.period.first for a, b in pairwise(found))


# ---- schemes that a plan lives under, and those that it is only compared by

def filled():
    """The small scheme: its visits are work of publicity, its quality the births in
    time."""
    fills = {"small_visits": Fill.work("publicity", 2.0, times=4, every="month"),
             "small_quality": Fill.same_as("births_reported_percent")}
    written = small()
    return {"small": replace(written, inputs=tuple(
        replace(inp, fill=fills.get(inp.id)) for inp in written.inputs))}


STAFF = {"worker": {"label": {"zh": "专干", "en": "worker"}, "number": {"V01": 2, "V02": 2},
                    "hours_per_month": 168}}


def living(*lived, compared=(), **more):
    keys = {"schemes": list(lived), **({"compare_schemes": list(compared)} if compared else {})}
    return plan(PEOPLE, **PLACE, staff=STAFF, **keys, **more)


def test_a_compared_scheme_brings_the_names_of_indicators_and_no_work():
    world = world_of(living("small"), schemes=filled())
    assert set(world.base.brought.inputs) == {"small_visits", "small_quality"}
    assert set(world.base.brought.hours) == {"publicity"}
    other = world_of(living(compared=["small"]), schemes=filled())
    assert other.base.brought.inputs == ("small_quality",)
    assert not other.base.brought.hours and other.base.base.hours == living().base.hours
    assert [*not_done(other.base, filled()["small"], other.indicators)] == ["small_visits"]
    assert not not_done(world.base, filled()["small"], world.indicators)
    assert not other.reads(other.base) and [read.id for read in other.compared(other.base)] == [
        "small"]


def test_what_is_compared_moves_nobody():
    alone, beside = (world_of(each, schemes=filled())
                     for each in (living(), living(compared=["small"])))
    one, other = (tallies(world, world.base, (0, 4), 0) for world in (alone, beside))
    assert whole(one) == whole(other)


def test_each_plan_lives_under_its_own_schemes_after_the_same_past():
    base = living(compared=["small"])
    other = replace(base, variant="other", items_before=0, scored_items=30,
                    base=base.base.model_copy(update={"schemes": ("small",),
                                                      "compare_schemes": None}))
    world = world_of({"base": base, "other": other}, schemes=filled())
    plans = world.variants
    assert plans["other"].before_hash == plans["base"].before_hash
    assert plans["other"].brought.hours and not plans["base"].brought.hours
    assert plans["other"].written.hours == base.base.hours  # what is set, not what is brought
    assert [read.id for read in world.reads(plans["other"])] == ["small"]
    assert [read.plan.variant for read in world.named()] == ["other"]
    sets = world.sets(world.base, (0, 4), 0)[0]
    both = [world.coverage(each, sets) for each in plans.values()]
    assert np.array_equal(both[0].hours[:, :, :36], both[1].hours[:, :, :36])
    assert not np.array_equal(both[0].hours[:, :, 36:], both[1].hours[:, :, 36:])
    assert (both[1].forms[:, :36] == 0).all() and (both[1].forms[:, 36:] > 0).all()
    lives = list(live(world, plans, (0, 4), 0, lambda lives: [
        ([read.id for read in one.reads], [read.id for read in one.compared]) for one in lives]))
    assert lives == [[([], ["small"]), (["small"], [])]]
