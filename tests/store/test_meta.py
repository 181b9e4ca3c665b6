"""`run.toml`: which run it is, and which schema wrote it."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_run import NAMES

from fpplan.contract.errors import FpplanError
from fpplan.store import Run

FOLDERS = Path(__file__).parent / "folders"


def test_each_schema_is_read_or_says_who_wrote_it():
    assert sorted(one.name for one in FOLDERS.iterdir()) == ["schema_1", "schema_2"]
    assert Run.open(FOLDERS / "schema_2").names == NAMES
    with pytest.raises(FpplanError, match=r"schema 1, as fpplan 0\.1\.0 wrote it.*run it again"):
        Run.open(FOLDERS / "schema_1")
