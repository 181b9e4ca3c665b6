"""What every test relies on."""

import os
import sys
from pathlib import Path

import pytest
from hypothesis import settings

TESTS = Path(__file__).parent

# Helpers stand beside the tests that use them and are imported by name.
for folder in sorted(path for path in TESTS.iterdir() if path.is_dir()):
    sys.path.append(str(folder))
# So are the reference model, the stamps of evidence, and the stream of the benchmarks.
for name in ("evidence", "benchmarks"):
    sys.path.append(str(TESTS.parent / name))

# Compiled functions are kept once for all workers and for the commands that tests start.
os.environ.setdefault("NUMBA_CACHE_DIR", str(TESTS.parent / ".numba_cache"))

# Machines differ in speed: a property must hold, not hold quickly. No database: a failing
# example is printed, and every run looks at the same ones.
settings.register_profile("fpplan", deadline=None, database=None, derandomize=True)
settings.load_profile("fpplan")


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch):
    """Messages are compared in English unless a test says otherwise."""
    from fpplan.contract.text import set_language

    for name in ("FPPLAN_LANG", "FPPLAN_PLUGINS_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    set_language("en")
    yield
    set_language("en")
