"""Whole files under their name, and faults of the disk as one line."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import polars as pl
import pytest

from fpplan.contract.errors import FpplanError
from fpplan.writing import is_waiting, whole_file, writing


def test_a_file_gets_its_name_when_it_is_whole(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("before")
    with whole_file(path) as part:
        part.write_text("after")
        assert path.read_text() == "before" and part.parent == tmp_path
        assert is_waiting(part.name)
    assert path.read_text() == "after" and os.listdir(tmp_path) == ["table.csv"]


@pytest.mark.parametrize("fault", [ValueError, KeyboardInterrupt, SystemExit])
@pytest.mark.parametrize("gone", [False, True])
def test_what_stood_there_stays_where_writing_fails(fault, gone, tmp_path):
    path = tmp_path / "table.csv"
    path.write_text("before")
    with pytest.raises(fault), whole_file(path) as part:
        part.write_text("half")
        if gone:
            part.unlink()
        raise fault
    assert path.read_text() == "before" and os.listdir(tmp_path) == ["table.csv"]


def test_two_writers_have_two_files_and_the_last_to_end_stands(tmp_path):
    path = tmp_path / "table.csv"
    with whole_file(path) as one:
        with whole_file(path) as other:
            assert one != other
            other.write_text("other")
        one.write_text("one")
    assert path.read_text() == "one" and os.listdir(tmp_path) == ["table.csv"]


def test_a_name_that_is_taken_is_left_alone(tmp_path, monkeypatch):
    names = iter(["00000000", "00000000", "11111111"])
    monkeypatch.setattr("secrets.token_hex", lambda size: next(names))
    with whole_file(tmp_path / "a") as one, whole_file(tmp_path / "b") as other:
        assert (one.name, other.name) == (".00000000.part", ".11111111.part")


def test_no_folder_is_a_fault_of_the_system(tmp_path):
    with pytest.raises(FileNotFoundError), whole_file(tmp_path / "none" / "a"):
        pytest.fail("nothing is written where there is no folder")


@pytest.mark.parametrize(("name", "waits"), [
    (".0a1b2c3d.part", True), (".0a1b2c3.part", False), (".0A1B2C3D.part", False),
    ("0a1b2c3d.part", False), (".0a1b2c3d.part.csv", False), (".0a1b2c3d", False),
    ("a.part", False)])
def test_which_files_wait(name, waits):
    assert is_waiting(name) is waits


def told(fault: BaseException) -> str:
    with pytest.raises(FpplanError) as caught, writing(Path("out/run")):
        raise fault
    assert caught.value.__cause__ is fault
    return str(caught.value)


@pytest.mark.parametrize(("fault", "why"), [
    (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
    (PermissionError(errno.EACCES, "Permission denied", "out/run/a"), "Permission denied"),
    (OSError("1000 requested and 24 written"), "the disk is full"),  # as numpy says it
])
def test_a_fault_of_the_system_is_one_line(fault, why):
    assert told(fault) == f"out/run: cannot be written: {why}"


def test_the_table_library_passes_a_fault_on(tmp_path):
    """Its own words are another library's: only the number of the fault counts."""
    fault = pl.exceptions.ComputeError("failed to write (os error 28)")
    assert told(fault) == f"out/run: cannot be written: {os.strerror(errno.ENOSPC)}"
    into = tmp_path / "none" / "table.parquet"
    with pytest.raises(FpplanError, match="cannot be written: "), writing(into):
        pl.DataFrame({"a": [1]}).write_parquet(into)


@pytest.mark.parametrize("fault", [
    ValueError("of ours (os error 28)"), KeyError("a"), pl.exceptions.ComputeError("a bad column")])
def test_our_own_mistakes_keep_their_traceback(fault):
    with pytest.raises(type(fault)) as caught, writing(Path("out/run")):
        raise fault
    assert caught.value is fault
