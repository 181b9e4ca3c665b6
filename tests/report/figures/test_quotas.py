"""Quotas on methods beside voluntary demand, by village; small recorded counts never show."""

from __future__ import annotations

import json

import pytest
from fake_run import TOWN, VILLAGES, FakeRun
from hypothesis import given
from hypothesis import strategies as st

from fpplan.contract.text import Text
from fpplan.report.data import RunData
from fpplan.report.figures.quotas import Demand, demands, quotas
from fpplan.store.names import Quota


@pytest.fixture
def data(fake):
    return RunData(fake)


def quota(unit: str, target: float, low: float, high: float, recorded: float | None = None,
          item: str = "task", **more) -> Quota:
    return Quota("plan", item, "female_sterilisation", Text("任务", "task"), unit, target, "count",
                 "in_union_by_order[order=2|3]", Text("妇女", "women"), "stock", 0.01, 0.05,
                 recorded=recorded, target_low=low, target_high=high,
                 wanting="two_daughter_households", among="in_union_by_order[order=2|3]", **more)


def with_quotas(data: RunData, rows: list[Quota]) -> RunData:
    import dataclasses

    other = RunData(data.run)
    other.names = dataclasses.replace(data.names, quotas=tuple(rows))
    return other


def villages(recorded: list[float | None]) -> list[Quota]:
    rows = [quota(unit, 4, 3, 5, one) for unit, one in zip(VILLAGES, recorded, strict=True)]
    known = [one for one in recorded if one is not None]
    total = sum(known) if len(known) == len(recorded) else None
    return [quota(TOWN, 4 * len(rows), 3 * len(rows), 5 * len(rows), total), *rows]


def test_the_gap_has_its_range_in_every_village_and_adds_up(data):
    other = with_quotas(data, villages([None] * len(VILLAGES)))
    rows = {one.quota.unit_id: one for one in demands(other)}
    for unit in VILLAGES:
        one = rows[unit]
        assert one.wanting < one.eligible
        assert (one.low, one.high) == pytest.approx((0.01 * one.wanting, 0.05 * one.wanting))
        assert one.gap_low == pytest.approx(max(0, 3 - one.high))
        assert one.gap_high == pytest.approx(5 - one.low)
        assert one.imposed is None
    for name in ("eligible", "wanting", "target", "low"):
        assert getattr(rows[TOWN], name) == pytest.approx(
            sum(getattr(rows[unit], name) for unit in VILLAGES)), name
    figures = {figure.id: figure for figure in quotas(other)}
    table = figures["quota_plan_task"].table
    assert table["place"].len() == len(VILLAGES)
    assert set(table["target"]) == {"3 to 5"} and set(table["recorded"]) == {""}


def test_a_small_count_of_a_village_hides_it_and_the_total_that_reveals_it(data):
    counts = [3.0] + [9.0] * (len(VILLAGES) - 1)
    other = with_quotas(data, villages(counts))
    found = {one.quota.unit_id: one for one in demands(other)}
    assert found["V01"].hides and found[TOWN].hides and not found["V02"].hides
    for figure in quotas(other):
        text = figure.table.write_json() + json.dumps(figure.spec)
        assert str(int(sum(counts))) not in figure.table["recorded"].to_list()
        assert "<5" in text
        drawn = figure.spec["data"][2]["x"]
        assert 3.0 not in drawn and sum(counts) not in drawn


@given(st.lists(st.integers(0, 12), min_size=len(VILLAGES), max_size=len(VILLAGES)))
def test_no_recorded_count_of_1_to_4_is_ever_shown(fake, counts):
    other = with_quotas(RunData(fake), villages([float(one) for one in counts]))
    found = {one.quota.unit_id: one for one in demands(other)}
    small = {unit for unit, one in zip(VILLAGES, counts, strict=True) if 1 <= one <= 4}
    hidden = {unit for unit, one in found.items() if one.hides}
    assert small <= hidden
    for figure in quotas(other):
        for row in figure.table.to_dicts():
            assert row["recorded"] not in ("1", "2", "3", "4")
            if row["recorded"] == "<5":
                assert row["imposed"] == "<5"
    away = [unit for unit in VILLAGES if unit in hidden]
    if len(away) == 1:  # the total less the others would be its count
        assert found[TOWN].hides


@pytest.mark.parametrize(("recorded", "imposed"), [(0, (0, 0)), (2, (0, 1)), (30, (25, 29))])
def test_imposed_is_the_recorded_number_above_each_end(recorded, imposed):
    one = Demand(quota("V01", 4, 4, 4, recorded), 300, 100, 4, 4, 4, recorded)
    assert (one.low, one.high) == (1, 5)
    assert one.imposed == imposed


def test_a_quota_within_demand_leaves_no_gap():
    one = Demand(quota("V01", 1, 1, 1), 300, 100, 1, 1, 1, None)
    assert (one.gap_low, one.gap_high) == (0, 0)


def test_demand_and_gap_are_those_of_the_definition(data):
    block = FakeRun(40).tallies("base")
    rows = {demand.quota.item: demand for demand in demands(data)}
    boys = [
        at for at, slot in enumerate(block.slots)
        if slot.startswith("births[order=1,sex=m")
    ]  # fmt: skip
    eligible = block.true[:, :, 12:24][..., boys].sum() / 40
    son = rows["iud_after_son"]
    assert son.eligible == pytest.approx(eligible)
    assert son.target == pytest.approx(0.9 * eligible)
    assert (son.low, son.high) == pytest.approx((0.12 * eligible, 0.40 * eligible))
    assert son.gap_low == pytest.approx(0.5 * eligible)
    assert son.gap_high == pytest.approx(0.78 * eligible)
    assert son.imposed == pytest.approx((0.0, 0.1673 * eligible))
    daughters = rows["two_daughter"]
    stock = [block.slots.index("two_daughter_households[stratum=resident]")]
    assert daughters.eligible == pytest.approx(block.true[:, :, 12][..., stock].sum() / 40)
    assert daughters.target == 34
