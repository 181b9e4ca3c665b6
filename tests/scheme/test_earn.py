"""What one item earns by itself: corners of ranges, nulls, peers, points of others."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_scheme import changed, figures, item, small

from fpplan.api import Calendar, PerEvent, Rank, Span, SplitTarget, Threshold
from fpplan.contract.errors import Problems
from fpplan.scheme.earn import corners, derived_spans, null_points, raw_points, summed
from fpplan.scheme.needs import Needs, resolve_inputs


def span(central, low=None, high=None) -> Span:
    """One cell (draw, unit, year, part)."""
    ends = [np.full((1, 1, 1, 1), float(value)) for value in (central, low, high)
            if value is not None]
    return Span(*ends) if len(ends) == 3 else Span.known(ends[0])


def three(found: Span) -> tuple[float, ...]:
    return tuple(float(part.ravel()[0]) for part in (found.central, found.low, found.high))


@given(st.lists(st.tuples(*[st.integers(-9, 9)] * 3).map(sorted), min_size=1, max_size=3))
def test_the_ends_are_the_least_and_most_over_all_corners(rows):
    names = [f"x{at}" for at in range(len(rows))]
    needs = Needs({name: span(row[1], row[0], row[2])
                   for name, row in zip(names, rows, strict=True)}, {})

    def total(x):
        out = 1.0
        for at, name in enumerate(names):
            out = out * (x[name] - at)
        return out

    outcomes = [float(np.prod([value - at for at, value in enumerate(corner)]))
                for corner in product(*((row[0], row[2]) for row in rows))]
    central = float(np.prod([row[1] - at for at, row in enumerate(rows)]))
    assert three(corners(needs, total)) == (
        central, min(central, *outcomes), max(central, *outcomes))


def test_known_inputs_are_worked_out_once_and_no_gap_is_none():
    calls = []
    found = corners(Needs({"a": span(3)}, {}), lambda x: calls.append(1) or x["a"] * 2)
    assert three(found) == (6, 6, 6) and len(calls) == 1 and found.low is found.high
    assert corners(Needs({"a": span(3, 1, 5)}, {}), lambda x: None) is None


def test_a_corner_that_is_null_leaves_the_others():
    found = corners(Needs({"a": span(1, 0, 2)}, {}), lambda x: np.where(x["a"] > 0, x["a"], np.nan))
    assert three(found) == (1, 1, 2)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.integers(0, 9)).map(sorted),
                max_size=4))
def test_ends_add_up(rows):
    found = summed([None, *(span(c, low, high) for low, c, high in rows), None], axes=4)
    assert three(found) == tuple(sum(row[at] for row in rows) for at in (1, 0, 2))
    known = summed([span(c) for _low, c, _high in rows], axes=4)
    assert known.low is known.high


THIRDS = Calendar(parts=(4, 4, 4))


@pytest.mark.parametrize(("more", "parts"), [
    ({}, (0.0,)), ({"null": 2}, (2.0,)), ({"null": "full"}, (9.0,)),
    ({"null": "full", "calendar": "season"}, (9.0, 9.0, 9.0)),
    ({"null": 2, "calendar": "season"}, (2.0, 2.0, 2.0)),
    ({"null": "full", "calendar": "w1"}, (9.0,))])
def test_what_nothing_to_count_earns(more, parts):
    from dataclasses import replace

    scheme = replace(small(), calendar=THIRDS)
    assert null_points(item("it", Threshold("a", 1, full_points=9), **more), scheme) == parts


def test_a_split_target_earns_its_share_in_each_part_that_is_null():
    from dataclasses import replace

    made = item("it", SplitTarget("a", "b", 10, (4, 3, 3)), null="full", calendar="season")
    assert null_points(made, replace(small(), calendar=THIRDS)) == pytest.approx((4, 3, 3))


def earned(scheme, name, values, peers=None) -> Span:
    chosen = scheme.under()
    problems = Problems("small")
    needs = resolve_inputs(values, chosen, [chosen.item(name)], None, problems)[name]
    assert not list(problems)
    return raw_points(chosen.item(name), needs, values, chosen, peers or {})


def test_caps_floors_and_weights_come_later():
    scheme = changed("complaints", rule=PerEvent("small_complaints", -10), floor=-20.0, weight=3.0)
    assert three(earned(scheme, "complaints", figures(complaints=7))) == (-70, -70, -70)


@pytest.mark.parametrize(("peers", "points"), [
    ({}, [5, 3, 0]), ({"all": ["V02", "V03"]}, [0, 5, 3]), ({"other": ["V03"]}, [5, 3, 0]),
    ({"all": ["V03", "V09"]}, [0, 0, 5])])
def test_a_place_is_among_the_peers_that_are_given_or_all(peers, points):
    found = earned(small(), "best", figures(3, quality=[90, 85, 80]), peers)
    assert found.central[0, :, 0, 0].tolist() == points and found.low is found.high


def test_points_of_others_are_those_of_the_chapter_the_scheme_or_the_gap():
    rule = Rank("#service", "all", {1: 5}, if_missed=("visits",))
    year = Span.known(np.full((1, 2, 1), 7.0))
    gap = span(2)
    found = derived_spans(rule, "year", small().under(), {}, {"visits": gap}, {"service": year},
                          year, {})
    assert found["!visits"] is gap and found["#service"].central.shape == (1, 2, 1, 1)
    total = derived_spans(Rank("#small", "all", {1: 5}), "year", small().under(), {}, {}, {},
                          Span.known(np.full((1, 2, 1), 99.0)), {})
    assert (total["#small"].central == 99).all()


def test_points_by_part_are_added_up_with_their_weights_and_factors():
    scheme = changed("quality", weight=2.0).under()
    seasons = {name: Span.known(np.full((1, 1, 1, 3), 1.0)) for name in ("visits", "quality")}
    factor = {"visits": Span.known(np.full((1, 1, 1), 10.0))}
    found = derived_spans(Rank("#service", "all", {1: 5}), "season", scheme, seasons, {}, {},
                          Span.known(np.zeros((1, 1, 1))), factor)
    assert found["#service"].central.ravel().tolist() == [1 * 10 + 1 * 2] * 3
