"""Many draws through many schemes: the same however they are cut, in the memory of one chunk."""

from __future__ import annotations

import gc
import importlib.util
import subprocess
import sys
import tracemalloc
from pathlib import Path

import numpy as np
import pytest
from stream import TOTALS, Fraction, by_month, stream
from townships import plugins

from fpplan.scheme.evaluate import score

ROOT = Path(__file__).parents[2]
SCHEMES = {scheme.id: scheme.under() for scheme in plugins().schemes.values()}


@pytest.fixture(scope="module")
def bench():
    spec = importlib.util.spec_from_file_location("bench_schemes",
                                                  ROOT / "benchmarks" / "schemes.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_months_are_put_on_the_schemes_own_calendar():
    scheme = SCHEMES["thousand_point"]  # three seasons of four months
    visits = np.arange(1.0, 13.0).reshape(1, 1, 12)
    figures = by_month(scheme, ["V01"], "2014-01", {
        "sterilisations": visits,
        "awareness_percent": Fraction(visits, np.full((1, 1, 12), 20.0))})
    assert figures.periods == ("2014", "2014-s1", "2014-s2", "2014-s3")
    counts = figures.values["sterilisations", None].central[0, 0]
    assert counts.tolist() == [78, 10, 26, 42]
    # 10 of 80, not the mean of 5, 10, 15 and 20 %: the sums are divided
    assert figures.values["awareness_percent", None].central[0, 0, 1] == 12.5


def test_nothing_to_count_is_null_and_months_outside_are_not_given():
    scheme = SCHEMES["self_inspection"]  # its year starts in October, a window in July before it
    zeros = np.zeros((1, 1, 12))
    name = next(inp.id for inp in scheme.inputs if inp.unit == "percent")
    figures = by_month(scheme, ["V01"], "2013-10", {name: Fraction(zeros, zeros)})
    assert figures.periods == ("2013-10", "2013-10-w1")
    assert np.isnan(figures.values[name, None].central).all()
    whole = by_month(scheme, ["V01"], "2013-07", {name: np.zeros((1, 1, 15))})
    assert whole.periods == ("2013-10", "2013-10-w1", "2013-10-w2")
    assert by_month(scheme, ["V01"], "2014-01", {name: zeros}).periods == ()


def test_arrays_that_differ_are_refused():
    with pytest.raises(ValueError, match="axes must be"):
        by_month(SCHEMES["lianhe"], ["V01", "V02"], "2014-01", {"births": np.zeros((1, 1, 12))})


@pytest.mark.parametrize("name", sorted(SCHEMES))
def test_the_summary_is_that_of_all_draws_at_once_however_they_are_cut(bench, name):
    scheme, source = SCHEMES[name], bench.MadeUp(3)
    draws = {at: source(scheme, at, at + 1) for at in range(6)}

    def cut(scheme, first, stop):
        chosen = [draws[at] for at in range(first, stop)]
        return type(chosen[0]).build(chosen[0].units, chosen[0].periods, {
            key: np.concatenate([each.values[key].central for each in chosen])
            for key in chosen[0].values})

    ones, threes, sixes = (next(stream(cut, [scheme], 6, chunk=size)) for size in (1, 4, 6))
    for part in ("mean", "sd", "low", "high", "least", "most", "met", "reached"):
        assert getattr(ones, part).tobytes() == getattr(sixes, part).tobytes()
        assert getattr(threes, part).tobytes() == getattr(sixes, part).tobytes()
    points = score(cut(scheme, 0, 6), scheme, sample=(0, (0, 6)))
    assert sixes.lines[-2:] == TOTALS
    for at, span in ((-2, points.total), (-1, points.untagged)):
        for part, expected in (("mean", span.central.mean(axis=0)),
                               ("sd", np.broadcast_to(span.central, (6, 3, 1)).std(axis=0)),
                               ("low", span.low.mean(axis=0)), ("most", span.central.max(axis=0))):
            assert np.allclose(getattr(sixes, part)[:, :, at], expected, atol=2e-3)
    item = next(iter(points.met), None)
    if item is not None:
        expected = np.broadcast_to(points.met[item], (6, 3, 1)) == 2
        known = np.broadcast_to(points.met[item], (6, 3, 1)) >= 0
        with np.errstate(invalid="ignore"):
            share = expected.sum(axis=0) / known.sum(axis=0)
        assert np.allclose(sixes.met[:, :, sixes.lines.index(item)], share, equal_nan=True)


def test_memory_is_that_of_one_chunk(bench):
    """Ten chunks take hardly more than two; if their points were kept it would be five times."""
    peaks = []
    for draws in (8, 8, 40):  # the first fills what is kept from call to call
        gc.collect()
        tracemalloc.start()
        for _found in stream(bench.MadeUp(200), [SCHEMES["thousand_point"]], draws, chunk=4):
            pass
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[2] < 1.5 * peaks[1]


def test_every_scheme_streams_within_its_memory():
    """500 units, 12 months; `make bench` prints the seconds of 1,000 draws."""
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / "schemes.py", "--draws", "8", "--chunk", "4"],
        capture_output=True, text=True, check=False, cwd=ROOT)
    assert done.returncode == 0, done.stderr
    assert "500 units x 12 months x 8 draws" in done.stdout
    assert int(done.stdout.split(" MB")[0].split()[-1]) < 2000


def test_a_chunk_of_other_draws_is_refused(bench):
    source = bench.MadeUp(2)
    with pytest.raises(ValueError, match="asked for"):
        next(stream(lambda scheme, first, stop: source(scheme, first, stop + 1),
                    [SCHEMES["lianhe"]], 2))


def test_rows_are_tidy(bench):
    found = next(stream(bench.MadeUp(2), [SCHEMES["lianhe"]], 2))
    rows = list(found.rows())
    assert len(rows) == 2 * len(found.periods) * len(found.lines)
    assert {row["draws"] for row in rows} == {2}
    assert all(value == value for row in rows for value in row.values())
