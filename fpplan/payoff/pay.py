"""Payouts of a scheme: money in yuan by its rules, rewards and sanctions in words.

Money never enters points. Every payout carries the tags of what it is computed from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from math import nan
from operator import mul
from typing import TYPE_CHECKING, Any

from fpplan.contract.errors import Problems
from fpplan.contract.figures import Figures, Span
from fpplan.contract.items import Item, Payout
from fpplan.contract.points import NO, NULL, PERHAPS, YES, Points
from fpplan.contract.readings import fixed
from fpplan.contract.rules.base import TOUCH
from fpplan.scheme.earn import derived_spans, raw_points
from fpplan.scheme.needs import Needs, resolve_inputs

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

__all__ = ["Payouts", "cell_at", "needs_of", "pay", "payable"]

_AS_NUMBERS = {NULL: (nan, nan, nan), NO: (0.0, 0.0, 0.0), PERHAPS: (nan, 0.0, 1.0),
               YES: (1.0, 1.0, 1.0)}
_CONTRARY = {NULL: NULL, YES: NO, NO: YES, PERHAPS: PERHAPS}


@dataclass(frozen=True)
class Payouts:
    """What follows for each role. Arrays are (draw, unit, period).

    `yuan` is money by payout id, `sanctions` whether each sanction follows (NULL, NO, PERHAPS
    or YES of `fpplan.contract.points`), `tags` what each payout is computed from.
    """

    payouts: tuple[Payout, ...]
    units: tuple[str, ...]
    periods: tuple[str, ...]
    yuan: Mapping[str, Span]
    sanctions: Mapping[str, Array]
    tags: Mapping[str, frozenset[str]]

    def money(self, name: str, cell: tuple[int, int, int]) -> tuple[float, float, float]:
        """The yuan of a payout in one cell, with its ends."""
        span = self.yuan[name]
        return cell_at(span.central, cell), cell_at(span.low, cell), cell_at(span.high, cell)

    def state(self, name: str, cell: tuple[int, int, int]) -> int:
        """Whether a consequence follows in one cell: NULL, NO, PERHAPS or YES."""
        return int(cell_at(self.sanctions[name], cell))

    def rows(self, points: Points) -> Iterator[dict[str, Any]]:
        """Rows of the first draw beside those of `Points.rows`: yuan, or 1 and 0 for a
        consequence, NaN where it may follow or there is nothing to count."""
        for payout in self.payouts:
            for unit, period in product(range(len(self.units)), range(len(self.periods))):
                cell = 0, unit, period
                if payout.id in self.yuan:
                    ends = self.money(payout.id, cell)
                else:
                    ends = _AS_NUMBERS[self.state(payout.id, cell)]
                yield {"draw": 0, "unit": self.units[unit], "period": self.periods[period],
                       "view": points.view or "as_read", "scheme": points.scheme.id,
                       "item": f"payouts.{payout.id}",
                       **dict(zip(("value", "low", "high"), ends, strict=True))}


def cell_at(array: Array, cell: tuple[int, ...]) -> float:
    """One cell of an array whose axes may be 1 for all."""
    return float(array[tuple(min(at, size - 1)
                             for at, size in zip(cell, array.shape, strict=True))])


def pay(figures: Figures, points: Points, *, peers: Mapping[str, Sequence[str]] | None = None
        ) -> Payouts:
    """The payouts that follow from figures and the points they were scored with.
    See docs/model.md [E-pay].

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
        by_part = [raw_points(item, need, figures, scheme, peers or {})
                   for item, need in needs[payout.id]]
        asked = _asked(payout, points)
        if payout.yuan is None:
            when = [] if payout.when is None else [_above_nothing(by_part[0].map(_whole_year))]
            state = _together([*asked, *when])
            assert state is not None  # checked at loading
            sanctions[payout.id] = state[0]
            continue
        # money of each part of the year follows by what holds in that part
        states = [(array[..., None], central[..., None]) for array, central in asked]
        if payout.when is not None:
            states.append(_above_nothing(by_part[1]))
        state = _together(states)
        money = by_part[0] if state is None else _where(by_part[0], state)
        if payout.factor != 1:
            money = money.map(partial(mul, payout.factor))
        yuan[payout.id] = money.map(_whole_year)
    return Payouts(scheme.payouts, points.units, points.periods, yuan, sanctions,
                   {payout.id: scheme.payout_tags(payout) for payout in scheme.payouts})


def payable(figures: Figures, points: Points) -> tuple[Points, dict[str, tuple[str, ...]]]:
    """The points with those payouts alone that the figures suffice for, and of each other payout
    the inputs that are needed for it and not given."""
    scheme = points.scheme
    missing: dict[str, tuple[str, ...]] = {}
    for payout in scheme.payouts:
        problems = Problems(scheme.id)
        needs_of(payout, figures, points, problems)
        if problems.found:
            missing[payout.id] = tuple(problem.key for problem in problems)
    kept = tuple(payout for payout in scheme.payouts if payout.id not in missing)
    return replace(points, scheme=replace(scheme, payouts=kept)), missing


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


State = tuple["Array", "Array"]  # NULL, NO, PERHAPS or YES, and whether at the central values


def _asked(payout: Payout, points: Points) -> list[State]:
    """What the targets and vetoes that a payout names say of it (draw, unit, period)."""
    asked: list[State] = []
    missed = [_met(points, name, False) for name in payout.asked("missed")]
    if missed:
        asked.append(_any(missed))
    asked += [_met(points, name, True) for name in payout.asked("met")]
    asked += [_met(points, name, False) for name in payout.all_missed]
    asked += [(_turned(points.vetoes[name]), points.fires[name].central <= 0)
              for name in payout.barred if name in points.vetoes]
    return asked


def _above_nothing(when: Span) -> State:
    """Where a rule gives more than 0."""
    import numpy as np

    sure, possible = when.low > 0, when.high > 0
    state = np.where(sure & possible, YES, np.where(sure | possible, PERHAPS, NO))
    return state.astype(np.int8), when.central > 0


def _together(asked: Sequence[State]) -> State | None:
    """Where all that is asked holds; None where nothing is asked. An item without a figure
    makes it null, which pays nothing."""
    import numpy as np

    if not asked:
        return None
    state, central = asked[0]
    for other, also in asked[1:]:
        null = (state == NULL) | (other == NULL)
        state = np.where((state == NO) | (other == NO), NO,
                         np.where(null, NULL, np.minimum(state, other)))
        central = central & also
    return state.astype(np.int8), central & (state != NULL)


def _any(asked: Sequence[State]) -> State:
    """Where at least one holds. One that holds is enough, whatever is not known of others;
    where none holds and one is null, it is null."""
    import numpy as np

    state, central = asked[0]
    for other, also in asked[1:]:
        state = np.where((state == NULL) & (other != YES) | (other == NULL) & (state != YES),
                         np.where(np.maximum(state, other) == PERHAPS, PERHAPS, NULL),
                         np.maximum(state, other))
        central = central | also
    return state.astype(np.int8), central


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
