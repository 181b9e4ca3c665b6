"""What a run hands to the writer begins a year before the decision."""

from __future__ import annotations

import numpy as np
import pytest

from fpplan.store.blocks import FIRST_MONTH_KEPT, VIEWS, TallyBlock
from fpplan.tallies import Tallies, slot_table

TABLE = slot_table(("iud",), ("resident",))


def tallies(first: int, months: int) -> Tallies:
    counts = np.zeros((1, 2, months, len(TABLE)), np.int32)
    counts += np.arange(first, first + months, dtype=np.int32)[:, None]  # each tells its month
    return Tallies.unreported(counts, ("iud",), ("resident",), ("V1", "V2"), first, (4, 5))


@pytest.mark.parametrize(("first", "months", "kept"), [
    (-36, 60, list(range(-12, 24))), (-12, 36, list(range(-12, 24))), (-3, 6, list(range(-3, 3)))])
def test_months_before_the_year_before_are_left_out(first, months, kept):
    found = tallies(first, months)
    block = TallyBlock.of(found)
    assert block.first_month == max(first, FIRST_MONTH_KEPT) == kept[0]
    assert block.true[0, 1, :, 0].tolist() == kept
    assert block.true.shape == block.reported.shape == (1, 2, len(kept), len(TABLE))
    assert block.record.shape == (1, 2, len(kept), len(block.record_slots))
    assert np.shares_memory(block.true, found.true)  # nothing is copied


def test_slots_and_units_keep_their_names():
    block = TallyBlock.of(tallies(-12, 12))
    assert block.units == ("V1", "V2") and tuple(block.slots) == tuple(TABLE.names)
    assert "births_omitted" in {name.partition("[")[0] for name in block.record_slots}
    assert VIEWS == ("true", "reported")  # their order is that of the rows
