"""What is put into a page by itself: data inside a script element, and texts of labels."""

from __future__ import annotations

from typing import Any

from fpplan.contract.characters import visible
from fpplan.contract.text import Text
from fpplan.finite import json_text

__all__ = ["harmless_cell", "script_json"]

# what HTML or older JavaScript would take for the end of the data, and control characters
_UNSAFE = {at: f"\\u{at:04x}" for at in (*map(ord, "<>&\u2028\u2029"), *range(0x7f, 0xa0))}


def script_json(value: Any) -> str:
    """JSON that can stand inside a script element, whatever labels it holds.

    Outside its strings JSON has none of these characters, so that each becomes an escape that
    reads back to itself.
    """
    text = json_text(value, separators=(",", ":"))
    return text.translate(_UNSAFE)


def harmless_cell(value: Any) -> Any:
    """A text as a page shows it: control characters escaped. What is no plain text stays, as
    HTML that is safe already."""
    return visible(str(value)) if type(value) in (str, Text) else value
