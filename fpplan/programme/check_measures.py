"""Checks of measures when their plugin is loaded: every fault at once, with its clause."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from fpplan.contract.errors import Problems
from fpplan.contract.measures import (
    AMOUNT_UNITS,
    EVERY,
    ActivityPlan,
    Amount,
    Benefit,
    Campaign,
    Measure,
    PayoutPlan,
    PlanStep,
)
from fpplan.contract.readings import every as options
from fpplan.contract.soundness import (
    check_clause,
    check_name,
    check_readings,
    check_texts,
    check_twice,
    is_date,
    owned,
)
from fpplan.contract.tags import about_words
from fpplan.contract.text import _

__all__ = ["check_measures"]


def check_measures(plugin: str, measures: Iterable[Measure], others: Mapping[str, Measure]
                   ) -> None:
    """Check the measures of one plugin. Raises InputError with every fault found."""
    problems = Problems(plugin)
    seen = set(others)
    for measure in measures:
        at = f"{measure.id} ({measure.clause.quote})"
        if measure.id in seen:
            problems.add(at, _("is the id of another measure as well"))
        seen.add(measure.id)
        _check(plugin, measure, at, problems)
    problems.raise_if_any()


def _check(plugin: str, measure: Measure, at: str, problems: Problems) -> None:
    check_name(measure.id, at, problems)
    if not owned(plugin, measure.id):
        problems.add(at, _("the id of a measure starts with its plugin's id"))
    if type(measure) not in (Benefit, PayoutPlan, Campaign, ActivityPlan):
        problems.add(at, _("is none of the four kinds of measure"))
    check_texts(measure, at, problems)
    check_clause(measure.clause, at, problems)
    check_readings(measure.readings, measure, measure.id, _("is not a reading of this measure"),
                   problems)
    if not measure.about:
        problems.add(at, _("says what it is about: {words}").format(
            words=", ".join(about_words())))
    for word in measure.about:
        _subject(word, at, problems)
    _dates(at, problems, measure.starts, measure.ends)
    for role in measure.roles:
        if not (role.zh.strip() and role.en.strip()):
            problems.add(f"{at}.roles", _("the text is missing in a language"))
    if isinstance(measure, Campaign) and measure.starts is None:
        problems.add(at, _("a campaign says when it starts"))
    if isinstance(measure, ActivityPlan) and not measure.steps:
        problems.add(at, _("an activity plan needs steps"))
    check_twice((part.id for part in measure.parts()), at, problems)
    for part in measure.parts():
        inside = f"{at}.{part.id}"
        check_name(part.id, inside, problems)
        check_texts(part, inside, problems)
        if part.about is not None:
            _subject(part.about, inside, problems)
        if isinstance(part, Amount):
            _amount(part, inside, problems)
        elif isinstance(part, PlanStep):
            _step(part, inside, problems)


def _subject(word: str, at: str, problems: Problems) -> None:
    if word not in about_words():
        problems.unknown(at, word, about_words(), _("is not in the closed list of subjects"))


def _amount(amount: Amount, at: str, problems: Problems) -> None:
    if amount.unit not in AMOUNT_UNITS:
        problems.unknown(at, amount.unit, AMOUNT_UNITS, _("is not a unit"))
    for value in options(amount.value):
        if value is not None and not math.isfinite(value):
            problems.add(at, _("must be a finite number"), value)


def _step(step: PlanStep, at: str, problems: Problems) -> None:
    _dates(at, problems, step.starts, step.by)
    if step.every is not None and step.every not in EVERY:
        problems.unknown(at, step.every, EVERY, _("is not one of the intervals"))
    if step.times < 1:
        problems.add(at, _("must be 1 or more"), step.times)


def _dates(at: str, problems: Problems, *given: Any) -> None:
    for text in [value for part in given for value in options(part) if value is not None]:
        if not is_date(text):
            problems.add(at, _('a date is written "2014-07-20", "2014-07" or, without its year, '
                               '"--07-20", "--07"'), text)
