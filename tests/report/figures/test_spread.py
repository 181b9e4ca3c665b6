"""The split of variance in the report."""

import dataclasses

import numpy as np
import pytest
from fake_run import TOWN

from fpplan.contract.text import speaking
from fpplan.indicators.variance import split
from fpplan.report.data import RunData
from fpplan.report.figures.spread import spread, spreads
from fpplan.store import Run


def test_rows_are_the_runs_own_numbers(fake):
    data = RunData(fake)
    row = spreads(data)[0]
    draws = data.indicator_draws.filter(
        (data.indicator_draws["variant"].cast(str) == "base")
        & (data.indicator_draws["view"] == "true")
        & (data.indicator_draws["name"] == "crude_birth_rate")
        & (data.indicator_draws["period"] == data.years[-1].id)
    ).sort("draw")["value"].to_numpy()
    found = split(draws, data.meta.repeats)
    assert row.place is data.unit[TOWN]
    assert row.split == found
    assert row.deviation == pytest.approx(np.sqrt(max(found.parameters, 0) + found.chance))


def test_bars_fill_the_whole_variance(fake):
    with speaking("en"):
        figure = spread(RunData(fake))[0]
    chance, parameters = figure.spec["data"]
    assert np.allclose(np.add(chance["x"], parameters["x"]), 100)
    assert len(set(chance["y"])) == len(figure.table)


def test_a_run_of_chance_alone_has_no_such_figure(fake):
    meta = dataclasses.replace(fake.meta, uncertainty="chance", sets=1)
    assert spread(RunData(Run(fake.path, meta))) == []
