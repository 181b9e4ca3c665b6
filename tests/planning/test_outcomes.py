"""True outcomes: the closed list, what counts 0 and 100, and how they weigh."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fpplan.contract.errors import InputError
from fpplan.contract.tags import core_inputs
from fpplan.contract.text import Text
from fpplan.experiment.response import Column
from fpplan.planning.outcomes import (
    GROUPS,
    LEAST_RANGE,
    UNMOVED,
    Outcome,
    alike,
    chosen,
    kept,
    outcomes_known,
)
from fpplan.programme.tasks import core_tasks

TASKS = core_tasks()
SHARES = st.floats(0, 1)


def outcome(sign: int = 1, weight: float = 1.0, group: str = "need", name: str = "x") -> Outcome:
    return Outcome(Column(name, "true"), Text(name, name), sign, group, weight)


@pytest.mark.parametrize(("sign", "worst", "best"), [(1, 0.2, 0.7), (-1, 0.35, 0.1)])
def test_the_worst_counts_nothing_the_best_a_hundred_and_half_way_fifty(sign, worst, best):
    found = outcome(sign).measured(worst, best)
    shares = np.array([worst, best, (worst + best) / 2])
    assert found.part(shares) == pytest.approx([0, 100, 50])


def test_before_it_is_measured_all_people_count_a_hundred():
    """Of what should be less, everybody counts -100."""
    assert outcome().part(np.array([0.0, 0.25, 1.0])) == pytest.approx([0, 25, 100])
    assert outcome(-1).part(np.array([0.0, 0.25, 1.0])) == pytest.approx([0, -25, -100])


@given(SHARES, SHARES, SHARES, st.sampled_from([1, -1]))
def test_a_share_is_found_again_from_its_part(share, one, two, sign):
    worst, best = sorted((one, two))[::sign]
    found = outcome(sign).measured(worst, best)
    assert found.share(found.part(np.array([share]))) == pytest.approx([share], abs=1e-9)


@given(SHARES, SHARES, st.sampled_from([1, -1]))
def test_better_counts_more(one, two, sign):
    worst, best = sorted((one, two))[::sign]
    parts = outcome(sign).measured(worst, best).part(np.array([0.0, 1.0]))
    assert (parts[1] > parts[0]) == (sign > 0)


@pytest.mark.parametrize("sign", [1, -1])
def test_little_moved_is_measured_against_a_hundredth_of_people(sign):
    found = outcome(sign).measured(0.5, 0.5 + sign * 0.002)
    assert found.weight == 1
    assert found.share_of_best == pytest.approx(0.5 + sign * 0.002)
    assert found.worst == pytest.approx(found.share_of_best - sign * LEAST_RANGE)


def test_what_hours_do_not_move_has_no_weight():
    assert outcome().measured(0.5, 0.5 + UNMOVED / 2).weight == 0
    assert outcome().measured(0.5, 0.5).weight == 0
    assert outcome().measured(0.5, 0.5 + UNMOVED * 2).weight == 1


def test_years_count_alike_whatever_their_people():
    above, below = np.array([[[1.0, 90.0]]]), np.array([[[10.0, 100.0]]])
    assert outcome().values(above, below) == pytest.approx(np.array([[0.5]]))


def test_a_draw_with_nothing_to_count_has_the_share_of_the_others():
    """Two draws of 1 of 10 and 5 of 10, one of none: 6 of 20, no mean of ratios."""
    above, below = (np.array(x, float).reshape(3, 1, 1) for x in ([1, 11, 0], [10, 30, 0]))
    found = outcome().values(above, below)[:, 0]
    assert found == pytest.approx([0.1, 11 / 30, 12 / 40])
    assert outcome().values(np.zeros((2, 1, 1)), np.zeros((2, 1, 1))).tolist() == [[0.0], [0.0]]


def test_books_are_full_at_most():
    """Late entries take births in the books above births of a year."""
    above, below = np.full((1, 1, 2), [12.0, 8.0]), np.full((1, 1, 2), 10.0)
    books = outcome(name="record_completeness_percent")
    assert books.values(above, below) == pytest.approx(np.array([[0.9]]))
    assert outcome().values(above, below) == pytest.approx(np.array([[1.0]]))


def test_groups_weigh_alike_and_within_them_outcomes_with_any_weight():
    given_ = [outcome(group="need"), outcome(group="need"), outcome(group="care"),
              outcome(group="care", weight=0.0)]
    assert [o.weight for o in alike(given_)] == [0.5, 0.5, 1.0, 0.0]
    assert alike(alike(given_)) == alike(given_)


def test_the_closed_list_is_of_services_and_holds_nothing_tagged():
    known = outcomes_known(TASKS)
    inputs = core_inputs()
    assert not [name for name in known if name in inputs and inputs[name].tags]
    assert not {"births", "crude_birth_rate", "sterilisations", "mcpr_percent"} & {*known}
    assert known["unmet_need_percent"][1] == -1 and known["demand_satisfied_percent"][1] == 1
    text, sign = known["coverage.antenatal_care"]
    assert sign == 1 and text.en.startswith("coverage of ") and text.zh.endswith("覆盖率")
    # care that meets nobody (training), services that are no care, and surveillance are none
    assert not {"coverage.staff_training", "coverage.counselling",
                "coverage.pregnancy_checks"} & {*known}


def test_a_tagged_service_of_care_is_no_outcome():
    tagged = replace(TASKS["antenatal_care"], plannable=False, tags=frozenset(["surveillance"]))
    assert "coverage.antenatal_care" not in outcomes_known({"antenatal_care": tagged})
    assert "coverage.antenatal_care" in outcomes_known(TASKS)


def test_without_weights_all_have_a_part_and_groups_are_equal():
    found = chosen(TASKS, None)
    assert [o.column.name for o in found] == [*outcomes_known(TASKS)]
    for group in GROUPS:
        assert sum(o.weight for o in found if o.group == group) == pytest.approx(1)
    assert chosen(TASKS, {}) == found


def test_weights_that_are_given_stand_and_others_are_nothing():
    found = {o.column.name: o.weight for o in chosen(
        TASKS, {"unmet_need_percent": 3.0, "coverage.antenatal_care": 0.5})}
    assert found.pop("unmet_need_percent") == 3.0
    assert found.pop("coverage.antenatal_care") == 0.5
    assert not any(found.values()) and len(found) == len(outcomes_known(TASKS)) - 2


def test_it_is_true_where_a_true_view_is_and_in_the_books_where_only_they_know():
    views = {o.column.name: o.column.view for o in chosen(TASKS, None)}
    assert views.pop("record_completeness_percent") == "reported"
    assert set(views.values()) == {"true"}


@pytest.mark.parametrize(("weights", "says"), [
    ({"sterilisations": 1.0}, "tagged procedure_quota: tagged figures are scored as documented"),
    ({"crude_birth_rate": 1.0}, "tagged birth_limit"),
    ({"unmet_need": 1.0}, 'is none of the true outcomes: .*nearest: "unmet_need_percent"'),
    ({"unmet_need_percent": -1.0}, "a weight is a number, 0 or more"),
    ({"unmet_need_percent": float("nan")}, "a weight is a number, 0 or more"),
    ({"unmet_need_percent": float("inf")}, "a weight is a number, 0 or more"),
    ({"unmet_need_percent": 0.0}, "at least one weight must be above 0"),
])
def test_what_cannot_be_a_weight(weights, says):
    with pytest.raises(InputError, match=says):
        chosen(TASKS, weights)


def test_no_outcome_may_get_worse_but_those_that_are_named():
    outcomes = [outcome(name="a"), outcome(name="b")]
    assert kept(outcomes, ()) == (True, True)
    assert kept(outcomes, ("b",)) == (True, False)
    assert kept(outcomes, ("all",)) == (False, False)
    with pytest.raises(InputError, match="--may-worsen c: is none of the true outcomes: a, b"):
        kept(outcomes, ("a", "c"))
