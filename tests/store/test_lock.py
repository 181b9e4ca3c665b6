"""One writer at a time for a folder."""

from __future__ import annotations

import subprocess
import sys

import pytest
from small_run import NAMES, meta, write

from fpplan.contract.errors import FpplanError
from fpplan.store import RunWriter
from fpplan.store.lock import LOCK, alone

HOLD = """
import sys
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
