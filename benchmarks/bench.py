"""How fast the engine is on this machine: `make bench`. Prints figures, asserts nothing.

Each figure is the median of several runs after a warm-up. Trust ratios more than seconds:
machines are shared and noisy. What runs on one thread is also timed by the processor's clock,
which other work on the machine moves little. A woman-month is a month of a woman of 15-49 who
is there.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import numba
import numpy as np

from fpplan.commands import loaded_plugins
from fpplan.experiment.lived import lived as live_one
from fpplan.experiment.world import World, world_of
from fpplan.loading import open_world
from fpplan.pipeline.execute import execute
from fpplan.pipeline.plan import plan
from fpplan.population.rates import TARGETS
from fpplan.population.simulate import Past, burn_in, live
from fpplan.population.start import BURN_IN
from fpplan.scenario import Known, loads, resolve
from fpplan.tallies import SlotTable

AGENTS, YEARS = 10_000, 20  # of the comparison with FPsim
SCENE = (1_000, 40)  # draws of the timed township, and how many at a time


def median(act: Callable[[], object], runs: int,
           clock: Callable[[], float] = time.perf_counter) -> float:
    """Seconds of the middle run, after one that does not count."""
    act()
    return statistics.median(seconds(act, clock) for _ in range(runs))


def seconds(act: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    """How long one call takes."""
    start = clock()
    act()
    return clock() - start


def machine() -> str:
    """What this runs on."""
    name = platform.processor() or platform.machine()
    about = Path("/proc/cpuinfo")
    if about.is_file():
        found = [line.partition(":")[2].strip() for line in about.read_text().splitlines()
                 if line.startswith("model name")]
        name = found[0] if found else name
    return (f"{name}, {os.cpu_count()} cores, {numba.config.NUMBA_NUM_THREADS} threads, Python "
            f"{platform.python_version()}, numba {numba.__version__}, numpy {np.__version__}")


def woman_months(counts: np.ndarray, table: SlotTable, months: int) -> int:
    """Months lived by women in the last `months` of true tallies (draw, unit, month, slot)."""
    at = [number for number, slot in enumerate(table.names) if slot.startswith("women[")]
    return int(counts[:, :, -months:, at].sum())


def chunk(world: World, draws: tuple[int, int]) -> tuple[Past, np.ndarray]:
    """The past of some draws, and services that move rates in every month to come."""
    population, base = world.population, world.base
    sets, set_of = world.sets(base, draws, 0)
    moved = np.full((sets.count, len(population.units), base.base.horizon, len(TARGETS)), 0.1)
    return burn_in(population, sets, set_of, draws, 0), moved


def engine(runs: int) -> None:
    """The engine on Lianhe: the future of 44 draws with services that move rates."""
    world = open_world("lianhe", loaded_plugins())
    population, months = world.population, world.base.base.horizon
    most = numba.config.NUMBA_NUM_THREADS
    past, moved = chunk(world, (0, 44))
    lived = woman_months(live(population, past, moved), population.table, months)
    figures = {}
    for threads in sorted({1, min(2, most)}):
        numba.set_num_threads(threads)
        figures[threads] = median(lambda: live(population, past, moved), runs)
        print(f"{threads} thread{'s' * (threads > 1)}: {figures[threads] / lived * 1e9:.1f} ns "
              f"per woman-month, tallies kept, people counted")
        if threads == 1:
            alone = median(lambda: live(population, past, moved), runs, time.process_time)
            print(f"1 thread, by the processor's clock: {alone / lived * 1e9:.1f} ns per "
                  f"woman-month (goal 20, better 10)")
    numba.set_num_threads(most)
    if len(figures) > 1:
        print(f"gain of the second thread: x{figures[1] / figures[2]:.2f} (goal 1.4)")
    whole = median(lambda: chunk(world, (0, 44)), runs)
    print(f"start and burn-in of {BURN_IN} months: "
          f"{whole / (lived / months * BURN_IN) * 1e9:.1f} ns per woman-month, {most} threads")
    township(world)
    one = median(lambda: live_one(world, world.base, (0, 44), 0), runs)
    print(f"a plan lived, past kept, 44 draws: {one:.3f} s")


def township(world: World) -> None:
    """A whole township, all draws, in pieces as a run has them."""
    draws, size = SCENE
    population = world.population
    before = future = 0.0
    for first in range(0, draws, size):
        start = time.perf_counter()
        past, moved = chunk(world, (first, min(first + size, draws)))
        before += time.perf_counter() - start
        future += seconds(lambda past=past, moved=moved: live(population, past, moved))
    print(f"{len(population.units)} villages x {world.base.base.horizon} months x {draws:,} draws: "
          f"{future:.1f} s (goal 3), and {before:.1f} s for their start and past")


def other(runs: int) -> None:
    """The ratio to FPsim, in the same run: Kenya, 10,000 people, 20 years, one thread each."""
    try:
        import fpsim
        import starsim
    except ImportError:
        print("ratio to FPsim: not measured; python -m pip install -c constraints.txt -e "
              "'.[compare]' and run again")
        return
    warnings.simplefilter("ignore")

    class Women(starsim.Analyzer):  # type: ignore[misc]
        """Counts months of women 15-49."""

        def __init__(self) -> None:
            super().__init__(name="women")
            self.months = 0

        def step(self) -> None:
            people = self.sim.people
            self.months += int((people.female & people.alive & (people.age >= 15)
                                & (people.age < 50)).sum())

    def there(agents: int, years: int) -> float:
        """Nanoseconds a woman-month of one run of FPsim, its preparation left out."""
        sim = fpsim.Sim(location="kenya", n_agents=agents, start=2000, stop=2000 + years,
                        rand_seed=1, verbose=0, analyzers=Women())
        sim.init()
        taken = seconds(sim.run, time.process_time)
        women = next(part for part in sim.analyzers.values() if isinstance(part, Women))
        return taken / women.months * 1e9

    there(1_000, 1)
    theirs = statistics.median(there(AGENTS, YEARS) for _ in range(runs))
    ours = statistics.median(_here() for _ in range(runs))
    print(f"FPsim {fpsim.__version__}, Kenya, {AGENTS:,} agents, {YEARS} years: {theirs:,.0f} ns "
          f"per woman-month; fpplan, setting kenya, as many people and years, one thread: "
          f"{ours:.1f} ns; by the processor's clock; ratio {theirs / ours:,.0f} (goal 400, better "
          f"900)")
    print("  not like for like: FPsim also follows men, children and the old one by one, "
          "education, wealth, cities, partnership, maternal and infant death; fpplan follows women "
          "15-49 and counts the others by age and sex, and keeps tallies by unit and month")


PLACE = f"""
schema = 1
id = "place"
title = {{ zh = "地方", en = "place" }}
[base]
setting = "kenya"
decision_month = "2000-01"
horizon = {12 * YEARS}
units.all = {{ level = "country", label = {{ zh = "全部", en = "all" }} }}
strata.all = {{ label = {{ zh = "全部", en = "all" }}, policy = "any" }}
policy_rules.any = {{ text = {{ zh = "不限", en = "any" }}, allow = [{{}}], status = "assumed" }}
population.all.all = {AGENTS}
"""


def _here() -> float:
    """Nanoseconds a woman-month of 20 years of as many people in Kenya, one thread."""
    world = world_of(resolve(loads(PLACE, "place", Known())))
    population = world.population
    past, moved = chunk(world, (0, 8))
    threads = numba.get_num_threads()
    numba.set_num_threads(1)
    try:
        counts = live(population, past, moved)
        taken = seconds(lambda: live(population, past, moved), time.process_time)
    finally:
        numba.set_num_threads(threads)
    return taken / woman_months(counts, population.table, 12 * YEARS) * 1e9


def whole_run(draws: int) -> None:
    """Everything that `fpplan run lianhe` does but the report."""
    work = plan(open_world("lianhe", loaded_plugins()), draws=draws, seed=0)
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
    parser.add_argument("--others", type=int, default=3, help="counted runs of FPsim")
    given = parser.parse_args()
    print(machine())
    engine(given.runs)
    whole_run(given.draws)
    other(given.others)


if __name__ == "__main__":
    main()
