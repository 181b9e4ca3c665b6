"""Payouts of a scheme: money in yuan by its rules, rewards and sanctions in words.

Money never enters points. Every payout carries the tags of what it is computed from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fpplan.errors import Problems
from fpplan.readings import fixed
from fpplan.scheme.evaluate import derived_spans, raw_points
from fpplan.scheme.figures import Figures, Needs, Span, resolve_inputs
from fpplan.scheme.model import Item, Payout
from fpplan.scheme.points import NO, NULL, PERHAPS, YES, Points
from fpplan.scheme.rules.base import TOUCH

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

__all__ = ["Payouts", "needs_of", "pay"]

_CONTRARY = {NULL: NULL, YES: NO, NO: YES, PERHAPS: PERHAPS}


@dataclass(frozen=True)
class Payouts:
    """What follows for each role. Arrays are (draw, unit, period).

    `yuan` is money by payout id, `sanctions` whether each sanction follows (NULL, NO, PERHAPS
    or YES of `fpplan.scheme.points`), `tags` what each payout is computed from.
    """

    payouts: tuple[Payout, ...]
    units: tuple[str, ...]
    periods: tuple[str, ...]
    yuan: Mapping[str, Span]
    sanctions: Mapping[str, Array]
    tags: Mapping[str, frozenset[str]]


def pay(figures: Figures, points: Points, *, peers: Mapping[str, Sequence[str]] | None = None
        ) -> Payouts:
    """The payouts that follow from figures and the points they were scored with.

    A null figure pays nothing. Raises InputError where a payout needs an input that is
    neither given nor has a range.
    """
    scheme = points.scheme
    problems = Problems(scheme.id)
    needs = {payout.id: needs_of(payout, figures, points, problems) for payout in scheme.payouts}
    problems.raise_if_any()
    yuan: dict[str, Span] = {}
    sanctions: dict[str, Array] = {}
    for payout in scheme.payouts:
        found = [raw_points(item, need, figures, scheme, peers or {}).map(_whole_year)
                 for item, need in needs[payout.id]]
        state = _follows_where(payout, points, None if payout.when is None else found[-1])
        if payout.yuan is not None:
            yuan[payout.id] = found[0] if state is None else _where(found[0], state)
        else:
            assert state is not None  # checked at loading
            sanctions[payout.id] = state[0]
    return Payouts(scheme.payouts, points.units, points.periods, yuan, sanctions,
                   {payout.id: scheme.payout_tags(payout) for payout in scheme.payouts})


def needs_of(payout: Payout, figures: Figures, points: Points, problems: Problems
             ) -> list[tuple[Item, Needs]]:
    """The rules of a payout (for money, then for when it follows) as items that read them, each
    with what it reads."""
    scheme = points.scheme
    found = []
    for rule in (payout.yuan, payout.when):
        if rule is None:
            continue
        item = Item(payout.id, payout.text, payout.clause, rule, calendar=payout.calendar)
        needs = resolve_inputs(figures, scheme, [item], points.view, problems)[item.id]
        derived = derived_spans(fixed(rule), fixed(item.calendar), scheme, points.seasons,
                                points.part_gaps, points.chapters, points.total, points.factors)
        found.append((item, Needs({**needs.spans, **derived}, needs.given)))
    return found


def _whole_year(array: Array) -> Array:
    """The sum over the parts of the year, in order."""
    total = array[..., 0]
    for part in range(1, array.shape[-1]):
        total = total + array[..., part]
    return total


def _follows_where(payout: Payout, points: Points, when: Span | None
                   ) -> tuple[Array, Array] | None:
    """Where a payout follows (draw, unit, period): NULL, NO, PERHAPS or YES, and whether it
    does at the central values. None where it always does. All that is asked must hold; an
    item without a figure makes it null, which pays nothing."""
    import numpy as np

    asked: list[tuple[Array, Array]] = []
    for name, wanted in ((payout.missed, False), (payout.met, True)):
        if name is not None:
            asked.append(_met(points, name, wanted))
    if when is not None:
        sure, possible = when.low > 0, when.high > 0
        state = np.where(sure & possible, YES, np.where(sure | possible, PERHAPS, NO))
        asked.append((state, when.central > 0))
    asked += [(_turned(points.vetoes[name]), points.fires[name].central <= 0)
              for name in payout.barred if name in points.vetoes]
    if not asked:
        return None
    state, central = asked[0]
    for other, also in asked[1:]:
        null = (state == NULL) | (other == NULL)
        state = np.where((state == NO) | (other == NO), NO,
                         np.where(null, NULL, np.minimum(state, other)))
        central = central & also
    return state.astype(np.int8), central & (state != NULL)


def _met(points: Points, item: str, wanted: bool) -> tuple[Array, Array]:
    """Where a target is met (or, `wanted` False, missed), and at the central values."""
    import numpy as np

    met = points.met.get(item)
    if met is None:
        nothing = np.full((1, len(points.units), len(points.periods)), NULL)
        return nothing, nothing == YES
    gap = points.gaps[item].central
    return (met, gap <= TOUCH) if wanted else (_turned(met), gap > TOUCH)


def _turned(state: Array) -> Array:
    """Where the contrary holds."""
    import numpy as np

    return np.vectorize(_CONTRARY.__getitem__, otypes=[np.int8])(state)


def _where(yuan: Span, follows: tuple[Array, Array]) -> Span:
    """Money that follows only where a state holds; where it may, the ends hold both."""
    import numpy as np

    state, at_centre = follows
    central = np.where(at_centre, yuan.central, 0.0)
    open_ = state == PERHAPS
    low = np.where(state == YES, yuan.low, np.where(open_, np.minimum(yuan.low, 0.0), 0.0))
    high = np.where(state == YES, yuan.high, np.where(open_, np.maximum(yuan.high, 0.0), 0.0))
    return Span(central, low, high) if open_.any() or not yuan.certain else Span.known(central)
