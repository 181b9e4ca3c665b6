"""Net migration: who comes from outside and who leaves, given as rates by calendar year."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from fpplan.population.pyramid import FEMALE
from fpplan.population.state import AGE_GROUPS, FIRST_AGE, LAST_AGE
from fpplan.population.when import OLDEST

__all__ = ["Migration"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Migration:
    """Net moves a year for each person by calendar year. See docs/model.md [E-migration].

    `net_moves` are (year,), the same at all ages, or (year, sex, completed age 0..100 in the
    middle of the year). With net moves by age `coming` says how many women of 15-49 come in a year
    for each person of the place at the decision month, (year, five-year age group): where more
    come than leave, the engine needs their number. Women of a five-year age group leave alike.
    """

    years: Floats
    net_moves: Floats
    coming: Floats | None = None

    @property
    def by_age(self) -> bool:
        """Whether ages differ."""
        return self.net_moves.ndim > 1

    def among(self, women: Floats) -> Migration:
        """The same with `coming` worked out, where ages differ and it is not given, from women by
        completed age 15-49 as shares of the place's people, (35,)."""
        if not self.by_age or self.coming is not None:
            return self
        rates = self.net_moves[:, FEMALE, FIRST_AGE:LAST_AGE + 1].reshape(-1, AGE_GROUPS, 5)
        of_group = women.reshape(AGE_GROUPS, 5).sum(axis=1)
        return replace(self, coming=np.maximum(rates.mean(axis=-1), 0.0) * of_group)

    def moving(self, when: float) -> Floats:
        """Net moves for each person in the calendar year of a time, (sex, completed age in the
        middle of the year): on straight lines between the years that are given."""
        ages = (2, OLDEST + 1)
        return np.broadcast_to(
            self._in_year(when, self.net_moves.reshape(len(self.years), -1)).reshape(
                (1, 1) if self.net_moves.ndim == 1 else ages), ages)

    def moved(self, when: float) -> Floats:
        """The same by completed age as the year ends, (sex, age): half of it at the age before.
        Alike at all ages it stays so; those born in a year move half as much as they will."""
        found = self.moving(when)
        if self.net_moves.ndim == 1:
            return found
        return (found + np.pad(found, [(0, 0), (1, 0)])[:, :-1]) / 2

    def leaving(self, when: float) -> Floats:
        """Women who leave in a year for each who is there, (five-year age group of 15-49,)."""
        women = self.moving(when)[FEMALE, FIRST_AGE:LAST_AGE + 1]
        return np.maximum(-women.reshape(AGE_GROUPS, -1).mean(axis=1), 0.0)

    def arriving(self, when: float) -> Floats:
        """Women who come in a year: (five-year age group,) for each person of the place at the
        decision month; without `coming` (1,) for each woman who is there at the start."""
        if self.coming is None:
            return np.maximum(self.moving(when)[FEMALE, FIRST_AGE:FIRST_AGE + 1], 0.0)
        return self._in_year(when, self.coming)

    def _in_year(self, when: float, given: Floats) -> Floats:
        """What is given, (year, cell), in the calendar year of a time: (cell,)."""
        return np.array([np.interp(np.floor(when), self.years, one) for one in given.T])
