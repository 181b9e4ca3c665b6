"""The long proof of the engine against the reference; writes proof.csv beside this file.

    python evidence/proof.py [--processes N]

Parts of the table:
    size         how large the reference is
    rows         (a) every row of every event, read by every combination of the fields behind it
                 (months since the last birth of pregnant women at random)
    transitions  (a) every state that can exist, with every outcome
    months       whole months and lives of 48 months, outcome by outcome, decided by the
                 Contract's uniforms
    one percent  (c) a rate x 1.01 in the engine alone fails on the rows that it touches

Part (b), tallies over months of many women, takes longer and stands in paths.py.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from reference import cohort
from reference.lives import wrong_months
from reference.made_up import made_up_policy, made_up_shift
from reference.one_step import (
    STRATIFIED,
    Result,
    cases,
    engine_tables,
    prove,
    reads_policy,
    rows_of,
    scalable,
    scaled,
    touched,
)
from reference.paths import SETTINGS, path_setting
from reference.reading import one_set
from reference.transitions import reachable, wrong_transitions
from stamp import ROOT, Row, each, write_table

from fpplan.place.parameters import ParameterSets
from fpplan.place.setting import load_setting, setting_ids
from fpplan.population.rates import Scales, rates, reconsidered

SEED = 20140801
COLUMNS = ("part", "setting", "subject", "cases", "expected", "found", "z", "holds")

MODULES = [
    "fpplan/luck.py",
    *(f"fpplan/population/{name}.py" for name in ("state", "events", "engine", "slots", "tables")),
    *(path.relative_to(ROOT).as_posix()
      for path in sorted((ROOT / "evidence/reference").glob("*.py"))),
    "evidence/proof.py",
]


def main() -> int:
    """Run every part and write the table. Returns 1 when something does not hold."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--processes", type=int, default=2)
    jobs = [f"{kind} {number}" for kind in ("rows", "transitions", "months", "one percent")
            for number in range(_count(kind))]
    spaces = dict.fromkeys(path_setting(k, SEED).space for k in range(len(SETTINGS)))
    table: list[Row] = [("size", "", cohort.size_of(space), "", "", "", "", "")
                        for space in spaces]
    path = Path(__file__).with_suffix(".csv")
    for job, rows in each(path, MODULES, jobs, _run, parser.parse_args().processes):
        failed = [row for row in rows if row[-1] != "yes"]
        print(job, len(rows), "hold" if not failed else f"{len(failed)} FAIL", flush=True)
        table += rows
    write_table(path, MODULES, COLUMNS, table, seed=SEED)
    return int(any(row[-1] not in ("yes", "") for row in table))


def _count(kind: str) -> int:
    many = {"rows": len(SETTINGS) + len(setting_ids()), "transitions": 2, "months": len(SETTINGS)}
    return many.get(kind, 1)


def _run(job: str) -> list[Row]:
    kind, number = job.rsplit(" ", 1)
    return list({"rows": _rows, "transitions": _transitions, "months": _months,
                 "one percent": _one_percent}[kind](int(number)))


def _rows(number: int) -> Iterable[Row]:
    """A made-up setting with its shifts, or after those a real one, two sets of it."""
    if number < len(SETTINGS):
        made = path_setting(number, SEED)
        yield from _rows_of(f"made-up {number}", made.rates, made.policy, made.shift, 0)
        return
    name = setting_ids()[number - len(SETTINGS)]
    setting = load_setting(name)
    rng = np.random.default_rng([SEED, number])
    sets = ParameterSets(range(2), SEED, None, setting.parameters)
    moves = np.array([[0.0, 0.2], [0.4, 0.0]])
    real = rates(setting, [sets, sets], Scales(), 2010.5, moves=moves)
    policy, former = made_up_policy(rng), made_up_policy(rng)
    real = real._replace(reconsider=reconsidered(real, former, policy))
    for which in range(2):
        shift = made_up_shift(rng, 1 + len(setting.methods))
        yield from _rows_of(f"{name} set {which}", real, policy, shift, which)


def _rows_of(name: str, all_sets, policy, shift, which: int) -> Iterable[Row]:  # type: ignore[no-untyped-def]
    """Under a policy and under its opposite: under one alone, some women have no birth that is
    allowed or none that is not, and some rows nobody who reads them."""
    rng, one = np.random.default_rng(SEED), one_set(all_sets, which, shift)
    opposite = np.where(policy == 255, 0, 255).astype(np.uint8)
    read: dict[tuple[str, str], list[Result]] = {}
    for rule in (policy, opposite):
        tables = engine_tables(all_sets, rule, shift, which)
        for case in cases(one, rule, rng, each=None):
            if rule is policy or reads_policy(case.table):
                result = prove(case, tables, stratified=STRATIFIED)
                read.setdefault((case.event, case.table), []).append(result)
    for (event, table), results in read.items():
        rows = len(np.unique(np.concatenate([result.case.row for result in results])))
        gap = max(result.difference.max() for result in results)
        holds = all(result.holds for result in results) and rows == rows_of(table, one)
        yield ("rows", name, f"{event} by {table}: {rows} rows",
               sum(len(result.case.row) for result in results), "gap at most 2^-30",
               f"{gap * 2**32:.2f} x 2^-32", "", _word(holds))


def _transitions(number: int) -> Iterable[Row]:
    made = path_setting(number + 1, SEED)
    one = one_set(made.rates, 0, made.shift)
    tables = engine_tables(made.rates, made.policy, made.shift)
    states, met = reachable(one, made.policy)
    yield ("transitions", f"made-up {made.number}", "states that can exist",
           len(states["stage"]), "", "", "", "yes")
    for event, women in met.items():
        tried, wrong = wrong_transitions(event, women, one, made.policy, tables,
                                         np.random.default_rng(SEED))
        yield ("transitions", f"made-up {made.number}", event, tried, 0, wrong, "",
               _word(wrong == 0))


def _months(number: int) -> Iterable[Row]:
    made = path_setting(number, SEED)
    for month, months, count in ((-36, 1, 500_000), (0, 1, 500_000), (23, 48, 50_000)):
        women, wrong, flows = wrong_months(made, month, count, SEED, months)
        yield ("months", f"made-up {number}", f"{months} from month {month} on: women, flows",
               len(women["here"]), "0, 0", f"{wrong}, {len(flows)}", "",
               _word(not wrong and not flows))


def _one_percent(number: int) -> Iterable[Row]:
    made = path_setting(1, SEED)
    one = one_set(made.rates, 0)
    some = cases(one, made.policy, np.random.default_rng(SEED), each=2)
    scales: Sequence[tuple[str, int | None]] = [("nothing", None), *scalable(one)]
    for table, outcome in scales:
        changed = made.rates if table == "nothing" else scaled(made.rates, table, outcome, 1.01)
        tables = engine_tables(changed, made.policy, None)
        found = [prove(case, tables).failing for case in some]
        should = [touched(case, table, outcome) for case in some]
        same = all(np.array_equal(a, b) for a, b in zip(found, should, strict=True))
        name = table if outcome is None else f"{table} outcome {outcome}"
        yield ("one percent", "made-up 1", name, sum(len(case.row) for case in some),
               sum(map(len, should)), sum(map(len, found)), "", _word(same))


def _word(holds: bool) -> str:
    return "yes" if holds else "NO"


if __name__ == "__main__":
    sys.exit(main())
