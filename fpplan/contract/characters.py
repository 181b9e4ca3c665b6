"""Characters that command a terminal or turn the direction of text, and how they show.

A label may come from anywhere. What would move a cursor, ring a bell, hide a line or let it read
backwards is refused in files (`fpplan.contract.given`) and shown escaped wherever it gets to.
"""

from __future__ import annotations

import re

__all__ = ["CONTROL", "controls", "visible"]

# C0 without tab and line ends, DEL, C1, and marks that embed or override the direction of text
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def controls(text: str) -> str | None:
    """The first such character, escaped ("\\x1b"); None where there is none."""
    found = CONTROL.search(text)
    return None if found is None else _escaped(found)


def visible(text: str) -> str:
    """The text with each such character escaped, so that it is seen and does nothing."""
    return CONTROL.sub(_escaped, text)


def _escaped(found: re.Match[str]) -> str:
    at = ord(found[0])
    return f"\\x{at:02x}" if at < 0x100 else f"\\u{at:04x}"
