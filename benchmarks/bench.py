"""How fast the engine is on this machine: `make bench`. Prints figures, asserts nothing.

Each figure is the median of several runs after a warm-up. Trust ratios more than seconds:
machines are shared and noisy.
"""

from __future__ import annotations

import argparse
import platform
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numba
import numpy as np

from fpplan.commands import loaded_plugins
from fpplan.commands.scenarios import open_scenario
from fpplan.forward import forward, parameter_sets, prepared
from fpplan.pipeline.execute import execute
from fpplan.pipeline.plan import plan
from fpplan.population.rates import TARGETS
from fpplan.population.simulate import burn_in, live
from fpplan.population.start import BURN_IN


def median(act: Callable[[], object], runs: int) -> float:
    """Seconds of the middle run, after one that does not count."""
    act()
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        act()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def engine(runs: int) -> None:
    """The engine on Lianhe: past and future of 44 draws with services that move rates."""
    base = open_scenario("lianhe", loaded_plugins())["base"]
    population = prepared(base)
    sets, set_of = parameter_sets(base, (0, 44), 0)
    months = base.base.horizon
    moved = np.full((sets.count, len(population.units), months, len(TARGETS)), 0.1)
    women = 44 * population.roll.women
    figures = {}
    most = numba.config.NUMBA_NUM_THREADS
    for threads in sorted({1, min(2, most)}):
        numba.set_num_threads(threads)
        past = burn_in(population, sets, set_of, (0, 44), 0)
        figures[threads] = median(lambda past=past: live(population, past, moved), runs)
        print(f"{threads} thread{'s' * (threads > 1)}: "
              f"{figures[threads] / women / months * 1e9:.1f} ns per woman-month "
              f"(tallies kept, people counted)")
    numba.set_num_threads(most)
    if len(figures) > 1:
        print(f"gain of the second thread: x{figures[1] / figures[2]:.2f}")
    whole = median(lambda: burn_in(population, sets, set_of, (0, 44), 0), runs)
    print(f"start and burn-in of {BURN_IN} months: {whole / women / BURN_IN * 1e9:.1f} ns per "
          f"woman-month, {most} threads")
    one = median(lambda: forward(base, (0, 44), 0), runs)
    print(f"forward, past kept, 44 draws x {len(population.units)} villages x {months} months: "
          f"{one:.3f} s, so 1,000 draws take about {one * 1000 / 44:.1f} s")


def whole_run(draws: int) -> None:
    """Everything that `fpplan run lianhe` does but the report."""
    plugins = loaded_plugins()
    work = plan(open_scenario("lianhe", plugins), plugins.schemes, draws=draws, seed=0)
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        execute(work, Path(folder) / "run")
        print(f"run lianhe, {draws} draws, {len(work.variants)} variants, tables written: "
              f"{time.perf_counter() - start:.1f} s")


def main() -> None:
    """Print every figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each figure")
    parser.add_argument("--draws", type=int, default=200, help="draws of the whole run")
    given = parser.parse_args()
    print(f"{platform.processor() or platform.machine()}, {numba.config.NUMBA_NUM_THREADS} "
          f"threads, Python {platform.python_version()}, numba {numba.__version__}, numpy "
          f"{np.__version__}")
    engine(given.runs)
    whole_run(given.draws)


if __name__ == "__main__":
    main()
