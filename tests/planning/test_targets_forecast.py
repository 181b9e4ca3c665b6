"""What targets rest on: the same people and the same figures as the run's."""

from __future__ import annotations

import numpy as np
import pytest
from small_place import place, settled

from fpplan.contract.months import Period
from fpplan.experiment.lived import lived
from fpplan.pipeline.execute import chunk_of
from fpplan.planning.targets_forecast import forecast

YEAR, DRAWS = Period("2014-08", 0, 11), 8
UNCOUNTED = """
[base.strata.elsewhere]
label = { zh = "户籍在外", en = "registered elsewhere" }
policy = "girl_second_spaced"
registered = false

[base.population.elsewhere]
A = 900
B = 1500
"""


@pytest.fixture(scope="module")
def work():
    """Half of the people of each village are not counted."""
    return settled(place({"A": 900, "B": 1500}, more=UNCOUNTED), DRAWS)


WOMEN = {"in_union": "stock", "starts[method=iud]": "flow"}


@pytest.fixture(scope="module")
def found(work):
    return forecast(work.world, work.base, YEAR, draws=DRAWS, seed=0, eligible=WOMEN)


@pytest.fixture(scope="module")
def one(work):
    return lived(work.world, work.base, (0, DRAWS), 0, name="base")


def test_only_people_who_are_counted_count(work, found, one):
    assert work.base.counted == ("resident",)
    boys, girls, _ratio = found.of("srb")
    part = slice(12, 24)
    whole, counted = (one.tallies.total("reported", pattern)[:, :, part].sum(axis=2)
                      for pattern in ("births", "births[stratum=resident]"))
    assert np.array_equal((boys + girls)[:, :2], counted)
    assert np.array_equal((boys + girls)[:, 2], counted.sum(axis=1))
    assert 0.4 * whole.sum() < counted.sum() < 0.6 * whole.sum()


def test_births_to_be_ready_for_and_women_of_quotas_are_those_who_are_counted(found, one):
    table = one.indicators(["births"], [YEAR])
    assert np.array_equal(found.births.sum(axis=-1), table.of("births", "true")[:, :, 0])
    assert found.births.shape[2] == len(found.quarters) == 4
    for pattern, kind in WOMEN.items():
        months = slice(12, 13 if kind == "stock" else 24)
        counted, everybody = (
            one.tallies.total("true", pattern, strata)[:, :, months].sum() / DRAWS
            for strata in (("resident",), None))
        assert found.eligible[pattern] == counted
        assert 0 < counted < 0.6 * everybody


@pytest.mark.parametrize("name", ["srb", "births_timely_and_right_percent", "unmet_need_percent"])
def test_the_figures_are_those_of_a_run(work, found, one, name):
    (chunk,) = chunk_of(work, iter([one]))
    block = next(each for each in chunk.indicators if each.view == "reported")
    p, n = block.periods.index(YEAR.id), block.names.index(name)
    above, below, value = found.of(name)
    for mine, theirs in ((above, block.numerator), (below, block.denominator),
                         (value, block.value)):
        assert np.array_equal(mine, theirs[:, :, p, n], equal_nan=True)
