"""How long plans and targets take: 13 villages × 24 tasks × 4 seasons, 450 villages, and one unit
of 3,000 births a year.

    python benchmarks/plan.py [--case NAME]... [--folder FOLDER]

Each case is one command on a scenario made from Lianhe township's, run as a user would run it, with
the compiled code there already. Prints seconds of the clock and of the processor, and the most
memory that the process had. Goals: 60 s and 600 s on two cores. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
import tomllib
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
SEASONS = [  # of farm work, assumed
    {"id": "winter", "months": [12, 1, 2]}, {"id": "spring", "months": [3, 4, 5]},
    {"id": "summer", "months": [6, 7, 8]}, {"id": "autumn", "months": [9, 10, 11]}]
# By name: villages, seasons, the command.
CASES = {
    "plan 13 villages, 1 season": (13, 1, ["plan"]),
    "plan 13 villages, 4 seasons": (13, 4, ["plan"]),
    "plan 13 villages, 4 seasons, points": (13, 4, ["plan", "--objective", "points"]),
    "targets 13 villages": (13, 1, ["targets"]),
    "plan 450 villages": (450, 1, ["plan"]),
    "plan one unit of 3,000 births": (1, 1, ["plan"]),
    "targets 450 villages": (450, 1, ["targets"]),
}
LARGE = 190_000  # people who have about 3,000 births a year


def scenario(villages: int, seasons: int) -> dict[str, Any]:
    """Lianhe's file with so many villages, of its villages' sizes over and over, and seasons."""
    raw = tomllib.loads((ROOT / "scenarios" / "lianhe.toml").read_text("utf-8"))
    base = raw["base"]
    sizes = list(base["population"]["resident"].values())
    names = [f"V{n + 1:03d}" for n in range(villages)]
    base["units"] = {"lianhe": base["units"]["lianhe"]} | {
        name: {**base["units"]["V01"], "label": {"zh": f"第{n + 1}村", "en": f"Village {n + 1}"}}
        for n, name in enumerate(names)}
    base["population"]["resident"] = {
        name: LARGE if villages == 1 else sizes[n % len(sizes)] for n, name in enumerate(names)}
    base["staff"]["village_worker"]["number"] = dict.fromkeys(names, 1)
    base["staff"]["township_worker"]["number"]["number"] = max(1, round(4 * villages / 13))
    if seasons > 1:
        base["seasons"] = SEASONS
    for key in ("aims", "matched", "published"):
        base.pop(key, None)
    raw.pop("variant", None)
    return raw


def measured(name: str, folder: Path) -> tuple[float, float, float]:
    """Seconds of the clock, of the processor, and GB at most, of one case."""
    from fpplan.scenario.toml import dumps

    villages, seasons, (command, *words) = CASES[name]
    file = folder / f"{villages}_{seasons}.toml"
    file.write_text(dumps(scenario(villages, seasons)), "utf-8")
    out = folder / name.replace(" ", "_").replace(",", "")
    started = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-m", "fpplan", command, str(file), *words, "--out",
                              str(out)], stdout=subprocess.DEVNULL, env=os.environ)
    _pid, status, used = os.wait4(child.pid, 0)
    clock = time.perf_counter() - started
    if status:
        raise SystemExit(f"{name}: the command failed")
    return clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 2**20


def main() -> None:
    """Measure the cases asked for, all of them by default."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--case", action="append", choices=list(CASES))
    parser.add_argument("--folder", type=Path, help="where the results are kept")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = asked.folder or Path(temporary)
        folder.mkdir(parents=True, exist_ok=True)
        for name in asked.case or CASES:
            clock, cpu, memory = measured(name, folder)
            print(f"{name}: {clock:.0f} s ({cpu:.0f} s of CPU), {memory:.1f} GB", flush=True)


if __name__ == "__main__":
    main()
