"""Reach: who enters which class, who comes within reach, whom a stop puts off."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from small_people import count, near, run, still, women

from fpplan.place.parameters import Parameter, ParameterSets
from fpplan.place.setting import REACH, load_setting
from fpplan.population.pool import Girls, entrant
from fpplan.population.rates import TARGETS, Scales, rates
from fpplan.population.state import IN, LATER, NO_MORE, NOW, OUT, RELUCTANT
from fpplan.population.tables import compiled, logits, shift_tables

TOP, NUMBER = 2**32 - 1, 20_000
VALUES = dict(zip(REACH, (0.2, 0.1, 0.5, 0.12, 0.24, 0.3, 0.05), strict=True))


def reached(**changed):
    """Rural China with women of all classes of reach: its rates and setting."""
    plain = load_setting("china_rural")
    own = {name: Parameter(name, value, "", "none", value, value, "fixed", "made up", "assumed",
                           plain.text)
           for name, value in {**VALUES, **changed}.items()}
    setting = replace(plain, parameters={**{name: each for name, each in plain.parameters.items()
                                            if name not in REACH}, **own})
    sets = ParameterSets(None, parameters=setting.parameters)
    return rates(setting, [sets], Scales(), 2014.5), setting


def test_without_its_parameters_all_are_within_reach_for_good():
    setting = load_setting("china_rural")
    assert not setting.has_reach
    some = rates(setting, [ParameterSets(None, parameters=setting.parameters)], Scales(), 2014.5)
    assert not (some.first_reach.any() or some.put_off.any() or some.outside.any())


def test_the_less_fecund_are_more_often_outside_and_the_middle_has_the_share():
    some, _ = reached()
    out, reluctant = some.first_reach[0, 0, :, 0].T
    assert (np.diff(out[1:]) < 0).all() and out[0] == out[1]
    middle = 1 / (1 + np.exp(-np.log(out[2:4] / (1 - out[2:4])).mean()))
    assert middle == pytest.approx(0.2)
    assert (out + reluctant < 1).all()
    flat, _ = reached(**{"reach.exposure_logit": 0.0})
    assert flat.first_reach[0, 0, :, 0] == pytest.approx(np.array([[0.2, 0.8 * 0.1]] * 5))


def test_first_unions_alone_decide_it():
    tables = still()
    tables["union"][:, 0, :, 0] = tables["union"][:, 2, :, 0] = TOP
    tables["first_reach"][..., 0], tables["first_reach"][..., 1] = 2**30, 3 * 2**30
    first = women(NUMBER, union=0)
    run(first, tables, 1)
    share = np.bincount(first["reach"], minlength=3)
    assert all(near(share[k], p, NUMBER) for k, p in ((OUT, 0.25), (RELUCTANT, 0.5), (IN, 0.25)))
    again = women(100, union=2, reach=OUT)
    run(again, tables, 1)
    assert (again["reach"] == OUT).all() and (again["union"] == 1).all()


@pytest.mark.parametrize(("reach", "name"), [(OUT, "in"), (RELUCTANT, "willing")])
def test_a_year_outside_ends_with_its_hazard(reach, name):
    some, _ = reached()
    tables = still()
    tables["outside"] = compiled(some, np.zeros((1, 7, 7, 7), np.uint8))[0]["outside"]
    tables["outside"][..., 1] -= tables["outside"][..., 0]
    tables["outside"][..., 0] = 0  # nobody takes up a method
    states = women(NUMBER, reach=reach, order=2, sons=2)
    run(states, tables, 12)
    stays = math.exp(-VALUES[f"reach.{name}_per_year"])
    stays += (1 - stays) * 0.02  # of those who would have taken one up
    assert states["reach"].max() == reach
    assert (states["reach"] == reach).mean() == pytest.approx(stays, abs=0.02)


def test_outside_reach_a_small_share_takes_up_a_method_and_stays_outside():
    some, _ = reached()
    assert some.outside[0, 0, 0, 0, 2, 1, 0] == pytest.approx(
        0.05 * some.uptake[0, 0, 0, 2, 1].mean())
    tables = still()
    tables["outside"][..., 0] = TOP
    tables["outside"][..., 1] = TOP
    tables["choose"] = TOP
    states = women(100, reach=OUT)
    counts, table = run(states, tables, 1)
    assert (states["method"] == 1).all() and (states["reach"] == OUT).all()
    assert count(counts, table, "starts").sum() == 100


@pytest.mark.parametrize(("want", "reach", "switches", "after"), [
    (NO_MORE, IN, False, RELUCTANT), (LATER, IN, False, RELUCTANT), (NOW, IN, False, IN),
    (LATER, OUT, False, OUT), (LATER, IN, True, IN)])
def test_a_stop_puts_off_who_wants_no_birth_now(want, reach, switches, after):
    tables = still()
    tables["stop"] = tables["put_off"] = TOP
    tables["next"][..., 1:] = TOP  # none first, else method 1
    tables["next"][..., 0] = 0 if switches else TOP
    states = women(50, method=2, want=want, reach=reach)
    run(states, tables, 1)
    assert (states["method"] == (1 if switches else 0)).all()
    assert (states["reach"] == after).all()


@pytest.mark.parametrize(("target", "moves"), [
    ("reach", [[1, 0], [1, 0]]), ("willing", [[0, 1], [0, 1]]), ("reach_postpartum",
                                                                 [[0, 0], [1, 1]])])
def test_services_add_to_hazards_of_their_own_women(target, moves):
    some, _ = reached()
    tables = compiled(some, np.zeros((1, 7, 7, 7), np.uint8))[0]
    before, shift = tables.copy(), np.zeros(len(TARGETS))
    shift[TARGETS.index(target)] = 0.02
    shift_tables(*(part[0] for part in logits(some)), shift, tables)
    rest = [1 - each["outside"][0, ..., 1] / 2**32 for each in (tables, before)]
    found = -np.log(rest[0] / rest[1])  # (postpartum, kind, want, order class)
    assert found.mean(axis=(2, 3)) == pytest.approx(0.02 * np.array(moves), abs=1e-8)
    shift[:] = 0
    shift[TARGETS.index(target)] = -5.0  # a service that is gone leaves no less than none
    shift_tables(*(part[0] for part in logits(some)), shift, tables := before.copy())
    assert (tables["outside"][..., 1] >= tables["outside"][..., 0]).all()


def test_women_in_a_union_at_15_begin_with_the_plain_shares():
    keys = np.arange(NUMBER, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    girls = entrant(NUMBER, 0, Girls(0.0, in_union=0.5, out=0.3, reluctant=0.5), keys)
    united = girls["union"] == 1
    assert not girls["reach"][~united].any()
    share = np.bincount(girls["reach"][united], minlength=3)
    assert near(share[OUT], 0.3, united.sum()) and near(share[RELUCTANT], 0.35, united.sum())
