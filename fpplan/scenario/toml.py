"""Writing TOML: what the standard library reads, this writes, so that both ways agree."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Iterator, Mapping
from typing import Any

__all__ = ["dumps"]

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_ESCAPES = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"',
            "\\": "\\\\"}
_WIDE = 96  # characters; a list longer than this has one item a line


def dumps(table: Mapping[str, Any]) -> str:
    """A mapping of text, numbers, booleans, dates, lists and mappings as a TOML document.

    Raises TypeError for what TOML cannot hold (None, other objects).
    """
    return "\n".join(_table((), table)).strip("\n") + "\n"


def _table(path: tuple[str, ...], table: Mapping[str, Any]) -> Iterator[str]:
    tables = {key: value for key, value in table.items() if isinstance(value, Mapping)}
    sections = {} if path and all(map(_is_small, tables.values())) else tables
    values = {key: value for key, value in table.items() if key not in sections}
    if path and (values or not sections):
        yield ""
        yield "[" + ".".join(map(_key, path)) + "]"
    for key, value in values.items():
        yield f"{_key(key)} = {_value(value)}"
    for key, value in sections.items():
        yield from _table((*path, key), value)


def _is_small(table: Mapping[str, Any]) -> bool:
    """Whether a table fits on the line of its key, as an inline table.

    Tables of one parent are all written the same way, so that their order is kept.
    """
    flat = not any(isinstance(part, Mapping | list | tuple) for part in table.values())
    return flat and bool(table) and len(_value(table)) <= _WIDE


def _key(key: str) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key of a TOML table is text, not {key!r}")
    return key if _BARE.fullmatch(key) else _text(key)


def _text(text: str) -> str:
    written = [
        _ESCAPES.get(c) or (f"\\u{ord(c):04X}" if ord(c) < 0x20 or ord(c) == 0x7F else c)
        for c in text
    ]
    return '"' + "".join(written) + '"'


def _value(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        return str(int(value))
    if isinstance(value, float):
        return _float(float(value))
    if isinstance(value, datetime.datetime | datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, Mapping):
        inside = ", ".join(f"{_key(key)} = {_value(part)}" for key, part in value.items())
        return "{ " + inside + " }" if inside else "{}"
    if isinstance(value, list | tuple):
        return _list([_value(part) for part in value])
    raise TypeError(f"TOML has no way to write {value!r}")


def _list(items: list[str]) -> str:
    line = "[" + ", ".join(items) + "]"
    if len(line) <= _WIDE:
        return line
    return "[\n" + "".join(f"    {item},\n" for item in items) + "]"


def _float(number: float) -> str:
    if math.isnan(number):
        return "nan"
    if math.isinf(number):
        return "inf" if number > 0 else "-inf"
    return repr(number)  # always has a point or an exponent, and reads back to the same bits
