"""Parts of the compiled walk: its record families and the draw of mothers' ages."""

from __future__ import annotations

import numpy as np
import pytest

from fpplan.books import kernel
from fpplan.luck import fold
from fpplan.tallies import record_table


def test_the_kernel_fills_every_record_family():
    others = {"girls_not_born", "births_counted", "children_under_5", "children_counted"}
    assert {*kernel.RECORDS, *others} == set(record_table(("resident",)).families)
    named = {"RIGHT": "births_in_time_and_right", "MISSED": "births_missed",
             "DELAYED": "births_delayed", "LATE": "births_late",
             "FOUND": "births_found_by_audit", "OMITTED": "births_omitted",
             "PENDING": "births_pending", "WRONG": "birth_labels_wrong",
             "WRONG_FOUND": "birth_labels_found_by_audit", "FROM_BEFORE": "births_from_before",
             "ORDER_WRONG": "birth_order_wrong", "SEX_WRONG": "birth_sex_wrong",
             "POLICY_WRONG": "birth_policy_wrong", "FALSE": "births_false",
             "FALSE_FOUND": "births_false_found_by_audit"}
    assert len(named) == len(kernel.RECORDS)
    for constant, family in named.items():
        assert kernel.RECORDS[getattr(kernel, constant)] == family


def test_streams_of_luck_are_frozen():
    streams = (kernel.MISS, kernel.DELAY, kernel.RELABEL, kernel.FIND_MISSED,
               kernel.FIND_DELAYED, kernel.ENTER, kernel.RELABEL_LATE, kernel.FIND_LABEL,
               kernel.AGE_OUT, kernel.AGE_IN)
    assert list(streams) == list(range(10))
    later = (kernel.SURFACE, kernel.STATUS, kernel.INVENT, kernel.FIND_FALSE, kernel.AGE_FALSE)
    assert later == (10, 11, 12, 13, 14) and (kernel.DOWN, kernel.AS_BOY) == (16, 24)


@pytest.mark.parametrize("many", [0, 1, 5, 9, 50])
def test_births_taken_from_ages_are_neither_lost_nor_made(many):
    for luck in range(50):
        ages, into = np.array([3, 0, 4, 2]), np.zeros(4, np.int64)
        kernel._take(ages, many, np.uint64(fold("test", luck)), kernel.AGE_OUT, into)
        assert into.sum() == min(many, 9)
        assert (ages + into == [3, 0, 4, 2]).all() and ages.min() >= 0


def test_every_birth_is_as_likely_to_be_taken():
    taken = np.zeros(3, np.int64)
    for luck in range(6000):
        kernel._take(np.array([1, 2, 3]), 1, np.uint64(fold("even", luck)), 0, taken)
    expected = np.array([1000, 2000, 3000])
    assert (np.abs(taken - expected) < 4 * np.sqrt(expected * (1 - expected / 6000))).all()
