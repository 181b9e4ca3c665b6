"""Small recorded counts cannot be worked out from what is shown."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from fpplan.hide import HIDDEN, hidden, shown

TOTAL = {"total": ["a", "b", "c"]}
TREE = {"t": ["p", "q"], "p": ["a", "b"], "q": ["c", "d"]}


def test_one_to_four_hide_and_nothing_else():
    assert [shown(count) for count in (0, 1, 4, 5, None)] == [0, HIDDEN, HIDDEN, 5, None]
    assert hidden({"a": 0, "b": 5, "c": 300}, {}) == set()


def test_a_total_hides_when_one_cell_is_hidden():
    assert hidden({"a": 3, "b": 9, "c": 12, "total": 24}, TOTAL) == {"a", "total"}


def test_a_total_stays_when_two_cells_keep_each_other():
    assert hidden({"a": 3, "b": 2, "c": 12, "total": 17}, TOTAL) == {"a", "b"}


def test_two_ones_give_each_other_away():
    assert hidden({"a": 1, "b": 1, "c": 12, "total": 14}, TOTAL) == {"a", "b", "total"}
    assert hidden({"a": 4, "b": 4, "c": 12, "total": 20}, TOTAL) == {"a", "b", "total"}


def test_a_hidden_total_is_not_given_away_one_level_up():
    counts = {"a": 3, "b": 9, "p": 12, "c": 20, "d": 30, "q": 50, "t": 62}
    assert hidden(counts, TREE) == {"a", "p", "t"}


def test_an_unknown_part_keeps_its_neighbour():
    assert hidden({"a": 3, "b": None, "c": 12, "total": 24}, TOTAL) == {"a"}


def test_a_total_that_is_not_the_sum_of_its_parts_says_nothing_of_them():
    """Recorded totals may be wrong; two small parts and such a total never came to an end."""
    counts = {"a": 3, "b": 2, "c": 12, "total": 100}
    assert hidden(counts, TOTAL) == {"a", "b"}


def worked_out(counts, sums, away):
    """Hidden leaves that every reading of the shown numbers agrees on, by trying them all."""
    leaves = [key for key in counts if key not in sums]
    unknown = [key for key in leaves if key in away]
    readings = set()
    for guess in itertools.product(range(1, 5), repeat=len(unknown)):
        values = {**{key: counts[key] for key in leaves}, **dict(zip(unknown, guess, strict=True))}
        for total in sorted(sums, key=lambda key: key == "t"):
            values[total] = sum(values[part] for part in sums[total])
        if all(
            values[total] == counts[total]
            if total not in away
            else not 1 <= counts[total] <= 4 or 1 <= values[total] <= 4
            for total in sums
        ):
            readings.add(guess)
    assert readings, "what is shown must agree with the truth"
    return [
        key for at, key in enumerate(unknown) if len({reading[at] for reading in readings}) == 1
    ]


@given(st.lists(st.integers(0, 7), min_size=4, max_size=4))
def test_no_hidden_count_can_be_worked_out(leaves):
    counts = dict(zip("abcd", leaves, strict=True))
    counts["p"], counts["q"] = counts["a"] + counts["b"], counts["c"] + counts["d"]
    counts["t"] = counts["p"] + counts["q"]
    away = hidden(counts, TREE)
    assert {key for key, count in counts.items() if 1 <= count <= 4} <= away
    small_totals = {key for key in "pqt" if 1 <= counts[key] <= 4}
    if not small_totals:  # "<5" of a total of 1 says by itself that its parts are 0 or 1
        assert worked_out(counts, TREE, away) == []


@given(st.lists(st.integers(0, 30), min_size=4, max_size=4))
def test_shown_totals_are_hidden_only_for_a_reason(leaves):
    counts = dict(zip("abcd", leaves, strict=True))
    counts["p"], counts["q"] = counts["a"] + counts["b"], counts["c"] + counts["d"]
    counts["t"] = counts["p"] + counts["q"]
    if not any(1 <= count <= 4 for count in counts.values()):
        assert hidden(counts, TREE) == set()
