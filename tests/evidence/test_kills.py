"""Killed at file events, each time in a process of its own: the next command mends the folder."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "evidence" / "kills.py"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
def test_whatever_is_killed_the_next_command_gives_the_same_bytes():
    said = subprocess.run([sys.executable, str(FILE), "--few"], capture_output=True, text=True,
                          check=False)
    rows = said.stdout.splitlines()
    assert said.returncode == 0, said.stdout + said.stderr
    assert len(rows) >= 20 and all(row.endswith(" yes") for row in rows)
    assert {row.split()[0] for row in rows} == {"run", "plan", "targets"}
