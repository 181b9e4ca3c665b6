"""Opening run folders, good and bad."""

import polars as pl
import pytest
from small_run import NAMES, meta, write

from fpplan.contract.errors import FpplanError
from fpplan.store import Run, RunWriter
from fpplan.store.meta import SCHEMA


@pytest.fixture()
def folder(tmp_path):
    return write(tmp_path / "run", 40)


def test_meta_and_names_come_back(folder):
    run = Run.open(folder)
    assert run.meta == meta()
    assert run.names == NAMES
    assert run.collect(run.table("parameters")).height == 0


def damage(path, how):
    if how == "missing":
        return path / "nowhere"
    if how == "file":
        return path / "run.toml"
    if how == "foreign":
        (path / "run.toml").unlink()
    if how == "not toml":
        (path / "run.toml").write_text("= =")
    if how == "binary":
        (path / "run.toml").write_bytes(b"\xff\xfe\x00")
    if how == "schema":
        (path / "run.toml").write_text("schema = 99")
    if how == "key":
        (path / "run.toml").write_text(f"schema = {SCHEMA}")
    if how == "no table":
        (path / "points.parquet").unlink()
    if how == "truncated":
        data = (path / "tallies.parquet").read_bytes()
        (path / "tallies.parquet").write_bytes(data[: len(data) // 2])
    if how == "empty":
        (path / "names.parquet").write_bytes(b"")
    return path


@pytest.mark.parametrize(
    ("how", "words"),
    [
        ("missing", "no such run folder"),
        ("file", "a run is a folder"),
        ("foreign", "not a run folder"),
        ("not toml", "cannot be read"),
        ("binary", "cannot be read"),
        ("schema", "schema 99"),
        ("key", "is missing"),
        ("no table", "no points.parquet"),
        ("truncated", "tallies.parquet: is cut short"),
        ("empty", "names.parquet: is cut short"),
    ],
)
def test_a_bad_folder_is_one_clear_line(folder, how, words):
    with pytest.raises(FpplanError) as caught:
        Run.open(damage(folder, how))
    assert words in str(caught.value)
    assert "\n" not in str(caught.value)


def test_an_unfinished_run_says_so(tmp_path):
    RunWriter(tmp_path / "run", meta(), NAMES)
    with pytest.raises(FpplanError, match="not finished"):
        Run.open(tmp_path / "run")


def test_damage_inside_a_table_is_one_clear_line(folder):
    run = Run.open(folder)
    data = bytearray((folder / "points.parquet").read_bytes())
    data[40 : len(data) // 2] = bytes(len(data) // 2 - 40)
    (folder / "points.parquet").write_bytes(bytes(data))
    with pytest.raises(FpplanError, match="cut short"):
        run.collect(run.table("points").select(pl.col("value").sum()))
