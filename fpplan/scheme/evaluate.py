"""Scoring: the only way from figures to points.

Each item is evaluated with central values and, where an input is known as a range only, at
every corner of the ranges it reads. Totals add the items' ends. A cell alone gives the same
points as the same cell in an array: everything is elementwise and sums run in fixed order.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any

from fpplan.errors import Problems
from fpplan.scheme.figures import Figures, Needs, Span, resolve_inputs
from fpplan.scheme.model import Chapter, Item, Scheme
from fpplan.scheme.points import NO, NULL, PERHAPS, YES, Points
from fpplan.scheme.readings import Pick, fixed
from fpplan.scheme.rules import Rank, Veto
from fpplan.scheme.rules.base import TOUCH

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Array = NDArray[Any]

__all__ = ["null_points", "raw_points", "score", "without_tagged"]

Ends = tuple[Any, Any, Any]  # points as central, low, high while they are put together


def score(figures: Figures, scheme: Scheme, readings: Mapping[str, str] | None = None, *,
          view: str | None = None, peers: Mapping[str, Sequence[str]] | None = None) -> Points:
    """Score every unit and year of `figures` under a scheme.

    `readings` choose among the scheme's readings (defaults otherwise). `view` "true" or
    "reported" makes every item read that view; None leaves each item its own. `peers` names
    the units of the peer groups. Raises InputError for unknown readings, and for needed
    inputs that are neither given nor have a range.
    """
    scheme = scheme.under(readings)
    problems = Problems(scheme.id)
    items = list(scheme.items())
    needs = resolve_inputs(figures, scheme, items, view, problems)
    problems.raise_if_any()

    earned: dict[str, Span] = {}
    seasons: dict[str, Span] = {}
    gaps: dict[str, Span] = {}
    met: dict[str, Array] = {}
    fires: dict[str, Span] = {}
    for item in items:
        raw = raw_points(item, needs[item.id], figures, scheme, peers or {})
        if fixed(item.calendar) == "season":
            seasons[item.id] = raw
        earned[item.id] = raw.map(partial(_item_points, item=item))
        gap = _corners(needs[item.id], fixed(item.rule).gap)
        if gap is not None:
            gaps[item.id] = gap.map(_worst_part)
            met[item.id] = _state(gaps[item.id], lambda array: array <= TOUCH)
        rule = fixed(item.rule)
        if isinstance(rule, Veto):
            found = _corners(needs[item.id], partial(_fires, rule=rule))
            assert found is not None
            fires[item.id] = found.map(lambda array: array.max(axis=-1))
    after = {name: _vetoed(name, span, scheme, fires) for name, span in earned.items()}
    chapters, total = _assemble(scheme, after)
    untagged = _untagged(scheme, earned, fires)
    vetoes = {name: _state(span, lambda array: array > 0) for name, span in fires.items()}
    return Points(scheme, view, figures.units, figures.years, after, seasons, gaps, met, vetoes,
                  chapters, total, untagged, _unknown(scheme, needs))


def raw_points(item: Item, needs: Needs, figures: Figures, scheme: Scheme,
                peers: Mapping[str, Sequence[str]]) -> Span:
    """Points of an item (draw, unit, year, part) before its cap, floor and weight."""
    import numpy as np

    rule = fixed(item.rule)
    if isinstance(rule, Rank):
        span = needs.spans[rule.value]
        group = _group(rule.peers, figures, scheme, peers)
        if span.certain:
            return Span.known(rule.among(span.central, span.central, span.central, group)[0])
        return Span(*rule.among(span.central, span.low, span.high, group))
    null = np.asarray(null_points(item, scheme))

    def points(x: Mapping[str, Array]) -> Array:
        found = rule.points(x)
        return np.where(np.isnan(found), null, found)

    found = _corners(needs, points)
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


def _group(name: str, figures: Figures, scheme: Scheme,
           peers: Mapping[str, Sequence[str]]) -> list[int]:
    """Indices of the units of a peer group: those given, else the scheme's, else all."""
    own = next((group.units for group in scheme.peers if group.id == name), ())
    units = peers.get(name) or own or figures.units
    return [figures.units.index(unit) for unit in units if unit in figures.units]


def _corners(needs: Needs, function: Callable[[Mapping[str, Array]], Array | None]
             ) -> Span | None:
    """A function of an item's inputs at their central values and over the corners of their
    ranges."""
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


def _fires(x: Mapping[str, Array], rule: Veto) -> Array:
    """Whether a veto takes effect, as 0 or 1."""
    return rule.fires(x) * 1.0


def _item_points(array: Array, item: Item) -> Array:
    """An item's points of the year from those of its parts."""
    return _bounded(_add_parts(array), item)


def _add_parts(array: Array) -> Array:
    """The sum over the parts of the year, in order."""
    total = array[..., 0]
    for part in range(1, array.shape[-1]):
        total = total + array[..., part]
    return total


def _worst_part(array: Array) -> Array:
    """The largest gap of the year's parts; null where every part is null."""
    import numpy as np

    worst = array[..., 0]
    for part in range(1, array.shape[-1]):
        worst = np.fmax(worst, array[..., part])
    return worst


def _bounded(points: Array, part: Item | Chapter) -> Array:
    """Points within the cap and floor of an item or chapter, times an item's weight."""
    import numpy as np

    cap, floor = fixed(part.cap), fixed(part.floor)
    if cap is not None:
        points = np.minimum(points, cap)
    if floor is not None:
        points = np.maximum(points, floor)
    return points * part.weight if isinstance(part, Item) else points


def _state(span: Span, holds: Callable[[Array], Array]) -> Array:
    """YES, NO, PERHAPS or NULL (int8), by whether something holds at both ends."""
    import numpy as np

    low, high = holds(span.low), holds(span.high)
    state = np.where(low & high, YES, np.where(low | high, PERHAPS, NO))
    null = np.isnan(span.low) & np.isnan(span.high)
    return np.where(null, NULL, state).astype(np.int8)


def _vetoed(name: str, span: Span, scheme: Scheme, fires: Mapping[str, Span]) -> Span:
    """The points of an item after every veto that names it or a group around it.

    Where a veto may or may not take effect the ends hold both outcomes.
    """
    import numpy as np

    around = {name, *(group.id for group in scheme.groups()
                      if any(item.id == name for item in group.walk()))}
    for veto in scheme.items():
        rule = fixed(veto.rule)
        if not isinstance(rule, Veto) or veto.id not in fires or not around & {*rule.zeroes}:
            continue
        fired = fires[veto.id]
        if not (fired.high > 0).any():
            continue
        sure, possible = fired.low > 0, fired.high > 0
        central = np.where(fired.central > 0, 0.0, span.central)
        low = np.where(possible, np.minimum(span.low, 0.0), span.low)
        high = np.where(possible, np.maximum(span.high, 0.0), span.high)
        span = Span(central, np.where(sure, 0.0, low), np.where(sure, 0.0, high))
    return span


def _assemble(scheme: Scheme, items: Mapping[str, Span]) -> tuple[dict[str, Span], Span]:
    """Points of every chapter and group after cap and floor, and their total."""
    chapters: dict[str, Span] = {}

    def add(part: Item | Chapter) -> Span | None:
        if isinstance(part, Item):
            return items.get(part.id)
        total = _sum([add(inner) for inner in part.items])
        chapters[part.id] = total.map(lambda array: _bounded(array, part))
        return chapters[part.id]

    return chapters, _sum([add(chapter) for chapter in scheme.chapters])


def _sum(spans: Sequence[Span | None]) -> Span:
    """The sum in order; ends add up."""
    import numpy as np

    total = Span.known(np.zeros((1, 1, 1)))
    for span in spans:
        if span is None:
            continue
        if total.low is total.high and span.low is span.high:
            total = Span.known(total.central + span.central)
        else:
            total = Span(total.central + span.central, total.low + span.low,
                         total.high + span.high)
    return total


def _untagged(scheme: Scheme, earned: Mapping[str, Span], fires: Mapping[str, Span]) -> Span:
    """The total of the scheme with its tagged items absent, their vetoes with them."""
    import numpy as np

    free = {item.id for item in scheme.items() if not scheme.tags(item)}
    kept = {name: span for name, span in fires.items() if name in free}
    without = {name: _vetoed(name, span, scheme, kept)
               for name, span in earned.items() if name in free}
    shape = np.broadcast_shapes(*(span.central.shape for span in earned.values()))[1:]
    total = _assemble(scheme, without)[1]
    return total.map(lambda array: np.broadcast_to(array, (array.shape[0], *shape)))


def _unknown(scheme: Scheme, needs: Mapping[str, Needs]) -> dict[str, dict[str, Array]]:
    """By item and needed input, the cells (unit, year) that were taken from its range."""
    import numpy as np

    found: dict[str, dict[str, Array]] = {}
    for item, need in needs.items():
        for name, given in need.given.items():
            inp = scheme.by_input[name]
            if inp.default == "needed" and inp.range and inp.range[0] < inp.range[1] \
                    and not bool(given.all()):
                found.setdefault(item, {})[name] = np.logical_not(given.all(axis=-1))
    return found


def without_tagged(scheme: Scheme) -> Scheme:
    """The scheme with its tagged items absent, as `untagged` totals evaluate it."""
    def keep(chapter: Chapter) -> Chapter:
        return replace(chapter, items=tuple(
            keep(part) if isinstance(part, Chapter) else part
            for part in chapter.items
            if isinstance(part, Chapter) or not scheme.tags(part)))
    return replace(scheme, chapters=tuple(keep(chapter) for chapter in scheme.chapters), base=None)
