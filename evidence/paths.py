"""Order and paths: engine against reference over months; writes paths.csv beside this file.

    python evidence/paths.py [--processes N]

Part (b) of the proof (see proof.py for the others): for each made-up setting and birth cohort the
tallies of many women, summed over months, against the reference's expectation. Every tally
expects at least `ENOUGH` events; a |z| of 4 and more is run again with four times the women,
never with another seed.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterable
from pathlib import Path

import numpy as np
from reference.paths import SETTINGS, START_AGES, compare, expected, path_setting
from stamp import ROOT, Row, each, write_table

SEED = 20140801
MONTHS = {False: 36, True: 24}  # fewer where the reference keeps the time since the last birth
ENOUGH = 300_000  # events that every tally expects
COLUMNS = ("part", "setting", "subject", "cases", "expected", "found", "z", "holds")

MODULES = [
    "fpplan/luck.py",
    *(f"fpplan/population/{name}.py" for name in ("state", "events", "engine", "slots", "tables")),
    *(path.relative_to(ROOT).as_posix()
      for path in sorted((ROOT / "evidence/reference").glob("*.py"))),
    "evidence/paths.py",
]


def main() -> int:
    """Run every setting and cohort and write the table. Returns 1 when something does not hold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--processes", type=int, default=2)
    jobs = [str(number) for number in range(len(SETTINGS) * len(START_AGES))]
    table: list[Row] = []
    path = Path(__file__).with_suffix(".csv")
    for job, rows in each(path, MODULES, jobs, _run, parser.parse_args().processes):
        failed = [row for row in rows if row[-1] != "yes"]
        print("paths", job, len(rows), "hold" if not failed else f"{len(failed)} FAIL",
              flush=True)
        table += rows
    write_table(path, MODULES, COLUMNS, table, seed=SEED)
    return int(any(row[-1] != "yes" for row in table))


def _run(job: str) -> list[Row]:
    return list(_paths(int(job)))


def _paths(number: int) -> Iterable[Row]:
    setting = path_setting(number // len(START_AGES), SEED)
    age = START_AGES[number % len(START_AGES)]
    months = MONTHS[setting.space.since]
    expectation = expected(setting, age, months)
    women = math.ceil(ENOUGH / min(expectation.values()))
    result = compare(setting, age, months, expectation, women, SEED)
    if np.abs(result.z).max() >= 4:
        result = compare(setting, age, months, expectation, 4 * women, SEED, batches=1600)
    start = f"made-up {setting.number} from {15 + age // 12} years {age % 12} months"
    for name, should, counted, z in zip(result.names, result.expected, result.counted, result.z,
                                        strict=True):
        enough = should >= ENOUGH * 0.999999
        yield ("paths", start, name, result.women, round(should), counted, f"{z:.2f}",
               "yes" if enough and abs(z) < 4 else "NO")


if __name__ == "__main__":
    sys.exit(main())
