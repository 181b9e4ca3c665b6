"""What fills an input: each way, and what is refused."""

from dataclasses import replace

import pytest

from fpplan.contract.fills import COUNTS, Fill

GOOD = {
    "work": Fill.work("publicity", 2, 4, "quarter", "missed"),
    "share": Fill.share("counselling", 0.5, of="counselling"),
    "clients": Fill.clients("home_visits", "percent"),
    "awareness": Fill.awareness(),
    "told": Fill.told(),
    "records": Fill.records(),
    "stock": Fill.stock("out"),
    "staff": Fill.staff("standing", of="village_worker"),
    "indicator": Fill.same_as("births_reported_percent"),
}


def keys(fill: Fill) -> list[str]:
    return [key for key, _rule, _value in fill.faults()]


@pytest.mark.parametrize("by", COUNTS)
def test_every_way_has_a_method_whose_fill_is_sound(by):
    assert GOOD[by].by == by and keys(GOOD[by]) == []
    assert GOOD[by].counted in COUNTS[by]


@pytest.mark.parametrize("by", COUNTS)
def test_what_a_way_cannot_count_is_refused(by):
    assert keys(replace(GOOD[by], counts="moons")) == ["counts"]


@pytest.mark.parametrize(("fill", "key"), [
    (replace(GOOD["work"], task=None), "task"),
    (replace(GOOD["work"], hours_each=None), "hours_each"),
    (replace(GOOD["work"], hours_each=0.0), "hours_each"),
    (replace(GOOD["work"], hours_each=1e6), "hours_each"),
    (replace(GOOD["work"], times=0), "times"),
    (replace(GOOD["work"], of="counselling"), "of"),
    (replace(GOOD["share"], of=None), "of"),
    (replace(GOOD["share"], of=0.0), "of"),
    (replace(GOOD["records"], task="records"), "task"),
    (replace(GOOD["clients"], hours_each=1.0), "hours_each"),
    (replace(GOOD["indicator"], indicator=None), "indicator"),
    (replace(GOOD["stock"], indicator="cbr"), "indicator"),
    (Fill("luck"), "by"),  # type: ignore[arg-type]
])
def test_each_thing_that_is_missing_or_means_nothing_is_named(fill, key):
    assert keys(fill) == [key]


def test_records_answer_to_records_and_audits():
    assert GOOD["records"].tasks == ("records", "record_audit")
    assert GOOD["told"].tasks == ("counselling",)
    assert GOOD["stock"].tasks == GOOD["staff"].tasks == GOOD["indicator"].tasks == ()
