"""The one way in: chunks, seeds, sets, and what variants share."""

from __future__ import annotations

import gc
import itertools
import tracemalloc

import numpy as np
import pytest
from fpplan.forward import REPEATS, clients_of, expected, forward, parameter_sets, prepared
from small_people import HISTORIES, plan

from fpplan import forward as forward_module
from fpplan.matching.match import measure
from fpplan.population import pool
from fpplan.tallies import join_draws

HOURS = {"meetings": 30.0, "postpartum_followup": 6.0, "counselling": 20.0, "record_audit": 4.0}
PEOPLE = {"resident": {"V01": 3000, "V02": 1000}}
MONTHS_BEFORE = 12
PLACE = {"hours": {"all": HOURS}}


@pytest.fixture(scope="module", autouse=True)
def _small_pools():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "HISTORIES", HISTORIES)
        patch.setattr(forward_module, "EXPECTED_DRAWS", 12)
        patch.setattr(forward_module, "_shared", forward_module._Shared())
        yield


def variant(**decided):
    return plan(PEOPLE, **PLACE, decided=decided)


BASE = plan(PEOPLE, **PLACE)
FOLLOWUP = variant(hours={"all": {**HOURS, "meetings": 0.0, "counselling": 120.0,
                                  "postpartum_followup": 40.0}})
AUDITS = variant(reporting={"reporting.audit_detection": 0.95})
SAME = variant(hours={"all": dict(HOURS)})


def whole(tallies):
    return tallies.true.tobytes(), tallies.reported.tobytes(), tallies.record.tobytes()


@pytest.fixture(scope="module")
def base():
    return forward(BASE, (0, 40), 0)


def test_the_months_of_a_run(base):
    assert base.first_month == -12 and len(base.months) == 36
    assert base.units == ("V01", "V02") and base.draws == (0, 40)
    assert base.true.dtype == base.reported.dtype == np.int32


@pytest.mark.parametrize("cuts", [(0, 12, 40), (0, 4, 8, 40), (0, 39, 40), (0, 7, 22, 40)])
def test_chunks_join_to_the_same_bytes(base, cuts):
    """Chunks that split a parameter set, too."""
    parts = [forward(BASE, span, 0) for span in itertools.pairwise(cuts)]
    assert whole(join_draws(parts)) == whole(base)


def test_other_calls_in_between_change_nothing(base):
    forward(plan(PEOPLE, **PLACE, horizon=12), (0, 4), 9)
    forward(FOLLOWUP, (4, 8), 0)
    assert whole(forward(BASE, (0, 40), 0)) == whole(base)


def test_seeds(base):
    other, large = forward(BASE, (0, 40), 1), forward(BASE, (0, 4), 2**64 - 1)
    assert len({whole(base), whole(other)}) == 2
    assert not np.array_equal(large.true, base.true[:4])


def test_a_variant_that_changes_nothing_gives_the_same_bytes(base):
    assert SAME.variant != BASE.variant
    assert whole(forward(SAME, (0, 40), 0)) == whole(base)


@pytest.mark.parametrize("other", [FOLLOWUP, AUDITS], ids=["hours", "audits"])
def test_what_was_before_the_decision_is_the_same_in_every_variant(base, other):
    found = forward(other, (0, 40), 0)
    assert whole(found) != whole(base)
    assert np.array_equal(found.true[:, :, :MONTHS_BEFORE], base.true[:, :, :MONTHS_BEFORE])
    assert np.array_equal(found.reported[:, :, :MONTHS_BEFORE],
                          base.reported[:, :, :MONTHS_BEFORE])


def test_a_variant_first_and_the_base_after_it_share_the_same_past(base):
    found = forward(FOLLOWUP, (0, 8), 3)
    after = forward(BASE, (0, 8), 3)
    forward(BASE, (0, 4), 77)  # forget
    assert whole(forward(BASE, (0, 8), 3)) == whole(after)
    assert whole(forward(FOLLOWUP, (0, 8), 3)) == whole(found)


def test_audits_move_the_books_and_not_the_births(base):
    audited = forward(AUDITS, (0, 40), 0)
    assert np.array_equal(audited.true, base.true)
    found = [t.total("record", "births_found_by_audit")[:, :, MONTHS_BEFORE:].sum()
             for t in (base, audited)]
    assert found[1] > found[0]


def test_hours_move_use_with_shared_luck(base):
    served = forward(FOLLOWUP, (0, 40), 0)

    def users(tallies):
        return tallies.total("true", "using")[:, :, -1].sum(axis=1)

    paired = users(served) - users(base)
    apart = users(forward(FOLLOWUP, (0, 40), 1)) - users(base)
    assert paired.mean() > 3 * paired.std() / np.sqrt(paired.size)
    assert paired.std() < 0.5 * apart.std()


def test_four_draws_share_a_parameter_set():
    sets, set_of = parameter_sets(BASE, (0, 40), 0)
    assert REPEATS == 4 and sets.count == 10
    assert set_of.tolist() == [d // 4 for d in range(40)]
    some, own = parameter_sets(BASE, (6, 13), 0)
    assert own.tolist() == [0, 0, 1, 1, 1, 1, 2] and some.count == 3
    for name in ("fecundability.level", "reporting.omission_in_boy"):
        assert np.array_equal(some[name], sets[name][1:4])
        assert np.unique(sets[name]).size == 10


def test_chance_alone_has_central_values():
    sets, set_of = parameter_sets(BASE, (5, 12), 0, "chance")
    assert sets.count == 1 and set_of.tolist() == [0] * 7
    value = prepared(BASE).setting.parameters["fecundability.level"].value
    assert sets["fecundability.level"].tolist() == [value]


def test_chance_alone_spreads_less(base):
    """Sets add to the spread of what they drive: between draws of one set, and of many."""
    alone = forward(BASE, (0, 40), 0, uncertainty="chance")
    users = [t.total("true", "using")[:, :, -1].sum(axis=1) for t in (alone, base)]
    assert users[0].std() < users[1].std()
    assert whole(alone) != whole(base)


def test_a_plans_own_values_are_the_centre_of_the_sets():
    own = plan(PEOPLE, parameters={"method.iud.failure_12m_percent": 9.0},
               reporting={"reporting.omission_out_girl": 0.4})
    sets, _ = parameter_sets(own, (0, 400), 0)
    assert np.median(sets["method.iud.failure_12m_percent"]) == pytest.approx(9.0, rel=0.1)
    assert np.median(sets["reporting.omission_out_girl"]) == pytest.approx(0.4, rel=0.1)


def test_policy_counts_births_by_the_plans_rule(base):
    """A second birth is within policy after a girl: none of the first births is outside."""
    assert base.total("true", "births[order=1,policy=out]").sum() == 0
    assert base.total("true", "births[order=2,prior=girls,policy=out]").sum() == 0
    out = base.total("true", "births[order=2,prior=boys,policy=out]").sum()
    inside = base.total("true", "births[order=2,prior=boys,policy=in]").sum()
    assert inside < 0.05 * out  # second twins of first births


def test_population_is_prepared_once():
    assert prepared(BASE) is prepared(FOLLOWUP) is prepared(AUDITS)
    longer = plan(PEOPLE, **PLACE, horizon=36)
    assert prepared(longer) is not prepared(BASE)
    assert prepared(longer).horizon == 36


def test_clients_are_the_same_for_every_variant():
    one, two = clients_of(BASE), clients_of(FOLLOWUP)
    assert {k: v.tolist() for k, v in one.items()} == {k: v.tolist() for k, v in two.items()}
    assert (one["postpartum_followup"] > 0).all()
    assert one["postpartum_followup"][0] > one["postpartum_followup"][1]


def test_expected_tallies_rest_on_no_seed():
    population = prepared(BASE)
    one, two = (expected(population, {}, 8) for _ in range(2))
    assert one.true.tobytes() == two.true.tobytes()
    assert list(one.months) == list(range(-12, 0))
    assert expected(population, {}, 4).true.tobytes() == one.true[:4].tobytes()
    assert measure(one)["births"] > 0


def test_a_chunk_of_draws_takes_the_same_memory_whichever_it_is():
    """From the first hundred draws to those before 10,000: nothing grows, nothing stays behind."""
    spans = [(0, 100), (100, 200), (200, 300), (9_800, 9_900), (9_900, 10_000)]
    forward(BASE, spans[0], 0)  # what is prepared once
    gc.collect()
    peaks, left = [], []
    tracemalloc.start()
    for span in spans:
        tracemalloc.reset_peak()
        tallies = forward(BASE, span, 0)
        peaks.append(tracemalloc.get_traced_memory()[1])
        del tallies
        gc.collect()
        left.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert max(peaks[1:]) < 1.03 * min(peaks[1:]), peaks
    assert max(left[1:]) - min(left[1:]) < 0.01 * peaks[1], left
