"""A woman is sixteen bytes, and every number that she can hold fits."""

from __future__ import annotations

import numpy as np

from fpplan.population import state
from fpplan.population.state import FIELDS, STAGES, STATE


def test_a_woman_is_sixteen_bytes():
    assert STATE.itemsize == 16
    assert STATE.names == FIELDS
    assert all(STATE[name] == np.uint8 for name in FIELDS)


def test_stages_follow_each_other_without_gap():
    known = state.GESTATION - state.SEX_KNOWN + 1  # months in which the sex can be known
    assert state.SEX_KNOWN == state.MALE_STAGE == 4
    assert state.MALE_STAGE + known == state.FEMALE_STAGE == 10
    assert state.FEMALE_STAGE + known == state.AFTER_BIRTH + 1
    assert state.AFTER_LOSS + 1 == state.AFTER_BIRTH + 1 + state.MOST_AFTER_BIRTH
    assert STAGES == state.AFTER_LOSS + state.MOST_AFTER_LOSS + 1 == 43


def test_names_of_numbers_differ():
    here = (state.ABSENT, state.PRESENT, state.DEAD, state.LEFT, state.AGED, state.EMPTY)
    assert sorted(here) == list(range(6))
    assert (state.NOW, state.LATER, state.NO_MORE) == (0, 1, 2)


def test_ages_are_15_to_49():
    assert state.AGES == 35 == 5 * state.AGE_GROUPS
    assert state.FIRST_AGE + state.AGES - 1 == state.LAST_AGE == 49


def test_counters_fit():
    assert max(state.SINCE_CAP, state.ON_CAP, STAGES, state.AGES) < 256


def test_every_state_that_is_lived_is_possible(town, months):
    _, after, _ = months
    for states in after:
        lived = states[states["here"] == state.PRESENT]
        assert lived["years"].max() < state.AGES and lived["months"].max() < 12
        assert lived["order"].max() <= state.MAX_ORDER
        assert lived["method"].max() <= len(town.setting.methods)
        assert lived["fecund"].max() < state.CLASSES and lived["want"].max() <= state.NO_MORE
        assert lived["stage"].max() < STAGES
        assert lived["since"].max() <= state.SINCE_CAP and lived["meant"].max() <= state.NO_MORE
        assert lived["on"][lived["method"] > 0].max() <= state.ON_CAP
        assert lived["reach"].max() <= state.RELUCTANT
        pregnant = (lived["stage"] >= 1) & (lived["stage"] <= state.AFTER_BIRTH)
        assert not lived["method"][pregnant].any()
        assert lived["fecund"][pregnant].all()
        living = lived["sons"].astype(int) + lived["daughters"]
        assert (living <= lived["order"])[lived["order"] < state.MAX_ORDER].all()
        assert set(np.unique(lived["on"][lived["method"] == 0])) <= {0, state.PAST}
