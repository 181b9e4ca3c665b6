"""Indicators worked out: numerator, denominator and value by view, draw, unit and period.

Only leaf units are tallied. A parent's numerator and denominator are the sums over its
leaves, and its value is their ratio: never a mean of rates. A ratio without a denominator
is null (NaN), whatever its numerator: no girl gives no sex ratio, not an endless one.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from fpplan.contract.indicators import Indicator, Term
from fpplan.contract.months import Period
from fpplan.indicators.core import core_indicators
from fpplan.indicators.table import VIEWS, IndicatorTable
from fpplan.tallies import AGE_GROUPS, SlotTable, Tallies, View

__all__ = ["check_slots", "check_terms", "evaluate"]

Floats = NDArray[np.float64]


def evaluate(
    tallies: Tallies,
    periods: Sequence[Period],
    names: Sequence[str] | None = None,
    *,
    parents: Mapping[str, str | None] | None = None,
    indicators: Mapping[str, Indicator] | None = None,
    strata: Sequence[str] | None = None,
) -> IndicatorTable:
    """Work out indicators over periods that lie within the months of the tallies.
    See docs/model.md [E-indicator].

    Args: names which indicators (all when None); parents unit -> parent for every unit of
        the tree (leaves only when None); indicators the formulas (the core's when None);
        strata that are counted, in both views, where a formula names none (all when None).

    Raises ValueError for an unknown name or a period outside the tallies.
    """
    known = core_indicators() if indicators is None else indicators
    chosen = tuple(known) if names is None else tuple(names)
    units, member = _tree(tallies.units, parents)
    sums = _Sums(tallies, periods, member, strata)
    shape = (len(VIEWS), tallies.true.shape[0], len(units), len(periods), len(chosen))
    above, below, value = (np.full(shape, np.nan) for _ in range(3))
    for name in chosen:
        if name not in known:
            raise ValueError(f'there is no indicator "{name}"')
    sums.prepare([(term, view) for name in chosen for view in known[name].views
                  for term in _all_terms(known[name], view)])
    for i, name in enumerate(chosen):
        for v, view in enumerate(VIEWS):
            if view in known[name].views:
                above[v, ..., i], below[v, ..., i], value[v, ..., i] = _work_out(
                    known[name], view, sums)
    return IndicatorTable(above, below, value, units, tuple(periods), chosen, tallies.draws)


def check_terms(indicator: Indicator, tallies: Tallies) -> None:
    """Raise ValueError when a term names tallies that do not exist, or takes a flow as a
    stock or the other way round."""
    check_slots(indicator, lambda view: tallies.view(view)[1], tallies.groups)


def check_slots(indicator: Indicator, tables: Callable[[View], SlotTable],
                groups: Mapping[str, Sequence[str]]) -> None:
    """`check_terms` before there are tallies; `tables` gives the slots of a view."""
    for view in indicator.views:
        for term in _all_terms(indicator, view):
            _slots(term, tables(term.view or view), groups)


def _slots(term: Term, table: SlotTable, groups: Mapping[str, Sequence[str]],
           strata: Sequence[str] | None = None) -> NDArray[np.int64]:
    """The slots of a term. Raises ValueError."""
    found = table.match(term.pattern, groups, strata)
    if (table.kind(term.pattern) == "stock") != (term.at is not None):
        raise ValueError(
            f'"{term.pattern}": a stock is taken at its end, mean or years, a flow is summed')
    return found


def _all_terms(indicator: Indicator, view: View) -> list[Term]:
    terms = [term for side in indicator.terms(view) for term in side]
    return [each for t in terms for each in _by_age(t)] if indicator.each_age else terms


def _work_out(indicator: Indicator, view: View, sums: _Sums) -> tuple[Floats, Floats, Floats]:
    top, bottom = indicator.terms(view)
    if indicator.each_age:
        rates = [
            _ratio(sums.total([_by_age(t)[a] for t in top], view),
                   sums.total([_by_age(t)[a] for t in bottom], view))
            for a in range(len(AGE_GROUPS))
        ]
        value: Floats = indicator.factor * np.sum(rates, axis=0)
        return value, np.ones_like(value), value
    above = sums.total(top, view)
    if not bottom:
        return above, np.ones_like(above), indicator.factor * above
    below = sums.total(bottom, view)
    if indicator.bounded:
        above = np.clip(above, 0.0, np.maximum(below, 0.0))
    return above, below, indicator.factor * _ratio(above, below)


def _by_age(term: Term) -> list[Term]:
    return [Term(term.pattern.replace("{age}", age), term.weight, term.view, term.at)
            for age in AGE_GROUPS]


def _ratio(above: Floats, below: Floats) -> Floats:
    found = np.full(above.shape, np.nan)
    np.divide(above, below, out=found, where=below > 0)
    return found


def _tree(leaves: tuple[str, ...],
          parents: Mapping[str, str | None] | None) -> tuple[tuple[str, ...], Floats]:
    """All units, leaves first, and which leaves make up each: (unit, leaf) of 0 and 1."""
    above = dict(parents or {})
    upper = tuple(unit for unit in above if unit not in leaves)
    units = (*leaves, *upper)
    member = np.zeros((len(units), len(leaves)))
    for i, leaf in enumerate(leaves):
        step: str | None = leaf
        while step is not None:
            member[units.index(step), i] = 1.0
            step = above.get(step)
    return units, member


class _Sums:
    """Sums of tallies over the months of each period and over the leaves of each unit.

    All terms of a view are worked out together, as one product of (draw, period, leaf, slot)
    sums with a matrix (slot, term) of 0 and 1. The sums are whole numbers far below 2^53, so
    the order of adding changes no byte.
    """

    def __init__(self, tallies: Tallies, periods: Sequence[Period], member: Floats,
                 strata: Sequence[str] | None = None):
        self.tallies, self.periods = tallies, tuple(periods)
        self.strata = strata
        self.member = member
        for period in periods:
            if period.first not in tallies.months or period.last not in tallies.months:
                raise ValueError(f"period {period.id} lies outside the months of the tallies")
        self._found: dict[_Key, Floats] = {}

    def slots(self, term: Term, view: View) -> tuple[View, NDArray[np.int64]]:
        """The view that a term reads and its slots there."""
        where: View = term.view or view
        return where, _slots(term, self.tallies.view(where)[1], self.tallies.groups,
                             self.strata)

    def prepare(self, wanted: Sequence[tuple[Term, View]]) -> None:
        """Work out every term of a list, each in the view that it is asked for in."""
        together: dict[tuple[View, bool], dict[_Key, NDArray[np.int64]]] = {}
        for term, view in wanted:
            where, slots = self.slots(term, view)
            key: _Key = (where, term.pattern, term.at)
            together.setdefault((where, term.at == "end"), {})[key] = slots
        for (where, at_end), terms in together.items():
            array, table = self.tallies.view(where)
            pick = np.zeros((len(table), len(terms)))
            for column, slots in enumerate(terms.values()):
                pick[slots, column] = 1.0
            sums = (self._last_months if at_end else self._month_sums)(array) @ pick
            # (draw, period, leaf, term) -> (term, draw, unit, period)
            by_unit = np.moveaxis(sums, (3, 0, 1), (0, 1, 3)).swapaxes(2, 3) @ self.member.T
            by_unit = np.ascontiguousarray(by_unit.swapaxes(2, 3))
            for column, key in enumerate(terms):
                self._found[key] = self._taken(by_unit[column], key[2])

    def _taken(self, sums: Floats, at: str | None) -> Floats:
        """A sum of months' ends as the mean or as years; other sums as they are."""
        if at not in ("mean", "years"):
            return sums
        months = [period.months if at == "mean" else 12 for period in self.periods]
        return sums / np.array(months, dtype=np.float64)

    def total(self, terms: Sequence[Term], view: View) -> Floats:
        """The sum of prepared terms: (draw, unit, period)."""
        first, *rest = terms
        summed = first.weight * self._found[first.view or view, first.pattern, first.at]
        for term in rest:
            summed += term.weight * self._found[term.view or view, term.pattern, term.at]
        return summed

    def _last_months(self, array: NDArray[np.int32]) -> Floats:
        """Tallies of the last month of each period: (draw, period, leaf, slot)."""
        lasts = [period.last - self.tallies.first_month for period in self.periods]
        return np.swapaxes(array[:, :, lasts, :], 1, 2).astype(np.float64)

    def _month_sums(self, array: NDArray[np.int32]) -> Floats:
        """Sums over the months of each period: (draw, period, leaf, slot). Each month is read
        once, however many periods it is part of."""
        first = self.tallies.first_month
        cuts = sorted({0} | {c - first for p in self.periods for c in (p.first, p.last + 1)})
        cuts = [cut for cut in cuts if cut < array.shape[2]]
        draws, units, months, slots = array.shape
        parts = np.empty((draws, len(cuts), units, slots))
        for i, (a, b) in enumerate(zip(cuts, [*cuts[1:], months], strict=True)):
            parts[:, i] = array[:, :, a:b].sum(axis=2, dtype=np.int64)
        sums = np.empty((draws, len(self.periods), units, slots))
        for i, p in enumerate(self.periods):
            inside = [k for k, cut in enumerate(cuts) if p.first <= cut + first <= p.last]
            sums[:, i] = parts[:, inside[0]:inside[-1] + 1].sum(axis=1)
        return sums


_Key = tuple[View, str, str | None]  # view read, pattern, how a stock is taken
