"""What no text that people give may hold: data of persons, and characters that command a
terminal. One check for scenarios, tables, settings and plugins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from fpplan.contract.characters import CONTROL, controls
from fpplan.contract.errors import Problems
from fpplan.contract.personal import LONG, personal
from fpplan.contract.text import _

__all__ = ["refuse_in", "refused"]

_DEEPEST = 60  # nested parts; readers refuse what is nested deeper
_SUSPECT = re.compile(f"{CONTROL.pattern}|{LONG.pattern}")  # most texts are none of both


def refused(text: str) -> str | None:
    """The rule that a text breaks, in words that do not repeat what it holds; None for none."""
    found = controls(text)
    if found is not None:
        return _("holds the control character {character}; take it out").format(character=found)
    return personal(text)


def refuse_in(part: Any, problems: Problems, key: str = "") -> None:
    """Note every text in `part` that is refused, names of keys included, each at its dotted key
    below `key`. Looks into mappings, lists and dataclasses."""
    for at, text in _texts(part, (key,) if key else ()):
        rule = refused(text)
        if rule is not None:
            problems.add(".".join(at), rule)


def _texts(part: Any, key: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Suspicious texts with their places."""
    if isinstance(part, str):
        if _SUSPECT.search(part):
            yield key, part
    elif isinstance(part, int):
        if 10**17 <= part < 10**18:  # as long as an identity number
            yield key, str(part)
    elif part is None or isinstance(part, float) or len(key) > _DEEPEST:
        return
    elif isinstance(part, Mapping):
        for name, inside in part.items():
            yield from _texts(name, (*key, str(name)))
            yield from _texts(inside, (*key, str(name)))
    elif isinstance(part, list | tuple | set | frozenset):
        for inside in part:
            yield from _texts(inside, key)
    elif (names := getattr(part, "__dataclass_fields__", None)) and not isinstance(part, type):
        at = (*key, part.id) if isinstance(getattr(part, "id", None), str) else key
        for name in names:
            yield from _texts(getattr(part, name), (*at, name))
