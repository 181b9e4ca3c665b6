"""Scoring: the only way from figures to points.

Each item is evaluated with central values and, where an input is known as a range only, at
every corner of the ranges it reads. Totals add the items' ends. A cell alone gives the same
points as the same cell in an array: everything is elementwise and sums run in fixed order.

Order: items that read inputs; weights set anew; vetoes; chapters with cap and floor. Then
items that read the points or gaps of others (ranks of a chapter), after the vetoes, so that a
vetoed unit is ranked with what is left. A rank by part of the year adds up what the items
earn in that part, before vetoes, which hold for whole years.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from fpplan.contract.errors import Problems
from fpplan.contract.figures import Figures, Span
from fpplan.contract.items import Chapter, Item
from fpplan.contract.layout import Layout
from fpplan.contract.points import NO, NULL, PERHAPS, YES, Points
from fpplan.contract.readings import fixed
from fpplan.contract.rules import Veto
from fpplan.contract.rules.base import TOUCH
from fpplan.contract.scheme import Scheme
from fpplan.scheme.earn import corners, derived_spans, raw_points, summed
from fpplan.scheme.needs import Needs, resolve_inputs
from fpplan.scheme.weights import chapter_weights, factors_of, times

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from fpplan.scheme.sampling import Sample

    Array = NDArray[Any]

__all__ = ["score"]

Ends = tuple[Any, Any, Any]  # points as central, low, high while they are put together


@dataclass
class _Work:
    """What has been found so far of one scoring, by item."""

    earned: dict[str, Span] = field(default_factory=dict)  # of the year, capped and weighted
    seasons: dict[str, Span] = field(default_factory=dict)
    part_gaps: dict[str, Span] = field(default_factory=dict)
    gaps: dict[str, Span] = field(default_factory=dict)
    met: dict[str, Array] = field(default_factory=dict)
    fires: dict[str, Span] = field(default_factory=dict)
    factors: dict[str, Span] = field(default_factory=dict)


def score(figures: Figures, scheme: Scheme, readings: Mapping[str, str] | None = None, *,
          view: str | None = None, peers: Mapping[str, Sequence[str]] | None = None,
          sample: Sample | None = None) -> Points:
    """Score every unit and year of `figures` under a scheme.

    `readings` choose among the scheme's readings (defaults otherwise). `view` "true" or
    "reported" makes every item read that view; None leaves each item its own. `peers` names
    the units of the peer groups. `sample` (a seed and the draws, (first, stop), of the
    figures) draws the samples of sampled items; without it their sampling error is a range.
    Raises InputError for unknown readings, and for needed inputs that are neither given nor
    have a range.
    """
    scheme = scheme.under(readings)
    layout = scheme.layout
    problems = Problems(figures.where[0] or scheme.id)
    needs = resolve_inputs(figures, scheme, layout.items, view, problems, sample)
    weights = chapter_weights(figures, scheme, view, problems)
    problems.raise_if_any()

    work = _Work()
    for item in layout.plain:
        _earn(item, needs[item.id], figures, scheme, peers or {}, work)
    work.factors = factors_of(layout, weights, {item.id for item in layout.items}, scheme.by_unit)
    after = _after(layout, work.earned, work.factors, work.fires)
    chapters, total = _assemble(scheme, after)
    derived: dict[str, Mapping[str, Span]] = {}
    if layout.derived:
        for item in layout.derived:
            found = derived_spans(fixed(item.rule), fixed(item.calendar), scheme, work.seasons,
                                  work.part_gaps, chapters, total, work.factors)
            derived[item.id] = found
            needs[item.id] = replace(needs[item.id], spans={**needs[item.id].spans, **found})
            _earn(item, needs[item.id], figures, scheme, peers or {}, work)
        work.earned = {item.id: work.earned[item.id] for item in layout.items}
        after = _after(layout, work.earned, work.factors, work.fires)
        chapters, total = _assemble(scheme, after)
    untagged = _untagged(scheme, work, weights)
    vetoes = {name: _state(span, lambda array: array > 0) for name, span in work.fires.items()}
    return Points(scheme, view, figures.units, figures.years, after, work.seasons, work.gaps,
                  work.met, vetoes, chapters, total, untagged, _unknown(scheme, needs),
                  work.part_gaps, derived, work.factors, work.fires)


def _earn(item: Item, needs: Needs, figures: Figures, scheme: Scheme,
          peers: Mapping[str, Sequence[str]], work: _Work) -> None:
    """Points, gap and veto of one item."""
    raw = raw_points(item, needs, figures, scheme, peers)
    if fixed(item.calendar) == "season":
        work.seasons[item.id] = raw
    work.earned[item.id] = raw.map(partial(_item_points, item=item))
    rule = fixed(item.rule)
    gap = corners(needs, rule.gap)
    if gap is not None:
        work.part_gaps[item.id] = gap
        work.gaps[item.id] = gap.map(_worst_part)
        work.met[item.id] = _state(work.gaps[item.id], lambda array: array <= TOUCH)
    if isinstance(rule, Veto):
        fired = corners(needs, partial(_fires, rule=rule))
        assert fired is not None
        work.fires[item.id] = fired.map(lambda array: array.max(axis=-1))


def _fires(x: Mapping[str, Array], rule: Veto) -> Array:
    """Whether a veto takes effect, as 0 or 1."""
    return rule.fires(x) * 1.0


def _item_points(array: Array, item: Item) -> Array:
    """An item's points of the year from those of its parts. See docs/model.md [E-item]."""
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


def _after(layout: Layout, earned: Mapping[str, Span], factors: Mapping[str, Span],
           fires: Mapping[str, Span]) -> dict[str, Span]:
    """Points of items after weights set anew and after every veto that names them or a group
    around them."""
    found = {}
    for name, span in earned.items():
        if name in factors:
            span = times(span, factors[name])
        for veto in layout.vetoes[name]:
            if veto in fires:
                span = _vetoed(span, fires[veto])
        found[name] = span
    return found


def _vetoed(span: Span, fired: Span) -> Span:
    """Points after a veto. Where it may or may not take effect the ends hold both outcomes."""
    import numpy as np

    if not (fired.high > 0).any():
        return span
    if fired.certain and span.low is span.high:
        return Span.known(np.where(fired.central > 0, 0.0, span.central))
    sure, possible = fired.low > 0, fired.high > 0
    central = np.where(fired.central > 0, 0.0, span.central)
    low = np.where(possible, np.minimum(span.low, 0.0), span.low)
    high = np.where(possible, np.maximum(span.high, 0.0), span.high)
    return Span(central, np.where(sure, 0.0, low), np.where(sure, 0.0, high))


def _assemble(scheme: Scheme, items: Mapping[str, Span]) -> tuple[dict[str, Span], Span]:
    """Points of every chapter and group after cap and floor, and their total."""
    chapters: dict[str, Span] = {}
    return chapters, summed([_group_points(each, items, chapters) for each in scheme.chapters])


def _group_points(part: Item | Chapter, items: Mapping[str, Span], chapters: dict[str, Span]
                  ) -> Span | None:
    """Points of a part; those of chapters are put into `chapters`."""
    if isinstance(part, Item):
        return items.get(part.id)
    total = summed([_group_points(inner, items, chapters) for inner in part.items])
    chapters[part.id] = total.map(lambda array: _bounded(array, part))
    return chapters[part.id]


def _untagged(scheme: Scheme, work: _Work, weights: Mapping[str, Mapping[str, Span]]) -> Span:
    """The total of the scheme with its tagged items absent, their vetoes with them.
    See docs/model.md [E-untagged].
    """
    import numpy as np

    free = scheme.layout.free
    kept = {name: span for name, span in work.fires.items() if name in free}
    without = _after(scheme.layout,
                     {name: span for name, span in work.earned.items() if name in free},
                     factors_of(scheme.layout, weights, {*free}, scheme.by_unit), kept)
    shape = np.broadcast_shapes((1, 1, 1), *(
        span.central.shape for span in work.earned.values()))[1:]
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
