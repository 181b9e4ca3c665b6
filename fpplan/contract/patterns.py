"""Patterns of tallies, `family[label=value|value,...]`, read without knowing which slots exist."""

from __future__ import annotations

import re
from functools import lru_cache

__all__ = ["parse_pattern"]

_PATTERN = re.compile(r"([a-z][a-z0-9_]*)(?:\[([^\[\]]*)\])?")


@lru_cache(maxsize=4096)
def parse_pattern(pattern: str) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Split `family[label=value|value,...]` into the family and its wanted values."""
    found = _PATTERN.fullmatch(pattern.strip())
    if not found:
        raise ValueError(f'"{pattern}" is not a tally name such as "births[sex=f]"')
    wanted: dict[str, tuple[str, ...]] = {}
    for part in (found[2] or "").split(",") if found[2] else ():
        label, equals, values = (piece.strip() for piece in part.partition("="))
        if not equals or not label or not values or label in wanted:
            raise ValueError(f'"{pattern}": "{part}" is not one "label=value"')
        wanted[label] = tuple(value.strip() for value in values.split("|"))
    return found[1], wanted
