"""Figures as they may show: a recorded count of 1 to 4 procedures or breaches as its range.

Points, gaps, money and explanations of such figures are evaluated over the whole range 1-4, so
that nothing that is worked out from them tells the count: what is printed is the same whatever
it is. Totals that would reveal a hidden count, of the units above it or of the year around its
season, are as wide as what a reader can add up.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from fpplan.contract.figures import Figures, Span, season_of
from fpplan.contract.text import _
from fpplan.contract.units import number
from fpplan.hide import FEW, HIDDEN, counts, few, hidden

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fpplan.contract.scheme import Scheme

    Array = NDArray[Any]

__all__ = ["as_shown", "hidden_cells", "is_a_range", "value_words"]

MIDDLE = sum(FEW) / 2


def is_a_range(scheme: Scheme, name: str, low: float, high: float) -> bool:
    """Whether an input counts procedures or breaches and only a range of it may be told."""
    inp = scheme.by_input.get(name)
    return inp is not None and counts(inp.unit, inp.tags) and low != high


def value_words(low: float, high: float) -> str:
    """How a count that is a range shows."""
    return HIDDEN if (low, high) == FEW else _("{low} to {high}").format(
        low=number(low), high=number(high))


def as_shown(figures: Figures, scheme: Scheme, recorded: Collection[str] | None = None
             ) -> Figures:
    """The same figures, every hidden count of the scheme's inputs as a range. Figures that hide
    nothing, or show so already, are given back as they are. `recorded` names the inputs that
    are records, where others are simulated; all are otherwise."""
    import numpy as np

    ranged = {key: _ranged(figures.values[key], mask, figures)
              for key, mask in hidden_cells(figures, scheme, recorded).items()}
    if all(np.array_equal(getattr(span, end), getattr(figures.values[key], end), equal_nan=True)
           for key, span in ranged.items() for end in ("central", "low", "high")):
        return figures
    return replace(figures, values={**figures.values, **ranged})


def hidden_cells(figures: Figures, scheme: Scheme, recorded: Collection[str] | None = None
                 ) -> dict[tuple[str, str | None], Array]:
    """By input and view that hides anything, the cells (unit, period) that must not show.
    `recorded` as for `as_shown`: what is simulated does not hide."""
    found = {}
    for key, span in figures.values.items():
        inp = scheme.by_input.get(key[0])
        if inp is None or not counts(inp.unit, inp.tags) or (
                recorded is not None and key[0] not in recorded):
            continue
        mask = _mask(span.central[0], 0.0 if inp.default == "none_recorded" else None, figures)
        if mask.any():
            found[key] = mask
    return found


def _mask(central: Array, absent: float | None, figures: Figures) -> Array:
    """The hidden cells of one count (unit, period). `absent` is what a cell counts that is not
    given."""
    import numpy as np

    names = {(unit, period): f"{unit} {period}" for unit in figures.units
             for period in figures.periods}
    in_parts = {(at, season_of(period)) for at in range(len(figures.units))
                for when, period in enumerate(figures.periods) if not np.isnan(central[at, when])}
    known = {names[unit, period]: float(central[at, when]) if not np.isnan(central[at, when])
             else None if (at, period) in in_parts else absent
             for at, unit in enumerate(figures.units)
             for when, period in enumerate(figures.periods)}
    mask = np.zeros(central.shape, dtype=bool)
    if not any(few(value) for value in known.values()):
        return mask
    sums = {names[whole]: [names[part] for part in parts]
            for whole, parts in _sums(figures).items()}
    away = hidden(known, sums)
    for at, unit in enumerate(figures.units):
        for when, period in enumerate(figures.periods):
            mask[at, when] = names[unit, period] in away
    return mask


def _sums(figures: Figures) -> dict[tuple[str, str], list[tuple[str, str]]]:
    """Cells (unit, period) that are the sum of others: parents of units, years of seasons.

    A parent's year is the sum of its parts' years; where only its seasons are parts, of those.
    """
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    children: dict[str, list[str]] = {}
    for unit in figures.units:
        if (parent := figures.parents.get(unit)) in figures.units:
            children.setdefault(str(parent), []).append(unit)
    for parent, units in children.items():
        for period in figures.periods:
            found[parent, period] = [(unit, period) for unit in units]
    for year in figures.years:
        seasons = [period for period in figures.periods if season_of(period) == year]
        if year in figures.periods and len(seasons) > 1:
            for unit in figures.units:
                if (unit, year) not in found:
                    found[unit, year] = [(unit, season) for season in seasons]
    return found


def _ranged(span: Span, mask: Array, figures: Figures) -> Span:
    """A count with its hidden cells as ranges: 1-4, or for a total what its parts leave."""
    central, low, high = (array.copy() for array in (span.central, span.low, span.high))
    at_unit = {unit: at for at, unit in enumerate(figures.units)}
    at_period = {period: at for at, period in enumerate(figures.periods)}
    sums = _sums(figures)
    done: set[tuple[str, str]] = set()

    def widen(unit: str, period: str) -> None:
        cell = at_unit[unit], at_period[period]
        if (unit, period) in done or not mask[cell]:
            return
        done.add((unit, period))
        at = (0, *cell)
        if few(float(span.central[at])):
            ends: tuple[float, float, float] = MIDDLE, min(FEW[0], low[at]), max(FEW[1], high[at])
        else:
            parts = sums[unit, period]
            for part in parts:
                widen(*part)
            cells = [(0, at_unit[each], at_period[when]) for each, when in parts]
            middle, least, most = (float(sum(array[part] for part in cells))
                                   for array in (central, low, high))
            ends = middle, least, most
        central[at], low[at], high[at] = ends

    for unit in figures.units:
        for period in figures.periods:
            widen(unit, period)
    return Span(central, low, high)
