"""The whole-number finder against the documents, brute force and random published tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fpplan.contract.errors import InputError
from fpplan.contract.text import speaking
from fpplan.matching.cells import FACTORS, ROUNDINGS, Cell, printed
from fpplan.matching.finder import Culprit, describe, find
from fpplan.matching.problem import Problem, Sum, build, load

HERE = Path(__file__).parent
RULES = ("half_up", "half_even", "truncated")
NAMES = ("births", "b", "c", "d")  # the counts of small problems


def _fits(problem: Problem, counts: dict[str, int]) -> bool:
    """Whether counts agree with everything, checked by printing each rate."""

    def total(names: tuple[str, ...]) -> int:
        return sum(counts[name] for name in names)

    for relation in problem.structure:
        if isinstance(relation, Sum):
            if counts[relation.whole] != total(relation.parts):
                return False
        elif total(relation.less) > total(relation.more):
            return False
    for cell in problem.cells:
        rules = RULES if cell.rounding == "any" else (cell.rounding,)
        below = total(cell.denominator)
        if not below or cell.value not in {
            printed(total(cell.numerator), below, decimals=cell.decimals, rounding=rule,
                    factor=cell.factor)
            for rule in rules
        }:
            return False
    return all(counts[name] == number for name, number in problem.known.items())


def _brute(problem: Problem, below: int) -> Iterator[dict[str, int]]:
    for numbers in product(range(below), repeat=len(NAMES)):
        counts = dict(zip(NAMES, numbers, strict=True))
        if _fits(problem, counts):
            yield counts


# ---- the documents ----------------------------------------------------------------------


@pytest.mark.parametrize("rounding", ["half_up", "half_even", "any"])
def test_lianhe_whole_counts(rounding):
    problem = load(HERE / "lianhe.toml")
    problem = replace(
        problem, cells=tuple(replace(cell, rounding=rounding) for cell in problem.cells)
    )
    found = find(problem, below=1000)
    assert found.solutions[0] == {
        "births": 355, "boys": 210, "girls": 145, "first": 199, "first_boys": 95,
        "first_girls": 104, "second_and_later": 156, "later_boys": 115, "later_girls": 41,
        "within_policy": 257, "third_and_later": 22,
    }
    assert found.solutions[1]["births"] == 710
    assert found.complete
    assert found.count == len(found.solutions)


def test_lianhe_below_the_second_solution_is_unique():
    found = find(load(HERE / "lianhe.toml"), below=710)
    assert (found.count, found.complete, found.searched) == (1, True, 710)
    assert find(load(HERE / "lianhe.toml"), below=355).count == 0


def test_qianshan_given_ninety_births():
    found = find(load(HERE / "qianshan.toml"), below=1000)
    assert found.count == 1
    assert found.solutions[0] == {
        "births": 90, "boys": 44, "girls": 46, "first_boys": 32, "first_girls": 32,
        "second_boys": 12, "second_girls": 14,
    }


def test_qianshan_from_the_ratios_alone():
    problem = replace(load(HERE / "qianshan.toml"), known={})
    found = find(problem, below=91)
    assert found.solutions[0]["births"] == 45
    assert find(problem, below=45).count == 0


@pytest.mark.parametrize(
    ("value", "rounding", "numerator", "denominator"),
    [
        ("28.73", "truncated", 25, 87),
        ("28.73", "any", 25, 87),
        ("28.73", "half_up", 52, 181),
        ("57.57", "truncated", 19, 33),
    ],
)
def test_smallest_fraction_of_one_cell(value, rounding, numerator, denominator):
    problem = build("due", ["due", "done"], ["done <= due"],
                    [Cell.of("share", "done", "due", value, rounding=rounding)])
    found = find(problem, below=500)
    assert found.solutions[0] == {"due": denominator, "done": numerator}


# ---- the count, the bound and the effort ------------------------------------------------


def test_solutions_come_smallest_first_then_in_the_order_of_the_counts():
    found = find(load(HERE / "lianhe.toml"), below=1500, most=1000)
    rows = [tuple(solution.values()) for solution in found.solutions]
    assert rows == sorted(rows)
    assert len(rows) == found.count > 20
    assert find(load(HERE / "lianhe.toml"), below=1500, most=5).solutions == found.solutions[:5]


def test_a_count_of_people_is_bounded_by_its_rate():
    """13.05 per mille of 355: the run of populations, all of them and no other."""
    problem = build("births", ["births", "people"], (),
                    [Cell.of("crude_birth_rate", "births", "people", "13.05", factor=1000)],
                    {"births": 355})
    found = find(problem, below=1000, most=100)
    people = [solution["people"] for solution in found.solutions]
    assert people == [p for p in range(20_000, 30_000)
                      if str(printed(355, p, decimals=2, rounding="half_up", factor=1000))
                      == "13.05"]
    assert found.count == len(people)


def test_several_thousand_births_are_counted_within_the_effort():
    found = find(load(HERE / "lianhe.toml"), below=5000, most=1)
    assert found.complete
    assert found.count > 5000


def test_a_stopped_search_says_so():
    whole = find(load(HERE / "lianhe.toml"), below=1500, most=10_000)
    part = find(load(HERE / "lianhe.toml"), below=1500, most=10_000, effort=500)
    assert not part.complete
    assert 355 < part.searched < 1500
    assert part.solutions == whole.solutions[: len(part.solutions)]
    sure = sum(solution["births"] < part.searched for solution in whole.solutions)
    assert sure <= part.count <= whole.count
    assert len(part.solutions) <= part.count
    assert "At least" in describe(part)
    nothing = find(load(HERE / "lianhe.toml"), below=1500, effort=1)
    assert (nothing.count, nothing.complete, nothing.searched) == (0, False, 0)
    assert "stopped" in describe(nothing)


def test_a_loose_problem_is_counted_without_listing_it():
    """Independent counts multiply, so that the count is a closed form."""
    problem = build("births", ["births", "a", "b", "c"],
                    ["a <= births", "b <= births", "c <= births"])
    found = find(problem, below=301, most=2)
    assert found.complete
    assert found.count == sum((n + 1) ** 3 for n in range(301))


@pytest.mark.parametrize(
    ("structure", "cells", "known", "expected"),
    [
        # Two relations on the same pair: births 10 = b + c with b <= c leaves b = 0..5.
        (["births = b + c", "b <= c"], [], {"births": 10, "d": 0}, 6),
        # A rate open on both sides: b / c prints 1 for 2..5 of 4 and 3..5 of 5.
        (["d <= c", "c <= births", "b <= births"], [("b", "c", "1")], {"births": 5, "d": 4}, 7),
        # A share of 0 needs a denominator above 0: c = 1..3 with b = 0.
        (["c <= births", "b <= c"], [("b", "c", "0")], {"births": 3, "d": 0}, 3),
    ],
)
def test_counted_by_hand(structure, cells, known, expected):
    made = [Cell.of("rate", above, under, value, factor=1 if value == "1" else 100)
            for above, under, value in cells]
    problem = build("births", NAMES, structure, made, known)
    found = find(problem, below=11, most=100)
    assert found.count == len(found.solutions) == expected
    assert list(found.solutions) == list(_brute(problem, 11))


# ---- contradictions and bad problems ----------------------------------------------------


def test_contradiction_names_the_cell_in_the_way():
    cells = [
        Cell.of("boys_share", "boys", "births", "50.0"),
        Cell.of("girls_share", "girls", "births", "50.0"),
        Cell.of("sex_ratio", "boys", "girls", "144.83"),
    ]
    problem = build("births", ["births", "boys", "girls"], ["births = boys + girls"], cells)
    found = find(problem, below=200)
    assert (found.count, found.complete, found.solutions) == (0, True, ())
    assert found.culprits == (Culprit("sex_ratio", 2),)
    assert "Without sex_ratio = 144.83" in describe(found)


def test_contradiction_that_no_single_cell_explains():
    cells = [Cell.of("a", "boys", "births", "10"), Cell.of("b", "boys", "births", "20"),
             Cell.of("c", "boys", "births", "30")]
    found = find(build("births", ["births", "boys"], ["boys <= births"], cells), below=50)
    assert found.culprits == found.undecided == ()
    assert "No single rate" in describe(found)


def test_dropping_the_cell_that_alone_bounds_a_count():
    cells = [Cell.of("rate", "births", "people", "500", factor=1000),
             Cell.of("share", "boys", "births", "33.3")]
    problem = build("births", ["births", "boys", "people"], ["boys <= births"], cells,
                    {"births": 4})
    found = find(problem, below=5)
    assert [culprit.cell for culprit in found.culprits] == ["share"]


def test_a_count_without_an_upper_bound_is_refused():
    problem = build("births", ["births", "women", "boys"], ["boys <= births"])
    with pytest.raises(InputError, match=r"counts\.women: has no upper bound"):
        find(problem, below=10)


@pytest.mark.parametrize("words", [{"below": 0}, {"below": 2.5}, {"below": 9, "most": 0},
                                   {"below": 9, "effort": True}])
def test_bounds_are_positive_whole_numbers(words):
    with pytest.raises(InputError, match="must be a whole number from 1"):
        find(load(HERE / "qianshan.toml"), **words)


def test_a_problem_made_by_hand_is_checked_too():
    problem = replace(load(HERE / "qianshan.toml"), size="brith")
    with pytest.raises(InputError, match="no such count"):
        find(problem, below=10)


def test_known_at_or_above_the_bound_gives_nothing():
    assert find(load(HERE / "qianshan.toml"), below=90).count == 0


# ---- words ------------------------------------------------------------------------------


def test_describe_in_words():
    words = describe(find(load(HERE / "lianhe.toml"), below=1000))
    for part in ("all 4 published rates", "births 355", "within policy 257", "710 births",
                 "4 solutions lie below 1,000 births"):
        assert part in words
    with speaking("zh"):
        assert "二孩及以上156" in describe(find(load(HERE / "lianhe.toml"), below=1000))
    assert "Nothing else below 100" in describe(find(load(HERE / "qianshan.toml"), below=100))


def test_describe_says_when_the_rates_do_not_decide():
    problem = build("births", ["births", "boys"], ["boys <= births"],
                    [Cell.of("share", "boys", "births", "50")], {"births": 200})
    assert "do not decide" in describe(find(problem, below=201))


# ---- any problem ------------------------------------------------------------------------


@st.composite
def _problems(draw: st.DrawFn) -> Problem:
    """Small problems of any shape: every count at most the size, so that all are bounded."""
    structure = [f"{name} <= births" for name in NAMES[1:]]
    names = st.permutations(NAMES)
    for _ in range(draw(st.integers(0, 2))):
        order = draw(names)
        size = draw(st.integers(1, 2))
        if draw(st.booleans()):
            structure.append(f"{order[0]} = {' + '.join(order[1:1 + size])}")
        else:
            structure.append(f"{' + '.join(order[:size])} <= {' + '.join(order[size:size + 2])}")
    cells = []
    for at in range(draw(st.integers(0, 3))):
        above, under = draw(names), draw(names)
        factor, decimals = draw(st.sampled_from(FACTORS)), draw(st.integers(0, 2))
        rounding = draw(st.sampled_from(ROUNDINGS))
        rule = draw(st.sampled_from(RULES)) if rounding == "any" else rounding
        value = printed(draw(st.integers(0, 5)), draw(st.integers(5, 7)), decimals=decimals,
                        rounding=rule, factor=factor)
        cells.append(Cell.of(f"cell_{at}", " + ".join(above[: draw(st.integers(1, 2))]),
                             " + ".join(under[: draw(st.integers(1, 2))]), value,
                             decimals=decimals, rounding=rounding, factor=factor))
    known = draw(st.dictionaries(st.sampled_from(NAMES), st.integers(0, 5), max_size=1))
    return build("births", NAMES, structure, cells, known)


@settings(max_examples=60, deadline=None)
@given(problem=_problems())
def test_equals_brute_force(problem):
    below = 7
    expected = list(_brute(problem, below))
    found = find(problem, below=below, most=10_000)
    assert list(found.solutions) == expected
    assert (found.count, found.complete) == (len(expected), True)
    if not expected:
        for cell in problem.cells:
            rest = replace(problem, cells=tuple(c for c in problem.cells if c is not cell))
            first = next(_brute(rest, below), None)
            assert (Culprit(cell.id, first["births"]) in found.culprits) if first else (
                cell.id not in {culprit.cell for culprit in found.culprits})


ROOMS = ("first_boys", "first_girls", "later_boys", "later_girls")


@settings(max_examples=60, deadline=None)
@given(
    parts=st.tuples(*(st.integers(1, 60) for _ in ROOMS)),
    shares=st.tuples(st.integers(0, 100), st.integers(0, 100)),
    rules=st.tuples(*(st.sampled_from((*RULES, "any")) for _ in range(4))),
    prints=st.tuples(*(st.sampled_from(RULES) for _ in range(4))),
    decimals=st.tuples(*(st.integers(1, 4) for _ in range(4))),
)
def test_true_counts_are_found_however_published(parts, shares, rules, prints, decimals):
    """Any true counts, printed by any rule to any decimals, are among the solutions, and
    every solution prints as the table does."""
    problem = load(HERE / "lianhe.toml")
    true = dict(zip(ROOMS, parts, strict=True))
    true |= {"first": parts[0] + parts[1], "second_and_later": parts[2] + parts[3],
             "boys": parts[0] + parts[2], "girls": parts[1] + parts[3], "births": sum(parts)}
    true["within_policy"] = true["births"] * shares[0] // 100
    true["third_and_later"] = true["second_and_later"] * shares[1] // 100
    cells = []
    for cell, rule, by, places in zip(problem.cells, rules, prints, decimals, strict=True):
        value = printed(true[cell.numerator[0]], true[cell.denominator[0]], decimals=places,
                        rounding=by if rule == "any" else rule)
        cells.append(replace(cell, value=value, decimals=places, rounding=rule))
    problem = replace(problem, cells=tuple(cells))
    found = find(replace(problem, known={"births": true["births"]}),
                 below=true["births"] + 1, most=100_000)
    assert found.complete
    assert true in found.solutions
    assert len(found.solutions) == found.count
    assert all(_fits(problem, dict(solution)) for solution in found.solutions)
    smallest = find(problem, below=true["births"] + 1, most=3)
    assert smallest.solutions[0]["births"] <= true["births"]
    assert all(_fits(problem, dict(solution)) for solution in smallest.solutions)
