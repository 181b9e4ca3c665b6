"""A plugin's own sums of tallies are worked out like any indicator."""

from dataclasses import replace

import pytest
from small_scheme import item, own, small

from fpplan.api import PerEvent
from fpplan.contract.months import Period
from fpplan.indicators.evaluate import evaluate
from fpplan.scheme.tallied import tally_indicators


def with_tallies():
    scheme = small()
    inputs = (
        own("fifths", about="order_or_policy_status", numerator=("births[order=5]",)),
        own("late_share", "percent", about="record", numerator=("births[order=2]",),
            denominator=("births",), factor=100.0))
    items = tuple(item(f"more_{inp.id}", PerEvent(inp.id, 1)) for inp in inputs)
    last = replace(scheme.chapters[-1], items=(*scheme.chapters[-1].items, *items))
    return replace(scheme, inputs=(*scheme.inputs, *inputs),
                   chapters=(*scheme.chapters[:-1], last))


def test_a_count_and_a_share(make_tallies):
    own_formulas = tally_indicators(with_tallies())
    assert list(own_formulas) == ["small_fifths", "small_late_share"]
    tallies = make_tallies({"births[order=5": 3, "births[order=2": 9})
    table = evaluate(tallies, [Period("2014", 0, 11)], indicators=own_formulas)
    assert table.of("small_fifths", "true")[0, 0, 0] == 3
    assert table.of("small_late_share", "true")[0, 0, 0] == pytest.approx(75)


@pytest.fixture
def make_tallies():
    import numpy as np

    from fpplan.tallies import Tallies, record_table, slot_table

    def make(counts):
        table = slot_table(("iud",), ("resident",))
        true = np.zeros((1, 1, 12, len(table)), dtype=np.int32)
        for start, count in counts.items():
            slot = next(at for at, name in enumerate(table.names) if name.startswith(start))
            true[0, 0, 0, slot] = count
        record = record_table(("resident",))
        return Tallies(true, true.copy(), np.zeros((1, 1, 12, len(record)), np.int32), table,
                       record, ("V01",), 0, (0, 1))

    return make
