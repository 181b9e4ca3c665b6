"""Edits of a scenario file that keep the rest of it: comments, order and spacing stay."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from typing import Any

import tomlkit
from tomlkit.items import Comment, InlineTable, Table, Whitespace

__all__ = ["with_tables"]

Trivia = Comment | Whitespace


def with_tables(text: str, tables: Mapping[str, Mapping[str, Any]], head: str) -> str:
    """The text of a TOML file with tables of its `[base]` written anew, `head` as their comment.

    Args:
        tables: name below `[base]` -> its keys; numbers, text, and mappings of them (in one line).
    Raises ValueError where the file is written in a way that would not keep the rest as it is.
    """
    document = tomlkit.parse(text)
    base = document.get("base")
    if not isinstance(base, dict):
        raise ValueError("there is no [base] to write into")
    for name, content in tables.items():
        if name in base and not isinstance(base[name], Table):
            raise ValueError(f"base.{name} is not written as a table of its own")
        base[name] = _table(content, head, _after(base.get(name)))
    edited = tomlkit.dumps(document)
    wanted = {**tables}
    if _apart(edited, wanted) != _apart(text, wanted) or any(
            tomllib.loads(edited)["base"][name] != dict(content)
            for name, content in tables.items()):
        raise ValueError("the file cannot be changed table by table")
    return edited


def _table(content: Mapping[str, Any], head: str, after: list[Trivia]) -> Table:
    found = tomlkit.table()
    found.add(tomlkit.comment(head))
    for key, value in content.items():
        parts = value if isinstance(value, Mapping) else {}
        if parts and all(isinstance(part, Mapping) for part in parts.values()):
            for name, part in parts.items():
                found.add(tomlkit.key([key, name]), _line(part))
        else:
            found.add(key, _line(value) if isinstance(value, Mapping) else value)
    for part in after or [tomlkit.nl()]:
        found.add(part)
    return found


def _line(values: Mapping[str, Any]) -> InlineTable:
    line = tomlkit.inline_table()
    line.update(values)
    return line


def _after(table: Any) -> list[Trivia]:
    """Blank lines and comments at the end of a table: they belong to what comes next."""
    found: list[Trivia] = []
    for key, item in reversed(table.value.body if isinstance(table, Table) else ()):
        if key is not None or not isinstance(item, Comment | Whitespace):
            break
        found.insert(0, item)
    return found


def _apart(text: str, names: Mapping[str, Any]) -> Any:
    """What a file says, but for some tables of its `[base]`."""
    read = tomllib.loads(text)
    base = {key: value for key, value in read["base"].items() if key not in names}
    return {**read, "base": base}
