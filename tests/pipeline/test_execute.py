"""A whole run: the same bytes however it is cut up, nothing half-written, memory bounded."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numba
import numpy as np
import polars as pl
import pytest

from fpplan.commands import loaded_plugins
from fpplan.contract.errors import FpplanError
from fpplan.experiment.score import score
from fpplan.loading import open_world
from fpplan.payoff import pay
from fpplan.pipeline import execute as module
from fpplan.pipeline.execute import execute
from fpplan.pipeline.plan import plan
from fpplan.store import Run

ROOT = Path(__file__).parents[2]

TABLES = ("tallies", "indicators", "points", "payouts", "units", "names", "parameters")
DRAWS = 16


def work(seed: int = 0, draws: int = DRAWS, uncertainty="both", keep="needed"):
    return plan(open_world("lianhe", loaded_plugins()), draws=draws, seed=seed,
                uncertainty=uncertainty, keep=keep)


def contents(folder: Path) -> dict[str, bytes]:
    return {name: (folder / f"{name}.parquet").read_bytes() for name in TABLES}


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("whole") / "run"
    execute(work(), folder)
    return folder


@pytest.mark.parametrize(("threads", "chunk"), [(1, 16), (2, 4), (1, 8), (2, 12)])
def test_threads_and_chunks_change_no_byte(whole, tmp_path, threads, chunk):
    before = numba.get_num_threads()
    numba.set_num_threads(min(threads, before))
    try:
        execute(work(), tmp_path / "run", chunk=chunk)
    finally:
        numba.set_num_threads(before)
    assert contents(tmp_path / "run") == contents(whole)


def test_money_keeps_its_ends_and_a_consequence_that_may_follow_both(monkeypatch):
    monkeypatch.syspath_prepend(str(ROOT / "tests" / "scheme"))
    from small_scheme import figures, small

    given = figures(visits=(7, 5, 9), sterilisations=3)
    points = score(given, small())
    block = module._payouts(pay(given, points), "small", SimpleNamespace(draws=(0, 2)))
    found = {name: tuple(float(part[1, 0, 0, at]) for part in (block.value, block.low, block.high))
             for at, name in enumerate(block.names)}
    assert found["visit_pay"] == (35, 25, 45)
    assert found["quota_pay"] == (1500, 1500, 1500)
    assert found["talk"] == (1, 1, 1)
    given = figures(visits=(9, 8, 11))
    block = module._payouts(pay(given, score(given, small())), "small", SimpleNamespace(
        draws=(0, 1)))
    at = block.names.index("talk")
    assert np.isnan(block.value[0, 0, 0, at])
    assert (block.low[0, 0, 0, at], block.high[0, 0, 0, at]) == (0, 1)


def test_another_seed_gives_other_tables(whole, tmp_path):
    execute(work(seed=1), tmp_path / "run")
    other = contents(tmp_path / "run")
    assert all(other[name] != contents(whole)[name] for name in ("tallies", "indicators", "points"))
    assert other["units"] == contents(whole)["units"]


def test_a_killed_run_leaves_nothing_half_written_and_goes_on(whole, tmp_path, monkeypatch):
    folder = tmp_path / "run"
    lived = module._chunk
    calls = []

    def killed(*given, **named):
        calls.append(given)
        if len(calls) == 5:  # in the middle of the second chunk
            raise KeyboardInterrupt
        return lived(*given, **named)

    monkeypatch.setattr(module, "_chunk", killed)
    with pytest.raises(KeyboardInterrupt):
        execute(work(), folder, chunk=8)
    assert not [p for p in folder.iterdir() if p.suffix in (".parquet", ".toml", ".html")]
    with pytest.raises(FpplanError):
        Run.open(folder)
    monkeypatch.setattr(module, "_chunk", lived)
    done = []
    execute(work(), folder, chunk=8, progress=lambda d, _of: done.append(d))
    assert done[0] == 8  # the finished chunk was kept
    assert contents(folder) == contents(whole)


def test_the_past_is_common_to_all_variants(whole):
    # Whether a missed birth is ever found is the one thing that later audits decide.
    later = pl.selectors.starts_with("births_omitted", "births_pending")
    tallies = Run.open(whole).table("tallies").filter(pl.col("month") < 0).drop(later)
    parts = tallies.collect().partition_by("variant", include_key=False)
    assert len(parts) == 3
    assert all(part.equals(parts[0]) for part in parts)


def test_parents_are_sums_then_rates(whole):
    run = Run.open(whole)
    births = run.table("indicators").filter(pl.col("name") == "births", pl.col("view") == "true",
                                            pl.col("variant") == "base").collect()
    keys = ["draw", "period"]
    leaves = births.filter(pl.col("unit") != "lianhe").group_by(keys).agg(pl.col("value").sum())
    both = births.filter(pl.col("unit") == "lianhe").join(leaves, on=keys)
    # the year before, two years, and the months of the published table
    assert both.height == DRAWS * 4
    assert (both["value"] == both["value_right"]).all()


def test_points_of_a_village_lie_within_their_ends(whole):
    points = Run.open(whole).table("points").filter(pl.col("item") == "total").collect()
    assert points.height > 0
    assert (points["low"] <= points["value"] + 1e-9).all()
    assert (points["value"] <= points["high"] + 1e-9).all()


def test_doubled_audits_find_more_omitted_births(whole):
    found = Run.open(whole).table("indicators").filter(
        pl.col("name") == "births_found_by_audit", pl.col("view") == "reported",
        pl.col("unit") == "lianhe", pl.col("period") == "2015-08",
    ).collect().group_by("variant").agg(pl.col("value").mean())
    mean = dict(found.iter_rows())
    assert mean["audits"] > mean["base"] > 0


def test_chance_alone_uses_one_set_of_parameters(tmp_path):
    execute(work(draws=4, uncertainty="chance"), tmp_path / "run")
    assert Run.open(tmp_path / "run").meta.sets == 1


def test_memory_is_bounded_by_the_chunk(tmp_path):
    """Peak memory of a run in a process of its own, against the 1.5 GB that are promised.

    More draws are more chunks: what grows with them is on the disk.
    """
    code = f"""
import sys
from fpplan.cli import main
assert main(['run', 'lianhe', '--draws', '96', '--out', r'{tmp_path / 'run'}', '--json']) == 0
sys.path.insert(0, r'{ROOT / "benchmarks"}')
from schemes import megabytes
print(megabytes())
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True,
                          text=True, timeout=300)
    peak = float(done.stdout.split()[-1])
    assert 100 < peak < 1500


def test_tallies_are_kept_as_needed_or_all(whole, tmp_path):
    execute(work(keep="all"), tmp_path / "run")
    few, many = Run.open(whole), Run.open(tmp_path / "run")
    assert set(few.slots) < set(many.slots)
    assert "unions[stratum=resident]" in many.slots and "unions[stratum=resident]" not in few.slots
    kept = [*few.columns("tallies")]
    assert many.table("tallies").select(kept).collect().equals(few.table("tallies").collect())
    for name in ("indicators", "points", "payouts"):
        assert contents(whole)[name] == contents(tmp_path / "run")[name]


def test_chunks_made_otherwise_are_not_gone_on_from(tmp_path, monkeypatch):
    """A killed run asked for again with --keep all starts anew; it must not mix two layouts."""
    folder = tmp_path / "run"
    lived, calls = module._chunk, []

    def killed(*given, **named):
        calls.append(given)
        if len(calls) == 5:
            raise KeyboardInterrupt
        return lived(*given, **named)

    monkeypatch.setattr(module, "_chunk", killed)
    with pytest.raises(KeyboardInterrupt):
        execute(work(), folder, chunk=8)
    monkeypatch.setattr(module, "_chunk", lived)
    execute(work(keep="all"), folder, chunk=8)
    assert "unions[stratum=resident]" in Run.open(folder).slots
    assert Run.open(folder).meta.keep == "all"
