"""Readings: where a clause is ambiguous, each way to read it has a name.

A scheme lists its readings; any part of an item may be a `Pick` among them. `fixed` gives
the part once a choice has been made.
"""

from __future__ import annotations

import operator
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache
from typing import Any, Generic, TypeVar, cast

from fpplan.contract.errors import Problems
from fpplan.contract.text import Text, _

__all__ = ["Pick", "Reading", "choices", "choose", "every", "fixed", "picks"]

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Reading:
    """One question that a document leaves open, with named answers."""

    id: str
    text: Text
    options: Mapping[str, Text]
    default: str


@dataclass(frozen=True)
class Pick(Generic[T_co]):
    """A part of a scheme that depends on a reading: one value per option."""

    reading: str
    options: Mapping[str, T_co | Pick[T_co]]


def fixed(value: T | Pick[T]) -> T:
    """The value itself; a reading that is still open here is a mistake of ours."""
    if isinstance(value, Pick):
        raise TypeError(f"the reading {value.reading!r} has not been chosen yet")
    return value


def every(value: Any) -> list[Any]:
    """Every value that a part may take under any reading."""
    if isinstance(value, Pick):
        return [inner for option in value.options.values() for inner in every(option)]
    return [value]


def picks(part: Any, key: str) -> Iterator[tuple[str, Pick[Any]]]:
    """Every place that depends on a reading, with the id of what it belongs to."""
    if isinstance(part, Pick):
        yield key, part
        for option in part.options.values():
            yield from picks(option, key)
    elif isinstance(part, tuple):
        for inner in part:
            if _holds(inner):
                yield from picks(inner, key)
    elif names := _names_of(part):
        own = getattr(part, "id", None)
        at = f"{key}.{own}" if own and own != key else key
        for name in names:
            if _holds(inner := getattr(part, name)):
                yield from picks(inner, at)


def _holds(part: Any) -> bool:
    """Whether anything can stand inside a part: most are words and numbers."""
    return isinstance(part, tuple) or hasattr(part, "__dataclass_fields__")


def _names_of(part: Any) -> tuple[str, ...]:
    """Names of a dataclass's fields; none of anything else, a class itself included."""
    return () if isinstance(part, type) else _fields(cast(Hashable, type(part)))


@cache
def _fields(kind: Hashable) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else ()


def choices(readings: Iterable[Reading], asked: Mapping[str, str], where: str) -> dict[str, str]:
    """One option for every reading: the one asked for, else its default.

    Raises InputError naming each unknown reading or option with the nearest valid one.
    """
    known = {reading.id: reading for reading in readings}
    problems = Problems(where)
    for name, option in asked.items():
        if name not in known:
            problems.unknown(f"readings.{name}", name, known, _("is not a reading of this scheme"))
        elif option not in known[name].options:
            options = known[name].options
            problems.unknown(f"readings.{name}", option, options,
                             _("is not an option; the options are {options}")
                             .format(options=", ".join(options)))
    problems.raise_if_any()
    return {name: asked.get(name, reading.default) for name, reading in known.items()}


def choose(part: Any, chosen: Mapping[str, str]) -> Any:
    """The same part of a scheme with every `Pick` inside replaced by the chosen option."""
    if isinstance(part, Pick):
        return choose(part.options[chosen[part.reading]], chosen)
    if isinstance(part, tuple):
        after = tuple(choose(inner, chosen) if _holds(inner) else inner for inner in part)
        return part if all(map(operator.is_, after, part)) else after
    changed = {}
    for name in _names_of(part):
        before = getattr(part, name)
        if _holds(before) and (after := choose(before, chosen)) is not before:
            changed[name] = after
    return replace(part, **changed) if changed else part
