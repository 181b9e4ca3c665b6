"""A projection: its accounts, its chunks, its folder."""

from __future__ import annotations

import tracemalloc

import numpy as np
import polars as pl
import pytest
from small_people import plan

from fpplan.contract.errors import FpplanError
from fpplan.experiment.world import world_of
from fpplan.population import pool
from fpplan.population.accounting import Fertility
from fpplan.projection.folder import Folder, write
from fpplan.projection.numbers import ASFR, PROGRESSION
from fpplan.projection.project import prepared_projection
from fpplan.store import Run

# What the module's fixture makes is made once, by one worker.
pytestmark = pytest.mark.xdist_group("project")

PLACE = {"resident": {"V01": 1500, "V02": 500}}
RATES = Fertility(np.array([2014.0]), np.array([[0, 20, 120, 110, 60, 20, 4, 1, 0]]) / 1000)


def work(draws=8, years=3, **more):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pool, "HISTORIES", 1200)
        world = world_of(plan(PLACE))
        made = prepared_projection(world, world.base, years, draws=draws, seed=2, **more)
        assert made.population.roll.women > 0  # prepared here, with small pools
        return made


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    path = tmp_path_factory.mktemp("projection") / "made"
    write(work(), path)
    return Folder.open(path)


def test_tables_are_whole_and_sorted(folder):
    years, fans, pyramid = (folder.table(name) for name in ("years", "fans", "pyramid"))
    periods = ["2013-08", "2014-08", "2015-08", "2016-08"]
    assert years.height == 3 * 8 * 4
    assert years["period"].unique(maintain_order=True).to_list() == periods
    assert years["unit"].unique(maintain_order=True).to_list() == ["V01", "V02", "town"]
    assert years["draw"].to_list()[:5] == [0, 0, 0, 0, 1]
    assert set(fans["name"]) == set(years.columns) - {"unit", "draw", "period"}
    assert pyramid.height == 3 * 4 * 2 * 101
    assert pyramid["month"].unique(maintain_order=True).to_list() == [
        "2014-08", "2015-08", "2016-08", "2017-08"]


def test_people_change_by_births_deaths_and_moves(folder):
    """A town gains women who move in and loses those who leave; the rest is births and deaths."""
    town = folder.table("years").filter(pl.col("unit") == "town").sort("draw", "period")
    people = town["people"].to_numpy().reshape(8, 4)
    born = (town["births"] - town["deaths"]).to_numpy().reshape(8, 4)
    moved = np.diff(people, axis=1) - born[:, 1:]
    assert (np.abs(moved) <= 20).all()  # about 500 women, half a percent a year each way
    assert (people[:, 0] == 2000).all()


def test_parents_are_sums_of_their_leaves(folder):
    years = folder.table("years")
    parts = {unit: years.filter(pl.col("unit") == unit).sort("draw", "period")
             for unit in ("V01", "V02", "town")}
    for name in ("births", "deaths", "people"):
        assert (parts["V01"][name] + parts["V02"][name]).to_list() == parts["town"][name].to_list()


def test_the_pyramid_is_the_people(folder):
    pyramid = folder.table("pyramid").group_by("unit", "month", maintain_order=True).agg(
        pl.col("mean").sum())
    fans = folder.fans.filter(pl.col("name") == "people")
    assert np.allclose(pyramid["mean"], fans["mean"])


def test_fans_are_quantiles_of_the_draws_and_pooled_means(folder):
    years = folder.table("years")
    draws = years.filter(pl.col("unit") == "V01", pl.col("period") == "2015-08")
    for name in ("births", "tfr", "srb", "progression_0"):
        one = draws[name].drop_nulls()
        row = folder.fans.filter(pl.col("unit") == "V01", pl.col("period") == "2015-08",
                                 pl.col("name") == name).row(0, named=True)
        assert row["draws"] == len(one)
        for q, share in (("q05", 0.05), ("q50", 0.5), ("q95", 0.95)):
            assert row[q] == pytest.approx(np.quantile(one.to_numpy(), share))
    # The mean of a ratio is boys of all draws over girls of all draws, below the mean of ratios.
    ratios = years.filter(pl.col("unit") == "V02", pl.col("period") == "2015-08")["srb"]
    row = folder.fans.filter(pl.col("unit") == "V02", pl.col("period") == "2015-08",
                             pl.col("name") == "srb").row(0, named=True)
    assert row["mean"] < ratios.mean()


def test_progression_is_of_projected_years_only(folder):
    frame = folder.fans.filter(pl.col("unit") == "town", pl.col("name") == PROGRESSION[0])
    assert frame["draws"].to_list() == [0, 8, 8, 8]
    assert frame["mean"][0] is None and 50 < frame["mean"][1] <= 100


def test_chunks_and_threads_change_no_byte(folder, tmp_path):
    import numba

    before = numba.get_num_threads()
    numba.set_num_threads(1)
    try:
        write(work(), tmp_path / "again", chunk=4)
    finally:
        numba.set_num_threads(before)
    for name in ("years", "fans", "pyramid", "names", "units", "parameters"):
        file = f"{name}.parquet"
        assert (tmp_path / "again" / file).read_bytes() == (folder.path / file).read_bytes(), name
    assert (tmp_path / "again/run.toml").read_bytes() == (folder.path / "run.toml").read_bytes()
    assert not list(tmp_path.glob("*.part"))


def test_memory_does_not_grow_with_the_draws(tmp_path):
    """Only yearly numbers leave a chunk, and they go to disk."""
    peaks = []
    for draws in (4, 4, 24):  # the first is for what is loaded once
        planned = work(draws, 1)
        tracemalloc.start()
        write(planned, tmp_path / f"of {draws}", chunk=4)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < 1.15 * peaks[1] + 2_000_000


def test_accounting_leaves_out_what_it_cannot_know(tmp_path):
    write(work(fertility=RATES), tmp_path / "forced")
    found = Folder.open(tmp_path / "forced")
    assert found.accounting and found.forced["years"] == [2014]
    assert not {"mcpr_percent", "srb_first", *PROGRESSION} & set(found.fans["name"])
    town = found.fans.filter(pl.col("unit") == "town", pl.col("period") != "2013-08")
    rates = [town.filter(pl.col("name") == name)["mean"].mean() for name in ASFR]
    assert np.abs(np.array(rates) - 1000 * RATES.rates[0, 1:8]).max() < 25  # 200 births
    tfr = town.filter(pl.col("name") == "tfr")["mean"].mean()
    assert abs(tfr - 5 * RATES.rates.sum()) < 0.15


def test_central_parameters_are_those_of_one_world(tmp_path):
    write(work(uncertainty="chance"), tmp_path / "chance")
    assert Folder.open(tmp_path / "chance").meta.sets == 1


def test_a_projection_is_not_a_run_and_a_run_none(folder, tmp_path):
    with pytest.raises(FpplanError, match="is a projection"):
        Run.open(folder.path)
    with pytest.raises(FpplanError, match="not a folder of a projection"):
        Folder.open(tmp_path)
