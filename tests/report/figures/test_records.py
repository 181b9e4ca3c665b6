"""What happens and what the books say."""

import pytest
from fake_run import FakeRun

from fpplan.report.figures.records import births_in_view


def test_reported_births_are_those_of_the_books(data):
    block = FakeRun(40).tallies("base")
    slots = [at for at, slot in enumerate(block.slots) if slot.startswith("births[")]
    reported = block.reported[..., slots].sum(axis=(1, 3))[:, 12:24].sum(axis=1)
    assert births_in_view(data, "base", data.years[0])["reported"] == pytest.approx(
        reported.mean()
    )
