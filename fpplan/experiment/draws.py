"""Draws and their parameter sets: which sets stand behind which draws, and how many at a time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from fpplan.place.parameters import Parameter, ParameterSets

if TYPE_CHECKING:
    from fpplan.scenario.models import Base

__all__ = ["REPEATS", "WOMEN_A_CHUNK", "Uncertainty", "central_values", "chunk_for", "own_ranges",
           "sets_for", "spans"]

REPEATS = 4  # draws that share a parameter set
WOMEN_A_CHUNK = 500_000  # states, keys and tallies of about so many women are held at a time
Uncertainty = Literal["both", "chance"]


def sets_for(plan: Base, parameters: Mapping[str, Parameter], draws: tuple[int, int], seed: int,
             uncertainty: Uncertainty = "both") -> tuple[ParameterSets, NDArray[np.int64]]:
    """The sets of draws first..stop-1 under a plan and, for each draw, its set's position
    (draw,). With "chance" every draw has central values. See docs/model.md [E-draws]."""
    numbers = np.arange(*draws) // REPEATS
    central = central_values(plan)
    if uncertainty == "chance":
        return (ParameterSets(None, seed, central, parameters),
                np.zeros(numbers.size, np.int64))
    first = int(numbers[0])
    sets = range(first, int(numbers[-1]) + 1)
    return (ParameterSets(sets, seed, central, parameters, own_ranges(plan)),
            (numbers - first).astype(np.int64))


def central_values(plan: Base) -> dict[str, float]:
    """What a plan sets of the catalogue, id -> value."""
    own = {name: override.value for name, override in plan.parameters.items()}
    return {**own, **plan.reporting}


def own_ranges(plan: Base) -> dict[str, tuple[float, float]]:
    """The ranges that a plan gives to catalogue parameters, id -> (low, high)."""
    return {name: override.range for name, override in plan.parameters.items()
            if override.range is not None}


def chunk_for(women: int, at_once: int = WOMEN_A_CHUNK) -> int:
    """Draws of a place of so many women that are lived together: whole parameter sets."""
    return REPEATS * max(1, at_once // max(women, 1) // REPEATS)


def spans(draws: tuple[int, int], chunk: int) -> Iterator[tuple[int, int]]:
    """Draws first..stop-1 in chunks, in order."""
    for first in range(*draws, chunk):
        yield first, min(first + chunk, draws[1])
