"""Weights of a chapter set anew: factors, their ends, and what they keep."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_scheme import figures, item, own, small

from fpplan.api import Chapter, Figures, Proportional, Reweight, Scheme, Span, Text
from fpplan.contract.errors import Problems
from fpplan.scheme.weights import chapter_weights, factors_of, times

FULL = {"one": 60.0, "two": 20.0, "three": 20.0}


def weighted() -> Scheme:
    """Three items of 60, 20 and 20 points; the third keeps its weight."""
    inputs = [own(name, "percent") for name in FULL]
    return replace(small(), base=100, payouts=(), peers=(), readings=(), inputs=(
        *inputs, own("w1", "points", "staff"), own("w2", "points", "staff", range=(0, 4))),
        chapters=(Chapter("all", Text("全", "all"), reweight=Reweight(
            {"one": "small_w1", "two": "small_w2"}), items=tuple(
                item(name, Proportional(f"small_{name}", full, 100))
                for name, full in FULL.items())),)).under()


def cell(*values: float) -> Span:
    ends = [np.full((1, 1, 1), float(value)) for value in values]
    return Span(*ends) if len(ends) == 3 else Span.known(ends[0])


def factors(w1: Span, w2: Span, present: tuple[str, ...] = tuple(FULL)) -> dict[str, list[float]]:
    found = factors_of(weighted().layout, {"all": {"small_w1": w1, "small_w2": w2}}, {*present})
    return {name: [part.item() for part in (span.central, span.low, span.high)]
            for name, span in found.items()}


def test_weights_of_one_change_nothing():
    assert factors(cell(1), cell(1)) == {name: [1, 1, 1] for name in FULL}


def test_a_weak_point_counts_more_and_the_others_less():
    # 60, 40, 20 make 120 for the same 100
    found = factors(cell(1), cell(2))
    assert [found[name][0] for name in FULL] == pytest.approx([100 / 120, 200 / 120, 100 / 120])


@given(st.integers(0, 5), st.integers(0, 5))
def test_the_chapter_keeps_its_points(w1, w2):
    found = factors(cell(w1), cell(w2))
    assert sum(FULL[name] * found[name][0] for name in FULL) == pytest.approx(100)


def test_points_are_divided_among_the_items_that_are_there():
    found = factors(cell(3), cell(1), ("one", "two"))
    assert set(found) == {"one", "two"}
    assert 60 * found["one"][0] + 20 * found["two"][0] == pytest.approx(80)


RANGE = st.tuples(*[st.integers(0, 4)] * 3).map(sorted)


@given(RANGE, RANGE, st.sampled_from([tuple(FULL), ("one", "two")]))
def test_the_ends_hold_every_outcome(first, second, present):
    ends = factors(cell(first[1], first[0], first[2]), cell(second[1], second[0], second[2]),
                   present)
    for w1, w2 in product(range(first[0], first[2] + 1), range(second[0], second[2] + 1)):
        for name, exact in factors(cell(w1), cell(w2), present).items():
            _central, low, high = ends[name]
            assert low - 1e-9 <= exact[0] <= high + 1e-9, (name, w1, w2)


@given(st.tuples(*[st.integers(-9, 9)] * 3).map(sorted),
       st.tuples(*[st.integers(0, 5)] * 3).map(sorted))
def test_points_times_a_factor_hold_every_corner(points, factor):
    found = times(cell(points[1], points[0], points[2]), cell(factor[1], factor[0], factor[2]))
    outcomes = [p * f for p, f in product((points[0], points[2]), (factor[0], factor[2]))]
    assert found.central.item() == points[1] * factor[1]
    assert (found.low.item(), found.high.item()) == (min(outcomes), max(outcomes))


def test_what_is_known_stays_known():
    found = times(cell(3), cell(2))
    assert found.central.item() == 6 and found.low is found.high


def read(**values) -> tuple[dict, list[str]]:
    given_ = Figures.build(["V01"], ["2014"], {name: np.full((1, 1, 1), float(value))
                                              for name, value in values.items()})
    problems = Problems("small")
    return chapter_weights(given_, weighted(), None, problems), [each.key for each in problems]


def test_weights_are_read_of_the_year_or_taken_from_their_range():
    found, missing = read(small_w1=3)
    assert missing == [] and set(found["all"]) == {"small_w1", "small_w2"}
    assert found["all"]["small_w1"].central.tolist() == [[[3]]]
    open_ = found["all"]["small_w2"]
    assert (open_.central.item(), open_.low.item(), open_.high.item()) == (2, 0, 4)


def test_a_weight_that_is_needed_and_not_given_is_named():
    assert read(small_w2=1)[1] == ["small_w1"]
    problems = Problems("small")
    assert chapter_weights(figures(), small().under(), None, problems) == {}
    assert not list(problems)
