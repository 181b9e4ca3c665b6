"""Parquet tables lie at the path that was given, whatever it is called."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import polars as pl
import pytest
from small_run import write

from fpplan.cli import main
from fpplan.store import Run, tables

FOLDERS = Path(__file__).parent / "folders"
ODD = ("plan[1]", "*", "?", "{a,b}", "a%20b", "~", "a b", "计划", "x=1", "#", "$HOME")


@pytest.mark.parametrize("name", ODD)
def test_no_part_of_a_path_is_a_pattern(name, tmp_path, monkeypatch, capsys):
    """Beside "plan[1]" stands plan1, which the table library took instead."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    for near in ("plan1", "a", "b"):
        write(Path(near), 4, draws=4, seed=1)
    write(Path(name), 4, draws=4, seed=0)
    assert sorted(os.listdir(tmp_path / "home")) == []
    run = Run.open(Path(name))
    mine = run.collect(run.table("points"))
    near = Run.open(Path("plan1"))
    assert mine.height == near.collect(near.table("points")).height
    assert not mine.equals(near.collect(near.table("points")))
    for told in (["compare", name, "--json"], ["open", name]):
        monkeypatch.setenv("CI", "1")
        assert main(told) == 0, capsys.readouterr().err
    assert (tmp_path / name / "report.html").is_file()


def test_a_projections_tables_are_read_by_their_own_path(tmp_path):
    shutil.copytree(FOLDERS / "schema_2", tmp_path / "plan[1]")
    assert tables.read(tmp_path / "plan[1]" / "units.parquet").height == 3


def test_a_table_is_written_and_read_by_rows_and_columns(tmp_path):
    frame = pl.DataFrame({"unit": ["V2", "V1"], "value": [1.5, None]})
    path = tmp_path / "t.parquet"
    tables.write(frame, path, compression="zstd")
    assert tables.read(path).equals(frame) and tables.columns(path) == ["unit", "value"]
    lazy = tables.scan(path)
    tables.write(frame.head(1), path)
    assert lazy.collect().height == 1  # read when it is collected


def test_rows_that_come_one_by_one_keep_their_order(tmp_path):
    frame = pl.DataFrame({"n": range(5_000)})
    tables.sink(frame.lazy().filter(pl.col("n") % 3 == 0), tmp_path / "t.parquet",
                row_group_size=100)
    assert tables.read(tmp_path / "t.parquet")["n"].to_list() == list(range(0, 5_000, 3))


@pytest.mark.parametrize("read", [tables.read, tables.columns])
def test_what_is_no_table_is_a_fault(read, tmp_path):
    (tmp_path / "t.parquet").write_text("no table")
    with pytest.raises((OSError, pl.exceptions.PolarsError)):
        read(tmp_path / "t.parquet")
    with pytest.raises((OSError, pl.exceptions.PolarsError)):
        read(tmp_path / "nowhere.parquet")
