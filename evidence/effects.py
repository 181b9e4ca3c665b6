"""Whether each task does in the engine what the catalogue says; writes effects.csv beside it.

    python evidence/effects.py

Every task of the core, with endless hours against none: the log odds ratio of the rate that it
moves beside the catalogue's size and interval, or for a task that moves no rate that nothing
moved. See `fpplan.workload.effects`.

What a row proves: on the way from hours over coverage and logit shift to what women do in a month,
nothing is lost, doubled or sent to another rate. What it does not prove: that the size is right, or
that the outcome of the study that is cited comes out when its trial is simulated. The size that was
put in is found again; a wrong size holds here as well as a right one.
"""

from __future__ import annotations

import sys
from pathlib import Path

from stamp import ROOT, write_table

from fpplan.workload.effects import effects

SEED = 20140801
PEOPLE, DRAWS = 100_000, 40
COLUMNS = ("task", "rate", "parameter", "catalogue_size", "low", "high", "engine", "standard_error",
           "events", "holds", "source")

MODULES = [
    "fpplan/luck.py", "fpplan/experiment/world.py", "fpplan/experiment/lived.py",
    *(f"fpplan/population/{name}.py" for name in ("state", "events", "engine", "quiet", "slots",
                                                  "tables", "units", "rates", "simulate")),
    *(path.relative_to(ROOT).as_posix()
      for name in ("activities", "coverage", "hours", "staff", "supply", "tasks")
      for path in [ROOT / f"fpplan/programme/{name}.py"]),
    "fpplan/workload/effects.py",
    "evidence/effects.py",
]


def main() -> int:
    """Measure every effect and write the table. Returns 1 when one does not hold."""
    table = []
    for row in effects(people=PEOPLE, draws=DRAWS, seed=SEED):
        numbers = [f"{value:.4f}" for value in (row.size, row.low, row.high, row.measured,
                                                row.error)]
        table.append((row.task, row.target or "none", row.parameter, *numbers,
                      row.events, "yes" if row.inside else "NO", row.source))
        print(*table[-1][:-1])
    write_table(Path(__file__).with_suffix(".csv"), MODULES, COLUMNS, table, seed=SEED,
                data="fpplan/data/tasks.toml, fpplan/data/parameters/programme.toml")
    return int(any(row[-2] != "yes" for row in table))


if __name__ == "__main__":
    sys.exit(main())
