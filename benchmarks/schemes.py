"""How fast figures stream through schemes: `make bench` prints it, `tests/scheme/test_stream.py`
runs a small one and asserts its memory.

Figures by month are made up at random for every input of every scheme, put on each scheme's
own calendar, scored, and left as sums. They mean nothing; only their amount counts.
"""

from __future__ import annotations

import argparse
import math
import resource
import sys
import time
import zlib
from pathlib import Path

import numpy as np
from stream import Fraction, Summary, by_month, stream

from fpplan.contract.figures import Figures
from fpplan.contract.items import Input
from fpplan.contract.scheme import Scheme
from fpplan.contract.units import UNITS
from fpplan.plugins import load_plugins

MONTHS = 12
MOST = 2_000.0  # megabytes that it may hold
TOWNSHIPS = Path(__file__).parent.parent / "plugins" / "fpplan_townships"


def all_schemes() -> list[Scheme]:
    """Every scheme of the documents' systems, and the two contemporary ones."""
    plugins = load_plugins([TOWNSHIPS], entry_points=False)
    if plugins.broken:
        raise SystemExit("\n".join(map(str, plugins.broken)))
    return [scheme.under() for scheme in plugins.schemes.values()]


class MadeUp:
    """A source of made-up monthly figures, the same for the same draws of the same scheme."""

    def __init__(self, units: int):
        self.units = tuple(f"V{at:04d}" for at in range(1, units + 1))

    def __call__(self, scheme: Scheme, first: int, stop: int) -> Figures:
        shape = stop - first, len(self.units), MONTHS
        luck = np.random.default_rng((zlib.crc32(scheme.id.encode()), first))
        start = f"2014-{scheme.calendar.starts or 1:02d}"
        return by_month(scheme, self.units, start, {
            inp.id: _monthly(inp, shape, luck) for inp in scheme.inputs})


def _monthly(inp: Input, shape: tuple[int, ...], luck: np.random.Generator
             ) -> np.ndarray | Fraction:
    high = min((inp.possible or (0.0, 24.0))[1], 24.0)
    if inp.unit in ("count", "yuan", "couple_years"):
        made = _small(shape, int(high) // MONTHS + 1, luck)
        if high < MONTHS:  # so few in a year fall into its first month
            made[..., 0] = _small(shape[:2], int(high) + 1, luck)
        return made
    below = _small(shape, 40, luck)
    return Fraction(np.minimum(_small(shape, 40, luck), below), below,
                    min(UNITS[inp.unit].high, 100.0))


def _small(shape: tuple[int, ...], below: int, luck: np.random.Generator) -> np.ndarray:
    """Whole numbers from 0 to `below` − 1, quickly made; their shares are not quite even."""
    made = np.frombuffer(luck.bytes(math.prod(shape)), dtype=np.uint8) % np.uint8(below)
    return made.reshape(shape)


def streamed(units: int, draws: int, chunk: int) -> tuple[list[Summary], float]:
    """The summaries of every scheme, and the seconds that they took."""
    schemes = all_schemes()
    start = time.perf_counter()
    found = list(stream(MadeUp(units), schemes, draws, chunk=chunk))
    return found, time.perf_counter() - start


def megabytes() -> float:
    """The most memory that this process has held."""
    status = Path("/proc/self/status")
    if status.exists():  # Linux: getrusage would count what the parent held when it started us
        held = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(held.split()[1]) / 1e3
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


def main() -> None:
    """Print seconds and memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--units", type=int, default=500)
    parser.add_argument("--draws", type=int, default=1000)
    parser.add_argument("--chunk", type=int, default=20)
    given = parser.parse_args()
    found, seconds = streamed(given.units, given.draws, given.chunk)
    lines = sum(len(each.lines) for each in found)
    print(f"{len(found)} schemes ({lines} lines) x {given.units} units x {MONTHS} months x "
          f"{given.draws} draws of figures: {seconds:.1f} s, {megabytes():.0f} MB at most")
    if megabytes() > MOST:
        raise SystemExit(f"more than {MOST:.0f} MB")


if __name__ == "__main__":
    main()
