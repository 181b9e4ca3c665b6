"""Results of one level that count at another, and weights set by weak points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from fpplan.contract.rules.base import TOUCH, Names, Rule, signed
from fpplan.contract.text import Text, _
from fpplan.contract.units import number

if TYPE_CHECKING:
    from fpplan.contract.rules.base import Array

__all__ = ["Coupled", "Reweight"]


@dataclass(frozen=True)
class Coupled(Rule):
    """`each` points for every 1 of a result at another level, added or subtracted here.
    See docs/model.md [E-coupled].

    `level` "above": the result of the unit's parent, the same for all below it; "below": the
    sum over the units below it. Where the figures do not hold that level, the figure given
    for the unit itself stands.
    """

    value: str
    each: float = 1.0
    level: Literal["above", "below"] = "above"

    def reads(self) -> tuple[str, ...]:
        return (self.value,)

    def levels(self) -> Mapping[str, str]:
        return {self.value: self.level}

    @property
    def full(self) -> float:
        return 0.0

    def points(self, x: Mapping[str, Array]) -> Array:
        return self.each * x[self.value]

    def direction(self) -> Mapping[str, int]:
        return {self.value: 1 if self.each > 0 else -1}

    def say(self, x: Mapping[str, float], names: Names) -> str:
        where = _("of the level above") if self.level == "above" else _("of the level below")
        return _("{name} ({where}): {value} × {each} = {points} points.").format(
            name=names[self.value], where=where, value=number(x[self.value]),
            each=number(self.each), points=signed(self.each * x[self.value]))


@dataclass(frozen=True)
class Reweight:
    """How a chapter's points are divided anew among its items by inputs, its total unchanged.
    See docs/model.md [E-reweight].

    `weights` gives the input of each item (1 = as documented); an item that is not named keeps
    1. An item counts weight ÷ weighted mean of all weights times its points, so that the
    chapter is worth what the document says. A weight of 0 leaves the item out and its points
    go to the others; where all weights are 0 the chapter keeps its documented division.
    Null weights are 1.
    """

    weights: Mapping[str, str]

    def reads(self) -> tuple[str, ...]:
        """The inputs that it needs."""
        return tuple(dict.fromkeys(self.weights.values()))

    def factors(self, full: Mapping[str, float], x: Mapping[str, Array]) -> dict[str, Array]:
        """The factor on each item's points. `full` are the points of the chapter's items (in
        order), `x` the weights by input."""
        import numpy as np

        weights = {name: self._weight(name, x) for name in full}
        whole = sum(full.values())
        weighted = self.weighted(full, x)
        nothing = weighted <= TOUCH
        scale = whole / np.where(nothing, 1.0, weighted)
        shape = np.broadcast_shapes((1, 1, 1), weighted.shape)
        return {name: np.broadcast_to(np.where(nothing, 1.0, weight * scale), shape)
                for name, weight in weights.items()}

    def _weight(self, name: str, x: Mapping[str, Array]) -> Array:
        """The weight of one item; null and unnamed are 1."""
        import numpy as np

        return np.nan_to_num(x[self.weights[name]], nan=1.0) if name in self.weights \
            else np.ones((1, 1, 1))

    def weighted(self, full: Mapping[str, float], x: Mapping[str, Array]) -> Array:
        """The sum of points times weights, in order."""
        import numpy as np

        total = np.zeros((1, 1, 1))
        for name, points in full.items():
            total = total + points * self._weight(name, x)
        return total

    def explain(self, name: str, weight: float, factor: float, names: Mapping[str, Text]) -> str:
        """What is done to one item, in words."""
        return _("{input}: {weight}. With the weights of the other items, its points count "
                 "× {factor}; the chapter's total stays.").format(
            input=names[self.weights[name]], weight=number(weight), factor=number(factor))
