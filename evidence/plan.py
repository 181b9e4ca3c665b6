"""Plans of the ready-made places against random ones and today's hours; writes plan.csv beside this
file.

    python evidence/plan.py [--objective NAME]...

For each objective: the plan on the response table against 2,000 random allocations that keep the
same limits and floors of outcomes (and once for points with no floors), then the plan, the best 20
of them and today's hours lived on the same fresh draws. A row for each: its value on the table, its
value on fresh draws, and the plan's gain over it with the standard error over parameter sets.
Lianhe township is planned for every objective, the others for true outcomes, as they stand.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from stamp import ROOT, write_table

sys.path.insert(0, str(ROOT / "plugins"))

from fpplan.loading import open_world
from fpplan.planning.plan import Wanted, make
from fpplan.planning.plan_fresh import fresh, gain_of
from fpplan.planning.plan_options import limits_of
from fpplan.planning.problem import Decision, Problem
from fpplan.planning.search import Sheet
from fpplan.plugins import load_plugins

SEED, TABLE_SEED = 20140801, 0
RANDOM, LIVED, DRAWS, BATCH = 2000, 20, 64, 100
# What is asked for, by name: the place, the objective, and which outcomes may get worse.
CASES = {name: ("lianhe", name, ()) for name in ("points", "outcomes", "worst-decile", "pass")} | {
    "points, outcomes may fall": ("lianhe", "points", ("all",)),
    "outcomes of kenya": ("kenya", "outcomes", ()),
    "outcomes of town_plan": ("town_plan", "outcomes", ())}
MARK = 295.0  # untagged points of a village that pass, with the objective pass
MODULES = (
    "fpplan/experiment/response.py", "fpplan/experiment/table.py", "fpplan/scenario/hours.py",
    "fpplan/planning/problem.py", "fpplan/planning/search.py", "fpplan/planning/search_milp.py",
    "fpplan/planning/outcomes.py", "fpplan/planning/plan_objective.py", "fpplan/planning/plan.py",
    "fpplan/planning/plan_check.py", "fpplan/planning/plan_fresh.py",
)


def random_hours(problem: Problem, sheet: Sheet, many: int) -> np.ndarray:
    """Random allocations that keep every limit and let no outcome with a floor fall below it on the
    table: (allocation, unit, task, season). Where there are floors, the tasks of today that serve
    people get their hours and up to half as much again, others a random part of theirs, and what is
    left goes anywhere at random. Raises RuntimeError when next to none keep their floors."""
    rng = np.random.default_rng(SEED)
    months = np.array(problem.months) / 12
    serving = [t for t in sheet.table.moving if problem.tasks[t] not in ("meetings", "records")]
    records = problem.tasks.index("records")  # where they lack time, visits lose it
    found: list[np.ndarray] = []
    tried = 0
    while len(found) < many:
        batch = []
        for _n in range(BATCH):
            hours = rng.exponential(size=problem.own.hours.shape) ** rng.uniform(0.5, 3)
            floor = problem.low * problem.step_hours
            if sheet.guards.size:
                kept = problem.own.hours * rng.uniform(0, 1, (1, len(problem.tasks), 1))
                kept[:, records] = problem.own.hours[:, records] * rng.uniform(0.8, 1.0)
                kept[:, serving] = problem.own.hours[:, serving] * rng.uniform(
                    1.0, 1.5, (1, len(serving), 1))
                floor = np.maximum(floor, np.round(kept))
            budget = problem.limits.hours_per_month - float(floor.sum(axis=(0, 1)) @ months)
            hours *= max(budget, 0.0) / float(hours.sum(axis=(0, 1)) @ months)
            steps = np.floor((floor + hours) / problem.step_hours + 1e-9)
            hours = np.minimum(steps, problem.high) * problem.step_hours
            if not problem.broken(Decision(hours, problem.own.posts)):
                batch.append(hours)
        tried += BATCH
        if batch:
            kept = sheet.keeps(np.array(batch))
            found += [hours for hours, keeps in zip(batch, kept, strict=True) if keeps]
        if tried >= 100 * many > 100 * len(found):
            raise RuntimeError(f"{len(found)} of {tried} random allocations keep the floors")
    print(f"{len(found)} of {tried} random allocations keep every limit", flush=True)
    return np.array(found[:many])


def rows_of(name: str, folder: Path) -> list[list[object]]:
    """The rows of one case."""
    place, objective, may_worsen = CASES[name]
    world = open_world(place, load_plugins([]))
    started = time.process_time()
    wanted = Wanted(objective, limits_of(world), seed=TABLE_SEED, fresh=DRAWS,
                    scheme="thousand_point" if objective == "pass" else None,
                    mark=MARK if objective == "pass" else None, may_worsen=may_worsen)
    made = make(world, wanted, cache=folder)
    problem, judge = made.problem, made.judge
    lean = judge.searched()
    sheet = Sheet(made.table.only(lean.columns, lean.periods), lean)
    hours = random_hours(problem, sheet, RANDOM)
    values = sheet.values(hours)
    best = np.argsort(-values, kind="stable")[:LIVED]
    chosen = [made.decision, problem.own, *(Decision(hours[i], problem.own.posts) for i in best)]
    names = ["plan", "today", *(f"random {k + 1}" for k in range(LIVED))]
    lived = [judge.draws_of(one.scores)
             for one in fresh(problem, judge, chosen, made.draws, TABLE_SEED)]
    found = []
    for what, decision, by_draw in zip(names, chosen, lived, strict=True):
        gain = gain_of(judge, by_draw, lived[0])
        broken = len(problem.broken(decision))
        found.append([name, what, f"{sheet.values(decision.hours[None])[0]:.4f}",
                      f"{gain.own:.4f}", f"{gain.mean:.4f}", f"{gain.error:.4f}", broken,
                      f"{made.searched:.4f}", f"{values.max():.4f}"])
    print(name, "plan", found[0][2], "found", found[0][7], "best random", found[0][8],
          "gain over today", found[1][4], "+-", found[1][5],
          f"({time.process_time() - started:.0f} s of CPU)", flush=True)
    return found


def main(arguments: list[str]) -> int:
    """Write the table; 1 when a random allocation beats what the search found on the table, or the
    plan on fresh draws by more than three standard errors. The plan is today's hours where the
    check cannot tell what was found from them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--objective", action="append", choices=list(CASES))
    asked = parser.parse_args(arguments).objective or list(CASES)
    rows: list[list[object]] = []
    with tempfile.TemporaryDirectory() as folder:
        for objective in asked:
            rows += rows_of(objective, Path(folder))
    if list(asked) == list(CASES):
        write_table(Path(__file__).with_suffix(".csv"), MODULES,
                    ["objective", "allocation", "table_value", "fresh_value", "plan_gains",
                     "standard_error", "limits_broken", "found_by_search_on_the_table",
                     "best_of_2000_random_on_the_table"], rows,
                    seed=SEED, fresh_draws=DRAWS)
    worse = [row for row in rows if float(str(row[4])) < -3 * float(str(row[5])) - 1e-9
             or (row[1] == "plan" and float(str(row[7])) < float(str(row[8])) - 1e-4)]
    for row in worse:
        print("worse:", *row)
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
