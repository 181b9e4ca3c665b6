"""Weights of a chapter set anew: the factors on its items, with their ends."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fpplan.contract.errors import Problems
from fpplan.contract.figures import Figures, Span
from fpplan.contract.layout import Layout
from fpplan.contract.readings import fixed
from fpplan.contract.scheme import Scheme
from fpplan.scheme.needs import by_name

__all__ = ["chapter_weights", "factors_of", "times"]


def times(span: Span, factor: Span) -> Span:
    """Points times a factor of 0 or more, both with their ends."""
    import numpy as np

    if span.low is span.high and factor.low is factor.high:
        return Span.known(span.central * factor.central)
    corners = [one * two for one in (span.low, span.high) for two in (factor.low, factor.high)]
    return Span(span.central * factor.central, np.fmin.reduce(corners), np.fmax.reduce(corners))


def chapter_weights(figures: Figures, scheme: Scheme, view: str | None, problems: Problems
             ) -> dict[str, Mapping[str, Span]]:
    """By reweighted chapter, its weights by input (draw, unit, year)."""
    found: dict[str, Mapping[str, Span]] = {}
    for group in scheme.layout.reweighted:
        rule = fixed(group.reweight)
        assert rule is not None
        spans = weight_inputs(rule.reads(), figures, scheme, view, problems)
        found[group.id] = spans
    return found


def weight_inputs(names: Iterable[str], figures: Figures, scheme: Scheme, view: str | None,
                  problems: Problems) -> dict[str, Span]:
    """The weights that a chapter reads, on (draw, unit, year)."""
    spans = by_name(figures, scheme, tuple(names), view or "reported", problems)
    return {name: span.map(lambda array: array[..., 0]) for name, span in spans.items()}


def factors_of(layout: Layout, weights: Mapping[str, Mapping[str, Span]], present: set[str],
               by_unit: Mapping[str, tuple[float, ...]] | None = None) -> dict[str, Span]:
    """The factor on each item of a reweighted chapter, among the items that are present, and on
    those that a scenario weighs by unit. An item's factor is least where its own weight is low
    and the others' are high; where all may be 0 the documented division lies between the ends."""
    import numpy as np

    found: dict[str, Span] = {}
    for group in layout.reweighted:
        rule = fixed(group.reweight)
        assert rule is not None
        spans = weights[group.id]
        full = {item.id: layout.full[item.id] for item in group.walk() if item.id in present}
        central = rule.factors(full, {name: span.central for name, span in spans.items()})
        certain = all(span.certain for span in spans.values())
        for name, factor in central.items():
            if certain:
                found[name] = Span.known(factor)
                continue
            ends = []
            for mine, others in (("low", "high"), ("high", "low")):
                x = {each: getattr(span, mine if rule.weights.get(name) == each else others)
                     for each, span in spans.items()}
                ends.append(rule.factors(full, x)[name])
            found[name] = Span(factor, ends[0], ends[1])
    for name, each in (by_unit or {}).items():
        if name in present:
            set_here = Span.known(np.array(each)[None, :, None])
            found[name] = times(found[name], set_here) if name in found else set_here
    return found
