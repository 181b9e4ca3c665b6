"""Draws and the parameter sets behind them."""

from __future__ import annotations

import numpy as np
import pytest
from small_people import plan
from small_world import BASE, PEOPLE

from fpplan.experiment.draws import REPEATS, chunk_for, sets_for, spans
from fpplan.place.setting import load_setting

KNOWN = load_setting("china_rural").parameters


def sets(resolved, draws, uncertainty="both"):
    return sets_for(resolved.base, KNOWN, draws, 0, uncertainty)


def test_four_draws_share_a_parameter_set():
    all_sets, set_of = sets(BASE, (0, 40))
    assert REPEATS == 4 and all_sets.count == 10
    assert set_of.tolist() == [d // 4 for d in range(40)]
    some, own = sets(BASE, (6, 13))
    assert own.tolist() == [0, 0, 1, 1, 1, 1, 2] and some.count == 3
    for name in ("fecundability.level", "reporting.omission_in_boy"):
        assert np.array_equal(some[name], all_sets[name][1:4])
        assert np.unique(all_sets[name]).size == 10


def test_chance_alone_has_central_values():
    found, set_of = sets(BASE, (5, 12), "chance")
    assert found.count == 1 and set_of.tolist() == [0] * 7
    assert found["fecundability.level"].tolist() == [KNOWN["fecundability.level"].value]


def test_a_plans_own_values_are_the_centre_of_the_sets():
    own = plan(PEOPLE, parameters={"method.iud.failure_12m_percent": 9.0},
               reporting={"reporting.omission_out_girl": 0.4})
    found, _ = sets(own, (0, 400))
    assert np.median(found["method.iud.failure_12m_percent"]) == pytest.approx(9.0, rel=0.1)
    assert np.median(found["reporting.omission_out_girl"]) == pytest.approx(0.4, rel=0.1)


@pytest.mark.parametrize(("women", "draws"), [
    (0, 1000), (1, 1000), (249, 4), (250, 4), (125, 8), (1001, 4), (10**9, 4)])
def test_a_chunk_is_whole_parameter_sets_and_never_none(women, draws):
    found = chunk_for(women, at_once=1000)
    assert found == draws
    assert found % REPEATS == 0


@pytest.mark.parametrize(("draws", "chunk", "found"), [
    ((0, 8), 4, [(0, 4), (4, 8)]), ((0, 8), 5, [(0, 5), (5, 8)]), ((6, 7), 4, [(6, 7)]),
    ((3, 3), 4, [])])
def test_spans_follow_each_other_without_a_gap(draws, chunk, found):
    assert list(spans(draws, chunk)) == found
