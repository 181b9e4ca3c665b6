"""Women as columns: one whole-number array a field, by name.

The columns of a list of women have shape (woman,). Those of a dense array are open grids
that broadcast against each other, so `reading` serves both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fpplan.population.state import FIELDS, STATE

__all__ = ["COHORT_AXES", "STATE_AXES", "Column", "Space", "Women", "columns", "concatenated",
           "distinct", "gestation", "grid", "picked", "pregnant", "rows", "sizes"]

Column = NDArray[np.int64]
Women = dict[str, Column]

STATE_AXES = ("union", "order", "sons", "daughters", "want", "method", "fecund", "stage",
              "reach")
# The axes of a dense cohort. Age is the cohort's own; ON and MEANT change no rate.
COHORT_AXES = ("stratum", *STATE_AXES, "since")


def sizes(methods: int) -> dict[str, int]:
    """How many values each of STATE_AXES takes; `methods` counts "none" too."""
    return {"union": 3, "order": 7, "sons": 7, "daughters": 7, "want": 3, "method": methods,
            "fecund": 5, "stage": 43, "reach": 3}


@dataclass(frozen=True)
class Space:
    """The states that a dense cohort has room for.

    `methods` counts "none" too. Without `since` all times since the last birth are one, which
    is right where nothing reads them. `fecund` are the classes that the cohort's women have:
    a class is for life. `reach` are the classes of reach: 0 alone where nobody leaves it.
    """

    methods: int
    strata: int = 1
    since: bool = True
    fecund: tuple[int, ...] = (0, 1, 2, 3, 4)
    reach: tuple[int, ...] = (0, 1, 2)

    def values(self) -> dict[str, Column]:
        """The values along each of COHORT_AXES."""
        cells = {axis: np.arange(n) for axis, n in sizes(self.methods).items()}
        return {"stratum": np.arange(self.strata), **cells, "fecund": np.array(self.fecund),
                "reach": np.array(self.reach), "since": np.arange(61 if self.since else 1)}

    @property
    def shape(self) -> tuple[int, ...]:
        """How many values each of COHORT_AXES takes."""
        return tuple(len(values) for values in self.values().values())

    def cell(self, women: Mapping[str, Column]) -> tuple[Column, ...]:
        """Where women stand in an array of this shape: their positions along each axis."""
        values = self.values()
        where = {axis: np.searchsorted(values[axis], women[axis]) for axis in COHORT_AXES
                 if axis != "since" or self.since}
        if not self.since:
            where["since"] = np.zeros_like(where["stage"])
        return tuple(where[axis] for axis in COHORT_AXES)


def grid(space: Space, years: int) -> Women:
    """Every state of a cohort as an open grid: the column of an axis varies along it alone."""
    values = space.values()
    open_axes = np.meshgrid(*values.values(), indexing="ij", sparse=True)
    women = dict(zip(values, open_axes, strict=True))
    return {**women, "years": np.full((1,) * len(values), years)}


def gestation(women: Mapping[str, Column]) -> Column:
    """Month of gestation: stages 1..3, 4..9 (male) and 10..15 (female, months 4..9); else 0."""
    stage = women["stage"]
    month = np.where(stage >= 10, stage - 6, stage)
    return np.where((stage >= 1) & (stage <= 15), month, 0)


def pregnant(women: Mapping[str, Column]) -> NDArray[np.bool_]:
    """Whether she is pregnant."""
    return gestation(women) > 0


def rows(women: Mapping[str, Column]) -> NDArray[np.void]:
    """The engine's records, STATE (woman,), of women by columns; a field that is not given is
    0, but every woman is here."""
    made = np.zeros(len(next(iter(women.values()))), STATE)
    made["here"] = 1
    for field in FIELDS:
        if field in women:
            made[field] = women[field]
    return made


def columns(states: NDArray[np.void]) -> Women:
    """The columns of the engine's records."""
    return {field: states[field].astype(np.int64) for field in FIELDS}


def picked(women: Mapping[str, Column], which: NDArray[np.generic]) -> Women:
    """Some of the women, by mask or by position."""
    return {field: column[which] for field, column in women.items()}


def concatenated(parts: Iterable[Mapping[str, Column]]) -> Women:
    """Several lists of women as one."""
    parts = list(parts)
    return {field: np.concatenate([part[field] for part in parts]) for field in parts[0]}


def distinct(women: Mapping[str, Column]) -> tuple[Women, Column]:
    """Each different woman once, and for every woman the position of hers (woman,)."""
    code = np.zeros(len(next(iter(women.values()))), np.int64)
    codes = 1
    for column in women.values():
        values = int(column.max(initial=0)) + 1
        code = code * values + column
        codes *= values
    if codes > 2**62:
        raise ValueError("women with so many columns have no 64-bit code")
    _, first, place = np.unique(code, return_index=True, return_inverse=True)
    return picked(women, first), place.astype(np.int64)
