"""Checks of the indicators that a plugin brings, when it is loaded."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from fpplan.errors import Problems
from fpplan.indicators.formulas import DIRECTIONS, Indicator, core_indicators
from fpplan.scheme.units import UNITS
from fpplan.soundness import check_name, check_texts, owned
from fpplan.tags import about_words, core_inputs, slot_tag, tag_of
from fpplan.text import _

__all__ = ["check_indicators", "indicator_tags"]


def check_indicators(plugin: str, indicators: Iterable[Indicator],
                     others: Mapping[str, Indicator]) -> None:
    """Check the indicators of one plugin: their ids, words, units and what they are about.
    Raises InputError with every fault found."""
    problems = Problems(plugin)
    seen = {*others, *core_indicators(), *core_inputs()}
    for indicator in indicators:
        at = f"{indicator.id} ({indicator.source})"
        if indicator.id in seen:
            problems.add(at, _("is the id of another indicator or input as well"))
        seen.add(indicator.id)
        check_name(indicator.id, at, problems)
        if not owned(plugin, indicator.id):
            problems.add(at, _("the id of an indicator starts with its plugin's id"))
        check_texts(indicator, at, problems)
        if not indicator.source.strip():
            problems.add(at, _("an indicator names its source"))
        if not indicator.numerator:
            problems.add(at, _("an indicator needs a numerator"))
        if indicator.unit not in UNITS:
            problems.unknown(at, indicator.unit, UNITS, _("is not a unit"))
        if indicator.direction not in DIRECTIONS:
            problems.unknown(at, indicator.direction, DIRECTIONS,
                             _("must be one of {names}").format(names=", ".join(DIRECTIONS)))
        if not (math.isfinite(indicator.factor) and indicator.factor > 0):
            problems.add(at, _("must be a number above 0"), indicator.factor)
        _check_subject(indicator, at, problems)
    problems.raise_if_any()


def _check_subject(indicator: Indicator, at: str, problems: Problems) -> None:
    if indicator.about is None or indicator.about not in about_words():
        problems.unknown(at, str(indicator.about), about_words(),
                         _("is not in the closed list of subjects"))
        return
    slots = [term.pattern for terms in (indicator.numerator, indicator.reported_numerator or ())
             for term in terms]
    needed = slot_tag(slots, indicator.about)
    if needed and needed != tag_of(indicator.about):
        problems.add(at, _("its numerator reads {slots}, which is tagged {tag}; being about "
                           "\"{word}\" would leave it without").format(
            slots=", ".join(slots), tag=needed, word=indicator.about))


def indicator_tags(indicator: Indicator) -> frozenset[str]:
    """What reading an indicator tags an item with: by the core table, else by what its author
    says that it is about and by what its numerator reads."""
    core = core_inputs().get(indicator.id)
    if core is not None:
        return core.tags
    if indicator.about is None:
        return frozenset()
    slots = [term.pattern for term in indicator.numerator]
    return frozenset(tag for tag in (tag_of(indicator.about), slot_tag(slots, indicator.about))
                     if tag)
