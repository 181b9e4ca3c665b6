"""Plans lived: chunks, seeds, and what variants share."""

from __future__ import annotations

import gc
import itertools
import tracemalloc

import numpy as np
import pytest
from small_people import plan
from small_world import AUDITS, BASE, FOLLOWUP, HOURS, PEOPLE, SAME, tallies, whole

from fpplan.contract.months import Period
from fpplan.experiment.lived import lived, past_of
from fpplan.experiment.world import world_of
from fpplan.tallies import join_draws

MONTHS_BEFORE = 12
YEAR = Period("2014-08", 0, 11)


def test_the_months_of_a_run(world, base):
    assert base.first_month == -12 and len(base.months) == 36
    assert base.units == ("V01", "V02") and base.draws == (0, 40)
    assert base.true.dtype == base.reported.dtype == np.int32


@pytest.mark.parametrize("cuts", [(0, 12, 40), (0, 4, 8, 40), (0, 39, 40), (0, 7, 22, 40)])
def test_chunks_join_to_the_same_bytes(world, base, cuts):
    """Chunks that split a parameter set, too."""
    parts = [tallies(world, BASE, span, 0) for span in itertools.pairwise(cuts)]
    assert whole(join_draws(parts)) == whole(base)


def test_other_calls_in_between_change_nothing(world, base):
    shorter = world.ahead(12)
    tallies(shorter, shorter.base, (0, 4), 9)
    tallies(world, FOLLOWUP, (4, 8), 0)
    assert whole(tallies(world, BASE, (0, 40), 0)) == whole(base)


def test_seeds(world, base):
    other, large = tallies(world, BASE, (0, 40), 1), tallies(world, BASE, (0, 4), 2**64 - 1)
    assert len({whole(base), whole(other)}) == 2
    assert not np.array_equal(large.true, base.true[:4])


def test_a_variant_that_changes_nothing_gives_the_same_bytes(world, base):
    assert SAME.variant != BASE.variant
    assert whole(tallies(world, SAME, (0, 40), 0)) == whole(base)


@pytest.mark.parametrize("other", [FOLLOWUP, AUDITS], ids=["hours", "audits"])
def test_what_was_before_the_decision_is_the_same_in_every_variant(world, base, other):
    found = tallies(world, other, (0, 40), 0)
    assert whole(found) != whole(base)
    assert np.array_equal(found.true[:, :, :MONTHS_BEFORE], base.true[:, :, :MONTHS_BEFORE])
    assert np.array_equal(found.reported[:, :, :MONTHS_BEFORE],
                          base.reported[:, :, :MONTHS_BEFORE])


def test_a_variant_first_and_the_base_after_it_share_the_same_past(world, base):
    found = tallies(world, FOLLOWUP, (0, 8), 3)
    after = tallies(world, BASE, (0, 8), 3)
    tallies(world, BASE, (0, 4), 77)  # forget
    assert whole(tallies(world, BASE, (0, 8), 3)) == whole(after)
    assert whole(tallies(world, FOLLOWUP, (0, 8), 3)) == whole(found)


def test_audits_move_the_books_and_not_the_births(world, base):
    audited = tallies(world, AUDITS, (0, 40), 0)
    assert np.array_equal(audited.true, base.true)
    found = [t.total("record", "births_found_by_audit")[:, :, MONTHS_BEFORE:].sum()
             for t in (base, audited)]
    assert found[1] > found[0]


def test_hours_of_records_move_late_births_of_every_village(pools):
    """With shared luck no draw has fewer late births where records have fewer hours."""
    hours = [{"all": {**HOURS, "records": float(each)}} for each in (15, 30, 60)]
    base = plan(PEOPLE, hours=hours[1])
    half, double = (plan(PEOPLE, hours=hours[1], decided={"hours": each}) for each in hours[::2])
    world = world_of({"base": base, "half": half, "double": double})
    late = [tallies(world, each, (0, 40), 0).total("record", "births_delayed")[
        :, :, MONTHS_BEFORE:].sum(axis=2) for each in (half, base, double)]
    assert (late[0] >= late[1]).all() and (late[1] >= late[2]).all()
    assert (late[0].sum(axis=0) > late[1].sum(axis=0)).all()
    assert (late[1].sum(axis=0) > late[2].sum(axis=0)).all()
    before = [tallies(world, each, (0, 8), 0).reported[:, :, :MONTHS_BEFORE]
              for each in (half, double)]
    assert np.array_equal(*before)
    hidden = [tallies(world, each, (0, 40), 0).total("record", "births_missed")
              for each in (half, double)]
    assert np.array_equal(*hidden)


def test_hours_move_use_with_shared_luck(world, base):
    served = tallies(world, FOLLOWUP, (0, 40), 0)

    def users(found):
        return found.total("true", "using")[:, :, -1].sum(axis=1)

    paired = users(served) - users(base)
    apart = users(tallies(world, FOLLOWUP, (0, 40), 1)) - users(base)
    assert paired.mean() > 3 * paired.std() / np.sqrt(paired.size)
    assert paired.std() < 0.5 * apart.std()


def test_chance_alone_spreads_less(world, base):
    """Sets add to the spread of what they drive: between draws of one set, and of many."""
    alone = tallies(world, BASE, (0, 40), 0, "chance")
    users = [t.total("true", "using")[:, :, -1].sum(axis=1) for t in (alone, base)]
    assert users[0].std() < users[1].std()
    assert whole(alone) != whole(base)


def test_indicators_of_a_life_are_of_all_units_and_both_views(world, base):
    one = lived(world, BASE, (0, 8), 0)
    table = one.indicators(["births"], [YEAR])
    assert table.units == ("V01", "V02", "town")
    for view in ("true", "reported"):
        counted = base.total(view, "births")[:8, :, 12:24].sum(axis=2)
        found = table.of("births", view)[..., 0]
        assert np.array_equal(found[:, :2], counted)
        assert np.array_equal(found[:, 2], counted.sum(axis=1))
    assert one.sample == (0, (0, 8)) and one.filled([YEAR], table.units) == {}


def test_the_past_and_the_shifts_ahead_are_those_of_a_life(world, base):
    past, ahead = past_of(world, FOLLOWUP, (0, 8), 0)
    assert np.array_equal(past.counts, base.true[:8, :, :MONTHS_BEFORE, :past.counts.shape[-1]])
    assert ahead.shape[2] == 24 and ahead.any()
    assert not past_of(world, BASE, (0, 8), 0)[1].any()


def test_policy_counts_births_by_the_plans_rule(world, base):
    """A second birth is within policy after a girl: none of the first births is outside."""
    assert base.total("true", "births[order=1,policy=out]").sum() == 0
    assert base.total("true", "births[order=2,prior=girls,policy=out]").sum() == 0
    out = base.total("true", "births[order=2,prior=boys,policy=out]").sum()
    inside = base.total("true", "births[order=2,prior=boys,policy=in]").sum()
    assert inside < 0.05 * out  # second twins of first births


def test_a_chunk_of_draws_takes_the_same_memory_whichever_it_is(world):
    """From the first hundred draws to those before 10,000: nothing grows, nothing stays behind."""
    spans = [(0, 100), (100, 200), (200, 300), (9_800, 9_900), (9_900, 10_000)]
    tallies(world, BASE, spans[0], 0)  # what is prepared once
    gc.collect()
    peaks, left = [], []
    tracemalloc.start()
    for span in spans:
        tracemalloc.reset_peak()
        found = tallies(world, BASE, span, 0)
        peaks.append(tracemalloc.get_traced_memory()[1])
        del found
        gc.collect()
        left.append(tracemalloc.get_traced_memory()[0])
    tracemalloc.stop()
    assert max(peaks[1:]) < 1.03 * min(peaks[1:]), peaks
    assert max(left[1:]) - min(left[1:]) < 0.01 * peaks[1], left
