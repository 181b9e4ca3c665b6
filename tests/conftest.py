"""What every test relies on."""

import gc
import os
import pickle
import sys
from collections import OrderedDict
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


def pytest_collection_finish() -> None:
    """What collecting has made stays to the end: there is no use in looking through it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def _pools_made_once():
    """Many tests open the same places, whose pools are the same: a worker makes each once. Pools
    are only read; what they rest on, the number of histories included, is the key."""
    from fpplan.population import pool, simulate

    made, build = OrderedDict(), simulate.build_pool

    def once(tables, slots, slot_count, *, women_by_age, **more):
        key = pickle.dumps((tables, slots, slot_count, women_by_age, more, pool.HISTORIES))
        if key not in made:
            made[key] = build(tables, slots, slot_count, women_by_age=women_by_age, **more)
            while len(made) > 12:
                made.popitem(last=False)
        made.move_to_end(key)
        return made[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(simulate, "build_pool", once)
        yield


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
