"""The forecast that targets are set on: a scenario lived forward, indicators by draw and unit.

Draws are lived a chunk at a time and only numerators and denominators are kept, so that many
units fit; how they are cut changes no number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

from fpplan.contract.months import Period, month_name
from fpplan.experiment.draws import REPEATS
from fpplan.experiment.live import Lives, live
from fpplan.experiment.world import World
from fpplan.indicators.table import VIEWS
from fpplan.planning.targets_subject import subjects
from fpplan.scenario.resolve import Resolved

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

__all__ = ["QUARTER", "Forecast", "forecast"]

QUARTER = 3  # months


@dataclass(frozen=True)
class Forecast:
    """What is expected in one period.

    `units` are the leaves, then their parents. `above`, `below`, `value`: (draw, unit, name)
    numerators, denominators and values as the books would show them, NaN for 0/0; `truth`
    (unit, name) the true expected ones, expected numerator ÷ expected denominator. `set_of`:
    (draw,) the parameter set of each draw. `births`: (draw, unit, quarter) true births to
    attend, `quarters` their first and last months. `eligible`: mean over draws, by tally
    pattern, of the women at the top unit whom quotas name. All of the strata that are counted.
    """

    units: tuple[str, ...]
    leaves: int
    names: tuple[str, ...]
    period: Period
    above: Array
    below: Array
    value: Array
    truth: Array
    set_of: NDArray[np.int64]
    births: Array
    quarters: tuple[tuple[str, str], ...]
    eligible: Mapping[str, float]
    members: Array
    """(unit, leaf) of 0 and 1: which leaves make up each unit."""

    @property
    def draws(self) -> int:
        """How many draws were lived."""
        return self.value.shape[0]

    def of(self, name: str) -> tuple[Array, Array, Array]:
        """Numerator, denominator and value of one indicator, each (draw, unit)."""
        at = self.names.index(name)
        return self.above[..., at], self.below[..., at], self.value[..., at]

    def true_of(self, name: str) -> Array:
        """The true expected value of one indicator, (unit,)."""
        return self.truth[:, self.names.index(name)]


@dataclass(frozen=True)
class _Part:
    """What is kept of a chunk of draws."""

    units: tuple[str, ...]
    above: Array
    below: Array
    value: Array
    truth: Array
    births: Array
    sums: Mapping[str, float]


def forecast(world: World, resolved: Resolved, period: Period, *, draws: int, seed: int,
             eligible: Mapping[str, str] | None = None, chunk: int | None = None,
             progress: Callable[[int, int], None] | None = None) -> Forecast:
    """Live a plan and work out every indicator that is proposed or shown.

    Args:
        period: within the horizon.
        eligible: tally patterns of the women whom quotas name -> "flow" (summed over the
            period) or "stock" (at its first month).
        chunk: draws lived together; results do not depend on it.
        progress: called with draws done and draws in all.
    """
    names = tuple(name for name, each in subjects().items()
                  if each.treatment in ("target", "shown"))
    starts = range(period.first, period.last + 1, QUARTER)
    quarters = [(first, min(first + QUARTER - 1, period.last)) for first in starts]
    reduce = partial(_kept, names=names, period=period, quarters=quarters, eligible=eligible or {})
    parts = list(live(world, [resolved], (0, draws), seed, reduce, chunk=chunk,
                      progress=progress))
    units = parts[0].units
    members = _members(resolved, units)
    top, bottom = np.add.reduce([part.truth for part in parts])
    factors = np.array([subjects()[name].indicator.factor for name in names])
    expected = np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > 0) * factors
    expected = np.round(expected, 9)
    above, below, value, births = (np.concatenate([getattr(part, name) for part in parts])
                                   for name in ("above", "below", "value", "births"))
    month = resolved.base.decision_month
    return Forecast(
        units, len(resolved.leaves), names, period, above, below, value, expected,
        np.arange(draws, dtype=np.int64) // REPEATS, np.einsum("dlq,ul->duq", births, members),
        tuple((month_name(a, month), month_name(b, month)) for a, b in quarters),
        {pattern: sum(part.sums[pattern] for part in parts) / draws
         for pattern in eligible or {}}, members)


def _kept(lives: Lives, names: tuple[str, ...], period: Period,
          quarters: list[tuple[int, int]], eligible: Mapping[str, str]) -> _Part:
    (one,) = lives
    table = one.indicators(names, [period])
    at = [VIEWS.index(subjects()[name].view) for name in names]
    above, below, value = (
        np.stack([array[v, :, :, 0, i] for i, v in enumerate(at)], -1)
        for array in (table.numerator, table.denominator, table.value))
    # Whole numbers, or twelfths of them; rounded later, where draws were cut leaves no mark.
    true = VIEWS.index("true")
    truth = np.stack([part[true, :, :, 0].sum(axis=0)
                      for part in (table.numerator, table.denominator)])
    births = np.stack([one.counted("births", *months) for months in quarters], -1, dtype=float,
                      casting="unsafe")
    sums = {pattern: float(one.counted(
        pattern, period.first, period.first if kind == "stock" else period.last).sum())
        for pattern, kind in eligible.items()}
    return _Part(table.units, above, below, value, truth, births, sums)


def _members(resolved: Resolved, units: tuple[str, ...]) -> Array:
    found = np.zeros((len(units), len(resolved.leaves)))
    for row, unit in enumerate(units):
        for leaf in resolved.leaves_below(unit):
            found[row, resolved.leaves.index(leaf)] = 1.0
    return found
