"""Every state that can exist, and where every outcome of every event leads from it.

`reachable` finds the states; `wrong_transitions` lets each outcome happen to each of them in
the compiled event and in the reference.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from fpplan.population.events import EVENTS
from fpplan.population.rates import Rates
from fpplan.population.state import FIELDS
from reference.compiled import applied
from reference.month import live_month
from reference.one_step import field_ranges, numbers_of
from reference.outcomes import happen
from reference.reading import Policy, read, reads, tables_read
from reference.women import (
    STATE_AXES,
    Women,
    distinct,
    picked,
    rows,
    sizes,
)

__all__ = ["reachable", "wrong_transitions"]


def reachable(rates: Rates, policy: Policy) -> tuple[Women, dict[str, Women]]:
    """Every state that can follow from a single girl of 15 of each fecundability class, and
    for each event the states in which it can find a woman in the midst of a month.

    The search is by breadth, every outcome of every event, until nothing new turns up. Which
    outcomes are possible must not depend on age, stratum and time since the last birth (all
    rates above 0): they are held still, and `wrong_transitions` gives the women found any.
    """
    cells = tuple(sizes(rates.next.shape[-1]).values())
    found = np.zeros(cells, bool)
    met = {event: np.zeros((*cells, 3), bool) for event in EVENTS}

    def watch(event: str, women: Women) -> None:
        follows = women["after"] if event == "insusceptible" else np.zeros_like(women["stage"])
        met[event][(*(women[axis] for axis in STATE_AXES), follows)] = True

    start = {axis: np.zeros(cells[STATE_AXES.index("fecund")], np.int64) for axis in STATE_AXES}
    frontier = {**start, "fecund": np.arange(len(start["fecund"]))}
    while len(frontier["stage"]):
        found[tuple(frontier[axis] for axis in STATE_AXES)] = True
        still = np.zeros_like(frontier["stage"])
        after, _, _ = live_month({**frontier, "stratum": still, "years": still, "since": still},
                                 np.ones(len(still)), rates, policy, watch)
        after = distinct({axis: after[axis] for axis in STATE_AXES})[0]
        frontier = picked(after, ~found[tuple(after.values())])
    names = (*STATE_AXES, "after")
    return (dict(zip(STATE_AXES, np.nonzero(found), strict=True)),
            {event: dict(zip(names, np.nonzero(where), strict=True))
             for event, where in met.items()})


def wrong_transitions(event: str, women: Women, rates: Rates, policy: Policy,
                      tables: NDArray[np.void], rng: np.random.Generator) -> tuple[int, int]:
    """How many (woman, outcome) were tried, and in how many the compiled event gave another
    outcome or another state than the reference.

    Args:
        women: states in which the event can find them (`reachable`), any number.
        rates: of one set (`reading.one_set`), as are the engine's `tables`.
    """
    count = len(women["stage"])
    ranges = field_ranges(rates)
    women = {**women, **{field: rng.choice(ranges[field], count)
                         for field in ("stratum", "years", "months", "since", "on", "meant")}}
    tried = wrong = 0
    for table in tables_read(event):
        those = women
        if len(tables_read(event)) > 1:
            those = picked(women, reads(table, women))
        chance = read(table, those, rates, policy)
        upper = np.cumsum(chance, axis=1)
        for k, number in enumerate(numbers_of(event, table, chance.shape[1])):
            possible = chance[:, k] > 0
            some = {**picked(those, possible), "here": np.ones(int(possible.sum()), np.int64)}
            middle = (upper[possible, k] - chance[possible, k] / 2) * 2.0**32
            states, got = rows(some), np.empty(len(middle), np.int64)
            applied(EVENTS.index(event), states, some["after"], tables,
                    middle.astype(np.uint32), got)
            expected = rows(happen(event, some, np.full(len(middle), number)))
            differs = got != number
            for field in FIELDS:
                differs |= states[field] != expected[field]
            tried += len(middle)
            wrong += int(differs.sum())
    return tried, wrong
