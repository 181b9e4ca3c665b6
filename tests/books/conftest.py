"""Invented true tallies: births spread over all cells, with mothers of all ages."""

from __future__ import annotations

import numpy as np
import pytest

from fpplan.tallies import Tallies, slot_table

METHODS = ("iud", "condom")
STRATA = ("resident", "migrant")


def invented(draws: tuple[int, int] = (0, 8), units: tuple[str, ...] = ("V01", "V02"),
             months: int = 36, births: float = 12.0, strata: tuple[str, ...] = STRATA,
             first_month: int = -12) -> Tallies:
    """Births per unit, month and stratum are Poisson; every draw, unit and stratum has its own
    generator, so that a chunk or a subset holds the same numbers as the whole."""
    table = slot_table(METHODS, strata)
    cells, ages = table.index("births"), table.index("births_by_mother_age")
    true = np.zeros((draws[1] - draws[0], len(units), months, len(table)), dtype=np.int32)
    true[..., table.index("people")] = 1000
    for d in range(*draws):
        for u, unit in enumerate(units):
            for s, stratum in enumerate(strata):
                rng = np.random.default_rng([d, int(unit[1:]), len(stratum)])
                flat = rng.poisson(births / 96, (months, 96))
                true[d - draws[0], u][:, cells[..., s].ravel()] = flat
                by_age = np.array([rng.multinomial(n, [1 / 7] * 7) for n in flat.sum(axis=1)])
                true[d - draws[0], u][:, ages[:, s]] = by_age
    return Tallies.unreported(true, METHODS, strata, units, first_month, draws)


@pytest.fixture(scope="session")
def invent():
    return invented
