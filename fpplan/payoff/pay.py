"""Payouts of a scheme: money in yuan by its rules, sanctions where a target is missed.

Money never enters points. Every payout carries the tags of what it is computed from.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from fpplan.errors import Problems
from fpplan.scheme.evaluate import raw_points
from fpplan.scheme.figures import Figures, Span, resolve_inputs
from fpplan.scheme.model import Item, Payout
from fpplan.scheme.points import NO, NULL, PERHAPS, YES, Points

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

__all__ = ["Payouts", "pay"]

_FOLLOWS = {NULL: NULL, YES: NO, NO: YES, PERHAPS: PERHAPS}  # a missed target brings its sanction


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
    import numpy as np

    scheme = points.scheme
    problems = Problems(scheme.id)
    money = [Item(payout.id, payout.text, payout.clause, payout.yuan)
             for payout in scheme.payouts if payout.yuan is not None]
    needs = resolve_inputs(figures, scheme, money, points.view, problems)
    problems.raise_if_any()
    yuan = {item.id: raw_points(item, needs[item.id], figures, scheme, peers or {}).map(
        lambda array: array[..., 0]) for item in money}
    sanctions = {}
    for payout in scheme.payouts:
        if payout.missed is not None:
            met = points.met.get(payout.missed)
            sanctions[payout.id] = np.full((1, len(points.units), len(points.periods)), NULL) \
                if met is None else np.vectorize(_FOLLOWS.__getitem__, otypes=[np.int8])(met)
    return Payouts(scheme.payouts, points.units, points.periods, yuan, sanctions,
                   {payout.id: scheme.payout_tags(payout) for payout in scheme.payouts})
