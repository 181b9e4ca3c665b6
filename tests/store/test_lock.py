"""One writer at a time for a folder."""

from __future__ import annotations

import errno
import subprocess
import sys
import threading

import pytest
from small_run import NAMES, meta, write

from fpplan.contract.errors import FpplanError
from fpplan.store import RunWriter
from fpplan.store.lock import LOCK, alone

HOLD = """
import sys
import threading
from pathlib import Path
from fpplan.store.lock import alone
with alone(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.readline()
"""


def test_a_second_writer_is_refused_and_a_killed_one_is_not_waited_for(tmp_path):
    path = write(tmp_path / "run", 4, draws=4)
    before = {one.name: one.read_bytes() for one in path.iterdir()}
    other = subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdin=subprocess.PIPE,
                             stdout=subprocess.PIPE, text=True)
    try:
        assert other.stdout.readline() == "held\n"
        for begin in (lambda: RunWriter(path, meta(4), NAMES),
                      lambda: alone(path).__enter__()):
            with pytest.raises(FpplanError, match="another fpplan is writing") as caught:
                begin()
            assert str(path) in str(caught.value) and "\n" not in str(caught.value)
        assert {one.name: one.read_bytes() for one in path.iterdir()
                if one.name != LOCK} == before
    finally:
        other.kill()
        other.communicate()  # waits, and closes its pipes
    assert (path / LOCK).exists()  # the dead do not tidy up
    write(path, 4, draws=4)
    assert {one.name: one.read_bytes() for one in path.iterdir()} == before


def refused_elsewhere(folder) -> bool:
    """Whether another thread of this process may not write there."""
    found = []

    def other():
        try:
            with alone(folder):
                found.append(False)
        except FpplanError:
            found.append(True)

    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
    return found[0]


def test_one_thread_may_hold_it_again_and_no_other_may(tmp_path):
    with alone(tmp_path):
        with alone(tmp_path / "." / "x" / ".."):  # the same folder under another name
            assert refused_elsewhere(tmp_path)
        assert refused_elsewhere(tmp_path)  # the inner one did not let it go
        assert not refused_elsewhere(tmp_path / "another")
    assert not refused_elsewhere(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_was_made_for_nothing_goes_again(tmp_path):
    with alone(tmp_path / "a" / "b"):
        assert (tmp_path / "a" / "b" / LOCK).exists()
    assert not (tmp_path / "a" / "b").exists()
    with alone(tmp_path / "c"):
        (tmp_path / "c" / "table").write_text("results")
    assert [one.name for one in (tmp_path / "c").iterdir()] == ["table"]
    (tmp_path / "there").mkdir()
    with alone(tmp_path / "there"):
        pass
    assert (tmp_path / "there").is_dir()  # empty, but it was not ours


def test_a_fault_inside_lets_it_go(tmp_path):
    with pytest.raises(RuntimeError), alone(tmp_path / "run"):
        raise RuntimeError
    assert not (tmp_path / "run").exists()
    assert not refused_elsewhere(tmp_path / "run")


def test_a_folder_that_cannot_be_made_is_one_line(tmp_path):
    (tmp_path / "file").write_text("x")
    for path in (tmp_path / "file", tmp_path / "file" / "run"):
        with pytest.raises(FpplanError, match="cannot be written") as caught, alone(path):
            pass
        assert str(path) in str(caught.value) and "\n" not in str(caught.value)


def test_where_a_file_system_knows_no_locks_nothing_is_guarded(tmp_path, monkeypatch):
    def no_locks(*_given):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fpplan.store.lock._lock", no_locks)
    with alone(tmp_path):
        assert not refused_elsewhere(tmp_path)
