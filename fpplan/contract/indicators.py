"""Indicators as data: numerator, denominator, factor, unit, definition, source.

A formula is read without numpy, so that lists and messages can name indicators at no cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from fpplan.contract.errors import Problems
from fpplan.contract.ids import ID_RULE, is_id
from fpplan.contract.text import Text, _, is_text

__all__ = ["DIRECTIONS", "Indicator", "Term", "parse_term", "read_indicators"]

DIRECTIONS = ("up", "down", "none")  # which way is better, where a document says so
Shown = Literal["true", "reported"]  # the views that an indicator is given in
VIEWS: tuple[Shown, ...] = ("true", "reported")
_IN = {"true", "reported", "record"}
_AT = {"end", "mean", "years"}
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_NAME = re.compile(r"[a-z][a-z0-9_]*(\[[^\[\]\s]*\])?")

_NEEDED = {"text", "numerator", "unit", "decimals", "direction", "definition", "source"}
_OPTIONAL = {"denominator", "factor", "views", "reported_numerator", "reported_denominator",
             "bounded", "chance", "each_age"}


@dataclass(frozen=True)
class Term:
    """One addend: `weight` x the tallies that `pattern` names, in `view` (None: the view that
    is asked for), a flow summed (`at` None) or a stock taken at "end", "mean" or "years"."""

    pattern: str
    weight: float = 1.0
    view: Literal["true", "reported", "record"] | None = None
    at: Literal["end", "mean", "years"] | None = None


@dataclass(frozen=True)
class Indicator:
    """One named formula: value = factor x numerator / denominator. See docs/model.md [E-tfr].

    A count has no denominator terms. With `each_age` the terms hold "{age}" and the value is
    factor x the sum over five-year age groups of numerator / denominator. A plugin's own says
    what it is `about`; of the core's the core table says it. `not_tagged_because` says why an
    untagged one whose words speak of something tagged is none; it clears the words alone.
    """

    id: str
    text: Text
    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...]
    factor: float
    unit: str
    decimals: int
    direction: str
    definition: Text
    source: str
    views: tuple[Shown, ...] = VIEWS
    reported_numerator: tuple[Term, ...] | None = None
    reported_denominator: tuple[Term, ...] | None = None
    bounded: bool = False
    chance: bool = False
    each_age: bool = False
    patterns: frozenset[str] = field(default=frozenset(), compare=False)
    about: str | None = None
    not_tagged_because: Text | None = None

    @classmethod
    def of(cls, id: str, text: Text, numerator: Iterable[str], *, unit: str, about: str,
           definition: Text, source: str, denominator: Iterable[str] = (), factor: float = 1.0,
           decimals: int = 1, direction: str = "none",
           not_tagged_because: Text | None = None) -> Indicator:
        """A plugin's own indicator from terms such as "births[sex=m]" or "in_union end": factor
        x the sum of the numerator / the sum of the denominator (a count without one).

        `unit` is a key of `fpplan.contract.units.UNITS`, `about` a word of the closed list of
        subjects. Raises ValueError with the rule for a term that cannot be read.
        """
        above, below = (tuple(_own_term(id, term) for term in side)
                        for side in (numerator, denominator))
        return cls(id, text, above, below, factor, unit, decimals, direction, definition, source,
                   patterns=frozenset(term.pattern for term in (*above, *below)), about=about,
                   not_tagged_because=not_tagged_because)

    def terms(self, view: str) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
        """Numerator and denominator terms of a view."""
        above, below = self.numerator, self.denominator
        if view == "reported":
            above = above if self.reported_numerator is None else self.reported_numerator
            below = below if self.reported_denominator is None else self.reported_denominator
        return above, below


def parse_term(text: str) -> Term:
    """Read "4.6 starts[method=@iud]" or "in_union end". Raises ValueError with the rule."""
    weight, view, at, pattern = 1.0, None, None, None
    for word in text.split():
        if _NUMBER.fullmatch(word) and pattern is None:
            weight = float(word)
        elif word in _IN and pattern is None:
            view = word
        elif word in _AT and pattern is not None:
            at = word
        elif pattern is None and word not in _AT and _NAME.fullmatch(word):
            pattern = word
        else:
            pattern = None
            break
    if pattern is None:
        raise ValueError(_(
            'a term is written "[number] [view] tally [end | mean | years]", such as '
            '"births[sex=m]" or "in_union end"'))
    return Term(pattern, weight, view, at)  # type: ignore[arg-type]


def _own_term(name: str, text: str) -> Term:
    try:
        return parse_term(text)
    except ValueError as fault:
        raise ValueError(f"{name}, {text!r}: {fault}") from None


def read_indicators(raw: Mapping[str, Any], where: str) -> dict[str, Indicator]:
    """Indicators from a table of tables, `where` naming their file in messages."""
    problems = Problems(where)
    found = {}
    for name, entry in raw.items():
        indicator = _indicator(name, entry, problems)
        if indicator is not None:
            found[name] = indicator
    problems.raise_if_any()
    return found


def _indicator(name: str, entry: Any, problems: Problems) -> Indicator | None:
    before = len(problems.found)
    if not is_id(name):
        problems.add(name, ID_RULE)
    if not isinstance(entry, Mapping):
        problems.add(name, _("an indicator is a table of its fields"), entry)
        return None
    for key in sorted(_NEEDED - set(entry)):
        problems.add(f"{name}.{key}", _("is missing"))
    for key in sorted(set(entry) - _NEEDED - _OPTIONAL):
        problems.unknown(f"{name}.{key}", key, _NEEDED | _OPTIONAL,
                         _("an indicator has no such field"))
    if len(problems.found) > before:
        return None
    _check(name, entry, problems)
    terms = {key: _terms(f"{name}.{key}", entry[key], problems)
             for key in ("numerator", "denominator", "reported_numerator", "reported_denominator")
             if key in entry}
    if len(problems.found) > before:
        return None
    return Indicator(
        id=name,
        text=Text(entry["text"]["zh"], entry["text"]["en"]),
        numerator=terms["numerator"],
        denominator=terms.get("denominator", ()),
        factor=float(entry.get("factor", 1.0)),
        unit=entry["unit"],
        decimals=entry["decimals"],
        direction=entry["direction"],
        definition=Text(entry["definition"]["zh"], entry["definition"]["en"]),
        source=entry["source"],
        views=tuple(entry.get("views", VIEWS)),
        reported_numerator=terms.get("reported_numerator"),
        reported_denominator=terms.get("reported_denominator"),
        bounded=entry.get("bounded", False),
        chance=entry.get("chance", False),
        each_age=entry.get("each_age", False),
        patterns=frozenset(term.pattern for side in terms.values() for term in side),
    )


def _check(name: str, entry: Mapping[str, Any], problems: Problems) -> None:
    for key in ("text", "definition"):
        if not is_text(entry[key]):
            problems.add(f"{name}.{key}", _("needs zh and en"))
    factor = entry.get("factor", 1.0)
    if (not isinstance(factor, int | float) or isinstance(factor, bool)
            or not 0 < factor <= 1e12):
        problems.add(f"{name}.factor", _("must be a number above 0"), factor)
    if type(entry["decimals"]) is not int or not 0 <= entry["decimals"] <= 6:
        problems.add(f"{name}.decimals", _("must be a whole number from 0 to 6"),
                     entry["decimals"])
    if entry["direction"] not in DIRECTIONS:
        problems.unknown(f"{name}.direction", str(entry["direction"]), DIRECTIONS,
                         _("must be one of {names}").format(names=", ".join(DIRECTIONS)))
    views = entry.get("views", VIEWS)
    if not views or any(view not in VIEWS for view in views):
        problems.add(f"{name}.views", _("must be one or both of {names}").format(
            names=", ".join(VIEWS)), views)
    for key in ("bounded", "chance", "each_age"):
        if not isinstance(entry.get(key, False), bool):
            problems.add(f"{name}.{key}", _("must be true or false"), entry[key])
    if (entry.get("bounded") or entry.get("each_age")) and not entry.get("denominator"):
        problems.add(f"{name}.denominator", _("is missing"))
    for key in ("unit", "source"):
        if not isinstance(entry[key], str) or not entry[key].strip():
            problems.add(f"{name}.{key}", _("must not be empty"), entry[key])


def _terms(key: str, texts: Any, problems: Problems) -> tuple[Term, ...]:
    if not isinstance(texts, list) or not texts:
        problems.add(key, _("must be a list of terms"), texts)
        return ()
    found = []
    for text in texts:
        try:
            found.append(parse_term(str(text).replace("{age}", "15")))
        except ValueError as fault:
            problems.add(key, str(fault), text)
    if len(found) < len(texts):
        return ()
    return tuple(
        Term(str(text).split("[")[0].split()[-1] + "[age={age}]", term.weight, term.view, term.at)
        if "{age}" in str(text) else term
        for term, text in zip(found, texts, strict=True)
    )
