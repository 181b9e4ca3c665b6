"""Where compiled code is kept, and what it is kept by."""

import os
import subprocess
import sys
from pathlib import Path

import fpplan
from fpplan.compiling import kernel_sources

ASKS = "import fpplan.compiling as c; print(c._KEPT); print(c._KEPT.is_dir())"


def test_every_module_with_kernels_and_what_they_import_is_in_the_key():
    root = Path(fpplan.__file__).parent
    holding = {path.relative_to(root).as_posix() for path in root.rglob("*.py")
               if "@kernel(" in path.read_text("utf-8")}
    assert len(holding) > 5 and holding <= {*kernel_sources()}
    assert {"luck.py", "population/events.py", "books/selected.py"} <= {*kernel_sources()}


def test_where_nothing_can_be_kept_one_line_says_so_and_work_goes_on(tmp_path):
    (tmp_path / "file").write_text("no folder")
    environment = {key: value for key, value in os.environ.items() if key != "NUMBA_CACHE_DIR"}
    said = subprocess.run([sys.executable, "-c", ASKS], capture_output=True, text=True, check=True,
                          env=environment | {"XDG_CACHE_HOME": str(tmp_path / "file")})
    place, there = said.stdout.split()
    assert there == "True" and not Path(place).exists()  # gone with its process
    assert "compiled code cannot be kept here" in said.stderr
    assert len(said.stderr.splitlines()) == 1
