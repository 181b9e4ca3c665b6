"""Indicators that have been worked out, as arrays."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fpplan.contract.months import Period
from fpplan.tallies import View

__all__ = ["VIEWS", "IndicatorTable"]

VIEWS: tuple[View, View] = ("true", "reported")
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class IndicatorTable:
    """`numerator`, `denominator`, `value`: float64 (view, draw, unit, period, name).

    Units are the leaves in the order of the tallies, then the parents. NaN is null: no
    denominator, or a view that the indicator does not have. A count has denominator 1; an
    indicator summed over ages has its value as numerator and denominator 1.
    """

    numerator: Floats
    denominator: Floats
    value: Floats
    units: tuple[str, ...]
    periods: tuple[Period, ...]
    names: tuple[str, ...]
    draws: tuple[int, int]

    def of(self, name: str, view: View = "true") -> Floats:
        """Values of one indicator in one view: (draw, unit, period)."""
        values: Floats = self.value[VIEWS.index(view), ..., self.names.index(name)]
        return values
