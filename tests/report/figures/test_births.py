"""Births by month and year, and what of them is decided already."""

import numpy as np
import pytest
from fake_run import FakeRun

from fpplan.report.figures.births import births_by_year, decided_share


def test_births_are_those_of_the_tallies(data):
    block = FakeRun(40).tallies("base")
    slots = [at for at, slot in enumerate(block.slots) if slot.startswith("births[")]
    counts = block.true[..., slots].sum(axis=(1, 3))  # (draw, month)
    years = births_by_year(data, "base")
    for place, year in enumerate(years):
        found = counts[:, 12 + 12 * place : 24 + 12 * place].sum(axis=1)
        assert year["mean"] == pytest.approx(found.mean())
        assert year["q05"] == pytest.approx(np.quantile(found, 0.05))
    assert decided_share(data) == pytest.approx(counts[:, 12:21].sum() / counts[:, 12:24].sum())
