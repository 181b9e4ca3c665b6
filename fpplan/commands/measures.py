"""How `fpplan schemes show` presents a plugin's measures, for people and for machines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from fpplan.contract.measures import (
    AMOUNT_UNITS,
    EVERY,
    Amount,
    Condition,
    Consequence,
    Measure,
    PlanStep,
)
from fpplan.contract.tags import tag_words
from fpplan.contract.text import Text, _
from fpplan.contract.units import number
from fpplan.hide import HIDDEN, few

__all__ = ["amount_words", "describe_measure", "print_measures", "when_words"]


def print_measures(measures: Iterable[Measure]) -> None:
    """Each measure with its clause, dates, amounts, conditions and tags, in words."""
    from fpplan.commands.printing import console

    printer = console()
    for written in measures:
        measure = written.under()
        printer.print(_("{kind}: {title} ({id}; {document})").format(
            kind=measure.kind, title=measure.text, id=measure.id,
            document=measure.clause.document), style="bold", soft_wrap=True)
        for line in _lines(measure):
            printer.print(f"  {line}", soft_wrap=True, markup=False)


def _lines(measure: Measure) -> Iterable[str]:
    """The sentences of one measure (readings chosen)."""
    from fpplan.programme.carried_out import amounts_shown

    yield _("The clause: {text} ({quote})").format(text=measure.clause.text,
                                                   quote=measure.clause.quote)
    when = when_words(measure.starts, measure.ends)
    if when:
        yield when
    if measure.roles:
        yield _("Who: {roles}").format(roles=_joined(measure.roles))
    for condition in measure.eligibility:
        yield _("On condition: {text}").format(text=condition.text)
    shown = amounts_shown(measure)
    for amount in measure.amounts:
        yield amount_words(amount, shown[amount.id])
    for consequence in measure.consequences:
        yield _consequence(consequence)
    for step in measure.steps:
        flags = measure.tags_of(step)
        yield _step(step, shown) + (
            _(" ({note})").format(note=tag_words(sorted(flags))) if flags else "")
    for reading in measure.readings:
        options = _("; ").join(_("{head}: {rest}").format(head=option, rest=text)
                               for option, text in reading.options.items())
        yield _("Reading {name} ({question}), now {chosen}: {options}").format(
            name=reading.id, question=reading.text, chosen=reading.default, options=options)
    if measure.tags:
        yield _("Tagged {tags}: shown as documented, never planned for.").format(
            tags=tag_words(sorted(measure.tags)))


def _joined(texts: Iterable[Text]) -> str:
    return _(", ").join(str(text) for text in texts)


def amount_words(amount: Amount, shows: bool = True) -> str:
    """One amount in words; a small recorded count of procedures does not show."""
    said = _("{head}: {rest}").format(
        head=amount.text, rest=_value(amount) if shows else hidden_value(amount))
    if amount.per is not None:
        said += " " + _("per {what}").format(what=amount.per)
    if amount.role is not None:
        said += _("; for {role}").format(role=amount.role)
    if amount.paid_by is not None:
        said += _("; paid by {payer}").format(payer=amount.paid_by)
    return said


def _value(amount: Amount) -> str:
    if amount.value is None:
        return _("no figure is given")
    assert isinstance(amount.value, int | float)  # readings have been chosen
    value = f"{number(amount.value)} {AMOUNT_UNITS[amount.unit]}".strip()
    limits = {"exactly": value, "least": _("at least {value}").format(value=value),
              "most": _("at most {value}").format(value=value)}
    return limits[amount.limit]


def hidden_value(amount: Amount) -> str:
    """What stands in place of a count that must not show."""
    small = isinstance(amount.value, int | float) and few(amount.value)
    return HIDDEN if small else _("not shown: it would reveal a small count")


def _consequence(part: Consequence) -> str:
    if part.role is None:
        return str(part.text)
    return _("{head}: {rest}").format(head=part.role, rest=part.text)


def when_words(starts: object, ends: object) -> str:
    """From when to when, "" where neither is stated. "--07" is July of a year not stated."""
    start, end = (str(date).lstrip("-") if date else "" for date in (starts, ends))
    if start and end:
        return _("From {start} to {end}").format(start=start, end=end)
    if start:
        return _("From {start}").format(start=start)
    return _("By {end}").format(end=end) if end else ""


def _step(step: PlanStep, shown: Mapping[str, bool]) -> str:
    when = when_words(step.starts, step.by)
    if step.every is not None:
        often = str(EVERY[step.every])
        if step.times > 1:
            often += " " + _("{times} times").format(times=step.times)
        when = _(", ").join((when, often)) if when else often
    said = _("{head}: {rest}").format(head=when, rest=step.text) if when else str(step.text)
    if step.role is not None:
        said += _(" ({note})").format(note=step.role)
    if step.amounts:
        said = _("; ").join((said, *(amount_words(amount, shown[amount.id])
                                 for amount in step.amounts)))
    return said


def describe_measure(written: Measure) -> dict[str, Any]:
    """A measure (readings at their defaults) for machines."""
    measure = written.under()
    return {
        "id": measure.id, "kind": type(measure).__name__, **_both(measure.text),
        "clause": {"document": measure.clause.document, "quote": measure.clause.quote,
                   **_both(measure.clause.text)},
        "about": list(measure.subjects), "tags": sorted(measure.tags),
        "starts": measure.starts, "ends": measure.ends,
        "roles": [_both(role) for role in measure.roles],
        "eligibility": [_part(part) for part in measure.eligibility],
        "amounts": [_part(part) for part in measure.amounts],
        "consequences": [_part(part) for part in measure.consequences],
        "steps": [{**_part(step), "tags": sorted(measure.tags_of(step))}
                  for step in measure.steps],
        "readings": {reading.id: {"default": reading.default, "options": list(reading.options)}
                     for reading in measure.readings},
    }


def _both(text: Text) -> dict[str, str]:
    return {"zh": text.zh, "en": text.en}


def _part(part: Amount | Condition | Consequence | PlanStep) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in vars(part).items():
        if name == "text":
            found |= _both(value)
        elif isinstance(value, Text):
            found[name] = _both(value)
        elif isinstance(value, tuple):
            found[name] = [_part(inner) for inner in value]
        else:
            found[name] = value
    return found
