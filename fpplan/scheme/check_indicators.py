"""Checks of the indicators that a plugin brings, when it is loaded."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from fpplan.contract.errors import Problems
from fpplan.contract.indicators import DIRECTIONS, Indicator, Term
from fpplan.contract.reads import indicator_tags, needed_tags, unknown_tallies
from fpplan.contract.soundness import check_name, check_texts, check_wording, owned
from fpplan.contract.tags import about_words, core_inputs, slot_subjects, tag_of
from fpplan.contract.text import _
from fpplan.contract.units import UNITS

if TYPE_CHECKING:
    from fpplan.contract.scheme import Scheme

__all__ = ["check_indicators", "check_needed", "check_tallies"]


def check_indicators(plugin: str, indicators: Iterable[Indicator],
                     others: Mapping[str, Indicator],
                     schemes: Mapping[str, Scheme] | None = None) -> None:
    """Check the indicators of one plugin: their ids, words, units and what they are about.
    `others` are fpplan's own and those of plugins loaded before, `schemes` those of these plugins;
    no indicator fills what one of those schemes reads by the same name. Raises InputError with
    every fault found."""
    problems = Problems(plugin)
    seen = {*others, *core_inputs(),
            *(name for scheme in (schemes or {}).values() for name in scheme.by_input)}
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
    sides = (indicator.numerator, indicator.denominator, indicator.reported_numerator or (),
             indicator.reported_denominator or ())
    terms = [term for side in sides for term in side]
    before = len(problems.found)
    check_tallies(terms, at, problems)
    if len(problems.found) > before:
        return  # what cannot be read counts as tagged, which is no fault of its own
    check_needed(needed_tags(indicator), (term.pattern for term in terms), indicator.about, at,
                 problems)
    if not indicator_tags(indicator):
        check_wording((indicator.text, indicator.definition), indicator.not_tagged_because, at,
                      problems)


def check_tallies(terms: Iterable[Term], at: str, problems: Problems) -> None:
    """Every term names a tally that there is."""
    for term, name in unknown_tallies(terms):
        problems.unknown(at, name or term.pattern, slot_subjects(), _("there is no such tally"))


def check_needed(needed: frozenset[str], slots: Iterable[str], about: str, at: str,
                 problems: Problems) -> None:
    """What is read brings the tag that the author's word has, if it brings any."""
    if needed and tag_of(about) not in needed:
        problems.add(at, _("what it reads, {slots}, is tagged {tag}; being about \"{word}\" would "
                           "leave it without").format(
            slots=", ".join(slots), tag=", ".join(sorted(needed)), word=about))
