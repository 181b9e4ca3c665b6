"""The machine of the finder by itself: limits, boxes, branching, counting and its effort."""

from __future__ import annotations

from itertools import product
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fpplan.matching.cells import Cell, printed
from fpplan.matching.problem import build
from fpplan.matching.search import Machine, Stopped

NAMES = ("births", "boys", "girls", "first")
SUM = ["births = boys + girls", "first <= births"]


def machine(structure=(), cells=(), known=None, names=NAMES, effort=100_000):
    problem = build(names[0], names, structure, cells, known)
    return Machine(problem, problem.cells, effort)


def test_limits_follow_relations_from_the_size():
    assert machine(SUM).limits(10) == [9, 9, 9, 9]
    assert machine(["births = boys + girls"]).limits(10) == [9, 9, 9, None]  # nothing holds first


def test_limits_go_through_a_rate():
    """The fewest that print as 50.0 % to one decimal is 0.4995: 9 of at most 18."""
    rate = Cell.of("share", "births", "first", "50.0")
    assert machine(["births = boys + girls"], [rate]).limits(10)[3] == 18
    assert machine((), [rate], {"first": 18}).limits(10)[0] == 9


def test_a_known_count_is_its_own_limit_and_one_without_any_takes_the_other():
    made = machine(["births = boys + girls"], known={"boys": 4})
    assert made.limits(10, [99, 99, 99, 7]) == [9, 4, 9, 7]


def test_a_box_is_narrowed_by_what_is_known():
    made = machine(SUM, known={"births": 8, "boys": 5})
    box = made.box([9, 9, 9, 9])
    assert [(low, high) for low, high in zip(*box, strict=True)] == [(8, 8), (5, 5), (3, 3), (0, 8)]
    assert machine(SUM, known={"births": 8, "boys": 9}).box([9, 9, 9, 9]) is None
    assert machine(SUM, known={"first": 7}).box([9, 9, 9, 9])[0] == [7, 0, 0, 7]


def test_fixing_a_count_narrows_the_others_and_leaves_the_box():
    made = machine(SUM)
    box = made.box([9, 9, 9, 9])
    inside = made.fix(box, 0, 3)
    assert inside[1] == [3, 3, 3, 3] and box[1] == [9, 9, 9, 9]
    assert made.fix(made.fix(box, 0, 3), 1, 4) is None


def test_only_values_with_a_partner_are_tried():
    """3.33 cut off is 10 to 3, 20 to 6, 30 to 9, and nothing to another number up to 9."""
    made = machine((), [Cell.of("ratio", "births", "boys", "3.33", rounding="truncated",
                                factor=1)])
    box = made.box([30, 9, 0, 0])
    assert list(made.values(box, 1)) == [3, 6, 9]
    assert list(made.values(made.fix(box, 1, 6), 0)) == [20]


def test_solutions_come_in_the_order_of_the_counts():
    made = machine(SUM)
    box = made.fix(made.box([9, 9, 9, 9]), 0, 2)
    assert list(made.solutions(box)) == [(2, boys, 2 - boys, first)
                                         for boys in range(3) for first in range(3)]


@pytest.mark.parametrize("births", [0, 1, 7, 60])
def test_counts_are_closed_forms(births):
    """Births into boys and girls, and any number of first ones: (n + 1)²."""
    made = machine(SUM)
    assert made.count(made.fix(made.box([60] * 4), 0, births)) == (births + 1) ** 2
    parts = machine(["births = boys + girls + first"])
    assert parts.count(parts.fix(parts.box([60] * 4), 0, births)) == comb(births + 2, 2)


def test_parts_that_nothing_joins_are_multiplied_and_not_listed():
    names = ("births", *(f"n{at}" for at in range(20)))
    made = machine([f"{name} <= births" for name in names[1:]], names=names, effort=50)
    assert made.count(made.fix(made.box([9] * 21), 0, 9)) == 10**20


def test_counting_may_end_when_there_is_enough():
    made = machine(["births = boys + girls + first"])
    box = made.fix(made.box([500] * 4), 0, 500)
    before = made.effort
    assert made.count(box, enough=1) >= 1
    assert before - made.effort < 10


def test_the_effort_is_how_many_boxes_may_be_narrowed():
    made = machine(SUM, effort=2)
    box = made.box([9] * 4)
    assert made.fix(box, 0, 3) is not None and made.effort == 0
    with pytest.raises(Stopped):
        made.fix(box, 0, 3)


def test_a_sum_that_several_relations_name_is_one_variable():
    cells = [Cell.of(f"c{at}", "boys + girls", "births", "100") for at in range(2)]
    made = machine(["first <= girls + boys"], cells)
    assert made.variables == len(NAMES) + 1
    assert machine(["births = boys + girls", "first <= girls + boys"], cells).variables == 4


def test_a_list_too_long_is_not_made_and_the_answer_is_the_same():
    """Beyond the longest list a cell is narrowed by its ends alone."""
    rate = Cell.of("rate", "births", "first", "3.27", factor=1000)
    short, long = (machine((), [rate], {"births": 4}) for _ in range(2))
    few, many = short.box([9, 0, 0, 2000]), long.box([10**7, 0, 0, 10**7])
    assert short.count(few) == long.count(many) == sum(
        str(printed(4, people, decimals=2, rounding="half_up", factor=1000)) == "3.27"
        for people in range(1, 2001))


@settings(max_examples=40)
@given(st.data())
def test_counts_and_solutions_are_those_of_trying_everything(data):
    top = 5
    lines = data.draw(st.lists(st.sampled_from([
        "births = boys + girls", "first <= boys", "boys + first <= births",
        "girls <= boys + first"]), unique=True))
    share = data.draw(st.sampled_from(["0", "33", "50", "67", "100"]))
    made = machine(lines, [Cell.of("share", "first", "births", share)])

    def fits(births, boys, girls, first):
        kept = {"births = boys + girls": births == boys + girls, "first <= boys": first <= boys,
                "boys + first <= births": boys + first <= births,
                "girls <= boys + first": girls <= boys + first}
        return births > 0 and all(kept[line] for line in lines) and str(
            printed(first, births, decimals=0, rounding="half_up")) == share

    expected = [each for each in product(range(top + 1), repeat=4) if fits(*each)]
    box = made.box([top if name is not None else 2 * top for name in
                    [*NAMES, *[None] * (made.variables - 4)]])
    assert (made.count(box) if box else 0) == len(expected)
    assert (list(made.solutions(box)) if box else []) == expected
