"""The run folder's bytes, its order, and what an interruption leaves behind."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from parquet_footer import rows_by_group
from small_run import NAMES, PERIODS, SLOTS, UNITS, Source, meta, write

from fpplan.contract.errors import FpplanError
from fpplan.store import Run, RunWriter
from fpplan.store import writer as writer_module
from fpplan.store.lock import LOCK
from fpplan.store.writer import CHUNKS, RUN, TABLES

FILES = (RUN, *(f"{table}.parquet" for table in TABLES))


def contents(path: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in path.iterdir()}


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    return write(tmp_path_factory.mktemp("runs") / "whole", 40)


@pytest.mark.parametrize(("size", "backwards"), [(8, False), (20, False), (20, True), (13, False)])
def test_bytes_do_not_depend_on_the_ranges(whole, tmp_path, size, backwards):
    other = write(tmp_path / "run", size, backwards=backwards)
    assert contents(other) == contents(whole)
    assert sorted(contents(whole)) == sorted(FILES)


@pytest.mark.parametrize("threads", ["1", "2"])
def test_bytes_do_not_depend_on_the_number_of_threads(whole, tmp_path, threads):
    script = Path(__file__).with_name("small_run.py")
    root = Path(__file__).parents[2]
    path = os.pathsep.join([str(root), os.environ.get("PYTHONPATH", "")])
    subprocess.run(
        [sys.executable, str(script), str(tmp_path / "run"), "20"],
        env={**os.environ, "POLARS_MAX_THREADS": threads, "PYTHONPATH": path},
        check=True,
    )
    assert contents(tmp_path / "run") == contents(whole)


def test_another_seed_gives_other_tables(whole, tmp_path):
    other = contents(write(tmp_path / "run", 40, seed=1))
    same = contents(whole)
    assert {name for name in FILES if other[name] == same[name]} == {
        "units.parquet", "names.parquet", "parameters.parquet",
    }  # fmt: skip


def test_rows_are_sorted_and_complete(whole):
    run = Run.open(whole)
    points = run.collect(run.table("points"))
    keys = ["variant", "draw", "unit", "period", "view", "scheme", "item"]
    assert points.columns == [*keys, "value", "low", "high"]
    assert points.equals(points.sort(keys, maintain_order=True))
    assert len(points) == 2 * 40 * 3 * 2 * 2
    indicators = run.collect(run.table("indicators"))
    assert indicators.equals(
        indicators.sort(["variant", "draw", "unit", "period", "view", "name"], maintain_order=True)
    )
    assert indicators["variant"].cast(pl.String).unique(maintain_order=True).to_list() == [
        "base", "audits",
    ]  # fmt: skip
    tallies = run.collect(run.table("tallies"))
    assert tallies.equals(
        tallies.sort(["variant", "draw", "unit", "month", "view"], maintain_order=True)
    )
    assert run.slots == (*SLOTS, "births_omitted")


def test_values_come_back_as_they_went_in(whole):
    source = Source()
    run = Run.open(whole)
    chosen = pl.col("variant") == "audits"
    for position, (view, column) in enumerate(
        [("reported", "numerator"), ("true", "value")]
    ):
        found = run.collect(
            run.table("indicators").filter(
                chosen, pl.col("view") == view, pl.col("name") == "srb", pl.col("unit") == "V1"
            )
        )
        field = {"numerator": 0, "value": 2}[column]
        expected = source.values["audits"][field, 0, :, UNITS.index("V1"), :, 1] + position
        got = found[column].to_numpy().reshape(40, len(PERIODS))
        assert found[column].is_nan().sum() == 0  # null, not NaN
        np.testing.assert_array_equal(got, expected)
    true, reported, record = source.tallies["audits"]
    rows = run.collect(run.table("tallies").filter(chosen, pl.col("unit") == "V2"))
    for view, array in (("true", true), ("reported", reported)):
        part = rows.filter(pl.col("view") == view)
        assert part["month"].to_list() == list(range(24)) * 40
        assert part.select(SLOTS).dtypes == [pl.Int32] * 3
        np.testing.assert_array_equal(part.select(SLOTS).to_numpy(), array[:, 0].reshape(-1, 3))
        np.testing.assert_array_equal(part["births_omitted"].to_numpy(), record[:, 0].ravel())


def test_row_groups_have_the_size_of_the_contract(whole, tmp_path):
    assert rows_by_group(whole / "points.parquet") == [960]
    run = write(tmp_path / "run", 97, draws=400)
    assert rows_by_group(run / "tallies.parquet") == [20_000] * 3 + [2 * 400 * 2 * 24 * 2 - 60_000]


def test_a_killed_run_leaves_no_table_and_goes_on(whole, tmp_path):
    source = Source()
    path = tmp_path / "run"
    writer = RunWriter(path, meta(), NAMES)
    for first, stop in writer.todo(8)[:3]:
        writer.write(source.chunks(first, stop))
    assert sorted(one.name for one in path.iterdir()) == [CHUNKS, LOCK]
    (path / CHUNKS / "0000024-0000032.part").mkdir()  # killed inside a range
    (path / "tallies.parquet.part").write_bytes(b"half")  # killed inside a table
    del writer  # and so it holds the folder no more
    again = RunWriter(path, meta(), NAMES)
    assert again.todo(10) == [(24, 34), (34, 40)]
    for first, stop in again.todo(10):
        again.write(source.chunks(first, stop))
    again.finish()
    assert contents(path) == contents(whole)


def test_ranges_of_another_run_are_not_used(tmp_path):
    path = tmp_path / "run"
    writer = RunWriter(path, meta(seed=0), NAMES)
    writer.write(Source(seed=0).chunks(0, 20))
    assert RunWriter(path, meta(seed=0), NAMES).todo(40) == [(20, 40)]
    assert RunWriter(path, meta(seed=1), NAMES).todo(40) == [(0, 40)]


def test_the_old_run_stays_until_the_new_one_is_whole(tmp_path):
    path = write(tmp_path / "run", 40, seed=0)
    (path / "report.html").write_text("old")
    before = contents(path)
    writer = RunWriter(path, meta(seed=1), NAMES)
    writer.write(Source(seed=1).chunks(0, 20))
    now = {one.name: one.read_bytes() for one in path.iterdir()
           if one.is_file() and one.name != LOCK}
    assert now == before
    writer.write(Source(seed=1).chunks(20, 40))
    writer.finish()
    assert Run.open(path).meta.seed == 1
    assert not (path / "report.html").exists()  # it told of the old run


def test_an_unfinished_run_cannot_be_finished_and_axes_must_agree(tmp_path):
    writer = RunWriter(tmp_path / "run", meta(), NAMES)
    source = Source()
    with pytest.raises(ValueError, match="no range"):
        writer.finish()
    writer.write(source.chunks(0, 20))
    with pytest.raises(ValueError, match="do not cover"):
        writer.finish()
    with pytest.raises(ValueError, match="one chunk for each"):
        writer.write([source.chunk("base", 20, 40)])
    with pytest.raises(ValueError, match="same axes"):
        writer.write(Source(months=12).chunks(20, 40))
    assert writer.todo(40) == [(20, 40)]


def test_output_that_cannot_be_written_is_one_line(tmp_path, monkeypatch):
    file = tmp_path / "file"
    file.write_text("x")
    for path in (file, file / "run"):
        with pytest.raises(FpplanError) as caught:
            RunWriter(path, meta(), NAMES)
        assert str(path) in str(caught.value) and "\n" not in str(caught.value)
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "letter.txt").write_text("keep me")
    with pytest.raises(FpplanError, match="not of a run"):
        RunWriter(foreign, meta(), NAMES)
    assert (foreign / "letter.txt").read_text() == "keep me"

    def full(*_given, **_named):
        raise OSError(28, "No space left on device")

    writer = RunWriter(tmp_path / "run", meta(), NAMES)
    monkeypatch.setattr(np, "save", full)
    with pytest.raises(FpplanError, match="No space left"):
        writer.write(Source().chunks(0, 40))
    monkeypatch.undo()
    writer.write(Source().chunks(0, 40))
    monkeypatch.setattr(writer_module, "dumps", full)
    with pytest.raises(FpplanError, match="No space left"):
        writer.finish()
    assert not [name for name in FILES if (tmp_path / "run" / name).exists()]
