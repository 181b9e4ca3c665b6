"""What the lists for authors of plugins share: an entry, its line of code, how it is printed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from fpplan.contract.fills import Fill
from fpplan.contract.tags import tag_words
from fpplan.contract.text import Text, _

__all__ = ["Entry", "call", "code", "print_entries", "tagged"]

_ONLY = {"work": "done", "share": "percent", "clients": "reached", "stock": "percent",
         "staff": "percent"}  # what a way counts where a call says nothing


@dataclass(frozen=True)
class Entry:
    """One thing that a scheme may read or use, with a line that does it."""

    id: str
    text: Text
    facts: tuple[str, ...]
    example: str


def print_entries(entries: Iterable[Entry]) -> None:
    """Each entry: its id and what it means, what else is to know, and its line of code, which is
    never folded, so that it can be copied."""
    from fpplan.commands.printing import console

    printer = console()
    for entry in entries:
        printer.print(_("{head}: {rest}").format(head=entry.id, rest=entry.text), style="bold",
                      soft_wrap=True)
        for line in (*entry.facts, entry.example):
            printer.print(f"  {line}", soft_wrap=True)


def tagged(tags: Iterable[str]) -> tuple[str, ...]:
    """A sentence about tags, none where there is no tag."""
    found = sorted(tags)
    return (_("Tagged {tags}: shown as documented, never planned for.").format(
        tags=tag_words(found)),) if found else ()


def call(name: str, given: Iterable[Any] = (), named: Mapping[str, Any] | None = None) -> str:
    """A call as an author writes it."""
    words = [*map(code, given), *(f"{key}={code(value)}" for key, value in (named or {}).items())]
    return f"{name}({', '.join(words)})"


def code(value: Any) -> str:
    """A value as an author writes it, Chinese as it stands."""
    if isinstance(value, Text):
        return call("Text", (value.zh, value.en))
    if isinstance(value, Fill):
        return _fill(value)
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, tuple):
        return f"({', '.join(map(code, value))}{',' if len(value) == 1 else ''})"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return repr(value)


def _fill(fill: Fill) -> str:
    """A wire by the class method that makes it; why it is so is left out."""
    if fill.by == "indicator":
        return call("Fill.same_as", (fill.indicator,))
    given = [value for value in (fill.task, fill.hours_each) if value is not None]
    usual = {each.name: each.default for each in fields(Fill)}
    named = {key: getattr(fill, key) for key in ("times", "every", "of")
             if getattr(fill, key) != usual[key]}
    if fill.by in _ONLY and fill.counted != _ONLY[fill.by]:
        named["counts"] = fill.counted
    return call(f"Fill.{fill.by}", given, named)
