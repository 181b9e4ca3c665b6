"""Limits that miss nothing, and the first month that cannot be quiet. That whole lives are those of
plain steps is tested with the engine (test_units.py)."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fpplan.population import events, quiet
from fpplan.population.events import TABLES
from fpplan.population.quiet import LIMITS, WATCHED, watched
from fpplan.population.state import (
    AFTER_BIRTH,
    AFTER_LOSS,
    AGED,
    AGES,
    SEX_KNOWN,
    SINCE_CAP,
    STAGES,
    STATE,
)

SETS, PERIODS, STRATA = 2, 3, 2
ALIKE = ("death", "leave", "child_death", "union", "conceive", "lose")


def random_tables(seed=1):
    """Thresholds that rise along each row."""
    rng = np.random.default_rng(seed)
    tables = np.zeros((SETS, PERIODS, STRATA), TABLES)
    for name in ("want", *ALIKE):
        tables[name] = np.sort(rng.integers(0, 2**32, tables[name].shape), axis=-1)
    return tables


@pytest.mark.parametrize("name", ALIKE)
def test_the_greatest_threshold_of_any_period_is_watched(name):
    tables = random_tables()
    found = watched(tables)
    assert found.shape == (SETS, STRATA) and found.dtype == WATCHED
    for s in range(SETS):
        for k in range(STRATA):
            assert found[name][s, k].max() == tables[name][s, :, k].max()


@settings(max_examples=25)
@given(st.integers(0, AGES - 1), st.integers(0, PERIODS - 1), st.integers(1, 2**32 - 1))
def test_a_threshold_is_watched_at_its_age_alone(year, period, threshold):
    tables = np.zeros((1, PERIODS, 1), TABLES)
    tables["death"][0, period, 0, year] = threshold
    found = watched(tables)["death"][0, 0]
    assert found[year // 5] == threshold and np.count_nonzero(found) == 1


def outcome(row, u):
    """What she wants by a row of [now, later] and a uniform."""
    return 0 if u < row[0] else 1 if u < row[1] else 2


@settings(max_examples=50)
@given(st.integers(0, 99), st.data())
def test_no_change_of_a_want_is_missed(seed, data):
    """A uniform that no limit notices leaves each want as it is in every period."""
    tables = random_tables(seed)
    found = watched(tables)[0, 0]
    want, order, age = (data.draw(st.integers(0, n - 1)) for n in found["want_below"].shape)
    rows = tables["want"][0, :, 0, want, order, age].astype(np.int64)
    edges = [max(0, min(2**32 - 1, int(edge) + by)) for edge in rows.ravel() for by in (-1, 0, 1)]
    u = data.draw(st.sampled_from(edges) | st.integers(0, 2**32 - 1))
    seen = (u < found["want_below"][want, order, age]
            or 2**32 - 1 - u < found["want_above"][want, order, age])
    if any(outcome(row, u) != want for row in rows):
        assert seen


def test_a_want_that_stays_whatever_the_luck_is_never_noticed():
    tables = np.zeros((1, 1, 1), TABLES)
    tables["want"][:, :, :, 0] = 2**32 - 1  # but for the last uniform, which no row can hold
    tables["want"][:, :, :, 1, ..., 1] = 2**32 - 1
    found = watched(tables)[0, 0]
    assert not found["want_below"].any()
    assert found["want_above"].max() <= 1 and not found["want_above"][2].any()


def test_who_is_gone_is_never_noticed():
    limits = np.full((LIMITS, 4), 7, np.uint32)
    quiet.forget.py_func(limits, 2)
    assert not limits[:, 2].any() and (np.delete(limits, 2, axis=1) == 7).all()


@pytest.fixture(scope="module")
def plain():
    """The functions as they are written: nothing is compiled for a few women."""
    names = {name: getattr(function, "py_func", function)
             for name, function in vars(events).items()}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(quiet, "happens", SimpleNamespace(**names))
        yield SimpleNamespace(**{name: getattr(quiet, name).py_func
                                 for name in ("next_visit", "sure", "wait")})


def woman(**fields):
    found = np.zeros(1, STATE).view(np.recarray)
    for name, value in fields.items():
        found[name] = value
    return found


def rows_of(w):
    """What her rows and her need rest on beside what only events change: age, youngest child, five
    years since a birth or a first union, stage."""
    since = [12, SINCE_CAP] if w.sons + w.daughters else [SINCE_CAP]
    child = int(np.searchsorted(since, w.since, "right"))
    stages = [1, SEX_KNOWN, AFTER_BIRTH + 1, AFTER_LOSS + 1]
    return w.years // 5, child, int(np.searchsorted(stages, w.stage, "right"))


WOMEN = st.builds(woman, years=st.integers(0, AGES - 1), months=st.integers(0, 11),
                  sons=st.integers(0, 2), stage=st.integers(0, STAGES - 1),
                  since=st.integers(0, SINCE_CAP), method=st.integers(0, 2),
                  on=st.integers(0, 12), here=st.just(1))


@given(WOMEN)
def test_until_the_next_visit_her_rows_stay_and_then_they_do_not(plain, states):
    w = states[0]
    before, left = rows_of(w), int(plain.next_visit(w, np.int64(100))) - 100
    assert left >= 0
    for _month in range(left):
        assert not plain.sure(w)
        plain.wait(w, np.int64(1))
        assert rows_of(w) == before
    if not plain.sure(w):
        plain.wait(w, np.int64(1))
        assert rows_of(w) != before or w.here == AGED


@given(WOMEN)
def test_waiting_at_once_is_waiting_month_by_month(plain, states):
    at_once, stepped = states.copy(), states.copy()
    left = int(plain.next_visit(states[0], np.int64(0)))
    plain.wait(at_once[0], np.int64(left))
    for _month in range(left):
        plain.wait(stepped[0], np.int64(1))
    assert at_once.tobytes() == stepped.tobytes()


def test_at_fifty_she_leaves_the_years_that_are_followed(plain):
    states = woman(years=AGES - 1, months=11, here=1)
    assert plain.next_visit(states[0], np.int64(6)) == 6
    plain.wait(states[0], np.int64(1))
    assert states.here[0] == AGED
