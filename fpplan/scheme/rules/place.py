"""Points for a place among peers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from fpplan.scheme.rules.base import TOUCH, Names, Rule, signed
from fpplan.scheme.units import number
from fpplan.text import _

if TYPE_CHECKING:
    from fpplan.scheme.rules.base import Array

__all__ = ["Rank"]


@dataclass(frozen=True)
class Rank(Rule):
    """So many points for each place in a peer group, the highest value first.

    Units with the same value share the better place. A null value has no place.
    """

    presses: ClassVar[bool] = True

    value: str
    peers: str
    awards: Mapping[int, float]
    most: bool = True

    def reads(self) -> tuple[str, ...]:
        return (self.value,)

    @property
    def full(self) -> float:
        return 0.0

    def points(self, x: Mapping[str, Array]) -> Array:
        raise TypeError("a rank is awarded among peers, see `among`")

    def among(self, central: Array, low: Array, high: Array, group: Sequence[int]
              ) -> tuple[Array, Array, Array]:
        """Points (central, low, high) of every unit from values with their ends.

        The best place sets a unit's better end against its peers' worse ends, the worst place
        the reverse. `group` are the indices of the peers; other units get none.
        """
        if not self.most:
            central, low, high = -central, -high, -low
        middle = self._award(_places(central, central, group))
        best, worst = _places(high, low, group), _places(low, high, group)
        ends = self._award(best), self._award(worst)
        import numpy as np

        inside = {place: (best <= place) & (place <= worst) for place in self.awards}
        between = [np.where(inside[place], points, np.nan)
                   for place, points in self.awards.items()]
        listed = np.asarray(sum(within.astype(int) for within in inside.values()))
        unlisted = np.where(listed < worst - best + 1, 0.0, np.nan)  # a place without an award
        low_points = np.fmin.reduce([*ends, *between, unlisted])
        high_points = np.fmax.reduce([*ends, *between, unlisted])
        return middle, low_points, high_points

    def _award(self, places: Array) -> Array:
        import numpy as np

        points = np.zeros(places.shape)
        for place, award in self.awards.items():
            points = np.where(places == place, award, points)
        return points

    def direction(self) -> Mapping[str, int]:
        return {self.value: 1 if self.most else -1}

    def say(self, x: Mapping[str, float], names: Names) -> str:
        awards = ", ".join(f"{place}: {signed(points)}" for place, points in self.awards.items())
        return _("{name}: {value}. Points by place among peers: {awards}.").format(
            name=names[self.value], value=number(x[self.value]), awards=awards)


def _places(own: Array, others: Array, group: Sequence[int]) -> Array:
    """1 + how many peers are strictly better (axis 1 is the unit); 0 = no place."""
    import numpy as np

    shape = np.broadcast_shapes(own.shape, others.shape)
    own, others = np.broadcast_to(own, shape), np.broadcast_to(others, shape)
    places = np.zeros(shape)
    for unit in group:
        better = np.zeros(shape[:1] + shape[2:])
        for peer in group:
            if peer != unit:
                better = better + (others[:, peer] > own[:, unit] + TOUCH)
        places[:, unit] = np.where(np.isnan(own[:, unit]), 0.0, 1.0 + better)
    return places
