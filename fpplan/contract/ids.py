"""Names of things: their spelling, and the 64-bit hash that keys luck by them."""

from __future__ import annotations

import re
from hashlib import blake2b

from fpplan.contract.text import later

__all__ = ["ID_RULE", "UNIT_RULE", "hash64", "is_id", "is_unit"]

_ID = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
MOST_LETTERS = 80  # of an id; files and folders are named by them
_UNIT = re.compile(r"[A-Za-z0-9_.-]+")

ID_RULE = later(
    "an id is lower-case letters, digits and single underscores, starting with a letter, at most "
    "80 characters")
UNIT_RULE = later("a unit id is letters, digits, '_', '.' and '-', at most 80 characters")


def is_id(name: str) -> bool:
    """Whether `name` is lower snake ASCII."""
    return len(name) <= MOST_LETTERS and bool(_ID.fullmatch(name))


def is_unit(name: str) -> bool:
    """Whether `name` can name a unit."""
    return len(name) <= MOST_LETTERS and bool(_UNIT.fullmatch(name))


def hash64(name: str) -> int:
    """The 64-bit blake2b of the UTF-8 name, the same on every machine."""
    return int.from_bytes(blake2b(name.encode("utf-8"), digest_size=8).digest(), "little")
