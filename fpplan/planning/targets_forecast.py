"""The forecast that targets are set on: a scenario lived forward, indicators by draw and unit.

Draws are lived a chunk at a time and only numerators and denominators are kept, so that many
units fit; how they are cut changes no number.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from fpplan.forward import REPEATS, forward, prepared
from fpplan.indicators.evaluate import VIEWS, evaluate
from fpplan.indicators.formulas import groups_of
from fpplan.months import Period, month_name
from fpplan.pipeline.plan import WOMEN_A_CHUNK
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
    pattern, of the women at the top unit whom quotas name.
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


def forecast(resolved: Resolved, period: Period, *, draws: int, seed: int,
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
    population = prepared(resolved)
    if chunk is None:
        chunk = REPEATS * max(1, WOMEN_A_CHUNK // max(population.roll.women, 1) // REPEATS)
    parents = {unit: plan.parent for unit, plan in resolved.base.units.items()}
    groups = groups_of(population.setting.methods)
    starts = range(period.first, period.last + 1, QUARTER)
    spans = [(first, min(first + QUARTER - 1, period.last)) for first in starts]
    kept: dict[str, list[Array]] = {"above": [], "below": [], "value": [], "births": []}
    true = VIEWS.index("true")
    truth: list[Array] = []
    sums = dict.fromkeys(eligible or {}, 0.0)
    units: tuple[str, ...] = ()
    for first in range(0, draws, chunk):
        if progress:
            progress(first, draws)
        tallies = forward(resolved, (first, min(first + chunk, draws)), seed)
        table = evaluate(tallies, [period], names, parents=parents, groups=groups)
        units = table.units
        at = [VIEWS.index(subjects()[name].view) for name in names]
        for part in ("above", "below", "value"):
            array = getattr(table, {"above": "numerator", "below": "denominator"}.get(part, part))
            kept[part].append(np.stack([array[v, :, :, 0, i] for i, v in enumerate(at)], -1))
        # Whole numbers, or twelfths of them; rounded below, where draws were cut leaves no mark.
        truth.append(np.stack([part[true, :, :, 0].sum(axis=0)
                               for part in (table.numerator, table.denominator)]))
        births = tallies.total("true", "births")
        months = [slice(a - tallies.first_month, b + 1 - tallies.first_month) for a, b in spans]
        kept["births"].append(np.stack([births[:, :, m].sum(axis=-1) for m in months], -1,
                                       dtype=float, casting="unsafe"))
        for pattern, kind in (eligible or {}).items():
            women = tallies.total("true", pattern)
            last = period.first if kind == "stock" else period.last
            sums[pattern] += float(women[:, :, period.first - tallies.first_month:
                                         last + 1 - tallies.first_month].sum())
    if progress:
        progress(draws, draws)
    leaves = len(resolved.leaves)
    members = _members(resolved, units)
    top, bottom = np.add.reduce(truth)
    factors = np.array([subjects()[name].indicator.factor for name in names])
    expected = np.divide(top, bottom, out=np.full(top.shape, np.nan), where=bottom > 0) * factors
    expected = np.round(expected, 9)
    arrays = {name: np.concatenate(parts) for name, parts in kept.items()}
    month = resolved.base.decision_month
    return Forecast(
        units, leaves, names, period, arrays["above"], arrays["below"], arrays["value"],
        expected, np.arange(draws, dtype=np.int64) // REPEATS,
        np.einsum("dlq,ul->duq", arrays["births"], members),
        tuple((month_name(a, month), month_name(b, month)) for a, b in spans),
        {pattern: total / draws for pattern, total in sums.items()}, members)


def _members(resolved: Resolved, units: tuple[str, ...]) -> Array:
    found = np.zeros((len(units), len(resolved.leaves)))
    for row, unit in enumerate(units):
        for leaf in resolved.leaves_below(unit):
            found[row, resolved.leaves.index(leaf)] = 1.0
    return found
