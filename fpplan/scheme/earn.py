"""What one item earns by itself, before anything is put together: the arithmetic that points and
payouts share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING, Any

from fpplan.contract.figures import Figures, Span, follows
from fpplan.contract.items import Item
from fpplan.contract.readings import Pick, fixed
from fpplan.contract.rules import PeerRule, Rule
from fpplan.contract.scheme import Scheme
from fpplan.scheme.needs import Needs
from fpplan.scheme.weights import times

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

__all__ = ["corners", "derived_spans", "group_of", "null_points", "raw_points", "summed"]


def derived_spans(rule: Rule, calendar: str, scheme: Scheme, seasons: Mapping[str, Span],
                  gaps: Mapping[str, Span], chapters: Mapping[str, Span], total: Span,
                  factors: Mapping[str, Span]) -> dict[str, Span]:
    """What a rule reads of other items, on (draw, unit, year, part)."""
    found: dict[str, Span] = {}
    for name in rule.derives():
        if name.startswith("!"):
            found[name] = gaps[name[1:]]
        elif calendar == "season":
            members = [member for member in scheme.layout.inside[name[1:]] if member in seasons]
            found[name] = summed([_weighted(seasons[member], scheme, member, factors)
                                for member in members], axes=4)
        else:
            span = total if name[1:] == scheme.id else chapters[name[1:]]
            found[name] = span.map(lambda array: array[..., None])
    return found


def _weighted(span: Span, scheme: Scheme, name: str, factors: Mapping[str, Span]) -> Span:
    """Points by part times the item's weight and, where weights are set anew, its factor."""
    weight = scheme.item(name).weight
    if weight != 1:
        span = span.map(lambda array: array * weight)
    if name in factors:
        span = times(span, factors[name].map(lambda array: array[..., None]))
    return span


def raw_points(item: Item, needs: Needs, figures: Figures, scheme: Scheme,
                peers: Mapping[str, Sequence[str]]) -> Span:
    """Points of an item (draw, unit, year, part) before its cap, floor and weight."""
    import numpy as np

    rule = fixed(item.rule)
    if isinstance(rule, PeerRule):
        x = {name: (span.central, span.low, span.high) for name, span in needs.spans.items()}
        central, low, high = rule.award(x, group_of(rule.peer_group, figures, scheme, peers),
                                        follows(figures.years))
        if np.array_equal(low, central) and np.array_equal(high, central):
            return Span.known(central)
        return Span(central, low, high)  # also of figures that are known, where a lot decides
    null = np.asarray(null_points(item, scheme))

    def points(x: Mapping[str, Array]) -> Array:
        found = rule.points(x)
        return np.where(np.isnan(found), null, found)

    found = corners(needs, points)
    assert found is not None
    return found


def null_points(item: Item, scheme: Scheme) -> tuple[float, ...]:
    """What each part of an item earns where its input is 0/0."""
    parts = len(scheme.calendar.parts) if fixed(item.calendar) == "season" else 1
    null = item.null
    assert not isinstance(null, Pick)  # readings have been chosen
    if null == "full":
        return fixed(item.rule).full_by_part(parts)
    return (float(null),) * parts


def group_of(name: str, figures: Figures, scheme: Scheme,
           peers: Mapping[str, Sequence[str]]) -> list[int]:
    """Indices of the units of a peer group: those given, else the scheme's, else all."""
    own = next((group.units for group in scheme.peers if group.id == name), ())
    units = peers.get(name) or own or figures.units
    return [figures.units.index(unit) for unit in units if unit in figures.units]


def corners(needs: Needs, function: Callable[[Mapping[str, Array]], Array | None]
             ) -> Span | None:
    """A function of an item's inputs at their central values and over the corners of their
    ranges. See docs/model.md [E-corners]."""
    import numpy as np

    central = function({name: span.central for name, span in needs.spans.items()})
    if central is None:
        return None
    ranged = [name for name, span in needs.spans.items() if not span.certain]
    if not ranged:
        return Span.known(central)
    low = high = central
    for ends in product((False, True), repeat=len(ranged)):
        x = {name: span.central for name, span in needs.spans.items()}
        for name, upper in zip(ranged, ends, strict=True):
            x[name] = needs.spans[name].high if upper else needs.spans[name].low
        corner = function(x)
        assert corner is not None
        low, high = np.fmin(low, corner), np.fmax(high, corner)
    return Span(central, low, high)


def summed(spans: Sequence[Span | None], axes: int = 3) -> Span:
    """The sum in order; ends add up."""
    import numpy as np

    total = Span.known(np.zeros((1,) * axes))
    for span in spans:
        if span is None:
            continue
        if total.low is total.high and span.low is span.high:
            total = Span.known(total.central + span.central)
        else:
            total = Span(total.central + span.central, total.low + span.low,
                         total.high + span.high)
    return total
